"""From a village's sentence to its goal, the budget line and the photo of the result: five clicks.

In the real window, with the mouse alone; every click is counted.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.actions.attachments import NewFile
from app.actions.group_work import add_note
from app.actions.monitoring import monitor
from app.actions.plans import add_measure, create_plan
from app.actions.records import new
from app.storage import KdfCost, Profile, Workspace, create_workspace
from app.ui.events.group_said import SaidView
from app.ui.frameworks.panel import ItemPanel
from app.ui.plans.files import FilesTab
from app.ui.plans.measure import MeasureView
from app.ui.plans.origin import StepButton
from app.ui.preferences import Preferences
from app.ui.theme import dress
from app.ui.window import Window
from tests.ui.keyboard import close_for_good, show_active

# the platform without a screen says this of every passing window; it is no fault of ours
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
SENTENCE = "Тигүү цехи жабылып, он эки аял жумушсуз калды"
MEASURE = "Тигүү цехине 12 аялды окутуу"
GOAL = "NPGE-2025/G02/M03"
PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS"
    b"\xde\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00"
    b"\x00IEND\xaeB`\x82"
)


def tell(workspace: Workspace) -> bytes:
    """A meeting, what a village said there, and the measure that came of it; the event's id."""
    values = {"title": "Баткен жолугушуусу", "type": "consultative_meeting"}
    event = new("event", {**values, "date_from": date(2025, 5, 12)})
    workspace.write([event])
    problem = add_note(workspace, event.id, {"kind": "problem", "text": SENTENCE}).id
    plan = create_plan(workspace, {"title": "Ак-Татыр айыл аймагынын планы"}).id
    measure = add_measure(
        workspace,
        plan,
        {
            "text": MEASURE,
            "problem": problem,
            "framework_items": [GOAL],
            "budget": 180_000,
            "budget_source": "local_budget",
            "budget_status": "approved",
            "budget_decision": "14",
        },
    ).id
    photo = NewFile("tsekh.png", "photo", "image/png", PICTURE, date(2026, 11, 2))
    monitor(workspace, measure, {"day": "2026-11-02", "status": "in_progress"}, [photo])
    return event.id


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Window]:
    """The real window over the notebook, at the group work of the meeting."""
    dress(qapp, "light")
    profile = Profile(name="Ойдонова Бурул", role="trainer", territory="", language="ky")
    cost = KdfCost(memory_kib=64, passes=1, lanes=1)
    workspace = create_workspace(tmp_path / "notebook", "сыр", profile, cost).workspace
    event = tell(workspace)
    window = Window(workspace.folder, Preferences(tmp_path / "choices"))
    window.resize(1366, 768)
    window.begin()
    show_active(window)
    window.show_workspace(workspace)
    assert window.context is not None
    window.context.go("events", event=event, tab="notes")
    yield window
    close_for_good(window)


class Mouse:
    """Presses what can be seen in the window, and counts."""

    def __init__(self, window: Window, qapp: QApplication) -> None:
        self.window = window
        self._application = qapp
        self.clicks = 0

    def rest(self) -> None:
        """Let the window come to rest."""
        for _ in range(5):
            assert self.window.tasks.wait()
            self._application.processEvents()

    def press(self, widget: QWidget, at: QPoint) -> None:
        """One click on a place of a widget that is in view."""
        assert widget.isVisible()
        assert widget.visibleRegion().contains(at), "it is in view without scrolling"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)
        self.clicks += 1
        self.rest()

    def press_row(self, table: QTableView, text: str) -> None:
        """One click on the row of a list that says this."""
        model = table.model()
        said = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        row = next(at for at, words in enumerate(said) if text in words)
        self.press(table.viewport(), table.visualRect(model.index(row, 0)).center())

    def press_step(self, name: str) -> None:
        """One click on a link of a measure's chain."""
        step = next(
            one
            for one in self.window.findChildren(StepButton)
            if one.isVisible() and one.accessibleName().startswith(name)
        )
        self.press(step, step.rect().center())

    def only(self, kind: type[Any]) -> Any:
        """The one widget of a kind that is in view."""
        (found,) = [one for one in self.window.findChildren(kind) if one.isVisible()]
        return found


@pytest.fixture
def mouse(window: Window, qapp: QApplication) -> Mouse:
    return Mouse(window, qapp)


def test_a_sentence_is_followed_to_goal_money_and_photo_in_five_clicks(mouse: Mouse) -> None:
    assert mouse.window.context is not None
    say: Callable[[str], str] = mouse.window.context.language.text
    mouse.rest()
    said: SaidView = mouse.only(SaidView)
    mouse.press_row(said.table, SENTENCE)
    mouse.press_row(said.came.table, goal_words(mouse))
    panel: ItemPanel = mouse.only(ItemPanel)
    assert panel.code.text() == GOAL
    mouse.press_row(panel.tied, MEASURE)
    view: MeasureView = mouse.only(MeasureView)
    mouse.press_step(say("Budget"))
    assert view.here is not None
    about: Any = view.here
    assert about.form.form_of("budget").field("budget").value() == 180_000
    assert about.form.form_of("budget_decision").field("budget_decision").value() == "14"
    mouse.press_step(say("Result"))
    files: FilesTab = mouse.only(FilesTab)
    assert files.files.tiles.count() == 1
    assert not files.files.tiles.item(0).icon().isNull()
    assert mouse.clicks == 5


def goal_words(mouse: Mouse) -> str:
    """The words of the goal in the language of the window."""
    from app.model import FrameworkItem

    assert mouse.window.context is not None
    item = mouse.window.context.workspace.get(FrameworkItem, FrameworkItem.id_for({"code": GOAL}))
    assert item is not None
    return mouse.window.context.language.label(item.names())[:40]
