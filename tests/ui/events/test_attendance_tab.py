"""The attendance tab, by the keyboard: registering, ticking, mending, counting."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.language import language
from app.model import Person
from app.model.quota import balance
from app.storage import Workspace
from app.storage.questions.attendance import Sheet, headcounts
from app.ui.context import Context
from app.ui.events.attendance import AttendanceTab
from app.ui.events.counters import cure, cure_title
from app.ui.events.moments import current_moment, is_to_come, moment_name
from app.ui.events.sheet_model import FIRST_COLUMNS, TICKS_FROM
from tests.ui.events.conftest import FIRST, LAST, NOW, new_event
from tests.ui.events.press import focused, press, type_text

NOW_MOMENT = (date(2026, 3, 19), "morning")
Settle = Callable[[], None]
Stored = Callable[[], Sheet]


def names(tab: AttendanceTab) -> list[str]:
    return [row.name for row in tab.grid.model.rows]


def search(tab: AttendanceTab, text: str, qtbot: QtBot, settle: Settle) -> list[str]:
    """Type into the quick-add line and wait for the list."""
    tab.quick_add.setFocus()
    type_text(text)
    qtbot.waitUntil(lambda: tab.quick_add._answered == text)
    settle()
    return [offer.text for offer in tab.quick_add.offers()]


def stand(tab: AttendanceTab, row: int) -> None:
    tab.grid.table.setFocus()
    tab.grid.table.stand_at(row, tab._moment)


def test_the_list_stands_in_kyrgyz_order(tab: AttendanceTab) -> None:
    assert names(tab) == [
        "Асылбекова Айгүл",
        "Бөрүбаев Нурдин",
        "Жээнбек уулу Үсөн",
        "Үсөнова Мээрим",
    ]
    assert tab.count == 4
    assert tab._moment == NOW_MOMENT


def test_three_letters_and_enter_list_and_tick_a_known_person(
    tab: AttendanceTab, stored: Stored, qtbot: QtBot, settle: Settle
) -> None:
    offered = search(tab, "өмү", qtbot, settle)
    assert offered[:2] == ["Өмүралиева Гүлзат", "Омурзакова Гүлнара"]
    press("Enter")
    settle()
    assert names(tab)[-2:] == ["Өмүралиева Гүлзат", "Үсөнова Мээрим"]
    assert stored().present(NOW_MOMENT) == 1
    assert focused() is tab.quick_add
    assert tab.quick_add.text() == ""
    shown = tab.grid.table.selected()
    assert shown is not None
    assert shown.name == "Өмүралиева Гүлзат"


def test_the_second_is_taken_by_its_number(
    tab: AttendanceTab, stored: Stored, qtbot: QtBot, settle: Settle
) -> None:
    search(tab, "omu", qtbot, settle)
    press("Alt+2")
    settle()
    assert "Омурзакова Гүлнара" in names(tab)
    assert len(stored().rows) == 5


def test_who_is_listed_already_is_only_ticked(
    tab: AttendanceTab, stored: Stored, qtbot: QtBot, settle: Settle
) -> None:
    search(tab, "бөр", qtbot, settle)
    assert tab.quick_add.offers()[0].note == language("ky").text("on the list already")
    press("Enter")
    settle()
    assert len(stored().rows) == 4
    assert stored().present(NOW_MOMENT) == 1


def test_an_enter_that_is_too_fast_takes_nobody_else(
    tab: AttendanceTab, stored: Stored, qtbot: QtBot, settle: Settle
) -> None:
    search(tab, "өм", qtbot, settle)
    type_text("үрза")
    press("Enter")
    settle()
    assert [row.name for row in stored().rows][4:] == ["Омурзакова Гүлнара"]


def test_a_fast_enter_for_nobody_known_begins_a_new_person(
    tab: AttendanceTab, settle: Settle
) -> None:
    tab.quick_add.setFocus()
    type_text("кадырова роза")
    press("Enter")
    settle()
    assert tab.new_line.isVisible()
    assert tab.new_line.name.text() == "Кадырова роза"


def test_a_new_person_is_one_line_and_no_dialog(
    tab: AttendanceTab, stored: Stored, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    tab.quick_add.setFocus()
    type_text("кадырова")
    press("Ctrl+Enter")
    settle()
    type_text(" роза")
    press("Tab")
    type_text("а")
    type_text("1966")
    press("Tab")
    type_text("Ак-Татыр")
    press("Esc") if tab.new_line.place.search.is_open() else None
    press("Tab")
    type_text("Аялдар кеңеши, төрайым")
    press("Enter")
    settle()
    (row,) = [row for row in stored().rows if row.name == "Кадырова Роза"]
    assert (row.sex, row.birth_year, row.organisation, row.position) == (
        "f",
        1966,
        "Аялдар кеңеши",
        "төрайым",
    )
    assert (row.consent, row.is_new) == ("given", True)
    assert stored().presence(row.registration, NOW_MOMENT) is True
    assert focused() is tab.quick_add
    assert not tab.new_line.isVisible()
    (person,) = workspace.find(Person, surname="Кадырова")
    assert person.village == "Ак-Татыр" or person.territory


def test_going_back_to_the_search_loses_nothing(tab: AttendanceTab, settle: Settle) -> None:
    tab.quick_add.setFocus()
    type_text("Кадырова Роза")
    press("Ctrl+Enter", "Tab")
    type_text("э1966")
    press("Esc")
    settle()
    assert focused() is tab.quick_add
    press("Ctrl+Enter")
    assert tab.new_line.name.text() == "Кадырова Роза"
    assert tab.new_line.sex.value() == "m"
    assert tab.new_line.year.value() == 1966


def test_the_next_name_does_not_inherit_what_was_wrong_with_the_last(
    tab: AttendanceTab, settle: Settle
) -> None:
    tab.quick_add.setFocus()
    tab.quick_add.setText("А" * 10_000)
    press("Ctrl+Enter", "Enter")
    settle()
    assert tab.new_line.name.editor().property("failed") == "true"
    press("Esc")
    tab.quick_add.setText("Кадырова Роза")
    press("Ctrl+Enter")
    assert tab.new_line.name.editor().property("failed") != "true"


@pytest.mark.parametrize("year", ["2080", "жаш", "12"])
def test_a_year_that_cannot_be_is_said_and_nothing_is_lost(
    tab: AttendanceTab, stored: Stored, qtbot: QtBot, settle: Settle, year: str
) -> None:
    tab.quick_add.setFocus()
    type_text("Кадырова Роза")
    press("Ctrl+Enter", "Tab", "Tab")
    type_text(year)
    press("Enter")
    settle()
    assert len(stored().rows) == 4
    assert tab.new_line.isVisible()
    assert tab.new_line.name.text() == "Кадырова Роза"
    assert focused() is tab.new_line.year.line
    qtbot.waitUntil(lambda: bool(tab.new_line._note.text()))
    said = tab.new_line._note.text()
    tab.new_line._look()
    settle()
    assert tab.new_line._note.text() == said, "an answer that comes late takes nothing away"


def test_a_namesake_is_pointed_out_and_taken_by_ctrl_enter(
    tab: AttendanceTab, stored: Stored, qtbot: QtBot, settle: Settle
) -> None:
    tab.quick_add.setFocus()
    type_text("Омуралиева Гульзат")
    press("Ctrl+Enter")
    settle()
    assert "Өмүралиева Гүлзат (1984)" in tab.new_line._note.text()
    press("Ctrl+Enter")
    settle()
    assert [row.name for row in stored().rows][4:] == ["Өмүралиева Гүлзат"]


def test_space_ticks_and_goes_down(tab: AttendanceTab, stored: Stored, settle: Settle) -> None:
    stand(tab, 0)
    press("Space", "Space", "Space")
    assert tab.grid.table.currentIndex().row() == 3
    settle()
    assert stored().present(NOW_MOMENT) == 3
    press("Up", "Space")
    settle()
    assert stored().present(NOW_MOMENT) == 2


def test_a_tick_shows_before_it_is_written(tab: AttendanceTab) -> None:
    stand(tab, 0)
    press("Space")
    assert tab._sheet is not None
    assert tab._sheet.present(NOW_MOMENT) == 1


def test_arrows_stay_inside_the_grid(tab: AttendanceTab) -> None:
    stand(tab, 0)
    press("Right")
    assert tab.grid.table.moment() == (date(2026, 3, 19), "afternoon")
    press("Left", "Left", "Left", "Left", "Left", "Left")
    assert tab.grid.table.moment() == (FIRST, "morning")
    press("End")
    assert tab.grid.table.currentIndex().row() == 3
    press("Home")
    assert tab.grid.table.currentIndex().row() == 0
    assert focused() is tab.grid.table


def test_a_column_is_ticked_at_once_and_taken_back(
    tab: AttendanceTab, stored: Stored, context: Context, settle: Settle
) -> None:
    stand(tab, 1)
    press("Ctrl+Space")
    settle()
    assert stored().present(NOW_MOMENT) == 4
    context.undo_last()
    settle()
    assert stored().present(NOW_MOMENT) == 0
    assert tab._sheet is not None
    assert tab._sheet.present(NOW_MOMENT) == 0


def test_a_filtered_column_ticks_only_who_is_seen(
    tab: AttendanceTab, stored: Stored, settle: Settle
) -> None:
    tab._set_filter("m")
    assert names(tab) == ["Бөрүбаев Нурдин", "Жээнбек уулу Үсөн"]
    stand(tab, 0)
    press("Ctrl+Space")
    settle()
    assert stored().present(NOW_MOMENT) == 2


def test_del_takes_off_the_list_and_undo_brings_back(
    tab: AttendanceTab, stored: Stored, context: Context, settle: Settle
) -> None:
    stand(tab, 1)
    press("Del")
    settle()
    assert "Бөрүбаев Нурдин" not in names(tab)
    next_one = tab.grid.table.selected()
    assert next_one is not None
    assert next_one.name == "Жээнбек уулу Үсөн"
    context.undo_last()
    settle()
    assert len(stored().rows) == 4
    assert "Бөрүбаев Нурдин" in names(tab)


def test_a_letter_in_the_grid_begins_a_name(tab: AttendanceTab, settle: Settle) -> None:
    stand(tab, 0)
    type_text("ө")
    assert focused() is tab.quick_add
    type_text("мү")
    assert tab.quick_add.text() == "өмү"


def test_f2_leads_to_the_quick_add_line(tab: AttendanceTab) -> None:
    stand(tab, 0)
    press("F2")
    assert focused() is tab.quick_add


def test_a_line_is_mended_in_place(tab: AttendanceTab, stored: Stored, settle: Settle) -> None:
    stand(tab, 0)
    press("Enter")
    settle()
    assert tab.editor.isVisible()
    editor = focused()
    editor.selectAll()  # type: ignore[attr-defined]
    type_text("Асылбаева")
    press("Enter")
    settle()
    assert not tab.editor.isVisible()
    assert focused() is tab.grid.table
    assert "Асылбаева Айгүл" in [row.name for row in stored().rows]


def test_sorting_by_arrival_and_back(tab: AttendanceTab, qtbot: QtBot, settle: Settle) -> None:
    search(tab, "ток", qtbot, settle)
    press("Enter")
    settle()
    assert names(tab)[-2:] == ["Токтогулов Эркин", "Үсөнова Мээрим"]
    tab._sort("arrival")
    assert names(tab)[-1] == "Токтогулов Эркин"
    tab._sort("name")
    assert names(tab)[-1] == "Үсөнова Мээрим"


def test_the_mouse_ticks_too(tab: AttendanceTab, stored: Stored, settle: Settle) -> None:
    table = tab.grid.table
    index = tab.grid.model.index(2, tab.grid.model.column_of(NOW_MOMENT))
    middle: QPoint = table.visualRect(index).center()
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle
    )
    settle()
    (present,) = [row for row in stored().rows if stored().presence(row.registration, NOW_MOMENT)]
    assert present.name == "Жээнбек уулу Үсөн"


def test_every_cell_can_be_said(tab: AttendanceTab) -> None:
    model = tab.grid.model
    stand(tab, 0)
    press("Space")
    role = Qt.ItemDataRole.AccessibleTextRole
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            said = model.index(row, column).data(role)
            assert said or column == FIRST_COLUMNS.index("place")
    said = model.index(0, model.column_of(NOW_MOMENT)).data(role)
    assert said.startswith("Асылбекова Айгүл, ")
    assert said.endswith(language("ky").text("was there"))
    later = model.index(0, model.column_of((LAST, "morning"))).data(role)
    assert later.endswith(language("ky").text("not yet"))


def test_a_day_to_come_is_a_dash_until_somebody_is_ticked(tab: AttendanceTab) -> None:
    model, later = tab.grid.model, (LAST, "afternoon")
    assert model.tick(model.rows[0], later).present is None
    assert model.tick(model.rows[0], (FIRST, "morning")).present is False
    stand(tab, 0)
    press("Right", "Right", "Right")
    assert tab.grid.table.moment() == later
    press("Space")
    assert model.tick(model.rows[0], later).present is True
    assert model.tick(model.rows[1], later).present is False


def test_a_long_event_scrolls_its_days_beside_the_names(
    context: Context, workspace: Workspace, tab: AttendanceTab, settle: Settle
) -> None:
    tab.set_event(new_event(workspace, date_to=date(2026, 4, 1)))
    settle()
    tab._to_search()
    type_text("бө")
    press("Enter")
    settle()
    table, model = tab.grid.table, tab.grid.model
    assert tab.grid.bar.isVisible()
    assert not table.isColumnHidden(1)
    stand(tab, 0)
    for _ in range(40):
        press("Right")
    assert table.moment() == (date(2026, 4, 1), "afternoon")
    assert not table.isColumnHidden(model.consent_column - 1)
    assert table.isColumnHidden(TICKS_FROM)
    assert sum(table.columnWidth(c) for c in range(model.columnCount())) <= table.width()


def test_attendance_by_day_has_one_column_a_day(
    workspace: Workspace, tab: AttendanceTab, settle: Settle
) -> None:
    tab.set_event(new_event(workspace, attendance_by="day"))
    settle()
    assert tab.grid.model.moments == [(date(2026, 3, d), "day") for d in (18, 19, 20)]


def test_what_is_typed_stays_in_another_language(
    tab: AttendanceTab, context: Context, settle: Settle
) -> None:
    tab.quick_add.setFocus()
    type_text("Кадырова")
    press("Ctrl+Enter")
    context.language = language("ru")
    tab.retranslate()
    settle()
    assert tab.new_line.name.text() == "Кадырова"
    assert tab.bar.part.currentText() == moment_name(language("ru"), NOW_MOMENT, NOW.date())


def test_people_are_counted_without_a_list(
    tab: AttendanceTab, workspace: Workspace, meeting: bytes, settle: Settle
) -> None:
    tab.count_without_list()
    settle()
    type_text("600")
    press("Tab")
    settle()
    (group,) = headcounts(workspace, meeting)
    assert group.number == 600
    tab.headcounts._lines[0].number.focus()
    focused().selectAll()  # type: ignore[attr-defined]
    type_text("много")
    press("Tab")
    settle()
    assert tab.headcounts._lines[0].fault.text()
    (group,) = headcounts(workspace, meeting)
    assert group.number == 600


def test_the_cure_is_in_words() -> None:
    broken = balance(20, 7)
    assert cure_title(language("en"), broken) == "Men: less than 30 %"
    assert cure(language("en"), broken).startswith("With 2 more men the share is 31")
    assert cure(language("en"), balance(1, 3)).startswith("With 1 more woman the share is 40")


def test_the_present_half_day_is_by_the_clock_else_the_first_untouched(
    tab: AttendanceTab, stored: Stored, settle: Settle
) -> None:
    found = stored()
    assert current_moment(found, datetime(2026, 3, 19, 15, 0, tzinfo=UTC)) == (
        date(2026, 3, 19),
        "afternoon",
    )
    assert current_moment(found, datetime(2026, 5, 1, 15, 0, tzinfo=UTC)) == (FIRST, "morning")
    stand(tab, 0)
    press("Left", "Left", "Ctrl+Space")
    settle()
    assert current_moment(stored(), datetime(2026, 5, 1, 15, 0, tzinfo=UTC)) == (FIRST, "afternoon")
    assert is_to_come((date(2026, 3, 19), "afternoon"), NOW)
    assert not is_to_come((date(2026, 3, 19), "morning"), NOW)


def test_what_was_typed_of_a_new_person_comes_back_after_a_power_cut(
    tab: AttendanceTab, context: Context, meeting: bytes, qtbot: QtBot, settle: Settle
) -> None:
    tab.quick_add.setFocus()
    type_text("Кадырова Роза")
    press("Ctrl+Enter", "Tab")
    type_text("а1966")
    qtbot.waitUntil(lambda: not tab.new_line._keeper.isActive())
    settle()
    again = AttendanceTab(context)
    qtbot.addWidget(again)
    again.set_event(meeting)
    settle()
    assert not again.new_line.isHidden()
    assert again.new_line.values()["surname"] == "Кадырова"
    assert (again.new_line.sex.value(), again.new_line.year.value()) == ("f", 1966)
    again.new_line._add()
    settle()
    third = AttendanceTab(context)
    qtbot.addWidget(third)
    third.set_event(meeting)
    settle()
    assert third.new_line.isHidden()
    again.leave()
    third.leave()
