"""Every tab of an event in every language, at every usual scale and height: nothing is cut."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.actions.group_work import add_group, add_note, add_stakeholder
from app.language import LANGUAGES, language
from app.storage import Workspace
from app.ui.context import Context
from app.ui.events.event import TABS
from app.ui.events.notes import PARTS
from app.ui.preferences import Preferences
from app.ui.save_state import SaveState
from app.ui.shell import Shell
from app.ui.tasks import Tasks
from tests.ui.events.content import fill_event
from tests.ui.layout import layout_faults, settle
from tests.ui.test_layout import ROOMS, come_to_rest, shown

MINE = [key for key, *_ in TABS if key != "people"]


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_tabs_of_an_event_show_everything_they_say(
    code: str, room: QSize, workspace: Workspace, tasks: Tasks, qtbot: QtBot
) -> None:
    event = fill_event(workspace)
    window = QWidget()
    qtbot.addWidget(window)
    context = Context(workspace, language(code), tasks, window)
    shell = Shell(context, SaveState(tasks), Preferences(workspace.folder))
    shown(shell, room, qtbot)
    faults = []
    for tab in MINE:
        shell.go("events", event=event, tab=tab)
        come_to_rest(tasks)
        faults += [f"{tab}: {fault}" for fault in layout_faults(shell, room)]
    settle()
    assert faults == []


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_parts_of_group_work_show_everything_they_say(
    code: str, room: QSize, workspace: Workspace, tasks: Tasks, qtbot: QtBot
) -> None:
    event = fill_event(workspace)
    group = add_group(workspace, event, {"name": "1-топ"}).id
    add_note(workspace, event, {"text": "Суу жок", "group_session": group, "theme": "health"})
    for name, influence in (("Айыл кеңеши", 5), ("Мектеп", 2)):
        values = {"name": name, "kind": "state", "influence": influence, "interest": 4}
        add_stakeholder(workspace, event, values)
    window = QWidget()
    qtbot.addWidget(window)
    context = Context(workspace, language(code), tasks, window)
    shell = Shell(context, SaveState(tasks), Preferences(workspace.folder))
    shown(shell, room, qtbot)
    faults = []
    for part, look in [*((key, "table") for key, *_ in PARTS), ("stakeholders", "picture")]:
        shell.go("events", event=event, tab="notes", part=part, look=look)
        come_to_rest(tasks)
        table = getattr(shell.page("events").view.here.here, "table", None)  # type: ignore[attr-defined]
        if look == "table" and table is not None and table.rows():
            table.setFocus()
            table.selectRow(min(1, len(table.rows()) - 1))
            come_to_rest(tasks)
        faults += [f"{part} {look}: {fault}" for fault in layout_faults(shell, room)]
    settle()
    assert faults == []
