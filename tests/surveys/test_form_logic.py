"""References, repeats, defaults and what is set when something happens, as authors write them."""

from datetime import UTC, datetime

from app.surveys import Filling, plain, read_form
from tests.surveys.forms import ask, bind, filling, xform
from tests.surveys.workbooks import begun, workbook

NOW = datetime(2026, 3, 8, 9, 30, tzinfo=UTC)
KINDS = (("list_name", "name", "label::en", "label::ky"), ("k", "a", "Apple", "Алма"),
         ("k", "b", "Pear", "Алмурут"))  # fmt: skip


def form(*survey: tuple[object, ...], last_saved: str | None = None) -> Filling:
    content = workbook({"survey": survey, "choices": KINDS})
    return begun(content, clock=lambda: NOW, seed=1, last_saved=last_saved)


def values(filled: Filling, *positions: str) -> list[str]:
    return [filled.value(f"/data/{position}") for position in positions]


def house() -> Filling:
    return form(
        ("type", "name", "label", "calculation", "repeat_count"),
        ("integer", "n", "N"),
        ("begin_repeat", "p", "P", None, "${n}"),
        ("text", "nm", "Name"),
        ("integer", "age", "Age"),
        ("calculate", "line", None, "concat(${nm}, ' ', position(..), ' of ', ${n})"),
        ("calculate", "before", None, "indexed-repeat(${nm}, ${p}, position(..) - 1)"),
        ("calculate", "sofar", None, "sum(/data/p[position() <= position(current()/..)]/age)"),
        ("end_repeat",),
        ("calculate", "all", None, "join(', ', ${nm})"),
        ("calculate", "eldest", None, "max(${age})"),
        ("calculate", "second", None, "indexed-repeat(${nm}, ${p}, 2)"),
        ("calculate", "named", None, "count-non-empty(${nm})"),
        ("note", "told", "${named} of ${n}: ${all}"),
    )


def test_names_in_a_repeat_are_those_of_its_instance_and_outside_those_of_all():
    filled = house()
    filled.answer("/data/n", 3)
    for index, (name, age) in enumerate((("Ай", 40), ("Нур", 7), ("Бек", 12)), 1):
        filled.answer(f"/data/p[{index}]/nm", name)
        filled.answer(f"/data/p[{index}]/age", age)
    assert values(filled, "p[2]/line", "p[3]/before", "p[3]/sofar") == ["Нур 2 of 3", "Нур", "59"]
    assert values(filled, "all", "eldest", "second") == ["Ай, Нур, Бек", "40", "Нур"]
    assert plain(filled.entry("/data/told").label) == "3 of 3: Ай, Нур, Бек"
    filled.remove_repeat("/data/p", 1)
    assert values(filled, "p[2]/line", "p[1]/before", "p[2]/sofar") == ["Бек 2 of 3", "", "19"]
    assert values(filled, "all", "eldest", "second") == ["Нур, Бек", "12", "Бек"]


def test_a_smaller_count_takes_instances_and_a_greater_one_brings_them_back():
    filled = house()
    filled.answer("/data/n", 2)
    filled.answer("/data/p[2]/nm", "Нур")
    filled.answer("/data/n", 1)
    assert values(filled, "all", "second") == ["", ""]
    filled.answer("/data/n", 2)
    assert filled.value("/data/second") == "Нур"


