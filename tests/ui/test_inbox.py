"""The inbox: different values decided by keys, by rule, and with a value nobody said."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.actions.plans import add_measure, create_plan, move_measure
from app.exchange import export, merge, own_card
from app.model import Event, Person, PlanMeasure, Put, Remove, new_id
from app.model.numbering import in_order
from app.storage import Workspace, create_workspace
from app.storage.questions.conflicts import conflicts, count
from app.ui.inbox.conflicts import ConflictsPane
from app.ui.inbox.field_block import FieldBlock
from app.ui.inbox.page import InboxPage
from app.ui.shell import Shell
from app.ui.today import TodayPage
from tests.ui.conftest import PASSPHRASE, QUICK, invented_profile
from tests.ui.keyboard import show_active
from tests.ui.layout import layout_faults

Settle = Callable[[], None]


@pytest.fixture
def colleague(tmp_path: Path, workspace: Workspace) -> Iterator[Workspace]:
    """Another trainer's notebook that has everything of this one."""
    made = create_workspace(tmp_path / "other", PASSPHRASE, invented_profile("ru"), QUICK).workspace
    merge(made, [export(workspace, [own_card(made)], tmp_path / "a.depter").path])
    yield made
    made.close()


@pytest.fixture
def disputed(workspace: Workspace, colleague: Workspace, tmp_path: Path) -> Workspace:
    """Two fields of one person, one of the event, and a person deleted here and changed there."""
    gone, first = workspace.find(Person)[:2]
    event = workspace.find(Event)[0]
    workspace.write(
        [
            Put("person", first.id, {"birth_year": 1979, "phone": "+996772000119"}),
            Put("event", event.id, {"time_to": "16:00", "title": "Бюджет"}),
            Remove("person", gone.id),
        ]
    )
    colleague.write(
        [
            Put("person", first.id, {"birth_year": 1981, "phone": "+996555000402"}),
            Put("event", event.id, {"time_to": "17:30"}),
            Put("person", gone.id, {"village": "Кара-Бак"}),
        ]
    )
    merge(workspace, [export(colleague, [own_card(workspace)], tmp_path / "b.depter").path])
    assert count(workspace) == 4
    return workspace


@pytest.fixture
def page(shell: Shell, disputed: Workspace, settle: Settle) -> InboxPage:
    shell.show()
    shell.go("inbox")
    settle()
    assert isinstance(shell.here, InboxPage)
    return shell.here


def choose(pane: ConflictsPane, *fields: str) -> None:
    found = pane.table.select(lambda row: [one.field for one in row.conflicts] == list(fields))
    assert found


def press(pane: ConflictsPane, key: Qt.Key) -> None:
    pane.table.setFocus()
    QTest.keyClick(pane.table, key)
    QApplication.processEvents()


def test_what_waits_is_counted_beside_the_inbox(
    shell: Shell, disputed: Workspace, settle: Settle
) -> None:
    shell._count_waiting()
    settle()
    assert shell.navigation._items["inbox"]._count == 4


def test_a_record_shows_all_its_fields_with_both_sides(page: InboxPage) -> None:
    pane = page.conflicts
    assert len(pane.table.rows()) == 3
    choose(pane, "birth_year", "phone")
    sides = [[card.side for card in block.cards] for block in pane.matter.blocks]
    assert [side.value for side in sides[0]] == ["1979", "1981"]
    assert [side.value for side in sides[1]] == ["+996772 ··· 119", "+996555 ··· 402"]
    assert sides[0][0].who == "Тренер Ойдонова"
    assert pane.matter.decisions() == []


def test_keys_choose_and_enter_settles_and_goes_on(
    page: InboxPage, shell: Shell, disputed: Workspace, settle: Settle
) -> None:
    pane = page.conflicts
    choose(pane, "birth_year", "phone")
    person = pane.matter.matter
    assert person is not None
    show_active(shell)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Return):
        press(pane, key)
    settle()
    settle()
    found = disputed.get(Person, person.id)
    assert found is not None
    assert (found.birth_year, found.phone) == (1979, "+996555000402")
    assert [len(row.conflicts) for row in pane.table.rows()] == [1, 1]
    assert pane.matter.matter is not None
    assert pane.matter.matter.id != person.id


def test_a_place_in_a_list_is_said_by_what_stands_before_and_after_it(
    shell: Shell, workspace: Workspace, colleague: Workspace, tmp_path: Path, settle: Settle
) -> None:
    plan = create_plan(workspace, {"title": "Ак-Татыр"}).id
    texts = ("Суу", "Жол", "Бакча", "Мектеп")
    measures = [add_measure(workspace, plan, {"text": text}).id for text in texts]
    merge(colleague, [export(workspace, [own_card(colleague)], tmp_path / "c.depter").path])
    move_measure(workspace, measures[3], 0)
    move_measure(colleague, measures[3], 1)
    merge(workspace, [export(colleague, [own_card(workspace)], tmp_path / "d.depter").path])
    shell.show()
    shell.go("inbox", tab="conflicts", record=measures[3])
    settle()
    assert isinstance(shell.here, InboxPage)
    pane = shell.here.conflicts
    (block,) = pane.matter.blocks
    assert isinstance(block, FieldBlock)
    say = pane.language.text
    assert pane.table.cell(0, 0).sub == say("Place in the list")
    assert [card.side.value for card in block.cards] == [
        say("at the beginning, before “{after}”", after="Суу"),
        say("between “{before}” and “{after}”", before="Суу", after="Жол"),
    ]
    assert block.form is None, "nobody writes such a place as a number"
    pane.matter.press(2)
    pane.settle()
    settle()
    found = in_order(workspace.find(PlanMeasure, action_plan=plan))
    assert [one.text for one in found] == ["Суу", "Мектеп", "Жол", "Бакча"]


