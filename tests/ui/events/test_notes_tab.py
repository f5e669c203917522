"""Group work: written down line by line, mended beside the list."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.model import Note
from app.storage import Workspace
from app.ui.events.notes import NotesTab
from app.ui.shell import Shell
from tests.ui.events.content import fill_event
from tests.ui.keyboard import show_active, type_text

Settle = Callable[[], None]


@pytest.fixture
def tab(workspace: Workspace, shell: Shell, settle: Settle) -> Iterator[NotesTab]:
    event = fill_event(workspace)
    shell.go("events", event=event, tab="notes")
    show_active(shell)
    settle()
    page: Any = shell.page("events")
    tab = page.view.here
    assert isinstance(tab, NotesTab)
    yield tab
    settle()
    settle()


def test_a_note_is_added_with_enter_and_the_keyboard_stays(
    tab: NotesTab, workspace: Workspace, settle: Settle
) -> None:
    tab.kind.set_value("recommendation")
    tab.group.setText("2-топ")
    tab.line.setFocus()
    type_text(tab.line, "Мектепке жол куруу")
    QTest.keyClick(tab.line, Qt.Key.Key_Return)
    settle()
    note = workspace.find(Note, event=tab.event_id)[-1]
    assert (note.kind, note.group_name, note.text) == (
        "recommendation",
        "2-топ",
        "Мектепке жол куруу",
    )
    assert note.territory == "41705000000000"
    assert tab.line.hasFocus()
    assert len(tab.table.rows()) == 3


def test_the_chosen_note_is_mended_beside_the_list(
    tab: NotesTab, workspace: Workspace, settle: Settle
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


def test_kinds_can_be_shown_one_at_a_time(tab: NotesTab, settle: Settle) -> None:
    tab.only.set_value("idea")
    tab._show_rows()
    assert [note.kind for note in tab.table.rows()] == ["idea"]


def test_a_deleted_note_comes_back(
    tab: NotesTab, workspace: Workspace, shell: Shell, settle: Settle
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
    tab: NotesTab, settle: Settle
) -> None:
    for note in tab.context.workspace.find(Note, event=tab.event_id):  # type: ignore[union-attr]
        tab.remove(note)
        settle()
    settle()
    assert not tab.table.rows()
    assert tab.first() is tab.line
