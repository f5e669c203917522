"""`survey fill`: a form filled by answers in a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.session import FILE, Answer, Session, answers
from app.commands.survey_choice import DAY, SURVEY, chosen_event
from app.errors import AppError
from app.language import mark
from app.reports.chosen_survey import asked_form, chosen_survey
from app.surveys.languages import title_in

if TYPE_CHECKING:
    from app.actions.filling_in import AnswerProblem
    from app.language import Language
    from app.storage import Workspace
    from app.surveys import Filling

_LARGEST = 20_000_000


class AnswersUnreadable(AppError):
    """The file of answers is no JSON object, or cannot be read."""


class NoSuchPerson(AppError):
    """No person of the register has this id."""


@click.command("fill")
@click.option(
    "--answers",
    "file",
    type=FILE,
    required=True,
    metavar="FILE",
    help="Answers as JSON by the names of questions; repeats are lists of objects.",
)
@click.option("--person", metavar="ID", help="Who answered, as “table person” has her id.")
@click.option("--code", metavar="WORD", help="The word she chose herself.")
@click.option("--event", metavar="EVENT", help="At which event, by code or id.")
@click.option("--group", metavar="NAME", help="In which group.")
@click.option("--round", "round_", type=int, metavar="N", help="In which round: 1 before, 2 after.")
@click.option("--territory", metavar="CODE", help="Where, by a code of the classifier.")
@click.option("--date", "day", type=DAY, metavar="DATE", help="When; without it today.")
@click.option("--paper", "is_paper", is_flag=True, help="The answers were typed from paper.")
@SURVEY
@answers
def fill(
    session: Session,
    named: str | None,
    file: Path,
    person: str | None,
    code: str | None,
    event: str | None,
    group: str | None,
    round_: int | None,
    territory: str | None,
    day: datetime | None,
    is_paper: bool,
) -> Answer:
    """Fill the form of SURVEY with the answers in FILE, as it would be filled on the screen.

    What is hidden is not asked, what is required is, and each answer is checked; if one cannot
    stand, every problem is named and nothing is kept. A question with a file takes the name of one
    that lies beside FILE.
    """
    from app.actions.filling_in import AnswersWrong, fill_in, submit
    from app.surveys import Device

    said = _read(file)
    with session.open() as workspace:
        line = chosen_survey(workspace, named)
        version, read = asked_form(workspace, line)
        device = Device(deviceid=workspace.identity.device.hex(), username=workspace.profile.name)
        filling, problems = fill_in(read.form, said, device)
        if problems:
            return _refused(session.language, AnswersWrong(problems))
        facts = {
            "person": _person(workspace, person),
            "code": code,
            "event": chosen_event(workspace, event) if event else None,
            "group_name": group,
            "round": round_,
            "territory": territory,
            "collected_on": day.date() if day else None,
            "source": "paper" if is_paper else "screen",
        }
        given = {name: value for name, value in facts.items() if value is not None}
        files = dict(_files(filling, file.parent))
        record = submit(workspace, version.id, filling, given, files)
        language = session.language
    text = language.text(
        "The form “{title}” was filled.", title=title_in(line.title, language.code)
    )
    return Answer(
        {"survey": line.form_id, "id": record.hex(), "instance_id": filling.identity}, [text]
    )


def _read(file: Path) -> Mapping[str, Any]:
    try:
        if file.stat().st_size > _LARGEST:
            raise ValueError
        said = json.loads(file.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise AnswersUnreadable(
            mark("The answers in {file} cannot be read: they are no JSON."), file=file.name
        ) from error
    if not isinstance(said, dict):
        raise AnswersUnreadable(
            mark("{file} holds no JSON object with answers by the names of questions."),
            file=file.name,
        )
    return said


def _person(workspace: Workspace, named: str | None) -> bytes | None:
    from app.model import Person

    if named is None:
        return None
    try:
        found = workspace.get(Person, bytes.fromhex(named))
    except ValueError:
        found = None
    if found is None:
        raise NoSuchPerson(mark("There is no person with the id {person} here."), person=named)
    return found.id


def _files(filling: Filling, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files the answers name, from beside the file of answers."""
    from app.reports.answers.documents import is_file_name
    from app.surveys import Kind

    for entry in filling.entries():
        if entry.kind is Kind.UPLOAD and entry.value and entry.is_relevant:
            place = folder / entry.value
            if not is_file_name(entry.value) or not place.is_file():
                raise AnswersUnreadable(
                    mark("The file {file}, which answers “{question}”, does not lie beside them."),
                    file=entry.value,
                    question=entry.name,
                )
            yield entry.value, place.read_bytes()


def _refused(language: Language, error: Any) -> Answer:
    facts = {
        "problems": [{"where": one.where, "text": _said(language, one)} for one in error.problems]
    }
    lines = [f"{one.where}: {_said(language, one)}" for one in error.problems]
    return Answer(facts, is_good=False, problems=[language.error(error), *lines])


def _said(language: Language, problem: AnswerProblem) -> str:
    return " ".join(language.text(problem.text, **problem.values).split())
