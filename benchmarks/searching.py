"""How long the program takes to answer each key typed into the search."""

from statistics import median

from app.model import new_id
from app.model.stamp import Clock
from app.storage import Workspace
from app.storage.questions.attendance import people_like
from benchmarks.figures import Figure, peak_memory, wall_ms
from benchmarks.notebooks import notebook, people, take_in

COUNT = 100_000
TYPED = ("өмү", "өмүр", "өмүрб", "omur", "гүл бек", "айгүл то", "0772")


def measure() -> list[Figure]:
    """Search as you type in a hundred thousand people: the median key and the slowest one."""
    with notebook() as workspace:
        clock = Clock(b"elsewher")
        take_in(workspace, [people(COUNT, clock)], clock)
        taken = [_key(workspace, typed) for typed in TYPED]
        event = new_id()
        offered = [
            wall_ms(lambda: people_like(workspace, typed, event), times=7)  # noqa: B023 - called at once
            for typed in TYPED
        ]
        return [
            Figure(
                "search as you type, 100,000 people: median key", median(taken), "ms", 50, "limit"
            ),
            Figure(
                "search as you type, 100,000 people: slowest key", max(taken), "ms", 50, "limit"
            ),
            Figure("offer known people, 100,000: median key", median(offered), "ms", 50, "limit"),
            Figure("offer known people, 100,000: slowest key", max(offered), "ms", 50, "limit"),
            peak_memory(300, "search as you type"),
        ]


def _key(workspace: Workspace, typed: str) -> float:
    return wall_ms(lambda: workspace.search(typed, ["person"]))
