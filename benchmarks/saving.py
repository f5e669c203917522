"""How long one edit takes to be safe on the disk."""

import itertools

from app.actions.records import save
from app.model.stamp import Clock
from benchmarks.figures import Figure, peak_memory, wall_ms
from benchmarks.notebooks import notebook, people, take_in


def measure() -> list[Figure]:
    """One field of one person, checked and saved, in a notebook of ten thousand people."""
    with notebook() as workspace:
        clock = Clock(b"elsewher")
        batch = people(10_000, clock)
        take_in(workspace, [batch], clock)
        someone = batch.rows[5_000][0]
        numbers = itertools.count()
        taken = wall_ms(
            lambda: save(workspace, "person", bytes(someone), {"village": f"Айыл {next(numbers)}"}),
            times=50,
        )
        return [
            Figure("save one edit", taken, "ms", 50, "limit"),
            peak_memory(150, "save one edit"),
        ]
