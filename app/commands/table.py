"""`depter table`: all records of a type as a table for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from app.commands.cells import Labels, Plain, cell, plain
from app.commands.edition import EDITION, note_if_named, unsaid_line
from app.commands.session import FILE, Answer, Session, answers
from app.errors import AppError
from app.language import mark
from app.model import RECORD_TYPES, Record
from app.model.kinds import Privacy
from app.reports.tables import BookTable, Edition, Tables, headings, tables_of, write_book
from app.storage.questions.table import linked, number_of

if TYPE_CHECKING:
    from app.language import Language
    from app.storage.connection import Connection

STANDARD_OUTPUT = Path("-")
_NAMELESS = mark(
    "What says who somebody is was left out. With --reason TEXT it is written, and the audit keeps "
    "the reason."
)
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}


class NothingToTell(AppError):
    """A type was asked for that the edition for everybody does not have."""


class TypeName(click.Choice[str]):
    """The name of a type; on a command line words are joined by hyphens as well."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return super().convert(str(value).replace("-", "_"), param, ctx)


@click.command()
@click.option("--list", "is_list", is_flag=True, help="Say which tables there are.")
@click.option(
    "--as",
    "form",
    type=click.Choice(["csv", "json", "xlsx"]),
    default="csv",
    show_default=True,
    help="The form of the file.",
)
@click.option(
    "--to", type=FILE, metavar="FILE", default="-", show_default=True, help="“-” is the screen."
)
@click.option("--labels", is_flag=True, help="Headings and codes in words of the language.")
@click.option(
    "--separator",
    type=click.Choice(list(SEPARATORS)),
    default="comma",
    show_default=True,
    help="Between the cells of CSV; Excel in Russian expects the semicolon.",
)
@EDITION
@click.option("--all", "is_all", is_flag=True, help="Every type, each a sheet of one workbook.")
@click.argument("type_name", metavar="TYPE", type=TypeName(list(RECORD_TYPES)), required=False)
@answers
def table(
    session: Session,
    type_name: str | None,
    is_list: bool,
    form: str,
    to: Path,
    labels: bool,
    separator: str,
    is_all: bool,
    edition: Edition,
    reason: str,
) -> Answer:
    """Write all records of a TYPE as CSV, as JSON or as an Excel workbook.

    Columns come from the declaration of the type, ids are hexadecimal, deleted records are left
    out. In CSV a text that a spreadsheet would take for a formula gets an apostrophe before it; the
    cells of a workbook have types. Who took her consent back is left out. A file names nobody
    unless a --reason is given, the screen does. --anonymous is for everybody: no names, and of
    people only what five have in common; --full has everything.
    """
    if is_list:
        return _list(session)
    types = _types(type_name, form, to, is_all=is_all)
    if edition is Edition.OFFICE and to != STANDARD_OUTPUT and not reason:
        edition = Edition.NAMELESS
    with session.open() as workspace:
        language = session.language
        with workspace.snapshot() as connection:
            names = (
                Labels(language, linked(connection), edition is not Edition.NAMELESS)
                if labels
                else None
            )
            tables = _tables(connection, edition, types, names)
            if form == "xlsx":
                answer = _book(language, tables, to, names)
            else:
                answer = _plain(language, tables[0], form, to, SEPARATORS[separator])
        if edition is Edition.NAMELESS and any(map(_is_personal, types)):
            answer = replace(answer, lines=[*answer.lines, language.text(_NAMELESS)])
        unsaid = unsaid_line(language, tables[0].tables)
        answer = replace(answer, lines=[*answer.lines, *unsaid])
        note_if_named(workspace, edition, answer, reason)
    return answer if to != STANDARD_OUTPUT else Answer()


def _tables(
    connection: Connection,
    edition: Edition,
    types: list[type[Record]],
    names: Labels | None,
) -> list[_Table]:
    """The tables of these types, as far as the edition has them."""
    made = tables_of(connection, edition, date.today())
    told = made.types()
    found = [_Table(made, record_type, names) for record_type in types if record_type in told]
    if not found:
        raise NothingToTell(
            mark("Nothing of “{type}” is for everybody: it tells of single people, or of devices."),
            type=types[0].type_name,
        )
    return found


def _plain(language: Language, table: _Table, form: str, to: Path, separator: str) -> Answer:
    """Write one table as text."""

    def fill(file: IO[str]) -> int:
        return _write_csv(file, table, separator) if form == "csv" else _write_json(file, table)

    written = _write(to, fill)
    said = language.plural("{file}: {n} row", "{file}: {n} rows", written, file=to)
    facts = {"path": str(to), "type": table.record_type.type_name, "rows": written}
    return Answer(facts, [said])


