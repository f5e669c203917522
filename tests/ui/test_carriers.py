"""The tab of carriers, with real sticks and notebooks."""

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize

from app.exchange import export, own_card, remember
from app.exchange.carriers import KnownCarrier, keep_carrier, known_carriers
from app.language import LANGUAGES, language
from app.model import Event
from app.storage import Workspace, create_workspace
from app.ui.exchange.by_itself import ByItself
from app.ui.exchange.carriers import CarriersTab
from app.ui.exchange.page import ExchangePage
from app.ui.shell import Shell
from tests.ui.conftest import PASSPHRASE, QUICK, fill, invented_profile
from tests.ui.layout import layout_faults
from tests.ui.test_layout import ROOMS

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


@pytest.fixture
def by_itself(tab: CarriersTab, shell: Shell) -> ByItself:
    """The lookout of the open window, asked by hand."""
    return ByItself(shell.context, shell)


def put_in(tab: CarriersTab, stick: Path, settle: Settle) -> None:
    """Make a place known by a first round, and want it by itself from now on."""
    tab.take([stick])
    for _ in range(2):
        settle()
    tab.by_itself.check.click()
    settle()


def test_a_place_is_gone_to_by_itself_only_where_that_is_wanted(
    tab: CarriersTab,
    by_itself: ByItself,
    stick: Path,
    workspace: Workspace,
    colleague: Workspace,
    shell: Shell,
    settle: Settle,
) -> None:
    tab.take([stick])
    for _ in range(2):
        settle()
    events = len(workspace.find(Event))
    fill(colleague)
    export(colleague, [own_card(workspace)], stick)
    by_itself.look()
    settle()
    assert len(workspace.find(Event)) == events
    tab.by_itself.check.click()
    settle()
    by_itself.look()
    settle()
    assert len(workspace.find(Event)) == events + 1
    assert stick.name in shell.toast.text()
    assert "1" in shell.toast.text()
    assert tab.table.cell(0, 0).sub == tab.language.text("by itself")


def test_a_stick_that_stays_in_is_left_in_peace_and_one_put_in_again_is_not(
    tab: CarriersTab,
    by_itself: ByItself,
    stick: Path,
    workspace: Workspace,
    colleague: Workspace,
    shell: Shell,
    settle: Settle,
) -> None:
    put_in(tab, stick, settle)
    by_itself.look()
    settle()
    assert shell.toast.isHidden(), "nothing new on either side is no news"
    fill(colleague)
    export(colleague, [own_card(workspace)], stick)
    events = len(workspace.find(Event))
    by_itself.look()
    settle()
    assert len(workspace.find(Event)) == events
    away = stick.rename(stick.with_name("pulled"))
    by_itself.look()
    settle()
    away.rename(stick)
    by_itself.look()
    settle()
    assert len(workspace.find(Event)) == events + 1


def test_what_fails_by_itself_stands_at_the_place_and_nowhere_else(
    tab: CarriersTab,
    by_itself: ByItself,
    workspace: Workspace,
    tmp_path: Path,
    shell: Shell,
    settle: Settle,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"webdav://127.0.0.1:{server.getsockname()[1]}/depter"
        keep_carrier(workspace, KnownCarrier(address=address, is_automatic=True))
        thread = threading.Thread(target=hang_up, args=(server,), daemon=True)
        thread.start()
        by_itself.look()
        settle()
        settle()
    assert shell.toast.isHidden()
    assert tab.trouble.isHidden()
    [known] = known_carriers(workspace)
    assert known.trouble
    assert known.is_automatic
    cell = tab.table.cell(0, 0)
    assert cell.sub_colour == "bad"
    assert cell.sub


def hang_up(server: socket.socket) -> None:
    """A server that takes every call and says nothing."""
    while True:
        try:
            server.accept()[0].close()
        except OSError:
            return


def test_a_round_that_goes_well_takes_the_trouble_away(
    tab: CarriersTab, stick: Path, workspace: Workspace, settle: Settle
) -> None:
    put_in(tab, stick, settle)
    away = stick.rename(stick.with_name("pulled"))
    tab.synchronise()
    settle()
    settle()
    assert known_carriers(workspace)[0].trouble
    away.rename(stick)
    tab.synchronise()
    settle()
    settle()
    assert not known_carriers(workspace)[0].trouble
    assert known_carriers(workspace)[0].is_automatic


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_is_cut_at_the_known_places(
    code: str, room: QSize, tab: CarriersTab, stick: Path, shell: Shell, settle: Settle
) -> None:
    put_in(tab, stick, settle)
    shell.context.language = language(code)
    shell.resize(room)
    shell.retranslate(shell.context.language)
    settle()
    faults = [one for one in layout_faults(shell, room) if "/" not in one]  # paths are long
    assert faults == []
