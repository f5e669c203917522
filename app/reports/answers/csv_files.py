"""Filled forms as CSV: one file of the forms, and one of each repeat, tied by KEY."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING

from app.language import Language
from app.reports.answers.columns import FLAG, Heading, Value, Wish
from app.reports.answers.places import Progress, Written, beside, settle
from app.reports.answers.rows import Export
from app.storage.answers import NUMBERS

if TYPE_CHECKING:
    from app.storage import Workspace

_ARMED = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet takes for a formula, and what is already marked as none."""
Row = Sequence[Value]


def write_csv_files(
    ws: Workspace, language: Language, wish: Wish, place: Path, progress: Progress | None = None
) -> Written:
    """Write the forms to `place`, and each repeat to a file beside it named after both.

    A text that a spreadsheet would take for a formula gets an apostrophe before it, and so does
    one that has it already, so that `survey import` takes off exactly what was put on.
    """
    export = Export(ws, wish, language)
    with beside(place) as folder:
        names = [_name(place, table.repeat) for table in export.tables]
        rows = dict.fromkeys((table.repeat for table in export.tables), 0)
        with ExitStack() as open_files:
            writers = []
            for name, table in zip(names, export.tables, strict=True):
                file = open_files.enter_context(
                    (folder / name).open("w", encoding="utf-8-sig", newline="")
                )
                writers.append(_writer(file, export.headings(table), wish.separator))
            for number, row in export.rows(progress):
                writers[number](row)
                rows[export.tables[number].repeat] += 1
        files = [settle(folder / name, place.with_name(name)) for name in names]
    return Written(files, export.forms, rows, export.left_out)


def _name(place: Path, repeat: str) -> str:
    return f"{place.stem}-{repeat.replace('/', '-')}{place.suffix}" if repeat else place.name


def _writer(file: IO[str], headings: Sequence[Heading], separator: str) -> Callable[[Row], object]:
    """Who writes rows below these headings."""
    lines = csv.writer(file, delimiter=separator, lineterminator="\r\n")
    lines.writerow([harmless(heading.text) for heading in headings])
    is_number = [heading.kind in NUMBERS or heading.kind == FLAG for heading in headings]

    def write(row: Row) -> None:
        lines.writerow(
            [
                cell if number or not isinstance(cell, str) else harmless(cell)
                for cell, number in zip(row, is_number, strict=True)
            ]
        )

    return write


def harmless(text: str) -> str:
    """The text as no spreadsheet takes for a formula."""
    return f"'{text}" if text and text[0] in "'=+-@\t\r" and _ARMED.match(text) else text