def _is_personal(record_type: type[Record]) -> bool:
    return any(kind.privacy is not Privacy.PUBLIC for kind in record_type.kinds().values())


def _types(type_name: str | None, form: str, to: Path, *, is_all: bool) -> list[type[Record]]:
    """The types that are asked for; what does not go together is said."""
    if is_all:
        if type_name is not None or form != "xlsx":
            raise click.UsageError("--all makes one workbook: depter table --all --as xlsx.")
    elif type_name is None:
        raise click.UsageError(
            "Missing argument 'TYPE'; “depter table --list” says which there are."
        )
    if form == "xlsx" and to == STANDARD_OUTPUT:
        raise click.UsageError("A workbook is a file: say where with --to FILE.")
    return list(RECORD_TYPES.values()) if is_all else [RECORD_TYPES[str(type_name)]]


def _book(language: Language, tables: list[_Table], to: Path, names: Labels | None) -> Answer:
    is_one = len(tables) == 1
    sheets = [table.sheet() for table in tables if is_one or table.has_rows]
    written = write_book(to, sheets, names.value if names else None)
    rows = sum(written.rows.values())
    lines = [language.plural("{file}: {n} row", "{file}: {n} rows", rows, file=to)]
    if written.cut:
        lines.append(
            language.plural(
                "{n} text is longer than a cell of Excel holds and was cut; CSV has it whole.",
                "{n} texts are longer than a cell of Excel holds and were cut; CSV has them whole.",
                written.cut,
            )
        )
    facts: dict[str, object] = {"path": str(to), "rows": rows, "cut": written.cut}
    of = {"type": tables[0].record_type.type_name} if is_one else {"sheets": dict(written.rows)}
    return Answer(facts | of, lines)


class _Table:
    """One type as a table: its columns, what they are called, and its rows."""

    def __init__(self, made: Tables, record_type: type[Record], names: Labels | None) -> None:
        self.tables, self._names = made, names
        self.record_type = record_type
        self.columns = made.columns(record_type)
        self.headings = (
            headings(names.language, self.columns)
            if names
            else [column.name for column in self.columns]
        )

    @property
    def has_rows(self) -> bool:
        return next(iter(self.tables.rows(self.record_type)), None) is not None

    def sheet(self) -> BookTable:
        """The table as a sheet of a workbook, under the name of its type or in words."""
        label = self.record_type.label_plural
        name = self._names.language.text(label) if self._names else self.record_type.type_name
        return BookTable(name, self.headings, self.columns, self.tables.rows(self.record_type))

    def plain(self) -> Iterator[list[Plain]]:
        """The rows as JSON has them, or in words."""
        kinds = [column.kind for column in self.columns[1:]]
        said = self._names
        for record_id, *values in self.tables.rows(self.record_type):
            cells = (
                said.value(kind, value) if said else plain(value)
                for kind, value in zip(kinds, values, strict=True)
            )
            yield [record_id.hex(), *cells]


def _list(session: Session) -> Answer:
    with session.open() as workspace, workspace.snapshot() as connection:
        language = session.language
        facts = [
            {
                "type": name,
                "label": language.text(record_type.label_plural),
                "rows": number_of(connection, record_type),
                "columns": ["id", *record_type.kinds()],
            }
            for name, record_type in RECORD_TYPES.items()
        ]
    width = max(len(name) for name in RECORD_TYPES)
    lines = [f"{fact['type']:<{width}}  {fact['rows']:>7}  {fact['label']}" for fact in facts]
    return Answer(facts, lines)


def _write(to: Path, write: Callable[[IO[str]], int]) -> int:
    """Write to a file, whole or not at all, or to the screen; answers how many rows."""
    from app.exchange.files import write_whole

    written = 0

    def fill(file: IO[bytes]) -> None:
        nonlocal written
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        written = write(text)
        text.detach()

    if to == STANDARD_OUTPUT:
        with click.open_file("-", "wb") as output:
            fill(output)
    else:
        write_whole(to, fill)
    return written


def _write_csv(file: IO[str], table: _Table, separator: str) -> int:
    file.write("\ufeff")
    lines = csv.writer(file, delimiter=separator, lineterminator="\r\n")
    lines.writerow([cell(heading) for heading in table.headings])
    written = 0
    for row in table.plain():
        lines.writerow([cell(value) for value in row])
        written += 1
    return written


def _write_json(file: IO[str], table: _Table) -> int:
    """A list of objects, one to a line."""
    written = 0
    file.write("[")
    for row in table.plain():
        file.write(",\n" if written else "\n")
        file.write(json.dumps(dict(zip(table.headings, row, strict=True)), ensure_ascii=False))
        written += 1
    file.write("\n]\n")
    return written
