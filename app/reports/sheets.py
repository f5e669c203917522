"""Long sheets of Excel, written row by row in little memory: typed cells, never a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

MOST_ROWS = 1_048_576
LONGEST = 32_767
NAME = 31
_A4, _MOST_PRINTED = 9, 260
"""More letters beside each other would be too small to read on the width of a page."""
FIRST_YEAR = 1900
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_TAKEN = "history"
"""The one name Excel keeps for itself."""

Cell = str | float | bool | date | time | None
"""What a cell holds; None leaves it empty."""


@contextmanager
def long_book(path: Path, folder: Path) -> Iterator[Any]:
    """A workbook that keeps its rows in files of `folder`; closed and whole at the end.

    Raises `OSError` when it cannot be written; what was begun lies in `folder` then.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    book = Workbook(str(path), {"constant_memory": True, "tmpdir": str(folder)})
    book.use_zip64()
    try:
        yield book
        book.close()
    except XlsxWriterException as error:
        raise OSError(str(error)) from error
    finally:
        _let_go(book)


def _let_go(book: Any) -> None:
    """Close the files rows wait in: stopped half-way, they would hold their folder on Windows."""
    for sheet in book.worksheets():
        waiting = getattr(sheet, "row_data_fh", None)
        if waiting is not None and not waiting.closed:
            waiting.close()


class Formats:
    """How cells of a workbook look."""

    def __init__(self, book: Any, *, is_worded: bool = False) -> None:
        """With `is_worded` days read as people write them here, else as programs do."""
        head = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        self.head = book.add_format(head | {"bg_color": "#F4F5F6"})
        self.day = book.add_format({"num_format": "dd.mm.yyyy" if is_worded else "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.hour = book.add_format({"num_format": "hh:mm"})


class LongSheet:
    """A sheet that is written row by row; when it is full another one goes on.

    `columns` are headings with their widths in characters. Call `finish` after the last row.
    """

    def __init__(
        self, book: Any, formats: Formats, name: str, columns: Sequence[tuple[str, float]]
    ) -> None:
        self._book, self._formats, self._name = book, formats, name
        self._columns = columns
        self.rows = self.cut = 0
        self._parts = 0
        self._begin()

    def _begin(self) -> None:
        self._parts += 1
        name = self._name if self._parts == 1 else f"{self._name[: NAME - 5]} ({self._parts})"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 1)
        self._set_up_print()
        for column, (_, width) in enumerate(self._columns):
            self._sheet.set_column(column, column, width)
        for column, (heading, _) in enumerate(self._columns):
            self._sheet.write_string(0, column, heading[:LONGEST], self._formats.head)
        self._row = 1

    def _set_up_print(self) -> None:
        """Lying pages with the headings on each, as wide as the sheet where that can be read."""
        self._sheet.set_paper(_A4)
        self._sheet.set_landscape()
        self._sheet.repeat_rows(0)
        self._sheet.set_footer("&L&A&R&P / &N")
        if sum(width for _, width in self._columns) <= _MOST_PRINTED:
            self._sheet.fit_to_pages(1, 0)

    def write(self, row: Sequence[Cell]) -> None:
        """Write the next row."""
        if self._row == MOST_ROWS:
            self.finish()
            self._begin()
        sheet, at = self._sheet, self._row
        for column, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, str):
                sheet.write_string(at, column, self._fitting(value))
            elif isinstance(value, bool):
                sheet.write_boolean(at, column, value)
            elif isinstance(value, (int, float)):
                sheet.write_number(at, column, value)
            else:
                sheet.write_datetime(at, column, value, self._look(value))
        self._row += 1
        self.rows += 1

    def _fitting(self, text: str) -> str:
        if len(text) <= LONGEST:
            return text
        self.cut += 1
        return f"{text[: LONGEST - 1]}…"

    def _look(self, value: date | time) -> object:
        if isinstance(value, time):
            return self._formats.hour
        return self._formats.moment if isinstance(value, datetime) else self._formats.day

    def finish(self) -> None:
        """Let the columns be filtered, down to the last row written."""
        self._sheet.autofilter(0, 0, max(self._row - 1, 1), max(len(self._columns) - 1, 0))


def sheet_place(name: str, row: int = 1) -> str:
    """Where a link within the book leads: the first cell of this row of the sheet."""
    quoted = name.replace("'", "''")
    return f"internal:'{quoted}'!A{row}"


def exact_number(number: float) -> float | str:
    """The number, unless Excel would round it; then its digits as text."""
    is_kept = abs(number) < 1e15 and float(f"{number:.15G}") == number
    return number if is_kept else str(number)


def cell_day(day: date) -> date | str:
    """The day, unless it lies before Excel's calendar; then as text."""
    return day if day.year >= FIRST_YEAR else day.isoformat()


def sheet_names(wanted: Sequence[str], otherwise: str = "table") -> list[str]:
    """A name for each sheet that Excel takes, told apart by numbers."""
    names: list[str] = []
    taken = {_TAKEN}
    for each in wanted:
        plain = _FORBIDDEN.sub("_", each)[: NAME - 5] or otherwise
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain} {number}"
        names.append(name)
        taken.add(name.casefold())
    return names
