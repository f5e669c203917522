"""The page of people: finding, reading a card, writing down, lists in and out."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.actions.records import save
from app.model import Consent, Person, new_id
from app.storage import Workspace
from app.storage.audit import entries
from app.storage.questions.people import PeopleFilter, list_people
from app.ui.context import Context
from app.ui.people.page import PeoplePage
from app.ui.people.words import masked, short_name
from app.ui.shell import Shell
from tests.ui.keyboard import show_active, type_text

Settle = Callable[[], None]


@pytest.fixture
def page(shell: Shell, settle: Settle) -> PeoplePage:
    """The page, shown and read."""
    show_active(shell)
    shell.go("people")
    settle()
    assert isinstance(shell.here, PeoplePage)
    return shell.here


def names(page: PeoplePage) -> list[str]:
    return [line.surname for line in page.table.rows()]


def register(workspace: Workspace) -> list[str]:
    return [line.full_name for line in list_people(workspace, PeopleFilter()).first]


def choose(page: PeoplePage, surname: str, settle: Settle) -> None:
    assert page.table.select(lambda line: line.surname == surname)
    settle()


def test_the_register_stands_in_the_kyrgyz_order(page: PeoplePage) -> None:
    assert names(page) == ["Выдуманная", "Ойдон уулу", "Ойдонова", "Чыгарылган"]


def test_a_slash_leads_to_the_filter_and_a_word_filters(
    page: PeoplePage, settle: Settle, qtbot: QtBot
) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Slash)
    assert page.filters.search.hasFocus()
    type_text(page.filters.search, "омур")
    qtbot.waitUntil(lambda: names(page) == ["Чыгарылган"])
    QTest.keyClick(page.filters.search, Qt.Key.Key_Escape)
    settle()
    assert len(names(page)) == 4


def test_the_keyboard_goes_from_the_filter_into_the_list(page: PeoplePage, settle: Settle) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        page.table.setCurrentIndex(QModelIndex())
        page.filters.search.setFocus()
        QTest.keyClick(page.filters.search, key)
        settle()
        assert page.table.hasFocus()
        assert page.table.selected() is not None


def test_coming_to_the_page_brings_the_keyboard_into_the_list(
    page: PeoplePage, shell: Shell, settle: Settle
) -> None:
    show_active(shell)
    shell.go("settings")
    settle()
    shell.go("people")
    settle()
    assert page.table.hasFocus()


def test_nobody_found_says_so_and_offers_everybody(page: PeoplePage, settle: Settle) -> None:
    page.filters.search.setText("жок адам")
    page.filters.changed.emit()
    settle()
    assert page.nobody_found.isVisible()
    page.nobody_found.primary_chosen.emit()
    settle()
    assert page.table.isVisible()


def test_the_phone_is_hidden_until_the_eye_is_pressed(
    page: PeoplePage, workspace: Workspace, settle: Settle, shell: Shell
) -> None:
    choose(page, "Ойдонова", settle)
    page.edit_person()
    type_text(page.editor.form.field("phone").editor(), "0772 446 118")
    page.editor.finish()
    settle()
    settle()
    assert page.panel.view.phone.number() == "0772 ··· 118"
    page.panel.view.phone.eye.click()
    assert page.panel.view.phone.number() == "0772 446 118"
    shell.go("settings")
    assert page.panel.view.phone.number() == "0772 ··· 118"


def test_a_new_person_is_written_down_by_the_keyboard(
    page: PeoplePage, workspace: Workspace, settle: Settle
) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_N)
    form = page.editor.form
    type_text(form.field("surname").editor(), "Өмүралиева")
    type_text(form.field("name").editor(), "Гүлзат")
    page.editor.finish()
    settle()
    settle()
    assert "Өмүралиева Гүлзат" in register(workspace)
    assert page.table.selected().surname == "Өмүралиева"


def test_a_new_person_without_a_surname_is_kept_in_the_form(
    page: PeoplePage, workspace: Workspace, settle: Settle
) -> None:
    page.add_person()
    type_text(page.editor.form.field("name").editor(), "Гүлзат")
    page.editor.finish()
    settle()
    assert page.editor.isVisible()
    assert "surname" in page.editor.form.problems()
    assert len(register(workspace)) == 4
    type_text(page.editor.form.field("surname").editor(), "Өмүралиева")
    page.editor.finish()
    settle()
    settle()
    assert "Өмүралиева Гүлзат" in register(workspace)


def test_an_untouched_form_leaves_nothing_behind(
    page: PeoplePage, workspace: Workspace, settle: Settle
) -> None:
    page.add_person()
    page.editor.finish()
    settle()
    assert not page.editor.isVisible()
    assert len(register(workspace)) == 4


def test_a_person_of_the_same_name_is_pointed_out(page: PeoplePage, settle: Settle) -> None:
    page.add_person()
    form = page.editor.form
    type_text(form.field("surname").editor(), "Ойдонова")
    type_text(form.field("name").editor(), "Гулмира")
    form.committed.emit("name", "Гулмира")
    settle()
    assert page.editor.banner.isVisible()
    page.editor.banner.acted.emit()
    settle()
    assert page.table.selected().surname == "Ойдонова"


def test_who_is_on_a_list_is_not_taken_off(
    page: PeoplePage, workspace: Workspace, settle: Settle, shell: Shell
) -> None:
    choose(page, "Ойдонова", settle)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    settle()
    assert shell.toast.isVisible()
    assert len(register(workspace)) == 4


def test_a_person_taken_off_comes_back_by_one_key(
    page: PeoplePage, workspace: Workspace, settle: Settle, context: Context
) -> None:
    page.add_person()
    type_text(page.editor.form.field("surname").editor(), "Ашыкча")
    page.editor.finish()
    settle()
    settle()
    page.remove_person(page.table.selected())
    settle()
    assert "Ашыкча" not in register(workspace)
    context.undo_last()
    settle()
    settle()
    assert "Ашыкча" in names(page)


def test_consent_is_taken_back_and_given_again_on_the_card(
    page: PeoplePage, workspace: Workspace, settle: Settle
) -> None:
    choose(page, "Ойдонова", settle)
    person = page.table.selected().id
    page.panel.view.consent.withdraw.click()
    page.panel.view.consent.sure.ok.click()
    settle()
    settle()
    [consent] = workspace.find(Consent, person=person)
    assert consent.withdrawn_on == date.today()
    page.panel.view.consent.give.click()
    page.panel.view.consent.form.ok.click()
    settle()
    settle()
    assert len(workspace.find(Consent, person=person)) == 2
    assert page.panel.view.consent.withdraw.isVisible()


def test_the_history_of_a_person_is_shown(page: PeoplePage, settle: Settle) -> None:
    choose(page, "Ойдонова", settle)
    page.panel.view.history.click()
    settle()
    assert page.panel.history.isVisible()
    page.panel.history.back.click()
    assert page.panel.view.isVisible()


def test_what_is_seen_goes_to_a_sheet_without_phones(
    page: PeoplePage,
    tmp_path: Path,
    settle: Settle,
    context: Context,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "тизме.csv"
    monkeypatch.setattr(context, "save_file", lambda *_: target)
    page.filters.search.setText("ойдон")
    page.filters.changed.emit()
    settle()
    page.export_list()
    assert page.giving.is_open
    page.giving.with_names.click()
    assert page.giving.problem()
    assert not target.exists()
    page.giving.why.set_value("Облустун тизмеси")
    page.giving.with_names.click()
    settle()
    settle()
    text = target.read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    (entry,) = [one for one in entries(page.context.workspace.reader) if one.what == "tables"]
    assert (entry.facts["type"], entry.facts["reason"]) == ("person", "Облустун тизмеси")
    assert "Ойдонова" in text
    assert "Чыгарылган" not in text
    assert "Телефон" not in text


def test_without_a_reason_what_is_seen_goes_to_a_sheet_without_names(
    page: PeoplePage,
    tmp_path: Path,
    settle: Settle,
    context: Context,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "тизме.csv"
    monkeypatch.setattr(context, "save_file", lambda *_: target)
    page.export_list()
    page.giving.without.click()
    settle()
    text = target.read_bytes().decode("utf-8")
    assert len(text.splitlines()) > 2
    assert "Ойдонова" not in text
    assert not page.giving.is_open


def book(path: Path, *rows: tuple[object, ...]) -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


def test_a_list_with_mistakes_is_refused_row_by_row(
    page: PeoplePage,
    workspace: Workspace,
    tmp_path: Path,
    settle: Settle,
    context: Context,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = book(tmp_path / "a.xlsx", ("Ф.И.О.", "Год рождения"), ("Ойдон Бир", "2080"), ("Эки", 2))
    monkeypatch.setattr(context, "pick_file", lambda *_: path)
    page.import_list()
    settle()
    assert page.report.isVisible()
    assert [problem.row for problem in page.report.table.rows()] == [2, 3]
    assert len(register(workspace)) == 4
    book(path, ("Ф.И.О.", "Год рождения"), ("Ойдон Бир", 1980), ("Ойдон Эки", 1990))
    page.report.again.click()
    settle()
    settle()
    assert not page.report.table.isVisible()
    page.report.done.click()
    settle()
    assert len(names(page)) == 6


def test_the_page_leads_to_a_person_from_elsewhere(
    page: PeoplePage, workspace: Workspace, settle: Settle, shell: Shell
) -> None:
    person = next(one for one in workspace.find(Person) if one.surname == "Чыгарылган")
    shell.go("today")
    shell.go("people", person=person.id)
    settle()
    assert page.table.selected().id == person.id
    assert page.panel.view.isVisible()


@pytest.mark.parametrize(
    ("phone", "seen"),
    [
        ("0772 446 118", "0772 ··· 118"),
        ("+996 772 446 118", "+996772 ··· 118"),
        ("12", "···"),
        ("", ""),
    ],
)
def test_a_masked_phone_shows_enough_to_compare(phone: str, seen: str) -> None:
    assert masked(phone) == seen


def test_a_long_name_keeps_the_letter_of_its_patronymic() -> None:
    assert short_name("Абдыкадырова", "Гүлмира", "Токтоболотовна") == "Абдыкадырова Гүлмира Т."
    assert short_name("Асанова", "Айгүл", "Бекбоевна") == "Асанова Айгүл Бекбоевна"


def test_who_may_be_written_down_twice_leads_to_both_entries(
    page: PeoplePage, workspace: Workspace, shell: Shell, settle: Settle
) -> None:
    choose(page, "Ойдонова", settle)
    assert page.panel.view.twins.isHidden()
    twin = {"surname": "Ojdonova", "name": "Gulmira", "birth_year": 1979, "village": "Ак-Татыр"}
    page.context.do(save, "person", new_id(), twin)
    settle()
    settle()
    assert page.panel.view.twins.isVisible()
    page.panel.view.twins.click()
    settle()
    assert shell.here is not page