def test_repeats_in_repeats_count_and_name_their_own():
    filled = form(
        ("type", "name", "label", "calculation"),
        ("begin_repeat", "h", "House"),
        ("text", "hn", "House"),
        ("begin_repeat", "m", "Member"),
        ("text", "mn", "Name"),
        ("calculate", "at", None, "concat(${hn}, position(../..), '.', position(..))"),
        ("end_repeat",),
        ("calculate", "own", None, "count(${m})"),
        ("calculate", "who", None, "join(' ', ${mn})"),
        ("end_repeat",),
        ("calculate", "every", None, "count(${m})"),
    )
    filled.add_repeat("/data/h")
    filled.add_repeat("/data/h[1]/m")
    filled.add_repeat("/data/h[2]/m")
    filled.answer("/data/h[1]/hn", "x")
    filled.answer("/data/h[1]/m[2]/mn", "Ай")
    filled.answer("/data/h[2]/m[1]/mn", "Нур")
    assert values(filled, "h[1]/m[2]/at", "h[2]/m[1]/at") == ["x1.2", "2.1"]
    assert values(filled, "h[1]/own", "h[2]/own", "h[2]/who", "every") == ["2", "1", "Нур", "3"]
    filled.remove_repeat("/data/h", 1)
    assert values(filled, "h[1]/m[1]/at", "every") == ["1.1", "1"]


def test_defaults_are_computed_when_the_form_or_an_instance_begins():
    filled = form(
        ("type", "name", "label", "default"),
        ("date", "day", "Day", "today()"),
        ("integer", "c", "C", "7"),
        ("text", "t", "T", "concat('x', ${c})"),
        ("begin_repeat", "r", "R"),
        ("text", "x", "X", "concat('p', position(..))"),
        ("end_repeat",),
    )
    filled.add_repeat("/data/r")
    assert values(filled, "day", "c", "t", "r[1]/x", "r[2]/x") == [
        "2026-03-08", "7", "x7", "p1", "p2"]  # fmt: skip
    filled.answer("/data/r[1]/x", "own")
    again = Filling.resume(filled.form, filled.document())
    assert values(again, "r[1]/x") == ["own"]


def test_a_trigger_sets_a_value_when_its_question_changes_and_not_before():
    filled = form(
        ("type", "name", "label", "calculation", "trigger"),
        ("text", "d", "D"),
        ("dateTime", "when", "When", "now()", "${d}"),
        ("calculate", "said", None, "concat(${d}, '!')", "${d}"),
        ("begin_repeat", "r", "R"),
        ("integer", "x", "X"),
        ("integer", "twice", "Twice", "${x} * 2", "${x}"),
        ("end_repeat",),
    )
    assert values(filled, "when", "said") == ["", ""]
    filled.answer("/data/d", "hello")
    assert values(filled, "when", "said") == ["2026-03-08T09:30:00.000+00:00", "hello!"]
    filled.add_repeat("/data/r")
    filled.answer("/data/r[2]/x", 4)
    filled.answer("/data/r[2]/twice", 9)
    assert values(filled, "r[1]/twice", "r[2]/twice") == ["", "9"]
    filled.answer("/data/r[2]/x", 5)
    assert values(filled, "r[2]/twice") == ["10"]


def test_the_form_that_was_saved_last_fills_in_what_is_asked_again():
    survey = (
        ("type", "name", "label", "default"),
        ("text", "village", "Village", "${last-saved#village}"),
        ("integer", "number", "Number", "${last-saved#number} + 1"),
    )
    first = form(*survey)
    assert values(first, "village", "number") == ["", ""]
    first.answer("/data/village", "Ак-Суу")
    first.answer("/data/number", 4)
    following = form(*survey, last_saved=first.submission())
    assert values(following, "village", "number") == ["Ак-Суу", "5"]


def test_a_value_worked_out_once_stays():
    filled = filling("<a/><b/>", [bind("b", calculate="once(/data/a)")], ask("a"))
    filled.answer("/data/a", "first")
    filled.answer("/data/a", "second")
    assert values(filled, "b") == ["first"]


def test_choices_are_named_in_the_language_that_is_spoken():
    filled = form(
        ("type", "name", "label::en", "label::ky", "calculation"),
        ("select_multiple k", "q", "Which?", "Кайсы?"),
        ("calculate", "one", None, None, "jr:choice-name(selected-at(${q}, 1), '${q}')"),
        ("note", "told", "So ${one}", "Демек ${one}"),
    )
    filled.set_language("ky")
    filled.answer("/data/q", ["a", "b"])
    assert plain(filled.entry("/data/told").label) == "Демек Алмурут"
    assert plain(filled.entry("/data/q").text) == "Алма, Алмурут"
    filled.set_language("en")
    assert plain(filled.entry("/data/told").label) == "So Pear"


