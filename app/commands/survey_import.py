"""`survey import`: filled forms from ODK, KoboToolbox or another notebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.session import FILE, Answer, Session, answers
from app.exchange.answer_words import counts_said, remarks_on
from app.reports.chosen_survey import chosen_survey

if TYPE_CHECKING:
    from app.exchange.answer_import import AnswersRefused, ImportedAnswers
    from app.exchange.answer_tables import CellProblem
    from app.language import Language

_SHOWN = 200


@click.command("import")
@click.option("--survey", "named", metavar="SURVEY", help="Whose tables these are.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.argument("files", type=FILE, metavar="FILE...", nargs=-1, required=True)
@answers
def import_command(
    session: Session, files: Sequence[Path], named: str | None, dry_run: bool
) -> Answer:
    """Take in filled forms: OpenRosa documents, CSV and Excel of ODK, KoboToolbox and Depter.

    FILE is a document (.xml), a table (.csv with its repeats beside it, .xlsx), a folder or a .zip.
    A form is known by its instanceID: what is here already is passed by, what is newer becomes an
    edit. Every mistake is said with its table, row and column, and then nothing is imported.
    """
    from app.exchange.answer_import import AnswersRefused, import_answers

    with session.open() as workspace:
        survey = chosen_survey(workspace, named).id if named else None
        try:
            done = import_answers(workspace, files, survey, _progress, is_dry_run=dry_run)
        except AnswersRefused as refusal:
            return _refused(session.language, refusal)
        language = session.language
    facts = {
        "is_dry_run": dry_run,
        "new": done.new,
        "updated": done.updated,
        "known": done.known,
        "older": done.older,
        "deleted": done.deleted,
        "files": done.files,
        "files_missing": done.files_missing,
        "unknown_columns": [{"table": place, "column": column} for place, column in done.unknown],
        "not_here": sorted(done.not_here),
        "passed_by": done.passed_by,
    }
    return Answer(facts, list(_lines(language, done, is_dry_run=dry_run)))


def _progress(done: int, total: int) -> None:
    if total > 1 and (not done % 1000 or done == total):
        click.echo(f"{done}/{total}", err=True)


def _lines(language: Language, done: ImportedAnswers, *, is_dry_run: bool) -> Iterator[str]:
    yield counts_said(language, done)
    yield from remarks_on(language, done)
    if is_dry_run:
        yield language.text("Nothing was imported: this was a dry run.")


def _refused(language: Language, refusal: AnswersRefused) -> Answer:
    facts: list[dict[str, Any]] = []
    lines = []
    for problem in refusal.problems:
        text = language.text(problem.text, **problem.values)
        facts.append(
            {
                "place": problem.place,
                "row": problem.row or None,
                "column": problem.column,
                "text": text,
            }
        )
        lines.append(_line(language, problem, text))
    return Answer(
        {"problems": facts},
        is_good=False,
        problems=[language.error(refusal), *lines[:_SHOWN]],
    )


def _line(language: Language, problem: CellProblem, text: str) -> str:
    if not problem.row:
        return f"{problem.place}: {text}"
    if not problem.column:
        return language.text(
            "{table}, row {row}: {problem}", table=problem.place, row=problem.row, problem=text
        )
    return language.text(
        "{table}, row {row}, column {column}: {problem}",
        table=problem.place,
        row=problem.row,
        column=problem.column,
        problem=text,
    )
