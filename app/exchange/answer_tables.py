"""Filled forms out of tables: CSV of ODK, KoboToolbox and Depter, and workbooks of these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, NamedTuple

from app.exchange.answer_columns import MANY, Columns, Parted, Questions, letter
from app.exchange.answer_files import Book, Sheet
from app.exchange.sheets import Cell
from app.language import mark
from app.storage.forms import ReadForm
from app.surveys.composing import Said
from app.surveys.values import Refused, given

_OUR_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_WHOLE = frozenset({"int", "integer", "long"})
_YES = frozenset({"1", "true", "yes", "1.0"})
_NO = frozenset({"", "0", "false", "no", "0.0"})


class CellProblem(NamedTuple):
    """What is wrong in one cell: which table, row (from 1, as Excel counts) and column."""

    place: str
    row: int
    column: str
    text: str
    values: dict[str, object] = {}  # noqa: RUF012 - never changed


@dataclass
class RowSaid:
    """One filled form as a row of a table, with the rows of repeats that belong to it."""

    place: str
    row: int
    name: str
    """What the table calls it, "" if it does not."""
    said: Said
    paths: frozenset[str]
    """The questions the tables speak of."""
    facts: dict[str, str] = field(default_factory=dict)
    day: str = ""


@dataclass
class ReadBook:
    """The filled forms of a book, what is wrong in it, and the columns nobody here knows."""

    forms: list[RowSaid] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)


class BookReader:
    """Reads the tables of one book by one version's form."""

    def __init__(self, book: Book, read: ReadForm) -> None:
        self._book, self._read = book, read
        questions = Questions(read)
        self._tables = [
            (sheet, questions.columns(sheet.rows[0])) for sheet in book.sheets if sheet.rows
        ]
        self._types = {place.path: place.bind.type for place in read.form.places}
        self.found = ReadBook()

    @property
    def recognised(self) -> int:
        """How many columns are questions of this form."""
        return sum(columns.recognised for _, columns in self._tables)

    def versions(self) -> dict[str, int]:
        """How the rows say their version, with how many rows say it."""
        counts: dict[str, int] = {}
        for sheet, columns in self._tables:
            if not columns.is_repeat:
                for row in sheet.rows[1:]:
                    name = _first(row, columns.versions)
                    counts[name] = counts.get(name, 0) + 1
        return counts

    def read(self, only: frozenset[str] | None = None) -> ReadBook:
        """The filled forms of the book; of some versions, if their names are given."""
        paths = frozenset[str]().union(*(columns.paths for _, columns in self._tables))
        mains = [(s, c) for s, c in self._tables if not c.is_repeat]
        rows: dict[str, Said] = {}
        for sheet, columns in mains:
            for number, row in enumerate(sheet.rows[1:], start=2):
                if any(cell is not None for cell in row):
                    is_meant = only is None or _first(row, columns.versions) in only
                    self._main(sheet, columns, number, row, paths, rows, is_meant=is_meant)
        waiting = [(s, c) for s, c in self._tables if c.is_repeat]
        for sheet, columns in sorted(waiting, key=lambda each: len(self._repeat(each[1]))):
            self._of_repeat(sheet, columns, rows, is_all=only is None)
        for sheet, columns in self._tables:
            headings = sheet.rows[0]
            self.found.unknown += [
                (sheet.place, f"{letter(at)} ({headings[at]})") for at in columns.unknown
            ]
        return self.found

    def _main(
        self,
        sheet: Sheet,
        columns: Columns,
        number: int,
        row: Sequence[Cell],
        paths: frozenset[str],
        rows: dict[str, Said],
        *,
        is_meant: bool,
    ) -> None:
        name = _id(_first(row, columns.ids))
        keys = [_first(row, [at]) for at in columns.ids]
        if columns.index >= 0:
            index = _first(row, [columns.index])
            keys += [f"#{index}", f"{sheet.name}#{index}"]
        if not is_meant:
            rows.update(dict.fromkeys(filter(None, (*keys, name)), _ELSEWHERE))
            return
        said = Said(self._answers(sheet, columns, number, row))
        rows.update(dict.fromkeys(filter(None, (*keys, name)), said))
        facts = {fact: text for at, fact in columns.facts.items() if (text := _first(row, [at]))}
        self.found.forms.append(
            RowSaid(sheet.place, number, name, said, paths, facts, _first(row, columns.days)[:10])
        )

    def _repeat(self, columns: Columns) -> str:
        """The repeat a table's rows are of: the innermost all its questions stand in."""
        of = {path: column.repeat for path, column in self._by_path().items()}
        return max((of.get(path, "") for path in columns.paths), key=len, default="")

    def _by_path(self) -> dict[str, Any]:
        return {column.path: column for column in self._read.layout.columns}

    def _of_repeat(
        self, sheet: Sheet, columns: Columns, rows: dict[str, Said], *, is_all: bool
    ) -> None:
        repeat = self._repeat(columns)
        if not repeat:
            return
        for number, row in enumerate(sheet.rows[1:], start=2):
            if not any(cell is not None for cell in row):
                continue
            above = next((rows[key] for key in _above(columns, row) if key in rows), None)
            if above is _ELSEWHERE:
                rows.update(dict.fromkeys(_keys(sheet, columns, row), _ELSEWHERE))
                continue
            if above is None:
                if is_all:
                    self._say(sheet, number, columns.parents[:1], _NO_PARENT)
                continue
            said = Said(self._answers(sheet, columns, number, row))
            above.rows.setdefault(repeat, []).append(said)
            rows.update(dict.fromkeys(_keys(sheet, columns, row), said))

    def _say(self, sheet: Sheet, row: int, at: Sequence[int], text: str, **values: object) -> None:
        headings = sheet.rows[0]
        column = f"{letter(at[0])} ({headings[at[0]]})" if at else ""
        self.found.problems.append(CellProblem(sheet.place, row, column, text, values))

    def _answers(
        self, sheet: Sheet, columns: Columns, number: int, row: Sequence[Cell]
    ) -> dict[str, str]:
        found: dict[str, str] = {}
        for at, column in columns.answers.items():
            cell = row[at] if at < len(row) else None
            if cell is None:
                continue
            try:
                text = self._answer(column.path, column.kind, cell)
            except Refused:
                self._say(sheet, number, [at], _refusal(column.kind), value=cell_as_text(cell))
                continue
            if text:
                found[column.path] = text
        self._take_choices(sheet, columns, number, row, found)
        for path, point in self._points(columns.points, row):
            found.setdefault(path, point)
        return found

    def _answer(self, path: str, kind: str, cell: Cell) -> str:
        text = cell_as_text(cell)
        type_ = self._types.get(path, "string")
        if type_ in _WHOLE and not float_of(text).is_integer():
            raise Refused
        if type_ == "date":
            text = _iso(text)
        options = [option.value for option in self._read.form.question(path).options]
        codes = text.split() if kind in MANY else [text]
        if kind in {*MANY, "select_one"} and options and not set(codes) <= set(options):
            raise Refused
        if kind == "select_multiple" and options:
            codes = sorted(dict.fromkeys(codes), key=options.index)
        return given(" ".join(codes) if kind in MANY else text, type_).strip()

    def _take_choices(
        self,
        sheet: Sheet,
        columns: Columns,
        number: int,
        row: Sequence[Cell],
        found: dict[str, str],
    ) -> None:
        """What was chosen where each choice has a column, unless the question has one too."""
        whole = {column.path for column in columns.answers.values()}
        chosen: dict[str, list[str]] = {}
        for at, path, code in columns.choices:
            said = cell_as_text(row[at] if at < len(row) else None).casefold()
            if said in _YES:
                chosen.setdefault(path, []).append(code)
            elif said not in _NO:
                self._say(sheet, number, [at], _NEITHER, value=said)
        for path, codes in chosen.items():
            if path not in whole:
                options = [option.value for option in self._read.form.question(path).options]
                found[path] = " ".join(sorted(codes, key=options.index))

    def _points(self, parted: Sequence[Parted], row: Sequence[Cell]) -> Iterator[tuple[str, str]]:
        for path in {each.path for each in parted}:
            said = {
                each.part: cell_as_text(row[each.at] if each.at < len(row) else None)
                for each in parted
                if each.path == path
            }
            numbers = [said.get("latitude", ""), said.get("longitude", "")]
            numbers += [
                said.get("altitude") or "0",
                said.get("accuracy") or said.get("precision") or "0",
            ]
            if all(numbers):
                try:
                    yield path, given(" ".join(numbers), "geopoint")
                except Refused:
                    continue


