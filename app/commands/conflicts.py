"""`depter conflicts`: the fields about which notebooks disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from app.commands.cells import Labels, plain
from app.commands.session import Answer, Session, answers
from app.model import DELETED, RECORD_TYPES
from app.model.kinds import Document

if TYPE_CHECKING:
    from app.language import Language
    from app.storage.questions.conflicts import Conflict, Standing
    from app.storage.questions.surveys import Differing

_MOST = 100_000


@click.command()
@answers
def conflicts(session: Session) -> Answer:
    """Say which fields have two values that nobody has decided between.

    Both are kept, and the newer is shown, until one of them is settled: see “depter settle --help”.
    """
    from app.storage.questions.answer_conflicts import differing_answers, is_about_answers
    from app.storage.questions.conflicts import conflicts as read_conflicts
    from app.storage.questions.table import linked

    with session.open() as workspace, workspace.snapshot() as connection:
        found = read_conflicts(workspace, _MOST)
        labels = Labels(session.language, linked(connection))
        answers = {one: differing_answers(workspace, one) for one in found if is_about_answers(one)}
        lines = [*_lines(labels, found, answers)]
    return Answer([_facts(one, answers.get(one, ())) for one in found], lines)


def _lines(
    labels: Labels, found: list[Conflict], answers: Mapping[Conflict, Sequence[Differing]]
) -> Iterator[str]:
    language = labels.language
    for one in found:
        yield language.text(
            "{type} “{record}”, {field}",
            type=language.text(RECORD_TYPES[one.type_name].label),
            record=one.caption or "–",
            field=field_label(language, one),
        )
        yield f"  {one.type_name} {one.id.hex()} {one.field}"
        yield from _answer_lines(labels.language, answers.get(one, ()))
        for said in one.standing:
            yield language.text(
                "  {value}: {who}, {machine}, {when} (device {device})",
                value=_value(labels, one, said) or "–",
                who=said.who or "–",
                machine=said.machine or "–",
                when=language.moment(said.at),
                device=said.device.hex(),
            )
    yield language.plural("{n} field is in conflict.", "{n} fields are in conflict.", len(found))


def _answer_lines(language: Language, answers: Sequence[Differing]) -> Iterator[str]:
    """Two edits of a filled form: each question with what its sides say, in their order."""
    from app.storage.questions.answer_conflicts import answer_words, question_words

    for one in answers:
        sides = range(len(one.answers))
        said = " | ".join(answer_words(one, side, language.code) or "–" for side in sides)
        yield f"    {question_words(one, language.code)}: {said}"


def field_label(language: Language, found: Conflict) -> str:
    """What the field is called."""
    if found.field == DELETED:
        return language.text("deleted or changed")
    return language.text(RECORD_TYPES[found.type_name].kinds()[found.field].label)


def _value(labels: Labels, found: Conflict, said: Standing) -> str:
    if found.field == DELETED:
        text = labels.language.text
        return text("deleted") if said.value else text("changed")
    kind = RECORD_TYPES[found.type_name].kinds()[found.field]
    if isinstance(kind, Document):
        return labels.language.text("the whole filled form")
    value = labels.value(kind, said.value)
    return "; ".join(value) if isinstance(value, list) else str(value or "")


def _facts(found: Conflict, answers: Sequence[Differing]) -> dict[str, Any]:
    of_answers = [
        {"path": one.path, "row": list(one.row), "labels": dict(one.labels), "values": one.answers}
        for one in answers
    ]
    return {
        **({"answers": of_answers} if of_answers else {}),
        "type": found.type_name,
        "id": found.id.hex(),
        "field": found.field,
        "caption": found.caption,
        "before": plain(found.before),
        "values": [
            {
                "value": plain(said.value),
                "at": said.at.isoformat(timespec="seconds"),
                "device": said.device.hex(),
                "who": said.who,
                "machine": said.machine,
                "is_shown": said.is_shown,
            }
            for said in found.standing
        ],
    }
