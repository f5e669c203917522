"""Two people set another deadline for one measure: seen in the inbox, settled by key, for both."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.actions.plans import add_measure, create_plan, save_measure
from app.exchange import export, merge, own_card
from app.model import PlanMeasure
from app.storage import KdfCost, Profile, Workspace, create_workspace
from app.ui.preferences import Preferences
from app.ui.theme import dress
from app.ui.window import Window
from tests.storage.notebooks import conflicts
from tests.ui.events.press import focused
from tests.ui.keyboard import close_for_good, show_active

# the platform without a screen says this of every passing window; it is no fault of ours
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


def opened(folder: Path, name: str, role: str) -> Workspace:
    """A new notebook of somebody invented."""
    profile = Profile(name=name, role=role, territory="", language="ky")
    return create_workspace(
        folder, "сыр", profile, KdfCost(memory_kib=64, passes=1, lanes=1)
    ).workspace


@pytest.fixture
def trainer(tmp_path: Path) -> Iterator[Workspace]:
    made = opened(tmp_path / "trainer", "Ойдонова Бурул", "trainer")
    yield made
    made.close()


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Window]:
    """The coordinator's window over a notebook of her own."""
    dress(qapp, "light")
    workspace = opened(tmp_path / "coordinator", "Ойдонов Нурлан", "coordinator")
    window = Window(workspace.folder, Preferences(tmp_path / "choices"))
    window.resize(1366, 768)
    window.begin()
    show_active(window)
    window.show_workspace(workspace)
    yield window
    close_for_good(window)


def rest(window: Window, qapp: QApplication) -> None:
    """Let the window come to rest."""
    for _ in range(5):
        assert window.tasks.wait()
        qapp.processEvents()


def test_both_deadlines_are_kept_until_somebody_decides_and_both_get_the_decision(
    trainer: Workspace, window: Window, qapp: QApplication, tmp_path: Path
) -> None:
    assert window.context is not None
    centre = window.context.workspace
    cards = [own_card(centre)]
    period = {"period_from": date(2026, 1, 1), "period_to": date(2027, 12, 31)}
    plan = create_plan(trainer, {"title": "Айыл аймагынын планы", **period}).id
    measure = add_measure(trainer, plan, {"text": "Бала бакча", "budget": 640_000}).id
    merge(centre, [export(trainer, cards, tmp_path, everything=True).path])
    save_measure(trainer, measure, {"deadline": date(2026, 11, 30), "budget": 700_000})
    save_measure(centre, measure, {"deadline": date(2026, 12, 31), "responsible": "Айыл өкмөтү"})
    merge(centre, [export(trainer, cards, tmp_path).path])
    assert conflicts(centre) == {(measure.hex(), "deadline")}
    window.context.go("inbox")
    rest(window, qapp)
    QTest.keyClick(focused(), Qt.Key.Key_1)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    rest(window, qapp)
    merge(trainer, [export(centre, [own_card(trainer)], tmp_path).path])
    for notebook in (centre, trainer):
        found = notebook.get(PlanMeasure, measure)
        assert found is not None
        told = (found.deadline, found.budget, found.responsible)
        assert told == (date(2026, 11, 30), 700_000, "Айыл өкмөтү")
        assert conflicts(notebook) == set()
    assert centre.digest() == trainer.digest()
