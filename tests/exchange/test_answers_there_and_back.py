"""What is written out and taken in by an empty notebook says the same."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.actions.filling_in import submit
from app.actions.forms import take_form
from app.actions.surveys import add_form
from app.commands.demo_surveys import _Respondent
from app.exchange.answer_import import import_answers
from app.language import language
from app.model import Submission
from app.paths import resource
from app.reports.answers import WRITERS, Wish
from app.reports.csv_file import NotExported
from app.storage import Workspace
from app.storage.forms import form_of
from app.surveys import Filling
from tests.examples import examples
from tests.storage.notebooks import notebook
from tests.storage.surveys import Form, fill

XFORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:orx="http://openrosa.org/xforms">
<h:head><h:title>All</h:title><model>
<instance><data id="all" version="7">
<one/><many/><g><whole/><number/><inner><words/></inner></g><day/><hour/><moment/><place/>
<hidden/>
<member><name/><age/><pet><kind/><ways/></pet></member>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/one" type="string"/><bind nodeset="/data/many" type="string"/>
<bind nodeset="/data/g/whole" type="int"/><bind nodeset="/data/g/number" type="decimal"/>
<bind nodeset="/data/g/inner/words" type="string"/><bind nodeset="/data/day" type="date"/>
<bind nodeset="/data/hour" type="time"/><bind nodeset="/data/moment" type="dateTime"/>
<bind nodeset="/data/place" type="geopoint"/><bind nodeset="/data/hidden" type="string"/>
<bind nodeset="/data/member/name" type="string"/><bind nodeset="/data/member/age" type="int"/>
<bind nodeset="/data/member/pet/kind" type="string"/>
<bind nodeset="/data/member/pet/ways" type="string"/>
</model></h:head><h:body>
<select1 ref="/data/one"><label>One</label><item><label>A</label><value>a</value></item>
<item><label>B</label><value>-b</value></item></select1>
<select ref="/data/many"><label>Many</label><item><label>A</label><value>a</value></item>
<item><label>B</label><value>b</value></item><item><label>C</label><value>c</value></item></select>
<input ref="/data/g/whole"><label>Whole</label></input>
<input ref="/data/g/number"><label>Number</label></input>
<input ref="/data/g/inner/words"><label>Words</label></input>
<input ref="/data/day"><label>Day</label></input><input ref="/data/hour"><label>Hour</label></input>
<input ref="/data/moment"><label>Moment</label></input>
<input ref="/data/place"><label>Place</label></input>
<group ref="/data/member"><label>Member</label><repeat nodeset="/data/member">
<input ref="/data/member/name"><label>Name</label></input>
<input ref="/data/member/age"><label>Age</label></input>
<group ref="/data/member/pet"><label>Pet</label><repeat nodeset="/data/member/pet">
<input ref="/data/member/pet/kind"><label>Kind</label></input>
<select ref="/data/member/pet/ways"><label>Ways</label>
<item><label>A</label><value>a</value></item><item><label>B</label><value>b</value></item></select>
</repeat></group></repeat></group>
</h:body></h:html>"""

_letters = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co"))
words = (
    st.one_of(
        st.sampled_from(
            [
                "=1+1",
                "+996 555",
                "-",
                "@x",
                "'=a",
                "''+",
                "0012",
                "1e5",
                "_x0041_",
                "true",
                "2026-01-02",
                "a\nb",
                'a"b,c;d',
                "<b>&amp;",
                "1.50",
                "Үмүт",
            ]
        ),
        st.text(_letters, min_size=1, max_size=20),
    )
    .map(lambda text: normalize("NFC", text).strip())
    .filter(bool)
)
codes = st.lists(st.sampled_from("abc"), min_size=1, unique=True).map(lambda c: " ".join(sorted(c)))
answers = st.fixed_dictionaries(
    {},
    optional={
        "one": st.sampled_from(["a", "-b"]),
        "many": codes,
        "g/whole": st.integers(-(2**31), 2**31 - 1).map(str),
        "g/number": st.sampled_from(["0.5", "-3.25", "1000000.0", "0.1", "123456789.123456"]),
        "g/inner/words": words,
        "day": st.dates().map(lambda day: day.isoformat()),
        "hour": st.times().map(lambda at: at.isoformat("milliseconds") + "+06:00"),
        "moment": st.datetimes().map(lambda at: at.isoformat(timespec="milliseconds") + "+06:00"),
        "place": st.sampled_from(["42.87 74.59 0.0 0.0", "-1.5 2.0 700.0 4.5"]),
        "hidden": words,
    },
)
pets = st.fixed_dictionaries({"kind": words}, optional={"ways": st.sampled_from(["a", "b", "a b"])})
members = st.fixed_dictionaries(
    {"name": words},
    optional={"age": st.integers(0, 99).map(str), "pet": st.lists(pets, max_size=2)},
)
forms = st.tuples(answers, st.lists(members, max_size=3))


