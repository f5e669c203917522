"""What forms tell Depter: right answers, and what is asked of whom."""

import pytest

from app.surveys.marks import facts_of, is_right, read_marks, sex_answers, sex_of
from app.surveys.tables import Column, Layout
from tests.storage.surveys import village_form

XFORM = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:depter="urn:depter:form"><bind nodeset="/d/r" depter:asks="Round"/>'
    '<bind nodeset="/d/c" depter:asks="code"/><bind nodeset="/d/c2" depter:asks="code"/>'
    '<bind nodeset="/d/x" depter:asks=" "/></h:html>'
)


def test_marks_are_read_from_the_binds_of_a_form() -> None:
    marks = read_marks(village_form().xform)
    assert marks.correct == {"/data/water": "yes", "/data/needs": "road school"}
    assert marks.asks == {"sex": "/data/sex"}
    assert read_marks(XFORM).asks == {"round": "/d/r", "code": "/d/c"}


@pytest.mark.parametrize(
    ("kind", "correct", "answer", "right"),
    [
        ("select_one", "a b", "b", True),
        ("select_one", "a b", "c", False),
        ("select_multiple", "a b", "b a", True),
        ("select_multiple", "a b", "a", False),
        ("select_multiple", "a b", "a b c", False),
        ("integer", "7", "7.0", True),
        ("decimal", "0.5", "0.50", True),
        ("integer", "7", "жети", False),
        ("text", "кенеш|кеңеш", " Кеңеш ", True),
        ("text", "кенеш", "айыл", False),
        ("text", "кенеш", None, False),
        ("integer", "0", "", False),
    ],
)
def test_an_answer_is_right_or_not(
    kind: str, correct: str, answer: str | None, right: bool
) -> None:
    assert is_right(kind, correct, answer) is right


def test_sexes_are_known_by_the_words_forms_use() -> None:
    assert [sex_of(word) for word in ("F", "female", "man", "x", None)] == [
        "f",
        "f",
        "m",
        None,
        None,
    ]
    assert sex_answers("m") == {"m", "male", "man"}


def test_a_document_tells_of_itself_what_its_form_asks() -> None:
    layout = Layout([Column("/d/r", "select_one"), Column("/d/c", "text")])
    said = layout.read("<d><r>after</r><c> Арча </c></d>")
    assert facts_of(read_marks(XFORM), layout, said) == {"round": 2, "code": "Арча"}
    assert facts_of(read_marks(XFORM), layout, layout.read("<d><r>3</r></d>")) == {"round": "3"}