def test_an_undo_brings_the_conflicts_back(
    page: InboxPage, shell: Shell, disputed: Workspace, settle: Settle
) -> None:
    pane = page.conflicts
    before = conflicts(disputed)
    choose(pane, "birth_year", "phone")
    pane._press(1)
    pane._press(1)
    pane.settle()
    settle()
    assert count(disputed) == 2
    shell.context.undo_last()
    settle()
    settle()
    assert conflicts(disputed) == before
    assert len(pane.table.rows()) == 3


def test_without_a_choice_nothing_is_settled(page: InboxPage, disputed: Workspace) -> None:
    page.conflicts.settle()
    assert page.conflicts._note.isVisible()
    assert count(disputed) == 4


def test_a_third_value_is_written_and_checked(
    page: InboxPage, disputed: Workspace, settle: Settle
) -> None:
    pane = page.conflicts
    choose(pane, "birth_year", "phone")
    settle()
    matter = pane.matter.matter
    press(pane, Qt.Key.Key_0)
    form = pane.matter.blocks[0].form
    assert form is not None
    assert form.isVisible()
    form.field("birth_year").set_value(1066)
    pane.settle()
    settle()
    assert form.problems()
    form.field("birth_year").set_value(1985)
    pane.settle()
    settle()
    assert matter is not None
    found = disputed.get(Person, matter.id)
    assert found is not None
    assert found.birth_year == 1985


def test_a_field_that_holds_several_values_can_keep_them_all(
    page: InboxPage, disputed: Workspace, settle: Settle
) -> None:
    pane = page.conflicts
    choose(pane, "birth_year", "phone")
    settle()
    matter = pane.matter.matter
    assert matter is not None
    year, phone = pane.matter.blocks
    assert year.both is None
    press(pane, Qt.Key.Key_1)
    press(pane, Qt.Key.Key_3)
    assert phone.both is not None
    assert year.is_decided
    assert phone.is_decided
    pane.settle()
    settle()
    found = disputed.get(Person, matter.id)
    assert found is not None
    assert sorted(found.phone.split(", ")) == ["+996555000402", "+996772000119"]
    assert count(disputed) == 2


def test_deleted_against_changed_can_be_decided_either_way(
    page: InboxPage, disputed: Workspace, settle: Settle
) -> None:
    pane = page.conflicts
    choose(pane, "_deleted")
    matter = pane.matter.matter
    assert matter is not None
    assert [card.side.value for card in pane.matter.blocks[0].cards] == [
        pane.language.text("Delete the record"),
        pane.language.text("Keep the record"),
    ]
    assert pane.matter.blocks[0].form is None
    pane._press(2)
    pane.settle()
    settle()
    assert matter.id in [person.id for person in disputed.find(Person)]
    assert count(disputed) == 3


def test_a_rule_says_how_many_it_settles(
    page: InboxPage, disputed: Workspace, settle: Settle
) -> None:
    pane = page.conflicts
    pane._turn_bulk()
    assert "4" in pane.bulk.button.text()
    pane.bulk.button.click()
    settle()
    settle()
    assert count(disputed) == 0
    assert pane.empty.isVisible()
    assert not pane.bulk.isVisible()


def test_a_notebook_can_be_believed_in_all(
    page: InboxPage, disputed: Workspace, settle: Settle
) -> None:
    pane = page.conflicts
    pane._turn_bulk()
    pane.bulk.rule.set_value(disputed.identity.device.hex())
    pane.bulk._show_count()
    pane.bulk.button.click()
    settle()
    settle()
    assert count(disputed) == 0
    assert {person.birth_year for person in disputed.find(Person)} >= {1979}


def test_the_keys_stand_beside_the_buttons(page: InboxPage) -> None:
    assert page.language.text("choose") in page.conflicts.footer.shown_hints()
    assert layout_faults(page.window()) == []


def test_later_goes_to_the_next_record(page: InboxPage) -> None:
    pane = page.conflicts
    first = pane.matter.matter
    pane.later.click()
    assert pane.matter.matter != first


def test_today_leads_to_what_waits(shell: Shell, disputed: Workspace, settle: Settle) -> None:
    shell.show()
    shell.go("today")
    settle()
    assert isinstance(shell.here, TodayPage)
    shell.here.waiting.conflicts.click()
    assert isinstance(shell.here, InboxPage)


@pytest.mark.parametrize("width", [1366, 1093, 911])
@pytest.mark.parametrize("fields", [("birth_year", "phone"), ("_deleted",)])
def test_nothing_is_cut_in_the_conflicts(
    page: InboxPage, shell: Shell, width: int, fields: tuple[str, ...], settle: Settle
) -> None:
    pane = page.conflicts
    choose(pane, *fields)
    pane._press(1)
    pane._turn_bulk()
    for _ in range(2):  # the first makes the menu narrow
        shell.resize(width, 560)
        settle()
    assert layout_faults(pane) == []


def test_with_nothing_but_duplicates_waiting_they_are_what_is_shown(
    shell: Shell, workspace: Workspace, settle: Settle
) -> None:
    for _ in range(2):
        twin = {"surname": "Калыкова", "name": "Өктөм", "birth_year": 1974, "village": "Ак-Татыр"}
        workspace.write([Put("person", new_id(), twin)])
    show_active(shell)
    shell.go("inbox")
    settle()
    settle()
    assert isinstance(shell.here, InboxPage)
    assert shell.here.where() == {"tab": "duplicates"}
    focus = QApplication.focusWidget()
    assert focus is not None
    assert shell.here.duplicates.isAncestorOf(focus), "the keyboard goes along"
    shell.go("inbox", tab="conflicts")
    settle()
    assert shell.here.where() == {"tab": "conflicts"}, "who asks for a tab gets it"
