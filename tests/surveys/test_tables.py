"""Filled forms as rows of tables, read quickly and as the engine reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.surveys import answers_of, read_form
from app.surveys.tables import Column, Layout, document_id, parsed, replaced_id
from app.surveys.xpath.xml import BrokenXml
from tests.storage.surveys import document, village_form

FORM = read_form(village_form().xform, lambda _: None)
LAYOUT = Layout(Column(one.path, str(one.kind), one.repeat) for one in FORM.questions)
NESTED = Layout(
    [
        Column("/data/a", "text"),
        Column("/data/house/no", "integer", "/data/house"),
        Column("/data/house/person/name", "text", "/data/house/person"),
        Column("/data/note", "note"),
    ]
)
TWO_HOUSES = (
    "<data><a>x</a><house><no>1</no><person><name>A</name></person><person><name>B</name></person>"
    "</house><house><no>2</no><person/><person><name>C</name></person></house></data>"
)


def test_a_form_is_one_row_and_each_instance_of_a_repeat_one_more() -> None:
    tables = NESTED.read(TWO_HOUSES)
    assert tables.top == ["x"]
    assert dict(zip(NESTED.repeats, tables.repeats, strict=True)) == {
        "/data/house": [[0, "1"], [0, "2"]],
        "/data/house/person": [[0, "A"], [0, "B"], [1, None], [1, "C"]],
    }


def test_answers_in_repeats_are_numbered_within_what_is_around_them() -> None:
    assert NESTED.flat(TWO_HOUSES) == {
        ("/data/a", ()): "x",
        ("/data/house/no", (1,)): "1",
        ("/data/house/no", (2,)): "2",
        ("/data/house/person/name", (1, 1)): "A",
        ("/data/house/person/name", (1, 2)): "B",
        ("/data/house/person/name", (2, 2)): "C",
    }
    assert NESTED.parent("/data/house/person") == "/data/house"
    assert NESTED.parent("/data/house") == ""


def test_what_has_no_column_is_passed_by_and_namespaces_do_not_matter() -> None:
    said = '<data xmlns="urn:x"><a> x </a><b>1</b><house><c>2</c></house></data>'
    tables = NESTED.read(said)
    assert tables.top == ["x"]
    assert tables.repeats[0] == [[0, None]]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE data [<!ENTITY a "aaaa">]><data><a>&a;</a></data>',
        "<data><a>",
        "not xml",
        "",
        "<data>\x00</data>",
    ],
)
def test_what_is_no_sound_document_is_refused_whole(text: str) -> None:
    with pytest.raises(BrokenXml):
        NESTED.read(text)
    assert NESTED.flat(text) == {}


texts = st.text(
    st.characters(min_codepoint=32, exclude_characters="&<>", exclude_categories=["Cs", "Cc"])
)


@given(texts, texts, st.lists(st.tuples(texts, st.integers(0, 99)), max_size=4))
def test_it_reads_what_the_engine_reads(
    water: str, said: str, members: list[tuple[str, int]]
) -> None:
    filled = document(water=water, said=said, members=tuple(members))
    try:
        parsed(filled)
    except BrokenXml:
        return
    engine = {
        (one.path, one.indexes): one.value
        for one in answers_of(FORM, filled)
        if one.kind != "metadata"
    }
    assert LAYOUT.flat(filled) == engine


def test_documents_are_written_as_they_are_read() -> None:
    answers = {"/data/water": "yes", "/data/said": "суу & жол < эмне"}
    written = LAYOUT.write("data", "village", "1", answers, "uuid:9")
    assert LAYOUT.flat(written) == {(path, ()): said for path, said in answers.items()}
    assert document_id(written) == "uuid:9"
    assert (parsed(written).get("id"), parsed(written).get("version")) == ("village", "1")


def test_the_names_of_a_document_and_of_the_one_it_replaces_are_found() -> None:
    said = (
        "<d><orx:meta><orx:instanceID> uuid:2 </orx:instanceID><deprecatedID>uuid:1</deprecatedID>"
    )
    assert (document_id(said), replaced_id(said)) == ("uuid:2", "uuid:1")
    assert (document_id("<d/>"), replaced_id("<d/>")) == ("", "")


def test_the_files_answers_name_are_told_once_each() -> None:
    assert LAYOUT.file_names(document(photo="a.jpg", said="b.jpg")) == ["a.jpg"]
