"""How fast the event report is made, from rows to a finished PDF."""

import tempfile
from pathlib import Path

from app.commands.demo import Demo, make_demo
from app.language import language
from app.model import Event
from app.reports import draw, make
from app.storage import open_workspace
from benchmarks.figures import Figure, cpu_seconds, peak_memory, wall_ms


def measure() -> list[Figure]:
    """The report of a meeting of thirty people, and of one of a thousand."""
    with tempfile.TemporaryDirectory() as folder:
        small = _pages(Path(folder) / "small", 30)
        large = _pages(Path(folder) / "large", 1000)
    return [
        Figure("event report, 30 people", small.wall_ms, "ms", 1000, "limit"),
        Figure("event report, 30 people: pages", small.rate, "pages/s", 10, "limit", True),
        Figure("event report, 1,000 people: pages", large.rate, "pages/s", 10, "limit", True),
        peak_memory(300, "event report"),
    ]


class _Pages:
    def __init__(self, wall: float, rate: float) -> None:
        self.wall_ms = wall
        self.rate = rate


def _pages(folder: Path, people: int) -> _Pages:
    from pypdf import PdfReader

    make_demo(Demo(folder, 7, 1, 1, people))
    workspace = open_workspace(folder / "coordinator", passphrase="demo")
    (event,) = workspace.find(Event)

    def report() -> bytes:
        return draw(make("event", workspace, language("ky"), {"event": event.id.hex()}), "pdf")

    path = folder / "report.pdf"
    path.write_bytes(report())
    pages = len(PdfReader(path).pages)
    seconds = cpu_seconds(report)
    wall = wall_ms(report, times=3)
    workspace.close()
    return _Pages(wall, pages / seconds)
