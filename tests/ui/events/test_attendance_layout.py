"""The sheet in every language, at every usual scale and height: nothing is cut."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.actions.attendance import count_group, register
from app.language import LANGUAGES, language
from app.storage import Workspace
from app.ui.context import Context
from app.ui.events.attendance import AttendanceTab
from app.ui.preferences import Preferences
from app.ui.save_state import SaveState
from app.ui.shell import Shell
from app.ui.tasks import Tasks
from tests.ui.events.conftest import KNOWN, LISTED, NOW, new_event, new_person
from tests.ui.layout import layout_faults
from tests.ui.test_layout import ROOMS, come_to_rest, shown


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_sheet_shows_everything_it_says(
    code: str, room: QSize, workspace: Workspace, tasks: Tasks, qtbot: QtBot
) -> None:
    event = new_event(workspace)
    for one in (*LISTED, *KNOWN):
        register(workspace, event, new_person(workspace, *one))
    count_group(workspace, event, {"sex": "f", "category": "cso", "number": 600})
    window = QWidget()
    qtbot.addWidget(window)
    context = Context(workspace, language(code), tasks, window)
    shell = Shell(context, SaveState(tasks), Preferences(workspace.folder))
    shown(shell, room, qtbot)
    shell.go("events", event=event, tab="people")
    come_to_rest(tasks)
    (tab,) = shell.findChildren(AttendanceTab)
    tab.now = lambda: NOW
    faults = {}
    for side in ("list", "new", "editor", "counts"):
        open_side(tab, side)
        come_to_rest(tasks)
        faults[side] = [fault for fault in layout_faults(shell, room) if "Header" not in fault]
    assert {side: found for side, found in faults.items() if found} == {}


def open_side(tab: AttendanceTab, side: str) -> None:
    tab._to_search()
    if side == "new":
        tab._begin_new("Өмүралиева Гүлзат")
    elif side == "editor":
        tab._edit(tab.grid.model.rows[0])
    elif side == "counts":
        tab.count_without_list()
