"""`depter table`: all records of a type as a table for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import click

from app.commands.cells import Labels, Plain, cell, plain
from app.commands.session import FILE, Answer, Session, answers
from app.model import RECORD_TYPES, Record
from app.storage.connection import Connection
from app.storage.questions_table import linked, number_of, records

Row = dict[str, Plain]
STANDARD_OUTPUT = Path("-")
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}


class TypeName(click.Choice[str]):
    """The name of a type; on a command line words are joined by hyphens as well."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return super().convert(str(value).replace("-", "_"), param, ctx)


@click.command()
@click.option("--list", "is_list", is_flag=True, help="Say which tables there are.")
@click.option("--as", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
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
) -> Answer:
    """Write all records of a TYPE as CSV or JSON.

    Columns come from the declaration of the type, ids are hexadecimal, deleted records are left
    out. In CSV a text that a
    spreadsheet would take for a formula gets an apostrophe before it.
    """
    if is_list:
        return _list(session)
    if type_name is None:
        raise click.UsageError(
            "Missing argument 'TYPE'; “depter table --list” says which there are."
        )
    record_type = RECORD_TYPES[type_name]
    with session.open() as workspace, workspace.snapshot() as connection:
        names = Labels(session.language, linked(connection)) if labels else None
        rows = _rows(connection, record_type, names)
        columns = list(_columns(record_type, names))
        writers: dict[str, Callable[[IO[str]], int]] = {
            "csv": lambda file: _write_csv(file, columns, rows, SEPARATORS[separator]),
            "json": lambda file: _write_json(file, rows),
        }
        written = _write(to, writers[form])
        language = session.language
    if to == STANDARD_OUTPUT:
        return Answer()
    said = language.plural("{file}: {n} row", "{file}: {n} rows", written, file=to)
    return Answer({"path": str(to), "type": type_name, "rows": written}, [said])


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


def _columns(record_type: type[Record], names: Labels | None) -> Iterator[str]:
    """The headings; two fields with one label keep their own names beside it."""
    yield "id"
    kinds = record_type.kinds()
    if names is None:
        yield from kinds
        return
    headings = [names.heading(kind) for kind in kinds.values()]
    for field, heading in zip(kinds, headings, strict=True):
        yield heading if headings.count(heading) == 1 else f"{heading} ({field})"


def _rows(connection: Connection, record_type: type[Record], names: Labels | None) -> Iterator[Row]:
    columns = list(_columns(record_type, names))
    kinds = record_type.kinds()
    for record in records(connection, record_type):
        values = (
            names.value(kind, getattr(record, field)) if names else plain(getattr(record, field))
            for field, kind in kinds.items()
        )
        yield dict(zip(columns, (record.id.hex(), *values), strict=True))


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


def _write_csv(
    file: IO[str], columns: list[str], rows: Iterable[Mapping[str, Plain]], separator: str
) -> int:
    file.write("\ufeff")
    lines = csv.writer(file, delimiter=separator, lineterminator="\r\n")
    lines.writerow([cell(column) for column in columns])
    written = 0
    for row in rows:
        lines.writerow([cell(value) for value in row.values()])
        written += 1
    return written


def _write_json(file: IO[str], rows: Iterable[Mapping[str, Plain]]) -> int:
    """A list of objects, one to a line."""
    written = 0
    file.write("[")
    for row in rows:
        file.write(",\n" if written else "\n")
        file.write(json.dumps(row, ensure_ascii=False))
        written += 1
    file.write("\n]\n")
    return written
