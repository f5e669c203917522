"""A form is taken in whole, or it is said what is wrong with it and where."""

import re
import struct
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import AppError
from app.language import language
from app.surveys import Filling, FormFault, Kind, convert, read_form
from tests.examples import examples
from tests.surveys.forms import ask, bind, xform
from tests.surveys.workbooks import HEADINGS, blown_up, survey, workbook

SHARED = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "xlsforms"
Q = ("text", "q", "Q")
YES = (("list_name", "name", "label"), ("yn", "yes", "Yes"), ("yn", "no", "No"))


def fault_of(content: bytes, name: str = "form.xlsx") -> FormFault:
    with pytest.raises(FormFault) as raised:
        convert(content, name)
    return raised.value


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (survey(Q, ("text", "q", "Again")), ("survey", 3), "already taken"),
        (survey(Q, ("txt", "a", "A")), ("survey", 3), "no question type “txt”"),
        (survey(Q, ("select_one yn", "a", "A")), ("survey", 3), "no sheet “choices”"),
        (survey(("select_one xy", "a", "A"), choices=YES), ("survey", 2), "no list named “xy”"),
        (survey(Q, ("text", "a", "A", "${b} = 1")), ("survey", 3), "no question named “b”"),
        (survey(Q, ("text", None, "A")), ("survey", 3), "no name"),
        (survey(Q, (None, "a", "A")), ("survey", 3), "no type"),
        (survey(Q, ("text", "a b", "A")), ("survey", 3), "begins with a letter"),
        (survey(Q, ("text", "a", None)), ("survey", 3), "has no label"),
        (survey(Q, ("begin group", "g", "G")), ("survey", 3), "no counterpart"),
        (survey(Q, ("include", "a", "A")), ("survey", 3), "include"),
        (survey(Q, ("select_one yn", "a", "A"), choices=(*YES, YES[1])), ("choices", 4), "taken"),
        (survey(Q, ("calculate", "c", None, None, "1 + (2")), ("survey", 3), "breaks off"),
        (survey(Q, ("calculate", "c", None, None, "frob(${q})")), ("survey", 3), "frob()"),
        (survey(Q, ("text", "a", "=1+1")), ("survey", 3), "formula without a result"),
        (
            survey(Q, ("text", "a", "A"), ("text", None, "B"), merged="B3:B4"),
            ("survey", 3),
            "merged",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_row(content, place, words):
    fault = fault_of(content)
    assert (fault.sheet, fault.row) == place
    assert words in str(fault)


def test_calculations_in_a_circle_are_named_with_their_path():
    x = ("calculate", "x", None, None, "${y} + 1")
    y = ("calculate", "y", None, None, "${x} + 1")
    fault = fault_of(survey(Q, x, y))
    assert "x → y → x" in str(fault)
    assert (fault.row, fault.column) == (3, "calculation")
    assert "по кругу: x → y → x" in language("ru").error(fault)


def test_questions_that_hide_each_other_are_remarked_on_with_their_path():
    rows = (("text", "x", "X", "${y} = ''"), ("text", "y", "Y", "${x} = ''"))
    (remark,) = convert(survey(Q, *rows), "f.xlsx").warnings
    assert "x → y → x" in str(remark)
    assert (remark.row, remark.column) == (3, "relevant")


def test_a_running_total_over_a_repeat_is_no_circle():
    rows = (
        ("begin repeat", "r", "R"),
        ("integer", "n", "N"),
        (
            "calculate",
            "t",
            None,
            None,
            "${n} + coalesce(indexed-repeat(${t}, ${r}, position(..) - 1), 0)",
        ),
        ("end repeat",),
    )
    assert convert(survey(*rows), "form.xlsx").form_id


def test_ten_thousand_brackets_are_refused_with_their_row():
    deep = "(" * 10_000 + "1" + ")" * 10_000
    assert fault_of(survey(Q, ("calculate", "c", None, None, deep))).row == 3


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"just words",
        b"\xff\xd8\xff\xe0" + b"a picture" * 100,
        b"\x89PNG\r\n\x1a\n" + b"a picture" * 100,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 4000,
        b"<!DOCTYPE html><html><body>a page</body></html>",
        survey(Q)[:1500],
    ],
)
def test_what_holds_no_form_is_told_apart_by_its_content(content):
    assert "holds no form" in str(fault_of(content))


def test_a_document_of_words_holds_no_form():
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "holds no form" in str(fault_of(content.getvalue(), "form.xlsx"))


def test_a_locked_workbook_says_that_it_is_locked():
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert "password" in str(fault_of(locked))


def test_an_old_workbook_with_a_password_says_so_too():
    begins = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0x0DBB, 0x07CC, 0, 6)
    password = struct.pack("<HHHHH", 0x002F, 6, 0, 1, 2)
    assert "password" in str(fault_of(begins + password + bytes(64), "form.xls"))


def test_a_pattern_that_would_take_for_ever_is_still_compared():
    rows = (("text", "a", "A", None, None, "regex(., '(a+)+b')"),)
    filled = Filling(read_form(convert(survey(*rows), "f.xlsx").xform, {}.get))
    filled.answer("/data/a", "a" * 5000)
    assert [problem.kind for problem in filled.problems()] == ["constraint"]
    filled.answer("/data/a", "a" * 5000 + "b")
    assert filled.problems() == []


