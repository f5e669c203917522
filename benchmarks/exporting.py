"""Tables written out: 270,000 rows as a workbook, beside xlsxwriter alone; a data package."""

import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from app.language import language
from app.model import RECORD_TYPES, Registration
from app.model.stamp import Clock
from app.reports.tables import BookTable, Edition, Tables, tables_of, write_book
from app.reports.tables.package import PackageWish, write_package
from app.reports.tables.workbook import CELLS
from app.storage import Workspace, open_workspace
from benchmarks.alone import run_alone
from benchmarks.figures import Figure, cpu_seconds, held_mb
from benchmarks.notebooks import PASSPHRASE, notebook, registrations, take_in

ROWS = 270_000
LIMIT_SECONDS, LIMIT_MB = 60, 400


def measure() -> list[Figure]:
    """A workbook and an anonymous package of so many registrations."""
    with notebook() as workspace:
        clock = Clock(workspace.identity.device)
        take_in(workspace, [registrations(ROWS, clock)], clock)
        folder = str(workspace.folder)
        workspace.close()
        book, bare, package = (
            run_alone("benchmarks.exporting", what, folder) for what in ("book", "bare", "package")
        )
    return [
        Figure(f"workbook of {ROWS:,} rows", book.seconds, "s CPU", LIMIT_SECONDS, "limit"),
        Figure(
            f"workbook of {ROWS:,} rows, ours / xlsxwriter alone",
            book.seconds,
            "s CPU",
            2 * bare.seconds,
            "twice",
        ),
        Figure("workbook: memory", book.mb, "MB", LIMIT_MB, "limit"),
        Figure(f"anonymous package of {ROWS:,} rows", package.seconds, "s CPU", 60, "limit"),
        Figure("anonymous package: memory", package.mb, "MB", LIMIT_MB, "limit"),
    ]


def _book(tables: Tables, place: Path) -> None:
    columns = tables.columns(Registration)
    names = [column.name for column in columns]
    written = write_book(
        place, [BookTable("registration", names, columns, tables.rows(Registration))]
    )
    assert written.rows == {"registration": ROWS}, written


def _cells(tables: Tables) -> Iterator[list[Any]]:
    """The cells of a workbook, made before the clock runs."""
    typed = [CELLS[type(column.kind)] for column in tables.columns(Registration)]
    for row in tables.rows(Registration):
        yield [
            None if value in (None, "", ()) else cell(value)
            for value, cell in zip(row, typed, strict=True)
        ]


def _bare(tables: Tables, place: Path) -> float:
    """The library by itself, writing the same cells; only the writing is timed."""
    from xlsxwriter import Workbook

    cells = _cells(tables)
    book = Workbook(str(place), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [column.name for column in tables.columns(Registration)])

    def some(begin: int, rows: list[list[Any]]) -> None:
        for at, row in enumerate(rows, begin):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(at, column, value)
                elif value is not None:
                    sheet.write_number(at, column, value)

    taken, done = 0.0, 1
    while rows := list(islice(cells, 10_000)):
        taken += cpu_seconds(lambda begin=done, some_rows=rows: some(begin, some_rows))
        done += len(rows)
    assert done == ROWS + 1, done
    return taken + cpu_seconds(book.close)


def _package(tables: Tables, place: Path) -> None:
    wish = PackageWish(Edition.OPEN, language("ky"), "measure")
    types = [RECORD_TYPES[name] for name in ("person", "event", "registration")]
    written = write_package(place / "package", tables, types, wish)
    assert written.rows["registration"] == ROWS, written


def _main() -> None:
    what, folder = sys.argv[1:]
    workspace: Workspace = open_workspace(Path(folder), passphrase=PASSPHRASE)
    edition = Edition.OPEN if what == "package" else Edition.OFFICE
    with tempfile.TemporaryDirectory() as made, workspace.snapshot() as connection:
        tables = tables_of(connection, edition, date.today())
        place = Path(made)
        if what == "bare":
            seconds = _bare(tables, place / "bare.xlsx")
        elif what == "book":
            seconds = cpu_seconds(lambda: _book(tables, place / "book.xlsx"))
        else:
            seconds = cpu_seconds(lambda: _package(tables, place))
    workspace.close()
    print(json.dumps([seconds, held_mb()]))


if __name__ == "__main__":
    _main()
