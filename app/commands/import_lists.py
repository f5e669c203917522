"""`depter import`: lists that people already have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.session import FILE, Answer, Session, answers
from app.language import Language
from app.model import Person, Record, Territory

if TYPE_CHECKING:
    from app.exchange import Imported, RowsRefused
    from app.storage import Workspace


@click.group("import")
def import_lists() -> None:
    """Import a list of people or of territories.

    All of a list is imported, or nothing of it.
    """


_dry_run = click.option(
    "--dry-run", is_flag=True, help="Say what would change, and change nothing."
)
_file = click.argument("file", type=FILE, metavar="FILE")


@import_lists.command("people")
@_dry_run
@_file
@answers
def people(session: Session, file: Path, dry_run: bool) -> Answer:
    """Add people from Excel (.xlsx) or CSV; those the notebook has already are passed over.

    Columns are known by their headings in Kyrgyz, Russian or English, in any order. A mistake is
    said with its row, and then nothing is imported.
    """
    from app.exchange import import_people

    work = _look_at_people if dry_run else import_people
    return _import(session, file, work, Person, is_dry_run=dry_run)


def _look_at_people(workspace: Workspace, path: Path) -> Imported:
    from app.exchange import Imported, read_people

    found = read_people(workspace, path)
    return Imported(
        path=path, rows=found.rows, new=len(found.new), known=found.known,
        repeated=found.repeated, ignored=found.ignored,
    )  # fmt: skip


@import_lists.command("territories")
@_dry_run
@_file
@answers
def territories(session: Session, file: Path, dry_run: bool) -> Answer:
    """Take in an official classifier of territories from Excel (.xlsx) or CSV."""
    from app.exchange import import_territories

    work = _look_at_territories if dry_run else import_territories
    return _import(session, file, work, Territory, is_dry_run=dry_run)


def _look_at_territories(workspace: Workspace, path: Path) -> Imported:
    from app.exchange import Imported, read_territories

    found = read_territories(workspace, path)
    here = {unit.id: unit for unit in workspace.find(Territory)}
    units = {number: here.get(Territory.id_for(unit)) for number, unit in found.units.items()}
    same = [
        number
        for number, unit in units.items()
        if unit and all(getattr(unit, name) == to for name, to in found.units[number].items())
    ]
    new = sum(unit is None for unit in units.values())
    return Imported(
        path=path, rows=len(units), new=new, updated=len(units) - new - len(same),
        known=tuple(same), ignored=found.ignored,
    )  # fmt: skip


def _import(
    session: Session,
    file: Path,
    work: Callable[[Workspace, Path], Imported],
    record_type: type[Record],
    *,
    is_dry_run: bool,
) -> Answer:
    from app.exchange import RowsRefused

    with session.open() as workspace:
        try:
            done = work(workspace, file)
        except RowsRefused as refusal:
            return refused(session.language, refusal, record_type)
    facts = {
        "is_dry_run": is_dry_run,
        "rows": done.rows,
        "new": done.new,
        "updated": done.updated,
        "known": list(done.known),
        "repeated": list(done.repeated),
        "ignored_headings": list(done.ignored),
    }
    return Answer(facts, _lines(session.language, done, is_dry_run=is_dry_run))


def _lines(language: Language, done: Imported, *, is_dry_run: bool) -> list[str]:
    lines = [
        language.text(
            "{file}: rows {rows}, new {new}, updated {updated}, known already {known}, "
            "repeated {repeated}",
            file=done.path.name,
            rows=language.number(done.rows),
            new=language.number(done.new),
            updated=language.number(done.updated),
            known=language.number(len(done.known)),
            repeated=language.number(len(done.repeated)),
        )
    ]
    if done.ignored:
        names = ", ".join(done.ignored)
        lines.append(language.text("Headings that were not recognised: {names}", names=names))
    if is_dry_run:
        lines.append(language.text("Nothing was imported: this was a dry run."))
    return lines


def refused(language: Language, refusal: RowsRefused, record_type: type[Record]) -> Answer:
    """Every mistake with its row; the first line of the errors says that nothing was imported."""
    kinds = record_type.kinds()
    facts: list[dict[str, Any]] = []
    lines = []
    for problem in refusal.problems:
        label = language.text(kinds[problem.field].label) if problem.field in kinds else ""
        text = language.text(problem.text, **problem.values)
        facts.append({"row": problem.row, "field": problem.field, "text": text})
        lines.append(
            language.text(
                "Row {row}, {field}: {problem}", row=problem.row, field=label, problem=text
            )
        )
    said = [language.error(refusal)]
    return Answer({"rows_refused": facts}, lines, is_good=False, problems=said)