WORDS = ("", ".", "..", "/data/a", "/data/r", "true()", "(", ")", "'", "[1]", "current()/..",
         "-1", "position(..)", "count(/data/r) + 1", "sum(/data/*)",
         "instance('x')/list/item",
         "jr:itext('q')", "once(.)", "/data/r/b", "int", "date", "nonsense()")  # fmt: skip
ODD = xform(
    '<a>1</a><r jr:template=""><b/></r><c/>',
    [bind("a", "int", relevant="1", constraint="1"), bind("r/b", calculate="1", required="1"),
     bind("c", "string", calculate="1", readonly="1")],
    ask("a") + '<group ref="/data/r"><label ref="1"/><repeat nodeset="/data/r" jr:count="1">'
    + ask("r/b") + '</repeat></group><select1 ref="/data/c"><label>C</label>'
    '<itemset nodeset="1"><value ref="1"/><label ref="1"/></itemset></select1>',
    '<instance id="x"><list><item><name>n</name></item></list></instance>'
    '<setvalue event="odk-new-repeat odk-instance-first-load" ref="/data/c" value="1"/>',
)  # fmt: skip


@examples(150)
@given(st.lists(st.sampled_from(WORDS), min_size=12, max_size=12), st.data())
def test_whatever_stands_in_an_xform_it_is_refused_or_filled(words, data):
    parts = re.split(r'(?<==")1(?=")', ODD)
    ends = data.draw(st.permutations(range(len(parts) - 1)))
    placed = {place: escape(words[place % len(words)]) for place in ends[:6]}
    text = "".join(part + placed.get(place, "1") for place, part in enumerate(parts[:-1]))
    with suppress(AppError):
        filled = Filling(read_form(text + parts[-1], lambda _name: None), seed=1)
        filled.answer("/data/a", 2)
        filled.add_repeat("/data/r")
        again = Filling.resume(filled.form, filled.document(), seed=1)
        assert again.submission().startswith("<data")
        assert {entry.name for entry in again.entries()} >= {"a", "c"}


def test_a_workbook_that_would_fill_the_memory_is_not_unpacked():
    assert "unpacks" in str(fault_of(blown_up(20)))


def test_a_workbook_of_something_else_is_no_form():
    assert "survey" in str(fault_of(workbook({"Sheet1": [("a",)], "Sheet2": [("b",)]})))
    assert "type" in str(fault_of(workbook({"Sheet1": [("Name", "Age"), ("Aida", 30)]})))


@pytest.mark.parametrize(
    "entity", ['<!ENTITY e SYSTEM "file:///etc/passwd">', '<!ENTITY e "ha"><!ENTITY f "&e;&e;">']
)
def test_an_xform_with_entities_is_not_read(entity):
    text = f"<!DOCTYPE a [{entity}]>" + xform("<a>&e;</a>", [], ask("a"))
    assert "entities" in str(fault_of(text.encode(), "form.xml"))


def test_an_xform_is_kept_as_it_is():
    text = xform("<a/>", [bind("a", "int")], ask("a"))
    converted = convert(text.encode(), "form.xml")
    assert (converted.xform, converted.title, converted.form_id) == (text, "A form", "form")
    assert convert(text.encode("utf-16"), "form.xml").xform.strip("\ufeff") == text


def test_merged_cells_that_lose_nothing_yet_are_remarked_on():
    (remark,) = convert(survey(Q, ("text", "a", "A"), merged="F2:F3"), "f.xlsx").warnings
    assert "F2:F3" in str(remark)


def test_an_appearance_in_the_wrong_column_is_remarked_on():
    (remark,) = convert(survey(Q, ("text", "a", "A", "field-list")), "f.xlsx").warnings
    assert (remark.row, remark.column) == (3, "relevant")
    assert "field-list" in str(remark)


def test_other_may_be_specified():
    form = read_form(
        convert(survey(("select_one yn or_other", "a", "A"), choices=YES), "f").xform, {}.get
    )
    assert [option.value for option in form.question("/data/a").options] == ["yes", "no", "other"]
    assert form.question("/data/a_other").kind is Kind.TEXT


def test_five_thousand_questions_are_taken_in():
    rows = [
        ("integer", f"q{n}", f"Q {n}", f"${{q{n - 1}}} > 3" if n else None) for n in range(5000)
    ]
    form = read_form(convert(survey(*rows), "f.xlsx").xform, {}.get)
    assert len([q for q in form.questions if q.kind is Kind.INTEGER]) == 5000


@pytest.mark.skipif(not SHARED.is_dir(), reason="the collected forms are not beside the project")
def test_an_old_workbook_that_calls_itself_new_is_read_all_the_same():
    old = (SHARED / "kobotoolbox__kobocat__c94d05_tutorial.xls").read_bytes()
    assert convert(old, "tutorial.xlsx").form_id


def test_choices_of_the_old_kind_come_along_as_a_file():
    headings = (*HEADINGS, "choice_filter")
    content = workbook(
        {
            "survey": [
                headings,
                ("select_one yn", "a", "A"),
                ("select_one_external city", "c", "City", None, None, None, "state=${a}"),
            ],
            "choices": YES,
            "external_choices": [
                ("list_name", "name", "label", "state"),
                ("city", "osh", "Ош", "yes"),
                ("city", "naryn", "Нарын", "no"),
            ],
        }
    )
    converted = convert(content, "f.xlsx")
    form = read_form(converted.xform, converted.itemsets.get)
    assert "itemsets.csv" in converted.itemsets
    assert form.missing == ()
