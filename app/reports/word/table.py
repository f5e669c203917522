"""Tables of Word: fixed widths, a header that is repeated on each page, no row torn apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from app.reports.content import Align, Cell, Column, Entry, Mark, Table, entry_texts
from app.reports.paper import Pick
from app.reports.pdf.flow import MM, stays_with_next
from app.reports.pdf.grid import column_widths
from app.reports.pdf.table import is_held_together
from app.reports.word.markup import TWIPS, paragraph, said
from app.reports.word.style import CELL, CELL_HEAD, CELL_NOTE, FRAME, GROUND, LINE
from app.stopping import step

_PAD = 70
_STANCES = {Align.LEFT: "", Align.CENTRE: "center", Align.RIGHT: "right"}
_SIGNS = {Mark.TICK: "\N{BALLOT BOX WITH X}", Mark.BOX: "\N{BALLOT BOX}", Mark.DASH: "–"}
_TORN_LETTERS = 1200
"""So many letters in a cell, and the row may be cut between pages, or it would fit on none."""

_RULE = '<w:bottom w:val="thickThinSmallGap" w:sz="12" w:space="0" w:color="1A2025"/>'

_Spot = tuple[Entry, int, str]
"""What stands in a cell, how many columns it takes, and how it goes on below another."""


def table_markup(table: Table, measure: float) -> tuple[str, Iterator[str]]:
    """The markup of a table that is as wide as the text, in points: its headers, then its rows."""
    widths = [round(width * TWIPS) for width in column_widths(table, measure)]
    looks = f'{_width(sum(widths))}{_borders(is_boxed=table.boxed)}<w:tblLayout w:type="fixed"/>'
    head = _framed(looks + _padding(), widths, _headers(table, widths))
    return head, _rows(table, widths, is_short=is_held_together(table, measure))


def _rows(table: Table, widths: Sequence[int], *, is_short: bool) -> Iterator[str]:
    count, has_more = len(table.rows), bool(table.totals or table.notes)
    for index, entries in enumerate(table.rows):
        is_kept = stays_with_next(index, count, is_short=is_short, has_more=has_more)
        yield _row(table, entries, widths, is_kept=is_kept)
    if table.totals:
        sums = [_strong(entry) for entry in table.totals]
        yield _row(table, sums, widths, GROUND, is_kept=bool(table.notes))


def _strong(entry: Entry) -> Entry:
    if isinstance(entry, Mark | Pick):
        return entry
    return replace(entry if isinstance(entry, Cell) else Cell(entry), strong=True)


def _width(width: int) -> str:
    return f'<w:tblW w:w="{width}" w:type="dxa"/>'


def _borders(*, is_boxed: bool) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    drawn = sides if is_boxed else ("top", "bottom", "insideH")
    colour = FRAME if is_boxed else LINE
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>'
        if side in drawn
        else f'<w:{side} w:val="nil"/>'
        for side in sides
    )
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def _padding(high: int = 30, left: int = _PAD) -> str:
    sides = (("top", high), ("left", left), ("bottom", high), ("right", _PAD))
    cells = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in sides)
    return f"<w:tblCellMar>{cells}</w:tblCellMar>"


def _headers(table: Table, widths: Sequence[int]) -> Iterator[str]:
    columns = table.columns
    if not any(column.group for column in columns):
        yield _line([(column.header, 1, "") for column in columns], columns, widths, _HEADER)
        return
    yield _line(_captions(columns), columns, widths, _HEADER)
    below: list[_Spot] = [
        (column.header, 1, "") if column.group else ("", 1, "continue") for column in columns
    ]
    yield _line(below, columns, widths, _HEADER)


def _captions(columns: Sequence[Column]) -> Iterator[_Spot]:
    """Common captions over their columns; a column without one has its header through both."""
    for group, members in groupby(columns, key=lambda column: column.group):
        held = list(members)
        if group:
            yield Cell(group), len(held), ""
        else:
            yield from ((column.header, 1, "restart") for column in held)


def _row(
    table: Table,
    entries: Sequence[Entry],
    widths: Sequence[int],
    ground: str = "",
    *,
    is_kept: bool,
) -> str:
    filled = [*entries, *[""] * (len(table.columns) - len(entries))]
    height = round(table.row_height * MM * TWIPS)
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    spots = [(entry, 1, "") for entry in filled]
    return _line(spots, table.columns, widths, _Look(CELL, ground, is_kept, least))


class _Look(NamedTuple):
    """How a row looks: the style of its texts, its ground, whether it stays with the next."""

    style: str
    ground: str
    is_kept: bool
    more: str = ""
    """What else is said of the row."""


_HEADER = _Look(CELL_HEAD, GROUND, is_kept=True, more="<w:tblHeader/>")


def _line(
    spots: Iterable[_Spot], columns: Sequence[Column], widths: Sequence[int], look: _Look
) -> str:
    step()
    cells, at, longest = [], 0, 0
    for entry, span, going in spots:
        align = Align.CENTRE if span > 1 else columns[at].align
        width = sum(widths[at : at + span])
        cells.append(_cell(entry, width, span, going, align, look))
        longest = max(longest, *(len(text) for text in entry_texts(entry)))
        at += span
    whole = "<w:cantSplit/>" if longest <= _TORN_LETTERS else ""
    return f"<w:tr><w:trPr>{whole}{look.more}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(entry: Entry, width: int, span: int, going: str, align: Align, look: _Look) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merges = f'<w:vMerge w:val="{going}"/>' if going else ""
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{look.ground}"/>' if look.ground else ""
    shape = f'<w:tcW w:w="{width}" w:type="dxa"/>{spans}{merges}{ground}'
    return f"<w:tc><w:tcPr>{shape}</w:tcPr>{''.join(_lines(entry, align, look))}</w:tc>"


def _lines(entry: Entry, align: Align, look: _Look) -> Iterator[str]:
    stance = _STANCES[align]
    match entry:
        case Mark():
            yield paragraph(look.style, said(_SIGNS[entry]), align="center", is_kept=look.is_kept)
        case Pick():
            sign = "\N{BALLOT BOX}" if entry.is_one_of_many else "\N{WHITE CIRCLE}"
            words = said(f"{sign} {entry.number}")
            yield paragraph(look.style, words, align="center", is_kept=look.is_kept)
        case Cell():
            words = said(entry.text, strong=entry.strong)
            yield paragraph(look.style, words, align=stance, is_kept=look.is_kept)
            if entry.note:
                yield paragraph(CELL_NOTE, said(entry.note), align=stance, is_kept=look.is_kept)
        case _:
            yield paragraph(look.style, said(entry), align=stance, is_kept=look.is_kept)


def columns_markup(
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    underlined: int = -1,
    height: int = 0,
    *,
    ruled: bool = False,
) -> str:
    """Paragraphs beside each other without frames, the first at the edge of the text.

    Rows of some height stand on their ground.

    The column with the number `underlined` has a line below, to sign on; `ruled`, all have one.
    """
    line = f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{FRAME}"/>'
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    low = '<w:vAlign w:val="bottom"/>' if height else ""
    drawn = []
    for row in rows:
        cells = ""
        for index, (content, width) in enumerate(zip(row, widths, strict=True)):
            edge = f"<w:tcBorders>{line}</w:tcBorders>" if index == underlined else ""
            edge = f"<w:tcBorders>{_RULE}</w:tcBorders>" if ruled else edge
            looks = f'<w:tcW w:w="{width}" w:type="dxa"/>{edge}{low}'
            cells += f"<w:tc><w:tcPr>{looks}</w:tcPr>{content}</w:tc>"
        drawn.append(f"<w:tr><w:trPr><w:cantSplit/>{least}</w:trPr>{cells}</w:tr>")
    looks = f'{_width(sum(widths))}<w:tblLayout w:type="fixed"/>'
    return _framed(looks + _padding(0, 0), widths, drawn)


def _framed(looks: str, widths: Sequence[int], rows: Iterable[str]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    shape = f"<w:tblPr>{looks}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    return f"<w:tbl>{shape}{''.join(rows)}</w:tbl>"