def test_what_is_hidden_says_nothing_keeps_its_answer_and_hides_what_stands_in_it():
    filled = filling(
        "<a>yes</a><g><b>1</b><r><x/></r></g><sum/>",
        [
            bind("g", relevant="/data/a = 'yes'"),
            bind("g/b", "int", required="true()"),
            bind("sum", calculate="coalesce(/data/g/b, 'nothing')"),
        ],
        ask("a") + '<group ref="/data/g"><label>G</label>' + ask("g/b")
        + '<repeat nodeset="/data/g/r">' + ask("g/r/x") + "</repeat></group>",
    )  # fmt: skip
    filled.answer("/data/a", "no")
    assert values(filled, "sum", "g/b") == ["nothing", ""]
    assert not filled.entry("/data/g/r[1]/x").is_relevant
    assert filled.problems() == []
    assert "<g" not in filled.submission()
    filled.answer("/data/a", "yes")
    assert values(filled, "sum", "g/b") == ["1", "1"]


def test_an_empty_answer_breaks_no_constraint_but_may_be_required():
    binds = [bind("a", "int", constraint=". > 5", required="/data/b = 'yes'")]
    filled = filling("<a/><b/>", binds, ask("a") + ask("b"))
    assert filled.problems() == []
    filled.answer("/data/b", "yes")
    assert [problem.kind for problem in filled.problems()] == ["required"]
    filled.answer("/data/a", 3)
    assert [problem.kind for problem in filled.problems()] == ["constraint"]


def test_what_a_group_locks_takes_no_answer():
    binds = [bind("g", readonly="/data/a = 'shut'")]
    body = ask("a") + '<group ref="/data/g"><label>G</label>' + ask("g/b") + "</group>"
    filled = filling("<a/><g><b/></g>", binds, body)
    filled.answer("/data/g/b", "1")
    assert "/data/g/b" in filled.answer("/data/a", "shut")
    assert filled.answer("/data/g/b", "2") == frozenset()
    assert values(filled, "g/b") == ["1"]


def test_days_are_counted_and_written_as_the_form_says():
    binds = [
        bind("d", "date"),
        bind("next", "date", calculate="date(/data/d + 1)"),
        bind("age", "int", calculate="int((date('2026-03-08') - /data/d) div 365.25)"),
        bind("said", calculate="format-date(/data/d, '%e %B %Y, %A')"),
        bind("late", calculate="/data/d > '2000-01-01'"),
    ]
    filled = filling("<d/><next/><age/><said/><late/>", binds, ask("d"))
    assert values(filled, "next", "age", "said", "late") == ["", "", "", "false"]
    filled.answer("/data/d", "2000-02-28")
    said = values(filled, "next", "age", "said", "late")
    assert said == ["2000-02-29", "26", "28 February 2000, Monday", "true"]


def test_actions_follow_each_other_until_nothing_more_happens():
    body = (
        '<input ref="/data/a"><label>A</label>'
        '<setvalue event="xforms-value-changed" ref="/data/b" value="/data/a + 1"/></input>'
        '<input ref="/data/b"><label>B</label>'
        '<setvalue event="xforms-value-changed" ref="/data/c" value="/data/b * 10"/></input>'
    )
    opened = '<setvalue event="odk-instance-load" ref="/data/opened" value="concat(., \'+\')"/>'
    form_ = read_form(xform("<a/><b/><c/><opened/>", [], body, opened), lambda _name: None)
    filled = Filling(form_)
    filled.answer("/data/a", 1)
    assert values(filled, "b", "c", "opened") == ["2", "20", "+"]
    filled.answer("/data/b", 5)
    again = Filling.resume(form_, filled.document())
    assert values(again, "b", "c", "opened") == ["5", "50", "++"]
