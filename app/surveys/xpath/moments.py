"""Days and times in expressions: read from ISO texts, said as such, counted in days since 1970."""

from __future__ import annotations

import functools
import math
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
_OFFSET = r"(?P<offset>Z|[+-]\d\d(?::?\d\d)?)?"
_TIME = rf"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?{_OFFSET}"
_MOMENT = re.compile(
    rf"\s*(?P<year>\d{{4}})-(?P<month>\d\d?)-(?P<day>\d\d?)(?:T{_TIME})?\s*", re.ASCII
)
_CLOCK = re.compile(_TIME, re.ASCII)
_FARTHEST = 3_650_000  # days; about the year 9999, where calendars of machines end


class Moment:
    """A point in time in some zone, or an unknown one: a date that could not be read."""

    __slots__ = ("when",)

    def __init__(self, when: datetime | None) -> None:
        self.when = when

    @property
    def is_known(self) -> bool:
        """Whether it is a date at all."""
        return self.when is not None

    @property
    def days(self) -> float:
        """Days since 1970 began in Greenwich, with their fraction."""
        return math.nan if self.when is None else days_since_epoch(self.when)

    @property
    def text(self) -> str:
        """The ISO date; with time and offset unless it is midnight."""
        if self.when is None:
            return "Invalid Date"
        if self.when.time() == datetime.min.time():
            return self.when.date().isoformat()
        return self.when.isoformat(timespec="milliseconds")


def days_since_epoch(when: datetime) -> float:
    """Days since 1970 began in Greenwich, with their fraction."""
    return (when - EPOCH) / DAY


def moment_of_days(days: float, zone: tzinfo | None) -> Moment:
    """The moment so many days after 1970 began in Greenwich, as clocks of the zone show it."""
    if math.isnan(days) or abs(days) > _FARTHEST:
        return Moment(None)
    try:
        # to the millisecond: floats of days carry noise below it
        when = EPOCH + timedelta(milliseconds=round(days * 86_400_000))
        return Moment(when.astimezone(zone))
    except (OverflowError, ValueError):
        return Moment(None)


def moment_in(text: str, zone: tzinfo | None) -> Moment:
    """The moment an ISO date or date with time says; one without offset lies in the zone."""
    return Moment(_read(text, zone))


def days_in(text: str, zone: tzinfo | None) -> float:
    """The days since 1970 that an ISO text says; NaN if it is none."""
    when = _read(text, zone)
    return math.nan if when is None else days_since_epoch(when)


@functools.lru_cache(maxsize=4096)
def _read(text: str, zone: tzinfo | None) -> datetime | None:
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    try:
        day = datetime(int(found["year"]), int(found["month"]), int(found["day"]))  # noqa: DTZ001 - it gets its zone below
        return _with_time(day, found, zone)
    except (OverflowError, ValueError):
        return None


def _with_time(day: datetime, found: re.Match[str], zone: tzinfo | None) -> datetime:
    """The day with the time and offset that were read; ValueError if there is no such time."""
    if found["hour"] is not None:
        fraction = int((found["fraction"] or "0")[:6].ljust(6, "0"))
        second = int(found["second"] or 0)
        day = day.replace(hour=int(found["hour"]), minute=int(found["minute"]), second=second)
        day = day.replace(microsecond=fraction)
    offset = found["offset"]
    if offset is None:
        return day.astimezone(zone) if zone is None else day.replace(tzinfo=zone)
    return day.replace(tzinfo=_zone_of(offset)).astimezone(zone)


def _zone_of(offset: str) -> tzinfo:
    """The zone of `Z`, `+06`, `+0600` or `+06:00`; ValueError if there is none such."""
    if offset == "Z":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[3:].lstrip(":") or 0)
    if hours > 23 or minutes > 59:
        raise ValueError(offset)
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if offset[0] == "-" else ahead)


def time_of_day(text: str, zone: tzinfo | None) -> float:
    """The part of a day that has passed at a time or date with time, on clocks of the zone."""
    when: datetime | None = None
    if (found := _CLOCK.fullmatch(text.strip())) is not None:
        try:
            when = _with_time(datetime(1970, 1, 1), found, zone)  # noqa: DTZ001 - it gets its zone below
        except (OverflowError, ValueError):
            return math.nan
    else:
        when = _read(text, zone)
    if when is None:
        return math.nan
    clock = when.time()
    return (
        timedelta(
            hours=clock.hour,
            minutes=clock.minute,
            seconds=clock.second,
            microseconds=clock.microsecond,
        )
        / DAY
    )
