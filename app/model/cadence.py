"""Cadence: whether a club meets as often as it means to, period by period."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""How many months each period has; `always` has no end and nothing is ever due."""

MET, DUE, MISSED, FREE = "met", "due", "missed", "free"
"""Enough meetings; some lacking while there is time; some lacking for good; none asked for."""


def period_of(day: date, period: str) -> tuple[date, date]:
    """First and last day of the calendar period a day lies in."""
    months = MONTHS[period]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return first, months_later(first, months) - timedelta(days=1)


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month that is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


@dataclass(frozen=True)
class Stretch:
    """One period with the meetings held in it, and what was meant."""

    first: date
    last: date
    held: int
    least: int
    most: int | None
    state: str

    @property
    def lacking(self) -> int:
        """How many meetings are missing to the least."""
        return max(0, self.least - self.held)

    @property
    def is_over(self) -> bool:
        """Whether there were more meetings than was meant at most."""
        return self.most is not None and self.held > self.most


def stretches(
    held: Iterable[date],
    period: str | None,
    least: int | None,
    most: int | None,
    since: date,
    today: date,
) -> list[Stretch]:
    """All periods from the beginning to today, the newest last; none without a period."""
    if period not in MONTHS or today < since:
        return []
    days = sorted(day for day in held if day <= today)
    found = []
    first, last = period_of(since, period)
    while first <= today:
        number = sum(first <= day <= last for day in days)
        state = _state(number, least or 0, is_running=last >= today)
        found.append(Stretch(first, last, number, least or 0, most, state))
        first, last = period_of(last + timedelta(days=1), period)
    return found


def _state(held: int, least: int, *, is_running: bool) -> str:
    if not least:
        return FREE
    if held >= least:
        return MET
    return DUE if is_running else MISSED
