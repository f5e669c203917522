"""Filled forms as an Excel workbook: typed cells, a sheet for the forms and one for each repeat."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.language import Language
from app.reports.answers.columns import FLAG, Heading, Value, Wish
from app.reports.answers.places import Progress, Written, beside, settle
from app.reports.answers.rows import Export
from app.reports.sheets import FIRST_YEAR, Formats, LongSheet, exact_number, long_book, sheet_names
from app.storage.answers import NUMBERS

if TYPE_CHECKING:
    from app.storage import Workspace

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_WIDTHS = {"text": 24, "date": 12, "dateTime": 18}


def write_workbook(
    ws: Workspace, language: Language, wish: Wish, place: Path, progress: Progress | None = None
) -> Written:
    """Write the workbook; numbers and days are such, and no text is a formula or a link.

    With labels, moments are Excel's own, by the clock they were noted on; with codes they are text
    with their time zone, so that nothing of them is lost.
    """
    export = Export(ws, wish, language)
    with beside(place) as folder:
        made = folder / "answers.xlsx"
        with long_book(made, folder) as book:
            formats = Formats(book)
            names = sheet_names([_own_step(table.repeat) for table in export.tables], "answers")
            sheets = [
                _Sheet(book, formats, name, export.headings(table), wish.has_labels)
                for name, table in zip(names, export.tables, strict=True)
            ]
            for number, row in export.rows(progress):
                sheets[number].write_answers(row)
            for sheet in sheets:
                sheet.finish()
        settle(made, place)
    rows = {table.repeat: sheet.rows for table, sheet in zip(export.tables, sheets, strict=True)}
    cut = sum(sheet.cut for sheet in sheets)
    return Written([place], export.forms, rows, export.left_out, cut)


def _own_step(repeat: str) -> str:
    return repeat.rpartition("/")[2]


class _Sheet(LongSheet):
    """A sheet of answers, which come as text and are read as what their question is."""

    def __init__(
        self, book: Any, formats: Formats, name: str, headings: Sequence[Heading], has_labels: bool
    ) -> None:
        widths = [(heading.text, _WIDTHS.get(heading.kind, 16)) for heading in headings]
        super().__init__(book, formats, name, widths)
        self._read = [_READ.get(_kind(heading, has_labels), str) for heading in headings]

    def write_answers(self, row: Sequence[Value]) -> None:
        """Write the next row."""
        cells = zip(row, self._read, strict=True)
        self.write([None if cell is None else read(cell) for cell, read in cells])


def _kind(heading: Heading, has_labels: bool) -> str:
    """As what a column's cells are read; moments only for people (see `write_workbook`)."""
    if heading.kind in NUMBERS:
        return "number"
    if heading.kind in {"dateTime", "metadata"}:
        return "moment" if has_labels else ""
    return heading.kind


def _number(text: Value) -> float | str:
    """The number, unless Excel would round it."""
    said = str(text)
    try:
        number = float(said)
    except ValueError:
        return said
    return number if isinstance(exact_number(number), float) else said


def _day(text: Value) -> date | str:
    said = str(text)
    try:
        day = date.fromisoformat(said[:10])
    except ValueError:
        return said
    return day if day.year >= FIRST_YEAR else said


def _moment(text: Value) -> date | str:
    """The moment as the clock showed it that it was noted by."""
    said = str(text)
    if not _MOMENT.match(said):
        return said
    try:
        at = datetime.fromisoformat(said).replace(tzinfo=None)
    except ValueError:
        return said
    return at if at.year >= FIRST_YEAR else said


def _flag(value: Value) -> float | str:
    return value if isinstance(value, int) else _number(value)


_READ: dict[str, Callable[[Value], Any]] = {
    "number": _number,
    "date": _day,
    "moment": _moment,
    FLAG: _flag,
}
