"""A filling stays consistent: what depends on an answer follows it, and nothing else moves."""

import pytest

from app.surveys import Filling, answers_of
from tests.surveys.forms import ask, bind, filling, form

PEOPLE = (
    '<village/><person jr:template=""><name/><age/><adult/></person>'
    "<person><name/><age/><adult/></person><total/>"
)
PEOPLE_BINDS = (
    bind("person/age", "int", constraint=". >= 0 and . < 130", message="No such age"),
    bind("person/adult", calculate="if(../age >= 18, 1, 0)"),
    bind("total", "int", calculate="sum(/data/person/age)"),
)
PEOPLE_BODY = (
    ask("village")
    + '<group ref="/data/person"><label>Person</label><repeat nodeset="/data/person">'
    + ask("person/name")
    + ask("person/age", "How old is <output value='../name'/>?")
    + "</repeat></group>"
)


def people() -> Filling:
    return filling(PEOPLE, PEOPLE_BINDS, PEOPLE_BODY)


def test_an_answer_is_followed_by_what_is_calculated_from_it():
    filled = people()
    changed = filled.answer("/data/person[1]/age", 20)
    assert filled.value("/data/total") == "20"
    assert filled.value("/data/person[1]/adult") == "1"
    assert changed >= {"/data/person[1]/age", "/data/person[1]/adult", "/data/total"}


def test_an_answer_in_one_instance_leaves_the_others_alone():
    filled = people()
    filled.add_repeat("/data/person")
    changed = filled.answer("/data/person[2]/age", 7)
    assert not any(position.startswith("/data/person[1]/") for position in changed)


def test_a_repeat_grows_and_shrinks_and_its_sum_follows():
    filled = people()
    assert filled.add_repeat("/data/person") == "/data/person[2]"
    filled.answer("/data/person[1]/age", 30)
    filled.answer("/data/person[2]/age", 12)
    assert filled.value("/data/total") == "42"
    filled.remove_repeat("/data/person", 1)
    assert filled.value("/data/total") == "12"
    assert filled.value("/data/person[1]/age") == "12"


def test_what_is_not_accepted_says_why_and_hinders_finalising():
    filled = people()
    filled.answer("/data/person[1]/age", 200)
    (problem,) = filled.problems()
    assert (problem.kind, problem.message) == ("constraint", "No such age")
    assert filled.entry("/data/person[1]/age").violation == problem


def test_what_cannot_be_meant_is_kept_to_be_mended():
    filled = people()
    filled.answer("/data/person[1]/age", "twelve")
    entry = filled.entry("/data/person[1]/age")
    assert (entry.value, entry.refused) == ("", "twelve")
    assert [problem.kind for problem in filled.problems()] == ["refused"]
    filled.answer("/data/person[1]/age", "12")
    assert not filled.problems()


def test_a_label_holds_the_answer_it_speaks_of():
    filled = people()
    filled.entries()
    filled.answer("/data/person[1]/name", "Айгүл")
    assert filled.entry("/data/person[1]/age").label == "How old is Айгүл?"


def test_what_is_hidden_is_not_sent_but_comes_back_with_its_answer():
    filled = filling(
        "<asked/><more/>",
        [bind("more", relevant="/data/asked = 'yes'", required="true()")],
        ask("asked") + ask("more"),
    )
    filled.answer("/data/asked", "yes")
    filled.answer("/data/more", "much")
    filled.answer("/data/asked", "no")
    assert "much" not in filled.submission()
    assert not filled.problems()
    assert "much" in filled.document()
    filled.answer("/data/asked", "yes")
    assert filled.value("/data/more") == "much"


def test_a_draft_goes_on_where_it_was_left():
    filled = people()
    filled.answer("/data/village", "Ак-Суу")
    filled.add_repeat("/data/person")
    filled.answer("/data/person[2]/age", 44)
    again = Filling.resume(filled.form, filled.document())
    assert again.document() == filled.document()
    assert [entry.value for entry in again.entries()] == [e.value for e in filled.entries()]


