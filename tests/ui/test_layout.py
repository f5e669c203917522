"""Every page in every language, at every usual scale and height: nothing cut, nothing too wide."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.language import LANGUAGES, language
from app.storage import Workspace
from app.ui.context import Context
from app.ui.first_run import FirstRun
from app.ui.pages import PAGES
from app.ui.preferences import Preferences
from app.ui.save_state import SaveState
from app.ui.shell import Shell
from app.ui.tasks import Tasks
from app.ui.unlock import Unlock
from tests.ui.layout import layout_faults, settle

SCALES = {100: (1366, (768, 697)), 125: (1093, (614, 558)), 150: (911, (512, 465))}
"""Logical sizes of a window on a screen of 1366x768, whole and maximised, by its scale."""
ROOMS = [
    pytest.param(QSize(width, height), id=f"{scale}%-{height}")
    for scale, (width, heights) in SCALES.items()
    for height in heights
]


def come_to_rest(tasks: Tasks) -> None:
    for _ in range(4):
        assert tasks.wait()
        settle()


def shown(widget: QWidget, size: QSize, qtbot: QtBot) -> QWidget:
    qtbot.addWidget(widget)
    widget.setMinimumSize(1, 1)
    widget.resize(size)
    widget.show()
    settle()
    return widget


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", [entry.name for entry in PAGES])
def test_a_page_shows_everything_it_says(
    name: str, code: str, room: QSize, workspace: Workspace, tasks: Tasks, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    context = Context(workspace, language(code), tasks, window)
    shell = Shell(context, SaveState(tasks), Preferences(workspace.folder))
    shown(shell, room, qtbot)
    shell.go(name)
    come_to_rest(tasks)
    assert layout_faults(shell, room) == []


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_first_run_shows_everything_it_says(
    code: str, room: QSize, tmp_path: Path, tasks: Tasks, qtbot: QtBot
) -> None:
    wizard = FirstRun(tmp_path, code, tasks)
    shown(wizard, room, qtbot)
    wizard.recovery.set_key(f"AGE-SECRET-KEY-1{'QPZRY' * 12}", "Тренер Ойдонова")
    for step in range(3):
        wizard._go(step)
        assert layout_faults(wizard, room) == []


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_lock_shows_everything_it_says(
    code: str, room: QSize, tmp_path: Path, tasks: Tasks, qtbot: QtBot
) -> None:
    lock = Unlock(tmp_path, code, tasks)
    shown(lock, room, qtbot)
    for step in range(3):
        lock._go(step)
        assert layout_faults(lock, room) == []
