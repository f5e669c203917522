"""A measured figure beside its limit or its peer, and how both are taken."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One measured thing. `against` is the limit or what the peer took in the same run.

    The ratio is value / against where less is better, against / value where more is; at most 1
    is good.
    """

    name: str
    value: float
    unit: str
    against: float
    beside: str
    is_more_better: bool = False
    is_peer: bool = False
    """Whether `against` is no limit, but what something else took in the same run."""

    @property
    def ratio(self) -> float:
        """How much of the limit is used up."""
        if self.is_more_better:
            return self.against / self.value if self.value else float("inf")
        return self.value / self.against if self.against else float("inf")


def wall_ms(work: Callable[[], object], times: int = 15) -> float:
    """The median wall time of a piece of work in milliseconds, after one warm-up."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return median(taken)


def cpu_ms(work: Callable[[], object], times: int = 5) -> float:
    """The median processor time of a piece of work in milliseconds, after one warm-up."""
    work()
    return median(1000 * cpu_seconds(work) for _ in range(times))


def cpu_seconds(work: Callable[[], object]) -> float:
    """The processor time one piece of work takes, in seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def held_mb() -> float:
    """The most memory this process ever held, in MB.

    Linux counts what a process held before it became this program as its own in `ru_maxrss`.
    """
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peak_memory(limit_mb: float, name: str) -> Figure:
    """The most memory this process ever held, beside its limit."""
    return Figure(f"{name}: memory", held_mb(), "MB", limit_mb, "limit")
