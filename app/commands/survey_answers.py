"""`survey answers`: filled forms written out for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.session import FILE, Answer, Session, answers
from app.commands.survey_choice import SURVEY, filtered
from app.commands.table import SEPARATORS
from app.reports.chosen_survey import chosen_survey

if TYPE_CHECKING:
    from app.language import Language
    from app.reports.answers import Written
    from app.storage import Workspace
    from app.storage.questions.surveys import SurveyLine
    from app.storage.selection import AnswerFilter

_TOLD = 10_000


@click.command("answers")
@click.option(
    "--as", "form", type=click.Choice(["csv", "xlsx", "xml"]), default="csv", show_default=True
)
@click.option(
    "--out",
    type=FILE,
    metavar="PLACE",
    required=True,
    help="A file; for xml, and wherever there is a folder, a folder.",
)
@click.option(
    "--separator",
    type=click.Choice(list(SEPARATORS)),
    default="comma",
    show_default=True,
    help="Between the cells of CSV; Excel in Russian expects the semicolon.",
)
@click.option(
    "--labels/--codes",
    "has_labels",
    default=False,
    help="Questions and choices in words of the language, or (without it) as codes.",
)
@click.option(
    "--split/--join",
    "is_split",
    default=False,
    help="A column more for each choice of a question with several answers.",
)
@click.option(
    "--full/--without-names",
    "is_full",
    default=False,
    help="With people, codes, devices and files, which are left out without it.",
)
@click.option("--reason", metavar="TEXT", help="Why --full is needed; kept in the audit.")
@SURVEY
@filtered
@answers
def answers_command(
    session: Session,
    named: str | None,
    form: str,
    out: Path,
    separator: str,
    has_labels: bool,
    is_split: bool,
    is_full: bool,
    reason: str | None,
    wanted: Callable[[Workspace, SurveyLine], AnswerFilter],
) -> Answer:
    """Write what was answered to SURVEY as CSV, as an Excel workbook, or as OpenRosa documents.

    Who answered is left out unless --full is said with its --reason: people, codes, devices, files,
    and questions the form marks as personal. Repeats are files (CSV) or sheets of their own, tied
    by KEY and PARENT_KEY. With codes, “survey import” reads all of it again.
    """
    from app.actions.surveys import note_full_export
    from app.reports.answers import WRITERS, Wish

    if is_full and not (reason or "").strip():
        raise click.UsageError("--full takes a --reason TEXT; write no name in it.")
    with session.open() as workspace:
        line = chosen_survey(workspace, named)
        place = (
            out / f"{_file_name(line.form_id)}.{form}" if out.is_dir() and form != "xml" else out
        )
        wish = Wish(
            survey=line.id,
            wanted=wanted(workspace, line),
            has_labels=has_labels,
            is_split=is_split,
            separator=SEPARATORS[separator],
            is_full=is_full,
        )
        written = WRITERS[form](workspace, session.language, wish, place, _progress)
        if is_full:
            note_full_export(workspace, line.form_id, form, written.forms, (reason or "").strip())
        language = session.language
    return Answer(_facts(line, form, written), list(_lines(language, written)))


def _progress(done: int, total: int) -> None:
    if not done % _TOLD:
        click.echo(f"{done}/{total}", err=True)


def _file_name(form_id: str) -> str:
    from app.reports.answers.documents import safe_name

    return safe_name(form_id) or "answers"


def _facts(line: SurveyLine, form: str, written: Written) -> dict[str, Any]:
    return {
        "survey": line.form_id,
        "as": form,
        "files": [str(file) for file in written.files],
        "forms": written.forms,
        "rows": dict(written.rows),
        "left_out": list(written.left_out),
        "cut": written.cut,
        "files_missing": written.unnamed,
    }


def _lines(language: Language, written: Written) -> Iterator[str]:
    for file in written.files:
        yield str(file)
    yield language.plural("{n} filled form", "{n} filled forms", written.forms)
    if written.left_out:
        names = ", ".join(written.left_out)
        yield language.text("Left out, because it says who somebody is: {names}", names=names)
    if written.cut:
        yield language.plural(
            "{n} text is longer than a cell of Excel holds and was cut; CSV has it whole.",
            "{n} texts are longer than a cell of Excel holds and were cut; CSV has them whole.",
            written.cut,
        )
    if written.unnamed:
        yield language.plural(
            "{n} file of the filled forms is not on this computer.",
            "{n} files of the filled forms are not on this computer.",
            written.unnamed,
        )
