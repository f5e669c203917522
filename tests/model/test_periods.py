"""Periods people speak of: their days, their names, and the period before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.periods import PERIODS, days_of, named, period_before

DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))


@pytest.mark.parametrize(
    ("code", "today", "since", "until"),
    [
        ("this_year", "2026-11-19", "2026-01-01", "2026-12-31"),
        ("last_year", "2026-11-19", "2025-01-01", "2025-12-31"),
        ("this_half_year", "2026-11-19", "2026-07-01", "2026-12-31"),
        ("last_half_year", "2026-11-19", "2026-01-01", "2026-06-30"),
        ("last_half_year", "2026-06-30", "2025-07-01", "2025-12-31"),
        ("this_quarter", "2026-11-19", "2026-10-01", "2026-12-31"),
        ("last_quarter", "2026-11-19", "2026-07-01", "2026-09-30"),
        ("last_quarter", "2026-02-01", "2025-10-01", "2025-12-31"),
        ("this_month", "2028-02-29", "2028-02-01", "2028-02-29"),
        ("last_month", "2026-01-31", "2025-12-01", "2025-12-31"),
        ("last_month", "2026-03-31", "2026-02-01", "2026-02-28"),
        ("last_12_months", "2026-11-19", "2025-11-20", "2026-11-19"),
        ("last_12_months", "2028-02-29", "2027-03-01", "2028-02-29"),
    ],
)
def test_a_period_has_the_days_people_mean(code: str, today: str, since: str, until: str) -> None:
    days = days_of(code, date.fromisoformat(today))
    assert tuple(day.isoformat() for day in days) == (since, until)


@given(DAYS)
def test_every_period_is_known_by_its_days(today: date) -> None:
    for code in PERIODS:
        since, until = days_of(code, today)
        assert since <= until
        assert days_of(named(since, until, today), today) == (since, until)
    assert named(None, today, today) == ""
    assert named(today, today + timedelta(days=1), today) == ""


@pytest.mark.parametrize(
    ("since", "until", "before"),
    [
        ("2026-01-01", "2026-12-31", "2025-01-01 2025-12-31"),
        ("2026-10-01", "2026-12-31", "2026-07-01 2026-09-30"),
        ("2026-01-01", "2026-03-31", "2025-10-01 2025-12-31"),
        ("2026-03-01", "2026-03-31", "2026-02-01 2026-02-28"),
        ("2025-01-01", "2026-12-31", "2023-01-01 2024-12-31"),
        ("2026-03-02", "2026-03-31", "2026-01-31 2026-03-01"),
        ("2026-11-19", "2026-11-19", "2026-11-18 2026-11-18"),
    ],
)
def test_before_whole_months_come_as_many_whole_months(since: str, until: str, before: str) -> None:
    found = period_before(date.fromisoformat(since), date.fromisoformat(until))
    assert " ".join(day.isoformat() for day in found) == before


@given(DAYS, st.integers(0, 900))
def test_the_period_before_ends_the_day_before(since: date, length: int) -> None:
    first, last = period_before(since, since + timedelta(days=length))
    assert last == since - timedelta(days=1)
    assert first <= last
