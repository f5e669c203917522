"""Expressions as a form uses them: read once, evaluated on any node, and told apart by faults."""

import pytest

from app.surveys.xpath.expression import compile_expression
from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.nodes import Document, Element
from app.surveys.xpath.parser import DEEPEST
from app.surveys.xpath.scope import Scope
from app.surveys.xpath.xml import parse_xml

FORM = """<data>
  <age>17</age><name>Айгүл</name><empty/>
  <person><age>30</age><sex>f</sex></person>
  <person><age>40</age><sex>m</sex></person>
</data>"""


@pytest.fixture
def document() -> Document:
    return parse_xml(FORM)


def value(text: str, document: Document) -> object:
    return compile_expression(text).evaluate(document.element, Scope())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/data/age + 1", 18.0),
        ("age >= 18", False),
        ("/data/name = 'Айгүл'", True),
        ("count(/data/person)", 2.0),
        ("sum(/data/person/age)", 70.0),
        ("string(/data/person[2]/age)", "40"),
        ("string(/data/person[sex = 'm']/age)", "40"),
        ("count(//age)", 3.0),
        ("string(/data/person[last()]/sex)", "m"),
        ("string(/data/person[position() = 1]/sex)", "f"),
        ("if(/data/empty = '', 'none', 'some')", "none"),
        ("1 + 2 * 3 - -1", 8.0),
        ("not(/data/nothing)", True),
        ("concat(name, ' ', age)", "Айгүл 17"),
    ],
)
def test_expressions_come_to_their_values(text: str, expected: object, document: Document) -> None:
    assert value(text, document) == expected


def test_what_is_not_relevant_is_not_there(document: Document) -> None:
    second = document.element.named("person")[1]
    second.is_relevant = False
    for element in second.walk():
        element.is_relevant = False
    assert value("count(/data/person)", document) == 1
    assert value("sum(/data/person/age)", document) == 30
    assert value("string(/data/person[2]/age)", document) == ""


@pytest.mark.parametrize(
    ("text", "column"),
    [("1 +", 4), ("a b", 3), ("(1", 3), ("a[", 3), ("'open", 1), ("a/", 3), ("$x", 1), ("", 1)],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, column: int) -> None:
    with pytest.raises(ExpressionFault) as caught:
        compile_expression(text)
    assert caught.value.values["column"] == column


def test_ten_thousand_brackets_are_refused() -> None:
    with pytest.raises(ExpressionFault, match="brackets"):
        compile_expression("(" * 10_000 + "1" + ")" * 10_000)
    with pytest.raises(ExpressionFault, match="too long"):
        compile_expression("1+" * 60_000 + "1")


def test_deep_and_long_expressions_are_evaluated(document: Document) -> None:
    nested = "if(true(), " * (DEEPEST - 1) + "7" + ", 0)" * (DEEPEST - 1)
    assert value(nested, document) == 7
    assert value("1" + " + 1" * 9_999, document) == 10_000
    assert value("false()" + " or false()" * 5_000 + " or true()", document) is True
    assert value("-" * 1_001 + "1", document) == -1


def test_an_unknown_function_fails_only_where_it_is_reached(document: Document) -> None:
    expression = compile_expression("if(true(), 1, nonsense())")
    assert expression.evaluate(document, Scope()) == 1
    assert [fault.values["name"] for fault in expression.faults] == ["nonsense"]
    with pytest.raises(ExpressionFault, match="nonsense"):
        value("nonsense()", document)
    with pytest.raises(ExpressionFault, match="wrong number"):
        value("true(1)", document)


def test_an_evaluation_that_would_take_for_ever_ends() -> None:
    root = Element("data")
    for _ in range(300):
        root.append(Element("a"))
    with pytest.raises(ExpressionFault, match="too many answers"):
        value("count(//*[count(//*[count(//*) > 1]) > 1])", Document(root))


def test_an_expression_is_compiled_once() -> None:
    assert compile_expression("1 + 1") is compile_expression("1 + 1")
