"""Lines that fit and lose nothing, whatever was typed."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from app.reports.content import Column, Table
from app.reports.pdf.grid import column_widths
from app.reports.pdf.lettering import drawable, lines_of, shortened, width_of
from app.reports.pdf.style import BODY, CELL, FOOT
from tests.examples import examples

ANY_TEXT = st.text(max_size=400)
KYRGYZ = st.text(alphabet="абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя -–/№1234567890,.", max_size=600)


@examples(150)
@given(st.one_of(ANY_TEXT, KYRGYZ), st.floats(min_value=12, max_value=500))
def test_no_line_is_wider_than_it_may_be(text, width):
    for line in lines_of(text, BODY, width):
        assert width_of(line, BODY) <= width + 0.001 or len(line) == 1


@examples(150)
@given(KYRGYZ, st.floats(min_value=12, max_value=300))
def test_no_letter_is_lost_in_breaking_lines(text, width):
    broken = "".join(lines_of(text, CELL, width)).replace(" ", "")
    assert broken == drawable(text).replace(" ", "")


@examples(150)
@given(ANY_TEXT)
def test_what_is_drawn_has_no_control_characters(text):
    assert all(c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"} for c in drawable(text))


@examples(100)
@given(ANY_TEXT, st.floats(min_value=30, max_value=300))
def test_the_foot_of_a_page_stays_on_one_line(text, width):
    line = shortened(text, FOOT, width)
    assert "\n" not in line
    assert width_of(line, FOOT) <= width


def test_kyrgyz_letters_are_all_there():
    assert drawable("Өө Үү Ңң №«»–—≥") == "Өө Үү Ңң №«»–—≥"


@examples(100)
@given(st.lists(st.tuples(KYRGYZ, st.floats(min_value=0.1, max_value=9)), min_size=1, max_size=12))
def test_columns_fill_the_width_and_none_vanishes(columns):
    table = Table(tuple(Column(header, weight) for header, weight in columns), ())
    widths = column_widths(table, 470)
    assert abs(sum(widths) - 470) < 0.01
    assert all(width > 0 for width in widths)
