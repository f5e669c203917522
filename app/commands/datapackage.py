"""`depter datapackage`: records as open data that explain themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.edition import editioned, note_if_named, unsaid_line
from app.commands.session import FILE, Answer, Session, answers
from app.commands.table import NothingToTell, TypeName
from app.language import mark
from app.model import RECORD_TYPES, Record
from app.reports.tables import Edition, tables_of
from app.reports.tables.package import LICENCES, PackageWish, write_package

if TYPE_CHECKING:
    from app.language import Language
    from app.reports.tables.package import WrittenPackage


@click.command()
@click.option(
    "--to",
    type=FILE,
    metavar="PLACE",
    required=True,
    help="A new folder, or one file where it ends in .zip.",
)
@click.option(
    "--licence",
    type=click.Choice(list(LICENCES), case_sensitive=False),
    default=None,
    help="What others may do with it; without it nothing is said of that.",
)
@editioned(Edition.OPEN)
@click.argument("types", metavar="[TYPE]...", type=TypeName(list(RECORD_TYPES)), nargs=-1)
@answers
def datapackage(
    session: Session,
    types: Sequence[str],
    to: Path,
    licence: str | None,
    edition: Edition,
    reason: str,
) -> Answer:
    """Write records as a Frictionless Data Package: CSV files and what explains them.

    All types, or only those named. Without --full it is for everybody: no names, no texts about
    people, pseudonyms for ids, and nobody who stands out.
    """
    with session.open() as workspace:
        language = session.language
        with workspace.snapshot() as connection:
            tables = tables_of(connection, edition, date.today())
            wish = PackageWish(edition, language, workspace.digest()[:16], licence or "")
            written = write_package(to, tables, _wanted(types, tables.types()), wish)
        facts = _facts(to, edition, written) | {"unsaid": tables.unsaid}
        lines = [*_lines(language, to, written, licence), *unsaid_line(language, tables)]
        answer = Answer(facts, lines)
        note_if_named(workspace, edition, answer, reason)
    return answer


def _wanted(named: Sequence[str], told: Sequence[type[Record]]) -> list[type[Record]]:
    """The types that are asked for, in the order of their register."""
    for name in named:
        if RECORD_TYPES[name] not in told:
            raise NothingToTell(
                mark(
                    "Nothing of “{type}” is for everybody: it tells of single people, or of "
                    "devices."
                ),
                type=name,
            )
    return [each for each in told if not named or each.type_name in named]


def _facts(to: Path, edition: Edition, written: WrittenPackage) -> dict[str, object]:
    return {
        "path": str(to),
        "edition": edition.value,
        "rows": dict(written.rows),
        "loose": list(written.loose),
    }


def _lines(language: Language, to: Path, written: WrittenPackage, licence: str | None) -> list[str]:
    rows = sum(written.rows.values())
    lines = [language.plural("{file}: {n} row", "{file}: {n} rows", rows, file=to)]
    if written.loose:
        names = ", ".join(written.loose)
        lines.append(
            language.text(
                "These fields name records that are not there, so no key is promised: {names}",
                names=names,
            )
        )
    if licence is None:
        lines.append(
            language.text("No licence is stated: others may look at it and no more (--licence).")
        )
    return lines
