"""What a value looks like in the document, by the type its place has.

A value comes from a person (strictly read: what cannot be meant is refused) or from a calculation
(leniently: what does not fit becomes empty). The forms of numbers are those of the other programs
of this family, so that documents compare.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, tzinfo

from app.surveys.xpath.values import number_text

Value = str | int | float | bool | date | datetime | time | Sequence[str] | None
"""What a window or a file of answers may give."""

_LARGEST_INTEGER = 2**31 - 1
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T(.*))?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?(Z|[+-]\d{2}:?\d{2})?")
_OFFSET = re.compile(r"(Z|[+-]\d{2}(:?\d{2})?)$")


class Refused(ValueError):
    """A value that cannot be meant at this place."""


def given(value: Value, type_: str, zone: tzinfo | None = None) -> str:
    """A person's answer as the document holds it; Refused if it cannot be."""
    text = _text_of(value)
    if not text.strip():
        return text if type_ == "string" else ""
    if type_ in {"time", "dateTime"}:
        return _time(text, zone) if type_ == "time" else _moment(text, zone)
    if type_ == "date":
        return _date(text, is_strict=True)
    write = _WRITTEN.get(type_)
    return write(text) if write else unicodedata.normalize("NFC", text)


def within(text: str, parameters: Mapping[str, str]) -> str:
    """A number of the range that a question shows from `start` to `end`; Refused outside it."""
    try:
        ends = sorted(float(parameters[name]) for name in ("start", "end"))
    except (KeyError, ValueError):
        return text
    if text and not ends[0] <= _number(text) <= ends[1]:
        raise Refused
    return text


def computed(text: str, type_: str) -> str:
    """The result of a calculation as the document holds it: what does not fit becomes empty."""
    if text == "NaN":
        return ""
    write = _WRITTEN.get(type_)
    try:
        return write(text) if write and text else text
    except Refused:
        return ""


def _text_of(value: Value) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    match value:
        case bool():
            return "1" if value else "0"
        case int() | float():
            return number_text(float(value))
        case datetime() | time():
            return value.isoformat(timespec="milliseconds")
        case date():
            return value.isoformat()
    return " ".join(value)


def _integer(text: str) -> str:
    number = _number(text)
    whole = int(number)
    if not -_LARGEST_INTEGER - 1 <= whole <= _LARGEST_INTEGER:
        raise Refused
    return str(whole)


def _decimal(text: str) -> str:
    number = _number(text)
    return f"{int(number)}.0" if number.is_integer() and abs(number) < 1e21 else number_text(number)


def _number(text: str) -> float:
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        raise Refused
    number = float(text)
    if math.isinf(number):
        raise Refused
    return number


def _date(text: str, *, is_strict: bool = False) -> str:
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise Refused
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise Refused from None
    clock = found[4]
    if clock is not None and is_strict and (_OFFSET.search(clock) or not _CLOCK.fullmatch(clock)):
        raise Refused
    return day.isoformat()


def _time(text: str, zone: tzinfo | None) -> str:
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise Refused
    try:
        clock = time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError:
        raise Refused from None
    thousandths = (found[4] or "").ljust(3, "0")[:3]
    return f"{clock:%H:%M:%S}.{thousandths}{_offset(found[5], None, zone)}"


def _moment(text: str, zone: tzinfo | None) -> str:
    day, _, clock = text.strip().replace(" ", "T", 1).partition("T")
    when = _date(day, is_strict=True)
    found = _CLOCK.fullmatch(clock or "00:00")
    if found is None:
        raise Refused
    said_at = _time(clock or "00:00", zone)[:12]
    return f"{when}T{said_at}{_offset(found[5], f'{when}T{said_at}', zone)}"


def _offset(written: str | None, moment: str | None, zone: tzinfo | None) -> str:
    if written:
        return written if written == "Z" or ":" in written else f"{written[:3]}:{written[3:]}"
    at = datetime.fromisoformat(moment) if moment else datetime.now(zone)
    local = at.replace(tzinfo=zone) if zone else at.astimezone()
    return local.isoformat()[-6:] if local.utcoffset() is not None else ""


def _geopoint(text: str) -> str:
    parts = text.split()
    if not 2 <= len(parts) <= 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        raise Refused
    numbers = [float(part) for part in parts]
    if not (-90 <= numbers[0] <= 90 and -180 <= numbers[1] <= 180):
        raise Refused
    return " ".join(_decimal(part) for part in parts)


def _points(text: str, fewest: int) -> str:
    points = [_geopoint(part) for part in text.split(";") if part.strip()]
    if len(points) < fewest:
        raise Refused
    return ";".join(points)


_WRITTEN: dict[str, Callable[[str], str]] = {
    "int": _integer,
    "integer": _integer,
    "long": _integer,
    "decimal": _decimal,
    "date": _date,
    "geopoint": _geopoint,
    "geotrace": lambda text: _points(text, 2),
    "geoshape": lambda text: _points(text, 3),
}
