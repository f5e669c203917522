"""Small counts: what one table of a document hides, the others beside it do not tell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from app.reports.told_people import ToldPeople, told_people
from app.storage.disclosure import SMALLEST
from app.storage.questions.overview import Overview, Share
from tests.examples import examples

WOMEN, MEN, UNKNOWN, PEOPLE = range(4)


class Count(NamedTuple):
    """A number of the document: at which level, of which place, in which column."""

    level: str
    code: str
    column: int


Sum = tuple[Mapping[Count, int], int]
"""Counts, each how many times, and what they come to."""

PLACES = st.lists(
    st.tuples(st.sampled_from("ABC"), st.integers(0, 9), st.integers(0, 9), st.integers(0, 2)),
    max_size=6,
)


def numbers(share: Share) -> tuple[int, int, int, int]:
    return share.women, share.men, share.unknown, share.people


def added(code: str, shares: Iterable[Share]) -> Share:
    columns = zip(*(numbers(share)[:PEOPLE] for share in shares), strict=True)
    return Share(code, *map(sum, columns))


def overview_of(raions: list[Share]) -> Overview:
    by_oblast = defaultdict(list)
    for raion in raions:
        by_oblast[raion.within].append(raion)
    oblasts = tuple(added(code, inside) for code, inside in by_oblast.items())
    all_of_them = added("", raions)
    women, men, unknown, people = numbers(all_of_them)
    return Overview(people, women, men, unknown, people, 1, 1, 0, oblasts, (), (), tuple(raions))


def said_by(found: Overview, told: ToldPeople) -> Iterable[Sum]:
    """All that a reader of the document knows of it."""
    for level, shares in (("oblast", found.oblasts), ("raion", found.raions)):
        for share in shares:
            row = [Count(level, share.code, column) for column in range(4)]
            yield {row[PEOPLE]: -1} | dict.fromkeys(row[:PEOPLE], 1), 0
            for count, number in zip(row, told[level][share.code], strict=True):
                if number is not None:
                    yield {count: 1}, number
    for share in found.oblasts:
        inside = [raion.code for raion in found.raions if raion.within == share.code]
        for column in range(4):
            parts = {Count("raion", code, column): 1 for code in inside}
            yield parts | {Count("oblast", share.code, column): -1}, 0
    for column, total in enumerate((found.women, found.men, found.unknown, found.people)):
        yield {Count("oblast", share.code, column): 1 for share in found.oblasts}, total


def worked_out(sums: Iterable[Sum]) -> set[Count]:
    """The counts that follow from sums: those that stand alone when all others are taken away."""
    solved: dict[Count, dict[Count, Fraction]] = {}
    for parts, _ in sums:
        row = {count: Fraction(times) for count, times in parts.items()}
        for known in [count for count in row if count in solved]:
            if row.get(known):
                less(row, solved[known], row[known])
        pivot = next(iter(row), None)
        if pivot is None:
            continue
        row = {count: times / row[pivot] for count, times in row.items()}
        for other in solved.values():
            if other.get(pivot):
                less(other, row, other[pivot])
        solved[pivot] = row
    return {count for count, row in solved.items() if len(row) == 1}


def less(row: dict[Count, Fraction], other: Mapping[Count, Fraction], times: Fraction) -> None:
    for count, of in list(other.items()):
        row[count] = row.get(count, Fraction()) - times * of
        if not row[count]:
            del row[count]


@given(PLACES)
@examples(300)
def test_no_small_count_follows_from_raions_oblasts_and_all_together(
    places: list[tuple[str, int, int, int]],
) -> None:
    # with so few in all that nobody could hide among others, all is hidden
    raions = [Share("A", 20, 20, 9, "A")] + [
        Share(f"{oblast}{at}", *counts, oblast) for at, (oblast, *counts) in enumerate(places)
    ]
    found = overview_of([share for share in raions if share.people])
    known = worked_out(said_by(found, told_people(found, is_near=True)))
    for level, shares in (("oblast", found.oblasts), ("raion", found.raions)):
        for share in shares:
            for column in (WOMEN, MEN, PEOPLE):
                number = numbers(share)[column]
                if 0 < number < SMALLEST:
                    assert Count(level, share.code, column) not in known, (level, share, column)
