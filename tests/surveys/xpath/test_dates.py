"""Days and times: typed, printed as ISO, counted in days, said in the form's language."""

import math
from collections.abc import Callable
from datetime import UTC, timedelta, timezone

import pytest

from app.surveys.xpath.expression import compile_expression
from app.surveys.xpath.moments import Moment, days_in, moment_in, moment_of_days, time_of_day
from app.surveys.xpath.xml import parse_xml
from tests.surveys.xpath.conftest import Still

Value = Callable[..., object]
FIELD = "<data><day>2012-07-23</day><time>2012-08-20T10:00:00.000+06:00</time><none/></data>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today()", "2026-11-19"),
        ("now()", "2026-11-19T16:20:30.500+06:00"),
        ("date(now())", "2026-11-19"),
        ("date('2012-07-23')", "2012-07-23"),
        ("date('2012-7-3')", "2012-07-03"),
        ("date('')", ""),
        ("date(true())", ""),
        ("date('nonsense')", "Invalid Date"),
        ("date('2012-02-30')", "Invalid Date"),
        ("date(1e400 div 0)", "Invalid Date"),
        ("date-time('2012-07-23T10:20:30Z')", "2012-07-23T16:20:30.000+06:00"),
        ("date-time(/data/time)", "2012-08-20T10:00:00.000+06:00"),
        ("date(0)", "1970-01-01T06:00:00.000+06:00"),
        ("string(date('2012-07-23'))", "2012-07-23"),
        ("date('2012-07-24') - date('2012-07-23')", 1.0),
        ("'2012-07-24' - '2012-07-23'", 1.0),
        ("date('2012-07-23') = /data/day", True),
        ("/data/day < today()", True),
        ("/data/day + 1 = date('2012-07-24')", True),
        ("boolean(date('2012-07-23'))", True),
        ("boolean(date('nonsense'))", False),
        ("'nonsense' = date('2012-07-23')", False),
        ("number('2012-07-23')", 15543.75),
        ("decimal-date-time('2012-07-23T06:00:00.000+06:00')", 15544.0),
        ("decimal-date-time(18000)", 18000.0),
        ("decimal-date-time(today())", 20775.75),
        ("decimal-time('12:00:00.000+06:00')", 0.5),
        ("decimal-time('2012-01-01T06:00:00.000+06:00')", 0.25),
        ("decimal-time(1.25)", 0.25),
    ],
)
def test_dates_are_values_of_their_own(value: Value, text: str, expected: object) -> None:
    text = text.replace("1e400", "1")
    assert value(text, FIELD) == expected


@pytest.mark.parametrize("text", ["x", "24:00:00", "06:00:60", "06:00:00-24:00", "", "6:00"])
def test_what_is_no_time_is_no_number(text: str) -> None:
    assert math.isnan(time_of_day(text, UTC))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("%Y-%m-%d", "2012-08-05"),
        ("%y/%n/%e", "12/8/5"),
        ("%H:%M:%S.%3", "09:07:05.042"),
        ("%h", "9"),
        ("%a %b", "Sun Aug"),
        ("%A %B", "Sunday August"),
        ("%W %% %q %", "31 % %q %"),
    ],
)
def test_dates_are_written_by_a_pattern(value: Value, pattern: str, expected: str) -> None:
    said = f"format-date-time('2012-08-05T09:07:05.042', '{pattern}')"
    assert value(said) == expected
    assert value(said.replace("-time(", "(")) == expected


def test_names_of_months_are_in_the_form_s_language(scope: Still) -> None:
    scope.language = "ru"
    said = compile_expression("format-date('2012-11-05', '%e %B')")
    assert said.string(parse_xml("<a/>"), scope) == "5 ноября"


@pytest.mark.parametrize("given", ["''", "'nonsense'", "/data/none", "0 div 0"])
def test_what_is_no_date_is_written_as_nothing(value: Value, given: str) -> None:
    assert value(f"format-date({given}, '%Y')", FIELD) == ""


def test_dates_without_offset_lie_in_the_zone() -> None:
    west = timezone(timedelta(hours=-7))
    assert days_in("1970-01-01", west) == 7 / 24
    assert days_in("1970-01-01T00:00Z", west) == 0
    assert math.isnan(days_in("1970-01-01T25:00", west))
    assert moment_in("1970-01-01T00:00:00+0600", UTC).text == "1969-12-31T18:00:00.000+00:00"
    assert not math.isnan(days_in("1970-01-01", None))


def test_moments_end_where_calendars_end() -> None:
    assert moment_of_days(0, UTC).text == "1970-01-01"
    assert not moment_of_days(1e9, UTC).is_known
    assert not moment_of_days(math.nan, UTC).is_known
    assert not moment_of_days(-719_200, UTC).is_known
    assert math.isnan(Moment(None).days)
    assert not moment_in("0001-01-01T00:00:00+14:00", UTC).is_known
