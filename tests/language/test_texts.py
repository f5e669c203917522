"""Texts: translated, filled, counted."""

from datetime import UTC, date, datetime

import pytest

from app.errors import AppError, Problem
from app.language import LANGUAGES, Language, language, mark


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_text_without_a_translation_is_said_in_english(code: str) -> None:
    assert language(code).text("A text of no catalogue: {name}", name="A") == (
        "A text of no catalogue: A"
    )


def test_a_language_is_made_once() -> None:
    assert language("ky") is language("ky")


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(LookupError):
        language("xx")


def test_an_empty_text_stays_empty() -> None:
    assert language("ru").text("") == ""


def test_marking_leaves_the_text_as_it_is() -> None:
    assert mark("Surname") == "Surname"


def test_a_marked_value_is_translated_with_the_text_around_it() -> None:
    said = language("ru").text("«{label}»", label=mark("Surname"))
    assert said == "«Фамилия»"


def test_a_value_that_looks_like_a_placeholder_is_left_alone() -> None:
    assert language("en").text("{a} {b}", a="{b}", b="{0.__class__}") == "{b} {0.__class__}"


def test_a_missing_value_shows_its_placeholder_instead_of_failing() -> None:
    assert language("en").text("{here} {gone}", here=1) == "1 {gone}"


def test_values_are_written_the_way_of_the_language() -> None:
    said = language("ky").text(
        "{day} {at} {year} {count} {share}",
        day=date(2026, 11, 9),
        at=datetime(2026, 11, 9, 8, 5),  # noqa: DTZ001 (a clock on the wall)
        year=1984,
        count=12_345,
        share=6.25,
    )
    assert said == "09.11.2026 09.11.2026, 08:05 1984 12\u202f345 6,25"


def test_a_count_is_filled_as_a_number() -> None:
    english = language("en")
    assert english.plural("{n} book of none", "{n} books of none", 1) == "1 book of none"
    assert english.plural("{n} book of none", "{n} books of none", 1200) == (
        "1\u202f200 books of none"
    )


def test_a_text_in_a_context_is_filled_too() -> None:
    assert language("en").text_in("nowhere", "To {name}", name="B") == "To B"


def test_a_label_falls_back_to_russian_then_kyrgyz_then_english() -> None:
    kyrgyz = language("ky")
    assert kyrgyz.label({"ky": "к", "ru": "р", "en": "e"}) == "к"
    assert kyrgyz.label({"ru": "р", "en": "e"}) == "р"
    assert language("en").label({"ky": "к", "ru": ""}) == "к"
    assert language("ru").label({"en": "e"}) == "e"
    assert language("ru").label({}) == ""
    assert language("ru").label(None) == ""


def test_an_error_and_a_problem_of_a_field_are_said_alike() -> None:
    error = AppError("No file of this name: {name}", name="a.depter")
    assert language("en").error(error) == "No file of this name: a.depter"
    problem = Problem("birth_year", "No year of this kind: {year}", {"year": 2080})
    assert language("en").error(problem) == "No year of this kind: 2080"


def test_a_moment_is_shown_on_this_computers_clock() -> None:
    moment = datetime(2026, 11, 19, 10, 42, tzinfo=UTC)
    assert language("en").moment(moment) == Language("en").moment(
        moment.astimezone().replace(tzinfo=None)
    )


def test_an_error_that_is_the_reason_of_another_is_said_in_the_same_language():
    reason = AppError("This XML is no XForm: it has no model with a document to fill in.")
    said = language("ru").error(AppError("The form cannot be read: {reason}", reason=reason))
    assert said.startswith("Анкета не читается: Этот XML")
