"""Functions of days and times."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time

from app.language.formats import Formats
from app.surveys.xpath.compiled import Frame
from app.surveys.xpath.functions.family import Family
from app.surveys.xpath.moments import Moment, moment_in, moment_of_days, time_of_day
from app.surveys.xpath.nodes import Node
from app.surveys.xpath.values import Value, to_text

DATES = Family()
_MARK = re.compile("%.")


@DATES.placed("today", "", "any")
def today(_: Node, frame: Frame) -> Value:
    """The day it is."""
    return _midnight(frame.scope.now())


@DATES.placed("now", "", "any")
def now(_: Node, frame: Frame) -> Value:
    """The moment it is."""
    return Moment(frame.scope.now())


def _midnight(when: datetime) -> Moment:
    return Moment(datetime.combine(when.date(), time(), when.tzinfo))


@DATES.placed("date", "any", "any")
def date(_: Node, frame: Frame, value: Value) -> Value:
    """A value as a date; nothing stays nothing."""
    if isinstance(value, Moment):
        return value if value.when is None else _midnight(value.when)
    return _moment(value, frame)


@DATES.placed("date-time", "any", "any")
def date_time(_: Node, frame: Frame, value: Value) -> Value:
    """A value as a date with its time; nothing stays nothing."""
    return _moment(value, frame)


def _moment(value: Value, frame: Frame) -> Moment | str:
    zone = frame.scope.timezone
    if isinstance(value, Moment):
        return value
    if isinstance(value, bool):
        return ""
    if isinstance(value, float):
        return moment_of_days(value, zone)
    text = to_text(value)
    return moment_in(text, zone) if text else ""


@DATES.placed("decimal-date-time", "any", "number")
def decimal_date_time(_: Node, frame: Frame, value: Value) -> Value:
    """The days since 1970 of a date with time."""
    if isinstance(value, float):
        return value
    said = _moment(value, frame)
    return (said if isinstance(said, Moment) else Moment(None)).days


@DATES.placed("decimal-time", "any", "number")
def decimal_time(_: Node, frame: Frame, value: Value) -> Value:
    """The part of the day that has passed at a time."""
    if isinstance(value, float):
        return value % 1
    return time_of_day(to_text(value), frame.scope.timezone)


@DATES.placed("format-date", "any text", "text")
def format_date(_: Node, frame: Frame, value: Value, pattern: str) -> Value:
    """A date as a pattern says, in the form's language."""
    return _formatted(value, pattern, frame)


@DATES.placed("format-date-time", "any text", "text")
def format_date_time(_: Node, frame: Frame, value: Value, pattern: str) -> Value:
    """A date with time as a pattern says, in the form's language."""
    return _formatted(value, pattern, frame)


def _formatted(value: Value, pattern: str, frame: Frame) -> str:
    said = _moment(value, frame)
    when = said.when if isinstance(said, Moment) else None
    if when is None:
        return ""
    formats = Formats(frame.scope.language)

    def part(found: re.Match[str]) -> str:
        sign = found.group()
        write = _PARTS.get(sign)
        return sign if write is None else write(when, formats)

    return _MARK.sub(part, pattern)


_PARTS: dict[str, Callable[[datetime, Formats], str]] = {
    "%Y": lambda when, _: f"{when.year:04}",
    "%y": lambda when, _: f"{when.year % 100:02}",
    "%m": lambda when, _: f"{when.month:02}",
    "%n": lambda when, _: str(when.month),
    "%b": lambda when, formats: formats.month_short(when),
    "%B": lambda when, formats: formats.month(when),
    "%W": lambda when, _: str(when.isocalendar().week),
    "%d": lambda when, _: f"{when.day:02}",
    "%e": lambda when, _: str(when.day),
    "%a": lambda when, formats: formats.weekday_short(when),
    "%A": lambda when, formats: formats.weekday(when),
    "%H": lambda when, _: f"{when.hour:02}",
    "%h": lambda when, _: str(when.hour),
    "%M": lambda when, _: f"{when.minute:02}",
    "%S": lambda when, _: f"{when.second:02}",
    "%3": lambda when, _: f"{when.microsecond // 1000:03}",
    "%%": lambda _, __: "%",
}
