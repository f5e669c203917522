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
from app.storage.answers import NUMBERS

if TYPE_CHECKING:
    from app.storage import Workspace

_MOST_ROWS = 1_048_576
_LONGEST = 32_767
_NAME = 31
_FIRST_YEAR = 1900
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_WIDTHS = {"text": 24, "date": 12, "dateTime": 18}


def write_workbook(
    ws: Workspace, language: Language, wish: Wish, place: Path, progress: Progress | None = None
) -> Written:
    """Write the workbook; numbers and days are such, and no text is a formula or a link.

    With labels, moments are Excel's own, by the clock they were noted on; with codes they are text
    with their time zone, so that nothing of them is lost.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    export = Export(ws, wish, language)
    with beside(place) as folder:
        made = folder / "answers.xlsx"
        options = {"constant_memory": True, "tmpdir": str(folder)}
        book = Workbook(str(made), options)
        book.use_zip64()
        formats = _Formats(book)
        names = _sheet_names([table.repeat for table in export.tables])
        sheets = [
            _Sheet(book, formats, name, export.headings(table), wish.has_labels)
            for name, table in zip(names, export.tables, strict=True)
        ]
        try:
            for number, row in export.rows(progress):
                sheets[number].write(row)
            book.close()
        except XlsxWriterException as error:
            raise OSError(str(error)) from error
        finally:
            _let_go(book)
        settle(made, place)
    rows = {table.repeat: sheet.rows for table, sheet in zip(export.tables, sheets, strict=True)}
    cut = sum(sheet.cut for sheet in sheets)
    return Written([place], export.forms, rows, export.left_out, cut)


def _let_go(book: Any) -> None:
    """Close the files rows wait in: stopped half-way, they would hold their folder on Windows."""
    for sheet in book.worksheets():
        waiting = getattr(sheet, "row_data_fh", None)
        if waiting is not None and not waiting.closed:
            waiting.close()


class _Formats:
    """How cells look."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})


class _Sheet:
    """A sheet that is written row by row; when it is full another one goes on."""

    def __init__(
        self, book: Any, formats: _Formats, name: str, headings: Sequence[Heading], has_labels: bool
    ) -> None:
        self._book, self._formats, self._name = book, formats, name
        self._headings = headings
        self._read = [_READ.get(_kind(heading, has_labels), str) for heading in headings]
        self.rows = self.cut = 0
        self._parts = 0
        self._begin()

    def _begin(self) -> None:
        self._parts += 1
        name = self._name if self._parts == 1 else f"{self._name[: _NAME - 5]} ({self._parts})"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 1)
        for column, heading in enumerate(self._headings):
            self._sheet.set_column(column, column, _WIDTHS.get(heading.kind, 16))
        for column, heading in enumerate(self._headings):
            self._sheet.write_string(0, column, heading.text[:_LONGEST], self._formats.head)
        self._row = 1

    def write(self, row: Sequence[Value]) -> None:
        """Write the next row."""
        if self._row == _MOST_ROWS:
            self._begin()
        sheet, at = self._sheet, self._row
        for column, (cell, read) in enumerate(zip(row, self._read, strict=True)):
            if cell is None:
                continue
            value = read(cell)
            if isinstance(value, str):
                if len(value) > _LONGEST:
                    value = f"{value[: _LONGEST - 1]}…"
                    self.cut += 1
                sheet.write_string(at, column, value)
            elif isinstance(value, datetime):
                sheet.write_datetime(at, column, value, self._formats.moment)
            elif isinstance(value, date):
                sheet.write_datetime(at, column, value, self._formats.day)
            else:
                sheet.write_number(at, column, value)
        self._row += 1
        self.rows += 1


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
    return number if abs(number) < 1e15 and float(f"{number:.15G}") == number else said


def _day(text: Value) -> date | str:
    said = str(text)
    try:
        day = date.fromisoformat(said[:10])
    except ValueError:
        return said
    return day if day.year >= _FIRST_YEAR else said


def _moment(text: Value) -> date | str:
    """The moment as the clock showed it that it was noted by."""
    said = str(text)
    if not _MOMENT.match(said):
        return said
    try:
        at = datetime.fromisoformat(said).replace(tzinfo=None)
    except ValueError:
        return said
    return at if at.year >= _FIRST_YEAR else said


def _flag(value: Value) -> float | str:
    return value if isinstance(value, int) else _number(value)


_READ: dict[str, Callable[[Value], Any]] = {
    "number": _number,
    "date": _day,
    "moment": _moment,
    FLAG: _flag,
}


def _sheet_names(repeats: Sequence[str]) -> list[str]:
    """A name for each sheet that Excel takes: the repeat's own step, told apart by numbers."""
    names: list[str] = []
    for repeat in repeats:
        plain = _FORBIDDEN.sub("_", repeat.rpartition("/")[2])[: _NAME - 5] or "answers"
        name, number = plain, 1
        while name.casefold() in {each.casefold() for each in names} | {"history"}:
            number += 1
            name = f"{plain} {number}"
        names.append(name)
    return names
