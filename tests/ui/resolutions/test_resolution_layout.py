"""A resolution in every language, at every usual scale and height: nothing is cut."""

from datetime import date

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.actions.group_work import add_note
from app.actions.plans import add_measure, create_plan
from app.actions.resolutions import compose
from app.language import LANGUAGES, language
from app.model import ResolutionItem
from app.storage import Workspace
from app.ui.context import Context
from app.ui.preferences import Preferences
from app.ui.resolutions.page import ResolutionsPage
from app.ui.resolutions.view import PARTS
from app.ui.save_state import SaveState
from app.ui.shell import Shell
from app.ui.tasks import Tasks
from tests.ui.events.content import fill_event
from tests.ui.layout import layout_faults, settle
from tests.ui.test_layout import ROOMS, come_to_rest, shown


def resolve(workspace: Workspace) -> tuple[bytes, bytes]:
    """An event with short recommendations, and a resolution made of them with one measure."""
    event = fill_event(workspace)
    values = {"kind": "recommendation", "text": "Квота", "level": "local"}
    add_note(workspace, event, values)
    made = compose(workspace, {"title": "Р", "event": event}, [event]).id
    plan = create_plan(workspace, {"title": "План"}).id
    point = workspace.find(ResolutionItem, resolution=made)[0].id
    measure = {"text": "Жол", "resolution_item": point, "status": "done"}
    add_measure(workspace, plan, {**measure, "deadline": date(2025, 5, 1)})
    return event, made


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_resolution_shows_everything_it_says(
    code: str, room: QSize, workspace: Workspace, tasks: Tasks, qtbot: QtBot
) -> None:
    event, resolution = resolve(workspace)
    window = QWidget()
    qtbot.addWidget(window)
    context = Context(workspace, language(code), tasks, window)
    shell = Shell(context, SaveState(tasks), Preferences(workspace.folder))
    shown(shell, room, qtbot)
    faults: list[str] = []

    def look(where: str) -> None:
        come_to_rest(tasks)
        # the title of a goal may be longer than any list; its tip says all of it
        faults.extend(
            f"{where}: {fault}"
            for fault in layout_faults(shell, room)
            if not (fault.startswith("cut while painting") and " 1. " in fault)
        )

    shell.go("resolutions")
    look("list")
    for part in PARTS:
        shell.go("resolutions", resolution=resolution, part=part)
        look(part)
    page = shell.page("resolutions")
    assert isinstance(page, ResolutionsPage)
    page.view.show_part("points")
    page.view.points.table.selectRow(1)
    look("a point")
    page.view.points.table.clearSelection()
    page.view.adopt.click()
    look("adopting")
    shell.go("events", event=event, tab="notes", part="resolutions")
    come_to_rest(tasks)
    composing = shell.page("events").view.here.here  # type: ignore[attr-defined]
    composing.begin()
    look("composing")
    settle()
    assert faults == []
