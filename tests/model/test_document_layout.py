"""Layouts of documents: what is refused at which field, and how numbers are said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.model import DocumentLayout, check, clean
from app.model.document_layout import number_said, pattern_fault, signatures


def refused(**values: object) -> dict[str, str]:
    try:
        check(DocumentLayout, clean(DocumentLayout, {"name": "Буйрук", **values}))
    except Invalid as found:
        return {one.field: one.text for one in found.problems}
    return {}


def test_a_layout_needs_a_name_and_nothing_else() -> None:
    assert refused() == {}
    assert set(refused(name=" ")) == {"name"}


@pytest.mark.parametrize("size", ["200", "7", "abc"])
def test_letters_nobody_can_print_are_refused_at_their_field(size: str) -> None:
    assert set(refused(size=size)) == {"size"}


def test_letters_of_half_a_point_are_taken() -> None:
    assert refused(size="10,5") == {}


def test_margins_that_leave_no_room_are_refused_at_the_later_field() -> None:
    assert set(refused(margin_left=70, margin_right=70)) == {"margin_right"}
    assert set(refused(margin_top=90, margin_bottom=90)) == {"margin_bottom"}
    assert refused(margin_left=65, margin_right=65, margin_top=70, margin_bottom=70) == {}
    assert set(refused(margin_left="-3")) == {"margin_left"}


def test_margins_that_are_not_said_count_as_usual() -> None:
    assert set(refused(margin_right=100.5)) == {"margin_right"}
    assert set(refused(margin_left=None, margin_right=100)) == set()
    assert set(refused(margin_left=31, margin_right=100)) == {"margin_right"}


@pytest.mark.parametrize(
    "pattern",
    ["№ 5", "№ {n}", "№ {number", "{number} {0}", "{number!r}", "{number:>9999999999}", "{}"],
)
def test_a_pattern_without_its_number_or_with_a_strange_place_is_refused(pattern: str) -> None:
    assert set(refused(number_pattern=pattern)) == {"number_pattern"}
    assert number_said(pattern, 7, 2026, "Б") == "№ 7"


def test_a_number_is_said_by_its_pattern() -> None:
    assert number_said("№ {unit}-{number}/{year}", 12, 2026, "БТ") == "№ БТ-12/2026"
    assert number_said("", 3, 2026, "") == "№ 3"


@given(st.text(max_size=40))
def test_no_pattern_whatever_it_holds_breaks_a_document(pattern: str) -> None:
    assert "7" in number_said(pattern, 7, 2026, "Б")
    if pattern and pattern_fault(pattern) is None:
        assert pattern.format(number=7, year=2026, unit="Б") == number_said(pattern, 7, 2026, "Б")


def test_who_signs_is_an_office_and_behind_the_last_semicolon_a_name() -> None:
    lines = ("Директор; башкы эксперт; Ж. Асанова", "Катчы", "Төрага;")
    assert signatures(lines) == (
        ("Директор; башкы эксперт", "Ж. Асанова"),
        ("Катчы", ""),
        ("Төрага", ""),
    )
