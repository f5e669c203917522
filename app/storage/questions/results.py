"""What was answered to a survey: counts of each question, summaries of numbers, texts.

All versions of a survey are counted together, question by question, by their paths.
"""

from __future__ import annotations

import math
import statistics
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress, pairwise
from typing import TYPE_CHECKING, NamedTuple

from app.storage.answers import ANSWERED, CHUNK, MANY, NUMBERS, ONE, Progress, catch_up, decoded
from app.storage.forms import ReadForm, form_of
from app.storage.selection import (
    EVERYTHING,
    AnswerFilter,
    Chunks,
    rows_of,
    selected,
    size,
    versions_of,
)
from app.surveys.marks import is_right

if TYPE_CHECKING:
    from app.storage.workspace import Workspace
    from app.surveys import Form, Question

_BINS = 10
_PAGE = 500
_UNCOUNTED = frozenset({"group", "repeat", "note", "metadata", "hidden"})


@dataclass(frozen=True, slots=True)
class ChoiceCount:
    """One choice: its code, its label in each language of the form, how many chose it."""

    value: str
    labels: Mapping[str, str]
    count: int


@dataclass(frozen=True, slots=True)
class Bin:
    """So many numbers from `low` up to `high`."""

    low: float
    high: float
    count: int


class Numbers(NamedTuple):
    """What numbers come to."""

    n: int
    mean: float
    median: float
    least: float
    most: float
    total: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionResult:
    """What was answered to one question."""

    path: str
    name: str
    kind: str
    labels: Mapping[str, str]
    repeat: str = ""
    part: Mapping[str, str] = field(default_factory=dict)
    """The labels of the group it stands in."""
    is_header: bool = False
    """Whether it only heads a table of questions and is not asked itself."""
    n: int = 0
    """How many answers there are; in a repeat each of its rows counts."""
    forms: int = 0
    """In how many filled forms."""
    choices: tuple[ChoiceCount, ...] = ()
    numbers: Numbers | None = None
    right: int | None = None
    """How many are right, where the form says what is."""
    correct: frozenset[str] = frozenset()
    """The choices that are right, where the form says so."""


@dataclass(frozen=True)
class Results:
    """What was answered to a survey by those a filter leaves."""

    total: int
    """How many filled forms."""
    questions: tuple[QuestionResult, ...] = ()
    unread: tuple[bytes, ...] = ()
    """Versions whose forms have not arrived: their answers are not counted yet."""


def results(
    ws: Workspace,
    survey: bytes,
    wanted: AnswerFilter = EVERYTHING,
    progress: Progress | None = None,
) -> Results:
    """Count the answers of those filled forms a filter leaves, each form once."""
    versions = versions_of(ws, survey, wanted)
    catch_up(ws, versions, progress)
    total, unread = 0, []
    found: dict[str, _Gathered] = {}
    for version in versions:
        read = form_of(ws, version)
        if read is None:
            unread.append(version)
            continue
        chunks = selected(ws, version, read, wanted)
        total += size(chunks)
        for gathered in _gather(ws, version, read, chunks):
            known = found.get(gathered.question.path)
            if known is None:
                found[gathered.question.path] = gathered
            else:
                known.take(gathered)
    return Results(total, tuple(each.result() for each in found.values()), tuple(unread))


@dataclass
class _Gathered:
    """A question's counts while versions are gone through, the newest first."""

    question: Question
    counts: Counter[str] = field(default_factory=Counter)
    forms: int = 0
    numbers: list[float] = field(default_factory=list)
    right: int | None = None
    labels: dict[str, Mapping[str, str]] = field(default_factory=dict)
    part: Mapping[str, str] = field(default_factory=dict)
    correct: frozenset[str] = frozenset()

    def take(self, older: _Gathered) -> None:
        """Add what an older version says of the same question."""
        self.counts += older.counts
        self.forms += older.forms
        self.numbers += older.numbers
        self.labels = {**older.labels, **self.labels}
        if older.right is not None:
            self.right = (self.right or 0) + older.right

    def result(self) -> QuestionResult:
        question = self.question
        listed = [option.value for option in question.options]
        codes = [*listed, *sorted(set(self.labels) - set(listed))]
        codes += sorted(set(self.counts) - {ANSWERED, *codes})
        return QuestionResult(
            path=question.path,
            name=question.name,
            kind=str(question.kind),
            labels=question.labels,
            repeat=question.repeat,
            part=self.part,
            is_header=_heads(question),
            correct=self.correct,
            n=self.counts[ANSWERED],
            forms=self.forms,
            choices=tuple(
                ChoiceCount(code, self.labels.get(code, {}), self.counts[code]) for code in codes
            ),
            numbers=summary(self.numbers) if self.numbers else None,
            right=self.right,
        )


