"""What an expression asks of other answers is read as facts, and never guessed."""

import pytest

from app.surveys.conditions import (
    All,
    Always,
    Answered,
    Chosen,
    Compared,
    Condition,
    Either,
    Is,
    Unclear,
    condition_of,
    denied,
    facts_in,
)

AT = "/data/group/help"


@pytest.mark.parametrize(
    ("expression", "fact"),
    [
        (" /data/consent  = 'yes'", Is("/data/consent", ("yes",))),
        ("'yes' = ../consent", Is("/data/group/consent", ("yes",))),
        ("../count = 3", Is("/data/group/count", ("3",))),
        ("../share != 0.5", Is("/data/group/share", ("0.5",), is_denied=True)),
        ("../a = 'x' or ../a = 'y' or ../a = 'x'", Is("/data/group/a", ("x", "y"))),
        ("../a != '' and ../a != 'x'", Is("/data/group/a", ("x",), is_denied=True)),
        ("../a != 'x' and ../a != 'y'", Is("/data/group/a", ("x", "y"), is_denied=True)),
        ("selected(../../needs, 'water')", Chosen("/data/needs", "water")),
        ("not(selected(/data/needs, 'water'))", Chosen("/data/needs", "water", is_denied=True)),
        ("../age < 18", Compared("/data/group/age", "<", 18)),
        ("18 <= ../age", Compared("/data/group/age", ">=", 18)),
        ("not(../age < 18)", Compared("/data/group/age", ">=", 18)),
        ("int(../age) > '17'", Compared("/data/group/age", ">", 17)),
        ("../name != ''", Answered("/data/group/name")),
        ("../name = ''", Answered("/data/group/name", is_denied=True)),
        ("string-length(../name) > 0", Answered("/data/group/name")),
        ("count-selected(../needs) >= 1", Answered("/data/group/needs")),
        ("/data/agreed", Answered("/data/agreed")),
        (". = 'x'", Is(AT, ("x",))),
        ("true()", Always()),
        ("not(true())", Always(is_denied=True)),
        ("true() and ../a = 'x'", Is("/data/group/a", ("x",))),
        ("true() or ../a = 'x'", Always()),
    ],
)
def test_a_fact_is_read_as_it_is_meant(expression: str, fact: Condition) -> None:
    assert condition_of(expression, AT) == fact


def test_facts_are_joined_as_the_expression_joins_them() -> None:
    said = condition_of("(../a = 'x' or ../b > 3) and selected(../c, 'z')", AT)
    either = Either((Is("/data/group/a", ("x",)), Compared("/data/group/b", ">", 3)))
    assert said == All((either, Chosen("/data/group/c", "z")))
    assert len(list(facts_in(said))) == 3


def test_the_contrary_of_and_is_or() -> None:
    said = condition_of("not(../a = 'x' and ../b > 3)", AT)
    no, small = Is("/data/group/a", ("x",), is_denied=True), Compared("/data/group/b", "<=", 3)
    assert said == Either((no, small))
    assert denied(denied(said)) == said


@pytest.mark.parametrize(
    "expression",
    [
        "count(/data/person) > 0",
        "sum(../a) = 3",
        "../a + 1 = 2",
        "../a = ../b",
        "../a < ../b",
        "/data/person[age > 3]/name = 'x'",
        "regex(../a, '[0-9]')",
        "string-length(../a) > 5",
        "selected(../a, ../b)",
        "../a = 1 = 2",
        "../a < 'x'",
        "instance('list')/item = 'x'",
        "((",
        "",
    ],
)
def test_what_has_no_plain_words_is_unclear_and_not_guessed(expression: str) -> None:
    assert condition_of(expression, AT) == Unclear(expression)


def test_an_unclear_part_stays_beside_the_clear_one() -> None:
    said = condition_of("../a = 'x' and sum(/data/b) > 3", AT)
    assert isinstance(said, All)
    assert [type(part) for part in said.parts] == [Is, Unclear]
