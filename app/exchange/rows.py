"""Rows of a list on their way in: what is wrong with them is said by row, all at once."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import AppError, Problem, filled
from app.exchange.headings import Headed, Words, find_headings
from app.exchange.refusals import HeadingsMissing
from app.exchange.sheets import Cell, Rows, cell_text, read_sheets
from app.language import mark
from app.model import Changes


@dataclass(frozen=True)
class RowProblem:
    """What is wrong in one row of a file (counted from 1, as Excel does)."""

    row: int
    field: str
    text: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.row}: {self.field}: {filled(self.text, self.values)}"


class RowsRefused(AppError):
    """A list with mistakes in it; nothing of it was imported."""

    def __init__(self, file: str, problems: Sequence[RowProblem]) -> None:
        super().__init__(
            mark(
                "Nothing was imported from “{file}”: {n} cells need attention, the first in row "
                "{row}. Mend them and import the file again."
            ),
            file=file,
            n=len(problems),
            row=problems[0].row,
        )
        self.problems = tuple(problems)


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import did, by rows of the file."""

    path: Path
    rows: int
    new: int = 0
    updated: int = 0
    known: tuple[int, ...] = ()
    """Rows that say what the notebook has already."""
    repeated: tuple[int, ...] = ()
    """Rows that repeat an earlier row of the file."""
    ignored: tuple[str, ...] = ()
    """Headings that were not recognised."""
    changes: Changes = dataclasses.field(default_factory=Changes)


@dataclass(frozen=True)
class Line:
    """One row of a list with its cells by field."""

    number: int
    cells: Mapping[str, list[Cell]]
    headings: Mapping[str, str]

    def cell(self, name: str) -> Cell:
        """The first cell of the field that says something."""
        return next((cell for cell in self.cells.get(name, ()) if cell is not None), None)

    def text(self, name: str) -> str:
        """The same as text."""
        return cell_text(self.cell(name))

    def joined(self, name: str) -> str:
        """What all columns of the field say together."""
        texts = (cell_text(cell) for cell in self.cells.get(name, ()))
        return "; ".join(dict.fromkeys(text for text in texts if text))

    def problem(self, name: str, text: str, **values: object) -> RowProblem:
        """Something wrong in this row."""
        return RowProblem(self.number, name, text, values)


@dataclass(frozen=True)
class ReadList:
    """A list whose columns are known."""

    headed: Headed
    lines: list[Line]


def read_list(path: Path, words: Words, needed: Sequence[str], labels: str) -> ReadList:
    """The list in the first sheet of a file that has headings for it.

    Raises `HeadingsMissing` (with `labels`, what is looked for) and what `read_sheets` raises.
    """
    for rows in read_sheets(path):
        headed = find_headings(rows, words, needed)
        if headed is not None:
            return ReadList(headed, _lines(rows, headed))
    raise HeadingsMissing(path.name, headings=labels)


def _lines(rows: Rows, headed: Headed) -> list[Line]:
    titles = {name: _title(rows, headed, places[0]) for name, places in headed.columns.items()}
    found = []
    for number, row in enumerate(rows[headed.first_row :], start=headed.first_row + 1):
        cells = {
            name: [row[place] if place < len(row) else None for place in places]
            for name, places in headed.columns.items()
        }
        if any(cell is not None for name, each in cells.items() if name != "_" for cell in each):
            found.append(Line(number, cells, titles))
    return found


def _title(rows: Rows, headed: Headed, place: int) -> str:
    """How the file itself heads a column."""
    above = (row[place] for row in rows[headed.first_row - 1 :: -1] if place < len(row))
    return next((str(cell) for cell in above if isinstance(cell, str)), "")


def problems_of(line: Line, problems: Sequence[Problem]) -> list[RowProblem]:
    """What the model says against a row."""
    return [RowProblem(line.number, each.field, each.text, each.values) for each in problems]