def _gather(ws: Workspace, version: bytes, read: ReadForm, chunks: Chunks) -> Iterator[_Gathered]:
    counts = _Counts(ws, version, read, chunks)
    parts = _parts(read.form)
    for number, column in enumerate(read.layout.columns):
        if column.kind in _UNCOUNTED:
            continue
        question = read.form.question(column.path)
        yield _Gathered(
            question,
            counts.of[number],
            counts.forms[number],
            counts.numbers.get(number, []),
            counts.right(number),
            {option.value: option.labels for option in question.options},
            parts.get(column.path.rpartition("/")[0], {}),
            frozenset(read.marks.correct.get(column.path, "").split()),
        )


def _parts(form: Form) -> dict[str, Mapping[str, str]]:
    """What groups are called: by their own labels, else by the note or header they begin with."""
    found: dict[str, Mapping[str, str]] = {}
    for question in form.questions:
        group = question.path.rpartition("/")[0]
        if question.kind in {"group", "repeat"}:
            found[question.path] = question.labels
            continue
        is_unnamed = group in found and not any(label.strip() for label in found[group].values())
        if is_unnamed and (question.kind == "note" or _heads(question)):
            found[group] = question.labels
    return found


def _heads(question: Question) -> bool:
    return "label" in question.appearance.lower().split()


class _Counts:
    """The counts of one version, of the forms that are meant."""

    def __init__(self, ws: Workspace, version: bytes, read: ReadForm, chunks: Chunks) -> None:
        self._read = read
        self._total = size(chunks)
        columns = read.layout.columns
        self.of: list[Counter[str]] = [Counter() for _ in columns]
        self.forms = [0] * len(columns)
        self.numbers: dict[int, list[float]] = {}
        self._exact: dict[int, list[tuple[int, str, int]]] = {}
        marked = {
            n for n, c in enumerate(columns) if c.kind in MANY and c.path in read.marks.correct
        }
        rows = ws.reader.execute(
            "SELECT question, value, level, chunk, bits FROM answer_tally WHERE survey_version = ?",
            (version,),
        )
        as_int = int.from_bytes
        for question, value, level, chunk, bits in rows:
            left = as_int(bits, "little") & chunks.get(chunk, 0)
            if left:
                count = left.bit_count()
                self.of[question][value] += count
                if value == ANSWERED and level == 1:
                    self.forms[question] += count
                if question in marked:
                    self._exact.setdefault(question, []).append((chunk, value, left))
        self._take_numbers(ws, version, chunks)

    def _take_numbers(self, ws: Workspace, version: bytes, chunks: Chunks) -> None:
        flags: dict[int, bytes] = {}
        rows = ws.reader.execute(
            "SELECT question, chunk, slots, numbers FROM answer_number WHERE survey_version = ?",
            (version,),
        )
        for question, chunk, slots, numbers in rows:
            if chunk not in flags:
                flags[chunk] = _flags(chunks.get(chunk, 0))
            values = array("d", numbers)
            is_meant = map(flags[chunk].__getitem__, array("H", slots))
            self.numbers.setdefault(question, []).extend(compress(values, is_meant))

    def right(self, number: int) -> int | None:
        """How many answers of a question are right; None where the form does not say.

        Texts are not told either: the tallies do not hold them.
        """
        column = self._read.layout.columns[number]
        correct = self._read.marks.correct.get(column.path)
        if correct is None:
            return None
        if column.kind in ONE:
            return sum(self.of[number][value] for value in set(correct.split()))
        if column.kind in NUMBERS:
            given = self.numbers.get(number, ())
            return sum(is_right(column.kind, correct, str(value)) for value in given)
        if column.kind == "select_multiple" and not column.repeat:
            return self._exactly(number, set(correct.split()))
        return None

    def _exactly(self, number: int, correct: set[str]) -> int:
        """The forms that chose all of these and nothing else."""
        of_chunk: dict[int, dict[str, int]] = {}
        for chunk, value, bits in self._exact.get(number, ()):
            of_chunk.setdefault(chunk, {})[value] = bits
        count = 0
        for values in of_chunk.values():
            bits = values.get(ANSWERED, 0)
            for value in correct:
                bits &= values.get(value, 0)
            for value in set(values) - correct - {ANSWERED}:
                bits &= ~values[value]
            count += bits.bit_count()
        return count


def _flags(bits: int) -> bytes:
    """A byte for each form of a chunk: 1 where it is meant."""
    return bytes(map(int, format(bits, f"0{CHUNK}b")[::-1]))


def summary(values: Sequence[float]) -> Numbers:
    """What numbers come to; at least one."""
    ordered = sorted(values)
    total = math.fsum(ordered)
    return Numbers(
        n=len(ordered),
        mean=total / len(ordered),
        median=statistics.median(ordered),
        least=ordered[0],
        most=ordered[-1],
        total=total,
        bins=tuple(_bins(ordered)),
    )


