"""The page of the day."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.actions.surveys import add_form, begin
from app.language import language
from app.model import AgendaItem, Event, Put, Remove
from app.storage import Workspace
from app.ui.context import Context
from app.ui.shell import Shell
from app.ui.tasks import Tasks
from app.ui.today import timeline
from app.ui.today.page import TodayPage
from app.ui.today.timeline import Timeline
from tests.ui.surveys.forms import Made, xform

Settle = Callable[[], None]


def begin_today(workspace: Workspace) -> bytes:
    today = date.today()
    values = {
        "title": "Бүгүнкү жыйын",
        "type": "training",
        "date_from": today,
        "date_to": today + timedelta(days=1),
        "venue_text": "Ак-Татыр",
    }
    event = Event.id_for(values)
    item = {"event": event, "day": today, "time_from": "00:00", "title": "Каттоо"}
    workspace.write(
        [Put("event", event, values), Put("agenda_item", AgendaItem.id_for(item), item)]
    )
    return event


@pytest.fixture
def page(shell: Shell, workspace: Workspace, settle: Settle) -> TodayPage:
    begin_today(workspace)
    shell.show()
    shell.go("today")
    settle()
    assert isinstance(shell.here, TodayPage)
    return shell.here


def test_the_event_that_is_on_leads_to_its_attendance(
    page: TodayPage, context: Context, settle: Settle
) -> None:
    assert [card.isVisible() for card in page.running] == [True, False, False]
    went: list[dict[str, object]] = []
    context.went.connect(lambda _, where: went.append(where))
    page.running[0].tick.click()
    settle()
    assert went[0]["tab"] == "people"


def test_the_steps_of_an_event_say_how_far_they_are(page: TodayPage) -> None:
    rows = page.unfinished.table.rows()
    at = next(n for n, row in enumerate(rows) if row.event.title == "Бүгүнкү жыйын")
    spoken = [page.unfinished.table.cell(at, column).said() for column in range(1, 6)]
    assert spoken[0].endswith("1/2")
    assert len(set(spoken[1:])) == 1


def test_the_page_follows_what_is_written(
    page: TodayPage, workspace: Workspace, context: Context, settle: Settle
) -> None:
    event = next(one for one in workspace.find(Event) if one.title == "Бүгүнкү жыйын")
    context.do(lambda ws: ws.write([Remove("event", event.id)]))
    settle()
    settle()
    assert not page.running[0].isVisible()


def test_a_session_that_was_not_closed_is_said_until_it_is_read(
    shell: Shell, workspace: Workspace, settle: Settle
) -> None:
    workspace.was_closed_cleanly = False
    shell.show()
    shell.go("today")
    settle()
    page = shell.here
    assert isinstance(page, TodayPage)
    assert page.crash.isVisible()
    page.crash._shut()
    page.refresh()
    settle()
    assert not page.crash.isVisible()


def test_a_new_notebook_says_what_to_do_first(
    workspace: Workspace, tasks: Tasks, qtbot: QtBot, settle: Settle
) -> None:
    removed = ("event", "person")
    for name in removed:
        rows = workspace.reader.execute(f"SELECT id FROM {name}").fetchall()
        workspace.write([Remove(name, record) for (record,) in rows])
    window = QWidget()
    qtbot.addWidget(window)
    context = Context(workspace, language("ru"), tasks, window)
    page = TodayPage(context)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    settle()
    assert page.first_steps.isVisible()
    went: list[str] = []
    context.went.connect(lambda name, _: went.append(name))
    for button in page.first_steps.buttons:
        button.click()
    assert went == ["events", "people", "exchange"]


@pytest.mark.parametrize(("now", "present"), [("08:00", -1), ("09:15", 0), ("10:30", 1)])
def test_the_line_of_the_day_knows_which_session_is_on(
    now: str, present: int, qtbot: QtBot
) -> None:
    line = Timeline()
    qtbot.addWidget(line)
    items = [
        AgendaItem(time_from="09:00", time_to="10:00", title="Каттоо"),
        AgendaItem(time_from="10:00", time_to="12:00", title="Бюджет"),
        AgendaItem(title="Убактысы жок"),
    ]
    line.set_items(items, now)
    line.resize(500, 52)
    line.grab()
    assert line.present() == present


def test_a_session_that_has_no_room_on_the_line_is_read_whole_under_the_mouse(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Timeline()
    qtbot.addWidget(line)
    titles = ["Катышуучуларды каттоо", "Ачылышы, куттуктоо", "Бюджеттик угуулар"]
    items = [
        AgendaItem(time_from=f"{9 + at:02}:00", time_to=f"{10 + at}:00", title=title)
        for at, title in enumerate(titles)
    ]
    line.set_items(items, "09:30")
    line.resize(3 * 84 + 8, 52)
    said: list[str] = []
    monkeypatch.setattr(timeline.QToolTip, "showText", lambda _, text, __: said.append(text))
    for x in (10, 100, 190):
        at = QPoint(x, 30)
        QApplication.sendEvent(line, QHelpEvent(QEvent.Type.ToolTip, at, at))
    assert said == titles


def test_a_form_that_was_begun_waits_and_opens_at_the_same_question(
    page: TodayPage, workspace: Workspace, settle: Settle
) -> None:
    added = add_form(workspace, Made(xform()))
    draft = begin(workspace, added.version, "<data id='village'/>", {"code": "БТ-47"})
    went: list[dict[str, object]] = []
    page.context.went.connect(lambda _, where: went.append(where))
    page.refresh()
    settle()
    assert page.drafts.isVisible()
    assert page.drafts.table.cell(0, 0).text == "Айыл"
    assert "БТ-47" in page.drafts.table.cell(0, 0).sub
    page.drafts.table.row_opened.emit(page.drafts.table.rows()[0])
    assert went == [{"draft": draft.id}]


def test_without_drafts_today_says_nothing_of_them(page: TodayPage) -> None:
    assert not page.drafts.isVisible()
