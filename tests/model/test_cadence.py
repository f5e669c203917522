"""Cadence: periods of the calendar, and whether enough was held in each."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.cadence import (
    DUE,
    FREE,
    MET,
    MISSED,
    MONTHS,
    months_later,
    period_of,
    stretches,
)

days = st.dates(date(2000, 1, 1), date(2080, 12, 31))


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("month", date(2026, 11, 1), date(2026, 11, 30)),
        ("quarter", date(2026, 10, 1), date(2026, 12, 31)),
        ("half_year", date(2026, 7, 1), date(2026, 12, 31)),
        ("year", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods_are_those_of_the_calendar(period: str, first: date, last: date) -> None:
    assert period_of(date(2026, 11, 19), period) == (first, last)


@given(days, st.sampled_from(sorted(MONTHS)))
def test_periods_follow_each_other_without_gaps(day: date, period: str) -> None:
    first, last = period_of(day, period)
    assert first <= day <= last
    assert period_of(last + timedelta(days=1), period)[0] == last + timedelta(days=1)


def test_each_period_says_whether_enough_was_held() -> None:
    held = [date(2026, 9, 3), date(2026, 10, 5), date(2026, 10, 20)]
    found = stretches(held, "month", 2, 3, date(2026, 8, 15), date(2026, 11, 19))
    assert [(one.held, one.state) for one in found] == [
        (0, MISSED),
        (1, MISSED),
        (2, MET),
        (0, DUE),
    ]
    assert found[-1].lacking == 2
    many = stretches([date(2026, 11, 1)] * 4, "month", 1, 3, date(2026, 11, 1), date(2026, 11, 19))
    assert [(one.state, one.is_over) for one in many] == [(MET, True)]


def test_nothing_is_due_where_nothing_was_promised() -> None:
    assert stretches([], "always", 1, None, date(2026, 1, 1), date(2026, 11, 19)) == []
    assert stretches([], None, 1, None, date(2026, 1, 1), date(2026, 11, 19)) == []
    (one,) = stretches([], "year", None, None, date(2026, 1, 1), date(2026, 11, 19))
    assert (one.state, one.lacking) == (FREE, 0)


def test_a_month_later_is_never_a_day_that_is_not_there() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_later(date(2026, 5, 19), 0) == date(2026, 5, 19)
