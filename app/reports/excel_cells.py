"""Cells of Excel: typed, in looks that are made once, as wide and as high as what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from app.reports.content import Align, Cell, Column, Entry, Mark, Table, entry_texts
from app.reports.legal import legal
from app.reports.office_fonts import SANS, office_font
from app.reports.paired import Paired, Spoken, stacked, voices
from app.reports.pdf.grid import column_widths
from app.reports.pdf.lettering import Letter, lines_of
from app.reports.sheets import FIRST_YEAR, LONGEST
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
LINE_HEIGHT, HIGHEST = 12.75, 409
"""The height of a line in points, and the most a row can have."""
MOST_LINES = 28
"""So many lines of text a row can show."""
SIZE = 10.0
_NARROWER = 0.96
"""Arial beside the letters that are measured."""
_MOST_NOTE = 30_000
LEAST_ACROSS, _COLUMN = 90, 8.43
"""So wide a text above or below a table is at least; a column nobody set the width of."""
_NARROWEST, _WIDEST, _WIDEST_WORD = 6, 60, 26
_MEASURED_ROWS = 300
_FOR_FILTER = 3
"""So many letters wide is the arrow of a filter."""
_SIGNS = {Mark.TICK: "+", Mark.BOX: "", Mark.DASH: "–"}
SIDES: dict[Align, dict[str, Any]] = {
    Align.RIGHT: {"align": "right", "indent": 1},
    Align.CENTRE: {"align": "center"},
}
"""What stands at the right keeps away from what stands at the left of the next column."""
_STRONG = {"bold": True}
_WORDED = re.compile(r"(\D*)\d[\d\s.,]*(\D*)")
_BETWEEN = re.compile(r"\s\S*$")


class Cells:
    """Writes the cells of one workbook, all in the letters of one face."""

    def __init__(self, book: Any, face: str = "") -> None:
        self._book = book
        self.font = office_font(face, SANS)
        self._looks: dict[tuple[tuple[str, Any], ...], Any] = {}

    def look(self, **look: Any) -> Any:
        """How cells look, the same one for the same wishes."""
        key = tuple(look.items())
        if key not in self._looks:
            plain = {"font_name": self.font, "font_size": SIZE}
            self._looks[key] = self._book.add_format(plain | look)
        return self._looks[key]

    def text(self, sheet: Any, row: int, at: int, text: str, **look: Any) -> str:
        """Write a text, whatever it holds; several languages each on a line of its own.

        Answers what does not go into a cell of Excel.
        """
        if isinstance(text, Paired) and len(text) < LONGEST:
            self._voices(sheet, row, at, voices(text), **look)
            return ""
        said, shown, rest = legal(stacked(text)), self.look(**look), ""
        if len(said) > LONGEST:
            said, rest = f"{said[: LONGEST - 1]}…", f"…{said[LONGEST - 1 :]}"
        if said:
            sheet.write_string(row, at, said, shown)
        elif look:
            sheet.write_blank(row, at, None, shown)
        return rest

    def across(
        self, sheet: Any, row: int, text: str, wide: Sequence[float] = (), **look: Any
    ) -> None:
        """Write a text over columns so wide, and further ones where these are too few for it.

        Two languages stand in one line. What ran on over the edge would make the page that much
        wider, and all on it smaller, when it is printed.
        """
        look = {**look, "text_wrap": True, "valign": "top"}
        said, size = str(text), look.get("font_size", SIZE)
        width, last = sum(wide), len(wide) - 1
        while width < LEAST_ACROSS:
            width, last = width + _COLUMN, last + 1
        sheet.merge_range(row, 0, row, last, "", self.look(**look))
        self.text(sheet, row, 0, said, **look)
        many = lines(said, width, size)
        sheet.set_row(row, min(many * LINE_HEIGHT * size / SIZE + 4, HIGHEST))

    def _voices(self, sheet: Any, row: int, at: int, spoken: Sequence[Spoken], **look: Any) -> None:
        look |= {"text_wrap": True}
        loud, quiet = self.look(**look), self.look(font_color=SECOND)
        pieces: list[Any] = []
        for number, (text, is_beside) in enumerate(spoken):
            line = legal(text)
            if not (line or number):
                continue
            pieces += [quiet if is_beside else loud, f"\n{line}" if number else line]
        sheet.write_rich_string(row, at, *pieces, loud)

    def row(
        self, sheet: Any, row: int, columns: Sequence[Column], entries: Sequence[Entry], **look: Any
    ) -> dict[int, str]:
        """Write a row of a table: numbers as numbers, days as days, the rest as texts.

        Answers what did not go into its cell, by the number of the column.
        """
        step()
        wrapped = look | {"text_wrap": True}
        left: dict[int, str] = {}
        for at, (column, entry) in enumerate(zip(columns, entries, strict=False)):
            if isinstance(entry, Cell) and entry.value is not None:
                self._value(sheet, row, at, entry, **look, **SIDES.get(column.align, {}))
                continue
            shown = wrapped
            if isinstance(entry, Cell) and entry.strong:
                shown = shown | _STRONG
            if column.align in SIDES:
                shown = shown | SIDES[column.align]
            rest = self.text(sheet, row, at, words(entry), **shown)
            if rest:
                left[at] = rest
        return left

    def _value(self, sheet: Any, row: int, at: int, cell: Cell, **look: Any) -> None:
        value = cell.value
        if cell.strong:
            look |= _STRONG
        if isinstance(value, date) and value.year < FIRST_YEAR:
            self.text(sheet, row, at, words(cell), **look)
        elif isinstance(value, date):
            look.setdefault("align", "left")
            sheet.write_datetime(row, at, value, self.look(num_format="dd.mm.yyyy", **look))
        elif value is not None:
            form = number_format(cell.text.strip(), value)
            sheet.write_number(row, at, value, self.look(num_format=form, **look))
        if cell.note and isinstance(value, int | float):
            sheet.write_comment(row, at, legal(cell.note)[:_MOST_NOTE])


@lru_cache(maxsize=10_000)
def number_format(text: str, value: float) -> str:
    """How a number is shown so that it reads as its text: about 70, 80 %, – for nought."""
    if text.endswith("%"):
        return "0%" if text[-2:-1].isdigit() else "0\\ %"
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


def points_of(width: float) -> float:
    """How wide a column of so many letters is for its text, in points."""
    return (7 * width + 5) * 0.75 - 6


def lines(text: str, width: float, size: float = SIZE) -> int:
    """How many lines a text takes in a column as wide as so many letters."""
    if len(text) * size <= width * 8.5 and "\n" not in text and not isinstance(text, Paired):
        return 1
    letter = Letter("regular", size * _NARROWER, SECOND)
    return max(len(lines_of(text, letter, points_of(width))), 1)


def pieces(text: str, width: float) -> Iterator[str]:
    """A text in pieces that a row can show, cut between words."""
    while lines(text, width) > MOST_LINES:
        most = int(MOST_LINES * width * 0.85)
        cut = _BETWEEN.sub("", text[:most]) or text[:most]
        yield cut
        text = text[len(cut) :].lstrip(" ")
    yield text


def widths(table: Table, room: float) -> list[int]:
    """Columns as wide as most of what they hold, in letters; short of room, by their weights."""
    wanted = [_wanted(table, at) for at in range(len(table.columns))]
    if sum(wanted) <= room:
        return wanted
    measure = points_of(room)
    shares = [room * width / measure for width in column_widths(table, measure)]
    least = [_longest_word(column) for column in table.columns]
    return [max(round(share), low) for share, low in zip(shares, least, strict=True)]


def _wanted(table: Table, at: int) -> int:
    said = [words(row[at]) for row in table.rows[:_MEASURED_ROWS] if at < len(row)]
    if at < len(table.totals):
        said.append(words(table.totals[at]))
    longest = max((len(line) for text in said for line in stacked(text).split("\n")), default=0)
    header = max(len(line) for line in stacked(header_words(table.columns[at])).split("\n"))
    wide = max(longest / 0.85, header / 1.7) + 1
    return min(max(round(wide), _NARROWEST, _longest_word(table.columns[at])), _WIDEST)


def _longest_word(column: Column) -> int:
    said = stacked(header_words(column)).split()
    longest = max((len(word) for word in said), default=0)
    return min(round(longest * 1.15) + _FOR_FILTER, _WIDEST_WORD) if longest else _NARROWEST


def height(entries: Sequence[Entry], wide: Sequence[float], least: float = 0.0) -> float | None:
    """How high a row must be for what it holds, in points; None for one of a line."""
    most = max(
        (lines(words(entry), width) for entry, width in zip(entries, wide, strict=False)), default=1
    )
    if most == 1 and not least:
        return None
    return min(max(most * LINE_HEIGHT + 4, least), HIGHEST)
