"""The tree of nodes: finding by name, order, and what a change leaves behind."""

import pytest

from app.surveys.xpath.nodes import XFORMS, XHTML, Comment, Document, Element, Text, in_order
from app.surveys.xpath.xml import parse_xml


def made(*names: str) -> Element:
    parent = Element("data")
    for name in names:
        parent.append(Element(name))
    return parent


def test_children_are_found_by_name_in_order() -> None:
    data = made("a", "b", "a")
    assert data.named("a") == [data.children[0], data.children[2]]
    assert data.first("b") is data.children[1]
    assert data.named("c") == []
    assert data.first("c") is None


def test_names_are_found_after_children_came_and_went() -> None:
    data = made("a", "b")
    assert len(data.named("a")) == 1
    last, first = Element("a"), Element("a")
    data.append(last)
    data.insert(0, first)
    assert data.named("a") == [first, data.children[1], last]
    data.remove(first)
    assert data.first("a") is data.children[0]
    assert first.parent is None


def test_a_node_stands_in_one_place_only() -> None:
    data = made("a")
    with pytest.raises(ValueError, match="elsewhere"):
        Element("other").append(data.children[0])
    with pytest.raises(ValueError, match="no child"):
        data.remove(Element("a"))


def test_an_element_says_what_all_texts_in_it_say() -> None:
    data = parse_xml("<a>one<b>two<!-- no --></b><?no no?>three</a>").element
    assert data.text == "onetwothree"
    assert Element("a").text == ""


def test_setting_the_text_replaces_all_that_stood_there() -> None:
    data = made("a")
    gone = data.children[0]
    data.text = "said"
    assert (data.text, data.named("a"), gone.parent) == ("said", [], None)
    data.text = "anew"
    assert data.text == "anew"
    data.text = ""
    assert data.children == []


def test_names_without_prefix_mean_the_namespaces_of_forms_only() -> None:
    assert Element("a").tag == "a"
    assert Element("a", XFORMS, "xf").tag == "a"
    assert Element("a", "http://forms.example/one").tag == "a"
    assert Element("a", XHTML).tag == f"{{{XHTML}}}a"
    assert Element("a", "http://forms.example/one", "f").tag == "{http://forms.example/one}a"


def test_nodes_are_put_in_the_order_of_the_document_each_once() -> None:
    document = parse_xml('<a x="1"><b y="2"><c/></b>text</a>')
    root = document.element
    b, text = root.children
    assert isinstance(b, Element)
    nodes = [text, b.children[0], b, b.attributes["y"], root.attributes["x"], root, b]
    assert in_order(nodes) == [
        root,
        root.attributes["x"],
        b,
        b.attributes["y"],
        b.children[0],
        text,
    ]


def test_the_order_follows_changes() -> None:
    document = Document(made("a", "b"))
    root = document.element
    a, b = root.children
    assert in_order([b, a]) == [a, b]
    root.remove(a)
    root.append(a)
    assert in_order([a, b]) == [b, a]


def test_nodes_of_several_trees_are_kept_apart() -> None:
    one, other = made("a", "b"), made("c", "d")
    nodes = [one.children[1], other.children[1], one.children[0], other.children[0]]
    assert in_order(nodes) == [*one.children, *other.children]


def test_a_change_forgets_what_was_looked_up() -> None:
    document = Document(made("a"))
    field = document.element.children[0]
    assert isinstance(field, Element)
    field.text = "x"
    for change in (
        lambda: setattr(field, "text", "y"),
        lambda: field.set("id", "1"),
        lambda: field.set("id", "2"),
        lambda: field.unset("id"),
        lambda: document.element.append(Element("b")),
        lambda: document.element.remove(field),
    ):
        document.indexes["asked"] = "known"
        change()
        assert document.indexes == {}


def test_attributes_are_read_and_set_by_name() -> None:
    element = Element("a")
    element.set("id", "1")
    element.set("{http://example.com/n}id", "2", "n")
    element.set("id", "3")
    assert (element.get("id"), element.get("{http://example.com/n}id")) == ("3", "2")
    element.unset("id")
    element.unset("id")
    assert element.get("id") is None


def test_a_copy_is_equal_and_stands_alone() -> None:
    element = parse_xml('<a x="1"><b>t</b><!--c--><?p q?></a>').element
    copy = element.copied()
    assert copy.parent is None
    assert copy.text == "t"
    assert [type(child) for child in copy.children] == [type(c) for c in element.children]
    copy.elements().__next__().text = "other"
    assert element.text == "t"


def test_all_elements_at_any_depth_are_walked_in_order() -> None:
    document = parse_xml("<a><b><c/></b>t<d/></a>")
    assert [element.name for element in document.walk()] == ["a", "b", "c", "d"]


def test_texts_and_comments_know_what_they_say() -> None:
    assert (Text("t").text, Comment("c").text) == ("t", "c")
