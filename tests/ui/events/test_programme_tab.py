"""The programme written by keyboard: new lines, cells, moving, overlaps, a pasted table."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest

from app.model import AgendaItem
from app.storage import Workspace
from app.ui.events.programme import ProgrammeTab
from app.ui.shell import Shell
from tests.ui.events.content import fill_event
from tests.ui.keyboard import show_active, type_text

Settle = Callable[[], None]


@pytest.fixture
def tab(workspace: Workspace, shell: Shell, settle: Settle) -> Iterator[ProgrammeTab]:
    event = fill_event(workspace)
    shell.go("events", event=event, tab="programme")
    show_active(shell)
    settle()
    page: Any = shell.page("events")
    tab = page.view.here
    assert isinstance(tab, ProgrammeTab)
    yield tab
    settle()
    settle()


def add(tab: ProgrammeTab, text: str, settle: Settle) -> None:
    tab.new_line.line.setFocus()
    type_text(tab.new_line.line, text)
    QTest.keyClick(tab.new_line.line, Qt.Key.Key_Return)
    settle()


def told(tab: ProgrammeTab) -> list[tuple[str | None, str | None, str]]:
    return [(row.time_from, row.time_to, row.title) for row in tab.grid.rows()]


def here(tab: ProgrammeTab, row: int, column: int) -> None:
    tab.grid.setFocus()
    tab.grid.setCurrentIndex(tab.grid.model().index(row, column))


def test_a_new_line_begins_where_the_last_one_ended(tab: ProgrammeTab, settle: Settle) -> None:
    add(tab, "Анкета толтуруу / Ойдонова Б.", settle)
    assert told(tab)[-1] == ("16:00", None, "Анкета толтуруу")
    assert tab.grid.rows()[-1].kind == "test"
    assert tab.grid.rows()[-1].speaker == "Ойдонова Б."
    assert tab.new_line.line.hasFocus()
    assert tab.new_line.line.text() == ""


def test_a_table_pasted_from_a_document_becomes_lines(
    tab: ProgrammeTab, workspace: Workspace, settle: Settle
) -> None:
    first_day = tab._days()[0]
    tab._go_to_day(first_day)
    QGuiApplication.clipboard().setText(
        "13.30 – 14.00\tКаттоо\t\n14.00 – 14.20\tАчылышы\tОйдонова А., директор\n\n"
    )
    tab.new_line.line.setFocus()
    QTest.keySequence(tab.new_line.line, QKeySequence(QKeySequence.StandardKey.Paste))
    settle()
    assert told(tab) == [("13:30", "14:00", "Каттоо"), ("14:00", "14:20", "Ачылышы")]
    assert tab.grid.rows()[1].speaker == "Ойдонова А., директор"


def test_a_cell_is_opened_written_and_kept_with_enter(
    tab: ProgrammeTab, workspace: Workspace, settle: Settle
) -> None:
    here(tab, 1, 1)
    QTest.keyClick(tab.grid, Qt.Key.Key_F2)
    editor: Any = tab.grid._editor
    editor.selectAll()
    type_text(editor, "Расмий ачылыш")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    assert told(tab)[1] == ("09:30", "09:45", "Расмий ачылыш")
    assert not tab.grid.is_editing()


def test_tab_goes_on_to_the_next_cell_and_esc_leaves_it_as_it_was(
    tab: ProgrammeTab, workspace: Workspace, settle: Settle
) -> None:
    here(tab, 0, 0)
    QTest.keyClick(tab.grid, Qt.Key.Key_Return)
    editor: Any = tab.grid._editor
    editor.selectAll()
    type_text(editor, "8.45-9.30")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert tab.grid.is_editing()
    second: Any = tab.grid._editor
    type_text(second, "баш аламан")
    QTest.keyClick(second, Qt.Key.Key_Escape)
    settle()
    assert told(tab)[0] == ("08:45", "09:30", "Катышуучуларды каттоо")


def test_a_time_that_is_none_changes_nothing(tab: ProgrammeTab, settle: Settle) -> None:
    before = told(tab)
    tab._written(tab.grid.rows()[0], "time", "эртең менен")
    settle()
    assert told(tab) == before


def test_alt_and_arrows_move_a_line_and_its_time(tab: ProgrammeTab, settle: Settle) -> None:
    here(tab, 2, 1)
    QTest.keyClick(tab.grid, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle()
    assert told(tab)[1:3] == [
        ("09:30", "10:15", "Бюджет цикли"),
        ("10:15", "10:30", "Ачылышы, куттуктоо"),
    ]
    assert tab.grid.currentIndex().row() == 1


def test_an_overlap_is_said_and_cured_by_one_press(tab: ProgrammeTab, settle: Settle) -> None:
    assert tab.banner.isVisible()
    tab.banner.acted.emit()
    settle()
    assert not tab.banner.isVisible()
    assert told(tab)[-2:] == [
        ("15:15", "15:45", "Суроо-жооп, талкуу"),
        ("15:45", "16:15", "Жыйынтык чыгаруу"),
    ]


def test_an_overlap_that_is_meant_can_be_left(tab: ProgrammeTab, settle: Settle) -> None:
    tab.banner.closed.emit()
    assert not tab.banner.isVisible()
    tab.refresh()
    settle()
    assert not tab.banner.isVisible()


def test_a_deleted_line_comes_back(
    tab: ProgrammeTab, shell: Shell, workspace: Workspace, settle: Settle
) -> None:
    before = told(tab)
    here(tab, 3, 1)
    QTest.keyClick(tab.grid, Qt.Key.Key_Delete)
    settle()
    assert len(told(tab)) == len(before) - 1
    shell.context.undo_last()
    settle()
    assert told(tab) == before


def test_kinds_goals_and_materials_are_kept(
    tab: ProgrammeTab, workspace: Workspace, settle: Settle
) -> None:
    item = tab.grid.rows()[2]
    tab._set_kind(item, "training")
    tab._written(item, "materials", "Слайддар; анкета")
    tab._goals_chosen(item.id, ("NPGE-2025/G09", "NPGE-2025/G01"))
    settle()
    kept = workspace.get(AgendaItem, item.id)
    assert kept is not None
    assert (kept.kind, kept.materials) == ("training", ("Слайддар", "анкета"))
    assert tab.grid.cell(2, 4).chip == "М 9\nМ 1"


def test_a_template_is_laid_into_the_day_and_undone(
    tab: ProgrammeTab, shell: Shell, settle: Settle
) -> None:
    tab._go_to_day(tab._days()[0])
    tab.show_templates()
    tab.templates.chosen.emit("round_table")
    settle()
    assert len(told(tab)) == 6
    shell.context.undo_last()
    settle()
    assert told(tab) == []


@pytest.mark.parametrize("text", ["9.00-9.30 ", "x" * 10_000])
def test_a_line_that_is_refused_stays_to_be_mended(
    tab: ProgrammeTab, settle: Settle, text: str
) -> None:
    before = told(tab)
    tab.new_line.line.setText(text)
    tab.new_line.line.entered.emit(text)
    settle()
    assert told(tab) == before
    assert tab.new_line.line.text() == text


@pytest.mark.parametrize("text", ["Ата\u202eбала 🌸\x00 сабак", "שלום"])
def test_strange_letters_are_kept_without_what_turns_text_around(
    tab: ProgrammeTab, settle: Settle, text: str
) -> None:
    tab.new_line.line.entered.emit(text)
    settle()
    kept = told(tab)[-1][2]
    assert kept
    assert "\u202e" not in kept
    assert "\x00" not in kept
