"""From the start of the program to a window one can use, beside a bare PySide6 window."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from app.commands.demo import Demo, make_demo
from benchmarks.figures import Figure

TIMES = 5
_MEASURED = """
import json, sys, time
begun = float(sys.argv[1])
{start}
from PySide6.QtCore import QTimer
def ready():
    took = time.time() - begun
    from benchmarks.figures import held_mb
    print(json.dumps([took, held_mb()]), flush=True)
    application.quit()
QTimer.singleShot(0, ready)
application.exec()
"""
_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.show()
application.processEvents()
window.grab()
"""
_LOCKED = """
from pathlib import Path
from PySide6.QtWidgets import QApplication
application = QApplication([])
from app.ui.application import make_window
window = make_window(application, Path(sys.argv[2]))
window.show()
application.processEvents()
window.grab()
"""
_OPEN = """
from app.storage import open_workspace
window.show_workspace(open_workspace(Path(sys.argv[2]), passphrase="demo"))
window.tasks.wait()
application.processEvents()
window.grab()
"""


def measure() -> list[Figure]:
    """Until the lock can be typed into; and on to Today, the passphrase being there at once."""
    with tempfile.TemporaryDirectory() as folder:
        make_demo(Demo(Path(folder) / "demo", 7, 1, 1, 30))
        notebook = str(Path(folder) / "demo" / "trainer-batken")
        bare, bare_mb = _started(_BARE, notebook)
        locked, _ = _started(_LOCKED, notebook)
        opened, opened_mb = _started(_LOCKED + _OPEN, notebook)
    return [
        Figure("start until the lock", locked, "s", 1.5, "limit"),
        Figure(
            "start until the lock, beside a bare window", locked, "s", bare, "peer", is_peer=True
        ),
        Figure("start until Today, key derived", opened, "s", 1.5, "limit"),
        Figure("open window: memory", opened_mb, "MB", 150, "limit"),
        Figure("bare window: memory", bare_mb, "MB", 150, "limit"),
    ]


def _started(start: str, notebook: str) -> tuple[float, float]:
    """The median seconds from the start of the process, and MB, of some starts."""
    taken = sorted(_once(start, notebook) for _ in range(TIMES + 1))[:TIMES]
    return median(seconds for seconds, _ in taken), median(held for _, held in taken)


def _once(start: str, notebook: str) -> tuple[float, float]:
    import time

    with tempfile.TemporaryDirectory() as home:
        told = subprocess.run(
            [sys.executable, "-c", _MEASURED.format(start=start), str(time.time()), notebook],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": home},
        )
    seconds, held = json.loads(told.stdout.splitlines()[-1])
    return seconds, held
