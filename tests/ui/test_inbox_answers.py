"""The inbox: two edits of one filled form, decided answer by answer by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.exchange import export, merge, own_card
from app.model import Put, Submission
from app.storage import Workspace, create_workspace
from app.storage.questions.conflicts import count
from app.ui.inbox.answers_block import AnswersBlock
from app.ui.inbox.page import InboxPage
from app.ui.shell import Shell
from tests.storage.surveys import add_village, document, fill
from tests.ui.conftest import PASSPHRASE, QUICK, invented_profile
from tests.ui.keyboard import show_active
from tests.ui.layout import layout_faults

Settle = Callable[[], None]


@pytest.fixture
def disputed(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A filled form that was changed here and in a colleague's notebook."""
    version = add_village(workspace).version
    record = fill(workspace, version, document(name="uuid:0", water="yes", age=30))
    colleague = create_workspace(
        tmp_path / "other", PASSPHRASE, invented_profile("ru"), QUICK
    ).workspace
    merge(colleague, [export(workspace, [own_card(colleague)], tmp_path / "a.depter").path])
    for ws, name, water, age in ((workspace, "uuid:1", "no", 31), (colleague, "uuid:2", "yes", 32)):
        said = document(name=name, water=water, age=age, needs="road")
        ws.write([Put("submission", record, {"instance": said, "instance_id": name})])
    merge(workspace, [export(colleague, [own_card(workspace)], tmp_path / "b.depter").path])
    colleague.close()
    assert count(workspace) == 1
    return workspace


@pytest.fixture
def block(shell: Shell, disputed: Workspace, settle: Settle) -> AnswersBlock:
    shell.show()
    shell.go("inbox")
    settle()
    page = shell.here
    assert isinstance(page, InboxPage)
    (found,) = page.conflicts.matter.blocks
    assert isinstance(found, AnswersBlock)
    return found


def test_only_the_answers_that_differ_are_shown_with_both_sides(block: AnswersBlock) -> None:
    values = [sorted(card.side.value for card in cards) for cards in block.cards]
    assert values == [["No", "Yes"], ["31", "32"]]
    assert not block.is_decided


def test_numbers_choose_answer_by_answer_and_enter_settles(
    shell: Shell, block: AnswersBlock, disputed: Workspace, settle: Settle
) -> None:
    page = shell.here
    assert isinstance(page, InboxPage)
    pane = page.conflicts
    values = [[card.side.value for card in cards] for cards in block.cards]
    show_active(shell)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Return):
        pane.table.setFocus()
        QTest.keyClick(pane.table, key)
        QApplication.processEvents()
    settle()
    assert count(disputed) == 0
    (one,) = disputed.find(Submission)
    water = {"Yes": "yes", "No": "no"}[values[0][0]]
    assert f"<water>{water}</water>" in one.instance
    assert f"<age>{values[1][1]}</age>" in one.instance
    assert "<needs>road</needs>" in one.instance


def test_enter_before_every_answer_is_chosen_settles_nothing(
    shell: Shell, block: AnswersBlock, disputed: Workspace, settle: Settle
) -> None:
    page = shell.here
    assert isinstance(page, InboxPage)
    block.press(1)
    page.conflicts.settle()
    settle()
    assert count(disputed) == 1


def test_all_of_one_side_is_one_press(block: AnswersBlock) -> None:
    block.all_buttons[1].click()
    assert block.is_decided
    assert block.value() == block.found.standing[1].value


def test_nothing_is_clipped(shell: Shell, block: AnswersBlock) -> None:
    page = shell.here
    assert isinstance(page, InboxPage)
    shell.resize(1366, 728)
    QApplication.processEvents()
    assert layout_faults(page.conflicts) == []
    assert shell.width() == 1366
