"""The list of events: found, begun, copied, deleted and brought back, exported."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.actions import events
from app.model import AgendaItem, Event
from app.storage import Workspace
from app.ui.events.event import EventView
from app.ui.events.list import EventsList
from app.ui.shell import Shell
from tests.ui.keyboard import show_active

Settle = Callable[[], None]


@pytest.fixture
def listed(shell: Shell, settle: Settle) -> Iterator[EventsList]:
    shell.go("events")
    show_active(shell)
    settle()
    page: Any = shell.page("events")
    assert isinstance(page.list, EventsList)
    yield page.list
    settle()
    settle()


@pytest.fixture
def view(shell: Shell) -> EventView:
    page: Any = shell.page("events")
    assert isinstance(page.view, EventView)
    return page.view


def wipe(workspace: Workspace) -> None:
    from app.actions.records import delete

    for event in workspace.find(Event):
        delete(workspace, "event", event.id)


def test_an_empty_notebook_says_what_to_do_first(
    workspace: Workspace, shell: Shell, settle: Settle
) -> None:
    wipe(workspace)
    page: Any = shell.page("events")
    shell.go("events")
    settle()
    assert page.list.body.currentWidget() is page.list.empty
    assert not page.list.add.isVisibleTo(page.list)


def test_a_template_begins_an_event_and_its_title_waits_to_be_written(
    workspace: Workspace, listed: EventsList, view: EventView, settle: Settle
) -> None:
    QTest.mouseClick(listed.from_template, Qt.MouseButton.LeftButton)
    assert listed.templates.isVisible()
    listed.templates.chosen.emit("round_table")
    settle()
    settle()
    event = workspace.get(Event, view.event_id)
    assert event is not None
    assert event.title == "Тегерек стол"
    assert event.date_from == date.today()
    assert len(workspace.find(AgendaItem, event=event.id)) == 6
    focus: Any = view.window().focusWidget()
    assert focus.selectedText() == "Тегерек стол"


def test_n_begins_an_empty_event(
    workspace: Workspace, listed: EventsList, view: EventView, settle: Settle
) -> None:
    before = len(workspace.find(Event))
    listed.table.setFocus()
    QTest.keyClick(listed.table, Qt.Key.Key_N)
    settle()
    settle()
    assert len(workspace.find(Event)) == before + 1
    assert view.tabs.key() == "overview"


def test_a_deleted_event_comes_back_with_one_key(
    workspace: Workspace, listed: EventsList, shell: Shell, settle: Settle
) -> None:
    (line,) = listed.table.rows()
    listed.table.setFocus()
    QTest.keyClick(listed.table, Qt.Key.Key_Delete)
    settle()
    assert workspace.find(Event) == []
    shell.context.undo_last()
    settle()
    assert [event.id for event in workspace.find(Event)] == [line.id]
    assert [row.id for row in listed.table.rows()] == [line.id]


def test_the_filters_leave_what_fits_and_say_how_many(
    workspace: Workspace, listed: EventsList, shell: Shell, settle: Settle
) -> None:
    values = {"title": "Клуб", "type": "club_meeting", "date_from": date(2022, 7, 18)}
    shell.context.do(events.create_event, values)
    settle()
    assert len(listed.table.rows()) == 2
    listed.search.setText("klub")
    listed.refresh()
    settle()
    assert [row.title for row in listed.table.rows()] == ["Клуб"]
    show_active(shell)
    listed.search.setFocus()
    QTest.keyClick(listed.search, Qt.Key.Key_Down)
    assert listed.table.hasFocus()
    listed.search.clear()
    listed.year.set_value("2022")
    listed.refresh()
    settle()
    assert [row.title for row in listed.table.rows()] == ["Клуб"]


def test_what_is_seen_goes_to_excel_as_it_is(
    listed: EventsList, shell: Shell, settle: Settle, tmp_path: Path, monkeypatch: Any
) -> None:
    path = tmp_path / "list.csv"
    monkeypatch.setattr(shell.context, "save_file", lambda *_: path)
    listed.export()
    settle()
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert "Аялдардын лидерлиги жана жергиликтүү бюджет" in text
    assert "18.11.2026,20.11.2026" in text


def test_tabs_are_walked_by_keyboard_and_the_way_back_is_kept(
    listed: EventsList, view: EventView, shell: Shell, settle: Settle
) -> None:
    listed.table.setFocus()
    listed.table.selectRow(0)
    QTest.keyClick(listed.table, Qt.Key.Key_Return)
    settle()
    assert view.tabs.key() == "overview"
    ctrl = Qt.KeyboardModifier.ControlModifier
    for wanted in ("programme", "people", "surveys", "notes"):
        show_active(shell)
        focus: Any = view.window().focusWidget()
        assert view.isAncestorOf(focus)
        QTest.keyClick(focus, Qt.Key.Key_PageDown, ctrl)
        settle()
        assert view.tabs.key() == wanted
    shell.back()
    settle()
    page: Any = shell.page("events")
    assert page.here is page.list


def test_the_head_says_the_day_and_follows_the_language(
    workspace: Workspace, shell: Shell, view: EventView, settle: Settle
) -> None:
    from tests.ui.events.content import fill_event

    event = fill_event(workspace)
    shell.go("events", event=event)
    settle()
    from app.language import language

    shell.context.language = language("en")
    shell.retranslate(shell.context.language)
    settle()
    assert view.header._chip.text() == "day 2 of 3"
    assert view.header.title() == "Аялдардын лидерлиги жана бюджет"


def test_a_copy_is_opened_and_has_no_people(
    workspace: Workspace, shell: Shell, view: EventView, settle: Settle
) -> None:
    from tests.ui.events.content import fill_event

    event = fill_event(workspace)
    shell.go("events", event=event)
    settle()
    view.copy()
    settle()
    settle()
    assert view.event_id != event
    assert len(workspace.find(AgendaItem, event=view.event_id)) == 9


def test_a_new_event_asked_for_elsewhere_is_begun(
    workspace: Workspace, shell: Shell, settle: Settle, view: EventView
) -> None:
    before = len(workspace.find(Event))
    shell.go("today")
    settle()
    shell.go("events", new=True)
    settle()
    assert len(workspace.find(Event)) == before + 1
    assert view.tabs.key() == "overview"
    shell.back()
    settle()
    shell.forward()
    settle()
    assert len(workspace.find(Event)) == before + 1


@pytest.mark.parametrize(("width", "shown"), [(1366, 6), (1093, 5), (911, 4)])
def test_a_narrow_list_keeps_the_days_and_the_state(
    width: int, shown: int, listed: EventsList, shell: Shell, settle: Settle
) -> None:
    shell.resize(width, 614)
    settle()
    table = listed.table
    seen = [at for at in range(table.model().columnCount()) if not table.isColumnHidden(at)]
    assert len(seen) == shown
    said = " ".join(table.cell(0, at).said() for at in seen)
    assert "18–20-ноябрь" in said
    assert "Пландалган" in said or "бүгүн" in said


def test_the_head_of_an_event_is_low_where_the_window_is_narrow(
    workspace: Workspace, shell: Shell, settle: Settle, view: EventView
) -> None:
    show_active(shell)
    [event] = workspace.find(Event)
    shell.go("events", event=event.id, tab="people")
    settle()
    high = view.header.height()
    assert view.print.isVisible()
    shell.resize(911, 465)
    settle()
    assert view.header.height() < high
    assert not view.print.isVisible()
    assert view.print_small.isVisible()
    assert view.print_small.accessibleName() == view.print.text()
    shell.go("events", event=event.id, tab="overview")
    settle()
    assert not view.print_small.isVisible()
