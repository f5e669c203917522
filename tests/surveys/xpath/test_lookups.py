"""Rows of long lists are found by an index, and are the rows a look at each would find."""

import pytest

from app.surveys.xpath.expression import compile_expression
from app.surveys.xpath.nodes import Document, Element
from app.surveys.xpath.xml import parse_xml
from tests.surveys.xpath.conftest import Still

FORM = (
    "<data><raion>r2</raion><kind>k1</kind><many><v>r1</v><v>r3</v></many><number>3</number></data>"
)


@pytest.fixture
def villages(scope: Still) -> Document:
    rows = "".join(
        f"<item><name>v{place}</name><raion>r{place % 5}</raion><kind>k{place % 2}</kind>"
        f"<number>{place}</number></item>"
        for place in range(40)
    )
    document = parse_xml(f"<list>{rows}<item><raion>r2</raion><raion>r3</raion></item></list>")
    scope.instances["villages"] = document
    return document


@pytest.mark.parametrize(
    "condition",
    [
        "raion = 'r2'",
        "'r2' = raion",
        "raion = /data/raion",
        "raion = current()/raion",
        "raion = current()/../data/raion",
        "raion = /data/many/v",
        "raion = /data/none",
        "raion = concat('r', 1 + 1)",
        "raion = /data/raion and kind = /data/kind",
        "kind != 'k1' and raion = /data/raion",
        "number > 3 and raion = /data/raion and kind = 'k0'",
        "number = 3",
        "number = /data/number",
        "raion = kind",
        "raion = 'r2' or kind = 'k1'",
        "raion = string(number)",
        "raion = 'r2'][2",
        "raion = 'r2' and position() < 9",
        "raion = (/data/raion | /data/many/v)[1]",
        "raion = -1",
        "raion = substring(., 3, 2)",
        "raion = string()",
    ],
)
def test_an_index_finds_what_a_look_at_each_row_finds(
    scope: Still, villages: Document, condition: str
) -> None:
    form = parse_xml(FORM)
    asked = compile_expression(f"instance('villages')/list/item[{condition}]")
    looked = compile_expression(f"instance('villages')/list/*[self::item][{condition}]")
    found = asked.nodes(form.element, scope)
    assert found == looked.nodes(form.element, scope)
    assert found == asked.nodes(form.element, scope)


def test_a_changed_list_is_indexed_anew(scope: Still, villages: Document) -> None:
    form = parse_xml(FORM)
    asked = compile_expression("string(instance('villages')/list/item[name = 'v7']/raion)")
    assert asked.string(form.element, scope) == "r2"
    row = villages.element.named("item")[7]
    first = row.first("raion")
    assert isinstance(first, Element)
    first.text = "r9"
    assert asked.string(form.element, scope) == "r9"
    villages.element.remove(row)
    assert asked.string(form.element, scope) == ""


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("pulldata('t', 'name', 'key', 'b')", "second"),
        ("pulldata('t', 'name', '@id', 1)", "first"),
        ("pulldata('t', '@id', 'name', 'second')", "2"),
        ("pulldata('t', 'name', 'key', 'c')", ""),
        ("pulldata('t', 'none', 'key', 'b')", ""),
        ("pulldata('t', 'name', '@none', 1)", ""),
        ("pulldata('none', 'name', 'key', 'b')", ""),
    ],
)
def test_attached_tables_are_read_by_key(scope: Still, asked: str, expected: str) -> None:
    scope.instances["t"] = parse_xml(
        "<root><item id='1'><key>a</key><name>first</name></item>"
        "<item id='2'><key>b</key><name>second</name></item></root>"
    )
    form = parse_xml(FORM)
    assert compile_expression(asked).string(form.element, scope) == expected
