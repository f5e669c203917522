"""Group work: written down line by line, mended beside the list."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.actions.group_work import add_group, add_note
from app.model import Note
from app.storage import Workspace
from app.storage.questions.group_work import unfinished_note
from app.ui.events.group_said import SaidView
from app.ui.events.notes import NotesTab
from app.ui.shell import Shell
from tests.storage.plans import tell
from tests.ui.events.content import fill_event
from tests.ui.keyboard import show_active, type_text

Settle = Callable[[], None]
NOTHING = Qt.KeyboardModifier.NoModifier
KINDS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)


@pytest.fixture
def tab(workspace: Workspace, shell: Shell, settle: Settle) -> Iterator[SaidView]:
    event = fill_event(workspace)
    shell.go("events", event=event, tab="notes")
    show_active(shell)
    settle()
    page: Any = shell.page("events")
    tab = page.view.here
    assert isinstance(tab, NotesTab)
    said = tab.here
    assert isinstance(said, SaidView)
    yield said
    said.leave()
    settle()
    settle()


def test_a_note_is_added_with_enter_and_the_keyboard_stays(
    tab: SaidView, workspace: Workspace, settle: Settle
) -> None:
    made = add_group(workspace, tab.event_id, {"name": "2-топ"})
    tab.refresh()
    settle()
    tab.kind.set_value("recommendation")
    tab.group.set_value(made.id.hex())
    tab.line.setFocus()
    type_text(tab.line, "Мектепке жол куруу")
    QTest.keyClick(tab.line, Qt.Key.Key_Return)
    settle()
    note = workspace.find(Note, event=tab.event_id)[-1]
    assert (note.kind, note.group_session, note.text) == (
        "recommendation",
        made.id,
        "Мектепке жол куруу",
    )
    assert note.territory == "41705000000000"
    assert tab.line.hasFocus()
    assert len(tab.table.rows()) == 3


def test_the_chosen_note_is_mended_beside_the_list(
    tab: SaidView, workspace: Workspace, settle: Settle
) -> None:
    tab.table.selectRow(0)
    settle()
    first = tab.table.rows()[0]
    paper: Any = tab.form.field("text").editor()
    paper.setFocus()
    paper.selectAll()
    type_text(paper, "Мектепке жол бузук")
    tab.table.selectRow(1)
    settle()
    kept = workspace.get(Note, first.id)
    assert kept is not None
    assert kept.text == "Мектепке жол бузук"
    other = workspace.get(Note, tab.table.rows()[1].id)
    assert other is not None
    assert other.text == "Жолду оңдоо."


def test_kinds_can_be_shown_one_at_a_time(tab: SaidView, settle: Settle) -> None:
    tab.only.set_value("idea")
    tab._show_rows()
    assert [said.note.kind for said in tab.table.rows()] == ["idea"]


def test_a_deleted_note_comes_back(
    tab: SaidView, workspace: Workspace, shell: Shell, settle: Settle
) -> None:
    tab.table.setFocus()
    tab.table.selectRow(0)
    QTest.keyClick(tab.table, Qt.Key.Key_Delete)
    settle()
    assert len(workspace.find(Note, event=tab.event_id)) == 1
    shell.context.undo_last()
    settle()
    assert len(tab.table.rows()) == 2


def test_without_notes_the_keyboard_goes_to_the_line_for_a_new_one(
    tab: SaidView, settle: Settle
) -> None:
    for said in tab.table.rows():
        tab.remove(said)
        settle()
    settle()
    assert not tab.table.rows()
    assert tab.first() is tab.line


def press(widget: Any, key: Qt.Key, held: Qt.KeyboardModifier = NOTHING) -> None:
    QTest.keyClick(widget, key, held)


def test_a_group_says_twenty_things_in_a_row_and_the_hand_never_leaves_the_keys(
    tab: SaidView, workspace: Workspace, settle: Settle
) -> None:
    kinds = ("problem", "recommendation", "idea", "barrier", "resource")
    tab.line.setFocus()
    for number in range(20):
        at = number % len(kinds)
        press(tab.line, KINDS[at], Qt.KeyboardModifier.ControlModifier)
        type_text(tab.line, f"Айтылган сөз {number}")
        press(tab.line, Qt.Key.Key_Return)
    assert tab.line.hasFocus()
    settle()
    said = workspace.find(Note, event=tab.event_id, order="sequence")[2:]
    assert [note.text for note in said] == [f"Айтылган сөз {number}" for number in range(20)]
    assert [note.kind for note in said] == [kinds[number % 5] for number in range(20)]
    assert len(tab.table.rows()) == 22
    press(tab.line, Qt.Key.Key_Down)
    assert tab.table.hasFocus()


def test_what_is_typed_and_not_added_is_there_again(
    tab: SaidView, workspace: Workspace, shell: Shell, settle: Settle, qtbot: QtBot
) -> None:
    tab.line.setFocus()
    type_text(tab.line, "Ичүүчү суу жетпейт, колон")
    shell.go("today")
    settle()
    assert unfinished_note(workspace, tab.event_id) == "Ичүүчү суу жетпейт, колон"
    opened_again = SaidView(shell.context)
    qtbot.addWidget(opened_again)
    opened_again.set_event(tab.event_id)
    settle()
    assert opened_again.line.text() == "Ичүүчү суу жетпейт, колон"
    press(opened_again.line, Qt.Key.Key_Return)
    opened_again.leave()
    settle()
    assert unfinished_note(workspace, tab.event_id) == ""


def test_what_is_set_for_the_next_notes_holds_until_it_is_changed(
    tab: SaidView, workspace: Workspace, settle: Settle
) -> None:
    tab.next.set_values({"theme": "migration", "framework_items": ("NPGE-2025/G09",)})
    tab.line.setFocus()
    for words in ("Биринчи", "Экинчи"):
        type_text(tab.line, words)
        press(tab.line, Qt.Key.Key_Return)
    settle()
    said = workspace.find(Note, event=tab.event_id)[-2:]
    assert [(one.theme, one.framework_items) for one in said] == [
        ("migration", ("NPGE-2025/G09",)),
        ("migration", ("NPGE-2025/G09",)),
    ]


def test_three_letters_offer_the_items_of_the_frameworks(tab: SaidView, settle: Settle) -> None:
    field: Any = tab.next.field("framework_items")
    field.focus()
    type_text(field.search, "ген")
    field.search.asked.emit("ген")
    assert any(str(one.value).startswith("NPGE-2025/") for one in field.search.offers())
    press(field.search, Qt.Key.Key_Return)
    assert len(field.value()) == 1


def test_plus_and_minus_vote_and_the_places_follow(
    tab: SaidView, workspace: Workspace, settle: Settle
) -> None:
    add_note(workspace, tab.event_id, {"kind": "problem", "text": "Суу жок."})
    tab.refresh()
    settle()
    tab.table.setFocus()
    tab.table.selectRow(2)
    for _ in range(3):
        type_text(tab.table, "+")
    type_text(tab.table, "-")
    tab.table.selectRow(0)
    type_text(tab.table, "+")
    settle()
    notes = {note.text: note for note in workspace.find(Note, event=tab.event_id)}
    assert (notes["Суу жок."].votes, notes["Суу жок."].rank) == (2, 1)
    assert (notes["Мектепке жол жок."].votes, notes["Мектепке жол жок."].rank) == (1, 2)
    tab.order.set_value("votes")
    tab._show_rows()
    assert [said.note.text for said in tab.table.rows()][:2] == ["Суу жок.", "Мектепке жол жок."]


def test_a_note_is_moved_by_alt_and_arrows_past_the_one_that_is_seen_beside_it(
    tab: SaidView, workspace: Workspace, settle: Settle
) -> None:
    add_note(workspace, tab.event_id, {"kind": "problem", "text": "Суу жок."})
    tab.refresh()
    settle()
    tab.only.set_value("problem")
    tab._show_rows()
    tab.table.setFocus()
    tab.table.selectRow(1)
    press(tab.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle()
    assert [said.note.text for said in tab.table.rows()] == ["Суу жок.", "Мектепке жол жок."]
    assert tab.table.selected().note.text == "Суу жок."


def test_bettered_words_are_edited_in_place_and_no_longer_as_written_down(
    tab: SaidView, workspace: Workspace, settle: Settle
) -> None:
    tab.table.setFocus()
    tab.table.selectRow(0)
    press(tab.table, Qt.Key.Key_F2)
    editor: Any = tab.table._editor
    editor.selectAll()
    type_text(editor, "Мектепке чейин жол жок.")
    press(editor, Qt.Key.Key_Return)
    settle()
    note = workspace.get(Note, tab.table.rows()[0].id)
    assert note is not None
    assert (note.text, note.status) == ("Мектепке чейин жол жок.", "edited")


def test_a_recommendation_answers_a_problem_and_a_problem_answers_none(
    tab: SaidView, workspace: Workspace, settle: Settle
) -> None:
    tab.table.setFocus()
    tab.table.selectRow(1)
    assert not tab.form.row("answers").isHidden()
    field: Any = tab.form.field("answers")
    assert [text for _, text, _ in field._finder.find("мект")] == ["Мектепке жол жок."]
    field._pick(field._finder.find("мект")[0][:2])
    settle()
    note = workspace.get(Note, tab.table.rows()[1].id)
    assert note is not None
    assert note.answers == tab.table.rows()[0].id
    tab.table.selectRow(0)
    assert tab.form.row("answers").isHidden()


def test_the_counts_say_what_is_shown(tab: SaidView) -> None:
    assert tab.counts.text() == (
        "Көйгөй 1   ·   Демилге, идея 1   ·   максаттарга байланган 1/2   ·   "
        "жооп табылган көйгөйлөр 0/1"
    )


def test_an_address_leads_to_a_note(
    tab: SaidView, workspace: Workspace, shell: Shell, settle: Settle
) -> None:
    note = tab.table.rows()[1].id
    shell.go("today")
    shell.go("events", event=tab.event_id, tab="notes", note=note)
    settle()
    assert tab.table.selected().id == note
    assert not tab.form.isHidden()


SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def test_theme_state_and_goals_are_set_on_many_notes_and_taken_back_at_once(
    tab: SaidView, workspace: Workspace, shell: Shell, settle: Settle
) -> None:
    tab.line.setFocus()
    for number in range(3):
        type_text(tab.line, f"Суу жок {number}")
        press(tab.line, Qt.Key.Key_Return)
    settle()
    tab.table.setFocus()
    tab.table.selectRow(0)
    before = {note.id: (note.theme, note.framework_items) for note in workspace.find(Note)}
    for _ in range(4):
        press(tab.table, Qt.Key.Key_Down, SHIFT)
    assert len(tab.table.chosen_rows()) == 5
    assert tab.together.isVisible()
    assert not tab.form.isVisible()
    together = tab.together.form
    together.field("theme").set_value("climate")
    together.committed.emit("theme", "climate")
    settle()
    assert {note.theme for note in workspace.find(Note)} == {"climate"}
    assert len(tab.table.chosen_rows()) == 5, "they stay chosen"
    own = tab.table.rows()[0].note.framework_items
    together.committed.emit("framework_items", ("NPGE-2025/G03",))
    settle()
    found = {note.id: note.framework_items for note in workspace.find(Note)}
    assert all("NPGE-2025/G03" in codes for codes in found.values())
    assert set(own) <= set(found[tab.table.rows()[0].id]), "a goal of its own stays"
    for _ in range(2):
        shell.context.undo_last()
        settle()
    after = {note.id: (note.theme, note.framework_items) for note in workspace.find(Note)}
    assert after == before


def test_the_kind_of_several_notes_is_one_key_and_del_takes_them_all_away(
    tab: SaidView, workspace: Workspace, shell: Shell, settle: Settle
) -> None:
    tab.table.setFocus()
    tab.table.selectRow(0)
    press(tab.table, Qt.Key.Key_A, CONTROL)
    assert len(tab.table.chosen_rows()) == 2
    press(tab.table, Qt.Key.Key_3, CONTROL)
    settle()
    assert [note.kind for note in workspace.find(Note)] == ["idea", "idea"]
    press(tab.table, Qt.Key.Key_Delete)
    settle()
    assert workspace.find(Note) == []
    shell.context.undo_last()
    settle()
    assert len(workspace.find(Note)) == 2


def test_what_holds_for_the_next_notes_stays_in_view_while_one_types(
    tab: SaidView, settle: Settle
) -> None:
    tab.line.setFocus()
    for text in ("Суу жок", "Жол бузук"):
        type_text(tab.line, text)
        press(tab.line, Qt.Key.Key_Return)
        settle()
        assert tab.next.isVisible()
        assert not tab.form.isVisible()


def test_one_chosen_note_after_several_is_shown_in_full_again(tab: SaidView) -> None:
    tab.table.setFocus()
    tab.table.selectRow(0)
    press(tab.table, Qt.Key.Key_Down, SHIFT)
    assert tab.together.isVisible()
    press(tab.table, Qt.Key.Key_Up)
    assert len(tab.table.chosen_rows()) == 1
    assert tab.form.isVisible()
    assert not tab.together.isVisible()


def test_what_came_of_a_sentence_is_a_press_away(shell: Shell, settle: Settle) -> None:
    story = tell(shell.context.workspace)
    shell.go("events", event=story.event, tab="notes", note=story.problem)
    show_active(shell)
    settle()
    settle()
    page: Any = shell.page("events")
    said = page.view.here.here
    kinds = [tied.type_name for tied in said.came.table.rows()]
    assert kinds[0] == "plan_measure"
    assert {"framework_item", "resolution_item", "note"} <= set(kinds)
    gone: list[tuple[str, dict[str, object]]] = []
    shell.context.went.connect(lambda name, where: gone.append((name, where)))
    said.came.table.row_opened.emit(said.came.table.rows()[0])
    assert gone[-1] == ("plans", {"measure": story.measures[0]})


def test_the_keyboard_goes_along_to_another_part(
    shell: Shell, workspace: Workspace, settle: Settle
) -> None:
    event = fill_event(workspace)
    show_active(shell)
    for part in ("said", "groups", "stakeholders", "resolutions"):
        shell.go("events", event=event, tab="notes", part=part)
        settle()
        here = shell.here.view.here.here  # type: ignore[union-attr]
        assert here.isAncestorOf(QApplication.focusWidget()), part
