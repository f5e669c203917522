"""What holds for every expression: no crash but its own fault, and nothing is changed."""

import math
from datetime import UTC

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.surveys.xpath.expression import Expression, compile_expression
from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.functions import FUNCTIONS
from app.surveys.xpath.scope import Scope
from app.surveys.xpath.values import number_in, number_text, to_boolean, to_number, to_text
from app.surveys.xpath.xml import parse_xml, to_xml

FORM = "<data><a>1</a><b>x y</b><c/><d>2012-01-01</d><p><n>3</n></p><p><n>4</n></p></data>"
WORDS = ["a", "/data/a", "..", ".", "*", "//n", "@x", "1", "-", "'x'", "(", ")", "[", "]", ",", "="]
WORDS += ["!=", "<", "+", "div", "and", "or", "|", "/", "::", "position()", "last()", "$", "\x00"]
WORDS += [f"{name}(" for name in FUNCTIONS]


class Quiet(Scope):
    timezone = UTC


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
@example("")
@example("position()[last()]")
def test_any_words_are_read_or_refused(text: str) -> None:
    named: object = text
    try:
        expression = Expression(text)
        expression.evaluate(parse_xml(FORM).element, Quiet())
    except ExpressionFault as fault:
        named = fault.values["expression"]
    assert named == text


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    column: object = 1
    try:
        Expression(text)
    except ExpressionFault as fault:
        column = fault.values["column"]
    assert isinstance(column, int)
    assert 1 <= column <= len(text) + 1


PATHS = st.sampled_from(
    ["/data/a", "../b", "//n", "/data/p[n > 3]/n", ".", "/data/c", "*", "/data/d"]
)
LITERALS = st.sampled_from(["1", "-2.5", "''", "'x'", "'2012-01-01'", "true()", "0 div 0"])


def operations(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = st.sampled_from(["+", "-", "*", "div", "mod", "=", "!=", "<", ">=", "and", "or"])
    two = st.tuples(parts, signs, parts).map(" ".join)
    calls = st.tuples(st.sampled_from(sorted(FUNCTIONS)), st.lists(parts, max_size=4))
    return two.map("({})".format) | calls.map(lambda call: f"{call[0]}({', '.join(call[1])})")


EXPRESSIONS = st.recursive(PATHS | LITERALS, operations, max_leaves=8)
CHANGING = ("random", "uuid", "now", "today")


@given(EXPRESSIONS)
def test_evaluating_changes_nothing_and_gives_the_same_again(text: str) -> None:
    document = parse_xml(FORM)
    before = to_xml(document)
    expression = compile_expression(text)
    outcomes = []
    for _ in range(2):
        try:
            outcomes.append(to_text(expression.evaluate(document.element, Quiet())))
        except ExpressionFault as fault:
            outcomes.append(str(fault))
    assert to_xml(document) == before
    if not any(name in text for name in CHANGING):
        assert outcomes[0] == outcomes[1]


@given(EXPRESSIONS)
def test_a_value_is_asked_for_in_any_form(text: str) -> None:
    document = parse_xml(FORM)
    expression = compile_expression(text)
    if any(name in text for name in CHANGING):
        return
    scope = Quiet()
    try:
        value = expression.evaluate(document.element, scope)
    except ExpressionFault:
        with pytest.raises(ExpressionFault):
            expression.string(document.element, scope)
        return
    assert expression.string(document.element, scope) == to_text(value)
    assert expression.boolean(document.element, scope) is to_boolean(value)
    number = expression.number(document.element, scope)
    assert number == to_number(value, scope) or math.isnan(number)


@given(st.floats())
def test_a_number_is_read_as_it_was_written(number: float) -> None:
    text = number_text(number)
    if math.isfinite(number):
        assert "e" not in text
        assert number_in(text, Quiet()) == number
    else:
        assert text in {"NaN", "Infinity", "-Infinity"}


@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_are_written_without_a_point(number: int) -> None:
    assert number_text(float(number)) == str(number)
