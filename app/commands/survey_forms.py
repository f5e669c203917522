"""`survey check`, `add`, `list`, `withdraw`, `restore`: the forms themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.session import FILE, Answer, Session, answers
from app.commands.survey_choice import SURVEY, chosen_versions
from app.model import ENUMERATIONS
from app.reports.chosen_survey import chosen_survey
from app.surveys.languages import title_in

if TYPE_CHECKING:
    from app.actions.forms import ReadFile
    from app.language import Language
    from app.storage.questions.surveys import SurveyLine
    from app.surveys import FormFault

_FORM = click.argument("file", type=FILE, metavar="FORM")


@click.command("check")
@_FORM
@answers
def check(session: Session, file: Path) -> Answer:
    """Say what is wrong with the form FORM, with sheet, row and column. No notebook is needed.

    What only deserves a look does not change the exit code; what hinders taking the form in makes
    it 1.
    """
    from app.actions.forms import read_file
    from app.surveys import FormFault

    try:
        read = read_file(file)
    except FormFault as fault:
        facts = {"is_good": False, "problems": [_fault(session.language, fault)], "warnings": []}
        return Answer(facts, is_good=False, problems=[_line(session.language, fault)])
    warnings = read.converted.warnings
    return Answer(
        {
            "is_good": True,
            "problems": [],
            "warnings": [_fault(session.language, one) for one in warnings],
            **_form_facts(read),
        },
        list(_checked_lines(session.language, read, file.name)),
        problems=[_line(session.language, one) for one in warnings],
    )


def _fault(language: Language, fault: FormFault) -> dict[str, Any]:
    place = {"sheet": fault.sheet, "row": fault.row or None, "column": fault.column}
    return {**place, "text": language.error(fault)}


def _line(language: Language, fault: FormFault) -> str:
    return " ".join(language.error(fault).split())


def _form_facts(read: ReadFile) -> dict[str, Any]:
    form, converted = read.form, read.converted
    return {
        "form_id": converted.form_id,
        "version": converted.version,
        "title": converted.title,
        "languages": list(form.languages),
        "questions": _asked(read),
        "missing_files": list(form.missing),
    }


def _asked(read: ReadFile) -> int:
    return sum(question.kind.is_asked for question in read.form.questions)


def _checked_lines(language: Language, read: ReadFile, name: str) -> Iterator[str]:
    n = _asked(read)
    yield language.plural(
        "{file}: a good form of {n} question (id {form}, version {version})",
        "{file}: a good form of {n} questions (id {form}, version {version})",
        n,
        file=name,
        form=read.converted.form_id,
        version=read.converted.version or "–",
    )
    yield from _missing(language, read.form.missing)


def _missing(language: Language, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield language.text(
            "Files the form asks for that do not lie beside it: {names}", names=", ".join(names)
        )


@click.command("add")
@_FORM
@click.option(
    "--purpose",
    type=click.Choice(list(ENUMERATIONS["survey_purpose"])),
    help="What the survey is for.",
)
@answers
def add(session: Session, file: Path, purpose: str | None) -> Answer:
    """Take the form FORM in: an XLSForm (.xlsx, .xls) or an XForm (.xml), with the files beside it.

    The same form added twice is one version; a changed one is another version of its survey.
    """
    from app.actions.forms import take_form

    with session.open() as workspace:
        taken = take_form(workspace, file, purpose)
        line = chosen_survey(workspace, taken.added.survey.hex())
        language = session.language
    version = next(one for one in line.versions if one.id == taken.added.version)
    is_new = taken.added.is_new
    values = {
        "title": title_in(line.title, language.code),
        "form": line.form_id,
        "version": version.version or "–",
    }
    said = (
        language.text("“{title}” is taken in (id {form}, version {version}).", **values)
        if is_new
        else language.text("“{title}” was here already (id {form}, version {version}).", **values)
    )
    facts = {
        "survey": line.id.hex(),
        "form_id": line.form_id,
        "version": version.version,
        "version_id": version.id.hex(),
        "is_new": is_new,
        "warnings": [_fault(language, one) for one in taken.warnings],
        "missing_files": list(taken.missing),
    }
    problems = [_line(language, one) for one in taken.warnings]
    return Answer(facts, [said, *_missing(language, taken.missing)], problems=problems)


@click.command("list")
@answers
def list_command(session: Session) -> Answer:
    """Say which surveys there are, their versions, and how many filled forms of each."""
    from app.storage.questions.surveys import list_surveys

    with session.open() as workspace:
        found = list_surveys(workspace)
        language = session.language
    lines = [part for line in found for part in _list_lines(language, line)]
    lines.append(language.plural("{n} survey", "{n} surveys", len(found)))
    return Answer([_list_facts(line) for line in found], lines)


def _list_lines(language: Language, line: SurveyLine) -> Iterator[str]:
    withdrawn = language.text("no longer asked")
    states = [withdrawn] if line.is_withdrawn else []
    filled = language.plural("{n} filled form", "{n} filled forms", line.filled)
    yield ": ".join(
        [f"{line.form_id}  {title_in(line.title, language.code)}", ", ".join([filled, *states])]
    )
    for one in line.versions:
        states = [language.plural("{n} filled form", "{n} filled forms", one.filled)]
        states += [withdrawn] if one.is_withdrawn else []
        states += [] if one.is_here else [language.text("the form has not arrived yet")]
        yield f"  {one.version or '–'}  {language.day(one.made_at.date())}  {', '.join(states)}"


def _list_facts(line: SurveyLine) -> dict[str, Any]:
    return {
        "survey": line.id.hex(),
        "form_id": line.form_id,
        "title": line.title,
        "purpose": line.purpose,
        "is_withdrawn": line.is_withdrawn,
        "filled": line.filled,
        "drafts": line.drafts,
        "last_on": line.last_on.isoformat() if line.last_on else None,
        "versions": [
            {
                "id": one.id.hex(),
                "version": one.version,
                "languages": list(one.languages),
                "is_withdrawn": one.is_withdrawn,
                "is_here": one.is_here,
                "filled": one.filled,
            }
            for one in line.versions
        ],
    }


_version = click.option("--version", metavar="VERSION", help="Only this version of it.")


@click.command("withdraw")
@SURVEY
@_version
@answers
def withdraw(session: Session, named: str | None, version: str | None) -> Answer:
    """Ask a survey, or one version of it, no more. Its answers stay; the decision travels."""
    return _set_withdrawn(session, named, version, is_withdrawn=True)


@click.command("restore")
@SURVEY
@_version
@answers
def restore(session: Session, named: str | None, version: str | None) -> Answer:
    """Ask a survey, or one version of it, again."""
    return _set_withdrawn(session, named, version, is_withdrawn=False)


def _set_withdrawn(
    session: Session, named: str | None, version: str | None, *, is_withdrawn: bool
) -> Answer:
    from app.actions import surveys

    act = surveys.withdraw if is_withdrawn else surveys.restore
    with session.open() as workspace:
        line = chosen_survey(workspace, named)
        if version is None:
            act(workspace, "survey", line.id)
        for each in () if version is None else chosen_versions(line, version):
            act(workspace, "survey_version", each)
        language = session.language
    title = title_in(line.title, language.code)
    said = (
        language.text("“{title}” is no longer asked; its answers stay.", title=title)
        if is_withdrawn
        else language.text("“{title}” is asked again.", title=title)
    )
    return Answer(
        {"form_id": line.form_id, "version": version, "is_withdrawn": is_withdrawn}, [said]
    )
