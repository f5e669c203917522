"""Receipts where the trainer works: at the event, at the person, and on Today."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.actions.events import save_event
from app.exchange import export, merge, own_card
from app.language import LANGUAGES, language
from app.model import Event, Person, Put
from app.storage import Profile, Workspace, create_workspace
from app.storage.questions.receipts import OUT, PARTLY, WAITING, WHOLE, Arrival
from app.ui.context import Context
from app.ui.events.overview import OverviewTab
from app.ui.events.page import EventsPage
from app.ui.people.page import PeoplePage
from app.ui.receipt_line import brief, details
from app.ui.shell import Shell
from app.ui.today.page import TodayPage
from tests.ui.conftest import PASSPHRASE, QUICK
from tests.ui.layout import layout_faults

Settle = Callable[[], None]


@pytest.fixture
def unit(tmp_path: Path) -> Iterator[Workspace]:
    """The notebook of the trainer's unit."""
    profile = Profile(
        name="Бөлүм Ойдонов", role="unit", territory="41705000000000", language="ky", machine="PC-2"
    )
    made = create_workspace(tmp_path / "unit", PASSPHRASE, profile, QUICK).workspace
    yield made
    made.close()


def there_and_back(trainer: Workspace, unit: Workspace, folder: Path) -> None:
    """The unit takes a package in, and its answer comes back."""
    merge(unit, [export(trainer, [own_card(unit)], folder).path])
    merge(trainer, [export(unit, [own_card(trainer)], folder).path])


def hold_it_today(workspace: Workspace) -> bytes:
    [event] = workspace.find(Event)
    yesterday = date.today() - timedelta(days=1)
    save_event(workspace, event.id, {"date_from": yesterday, "date_to": yesterday})
    return event.id


def overview(shell: Shell, event: bytes, settle: Settle) -> OverviewTab:
    shell.show()
    shell.go("events", event=event, tab="overview")
    settle()
    page = shell.here
    assert isinstance(page, EventsPage)
    tab = page.view.here
    assert isinstance(tab, OverviewTab)
    return tab


def test_an_event_says_nothing_of_receipts_before_it_is_given(
    shell: Shell, workspace: Workspace, settle: Settle
) -> None:
    [event] = workspace.find(Event)
    assert not overview(shell, event.id, settle).receipts.isVisible()


def test_an_event_says_who_received_it_and_on_demand_in_what_package(
    shell: Shell, workspace: Workspace, unit: Workspace, tmp_path: Path, settle: Settle
) -> None:
    event = hold_it_today(workspace)
    there_and_back(workspace, unit, tmp_path)
    line = overview(shell, event, settle).receipts
    assert line.isVisible()
    assert "Бөлүм Ойдонов" in line.said()
    assert not line._details.isVisible()
    line.more.click()
    assert line._details.isVisible()
    assert not line.settle.isVisible()
    assert layout_faults(shell) == []


def test_a_person_in_conflict_leads_to_the_inbox(
    shell: Shell,
    context: Context,
    workspace: Workspace,
    unit: Workspace,
    tmp_path: Path,
    settle: Settle,
) -> None:
    person = next(one for one in workspace.find(Person) if one.surname == "Ойдонова")
    there_and_back(workspace, unit, tmp_path)
    unit.write([Put("person", person.id, {"village": "Самаркандек"})])
    workspace.write([Put("person", person.id, {"village": "Кара-Бак"})])
    there_and_back(workspace, unit, tmp_path)
    shell.show()
    shell.go("people", person=person.id)
    settle()
    page = shell.here
    assert isinstance(page, PeoplePage)
    line = page.panel.view.receipts
    assert line.isVisible()
    line.more.click()
    assert line.settle.isVisible()
    went: list[tuple[str, object]] = []
    context.went.connect(lambda name, where: went.append((name, where.get("tab"))))
    line.settle.click()
    assert went == [("inbox", "conflicts")]


def test_today_says_how_many_events_the_unit_has_received(
    shell: Shell, workspace: Workspace, unit: Workspace, tmp_path: Path, settle: Settle
) -> None:
    hold_it_today(workspace)
    shell.show()
    shell.go("today")
    settle()
    page = shell.here
    assert isinstance(page, TodayPage)
    assert not page.give._receipts.isVisible()
    there_and_back(workspace, unit, tmp_path)
    yesterday = date.today() - timedelta(days=1)
    values = {"title": "Экинчи", "date_from": yesterday}
    workspace.write([Put("event", Event.id_for(values), values)])
    page.refresh()
    settle()
    said = page.give._receipt.text()
    assert page.give._receipts.isVisible()
    assert "1" in said
    assert "2" in said
    assert layout_faults(shell) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_state_is_said_in_every_language(code: str) -> None:
    words = language(code)
    said = [brief([Arrival("Ойдонов", state)], words) for state in (WHOLE, PARTLY, OUT, WAITING)]
    assert len(set(said)) == 4
    assert all("Ойдонов" in one for one in said)
    assert brief([Arrival("А", WHOLE), Arrival("Б", OUT)], words) == brief(
        [Arrival("Б", OUT)], words
    )
    assert dict(details(Arrival("А", WHOLE, None, 7), words))[words.text("Package")].count("7")
