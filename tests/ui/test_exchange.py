"""The page of exchange, with real cards and packages in real folders."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.exchange import export, own_card, peers, write_card
from app.model import Event
from app.model.numbering import ranges
from app.storage import Workspace, create_workspace
from app.ui.context import Context
from app.ui.exchange.page import ExchangePage
from app.ui.shell import Shell
from tests.ui.conftest import PASSPHRASE, QUICK, fill, invented_profile
from tests.ui.keyboard import show_active

Settle = Callable[[], None]


@pytest.fixture
def colleague(tmp_path: Path) -> Iterator[Workspace]:
    """Another trainer's notebook with an event in it."""
    made = create_workspace(tmp_path / "other", PASSPHRASE, invented_profile("ru"), QUICK).workspace
    fill(made)
    yield made
    made.close()


@pytest.fixture
def stick(tmp_path: Path, workspace: Workspace, colleague: Workspace) -> Path:
    """A stick with the colleague's package for this notebook, and a broken copy of it."""
    folder = tmp_path / "stick"
    folder.mkdir()
    given = export(colleague, [own_card(workspace)], folder)
    whole = given.path.read_bytes()
    (folder / "zz_broken.depter").write_bytes(whole[: len(whole) // 2])
    return folder


@pytest.fixture
def page(shell: Shell, settle: Settle) -> ExchangePage:
    shell.show()
    shell.go("exchange")
    settle()
    assert isinstance(shell.here, ExchangePage)
    return shell.here


def test_the_tabs_are_walked_by_the_keys_of_every_page(page: ExchangePage, qtbot: QtBot) -> None:
    show_active(page.window())
    page.tabs.choose("give")
    page.panes["give"].setFocus()
    QTest.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.tabs.key() == "take_in"
    QTest.keyClick(page, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert page.tabs.key() == "card"


def test_without_cards_the_page_says_whom_to_ask(page: ExchangePage) -> None:
    assert page.give.empty.isVisible()
    assert not page.give.footer.isVisible()


def test_a_dropped_card_is_known_and_its_words_are_shown(
    page: ExchangePage, colleague: Workspace, workspace: Workspace, tmp_path: Path, settle: Settle
) -> None:
    path = tmp_path / "a.depter-card"
    write_card(path, own_card(colleague), colleague.identity)
    page.take([path])
    settle()
    settle()
    assert list(peers(workspace)) == [colleague.identity.device]
    assert page.give.greeting.isVisible()
    assert [card.device for card in page.give.colleagues.cards()] == [colleague.identity.device]


def test_a_package_is_written_and_stands_in_the_list(
    page: ExchangePage,
    colleague: Workspace,
    context: Context,
    tmp_path: Path,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "a.depter-card"
    write_card(path, own_card(colleague), colleague.identity)
    page.take([path])
    settle()
    settle()
    target = tmp_path / "out"
    target.mkdir()
    monkeypatch.setattr(context, "pick_folder", lambda _: target)
    page.give.save()
    settle()
    settle()
    [written] = target.iterdir()
    assert written.suffix == ".depter"
    assert page.give.done.isVisible()
    assert len(page.give.given.rows()) == 1


def test_without_a_choice_the_button_says_what_is_missing(
    page: ExchangePage, colleague: Workspace, tmp_path: Path, settle: Settle
) -> None:
    path = tmp_path / "a.depter-card"
    write_card(path, own_card(colleague), colleague.identity)
    page.take([path])
    settle()
    settle()
    page.give.colleagues._turn(page.give.colleagues.rows()[0])
    page.give.save()
    assert page.give._size.property("tone") == "bad"


def test_ones_own_card_is_not_a_receiver(
    page: ExchangePage, workspace: Workspace, tmp_path: Path, settle: Settle
) -> None:
    path = tmp_path / "mine.depter-card"
    write_card(path, own_card(workspace), workspace.identity)
    page.take([path])
    settle()
    assert peers(workspace) == {}
    assert page.give.greeting.isVisible()


def test_a_look_changes_nothing_and_names_what_is_refused(
    page: ExchangePage, stick: Path, workspace: Workspace, settle: Settle
) -> None:
    before = workspace.digest()
    page.take([stick])
    settle()
    settle()
    rows = page.take_in.table.rows()
    assert [getattr(row, "refusal", None) is not None for row in rows] == [False, True, False]
    assert len(page.take_in.good) == 1
    assert page.take_in.strangers.isVisible()
    assert workspace.digest() == before


def test_taking_in_counts_what_changed_and_leaves_the_refused(
    page: ExchangePage, stick: Path, workspace: Workspace, settle: Settle
) -> None:
    page.take([stick])
    settle()
    settle()
    page.take_in.take_in()
    settle()
    settle()
    assert len(workspace.find(Event)) == 2
    assert page.take_in.result.isVisible()
    assert [row.path.name for row in page.take_in.table.rows()] == ["zz_broken.depter"]
    assert not page.take_in.take_button.isVisible()
    assert len(page.take_in.earlier.table.rows()) == 1
    assert len(page.senders.table.rows()) == 1


def test_a_merge_is_undone_and_can_be_taken_in_again(
    page: ExchangePage, stick: Path, workspace: Workspace, settle: Settle
) -> None:
    before = workspace.digest()
    page.take([stick])
    settle()
    settle()
    page.take_in.take_in()
    settle()
    settle()
    [merge] = page.take_in.earlier.table.rows()
    page.take_in.earlier.ask_undo(merge)
    settle()
    settle()
    settle()
    assert workspace.digest() == before
    assert page.take_in.earlier.table.rows()[0].hashes == ()
    page.take([stick])
    settle()
    settle()
    page.take_in.take_in()
    settle()
    settle()
    assert len(workspace.find(Event)) == 2


def test_a_file_can_be_left_out(page: ExchangePage, stick: Path, settle: Settle) -> None:
    page.take([stick])
    settle()
    settle()
    page.take_in.table.row_removed.emit(page.take_in.table.rows()[1])
    assert len(page.take_in.table.rows()) == 2


def test_a_folder_without_packages_says_so(
    page: ExchangePage, tmp_path: Path, settle: Settle
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    page.take([empty])
    settle()
    assert page.take_in.refusal.isVisible()


def test_ones_card_is_saved_and_can_be_read(
    page: ExchangePage,
    context: Context,
    tmp_path: Path,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.open(tab="card")
    settle()
    assert len(page.card.words.text().split()) == 6
    path = tmp_path / "мен.depter-card"
    monkeypatch.setattr(context, "save_file", lambda *_: path)
    page.card.save.click()
    settle()
    assert path.stat().st_size > 100


@pytest.mark.parametrize(
    ("numbers", "said"), [((), ""), ((4,), "4"), ((1, 2, 3, 5), "1–3, 5"), ((2, 1), "1–2")]
)
def test_runs_of_numbers_are_drawn_together(numbers: tuple[int, ...], said: str) -> None:
    assert ranges(numbers) == said


def test_the_changes_are_seen_record_by_record_before_anything_changes(
    page: ExchangePage, stick: Path, workspace: Workspace, settle: Settle
) -> None:
    before = workspace.digest()
    page.open(tab="take_in")
    page.take([stick])
    settle()
    settle()
    page.take_in.see_changes.click()
    settle()
    settle()
    lines = page.take_in.changes.table.rows()
    assert page.take_in.changes.isVisible()
    assert len(lines) == page.take_in.good[0].counts.new
    assert {"event", "person"} <= {line.record.type_name for line in lines}
    assert {line.record.kind for line in lines} == {"new"}
    assert workspace.digest() == before


def test_an_undone_merge_is_taken_in_again_from_the_list(
    page: ExchangePage, stick: Path, workspace: Workspace, settle: Settle
) -> None:
    before = workspace.digest()
    page.open(tab="take_in")
    page.take([stick])
    settle()
    settle()
    page.take_in.take_in()
    settle()
    settle()
    after = workspace.digest()
    for path in stick.iterdir():
        path.unlink()
    earlier = page.take_in.earlier
    earlier.ask_undo(earlier.table.rows()[0])
    settle()
    settle()
    settle()
    assert workspace.digest() == before
    [line] = earlier.table.rows()
    assert (len(line.undone), line.hashes) == (1, ())
    earlier.table.row_opened.emit(line)
    settle()
    settle()
    assert workspace.digest() == after
    assert page.take_in.result.isVisible()
