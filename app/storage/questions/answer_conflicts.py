"""Two edits of one filled form, question by question: what each says, what comes of both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import uuid4

from app.model import Submission
from app.storage.forms import form_of
from app.storage.questions.conflicts import Conflict
from app.storage.questions.surveys import Differing, differing
from app.surveys.composing import composed
from app.surveys.languages import label_in
from app.surveys.tables import document_id

if TYPE_CHECKING:
    from app.storage.workspace import Workspace

Place = tuple[str, tuple[int, ...]]
"""A question, and in which rows of repeats (from 1)."""


def is_about_answers(found: Conflict) -> bool:
    """Whether a conflict is between two edits of one filled form."""
    return (found.type_name, found.field) == (Submission.type_name, "instance")


def differing_answers(ws: Workspace, found: Conflict) -> list[Differing]:
    """The answers that differ, one for each side in the order of `found.standing`; none where the
    form has not arrived, or where the sides only name themselves otherwise.
    """
    submission = ws.get(Submission, found.id) if is_about_answers(found) else None
    if submission is None or submission.survey_version is None:
        return []
    documents = [str(said.value or "") for said in found.standing]
    return differing(ws, submission.survey_version, documents)


def answer_words(one: Differing, side: int, code: str) -> str:
    """What a side answered, with the labels of choices in the language of this code."""
    answer = one.answers[side]
    if not one.options:
        return answer
    return ", ".join(
        label_in(one.options.get(value, {}), code) or value for value in answer.split()
    )


def question_words(one: Differing, code: str) -> str:
    """The question, and in a repeat which row it stands in."""
    name = label_in(one.labels, code) or one.path.rpartition("/")[2]
    return " · ".join([name, *map(str, one.row)])


def document_of(ws: Workspace, found: Conflict, sides: Mapping[Place, int]) -> str:
    """The document that says at each differing place what the chosen side says.

    With one side chosen everywhere it is that side's own; else an edit of the first one, under a
    name of its own.
    """
    documents = [str(said.value or "") for said in found.standing]
    chosen = set(sides.values())
    if len(chosen) == 1:
        return documents[chosen.pop()]
    submission = ws.get(Submission, found.id)
    read = (
        form_of(ws, submission.survey_version) if submission and submission.survey_version else None
    )
    if read is None:
        return documents[0]
    answers = {
        (one.path, one.row): one.answers[sides.get((one.path, one.row), 0)]
        for one in differing_answers(ws, found)
    }
    form = read.form
    return composed(
        read.layout, (form.form_id, form.version), documents[0], answers, f"uuid:{uuid4()}",
        document_id(documents[0]),
    )  # fmt: skip
