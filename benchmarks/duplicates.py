"""How well and how fast entries of one person are found among invented people."""

import time
from collections.abc import Callable

from app.model import Stored, new_id
from app.model.likeness import SAME
from app.model.stamp import Clock
from app.storage import RowBatch, Workspace
from app.storage.questions.duplicates import Proposal, likely, proposals, proposals_of
from benchmarks import other_hands, paper_hands
from benchmarks.figures import Figure, peak_memory, wall_ms
from benchmarks.notebooks import notebook, take_in
from benchmarks.people import Invented, two_lists

LISTS = 2_000
"""People in the two lists of a unit, of whom a fifth are in both; four times over."""
SEEDS = (11, 12, 13, 14)
COUNTRY = 100_000
NEW = 1_000
_COLUMNS = (
    *("surname", "name", "patronymic", "sex", "birth_year", "phone", "village", "territory"),
    "organisation",
)


class _Written:
    """A notebook that two lists were taken into, and who is who."""

    def __init__(self, workspace: Workspace, lists: tuple[list[Invented], list[Invented]]) -> None:
        clock = Clock(b"elsewher")
        rows = [[_row(person, clock) for person in people] for people in lists]
        batch = RowBatch("person", _COLUMNS, [*rows[0], *rows[1]])
        take_in(workspace, [batch], clock)
        self.second = [row[0] for row in rows[1]]
        self.people = len(batch.rows)
        entries: dict[int, list[Stored]] = {}
        for person, row in zip([*lists[0], *lists[1]], batch.rows, strict=True):
            entries.setdefault(person.same, []).append(row[0])
        self.pairs = {frozenset(both) for both in entries.values() if len(both) == 2}


def _row(person: Invented, clock: Clock) -> tuple[Stored, ...]:
    return (new_id(), clock.tick(), *(getattr(person, name) or None for name in _COLUMNS))


def measure() -> list[Figure]:
    """Two lists of a unit by another hand each, four times; then a whole country's register."""
    return [*_well(), *_fast()]


def _well() -> list[Figure]:
    true = found = false = sure = people = 0
    for seed in SEEDS:
        with notebook() as workspace:
            written = _Written(workspace, two_lists(LISTS, seed=seed))
            proposed = proposals(workspace)
        good = [pair for pair in proposed if frozenset(pair[:2]) in written.pairs]
        bad = [pair for pair in proposed if frozenset(pair[:2]) not in written.pairs]
        true, found = true + len(written.pairs), found + len(good)
        false, people = false + len(bad), people + written.people
        sure += _sure(bad)
    return [
        *_by_other_hands(),
        Figure("true pairs proposed", 100 * found / true, "%", 95, "least", is_more_better=True),
        Figure("false pairs per 100 people", 100 * false / people, "pairs", 2, "limit"),
        Figure("false pairs in the band “same”", sure, "pairs", 0.5, "none"),
    ]


def _by_other_hands() -> list[Figure]:
    """The same on lists of two other makes; the worst of them is what is said."""
    sure = 0
    recalls, false = [], []
    hands = [(make, hand) for make in (other_hands, paper_hands) for hand in make.HANDS]
    for make, hand in hands:
        with notebook() as workspace:
            written = _Written(workspace, make.lists_by(hand, LISTS, seed=SEEDS[0]))
            proposed = proposals(workspace)
        bad = [pair for pair in proposed if frozenset(pair[:2]) not in written.pairs]
        recalls.append(100 * (len(proposed) - len(bad)) / len(written.pairs))
        false.append(100 * len(bad) / written.people)
        sure += _sure(bad)
    return [
        Figure("another make: worst list", min(recalls), "%", 95, "least", is_more_better=True),
        Figure("another make: false per 100", max(false), "pairs", 2, "limit"),
        Figure("another make: false in “same”", sure, "pairs", 0.5, "none"),
    ]


def _sure(proposed: list[Proposal]) -> int:
    return sum(pair.likeness.band == SAME for pair in proposed)


def _fast() -> list[Figure]:
    with notebook() as workspace:
        written = _Written(workspace, two_lists(COUNTRY, share=0.05, seed=7))
        proposed, seconds = _timed(lambda: proposals(workspace))
        good = [pair for pair in proposed if frozenset(pair[:2]) in written.pairs]
        false = len(proposed) - len(good)
        _, new_seconds = _timed(lambda: proposals_of(workspace, written.second[:NEW]))
        typed = {"surname": "Өмүрбекова", "name": "Айгүл", "birth_year": 1980}
        name = f"{COUNTRY:,} people"
        recall, share = 100 * len(good) / len(written.pairs), 100 * false / written.people
        return [
            Figure(f"{name}: all duplicates", seconds, "s", 30, "limit"),
            Figure(f"{name}: of {NEW:,} new ones", new_seconds, "s", 1, "limit"),
            Figure(
                f"{name}: while typing",
                wall_ms(lambda: likely(workspace, typed)),
                "ms",
                50,
                "limit",
            ),
            Figure(f"{name}: true pairs proposed", recall, "%", 95, "least", is_more_better=True),
            Figure(f"{name}: false pairs per 100", share, "pairs", 2, "limit"),
            peak_memory(500, f"{name}, and making them up"),
        ]


def _timed(work: Callable[[], list[Proposal]]) -> tuple[list[Proposal], float]:
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start
