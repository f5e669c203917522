"""The screens of surveys in every language, at every usual scale and height: nothing is cut."""

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.actions.surveys import AddedForm
from app.language import LANGUAGES, Language, language
from app.model import Event, Person, Put, new_id
from app.storage import Workspace
from app.storage.questions.surveys import Differing
from app.ui.context import Context
from app.ui.preferences import Preferences
from app.ui.save_state import SaveState
from app.ui.shell import Shell
from app.ui.surveys.beginning import Beginning
from app.ui.surveys.comparing import Compared
from app.ui.surveys.opening import begin_sheet
from app.ui.surveys.page import SurveysPage
from app.ui.surveys.place import Place
from app.ui.surveys.results import ResultsTab
from app.ui.surveys.survey import TABS
from app.ui.tasks import Tasks
from tests.ui.layout import layout_faults
from tests.ui.surveys.filled import add_shipped, fill_by_chance
from tests.ui.surveys.forms import KYRGYZ, RUSSIAN
from tests.ui.test_accessible import nameless
from tests.ui.test_layout import ROOMS, come_to_rest, shown
from tests.ui.test_stretched import ROOM, Stretched, faults_of_words

POSITIONS = ("hello", "school", "age", "problems", "state/water", "member", "day", "words", "end")
"""One step of each kind."""


def opened(
    workspace: Workspace, tasks: Tasks, qtbot: QtBot, said: Language, room: QSize
) -> tuple[Shell, SurveysPage]:
    """The open notebook at the page of surveys."""
    window = QWidget()
    qtbot.addWidget(window)
    context = Context(workspace, said, tasks, window)
    shell = Shell(context, SaveState(tasks), Preferences(workspace.folder))
    shown(shell, room, qtbot)
    shell.go("surveys")
    come_to_rest(tasks)
    page = shell.page("surveys")
    assert isinstance(page, SurveysPage)
    return shell, page


def begin(page: SurveysPage, village: AddedForm, tasks: Tasks) -> None:
    """A sheet of a stack of paper, with everything its head can say."""
    facts = {"code": "БТ-47", "source": "paper", "round": 2}
    page.begin(village.version, Beginning(dict(facts), 25))
    come_to_rest(tasks)
    assert page.sheet is not None
    page.sheet._answered("/data/school", "yes")
    page.sheet._answered("/data/age", "7")
    page.sheet.keeper.flush()  # else the write may come when the tasks are closed


def go_to(page: SurveysPage, name: str) -> None:
    """Show one step of the sheet."""
    sheet = page.sheet
    assert sheet is not None
    if name == "end":
        sheet.finish()
    elif not name:
        sheet.head.turn()
    else:
        assert sheet.sheet.go_to(f"/data/{name}")
        sheet._show_step()


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_sheet_shows_everything_it_says(
    code: str, room: QSize, workspace: Workspace, village: AddedForm, tasks: Tasks, qtbot: QtBot
) -> None:
    shell, page = opened(workspace, tasks, qtbot, language(code), room)
    begin(page, village, tasks)
    faults = {}
    for name in (*POSITIONS, ""):
        go_to(page, name)
        come_to_rest(tasks)
        faults[name] = layout_faults(shell, room)
    assert not any(faults.values()), faults


@pytest.mark.parametrize("room", [ROOMS[0], ROOMS[-1]])
@pytest.mark.parametrize("code", LANGUAGES)
def test_results_show_everything_they_say(
    code: str, room: QSize, workspace: Workspace, tasks: Tasks, qtbot: QtBot
) -> None:
    shell, page = opened(workspace, tasks, qtbot, language(code), room)
    faults = {}
    for name in ("event_feedback", "leadership_test"):
        added = add_shipped(workspace, name)
        facts = {"round": lambda at: at % 2 + 1, "code": lambda at: f"К-{at // 2}"}
        fill_by_chance(workspace, added.version, 24, random.Random(2), **facts)
        page.open(survey=added.survey, tab="results")
        come_to_rest(tasks)
        tab = page.view.here
        assert isinstance(tab, ResultsTab)
        qtbot.waitUntil(lambda tab=tab: tab.grid.is_whole and tab.results is not None)
        faults[name] = _down_the_page(tab, shell, room)
        tab.turn()
        come_to_rest(tasks)
        faults[f"{name} table"] = _down_the_page(tab, shell, room)
        tab.turn()
        first = next(block for block in tab.grid.blocks if block.chart is not None)
        assert first.chart is not None
        first.chart.opened.emit(0)
        come_to_rest(tasks)
        faults[f"{name} forms"] = layout_faults(shell, room)
        words = next(block for block in tab.grid.blocks if block.block.kind == "words")
        words.more.click()
        come_to_rest(tasks)
        faults[f"{name} words"] = layout_faults(shell, room)
        tab.show_results()
        tab.show_export()
        tab.export.full.set_value(True)
        tab.export.retranslate()
        faults[f"{name} export"] = layout_faults(shell, room)
        tab.show_results()
        tab.views.set_value("gain")
        tab._show_view()
        come_to_rest(tasks)
        faults[f"{name} gain"] = _down_the_page(tab, shell, room)
    assert not any(faults.values()), {name: some for name, some in faults.items() if some}


