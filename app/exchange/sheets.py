"""Sheets: Excel and CSV files as trainers have them, read as plain rows of cells."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from app.exchange.refusals import FileMissing, TableForeign

Cell = str | int | float | bool | date | datetime | time | None
Rows = list[tuple[Cell, ...]]
"""The rows of a sheet from its first; row n of the file is `rows[n - 1]`."""

ROW_LIMIT = 200_000
COLUMN_LIMIT = 200
FILE_LIMIT = 64 * 1024**2
_UNPACKED_LIMIT = 512 * 1024**2
_EMPTY_LIMIT = 1_000
_SEPARATORS = (";", ",", "\t")


def read_sheets(path: Path) -> list[Rows]:
    """The sheets of an .xlsx file, or the one of a CSV file.

    Raises `FileMissing`, `TableForeign`.
    """
    try:
        if path.stat().st_size > FILE_LIMIT:
            raise TableForeign(path.name, "too large")
        data = path.read_bytes()
    except OSError as error:
        raise FileMissing(path.name, str(error)) from error
    try:
        if data.startswith(b"PK"):
            return list(_excel(data))
        if path.suffix.lower() in {".xls", ".xlsx", ".xlsm", ".ods"}:
            raise TableForeign(path.name, "not a modern Excel file")
        return [_separated(data)]
    except (zipfile.BadZipFile, csv.Error, ValueError, KeyError, OSError, SyntaxError) as error:
        raise TableForeign(path.name, str(error)) from error


def read_book(name: str, data: bytes, columns: int = COLUMN_LIMIT) -> list[tuple[str, Rows]]:
    """The sheets of a workbook that is in memory, with their names; raises `TableForeign`."""
    try:
        return list(_named_sheets(data, columns))
    except (zipfile.BadZipFile, ValueError, KeyError, OSError, SyntaxError) as error:
        raise TableForeign(name, str(error)) from error


def read_separated(name: str, data: bytes, columns: int = COLUMN_LIMIT) -> Rows:
    """The rows of a CSV file that is in memory; raises `TableForeign`."""
    try:
        return _separated(data, columns)
    except (csv.Error, ValueError) as error:
        raise TableForeign(name, str(error)) from error


def _excel(data: bytes) -> Iterator[Rows]:
    return (rows for _, rows in _named_sheets(data, COLUMN_LIMIT))


def _named_sheets(data: bytes, columns: int) -> Iterator[tuple[str, Rows]]:
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED_LIMIT:
            raise ValueError("unpacks to too much")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of decorations it does not read
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            cells = sheet.iter_rows(values_only=True, max_col=columns)
            yield sheet.title, _bounded(cells, columns)
        book.close()


def _separated(data: bytes, columns: int = COLUMN_LIMIT) -> Rows:
    text = _decoded(data)
    separator = max(_SEPARATORS, key=lambda mark: _regularity(text, mark))
    return _bounded(csv.reader(io.StringIO(text, newline=""), delimiter=separator), columns)


def _decoded(data: bytes) -> str:
    """The text of a CSV file: with or without BOM, or in the old Windows way."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251")


def _regularity(text: str, separator: str) -> int:
    """How many cells the first rows have when parted by this sign."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return sum(len(row) - 1 for row in islice(rows, 30))


def _bounded(rows: Iterable[Iterable[Any]], columns: int) -> Rows:
    """The rows up to the last that says something; a sheet's million empty rows are not read."""
    found: Rows = []
    empty = 0
    for row in rows:
        cells = tuple(_cell(value) for value in islice(row, columns))
        empty = 0 if any(cell is not None for cell in cells) else empty + 1
        if empty > _EMPTY_LIMIT:
            break
        found.append(cells)
        if len(found) > ROW_LIMIT:
            raise ValueError("too many rows")
    return found[: len(found) - empty]


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    is_plain = value is None or isinstance(value, (int, float, date, time))
    return value if is_plain else str(value)


def cell_text(cell: Cell) -> str:
    """What a cell says, in one line or several as it was written."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)