def _bins(ordered: Sequence[float]) -> Iterator[Bin]:
    """At most ten bins between round numbers; whole numbers have bins of whole numbers."""
    is_whole = all(value.is_integer() for value in set(ordered))
    width = _width((ordered[-1] - ordered[0]) / (_BINS - 1), 1.0 if is_whole else 0.0)
    first = math.floor(ordered[0] / width)
    count = math.floor(ordered[-1] / width) - first + 1
    edges = [(first + place) * width for place in range(count + 1)]
    places = [bisect_left(ordered, edge) for edge in edges[:-1]] + [len(ordered)]
    for place, (start, end) in enumerate(pairwise(places)):
        yield Bin(edges[place], edges[place + 1], end - start)


def _width(least: float, whole: float) -> float:
    """The first of 1, 2, 5, 10, 20 … (or of 0.1, 0.2, 0.5 …) that is wide enough."""
    if least <= whole or not least:
        return whole or 1.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * step for step in (1, 2, 5, 10, 20) if power * step >= least)


# ---- texts ----


class SaidText(NamedTuple):
    """One answer in words, and whose form it stands in."""

    submission: bytes
    text: str


@dataclass(frozen=True)
class Texts:
    """A page of answers in words, and in how many forms there are such."""

    forms: int
    page: list[SaidText]


def texts(
    ws: Workspace,
    survey: bytes,
    path: str,
    wanted: AnswerFilter = EVERYTHING,
    *,
    offset: int = 0,
    limit: int = _PAGE,
) -> Texts:
    """The answers to one question as they were written, form by form, `limit` forms to a page."""
    versions = versions_of(ws, survey, wanted)
    catch_up(ws, versions)
    forms, page = 0, list[SaidText]()
    for version in versions:
        read = form_of(ws, version)
        number = place_of(read, path)
        if read is None or number is None:
            continue
        rows = rows_of(with_answer(ws, version, number, selected(ws, version, read, wanted)))
        start = max(offset - forms, 0)
        page += said_in(ws, read, number, rows[start : start + max(limit - len(page), 0)])
        forms += len(rows)
    return Texts(forms, page)


def place_of(read: ReadForm | None, path: str) -> int | None:
    """The number of a question among the columns of a form; None where the form has it not."""
    columns = read.layout.columns if read else ()
    return next((n for n, column in enumerate(columns) if column.path == path), None)


def with_answer(
    ws: Workspace, version: bytes, number: int, chunks: Chunks, value: str = ANSWERED
) -> Chunks:
    """Of these forms those that have an answer to a question, or that very one."""
    rows = ws.reader.execute(
        "SELECT chunk, bits FROM answer_tally WHERE survey_version = ? AND question = ? "
        "AND value = ? AND level = 1",
        (version, number, value),
    )
    return {chunk: int.from_bytes(bits, "little") & chunks.get(chunk, 0) for chunk, bits in rows}


def said_in(ws: Workspace, read: ReadForm, number: int, rows: Sequence[int]) -> Iterator[SaidText]:
    """What these filled forms answer to one question."""
    column = read.layout.columns[number]
    place = read.layout.of_repeat[column.repeat].index(column)
    found = ws.reader.execute(
        "SELECT s.id, a.answers FROM submission_answers a JOIN submission s "
        f"ON s._row = a.submission WHERE a.submission IN ({', '.join('?' * len(rows))}) "
        "ORDER BY a.submission",
        rows,
    )
    for submission, answers in found:
        tables = decoded(read.layout, answers)
        if column.repeat:
            table = tables.repeats[read.layout.repeats.index(column.repeat)]
            said = [row[place + 1] for row in table]
        else:
            said = [tables.top[place]]
        yield from (SaidText(submission, text) for text in said if text)


# ---- rounds, and what can be filtered by ----


@dataclass(frozen=True)
class Present:
    """What the filled forms of a survey have, to choose from in filters; with how many of each."""

    rounds: Mapping[int, int]
    groups: Mapping[str, int]
    territories: Mapping[str, int]
    events: Mapping[bytes, int]


def present(ws: Workspace, survey: bytes) -> Present:
    """The rounds, groups, territories and events there are filled forms of."""
    found = [
        dict(
            ws.reader.execute(
                f"SELECT s.{name}, count(*) FROM submission s WHERE s.survey_version IN "
                "(SELECT id FROM survey_version WHERE survey = ?) AND s._deleted = 0 "
                f"AND s.second_entry_of IS NULL AND s.{name} IS NOT NULL "
                f"GROUP BY s.{name} ORDER BY s.{name}",
                (survey,),
            ).fetchall()
        )
        for name in ("round", "group_name", "territory", "event")
    ]
    return Present(*found)


def results_by_round(
    ws: Workspace, survey: bytes, wanted: AnswerFilter = EVERYTHING
) -> dict[int, Results]:
    """The results of each round there is, side by side."""
    return {
        number: results(ws, survey, replace(wanted, round=number))
        for number in present(ws, survey).rounds
    }