def _down_the_page(tab: ResultsTab, shell: Shell, room: QSize) -> list[str]:
    """What is cut anywhere on a page that is longer than the window."""
    bar = tab.scroller.verticalScrollBar()
    found: list[str] = []
    for at in range(0, bar.maximum() + 1, max(bar.pageStep(), 1)):
        bar.setValue(at)
        found += layout_faults(shell, room)
    return found


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_survey_shows_everything_it_says(
    code: str, room: QSize, workspace: Workspace, village: AddedForm, tasks: Tasks, qtbot: QtBot
) -> None:
    shell, page = opened(workspace, tasks, qtbot, language(code), room)
    faults = {"list": layout_faults(shell, room)}
    page.list.show_shipped()
    faults["shipped"] = layout_faults(shell, room)
    for key, *_ in TABS:
        page.open(survey=village.survey, tab=key)
        come_to_rest(tasks)
        faults[key] = layout_faults(shell, room)
    page.view.show_beginning()
    come_to_rest(tasks)
    faults["beginning"] = layout_faults(shell, room)
    assert not any(faults.values()), faults


def test_there_is_room_for_longer_words(
    workspace: Workspace, village: AddedForm, tasks: Tasks, qtbot: QtBot
) -> None:
    shell, page = opened(workspace, tasks, qtbot, Stretched(), ROOM)
    faults = {"list": faults_of_words(shell)}
    for key, *_ in TABS:
        page.open(survey=village.survey, tab=key)
        come_to_rest(tasks)
        faults[key] = faults_of_words(shell)
    page.view.show_beginning()
    come_to_rest(tasks)
    faults["beginning"] = faults_of_words(shell)
    begin(page, village, tasks)
    for name in POSITIONS:
        go_to(page, name)
        come_to_rest(tasks)
        faults[name] = faults_of_words(shell)
    assert not any(faults.values()), faults


def test_every_control_has_a_name(
    workspace: Workspace, village: AddedForm, tasks: Tasks, qtbot: QtBot, tmp_path: Path
) -> None:
    shell, page = opened(workspace, tasks, qtbot, language("ky"), ROOM)
    silent = {}
    for key, *_ in TABS:
        page.open(survey=village.survey, tab=key)
        come_to_rest(tasks)
        silent[key] = nameless(shell)
    page.view.show_beginning()
    come_to_rest(tasks)
    silent["beginning"] = nameless(shell)
    begin(page, village, tasks)
    for name in (*POSITIONS, ""):
        go_to(page, name)
        come_to_rest(tasks)
        silent[name] = nameless(shell)
    assert not any(silent.values()), silent


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_what_stands_around_a_survey_shows_everything_it_says(
    code: str, room: QSize, workspace: Workspace, village: AddedForm, tasks: Tasks, qtbot: QtBot
) -> None:
    """An event's surveys with answers, two entries of a paper, a draft on Today."""
    workspace.write([Put("survey", village.survey, {"purpose": "pre_test"})])
    (event,) = workspace.find(Event)
    (person, *_) = workspace.find(Person)
    facts = {"event": event.id, "person": person.id, "round": 1, "source": "paper"}
    begin_sheet(workspace, village.version, Beginning(dict(facts)), Place())
    shell, page = opened(workspace, tasks, qtbot, language(code), room)
    faults = {}
    for name, where in (("events", {"event": event.id, "tab": "surveys"}), ("today", {})):
        shell.go(name, **where)
        come_to_rest(tasks)
        faults[name] = layout_faults(shell, room)
    shell.go("surveys")
    labels = dict.fromkeys((KYRGYZ, RUSSIAN), "Айылда мектеп барбы, ал жетиштүүбү?")
    options = {"yes": {KYRGYZ: "Ооба, бар"}, "no": {KYRGYZ: "Жок, алыста"}}
    differing = Differing("/data/school", labels, (), ("yes", "no"), options)
    page.stack.setCurrentWidget(page.comparing)
    page.comparing.show_entries(Compared(new_id(), new_id(), "БТ-47", (differing,)))
    come_to_rest(tasks)
    faults["compared"] = layout_faults(shell, room)
    page.comparing.show_entries(Compared(new_id(), new_id(), "", ()))
    faults["same"] = layout_faults(shell, room)
    assert not any(faults.values()), faults