_ELSEWHERE = Said()
"""Stands for a form of another version, which is read by that version's form."""
_NO_PARENT = mark("There is no filled form this row belongs to")
_NEITHER = mark("“{value}” is neither 0 nor 1")
_REFUSALS = {
    "integer": mark("“{value}” is not a whole number"),
    "range": mark("“{value}” is not a number"),
    "decimal": mark("“{value}” is not a number"),
    "date": mark("“{value}” is not a day, as 2026-12-31"),
    "time": mark("“{value}” is not a time, as 14:30"),
    "dateTime": mark("“{value}” is not a moment, as 2026-12-31T14:30"),
    "select_one": mark("“{value}” is none of the choices"),
    "select_multiple": mark("“{value}” has something that is none of the choices"),
    "rank": mark("“{value}” has something that is none of the choices"),
    "geopoint": mark("“{value}” is no place: latitude and longitude, with a space between"),
}


def _refusal(kind: str) -> str:
    return _REFUSALS.get(kind, mark("“{value}” cannot be an answer here"))


def _first(row: Sequence[Cell], places: Sequence[int]) -> str:
    """What the first of these columns says that says something."""
    said = (cell_as_text(row[at]) for at in places if at < len(row))
    return next((text for text in said if text), "")


def _id(text: str) -> str:
    """A name as documents have it; Kobo leaves `uuid:` away in tables."""
    return text if not text or ":" in text else f"uuid:{text}"


def _above(columns: Columns, row: Sequence[Cell]) -> Iterator[str]:
    """How a row of a repeat may name what it belongs to."""
    if columns.parent_index >= 0:
        yield f"{_first(row, [columns.parent_table])}#{_first(row, [columns.parent_index])}"
        yield f"#{_first(row, [columns.parent_index])}"
    for at in columns.parents:
        text = _first(row, [at])
        yield text
        yield _id(text)


def _keys(sheet: Sheet, columns: Columns, row: Sequence[Cell]) -> list[str]:
    """How the rows of inner repeats may name this row."""
    names = [text for at in columns.ids if (text := _first(row, [at]))]
    index = _first(row, [columns.index]) if columns.index >= 0 else ""
    return [*names, f"{sheet.name}#{index}"] if index else names


def cell_as_text(cell: Cell) -> str:
    """A cell as text."""
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    match cell:
        case None:
            return ""
        case bool():
            return str(int(cell))
        case datetime() | time():
            return cell.isoformat(timespec="milliseconds")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def float_of(text: str) -> float:
    """A number; Refused if it is none."""
    try:
        return float(text)
    except ValueError:
        raise Refused from None


def _iso(text: str) -> str:
    found = _OUR_DAY.match(text)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text
