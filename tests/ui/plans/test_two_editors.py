"""Two people change one measure: both values are shown, one is chosen, the other fields stand."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.actions.plans import save_measure
from app.exchange import export, merge, own_card
from app.model import PlanMeasure
from app.storage import Workspace, create_workspace
from app.storage.questions.conflicts import count
from app.ui.shell import Shell
from tests.storage.plans import Story
from tests.ui.conftest import PASSPHRASE, QUICK, invented_profile
from tests.ui.keyboard import show_active


def test_two_deadlines_of_one_measure_are_settled_by_a_key_and_nothing_else_is_lost(
    story: Story, workspace: Workspace, shell: Shell, settle: Callable[[], None], tmp_path: Path
) -> None:
    measure = story.measures[0]
    other = create_workspace(
        tmp_path / "other", PASSPHRASE, invented_profile("ru"), QUICK
    ).workspace
    merge(other, [export(workspace, [own_card(other)], tmp_path / "a.depter").path])
    save_measure(other, measure, {"deadline": date(2027, 5, 31), "budget": 700_000})
    save_measure(workspace, measure, {"deadline": date(2027, 6, 30), "responsible": "Айыл өкмөтү"})
    merge(workspace, [export(other, [own_card(workspace)], tmp_path / "b.depter").path])
    assert count(workspace) == 1
    show_active(shell)
    shell.go("inbox")
    settle()
    inbox = shell.here.conflicts  # type: ignore[union-attr]
    inbox.table.selectRow(0)
    (block,) = inbox.matter.blocks
    shown = sorted(card.side.value for card in block.cards)
    assert shown == ["30.06.2027", "31.05.2027"]
    wanted = next(at for at, card in enumerate(block.cards) if card.side.value == "31.05.2027")
    inbox.table.setFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_2)[wanted], Qt.Key.Key_Return:
        QTest.keyClick(inbox.table, key)
        settle()
    assert count(workspace) == 0
    kept = workspace.get(PlanMeasure, measure)
    assert kept is not None
    assert kept.deadline == date(2027, 5, 31)
    assert (kept.budget, kept.responsible) == (700_000, "Айыл өкмөтү")
    merge(other, [export(workspace, [own_card(other)], tmp_path / "c.depter").path])
    assert other.digest() == workspace.digest()
    other.close()
