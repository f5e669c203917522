"""Periods people speak of, by their days; and the period before one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from app.language import mark

_DAY = timedelta(days=1)
_TWELVE = "last_12_months"
_MONTHS: Mapping[str, tuple[str, int, int]] = {
    "this_year": (mark("This year"), 12, 0),
    "last_year": (mark("Last year"), 12, 1),
    "this_half_year": (mark("This half-year"), 6, 0),
    "last_half_year": (mark("Last half-year"), 6, 1),
    "this_quarter": (mark("This quarter"), 3, 0),
    "last_quarter": (mark("Last quarter"), 3, 1),
    "this_month": (mark("This month"), 1, 0),
    "last_month": (mark("Last month"), 1, 1),
}
"""What it is called, how many months it has, and how many such periods ago it was."""
PERIODS: Mapping[str, str] = {
    **{code: label for code, (label, *_) in _MONTHS.items()},
    _TWELVE: mark("The last 12 months"),
}
"""By their codes, what they are called, in the order in which they are offered."""


def days_of(code: str, today: date) -> tuple[date, date]:
    """The first and the last day of a period; `KeyError` for a code that is not in `PERIODS`."""
    if code == _TWELVE:
        return _months_later(today, -12) + _DAY, today
    _, months, ago = _MONTHS[code]
    month = (today.month - 1) // months * months + 1
    first = _months_later(date(today.year, month, 1), -months * ago)
    return first, _months_later(first, months) - _DAY


def named(since: date | None, until: date | None, today: date) -> str:
    """The code of the period that has just these days; "" where there is none."""
    return next((code for code in PERIODS if days_of(code, today) == (since, until)), "")


def period_before(since: date, until: date) -> tuple[date, date]:
    """As many whole months before whole months, else as many days.

    An unfinished year is compared with the whole year before it only where its days are chosen so.
    """
    after = until + _DAY
    if since.day == after.day == 1:
        months = (after.year - since.year) * 12 + after.month - since.month
        return _months_later(since, -months), since - _DAY
    length = after - since
    return since - length, since - _DAY


def _months_later(day: date, months: int) -> date:
    """The same day some months later; the last of its month where that has no such day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - _DAY).day
    return date(year, month, min(day.day, last))
