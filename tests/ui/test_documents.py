"""Layouts and issued documents in the window: begun, filled in, looked at, numbered."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.actions.documents import begin_layout, issue, set_office
from app.actions.records import save
from app.language import language
from app.model import DocumentLayout, IssuedDocument, Put, new_id
from app.model.kinds import NO_RECORD, Link
from app.reports.layouts import LAYOUT
from app.storage import Workspace
from app.storage.questions.documents import issued, office
from app.ui.context import Context
from app.ui.documents import IssuedPage, LayoutsPage
from app.ui.find_anything import find_anything
from app.ui.preferences import Preferences
from app.ui.reports.page import ReportsPage
from app.ui.reports.pages_pane import PagesPane
from app.ui.save_state import SaveState
from app.ui.settings import SettingsPage
from app.ui.shell import Shell
from app.ui.tasks import Tasks
from tests.ui.keyboard import type_text
from tests.ui.layout import layout_faults

Settle = Callable[[], None]
KY = language("ky")


def layout_in(ws: Workspace) -> DocumentLayout:
    (layout,) = ws.find(DocumentLayout)
    return layout


@pytest.fixture
def page(shell: Shell, settle: Settle) -> LayoutsPage:
    shell.show()
    shell.go("layouts")
    settle()
    assert isinstance(shell.here, LayoutsPage)
    return shell.here


@pytest.fixture
def begun(workspace: Workspace, page: LayoutsPage, settle: Settle) -> LayoutsPage:
    page.make("order")
    settle()
    settle()
    return page


def drawn(page: LayoutsPage, qtbot: QtBot) -> int:
    """Wait for the preview; answers how many pages it has."""
    pane = page.preview.pane
    qtbot.waitUntil(lambda: not pane.is_stale and pane.pages.count() > 0)
    return pane.pages.count()


def come_to_rest(pane: PagesPane, settle: Settle, qtbot: QtBot) -> None:
    """Wait until the pages are drawn as wide as there is room: a scroll bar takes some of it."""
    for _ in range(3):
        qtbot.waitUntil(
            lambda: not (pane.is_stale or pane.timer.isActive()) and pane.pages.count() > 0,
        )
        settle()


def write(page: LayoutsPage, name: str, text: str, settle: Settle) -> None:
    """Type into a field, and leave it."""
    field: Any = page.form.form_of(name).field(name)
    editor = field.editor()
    editor.setFocus()
    editor.selectAll()
    type_text(editor, text)
    field.committed.emit(field.value())
    for _ in range(3):
        settle()


def test_an_empty_notebook_says_what_a_layout_is_and_offers_ready_made_ones(
    page: LayoutsPage, workspace: Workspace, settle: Settle
) -> None:
    assert page.body.currentWidget() is page.begin_view
    assert page.begin_view.title.text()
    assert not page.begin_view.cancel.isVisible()
    page.begin_view.setFocus()
    QTest.keyClick(page.begin_view.cards, Qt.Key.Key_Down)
    QTest.keyClick(page.begin_view.cards, Qt.Key.Key_Return)
    settle()
    settle()
    assert layout_in(workspace).name == "Жөнөкөй отчёт"
    assert page.body.currentWidget() is not page.begin_view


def test_what_is_typed_is_kept_and_seen_in_the_preview(
    begun: LayoutsPage, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    before = drawn(begun, qtbot)
    write(begun, "letterhead_ky", "Ойдон кеңсе", settle)
    write(begun, "size", "18", settle)
    assert layout_in(workspace).letterhead_ky == "Ойдон кеңсе"
    assert layout_in(workspace).size == 18
    qtbot.waitUntil(lambda: not begun.preview.pane.is_stale)
    settle()
    assert drawn(begun, qtbot) >= before


def test_what_is_wrong_is_said_at_its_field_and_stays_until_it_is_mended(
    begun: LayoutsPage, workspace: Workspace, settle: Settle
) -> None:
    write(begun, "size", "200", settle)
    assert begun.form.problems()["size"]
    assert layout_in(workspace).size == 14
    write(begun, "number_pattern", "№ {жыл}", settle)
    assert "{жыл}" in begun.form.problems()["number_pattern"]
    write(begun, "margin_left", "99", settle)
    write(begun, "margin_right", "98", settle)
    assert begun.form.problems()["margin_right"]
    write(begun, "size", "12", settle)
    assert layout_in(workspace).size == 12


def test_a_layout_is_copied_deleted_and_brought_back(
    begun: LayoutsPage, workspace: Workspace, settle: Settle, context: Context
) -> None:
    begun.copy_it()
    settle()
    settle()
    assert [one.name for one in workspace.find(DocumentLayout)] == [
        "Бөлүмдүн буйругу",
        "Бөлүмдүн буйругу (көчүрмө)",
    ]
    copy = next(one for one in workspace.find(DocumentLayout) if "(" in one.name)
    assert begun.where() == {"layout": copy.id}
    begun.remove(copy)
    settle()
    settle()
    assert layout_in(workspace).name == "Бөлүмдүн буйругу"
    context.undo_last()
    settle()
    assert len(workspace.find(DocumentLayout)) == 2


def test_two_layouts_for_one_document_say_which_is_used(
    begun: LayoutsPage, workspace: Workspace, settle: Settle
) -> None:
    begun.copy_it()
    settle()
    copy = next(one for one in workspace.find(DocumentLayout) if "(" in one.name)
    begun.context.do(
        lambda ws: save(ws, "document_layout", copy.id, {"documents": ("resolution",)})
    )
    settle()
    settle()
    assert "«Бөлүмдүн буйругу» колдонулат" in begun.form.problems()["documents"]


def test_a_logo_is_chosen_seen_and_taken_away(
    begun: LayoutsPage, workspace: Workspace, settle: Settle, tmp_path: Path
) -> None:
    file = io.BytesIO()
    Image.new("RGB", (300, 200), "#0B6273").save(file, "PNG")
    good, bad = tmp_path / "logo.png", tmp_path / "text.png"
    good.write_bytes(file.getvalue())
    bad.write_bytes(b"no picture at all")
    begun.logo.take(bad)
    settle()
    assert begun.logo.problem.isVisible()
    assert layout_in(workspace).logo is None
    begun.logo.take(tmp_path / "nothing.png")
    settle()
    assert begun.logo.problem.isVisible()
    begun.logo.take(good)
    settle()
    settle()
    assert not begun.logo.problem.isVisible()
    assert layout_in(workspace).logo
    assert not begun.logo.picture.pixmap().isNull()
    begun.logo.remove.click()
    settle()
    assert layout_in(workspace).logo is None


def test_the_window_speaks_another_language_and_what_was_typed_stays(
    begun: LayoutsPage, shell: Shell, settle: Settle
) -> None:
    begun.context.language = language("ru")
    begun.retranslate()
    settle()
    assert begun.header.title() == "Макеты документов"
    assert begun.form.form_of("name").field("name").value() == "Бөлүмдүн буйругу"


# ---- numbers ----


def test_a_document_gets_its_number_beside_its_preview_and_undo_takes_it_back(
    shell: Shell, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    made = begin_layout(workspace, KY, "report").id
    save(workspace, "document_layout", made, {"number_pattern": "№ {number}/{year}"})
    shell.show()
    shell.go("reports", report="event")
    settle()
    page = shell.here
    assert isinstance(page, ReportsPage)
    box = page.paper.issuing
    qtbot.waitUntil(box.isVisible)
    assert "№ 1/" in box.row._line.text()
    box.give.click()
    settle()
    (document,) = workspace.find(IssuedDocument)
    assert document.title == "Аялдардын лидерлиги жана жергиликтүү бюджет"
    qtbot.waitUntil(box.given.isVisible)
    assert document.shown in box.given.text()
    page.context.undo_last()
    settle()
    assert workspace.find(IssuedDocument) == []
    page.paper.refresh()
    settle()
    qtbot.waitUntil(box.give.isVisible)


def test_a_document_can_be_wanted_without_any_layout_in_the_words_of_the_command_line(
    shell: Shell, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    made = begin_layout(workspace, KY, "report").id
    save(workspace, "document_layout", made, {"number_pattern": "№ {number}/{year}"})
    shell.show()
    shell.go("reports", report="event")
    page = shell.here
    assert isinstance(page, ReportsPage)
    qtbot.waitUntil(page.paper.issuing.isVisible)
    field: Any = page.form.field("layout")
    qtbot.waitUntil(lambda: field.value() == made)
    assert isinstance(LAYOUT.kind, Link)
    field.combo.setCurrentText(KY.text(LAYOUT.kind.none))
    field.combo.activated.emit(field.combo.currentIndex())
    assert page.options.values()["layout"] == NO_RECORD
    qtbot.waitUntil(page.paper.issuing.isHidden)
    page.retranslate()
    settle()
    assert page.options.values()["layout"] == NO_RECORD
    field.combo.setCurrentIndex(0)
    field.combo.activated.emit(0)
    qtbot.waitUntil(lambda: field.value() == made)
    assert "layout" not in page.options.values()
    qtbot.waitUntil(page.paper.issuing.isVisible)


def test_a_number_by_hand_that_is_taken_is_refused_at_its_field(
    shell: Shell, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    made = begin_layout(workspace, KY, "report").id
    save(workspace, "document_layout", made, {"number_pattern": "№ {number}"})
    issue(workspace, layout_in(workspace), "event", "Мурунку документ", 7)
    shell.show()
    shell.go("reports", report="event")
    settle()
    page = shell.here
    assert isinstance(page, ReportsPage)
    box = page.paper.issuing
    qtbot.waitUntil(box.isVisible)
    box.number.set_value(7)
    box.give.click()
    settle()
    assert "Мурунку документ" in box.row.error()
    assert len(workspace.find(IssuedDocument)) == 1


def test_a_number_with_a_part_of_the_unit_says_what_is_lacking(
    shell: Shell, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    made = begin_layout(workspace, KY, "report").id
    save(workspace, "document_layout", made, {"number_pattern": "№ {unit}-{number}"})
    shell.show()
    shell.go("reports", report="event")
    settle()
    page = shell.here
    assert isinstance(page, ReportsPage)
    qtbot.waitUntil(page.paper.issuing.isVisible)
    assert not page.paper.issuing.give.isEnabled()
    assert "Жөндөөлөр" in page.paper.issuing.row._line.text()


def test_the_list_of_issued_documents_marks_what_two_notebooks_gave(
    shell: Shell, workspace: Workspace, settle: Settle
) -> None:
    begin_layout(workspace, KY, "order")
    layout = layout_in(workspace)
    issue(workspace, layout, "resolution", "Биринчи чечим", 1)
    (first,) = workspace.find(IssuedDocument)
    other = {**first.values(), "title": "Башка чечим"}
    workspace.write([Put("issued_document", new_id(), other)])
    issue(workspace, layout, "resolution", "Үчүнчү чечим")
    shell.show()
    shell.go("issued")
    settle()
    page = shell.here
    assert isinstance(page, IssuedPage)
    assert page.twice.isVisible()
    assert page.table.model().rowCount() == 3
    page.search.setText("башка")
    assert page.table.model().rowCount() == 1
    page.remove(next(one for one in issued(workspace) if one.document.title == "Башка чечим"))
    settle()
    settle()
    assert not page.twice.isVisible()


def test_the_search_leads_to_a_number_and_to_a_layout(
    shell: Shell, workspace: Workspace, settle: Settle
) -> None:
    begin_layout(workspace, KY, "order")
    layout = layout_in(workspace)
    for _ in range(3):
        issue(workspace, layout, "resolution", "Көп чечимдин бири", day=date(2026, 11, 30))
    shell.show()
    (offer,) = find_anything(workspace, "буйругу", KY)
    name, where = offer.value
    shell.go(name, **where)
    settle()
    assert shell.here.where() == {"layout": layout.id}
    found = find_anything(workspace, "2/2026", KY)
    name, where = next(one.value for one in found if one.text == "№ 2/2026")
    shell.go(name, **where)
    settle()
    page = shell.here
    assert isinstance(page, IssuedPage)
    assert page.table.selected().document.shown == "№ 2/2026"


def test_an_empty_list_of_issued_documents_says_where_numbers_are_given(
    shell: Shell, settle: Settle
) -> None:
    shell.show()
    shell.go("issued")
    settle()
    page = shell.here
    assert isinstance(page, IssuedPage)
    assert page.body.currentWidget() is page.empty
    page.empty.primary_chosen.emit()
    settle()
    assert isinstance(shell.here, ReportsPage)


# ---- settings ----


def test_whose_documents_these_are_is_kept_in_the_settings(
    shell: Shell, workspace: Workspace, settle: Settle
) -> None:
    shell.show()
    shell.go("settings")
    settle()
    page = shell.here
    assert isinstance(page, SettingsPage)
    card = page.documents
    card.unit.field.set_value("БТ")
    card.save()
    settle()
    assert office(workspace.reader).unit == "БТ"
    card.unit.field.set_value("{number}")
    card.save()
    settle()
    assert card.unit.error()
    assert office(workspace.reader).unit == "БТ"
    set_office(workspace, None, "")
    page.refresh()
    assert card.unit.field.value() == ""


@pytest.mark.parametrize("room", [QSize(1366, 697), QSize(1093, 558), QSize(911, 465)], ids=str)
@pytest.mark.parametrize("code", ["ky", "ru"])
def test_the_fields_and_the_preview_of_a_layout_fit_every_usual_window(
    code: str, room: QSize, workspace: Workspace, tasks: Tasks, settle: Settle, qtbot: QtBot
) -> None:
    begin_layout(workspace, language(code), "order")
    begin_layout(workspace, language(code), "certificate")
    issue(workspace, workspace.find(DocumentLayout)[0], "resolution", "Чечим")
    window = QWidget()
    qtbot.addWidget(window)
    context = Context(workspace, language(code), tasks, window)
    shell = Shell(context, SaveState(tasks), Preferences(workspace.folder))
    qtbot.addWidget(shell)
    shell.setMinimumSize(1, 1)
    shell.resize(room)
    shell.show()
    for name in ("issued", "layouts"):
        shell.go(name)
        for _ in range(3):
            settle()
        if isinstance(shell.here, LayoutsPage):
            come_to_rest(shell.here.preview.pane, settle, qtbot)
        assert layout_faults(shell, room) == []
