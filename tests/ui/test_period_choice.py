"""The choice of a period: by keyboard, by its days, with days of one's own that can be meant."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.language import LANGUAGES, language
from app.model.periods import PERIODS, days_of
from app.ui.kit import Chips, DayField, PeriodChoice
from app.ui.kit.period_choice import OWN
from tests.ui.keyboard import show_active, type_text

KY = language("ky")


@pytest.fixture
def choice(qtbot: QtBot) -> Iterator[PeriodChoice]:
    line, choice = Chips(), PeriodChoice(KY)
    for part in (choice, choice.between):
        line.flow.addWidget(part)
    qtbot.addWidget(line)
    line.resize(700, 80)
    show_active(line)
    yield choice
    line.close()


def test_every_period_is_reached_by_arrows_and_asks_for_its_days(choice: PeriodChoice) -> None:
    asked: list[object] = []
    choice.committed.connect(lambda _: asked.append(choice.days()))
    choice.focus()
    for _ in PERIODS:
        QTest.keyClick(choice.combo, Qt.Key.Key_Down)
    assert asked == [days_of(code, date.today()) for code in PERIODS]
    assert not choice.between.isVisible()


def test_days_of_ones_own_begin_with_those_that_stood_there(choice: PeriodChoice) -> None:
    choice.focus()
    QTest.keyClick(choice.combo, Qt.Key.Key_Down)
    year = choice.days()
    QTest.keyClick(choice.combo, Qt.Key.Key_End)
    assert choice.value() == OWN
    assert choice.between.isVisible()
    assert (choice.since.value(), choice.until.value()) == year == choice.days()
    assert choice.since.editor().hasFocus()


def test_days_that_cannot_be_meant_are_said_and_the_last_good_ones_count(
    choice: PeriodChoice,
) -> None:
    first, last = date(2026, 3, 1), date(2026, 3, 31)
    choice.set_days(first, last)
    asked: list[object] = []
    choice.committed.connect(asked.append)
    for typed, wrong in (
        ("45.13.2026", "Write a day as 31.12.2026"),
        ("01.02.2026", "The end comes before the beginning"),
    ):
        choice.until.focus()
        choice.until.line.clear()
        type_text(choice.until.line, typed)
        choice.since.focus()
        assert choice.wrong.isVisible()
        assert choice.wrong.text() == KY.text(wrong)
        assert (choice.days(), asked) == ((first, last), [])
    choice.until.focus()
    choice.until.line.clear()
    type_text(choice.until.line, "30.04.2026")
    choice.since.focus()
    assert not choice.wrong.isVisible()
    assert choice.days() == (first, date(2026, 4, 30))
    assert asked == [OWN]


def test_days_are_named_where_they_are_a_period(choice: PeriodChoice) -> None:
    for code in PERIODS:
        choice.set_days(*days_of(code, date.today()))
        assert choice.value() == code
    choice.set_days(date(2020, 1, 1), date(2020, 12, 31))
    assert (choice.value(), choice.said()) == (OWN, "2020")
    choice.set_days(None, date(2020, 12, 30))
    assert choice.said() == "… – 30.12.2020"
    choice.set_days(None, None)
    assert (choice.value(), choice.days(), choice.said()) == (None, (None, None), "")


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_is_said_in_every_language_and_keeps_what_was_chosen(
    choice: PeriodChoice, code: str
) -> None:
    choice.set_value("last_quarter")
    choice.retranslate(language(code))
    assert choice.value() == "last_quarter"
    assert choice.combo.currentText() == language(code).text("Last quarter")


def test_the_fields_of_a_form_are_filled_in_and_name_their_period(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    since, until = DayField(KY), DayField(KY)
    choice = PeriodChoice(KY, (since, until))
    for part in (since, until, choice):
        part.setParent(page)
    show_active(page)
    choice.focus()
    QTest.keyClick(choice.combo, Qt.Key.Key_Down)
    assert (since.value(), until.value()) == days_of("this_year", date.today())
    until.set_value(date.today() + timedelta(days=900))
    until.committed.emit(until.value())
    assert choice.value() == OWN
    for day in (since, until):
        day.set_value(None)
        day.committed.emit(None)
    assert choice.value() is None
    assert since.isVisible()