def test_an_edited_submission_remembers_the_one_it_replaces():
    filled = people()
    before = filled.identity
    edited = Filling.edit(filled.form, filled.submission())
    assert edited.identity not in {"", before}
    assert f"<deprecatedID>{before}</deprecatedID>" in edited.submission()


def test_answers_are_told_with_the_instances_they_stand_in():
    filled = people()
    filled.add_repeat("/data/person")
    filled.answer("/data/person[2]/age", 44)
    told = {(a.path, a.indexes): a.value for a in answers_of(filled.form, filled.submission())}
    assert told["/data/person/age", (2,)] == "44"
    assert ("/data/person/age", (1,)) not in told


def test_a_count_makes_and_takes_instances_and_a_slip_loses_nothing():
    filled = filling(
        '<n/><child jr:template=""><name/></child>',
        [bind("n", "int")],
        ask("n")
        + '<group ref="/data/child"><repeat nodeset="/data/child" jr:count="/data/n">'
        + ask("child/name")
        + "</repeat></group>",
    )
    filled.answer("/data/n", 2)
    filled.answer("/data/child[2]/name", "Бакыт")
    filled.answer("/data/n", 1)
    assert "Бакыт" not in filled.submission()
    filled.answer("/data/n", 2)
    assert filled.value("/data/child[2]/name") == "Бакыт"


def test_the_questions_of_a_form_can_be_told_without_filling_it():
    told = form(PEOPLE, PEOPLE_BINDS, PEOPLE_BODY).question("/data/person/age")
    assert (told.repeat, told.kind, told.labels[""]) == (
        "/data/person",
        "integer",
        "How old is ${name}?",
    )


def test_a_number_outside_the_range_that_is_shown_is_refused():
    control = '<range ref="/data/mark" start="1" end="5" step="1"><label>Mark</label></range>'
    filled = filling("<mark/>", [bind("mark", "int")], control)
    filled.answer("/data/mark", 6)
    assert (filled.value("/data/mark"), filled.entry("/data/mark").refused) == ("", "6")
    filled.answer("/data/mark", 5)
    assert (filled.value("/data/mark"), filled.problems()) == ("5", [])


def test_what_nobody_is_asked_for_hinders_nobody():
    binds = [bind("sum", calculate="/data/a", required="true()", constraint=". > 5")]
    filled = filling("<a/><sum/>", binds, ask("a"))
    violation = filled.entry("/data/sum").violation
    assert violation is not None
    assert violation.kind == "required"
    assert filled.problems() == []


def test_a_new_instance_begins_as_its_template_says_or_else_empty():
    body = '<group ref="/data/r"><repeat nodeset="/data/r">' + ask("r/a") + "</repeat></group>"
    filled = filling("<r><a>5</a></r>", [], body)
    filled.add_repeat("/data/r")
    assert [filled.value(f"/data/r[{index}]/a") for index in (1, 2)] == ["5", ""]
    filled = filling('<r jr:template=""><a>7</a></r><r><a>5</a></r>', [], body)
    filled.add_repeat("/data/r")
    assert [filled.value(f"/data/r[{index}]/a") for index in (1, 2)] == ["5", "7"]


@pytest.mark.parametrize("inner", ["count(/data/r) + 1", "4000"])
def test_a_count_without_end_stops_and_says_so(inner):
    body = (
        '<repeat nodeset="/data/r" jr:count="4000"><repeat nodeset="/data/r/q" jr:count="INNER"/>'
        "</repeat>"
    ).replace("INNER", inner)
    filled = filling('<r jr:template=""><q jr:template=""><a/></q></r>', [], body)
    assert len(filled.entries()) < 20_000
    (fault,) = filled.faults()
    assert "is to be repeated more often" in str(fault)


def test_a_document_that_has_a_question_twice_is_filled_at_the_first():
    filled = filling("<a>1</a><a>2</a><b/>", [bind("b", calculate="/data/a")], ask("a") + ask("b"))
    filled.answer("/data/a", "3")
    assert filled.value("/data/b") == "3"
    assert [entry.position for entry in filled.entries()] == ["/data/a", "/data/b"]
