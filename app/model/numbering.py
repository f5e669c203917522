"""Numbering: where a line stands among its neighbours, and the place a moved or new one gets.

Lines (measures of a plan, points of a resolution) bear a sequence with gaps; the number people
see is counted from it, so that a line from another device finds its place without a conflict.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import Protocol, TypeVar

STEP = 10
"""Lines stand tens apart, so that a merge may put one between two."""


class Line(Protocol):
    """What stands in an order."""

    @property
    def id(self) -> bytes: ...
    @property
    def sequence(self) -> int | None: ...


L = TypeVar("L", bound=Line)


def in_order(lines: Iterable[L]) -> list[L]:
    """The lines by their sequence; of two at one place the one made first comes first."""
    return sorted(lines, key=lambda line: (line.sequence is None, line.sequence or 0, line.id))


def neighbours(lines: Iterable[L], line_id: bytes, place: int) -> tuple[L | None, L | None]:
    """Between which of these a line would stand at a place; None at either end."""
    others = in_order(line for line in lines if line.id != line_id)
    at = sum(
        line.sequence is not None and (line.sequence, line.id) < (place, line_id) for line in others
    )
    return others[at - 1] if at else None, others[at] if at < len(others) else None


def next_sequence(lines: Iterable[Line]) -> int:
    """The place after all lines."""
    return max((line.sequence or 0 for line in lines), default=0) + STEP


def spread(lines: Sequence[Line]) -> dict[bytes, int]:
    """New places, tens apart, for those lines of this order that do not stand there already."""
    return {
        line.id: place
        for place, line in zip(range(STEP, STEP * (len(lines) + 1), STEP), lines, strict=True)
        if line.sequence != place
    }


def moved(lines: Sequence[L], line_id: bytes, to: int) -> dict[bytes, int]:
    """The new places of all that changes when a line comes to stand at position `to` (from 0).

    Mostly that is one line: it goes between its new neighbours while there is room between them.
    """
    line = next(line for line in lines if line.id == line_id)
    others = [other for other in lines if other.id != line_id]
    at = max(0, min(to, len(others)))
    if [*others[:at], line, *others[at:]] == list(lines):
        return {}
    before = (others[at - 1].sequence or 0) if at else 0
    after = others[at].sequence if at < len(others) else before + 2 * STEP
    places = [other.sequence for other in others]
    is_sound = None not in places and all(one < other for one, other in pairwise(places))  # type: ignore[operator]
    if is_sound and after is not None and after - before > 1:
        return {line_id: (before + after) // 2}
    return spread([*others[:at], line, *others[at:]])


class Point(Line, Protocol):
    """A point of a resolution, as far as its number depends on it."""

    @property
    def section(self) -> str | None: ...
    @property
    def heading(self) -> str: ...
    @property
    def level(self) -> str | None: ...
    @property
    def is_part(self) -> bool | None: ...


P = TypeVar("P", bound=Point)


def numbered(points: Iterable[P]) -> list[tuple[int | None, P]]:
    """Points in order with their numbers: from 1 under each heading and level, parts without."""
    found: list[tuple[int | None, P]] = []
    ordered = in_order(points)
    for _, group in groupby(ordered, key=lambda one: (one.section, one.heading, one.level)):
        number = 0
        for point in group:
            number += not point.is_part
            found.append((None if point.is_part else number, point))
    return found


def ranges(numbers: Iterable[int]) -> str:
    """Numbers with runs drawn together, for reading: 1–7, 9."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
