"""Days, times and numbers in the three languages."""

from datetime import date, time

import pytest

from app.language import LANGUAGES, language

DAY = date(2026, 11, 19)


def test_a_day_is_written_as_papers_here_write_it() -> None:
    assert {language(code).day(DAY) for code in LANGUAGES} == {"19.11.2026"}
    assert language("ky").day(date(987, 1, 2)) == "02.01.0987"


@pytest.mark.parametrize(
    ("code", "long", "short", "weekday"),
    [
        ("ky", "бейшемби, 19-ноябрь 2026", "19-ноябрь", "бейш."),
        ("ru", "четверг, 19 ноября 2026", "19 ноября", "чт"),
        ("en", "Thursday, 19 November 2026", "19 November", "Thu"),
    ],
)
def test_a_day_in_words(code: str, long: str, short: str, weekday: str) -> None:
    spoken = language(code)
    assert spoken.day_long(DAY) == long
    assert spoken.day_short(DAY) == short
    assert spoken.weekday_short(DAY) == weekday


@pytest.mark.parametrize(
    ("code", "first", "last", "said"),
    [
        ("ky", date(2026, 11, 18), date(2026, 11, 20), "18–20-ноябрь 2026"),
        ("ru", date(2026, 11, 18), date(2026, 11, 20), "18–20 ноября 2026"),
        ("ru", date(2025, 5, 12), date(2025, 6, 1), "12 мая – 1 июня 2025"),
        ("en", date(2025, 12, 30), date(2026, 1, 2), "30 December 2025 – 2 January 2026"),
        ("ky", DAY, DAY, "19-ноябрь 2026"),
        ("ky", DAY, None, "19-ноябрь 2026"),
        ("ky", None, None, ""),
    ],
)
def test_a_stretch_of_days_says_nothing_twice(
    code: str, first: date | None, last: date | None, said: str
) -> None:
    assert language(code).days(first, last) == said


def test_days_and_times_that_are_not_known_say_nothing() -> None:
    spoken = language("ky")
    assert [spoken.day(None), spoken.day_long(None), spoken.day_short(None)] == [""] * 3
    assert [spoken.time(None), spoken.moment(None), spoken.number(None)] == [""] * 3


def test_a_time_has_two_figures_on_both_sides() -> None:
    spoken = language("ru")
    assert spoken.time(time(9, 5)) == "09:05"
    assert spoken.time("9:30") == "09:30"
    assert spoken.time("13:30") == "13:30"
    assert spoken.time("noon") == "noon"


def test_numbers_part_their_thousands_and_use_the_languages_mark() -> None:
    assert language("ky").number(1208) == "1\u202f208"
    assert language("ru").number(-1234567.5) == "−1\u202f234\u202f567,5"
    assert language("en").number(2.0) == "2"
    assert language("en").number(1234.567, 1) == "1\u202f234.6"


def test_a_share_is_rounded_and_needs_a_whole() -> None:
    spoken = language("ru")
    assert spoken.percent(20, 27) == "74\u00a0%"
    assert spoken.percent(1, 3, places=1) == "33,3\u00a0%"
    assert spoken.percent(1, 8) == "13\u00a0%"
    assert spoken.percent(0, 0) == "–"


@pytest.mark.parametrize(
    ("code", "size", "said"),
    [
        ("ky", 0, "0\u00a0Б"),
        ("ky", 48 * 1024, "48\u00a0КБ"),
        ("ru", 6_501_171, "6,2\u00a0МБ"),
        ("en", 1024**3 * 300, "300\u00a0GB"),
    ],
)
def test_a_size_is_told_in_its_unit(code: str, size: int, said: str) -> None:
    assert language(code).size(size) == said
