"""Tables as an Excel workbook: typed cells, frozen heads that filter, a sheet a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from app.model.kinds import (
    Choice,
    Choices,
    Day,
    Document,
    File,
    Items,
    Kind,
    Link,
    LongText,
    Number,
    Text,
    TextList,
    Time,
    Year,
    YesNo,
)
from app.model.kinds import Territory as Place
from app.reports.answers.places import beside, settle
from app.reports.sheets import (
    Cell,
    Formats,
    LongSheet,
    cell_day,
    exact_number,
    long_book,
    sheet_names,
)
from app.reports.tables.columns import Column

Say = Callable[[Kind, Any], Any]
"""Words for a value of a kind, in somebody's language: a text, or a list of texts."""
_PARTED = "; "


@dataclass(frozen=True)
class BookTable:
    """What a sheet is made of; the rows hold values as records have them."""

    name: str
    headings: Sequence[str]
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]


@dataclass(frozen=True)
class WrittenBook:
    """What was written: rows by the name of the table, and texts longer than a cell holds."""

    rows: Mapping[str, int]
    cut: int


def write_book(place: Path, tables: Iterable[BookTable], say: Say | None = None) -> WrittenBook:
    """Write tables into one workbook, whole or not at all; `NotExported` says why not.

    With `say`, codes, places and links are words; numbers, days and hours stay what they are.
    """
    tables = list(tables)
    with beside(place) as folder:
        made = folder / "tables.xlsx"
        with long_book(made, folder) as book:
            formats = Formats(book, is_worded=say is not None)
            names = sheet_names([table.name for table in tables])
            sheets = [
                _fill(LongSheet(book, formats, name, _widths(table)), table, say)
                for name, table in zip(names, tables, strict=True)
            ]
        settle(made, place)
    rows = {table.name: sheet.rows for table, sheet in zip(tables, sheets, strict=True)}
    return WrittenBook(rows, sum(sheet.cut for sheet in sheets))


def _fill(sheet: LongSheet, table: BookTable, say: Say | None) -> LongSheet:
    typed = [_typed(column.kind, say) for column in table.columns]
    for row in table.rows:
        sheet.write(
            [
                None if value is None or value in ("", ()) else cell(value)
                for value, cell in zip(row, typed, strict=True)
            ]
        )
    sheet.finish()
    return sheet


def _widths(table: BookTable) -> list[tuple[str, float]]:
    return [
        (heading, _WIDTHS.get(type(column.kind), 14))
        for heading, column in zip(table.headings, table.columns, strict=True)
    ]


def _typed(kind: Kind, say: Say | None) -> Callable[[Any], Cell]:
    """What makes a cell of a value; words only where the value is a code of something."""
    if say is not None and isinstance(kind, _CODED):
        return lambda value: _text(say(kind, value))
    return CELLS[type(kind)]


def _text(value: Any) -> str:
    return _PARTED.join(value) if isinstance(value, (tuple, list)) else str(value)


def _number(value: Any) -> Cell:
    """Numbers are stored as they came: one that is a text by mistake stays a text."""
    return exact_number(value) if isinstance(value, (int, float)) else str(value)


def _day(value: Any) -> Cell:
    return cell_day(value) if isinstance(value, date) else str(value)


def _hour(value: Any) -> Cell:
    try:
        return time.fromisoformat(value)
    except ValueError:
        return str(value)


def _hex(value: Any) -> Cell:
    return value.hex() if isinstance(value, bytes) else str(value)


_CODED = (Choice, Choices, YesNo, Link, Place, Items)
_WIDTHS: Mapping[type[Kind], float] = {Text: 24, LongText: 40, TextList: 30, Link: 34, Day: 11}
CELLS: Mapping[type[Kind], Callable[[Any], Cell]] = {
    Text: str,
    LongText: str,
    Document: str,
    TextList: _text,
    Number: _number,
    Year: _number,
    Day: _day,
    Time: _hour,
    Choice: str,
    Choices: _text,
    YesNo: bool,
    Link: _hex,
    Place: str,
    Items: _text,
    File: str,
}
"""How each kind of value stands in a cell."""
