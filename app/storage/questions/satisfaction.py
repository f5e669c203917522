"""How content people were with events: the scales of feedback forms, form by form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from app.storage.answers import catch_up, decoded, number_of
from app.storage.forms import ReadForm, form_of
from app.storage.selection import COUNTED

if TYPE_CHECKING:
    from app.storage.workspace import Workspace
    from app.surveys import Form, Question

FEEDBACK = "feedback"
SATISFIED = 0.75
"""So far up its scales a form has to be on average: four of five, seven and a half of ten."""
_LEAST_STEPS = 3


class Opinion(NamedTuple):
    """What one filled feedback form says by its scales."""

    form: bytes
    event: bytes | None
    day: str
    territory: str
    mark: float
    """0 at the worse ends of all scales, 1 at the better."""


def opinions(ws: Workspace) -> Iterator[Opinion]:
    """Every filled feedback form that has an answer on a scale."""
    rows = ws.reader.execute(
        "SELECT v.id FROM survey_version v JOIN survey s ON s.id = v.survey "
        "WHERE s.purpose = ? AND s._deleted = 0 AND v._deleted = 0 ORDER BY v.id",
        (FEEDBACK,),
    )
    versions = [version for (version,) in rows.fetchall()]
    catch_up(ws, versions)
    for version in versions:
        read = form_of(ws, version)
        if read is not None and (ends := _scales(read.form)):
            yield from _of_version(ws, version, read, ends)


def _of_version(
    ws: Workspace, version: bytes, read: ReadForm, ends: Mapping[str, tuple[float, float]]
) -> Iterator[Opinion]:
    asked = [
        (place, ends[column.path])
        for place, column in enumerate(read.layout.of_repeat[""])
        if column.path in ends
    ]
    rows = ws.reader.execute(
        "SELECT s.id, s.event, coalesce(s.collected_on, ''), coalesce(s.territory, ''), a.answers "
        "FROM submission s JOIN submission_answers a ON a.submission = s._row "
        f"WHERE s.survey_version = ? AND {COUNTED} ORDER BY s.id",
        (version,),
    )
    for form, event, day, territory, answers in rows:
        top: Sequence[str | None] = decoded(read.layout, answers).top
        marks = [mark for at, scale in asked if (mark := _mark(top[at], *scale)) is not None]
        if marks:
            yield Opinion(form, event, day, territory, fmean(marks))


def _mark(answer: str | None, worst: float, best: float) -> float | None:
    value = number_of(answer) if answer else None
    if value is None or not worst <= value <= best:
        return None
    return (value - worst) / (best - worst)


def _scales(form: Form) -> dict[str, tuple[float, float]]:
    """By the path of each question asked on a scale of numbers, its two ends."""
    ranges = {
        place.path: place.control.parameters
        for place in form.places
        if place.control is not None and place.control.is_range
    }
    found = {}
    for question in form.questions:
        ends = _ends(question, ranges.get(question.path, {}))
        if ends is not None and not question.repeat and ends[0] < ends[1]:
            found[question.path] = ends
    return found


def _ends(question: Question, parameters: Mapping[str, str]) -> tuple[float, float] | None:
    """A range says its ends; of choices all values are numbers, and a yes or no is no scale."""
    if parameters:
        said = [number_of(parameters.get(name, "")) for name in ("start", "end")]
    elif question.kind == "select_one" and len(question.options) >= _LEAST_STEPS:
        said = [number_of(option.value) for option in question.options]
    else:
        return None
    numbers = [number for number in said if number is not None]
    if len(numbers) < len(said) or "label" in question.appearance.lower().split():
        return None
    return min(numbers), max(numbers)