def xml(values: Mapping[str, Any]) -> str:
    """Elements of nested values."""
    said = ""
    for name, value in values.items():
        for each in value if isinstance(value, list) else [value]:
            inner = (
                xml(each)
                if isinstance(each, dict)
                else each.replace("&", "&amp;").replace("<", "&lt;")
            )
            said += f"<{name}>{inner}</{name}>"
    return said


def document(name: str, answered: Mapping[str, str], rows: list[dict[str, Any]]) -> str:
    """A document of the form above."""
    top: dict[str, Any] = {}
    for path, value in answered.items():
        place, *steps = path.split("/")[::-1]
        inner = top
        for step in steps[::-1]:
            inner = inner.setdefault(step, {})
        inner[place] = value
    return (
        f'<data id="all" version="7">{xml({**top, "member": rows})}<orx:meta '
        f'xmlns:orx="http://openrosa.org/xforms"><orx:instanceID>{name}</orx:instanceID></orx:meta></data>'
    )


def said(ws: Workspace) -> dict[str, dict[tuple[str, tuple[int, ...]], str]]:
    """What each filled form says, by its name."""
    found = {}
    for one in ws.find(Submission):
        read = form_of(ws, one.survey_version or b"")
        assert read is not None
        found[one.instance_id] = read.layout.flat(one.instance)
    return found


@pytest.mark.parametrize("form", ["csv", "xlsx", "xml"])
@examples(8)
@given(filled=st.lists(forms, min_size=1, max_size=8), is_split=st.booleans())
def test_an_empty_notebook_that_takes_an_export_in_has_equal_answers(
    form: str, filled: list[tuple[dict[str, str], list[dict[str, Any]]]], is_split: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here, there = (notebook(Path(folder) / name) for name in ("here", "there"))
        for ws in (here, there):
            added = add_form(ws, Form(XFORM, "All", "all", "7"))
        for number, (answered, rows) in enumerate(filled):
            fill(here, added.version, document(f"uuid:{number}", answered, rows), {"round": 2})
        wish = Wish(survey=added.survey, is_split=is_split, is_full=True)
        place = Path(folder) / ("out" if form == "xml" else f"out.{form}")
        written = WRITERS[form](here, language("ky"), wish, place, None)
        assert written.forms == len(filled)
        assert import_answers(there, [place]).new == len(filled)
        assert said(there) == said(here)
        again = import_answers(here, [place])
        assert (again.new, again.updated, again.known) == (0, 0, len(filled))
        for ws in (here, there):
            ws.close()


@pytest.mark.parametrize("name", ["event_feedback", "leadership_test"])
def test_forms_that_ship_come_back_so_that_they_can_be_changed(name: str, tmp_path: Path) -> None:
    here = notebook(tmp_path / "here")
    taken = take_form(here, resource("forms", f"{name}.xlsx"))
    read = form_of(here, taken.added.version)
    assert read is not None
    respondent = _Respondent(random.Random(3), read, ["Бир", "Эки"], date(2026, 5, 1))
    for _ in range(3):
        filling = respondent.fill(1, "АЙ07")
        assert filling.problems() == []
        submit(here, taken.added.version, filling, {})
    wish = Wish(survey=taken.added.survey, is_full=True)
    for form in WRITERS:
        there = notebook(tmp_path / form)
        take_form(there, resource("forms", f"{name}.xlsx"))
        place = tmp_path / ("out" if form == "xml" else f"out.{form}")
        WRITERS[form](here, language("ru"), wish, place, None)
        assert import_answers(there, [place]).new == 3
        assert said(there) == said(here)
        for one in there.find(Submission):
            assert Filling.edit(read.form, one.instance).problems() == []
        there.close()
    here.close()


@pytest.mark.parametrize("form", list(WRITERS))
def test_an_export_that_is_stopped_leaves_nothing(form: str, tmp_path: Path) -> None:
    ws = notebook(tmp_path / "here")
    added = add_form(ws, Form(XFORM, "All", "all", "7"))
    for number in range(3):
        fill(ws, added.version, document(f"uuid:{number}", {"one": "a"}, []))

    def stop(_done: int, _of: int) -> None:
        raise InterruptedError

    (tmp_path / "out").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.reports.answers.rows.TOLD_EVERY", 2)
        patch.setattr("app.reports.answers.documents.TOLD_EVERY", 2)
        with pytest.raises((InterruptedError, NotExported)):
            WRITERS[form](
                ws, language("ru"), Wish(survey=added.survey), tmp_path / "out" / f"a.{form}", stop
            )
    assert not list((tmp_path / "out").iterdir())
    ws.close()
