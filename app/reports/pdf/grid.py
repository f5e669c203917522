"""Grid: how the cells of a row are laid out, how wide columns become, and how a row is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from app.reports.content import Align, Cell, Column, Entry, Mark, Table, entry_texts
from app.reports.paper import Pick
from app.reports.pdf.flow import MM, Pen
from app.reports.pdf.lettering import Letter, lines_of, longest_word
from app.reports.pdf.marks import draw_mark, draw_pick, ink, rule, upright, write_in
from app.reports.pdf.style import CELL, CELL_STRONG, CONTROL, HEADER, LINE

PAD_X = 3.5
PAD_Y = 3.0
MARK_SIZE = 9.0
_LEAST_LINES = 2
"""So many lines of a row that goes on over a page stand on each side of the break."""
_WIDEST_WORD = 45 * MM
_MEASURED_ROWS, _MEASURED_LAST = 300, 20
"""The first rows of a long table tell how wide its words are, the last how far its numbers go."""

Line = tuple[str, Letter]


class Stance(Enum):
    """Where the lines of a row's cells stand in its height."""

    TOP = "top"
    MIDDLE = "middle"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell that has been laid out: its lines or its mark, and where they stand."""

    x: float
    width: float
    align: Align
    lines: Sequence[Line]
    mark: Mark | Pick | None = None

    @property
    def height(self) -> float:
        """The height of its lines in points."""
        return sum(letter.line for _, letter in self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """How a row is drawn: its slots, the line below it, its ground and its frames."""

    slots: Sequence[Slot]
    height: float
    below: str = LINE
    thickness: float = 0.5
    ground: str = ""
    frames: Sequence[float] = ()
    stance: Stance = Stance.TOP
    roof: str = ""
    """The colour of a line above, which the first row of a boxed table needs."""

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the row with its top left corner at x, y."""
        width = max((slot.x + slot.width for slot in self.slots), default=0.0)
        if self.ground:
            pen.setFillColor(ink(self.ground))
            pen.rect(x, y - self.height, width, self.height, stroke=0, fill=1)
        for slot in self.slots:
            self._fill(pen, slot, x, y)
        if self.below:
            rule(pen, x, y - self.height, width, self.below, self.thickness)
        if self.roof:
            rule(pen, x, y, width, self.roof)
        for edge in self.frames:
            upright(pen, x + edge, y, self.height, CONTROL)

    def _fill(self, pen: Pen, slot: Slot, x: float, y: float) -> None:
        centre, middle = x + slot.x + slot.width / 2, y - self.height / 2
        if isinstance(slot.mark, Pick):
            draw_pick(pen, slot.mark, centre, middle)
        elif slot.mark is not None:
            draw_mark(pen, slot.mark, centre, middle)
        top = y - self._inset(slot)
        for text, letter in slot.lines:
            write_in(pen, text, letter, x + slot.x + PAD_X, top, slot.width - 2 * PAD_X, slot.align)
            top -= letter.line

    def _inset(self, slot: Slot) -> float:
        match self.stance:
            case Stance.MIDDLE:
                return (self.height - slot.height) / 2
            case Stance.LOW:
                return self.height - slot.height - PAD_Y
            case Stance.TOP:
                return PAD_Y


def slots_of(
    entries: Sequence[Entry],
    columns: Sequence[Column],
    widths: Sequence[float],
    letter: Letter,
    note: Letter,
) -> list[Slot]:
    """Lay out the cells of one row; a row that is too short ends in empty cells."""
    slots: list[Slot] = []
    x = 0.0
    for index, (column, width) in enumerate(zip(columns, widths, strict=True)):
        entry: Entry = entries[index] if index < len(entries) else ""
        mark = entry if isinstance(entry, Mark | Pick) else None
        lines = _lines(entry, width - 2 * PAD_X, letter, note)
        slots.append(Slot(x, width, column.align, lines, mark))
        x += width
    return slots


def _lines(entry: Entry, width: float, letter: Letter, note: Letter) -> list[Line]:
    if isinstance(entry, Mark | Pick) or not entry:
        return []
    cell = entry if isinstance(entry, Cell) else Cell(entry)
    main = CELL_STRONG if cell.strong and letter is CELL else letter
    lines = [(line, main) for line in lines_of(cell.text, main, width)] if cell.text else []
    if cell.note:
        lines += [(line, note) for line in lines_of(cell.note, note, width)]
    return lines


def cut_slots(slots: Sequence[Slot], room: float) -> tuple[Sequence[Slot], Sequence[Slot]] | None:
    """The cells of a row in two: the lines that fit in this height, and those that do not.

    None where not two lines of the longest cell would stand in both parts.
    """
    counts = [_lines_within(slot.lines, room) for slot in slots]
    longest = max(range(len(slots)), key=lambda at: slots[at].height)
    if counts[longest] < _LEAST_LINES or len(slots[longest].lines) - counts[longest] < _LEAST_LINES:
        return None
    pairs = list(zip(slots, counts, strict=True))
    above = [replace(slot, lines=slot.lines[:count]) for slot, count in pairs]
    below = [replace(slot, lines=slot.lines[count:], mark=None) for slot, count in pairs]
    return above, below


def _lines_within(lines: Sequence[Line], room: float) -> int:
    for count, (_, letter) in enumerate(lines):
        room -= letter.line
        if room < 0:
            return count
    return len(lines)


def edges_of(widths: Sequence[float]) -> list[float]:
    """Where the upright lines of a boxed table stand."""
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def column_widths(table: Table, measure: float) -> list[float]:
    """Widths by weight, but none narrower than its longest word as long as there is room."""
    least = [_least_width(table, index) for index in range(len(table.columns))]
    if sum(least) >= measure:
        return [measure * width / sum(least) for width in least]
    weights = [column.weight for column in table.columns]
    held: dict[int, float] = {}
    while True:
        share = (measure - sum(held.values())) / sum(
            weight for index, weight in enumerate(weights) if index not in held
        )
        tight = {
            index: least[index]
            for index, weight in enumerate(weights)
            if index not in held and share * weight < least[index]
        }
        if not tight:
            return [held.get(index, share * weight) for index, weight in enumerate(weights)]
        held.update(tight)


def _least_width(table: Table, index: int) -> float:
    widest = _widest(table.columns[index].header, HEADER)
    last = max(_MEASURED_ROWS, len(table.rows) - _MEASURED_LAST)
    for row in (*table.rows[:_MEASURED_ROWS], *table.rows[last:], table.totals):
        if index < len(row):
            widest = max(widest, _widest(row[index], CELL_STRONG))
    return min(widest, _WIDEST_WORD) + 2 * PAD_X + 0.5


def _widest(entry: Entry, letter: Letter) -> float:
    if isinstance(entry, Mark | Pick):
        return MARK_SIZE
    return max(longest_word(text, letter) for text in entry_texts(entry))
