"""The plain-text drawer: a document for the terminal, for a quick look, and for comparing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from app.reports.chart_tables import chart_table
from app.reports.content import (
    Bar,
    BarChart,
    Block,
    Caption,
    Certificate,
    Chart,
    Contents,
    Cover,
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
    has_cover,
    listed,
)
from app.reports.official import ApprovalBlock, Letterhead, NumberLine, letterhead_lines
from app.reports.paper import Asked, Blanks, answer_line

_SIGNS = {Voice.BODY: "", Voice.NOTE: "  ", Voice.WARNING: "! "}


def draw_text(document: Document) -> bytes:
    """The document as UTF-8 text: what it says, without how it looks."""
    return "".join(f"{line}\n" for line in _lines(document)).encode("utf-8", "replace")


def draw_blocks(blocks: Iterable[Block]) -> str:
    """What these blocks say."""
    return "\n".join(line for block in blocks for line in _LINES[type(block)](block))


def _lines(document: Document) -> Iterator[str]:
    if not has_cover(document):
        yield from filter(None, (document.kicker, document.title))
        yield "=" * min(len(document.title), 80)
    for block in document.blocks:
        yield from (
            _contents(document, block)
            if isinstance(block, Contents)
            else _LINES[type(block)](block)
        )
    for said in (*document.standing, document.footer, document.source):
        if said:
            yield from ("", said)


def _contents(document: Document, contents: Contents) -> Iterator[str]:
    yield from ("", contents.title)
    for head in listed(document, contents.depth):
        yield f"{'  ' * (head.level - 1)}- {head.text}"


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


def _heading(heading: Heading) -> Iterator[str]:
    yield from ("", f"{'#' * heading.level} {heading.text}", *filter(None, [heading.note]), "")


def _points(points: Points) -> Iterator[str]:
    for number, item in enumerate(points.items, 1):
        yield f"{number}. {item}" if points.numbered else f"- {item}"


def _cover(cover: Cover) -> Iterator[str]:
    yield from (*cover.office, cover.title, "=" * min(len(cover.title), 80), *cover.subtitle, "")
    yield from (f"{label}: {known}" for label, known in cover.pairs)


def _signed(signatures: SignatureLines) -> Iterator[str]:
    yield from (f"{_flat(office)} ____________ {name}" for office, name in signatures.lines)


def _approval(approval: ApprovalBlock) -> Iterator[str]:
    yield from (approval.word, *(line or "____________" for line in approval.lines), "")


def _blanks(blanks: Blanks) -> Iterator[str]:
    for row in blanks.rows:
        yield "  ".join(f"{blank.label}: {blank.value or '________'}" for blank in row)


_LINES: Mapping[type, Callable[[Any], Iterable[str]]] = {
    Heading: _heading,
    Paragraph: lambda one: (f"{_SIGNS[one.voice]}{line}" for line in one.text.split("\n")),
    Points: _points,
    Facts: lambda facts: (f"{label}: {value}" for label, value in facts.pairs),
    Table: _table,
    BarChart: chart_lines,
    MapChart: chart_lines,
    Pyramid: chart_lines,
    Pictures: lambda pictures: (f"[{picture.caption}]" for picture in pictures.items),
    SignatureLines: _signed,
    ApprovalBlock: _approval,
    Caption: lambda caption: ("", caption.said or caption.text),
    Cover: _cover,
    Blanks: _blanks,
    Asked: _asked,
    Certificate: certificate_lines,
    Letterhead: lambda head: (*letterhead_lines(head), ""),
    NumberLine: lambda line: (*filter(None, (line.number, line.day)), ""),
    PageBreak: lambda _: ("",),
}
"""How each kind of block is said; a table of contents asks the document."""
