"""What a training changed: tests before and after, paired by person or by code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from app.language import fold
from app.storage.answers import catch_up, decoded
from app.storage.forms import ReadForm, form_of
from app.storage.joined import JOINED
from app.storage.selection import EVERYTHING, AnswerFilter, rows_of, selected, versions_of
from app.surveys.marks import is_right

if TYPE_CHECKING:
    from app.storage.workspace import Workspace

_CHUNK = 500


class Side(NamedTuple):
    """The filled forms of before, or of after."""

    survey: bytes
    wanted: AnswerFilter = EVERYTHING


class QuestionGain(NamedTuple):
    """One question that has a right answer: which share of the paired gave it, before and after."""

    path: str
    labels: Mapping[str, str]
    n: int
    before: float
    after: float


@dataclass(frozen=True)
class Gain:
    """Paired shares of right answers, 0 … 1. With no pair the means are None."""

    n: int
    """How many pairs; every figure is about them alone."""
    only_before: int
    only_after: int
    unnamed: int
    """Filled forms that can be paired with none: neither a person nor a code."""
    before: float | None = None
    after: float | None = None
    pairs: tuple[tuple[float, float], ...] = ()
    forms: tuple[tuple[bytes, bytes], ...] = ()
    """The filled forms of each pair, in the same order."""
    questions: tuple[QuestionGain, ...] = ()

    @property
    def gain(self) -> float | None:
        """How much the mean share of right answers grew."""
        return None if self.before is None or self.after is None else self.after - self.before


def gain_between_rounds(
    ws: Workspace,
    survey: bytes,
    wanted: AnswerFilter = EVERYTHING,
    rounds: tuple[int, int] = (1, 2),
) -> Gain:
    """The gain between two rounds of one survey."""
    before, after = (Side(survey, replace(wanted, round=number)) for number in rounds)
    return gain(ws, before, after)


def gain(ws: Workspace, before: Side, after: Side) -> Gain:
    """Pair the forms of two sides; the first of a respondent before, the last one after, count."""
    first, last = _Marked(ws, before), _Marked(ws, after)
    for mark in reversed(first.marks):
        first.by_key[mark.key] = mark
    for mark in last.marks:
        last.by_key[mark.key] = mark
    paired = [(first.by_key[key], last.by_key[key]) for key in first.by_key if key in last.by_key]
    n = len(paired)
    facts = Gain(n, len(first.by_key) - n, len(last.by_key) - n, first.unnamed + last.unnamed)
    if not paired:
        return facts
    shares = tuple((one.share, other.share) for one, other in paired)
    return replace(
        facts,
        before=fmean(one for one, _ in shares),
        after=fmean(other for _, other in shares),
        pairs=shares,
        forms=tuple((one.form, other.form) for one, other in paired),
        questions=tuple(_by_question(paired, {**first.labels, **last.labels})),
    )


class _Mark(NamedTuple):
    """One filled form: whose it is, and which of the marked questions are right."""

    key: tuple[bytes | str, bytes]
    right: Mapping[str, bool]
    form: bytes

    @property
    def share(self) -> float:
        return fmean(self.right.values())


def _by_question(
    paired: Sequence[tuple[_Mark, _Mark]], labels: Mapping[str, Mapping[str, str]]
) -> Iterator[QuestionGain]:
    for path, label in labels.items():
        both = [
            (one.right[path], other.right[path])
            for one, other in paired
            if path in one.right and path in other.right
        ]
        if both:
            yield QuestionGain(
                path,
                label,
                len(both),
                fmean(one for one, _ in both),
                fmean(other for _, other in both),
            )


class _Marked:
    """The filled forms of one side, marked, from the earliest to the latest."""

    def __init__(self, ws: Workspace, side: Side) -> None:
        self.labels: dict[str, Mapping[str, str]] = {}
        self.marks: list[_Mark] = []
        self.by_key: dict[tuple[bytes | str, bytes], _Mark] = {}
        self.unnamed = 0
        self._roots = dict(ws.reader.execute(f"SELECT person, root FROM {JOINED}").fetchall())
        versions = versions_of(ws, side.survey, side.wanted)
        catch_up(ws, versions)
        found: list[tuple[str, int, _Mark]] = []
        for version in versions:
            read = form_of(ws, version)
            if read is not None and read.marks.correct:
                found += self._marks(ws, version, read, side.wanted)
        self.marks = [mark for _, _, mark in sorted(found, key=lambda each: each[:2])]

    def _marks(
        self, ws: Workspace, version: bytes, read: ReadForm, wanted: AnswerFilter
    ) -> Iterator[tuple[str, int, _Mark]]:
        rows = rows_of(selected(ws, version, read, wanted))
        marked = [
            (place, column, read.marks.correct[column.path])
            for place, column in enumerate(read.layout.of_repeat[""])
            if column.path in read.marks.correct
        ]
        for _, column, _ in marked:
            self.labels.setdefault(column.path, read.form.question(column.path).labels)
        for start in range(0, len(rows), _CHUNK):
            part = rows[start : start + _CHUNK]
            said = ws.reader.execute(
                "SELECT s._row, s.id, s.person, s.code, s.event, s.collected_on, a.answers "
                "FROM submission s JOIN submission_answers a ON a.submission = s._row "
                f"WHERE s._row IN ({', '.join('?' * len(part))})",
                part,
            )
            for row, form, person, code, event, day, answers in said:
                key = self._key(person, code, event)
                if key is None:
                    self.unnamed += 1
                elif answers and marked:
                    top = decoded(read.layout, answers).top
                    right = {
                        column.path: is_right(column.kind, correct, top[place])
                        for place, column, correct in marked
                    }
                    yield day or "", row, _Mark(key, right, form)

    def _key(
        self, person: bytes | None, code: str | None, event: bytes | None
    ) -> tuple[bytes | str, bytes] | None:
        """Whose form it is: a person everywhere, a self-chosen word only at one event."""
        if person is not None:
            return self._roots.get(person, person), b""
        return (fold(code), event or b"") if code else None
