"""Cells of Excel: typed, in looks that are made once, as wide and as high as what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from app.reports.content import Align, Cell, Column, Entry, Mark, Table, entry_texts
from app.reports.legal import legal
from app.reports.paired import Paired, Spoken, stacked, voices
from app.reports.sheets import FIRST_YEAR
from app.stopping import step

SECOND = "#4B555F"
"""The colour of what is said more quietly."""
HEADER = {
    "bold": True,
    "bottom": 1,
    "bg_color": "#F4F5F6",
    "text_wrap": True,
    "valign": "vcenter",
}
LINE_HEIGHT, HIGHEST = 13.5, 409
"""The height of a line in points, and the most a row can have."""
_MOST_LETTERS = 32_767
_NARROWEST, _WIDEST = 8, 60
_MEASURED_ROWS = 300
_SIGNS = {Mark.TICK: "+", Mark.BOX: "", Mark.DASH: "–"}
_SIDES = {Align.RIGHT: {"align": "right"}, Align.CENTRE: {"align": "center"}}
_WRAPPED = {"text_wrap": True, "valign": "vcenter"}
_STRONG = {"bold": True}
_WORDED = re.compile(r"(\D*)\d[\d\s.,]*(\D*)")


class Cells:
    """Writes the cells of one workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._looks: dict[tuple[tuple[str, Any], ...], Any] = {}

    def look(self, **look: Any) -> Any:
        """How cells look, the same one for the same wishes."""
        key = tuple(look.items())
        if key not in self._looks:
            plain = {"font_name": "Arial", "font_size": 10}
            self._looks[key] = self._book.add_format(plain | look)
        return self._looks[key]

    def text(self, sheet: Any, row: int, at: int, text: str, **look: Any) -> None:
        """Write a text, whatever it holds; several languages each on a line of its own."""
        if isinstance(text, Paired):
            self._voices(sheet, row, at, voices(text), **look)
            return
        said, shown = legal(text)[:_MOST_LETTERS], self.look(**look)
        if said:
            sheet.write_string(row, at, said, shown)
        elif look:
            sheet.write_blank(row, at, None, shown)

    def _voices(self, sheet: Any, row: int, at: int, spoken: Sequence[Spoken], **look: Any) -> None:
        look |= {"text_wrap": True}
        loud, quiet = self.look(**look), self.look(font_color=SECOND)
        pieces: list[Any] = []
        for number, (text, is_beside) in enumerate(spoken):
            line = legal(text)[: _MOST_LETTERS // len(spoken) - 1]
            if not (line or number):
                continue
            pieces += [quiet if is_beside else loud, f"\n{line}" if number else line]
        sheet.write_rich_string(row, at, *pieces, loud)

    def row(
        self, sheet: Any, row: int, columns: Sequence[Column], entries: Sequence[Entry], **look: Any
    ) -> None:
        """Write a row of a table: numbers as numbers, days as days, the rest as texts."""
        step()
        wrapped = look | _WRAPPED
        for at, (column, entry) in enumerate(zip(columns, entries, strict=False)):
            if isinstance(entry, Cell) and entry.value is not None:
                self._value(sheet, row, at, entry, **look)
                continue
            shown = wrapped
            if isinstance(entry, Cell) and entry.strong:
                shown = shown | _STRONG
            if column.align in _SIDES:
                shown = shown | _SIDES[column.align]
            self.text(sheet, row, at, words(entry), **shown)

    def _value(self, sheet: Any, row: int, at: int, cell: Cell, **look: Any) -> None:
        value = cell.value
        if cell.strong:
            look |= {"bold": True}
        if isinstance(value, date) and value.year < FIRST_YEAR:
            self.text(sheet, row, at, words(cell), **look)
        elif isinstance(value, date):
            sheet.write_datetime(row, at, value, self.look(num_format="dd.mm.yyyy", **look))
        elif value is not None:
            form = _number_format(cell.text.strip(), value)
            sheet.write_number(row, at, value, self.look(num_format=form, **look))
        if cell.note and isinstance(value, int | float):
            sheet.write_comment(row, at, legal(cell.note))


@lru_cache(maxsize=10_000)
def _number_format(text: str, value: float) -> str:
    """How a number is shown so that it reads as its text: about 70, 80 %, – for nought."""
    if text.endswith("%"):
        return "0%"
    number = "#,##0" if value == int(value) else "#,##0.##"
    if not value and not any(sign.isdigit() for sign in text):
        return f'{number};-{number};"{_quoted(text)}"'
    worded = _WORDED.fullmatch(text)
    before, after = worded.groups() if worded else ("", "")
    return f"{_aside(before)}{number}{_aside(after)}"


def _aside(words: str) -> str:
    return f'"{_quoted(words)}"' if words.strip("+-\N{MINUS SIGN} ") else ""


def _quoted(words: str) -> str:
    return legal(words).replace('"', "'")[:60]


def words(entry: Entry) -> str:
    """What a cell says, its note on a line below."""
    if isinstance(entry, str):
        return entry
    if isinstance(entry, Mark):
        return _SIGNS[entry]
    if isinstance(entry, Cell) and not entry.note:
        return entry.text
    return Paired.below(filter(None, entry_texts(entry)))


def header_words(column: Column) -> str:
    """What stands above a column."""
    said = list(filter(None, entry_texts(column.header)))
    if any(isinstance(text, Paired) for text in said):
        return Paired.below(said)
    return " · ".join(said)


def lines(text: str, width: int) -> int:
    """About how many lines a text takes in a column as wide as so many letters."""
    if len(text) * 10 <= width * 9 and "\n" not in text and not isinstance(text, Paired):
        return 1
    return sum(max(-(-len(line) * 10 // (width * 9)), 1) for line in stacked(text).split("\n"))


def widths(table: Table) -> Iterator[int]:
    """Columns as wide as most of what they hold, in letters."""
    for at, column in enumerate(table.columns):
        said = [column.header, *(row[at] for row in table.rows[:_MEASURED_ROWS] if at < len(row))]
        longest = max(len(line) for one in said for line in stacked(words(one) or " ").split("\n"))
        yield min(max(longest + 2, _NARROWEST), _WIDEST)


def height(entries: Sequence[Entry], wide: Sequence[int]) -> float | None:
    """How high a row must be for what it holds, in points; None for one of a line."""
    most = max(
        (lines(words(entry), width) for entry, width in zip(entries, wide, strict=False)), default=1
    )
    return min(most * LINE_HEIGHT + 4, HIGHEST) if most > 1 else None
