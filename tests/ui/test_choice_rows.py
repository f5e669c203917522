"""Answers in rows: numbers pick, arrows move, long words are read whole."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit import ChoiceRows, StepStrip
from app.ui.kit.choice_rows import MANY, ONE, RANKED, TypedKey
from app.ui.kit.strip import AHEAD, DONE, HERE, SKIPPED
from app.ui.theme import look
from tests.ui.events.press import focused
from tests.ui.keyboard import show_active
from tests.ui.layout import settle

OPTIONS = [("water", "Суу"), ("road", "Жол"), ("school", "Мектеп")]


def shown(rows: ChoiceRows, qtbot: QtBot, count: int = 3) -> ChoiceRows:
    rows.set_choices([*OPTIONS, *((f"c{at}", f"Жооп {at}") for at in range(4, count + 1))][:count])
    room = QWidget()
    column = QVBoxLayout(room)
    column.addWidget(rows)
    qtbot.addWidget(room)
    room.resize(500, 400)
    show_active(room)
    rows.focus()
    rows._room = room
    return rows


def digits(text: str) -> None:
    for digit in text:
        QTest.keyClick(focused(), Qt.Key(int(Qt.Key.Key_0) + int(digit)))


@pytest.mark.parametrize(
    ("most", "typed", "expected"),
    [
        (3, "2", [2]),
        (3, "9", [None]),
        (12, "2", [2]),
        (12, "12", [None, 12]),
        (12, "1", [None]),
        (12, "15", [None, 5]),
        (120, "119", [None, None, 119]),
    ],
)
def test_a_number_is_complete_when_no_longer_one_can_be_meant(
    most: int, typed: str, expected: list[int | None]
) -> None:
    key = TypedKey([str(number) for number in range(1, most + 1)])
    wanted = [str(number) if number else None for number in expected]
    assert [key.add(digit) for digit in typed] == wanted


def test_a_number_picks_one_and_another_number_replaces_it(qtbot: QtBot) -> None:
    rows = shown(ChoiceRows(ONE), qtbot)
    digits("2")
    assert rows.value() == ("road",)
    digits("3")
    assert rows.value() == ("school",)
    digits("3")
    assert rows.value() == ("school",), "what is typed again is meant again"
    QTest.keyClick(focused(), Qt.Key.Key_Delete)
    assert rows.value() == ()


def test_numbers_that_are_the_answers_are_typed_as_they_are(qtbot: QtBot) -> None:
    rows = shown(ChoiceRows(ONE, 0, numbered=False), qtbot)
    rows.set_choices([(str(number), str(number)) for number in range(11)])
    rows.focus()
    digits("0")
    assert rows.value() == ("0",)
    digits("10")
    assert rows.value() == ("10",)
    digits("1")
    rows.settle()
    assert rows.value() == ("1",)


def test_numbers_tick_several_in_the_order_of_the_list(qtbot: QtBot) -> None:
    rows = shown(ChoiceRows(MANY), qtbot)
    with qtbot.waitSignals([rows.chosen, rows.chosen]):
        digits("31")
    assert rows.value() == ("water", "school")


def test_ranked_answers_bear_their_place(qtbot: QtBot) -> None:
    rows = shown(ChoiceRows(RANKED), qtbot)
    digits("31")
    assert rows.value() == ("school", "water")
    assert [row.rank for row in rows.rows()] == [2, 0, 1]
    assert rows.rows()[2].accessibleName() == "1. Мектеп"
    digits("3")
    assert [row.rank for row in rows.rows()] == [1, 0, 0]


def test_arrows_move_and_the_space_bar_picks(qtbot: QtBot) -> None:
    rows = shown(ChoiceRows(MANY), qtbot)
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert rows.value() == ("road",)
    QTest.keyClick(focused(), Qt.Key.Key_End)
    assert focused() is rows.rows()[2]
    QTest.keyClick(focused(), Qt.Key.Key_Backspace)
    assert rows.value() == ()


def test_of_many_answers_the_first_digit_waits_for_the_second_or_for_enter(qtbot: QtBot) -> None:
    rows = shown(ChoiceRows(ONE), qtbot, 12)
    digits("1")
    assert rows.value() == ()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert rows.value() == ("water",)
    digits("12")
    assert rows.value() == ("c12",)


def test_an_answer_that_is_no_longer_offered_is_kept(qtbot: QtBot) -> None:
    rows = shown(ChoiceRows(MANY), qtbot)
    rows.set_value(("road", "gone"))
    rows.set_choices(OPTIONS[:1])
    digits("1")
    assert rows.value() == ("water", "road", "gone")


def test_the_group_is_one_stop_for_the_tab_key(qtbot: QtBot) -> None:
    rows = shown(ChoiceRows(MANY), qtbot)
    rows.set_value(("school",))
    stops = [bool(row.focusPolicy() & Qt.FocusPolicy.TabFocus) for row in rows.rows()]
    assert stops == [False, False, True]


@pytest.mark.parametrize("upright", [False, True])
def test_long_words_get_the_height_they_need(upright: bool, qtbot: QtBot) -> None:
    rows = shown(ChoiceRows(MANY, 3, upright=upright), qtbot)
    rows.set_choices([("a", "Узун жооп " * 9), ("b", "Кыска"), ("c", "Кыска")])
    settle()
    first, second, _ = rows.rows()
    assert first.height() == second.height() == first.height_at(first.width())
    assert first.height() > 60
    rows.grab()


def test_a_strip_hatches_what_is_not_asked(qtbot: QtBot) -> None:
    strip = StepStrip()
    qtbot.addWidget(strip)
    strip.resize(200, 6)
    strip.set_states([DONE, HERE, SKIPPED, AHEAD], "2 / 4")
    picture = strip.grab().toImage()
    ratio = picture.width() / 200
    inks = [
        {picture.pixelColor(round((x + dx) * ratio), 2).name() for dx in range(12)}
        for x in (10, 61, 112, 163)
    ]
    assert inks[0] == {look().colour("accent").name()}
    assert inks[3] == {look().colour("line").name()}
    assert len(inks[2]) > 1
    assert strip.accessibleName() == "2 / 4"


def test_a_strip_of_hundreds_of_steps_is_drawn_in_runs(qtbot: QtBot) -> None:
    strip = StepStrip()
    qtbot.addWidget(strip)
    strip.resize(300, 6)
    strip.set_states([DONE] * 250 + [AHEAD] * 250)
    picture = strip.grab().toImage()
    assert picture.pixelColor(10, 2) == look().colour("accent")
    assert picture.pixelColor(picture.width() - 10, 2) == look().colour("line")
