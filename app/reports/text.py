"""The plain-text drawer: a document for the terminal, for a quick look, and for comparing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from app.reports.chart_tables import chart_table
from app.reports.content import (
    ApprovalBlock,
    Bar,
    BarChart,
    Block,
    Certificate,
    Chart,
    Contents,
    Document,
    Entry,
    Facts,
    Heading,
    MapChart,
    PageBreak,
    Paragraph,
    Pictures,
    Points,
    Pyramid,
    SignatureLines,
    Table,
    Voice,
    certificate_lines,
    entry_texts,
    listed,
)
from app.reports.paper import Asked, Blanks, answer_line

_SIGNS = {Voice.BODY: "", Voice.NOTE: "  ", Voice.WARNING: "! "}


def draw_text(document: Document) -> bytes:
    """The document as UTF-8 text: what it says, without how it looks."""
    return "".join(f"{line}\n" for line in _lines(document)).encode("utf-8", "replace")


def _lines(document: Document) -> Iterator[str]:
    yield from filter(None, (document.kicker, document.title))
    yield "=" * min(len(document.title), 80)
    for block in document.blocks:
        yield from _contents(document, block) if isinstance(block, Contents) else _block(block)
    for said in (*document.standing, document.source):
        if said:
            yield from ("", said)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text, level=level, note=note):
            yield from ("", f"{'#' * level} {text}", *filter(None, [note]), "")
        case Paragraph(text=text, voice=voice):
            yield from (f"{_SIGNS[voice]}{line}" for line in text.split("\n"))
        case Points(items=items, numbered=numbered):
            yield from (f"{n}. {t}" if numbered else f"- {t}" for n, t in enumerate(items, 1))
        case Facts(pairs=pairs):
            yield from (f"{label}: {value}" for label, value in pairs)
        case Table():
            yield from _table(block)
        case BarChart() | MapChart() | Pyramid():
            yield from chart_lines(block)
        case Pictures(items=pictures):
            yield from (f"[{picture.caption}]" for picture in pictures)
        case SignatureLines(lines=signed):
            yield from (f"{_flat(office)} ____________ {name}" for office, name in signed)
        case ApprovalBlock(word=word, lines=lines):
            yield from (word, *(line or "____________" for line in lines), "")
        case Blanks() | Asked() | Certificate():
            yield from _paper(block)
        case PageBreak():
            yield ""


def _contents(document: Document, contents: Contents) -> Iterator[str]:
    yield from ("", contents.title)
    for head in listed(document, contents.depth):
        yield f"{'  ' * (head.level - 1)}- {head.text}"


def _paper(block: Blanks | Asked | Certificate) -> Iterator[str]:
    if isinstance(block, Certificate):
        yield from certificate_lines(block)
        return
    if isinstance(block, Asked):
        yield from _asked(block)
        return
    for row in block.rows:
        yield "  ".join(f"{blank.label}: {blank.value or '________'}" for blank in row)


def _asked(asked: Asked) -> Iterator[str]:
    if asked.when:
        yield f"   ({asked.when})"
    yield f"{asked.number}. {asked.text}"
    if asked.note:
        yield f"   {asked.note}"
    yield from (f"   {line}" for line in answer_line(asked.answer))


def _table(table: Table) -> Iterator[str]:
    if any(column.group for column in table.columns):
        groups = [group for group, _ in groupby(column.group for column in table.columns)]
        yield " | ".join(groups).strip()
    yield _row([column.header for column in table.columns])
    yield " | ".join("---" for _ in table.columns)
    yield from (_row(row) for row in table.rows)
    if table.totals:
        yield _row(table.totals)
    yield from (f"  {note}" for note in table.notes)


def _row(entries: Iterable[Entry]) -> str:
    return " | ".join(_said(entry) for entry in entries).rstrip()


def _said(entry: Entry) -> str:
    return " / ".join(_flat(text) for text in entry_texts(entry) if text)


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def chart_lines(chart: Chart) -> Iterator[str]:
    """What a chart says, a bar or a place a line."""
    if not isinstance(chart, BarChart):
        yield from _table(chart_table(chart))
        return
    if chart.legend or chart.marks:
        yield " · ".join(word for _, word in (*chart.legend, *chart.marks))
    yield from (_bar(bar) for bar in chart.bars)
    yield from (f"  {note}" for note in chart.notes)


def _bar(bar: Bar) -> str:
    parts = " + ".join(part.text for part in bar.parts if part.value and part.text)
    sign = "! " if bar.is_warning else ""
    if not parts:
        return f"{sign}{bar.label}: {bar.remark}"
    return f"{sign}{bar.label}: {parts} ({bar.remark})" if bar.remark else f"{bar.label}: {parts}"
