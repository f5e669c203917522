"""The overview: every field saved as it is typed, problems under it, parts added in line."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.model import Event, EventOrganisation, Organisation, Venue
from app.storage import Workspace
from app.ui.events.overview import OverviewTab
from app.ui.shell import Shell
from tests.ui.events.content import fill_event
from tests.ui.keyboard import show_active, type_text

Settle = Callable[[], None]


@pytest.fixture
def tab(workspace: Workspace, shell: Shell, settle: Settle) -> Iterator[OverviewTab]:
    event = fill_event(workspace)
    shell.go("events", event=event, tab="overview")
    show_active(shell)
    settle()
    page: Any = shell.page("events")
    tab = page.view.here
    assert isinstance(tab, OverviewTab)
    yield tab
    settle()
    settle()


def field(tab: OverviewTab, name: str) -> Any:
    form = next(form for form in tab._forms if name in form.values())
    return form.field(name)


def error(tab: OverviewTab, name: str) -> str:
    form = next(form for form in tab._forms if name in form.values())
    return form.row(name).error()


def event_of(workspace: Workspace, tab: OverviewTab) -> Event:
    event = workspace.get(Event, tab.event_id)
    assert event is not None
    return event


def write(tab: OverviewTab, name: str, text: str) -> None:
    editor = field(tab, name).editor()
    editor.setFocus()
    editor.selectAll()
    type_text(editor, text)


def test_a_title_is_saved_while_it_is_typed(
    workspace: Workspace, tab: OverviewTab, settle: Settle
) -> None:
    write(tab, "title", "Бүгүнкү тренинг")
    tab.leave()
    settle()
    assert event_of(workspace, tab).title == "Бүгүнкү тренинг"


def test_a_wrong_day_is_said_under_its_field_and_loses_nothing(
    workspace: Workspace, tab: OverviewTab, settle: Settle
) -> None:
    before = event_of(workspace, tab).date_from
    write(tab, "date_from", "32.13.2026")
    field(tab, "title").editor().setFocus()
    settle()
    assert error(tab, "date_from")
    assert field(tab, "date_from").text() == "32.13.2026"
    assert event_of(workspace, tab).date_from == before


def test_an_end_before_the_beginning_is_said_at_the_end(
    workspace: Workspace, tab: OverviewTab, settle: Settle
) -> None:
    write(tab, "date_to", "01.01.2020")
    field(tab, "title").editor().setFocus()
    settle()
    assert error(tab, "date_to")


def test_what_is_typed_for_one_event_never_lands_in_the_next(
    workspace: Workspace, tab: OverviewTab, shell: Shell, settle: Settle
) -> None:
    first = tab.event_id
    second = next(event.id for event in workspace.find(Event) if event.id != first)
    title = workspace.get(Event, second)
    write(tab, "title", "Биринчиси")
    shell.go("events", event=second, tab="overview")
    settle()
    assert workspace.get(Event, second) == title
    kept = workspace.get(Event, first)
    assert kept is not None
    assert kept.title == "Биринчиси"


def test_a_venue_that_is_not_known_is_made_on_the_spot(
    workspace: Workspace, tab: OverviewTab, settle: Settle
) -> None:
    search = field(tab, "venue").search
    search.setFocus()
    type_text(search, "Бриджес")
    search.asked.emit(search.text())
    assert "Бриджес" in search.offers()[-1].text
    QTest.keyClick(search, Qt.Key.Key_Return)
    settle()
    settle()
    (venue,) = workspace.find(Venue)
    assert event_of(workspace, tab).venue == venue.id
    assert search.text() == "Бриджес"


def test_an_organisation_is_found_or_made_and_keeps_its_role(
    workspace: Workspace, tab: OverviewTab, settle: Settle
) -> None:
    search = tab.organisations.search
    search.setFocus()
    tab.organisations.role.set_value("donor")
    type_text(search, "Ойдон фонду")
    QTest.keyClick(search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    parts = workspace.find(EventOrganisation, event=tab.event_id)
    assert sorted(str(part.role) for part in parts) == ["donor", "organiser"]
    assert len(workspace.find(Organisation)) == 2
    type_text(search, "ойдон чыг")
    search.asked.emit(search.text())
    QTest.keyClick(search, Qt.Key.Key_Return)
    settle()
    assert len(workspace.find(Organisation)) == 2
    assert len(workspace.find(EventOrganisation, event=tab.event_id)) == 3


def test_the_list_of_what_is_missing_leads_to_each_place(
    tab: OverviewTab, shell: Shell, settle: Settle
) -> None:
    tab.missing.wanted.emit("results")
    settle()
    assert field(tab, "results").editor().hasFocus()
    tab.missing.wanted.emit("programme")
    settle()
    page: Any = shell.page("events")
    assert page.view.tabs.key() == "programme"


def test_undo_takes_a_field_back_on_the_screen_too(
    workspace: Workspace, tab: OverviewTab, shell: Shell, settle: Settle
) -> None:
    write(tab, "planned_count", "45")
    tab.leave()
    settle()
    tab.organisations.search.setFocus()
    assert event_of(workspace, tab).planned_count == 45
    shell.context.undo_last()
    settle()
    assert event_of(workspace, tab).planned_count == 30
    assert field(tab, "planned_count").value() == 30


def test_another_first_day_moves_the_whole_event(
    workspace: Workspace, tab: OverviewTab, settle: Settle
) -> None:
    write(tab, "date_from", "12.05.2027")
    field(tab, "title").editor().setFocus()
    settle()
    assert event_of(workspace, tab).date_from == date(2027, 5, 12)
    assert event_of(workspace, tab).date_to == date(2027, 5, 14)
    assert field(tab, "date_to").value() == date(2027, 5, 14)


def test_a_name_that_cannot_be_an_organisers_stands_in_the_line_of_its_event_again(
    workspace: Workspace, tab: OverviewTab, shell: Shell, settle: Settle
) -> None:
    here, other = tab.event_id, fill_event(workspace)
    before = len(workspace.find(EventOrganisation, event=here))
    line, name = tab.organisations.search, "Уюм " * 200
    line.setFocus()
    line.setText(name)
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shell.go("events", event=other, tab="overview")
    settle()
    assert line.text() == ""
    shell.go("events", event=here, tab="overview")
    settle()
    assert line.text() == name.strip()
    assert len(workspace.find(EventOrganisation, event=here)) == before
