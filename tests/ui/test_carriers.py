"""The tab of carriers, with real sticks and notebooks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.exchange import export, own_card, remember
from app.exchange.carriers import known_carriers
from app.model import Event
from app.storage import Workspace, create_workspace
from app.ui.exchange.carriers import CarriersTab
from app.ui.exchange.page import ExchangePage
from app.ui.shell import Shell
from tests.ui.conftest import PASSPHRASE, QUICK, fill, invented_profile

Settle = Callable[[], None]


@pytest.fixture
def colleague(tmp_path: Path) -> Iterator[Workspace]:
    """A colleague's notebook with an event in it."""
    made = create_workspace(tmp_path / "other", PASSPHRASE, invented_profile("ru"), QUICK).workspace
    fill(made)
    yield made
    made.close()


@pytest.fixture
def stick(tmp_path: Path, workspace: Workspace, colleague: Workspace) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    export(colleague, [own_card(workspace)], folder)
    return folder


@pytest.fixture
def tab(shell: Shell, settle: Settle) -> CarriersTab:
    shell.show()
    shell.go("exchange", tab="carriers")
    settle()
    assert isinstance(shell.here, ExchangePage)
    return shell.here.carriers


def test_without_a_place_the_tab_says_what_it_is_for(tab: CarriersTab) -> None:
    assert tab.empty.isVisible()
    assert not tab.footer.isVisible()


def test_one_press_takes_in_and_gives(
    tab: CarriersTab, stick: Path, workspace: Workspace, colleague: Workspace, settle: Settle
) -> None:
    remember(workspace, own_card(colleague))
    events = len(workspace.find(Event))
    tab.take([stick])
    settle()
    settle()
    assert len(workspace.find(Event)) > events
    assert len(list(stick.glob("*.depter"))) == 2
    assert tab.done.isVisible()
    assert not tab.trouble.isVisible()
    assert [one.address for one in tab.table.rows()] == [str(stick)]
    tab.synchronise()
    settle()
    settle()
    assert len(list(stick.glob("*.depter"))) == 2


def test_a_stick_that_is_out_is_said(
    tab: CarriersTab, stick: Path, workspace: Workspace, settle: Settle
) -> None:
    tab.take([stick])
    settle()
    settle()
    stick.rename(stick.with_name("pulled"))
    tab.synchronise()
    settle()
    settle()
    assert tab.trouble.isVisible()
    assert not tab.done.isVisible()
    assert tab.button.isEnabled()
    assert [one.address for one in known_carriers(workspace)] == [str(stick)]


def test_an_address_that_is_none_is_said_at_its_field(tab: CarriersTab) -> None:
    tab.ask_for_server()
    tab.address.field.set_value("ftp://host/x")
    tab.go_to_server()
    assert "ftp://host/x" in tab.address.error()


def test_a_place_is_forgotten_and_what_lies_there_stays(
    tab: CarriersTab, stick: Path, workspace: Workspace, settle: Settle
) -> None:
    tab.take([stick])
    settle()
    settle()
    tab.forget_chosen()
    settle()
    settle()
    assert list(known_carriers(workspace)) == []
    assert tab.empty.isVisible()
    assert list(stick.glob("*.depter"))


def test_a_server_that_is_away_leaves_the_address_to_try_again(
    tab: CarriersTab, settle: Settle
) -> None:
    tab.ask_for_server()
    tab.address.field.set_value("webdav://127.0.0.1:1/depter")
    tab.go_to_server()
    settle()
    settle()
    assert tab.trouble.isVisible()
    assert tab.form.isVisible()
    assert tab.address.field.value() == "webdav://127.0.0.1:1/depter"
