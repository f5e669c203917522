"""`survey results`: what was answered, question by question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from app.commands.session import Answer, Session, answers
from app.commands.survey_choice import SURVEY, filtered
from app.reports.chosen_survey import chosen_survey

if TYPE_CHECKING:
    from app.language import Language
    from app.storage import Workspace
    from app.storage.disclosure import Told
    from app.storage.questions.results import QuestionResult, Results
    from app.storage.questions.surveys import SurveyLine
    from app.storage.selection import AnswerFilter

_HIDDEN = "<5"


@click.command("results")
@click.option(
    "--exact", "is_exact", is_flag=True, help="Tell small counts too; they may point at somebody."
)
@SURVEY
@filtered
@answers
def results(
    session: Session,
    named: str | None,
    is_exact: bool,
    wanted: Callable[[Workspace, SurveyLine], AnswerFilter],
) -> Answer:
    """Count what was answered to SURVEY, with n at every question.

    Counts below five, and counts that would give them away, are hidden unless --exact is said.
    """
    from app.storage.questions.results import results as count

    with session.open() as workspace:
        line = chosen_survey(workspace, named)
        found = count(workspace, line.id, wanted(workspace, line))
        language = session.language
    say = _exactly if is_exact else _told
    told = [(question, say(question)) for question in found.questions]
    facts = {
        "survey": line.form_id,
        "total": found.total,
        "is_exact": is_exact,
        "unread_versions": [version.hex() for version in found.unread],
        "questions": [_facts(question, said) for question, said in told],
    }
    return Answer(facts, list(_lines(language, line, found, told)))


def _told(question: QuestionResult) -> Told:
    from app.storage.disclosure import told

    return told(question)


def _exactly(question: QuestionResult) -> Told:
    from app.storage.disclosure import Told

    numbers = question.numbers
    return Told(
        question.n,
        tuple(choice.count for choice in question.choices),
        question.right,
        numbers,
        tuple(each.count for each in numbers.bins) if numbers else (),
        numbers.least if numbers else None,
        numbers.most if numbers else None,
    )


def _facts(question: QuestionResult, said: Told) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "path": question.path,
        "name": question.name,
        "kind": question.kind,
        "labels": dict(question.labels),
        "n": said.n,
        "is_hidden": not said.is_whole,
    }
    if question.choices:
        facts["choices"] = [
            {"value": choice.value, "labels": dict(choice.labels), "count": count}
            for choice, count in zip(question.choices, said.choices, strict=True)
        ]
    if question.right is not None:
        facts["right"] = said.right
    if said.numbers is not None:
        facts["numbers"] = {
            "n": said.numbers.n,
            "mean": said.numbers.mean,
            "median": said.numbers.median,
            "least": said.least,
            "most": said.most,
        }
    return facts


def _lines(
    language: Language,
    line: SurveyLine,
    found: Results,
    told: list[tuple[QuestionResult, Told]],
) -> Iterator[str]:
    yield f"{_title(line, language)} ({line.form_id})"
    yield language.plural("{n} filled form", "{n} filled forms", found.total)
    for question, said in told:
        yield ""
        label = _label(question.labels, language) or question.name
        yield f"{label}  n = {_count(language, said.n)}"
        for choice, count in zip(question.choices, said.choices, strict=True):
            share = f"  {language.percent(count, said.n)}" if count is not None and said.n else ""
            name = _label(choice.labels, language) or choice.value
            yield f"  {_count(language, count):>8}  {name}{share}"
        if said.numbers is not None:
            yield language.text(
                "  mean {mean}, median {median}",
                mean=language.number(round(said.numbers.mean, 2)),
                median=language.number(round(said.numbers.median, 2)),
            )
    if found.unread:
        yield language.plural(
            "The form of {n} version has not arrived; its answers are not counted.",
            "The forms of {n} versions have not arrived; their answers are not counted.",
            len(found.unread),
        )


def _count(language: Language, count: int | None) -> str:
    return _HIDDEN if count is None else language.number(count)


def _title(line: SurveyLine, language: Language) -> str:
    from app.surveys.languages import title_in

    return title_in(line.title, language.code)


def _label(labels: Mapping[str, str], language: Language) -> str:
    from app.surveys.languages import label_in

    return label_in(labels, language.code)
