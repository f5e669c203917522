"""Tables as strips: one a row, the headers drawn again on each page, no cell ever cut off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from app.reports.content import Align, Entry, Mark, Table
from app.reports.pdf.flow import MM, SMALL, TOGETHER, Pen, Strip, stays_with_next
from app.reports.pdf.grid import (
    PAD_X,
    PAD_Y,
    Row,
    Slot,
    Stance,
    column_widths,
    cut_slots,
    edges_of,
    slots_of,
)
from app.reports.pdf.lettering import lines_of
from app.reports.pdf.marks import rule
from app.reports.pdf.prose import line_strips
from app.reports.pdf.style import (
    CELL,
    CELL_NOTE,
    CELL_STRONG,
    CONTROL,
    GROUND,
    HEADER,
    HEADER_NOTE,
    LINE,
    NOTE,
)

_BEFORE = 5.0
_MOST_TOGETHER = 12
_HIGH = 5 * CELL.line
"""A first row higher than this may stand alone between its header and the end of a page."""
_LEAST_HEIGHT = CELL.line + 2 * PAD_Y


def table_strips(table: Table, measure: float) -> Iterator[Strip]:
    """The strips of a table that is as wide as the text."""
    widths = column_widths(table, measure)
    header = tuple(_header(table, widths))
    yield from header
    rows: Iterable[Strip] = (_body(table, entries, widths, header) for entries in table.rows)
    is_small = is_short = len(table.rows) <= _MOST_TOGETHER
    if is_short:
        rows = list(rows)
        height = sum(row.height for row in rows)
        is_small, is_short = height <= SMALL, height <= TOGETHER
    count, has_more = len(table.rows), bool(table.totals or table.notes)
    for index, row in enumerate(rows):
        is_glued = stays_with_next(index, count, is_short=is_small, has_more=has_more)
        is_high = index == 0 and row.height > _HIGH and not is_small and count > 2
        yield replace(
            row, is_glued=is_glued and not is_high, is_kept=is_short and index < count - 1
        )
    if table.totals:
        yield from _totals(table, widths, header)
    for index, note in enumerate(table.notes):
        yield from line_strips(note, NOTE, measure, before=1 if index else 4)


def is_held_together(table: Table, measure: float) -> bool:
    """Whether a table as wide as the text is so short and low that it stays on one page."""
    if len(table.rows) > _MOST_TOGETHER:
        return False
    widths = column_widths(table, measure)
    rows = (_body(table, entries, widths, ()) for entries in table.rows)
    return sum(row.height for row in rows) <= TOGETHER


def _header(table: Table, widths: Sequence[float]) -> Iterator[Strip]:
    has_captions = any(column.group for column in table.columns)
    if has_captions:
        yield _captions(table, widths)
    entries = [column.header for column in table.columns]
    slots = slots_of(entries, table.columns, widths, HEADER, HEADER_NOTE)
    height = max(slot.height for slot in slots) + 2 * PAD_Y
    frames = edges_of(widths) if table.boxed else []
    stance = Stance.MIDDLE if table.boxed else Stance.LOW
    roof = CONTROL if table.boxed else ""
    row = Row(slots, height, CONTROL, 0.8, GROUND, frames, stance, roof)
    yield Strip(height, row.draw, before=0 if has_captions else _BEFORE, is_glued=True)


def _captions(table: Table, widths: Sequence[float]) -> Strip:
    """The common captions of neighbouring columns, a short line below each."""
    slots: list[Slot] = []
    x = 0.0
    pairs = zip(table.columns, widths, strict=True)
    for group, members in groupby(pairs, key=lambda pair: pair[0].group):
        width = sum(member[1] for member in members)
        lines = [(line, HEADER) for line in lines_of(group, HEADER, width - 2 * PAD_X) if group]
        slots.append(Slot(x, width, Align.CENTRE, lines))
        x += width
    row = Row(slots, max(slot.height for slot in slots) + PAD_Y + 1, "", ground=GROUND)

    def draw(pen: Pen, left: float, y: float) -> None:
        row.draw(pen, left, y)
        for slot in slots:
            if slot.lines:
                rule(pen, left + slot.x + PAD_X, y - row.height, slot.width - 2 * PAD_X, CONTROL)

    return Strip(row.height, draw, before=_BEFORE, is_glued=True)


def _body(
    table: Table,
    entries: Sequence[Entry],
    widths: Sequence[float],
    header: tuple[Strip, ...],
) -> Strip:
    is_level = table.boxed or any(isinstance(entry, Mark) for entry in entries)
    slots = slots_of(entries, table.columns, widths, CELL, CELL_NOTE)
    row = Row(
        slots,
        max(_height(slots), table.row_height * MM, _LEAST_HEIGHT),
        CONTROL if table.boxed else LINE,
        frames=edges_of(widths) if table.boxed else [],
        stance=Stance.MIDDLE if is_level else Stance.TOP,
    )
    return _row_strip(row, header)


def _height(slots: Sequence[Slot]) -> float:
    return max(slot.height for slot in slots) + 2 * PAD_Y


def _row_strip(row: Row, header: tuple[Strip, ...]) -> Strip:
    """A row that can go on over a page."""

    def cut(room: float) -> tuple[Strip, Strip] | None:
        halves = cut_slots(row.slots, room - PAD_Y)
        if halves is None:
            return None
        above, below = halves
        high = _height(above) - PAD_Y
        below_cut = row.below if row.frames else ""
        upper = replace(row, slots=above, height=high, below=below_cut, stance=Stance.TOP)
        lower = replace(row, slots=below, height=_height(below), stance=Stance.TOP)
        return Strip(high, upper.draw, repeated=header), _row_strip(lower, header)

    return Strip(row.height, row.draw, repeated=header, cut=cut)


def _totals(table: Table, widths: Sequence[float], header: tuple[Strip, ...]) -> Iterator[Strip]:
    slots = slots_of(table.totals, table.columns, widths, CELL_STRONG, CELL_NOTE)
    height = max(slot.height for slot in slots) + 2 * PAD_Y
    frames = edges_of(widths) if table.boxed else []
    row = Row(slots, height, CONTROL, 0.8, GROUND, frames)
    yield Strip(height, row.draw, is_glued=bool(table.notes), repeated=header)
