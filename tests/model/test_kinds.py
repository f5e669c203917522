"""Kinds of field: what is typed is cleaned, checked, and comes back out of a column as it was."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.kinds import (
    KINDS,
    Choice,
    Choices,
    Day,
    Document,
    File,
    Items,
    Kind,
    Link,
    LongText,
    Number,
    Territory,
    Text,
    TextList,
    Time,
    Year,
    YesNo,
    parse_day,
    parse_time,
)

EVERY: list[Kind] = [
    Text(label="x"),
    LongText(label="x"),
    Document(label="x"),
    TextList(label="x"),
    Number(label="x", decimals=2),
    Year(label="x"),
    Day(label="x"),
    Time(label="x"),
    Choice(label="x", enumeration="sex"),
    Choices(label="x", enumeration="sex"),
    YesNo(label="x"),
    Link(label="x", to="person"),
    Territory(label="x"),
    Items(label="x", of="territory"),
    File(label="x"),
]


def test_every_kind_is_tried_here() -> None:
    assert {type(kind) for kind in EVERY} == set(KINDS)


@given(st.sampled_from(EVERY), st.one_of(st.none(), st.text(), st.integers(), st.dates()))
def test_cleaning_and_checking_never_fail(kind: Kind, typed: object) -> None:
    if isinstance(kind, (TextList, YesNo)) and not isinstance(typed, (str, type(None))):
        return
    value = kind.clean(typed)
    if kind.dump(value) is not None and kind.fault(value) is None:
        assert kind.accepts(kind.dump(value))
        assert kind.dump(kind.load(kind.dump(value))) == kind.dump(value)


@given(st.sampled_from(EVERY), st.one_of(st.text(), st.integers(), st.binary(), st.floats()))
def test_whatever_lies_in_a_column_can_be_shown(kind: Kind, stored: str | float | bytes) -> None:
    kind.load(stored)


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: type(kind).__name__)
def test_empty_is_null_in_a_column_and_empty_again(kind: Kind) -> None:
    assert kind.dump(kind.empty) is None
    assert kind.load(None) == kind.empty
    assert kind.accepts(None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Асанова   Айгүл ", "Асанова Айгүл"),
        ("a\x00b\x07c", "abc"),
        ("\u202eevil\u202c", "evil"),
        ("й", "й"),
        ("семья 👩‍👧", "семья 👩‍👧"),
        ("שלום", "שלום"),
        (None, ""),
    ],
)
def test_text_keeps_what_was_meant(typed: str | None, kept: str) -> None:
    assert Text(label="x").clean(typed) == kept


def test_long_text_keeps_its_lines() -> None:
    assert LongText(label="x").clean("a \r\nb\r\n\r\nc\n") == "a\nb\n\nc"


def test_a_name_of_ten_thousand_letters_is_refused_with_the_limit() -> None:
    fault = Text(label="x").fault("а" * 10_000)
    assert fault is not None
    assert fault.values == {"limit": 200}


@pytest.mark.parametrize(
    "typed", ["18.11.2026", "18.11.26", "18,11,2026", "18/11/2026", "18-11-2026", "2026-11-18"]
)
def test_a_day_is_understood_as_people_write_it(typed: str) -> None:
    assert parse_day(typed) == date(2026, 11, 18)


@pytest.mark.parametrize("typed", ["31.02.2026", "завтра", "18.11", "1.1.20260", "00.00.0000"])
def test_what_is_no_day_is_kept_as_typed_and_refused(typed: str) -> None:
    assert parse_day(typed) == typed
    assert Day(label="x").fault(parse_day(typed)) is not None


@pytest.mark.parametrize(
    ("typed", "time"),
    [("9", "09:00"), ("930", "09:30"), ("9.30", "09:30"), ("9:30", "09:30"), ("13-05", "13:05")],
)
def test_a_time_is_understood_as_people_write_it(typed: str, time: str) -> None:
    assert parse_time(typed) == time


@pytest.mark.parametrize("typed", ["25:00", "9:61", "утром"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    assert Time(label="x").fault(parse_time(typed)) is not None


def test_a_birth_year_in_the_future_is_refused() -> None:
    year = Year(label="x")
    assert year.fault(2080) is not None
    assert year.fault(date.today().year + 1) is not None
    assert year.fault(1984) is None


def test_numbers_are_understood_with_spaces_and_commas() -> None:
    number = Number(label="x", decimals=2)
    assert number.clean("1 234,5") == 1234.5
    assert number.clean("12") == 12
    assert number.fault(number.clean("двенадцать")) is not None


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        (Number(label="x"), "12"),
        (Number(label="x"), 2**63),
        (Number(label="x"), float("nan")),
        (Number(label="x"), True),
        (Text(label="x"), 5),
        (Text(label="x"), b"x"),
        (Link(label="x", to="person"), "00"),
    ],
)
def test_a_value_of_the_wrong_form_is_not_accepted_from_a_package(
    kind: Kind, stored: object
) -> None:
    assert not kind.accepts(stored)
