"""Small cells: which counts of results may leave the office, and which would point at somebody.

A count below five tells what a few people said. It is hidden, and so is what gives it away: what is
left over of the whole when all other counts are known. Where people are listed without names, what
is told of each is told alike of four others.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.storage.answers import MANY

if TYPE_CHECKING:
    from app.storage.questions.gain import Gain
    from app.storage.questions.results import Numbers, QuestionResult

SMALLEST = 5
"""The smallest count that is told, but for none at all."""
UNSTATED = frozenset({"", "u", "not_asked"})
"""Codes of parts of whom something is not known: that it was not written down tells nothing of
anybody, so that few of them are told unless that would tell of others.
"""


@dataclass(frozen=True)
class Told:
    """What may be told of a question; None stands for what is hidden."""

    n: int | None
    choices: tuple[int | None, ...] = ()
    """One for each choice of the question, in its order."""
    right: int | None = None
    numbers: Numbers | None = None
    bins: tuple[int | None, ...] = ()
    least: float | None = None
    most: float | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is hidden."""
        return self.n is not None and None not in self.choices and None not in self.bins


def told(question: QuestionResult) -> Told:
    """What of a question's result may leave the office."""
    counts = [choice.count for choice in question.choices]
    if 0 < question.n < SMALLEST:
        return Told(None, tuple(0 if not count else None for count in counts))
    is_many = question.kind in MANY
    choices = _each(counts, question.n) if is_many else parted(counts)
    right = question.right
    gives_away = None in choices and not is_many
    if right is not None and (gives_away or _is_small(right) or _is_small(question.n - right)):
        right = None
    said = Told(question.n, choices, right)
    return _with_numbers(said, question.numbers) if question.numbers else said


def _with_numbers(said: Told, numbers: Numbers) -> Told:
    """A mean of five or more is told; the least and the most only where they are not alone."""
    if numbers.n < SMALLEST:
        return said
    bins = parted([each.count for each in numbers.bins])
    return replace(
        said,
        numbers=numbers,
        bins=bins,
        least=numbers.least if bins and bins[0] is not None else None,
        most=numbers.most if bins and bins[-1] is not None else None,
    )


def _is_small(count: int) -> bool:
    return 0 < count < SMALLEST


def _each(counts: Sequence[int], n: int) -> tuple[int | None, ...]:
    """Counts that stand alone, each with what it leaves of the whole."""
    return tuple(None if _is_small(count) or _is_small(n - count) else count for count in counts)


def parted(counts: Sequence[int], codes: Sequence[str] = ()) -> tuple[int | None, ...]:
    """Counts that add up to a whole that is known: the hidden ones together are no small cell
    either, and never one alone. With their `codes`, few who are `UNSTATED` are no small cell.
    """
    harmless = {at for at, code in enumerate(codes) if code in UNSTATED}
    small = {at for at, count in enumerate(counts) if _is_small(count)}
    hidden = _covered(counts, small - harmless)
    return tuple(None if place in hidden else count for place, count in enumerate(counts))


def parted_grid(
    rows: Sequence[Sequence[int]],
    harmless: frozenset[int] = frozenset(),
    spared: frozenset[tuple[int, int]] = frozenset(),
    sums: Sequence[Sequence[int]] = (),
) -> tuple[tuple[int | None, ...], ...]:
    """Counts in rows and columns, of which the sums of both are known: what is hidden is not to be
    worked out along a row nor down a column. Small counts of `harmless` columns, and of the cells
    (row, column) that are `spared`, say nothing of anybody and are hidden only to hide others.

    `sums` says which rows add up: to something that is known, or the others to one of them. Without
    it all do.

    Where the sum of a row is told only as far as that is harmless, it stands in the row itself.
    """
    lines = [[(row, at) for at in range(len(counts))] for row, counts in enumerate(rows)]
    columns = range(len(rows[0]) if rows else 0)
    lines += [[(row, at) for row in down] for down in sums or [range(len(rows))] for at in columns]
    hidden = {
        (row, at)
        for row, counts in enumerate(rows)
        for at, count in enumerate(counts)
        if at not in harmless and (row, at) not in spared and _is_small(count)
    }
    before = -1
    while before != len(hidden):
        before = len(hidden)
        for line in lines:
            mine = {at for at, cell in enumerate(line) if cell in hidden}
            covered = _covered([rows[row][at] for row, at in line], mine)
            hidden |= {line[at] for at in covered}
    return tuple(
        tuple(None if (row, at) in hidden else count for at, count in enumerate(counts))
        for row, counts in enumerate(rows)
    )


def _covered(counts: Sequence[int], hidden: set[int]) -> set[int]:
    """What is hidden with as many others as it takes not to be told by the sum."""
    others = sorted(
        (count, place) for place, count in enumerate(counts) if count and place not in hidden
    )
    covered = set(hidden)
    while covered and others and (len(covered) < 2 or sum(counts[at] for at in covered) < SMALLEST):
        covered.add(others.pop(0)[1])
    return covered


def coarsened(
    ladders: Sequence[Sequence[Hashable]], who: Sequence[Hashable] | None = None
) -> list[int]:
    """How coarsely each line about people must be told so that five people or more look alike.

    A ladder is what could be told in a line, finest first; all ladders are of one length and end
    in the same. Without `who` each line is somebody else's. Answers for each the rung that is told.
    Only where there are fewer than five people in all do fewer share it, and then it is the last.
    """
    of = range(len(ladders)) if who is None else who

    def people(lines: Sequence[int]) -> int:
        return len({of[line] for line in lines})

    last = len(ladders[0]) - 1 if ladders else 0
    rungs = [last] * len(ladders)
    waiting: Sequence[int] = range(len(ladders))
    settled: list[list[int]] = []
    for rung in range(last):
        classes: dict[Hashable, list[int]] = {}
        for each in waiting:
            classes.setdefault(ladders[each][rung], []).append(each)
        for alike in classes.values():
            if people(alike) >= SMALLEST:
                settled.append(alike)
                for each in alike:
                    rungs[each] = rung
        waiting = [each for alike in classes.values() if people(alike) < SMALLEST for each in alike]
    blank = list(waiting)
    settled.sort(key=len, reverse=True)
    while blank and people(blank) < SMALLEST and settled:
        joining = settled.pop()
        blank += joining
        for each in joining:
            rungs[each] = last
    return rungs


def told_gain(gain: Gain) -> Gain | None:
    """A gain that may be told: of five pairs or more, without the single pairs; else None."""
    if gain.n < SMALLEST:
        return None
    questions = tuple(
        question
        for question in gain.questions
        if not any(
            _is_small(round(question.n * share)) or _is_small(round(question.n * (1 - share)))
            for share in (question.before, question.after)
        )
    )
    return replace(gain, pairs=(), forms=(), questions=questions)
