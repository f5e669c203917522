# ruff: noqa: INP001 - a script, not a package
"""Take the pictures of this folder anew: `.venv/bin/python docs/screenshots/take.py`.

They show the demonstration's notebooks, whose people are invented.
"""

import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HOME = tempfile.TemporaryDirectory()
for place in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
    os.environ[place] = HOME.name

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402 - after the places are set
from PySide6.QtWidgets import QApplication  # noqa: E402

from app.commands.demo import PASSPHRASE, Demo, make_demo  # noqa: E402
from app.model import ActionPlan, Event, Survey  # noqa: E402
from app.storage import Workspace, open_workspace  # noqa: E402
from app.ui.application import make_window  # noqa: E402
from app.ui.preferences import Preferences  # noqa: E402
from app.ui.window import Window  # noqa: E402

SIZE = (1366, 768)
REST_MS = 1500
TABS = {
    "overview": "overview",
    "programme": "programme",
    "attendance": "people",
    "report": "report",
    "group-work": "notes",
}
PAGES = (
    *("today", "events", "people", "surveys", "plans", "statistics", "reports", "exchange"),
    *("inbox", "frameworks"),
)


def main() -> None:
    """The lock, every page, and the tabs of one event; the busiest of them dark as well."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        make_demo(Demo(demo, 7, 4, 1, 30))
        for theme in ("light", "dark"):
            _take(application, demo, theme)


def _take(application: QApplication, demo: Path, theme: str) -> None:
    preferences = Preferences()
    preferences.keep("theme", theme)
    preferences.keep("language", "ky")
    window = make_window(application, demo / "coordinator")
    window.resize(*SIZE)
    window.show()
    if theme == "light":
        _grab(window, "lock")
    workspace = open_workspace(demo / "coordinator", passphrase=PASSPHRASE)
    window.show_workspace(workspace)
    (event, *_) = workspace.find(Event, type="consultative_meeting")
    for page in PAGES if theme == "light" else ():
        window.context.go(page)
        _grab(window, page)
    if theme == "light":
        _take_inside(window, workspace)
    for name, tab in TABS.items():
        if theme == "light" or name == "attendance":
            window.context.go("events", event=event.id, tab=tab)
            _grab(window, name if theme == "light" else f"{name}-dark")
    window.close()


def _take_inside(window: Window, workspace: Workspace) -> None:
    """One survey's results, the indicators, and one plan on its time line."""
    (survey, *_) = workspace.find(Survey, form_id="depter_leadership_test")
    window.context.go("surveys", survey=survey.id, tab="results")
    _grab(window, "results")
    window.context.go("statistics", tab="indicators", indicator="people")
    _grab(window, "indicators")
    (plan, *_) = workspace.find(ActionPlan, status="in_force")
    window.context.go("plans", plan=plan.id)
    _grab(window, "plan")


def _grab(window: Window, name: str) -> None:
    loop = QEventLoop()
    QTimer.singleShot(REST_MS, loop.quit)
    loop.exec()
    window.grab().save(str(HERE / f"{name}.png"))


if __name__ == "__main__":
    main()
