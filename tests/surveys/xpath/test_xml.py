"""XML read into nodes and written again; files that would do harm are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.surveys.xpath.nodes import Document, Element
from app.surveys.xpath.xml import DEEPEST, LARGEST, BrokenXml, parse_xml, to_xml

FORM = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
    ' xmlns:jr="http://openrosa.org/javarosa"><h:head><model><instance>'
    '<data id="x" jr:complete="1"><q/></data></instance></model></h:head></h:html>'
)


def test_what_was_read_is_written_the_same() -> None:
    assert to_xml(parse_xml(FORM)) == FORM


def test_a_piece_brings_the_namespaces_it_needs() -> None:
    document = parse_xml(FORM)
    data = next(element for element in document.walk() if element.name == "data")
    assert to_xml(data) == (
        '<data xmlns="http://www.w3.org/2002/xforms" xmlns:jr="http://openrosa.org/javarosa"'
        ' id="x" jr:complete="1"><q/></data>'
    )


def test_an_element_of_no_namespace_stays_so_inside_another() -> None:
    outer = Element("a", "http://example.com/n")
    outer.append(Element("b"))
    assert to_xml(outer) == '<a xmlns="http://example.com/n"><b xmlns=""/></a>'


def test_prefixes_are_resolved() -> None:
    element = parse_xml('<p:a xmlns:p="http://example.com/n" p:b="1" xml:lang="ky"/>').element
    assert (element.name, element.namespace, element.prefix) == ("a", "http://example.com/n", "p")
    assert element.get("{http://example.com/n}b") == "1"
    assert element.get("{http://www.w3.org/XML/1998/namespace}lang") == "ky"


def test_cdata_is_text_that_stands_by_itself() -> None:
    element = parse_xml("<a>one <![CDATA[<two>]]> three</a>").element
    assert [child.text for child in element.children] == ["one ", "<two>", " three"]
    assert to_xml(element) == "<a>one &lt;two&gt; three</a>"


def test_a_byte_order_mark_and_bytes_are_read() -> None:
    assert parse_xml("\ufeff <a>ө</a>").element.text == "ө"
    assert parse_xml("<a>ө</a>".encode("utf-16")).element.text == "ө"


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        "<!DOCTYPE html><html/>",
    ],
)
def test_document_types_and_entities_are_refused(text: str) -> None:
    with pytest.raises(BrokenXml, match="document type"):
        parse_xml(text)


@pytest.mark.parametrize("text", ["", "<a>", "<a></b>", "a", "<a/><b/>", "<a>&none;</a>"])
def test_what_is_no_xml_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(BrokenXml, match="line 1"):
        parse_xml(text)


def test_undeclared_prefixes_are_refused() -> None:
    with pytest.raises(BrokenXml, match="prefix “p”"):
        parse_xml("<p:a/>")


def test_what_nests_too_deeply_is_refused() -> None:
    deep = DEEPEST + 1
    with pytest.raises(BrokenXml, match="deeply"):
        parse_xml("<a>" * deep + "</a>" * deep)
    assert to_xml(parse_xml("<a>" * DEEPEST + "</a>" * DEEPEST)).count("<a") == DEEPEST


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(BrokenXml, match="too large"):
        parse_xml(b" " * (LARGEST + 1))


@given(st.text(), st.text())
def test_any_text_is_written_so_that_it_can_be_read(text: str, value: str) -> None:
    element = Element("a")
    element.text = text
    element.set("b", value)
    again = parse_xml(to_xml(Document(element)))
    assert to_xml(again) == to_xml(element)
    if all(sign.isprintable() for sign in text + value):
        assert (again.element.text, again.element.get("b")) == (text, value)
