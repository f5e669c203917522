"""What trainings changed and how content people were, as saved questions over all events."""

from datetime import date

import pytest

from app.actions import surveys
from app.actions.duplicates import join
from app.actions.events import create_event
from app.actions.records import new
from app.model import Put, Remove
from app.reports.indicator_blocks import parts_told
from app.storage import Workspace
from app.storage.questions.indicators import Figure, IndicatorFilter, answer, behind
from app.storage.questions.satisfaction import opinions
from tests.storage.notebooks import add_person
from tests.storage.plans import BATKEN, OSH, TODAY
from tests.storage.surveys import Form, document, fill, village_form

FEEDBACK = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Пикир</h:title><model>
<instance><data id="opinion" version="1"><useful/><whole/><first/><age/>
<meta><instanceID/></meta></data></instance>
<bind nodeset="/data/useful" type="string"/><bind nodeset="/data/whole" type="int"/>
<bind nodeset="/data/first" type="string"/><bind nodeset="/data/age" type="int"/>
</model></h:head><h:body>
<select1 ref="/data/useful"><label>Useful?</label>
<item><label>No</label><value>1</value></item><item><label>So-so</label><value>2</value></item>
<item><label>Yes</label><value>3</value></item></select1>
<range ref="/data/whole" start="1" end="5" step="1"><label>As a whole?</label></range>
<select1 ref="/data/first"><label>First time?</label>
<item><label>Yes</label><value>1</value></item><item><label>No</label><value>0</value></item></select1>
<input ref="/data/age"><label>Age</label></input>
</h:body></h:html>"""


def held(ws: Workspace, title: str, territory: str, **values: object) -> bytes:
    about = {"title": title, "type": "training", "date_from": date(2026, 3, 1)}
    return create_event(ws, {**about, "territory": territory, **values}).id


@pytest.fixture
def trainings(ws: Workspace) -> tuple[bytes, bytes]:
    """Two trainings: one with four tests of three people, one with a pair by a code."""
    first, second = held(ws, "Бюджет", BATKEN), held(ws, "Лидерлик", OSH, code="OSH-1")
    before = surveys.add_form(ws, village_form(form_id="pre"), purpose="pre_test").version
    after = surveys.add_form(ws, village_form(form_id="post"), purpose="post_test").version
    one, other, lonely = (add_person(ws, sex="f") for _ in range(3))
    for event, version, who, said in (
        (first, before, {"person": one}, {"water": "no"}),
        (first, after, {"person": one}, {"water": "yes", "needs": "road school"}),
        (first, before, {"person": other}, {"water": "yes"}),
        (first, after, {"person": other}, {"water": "yes"}),
        (first, before, {"person": lonely}, {"water": "no"}),
        (second, before, {"code": "ак бата"}, {"water": "yes", "needs": "road school"}),
        (second, after, {"code": "Ак Бата"}, {"water": "yes"}),
    ):
        fill(ws, version, document(**said), {**who, "event": event})
    return first, second


def test_the_gain_is_the_mean_of_the_pairs_of_every_event(
    ws: Workspace, trainings: tuple[bytes, bytes]
) -> None:
    found = answer(ws, "test_gain", by="event", today=TODAY)
    assert found.total == Figure(16.7, None, 3)
    assert {part.code: part.figure for part in found.parts} == {
        "Бюджет": Figure(50.0, None, 2),
        "OSH-1 · Лидерлик": Figure(-50.0, None, 1),
    }
    forms = behind(ws, "test_gain", by="event", code="Бюджет", today=TODAY)
    assert len(forms) == 4
    assert {one.type_name for one in forms} == {"submission"}
    osh = IndicatorFilter(territory=OSH)
    assert answer(ws, "test_gain", osh, today=TODAY).total == Figure(-50.0, None, 1)
    nothing = IndicatorFilter(until=date(2020, 1, 1))
    assert answer(ws, "test_gain", nothing, today=TODAY).total == Figure(0.0, None, 0)


def test_one_who_was_joined_is_paired_with_herself(ws: Workspace) -> None:
    event = held(ws, "Бюджет", BATKEN)
    before = surveys.add_form(ws, village_form(form_id="pre"), purpose="pre_test").version
    after = surveys.add_form(ws, village_form(form_id="post"), purpose="post_test").version
    stays, goes = add_person(ws, sex="f"), add_person(ws, sex="f")
    fill(ws, before, document(water="no"), {"person": goes, "event": event})
    fill(ws, after, document(water="yes"), {"person": stays, "event": event})
    assert answer(ws, "test_gain", today=TODAY).total.n == 0
    join(ws, stays, goes, {})
    assert answer(ws, "test_gain", today=TODAY).total == Figure(50.0, None, 1)


def test_whoever_gives_four_of_five_is_satisfied(ws: Workspace) -> None:
    event = held(ws, "Бюджет", BATKEN)
    form = Form(FEEDBACK, "Пикир", "opinion")
    version = surveys.add_form(ws, form, purpose="feedback").version
    forms = [
        fill(ws, version, document("opinion", **said), facts)
        for said, facts in (
            ({"useful": 3, "whole": 5}, {"event": event}),
            ({"useful": 2, "whole": 5}, {"event": event}),
            ({"whole": 3, "first": 1}, {"event": event}),
            ({"first": 0, "age": 40}, {"event": event}),
            ({"useful": 3}, {"collected_on": date(2026, 4, 1)}),
            ({"useful": "бакыт", "whole": 99}, {"event": event}),
        )
    ]
    assert sorted(one.mark for one in opinions(ws)) == [0.5, 0.75, 1.0, 1.0]
    assert answer(ws, "satisfaction", today=TODAY).total == Figure(3, 4)
    parts = answer(ws, "satisfaction", by="event", today=TODAY).parts
    assert [(part.code, part.figure.value, part.figure.of) for part in parts] == [
        ("Бюджет", 2, 3),
        ("", 1, 1),
    ]
    unhappy = behind(ws, "satisfaction", by="satisfied", code="no", today=TODAY)
    assert [one.id for one in unhappy] == [forms[2]]
    batken = IndicatorFilter(territory=BATKEN)
    assert answer(ws, "feedback_mark", batken, today=TODAY).total == Figure(4.0, None, 3)
    ws.write([Remove("submission", forms[0])])
    assert answer(ws, "satisfaction", batken, today=TODAY).total == Figure(1, 2)


def test_women_among_deputies_are_a_share_of_them(ws: Workspace) -> None:
    event = held(ws, "Бюджет", BATKEN)
    for number, sex in enumerate(["f", "f", "m", None, "f"]):
        category = "lk_deputy" if number < 3 else "lk_candidate" if number == 3 else "youth"
        listed = {"event": event, "person": add_person(ws, sex=sex), "category": category}
        ws.write([Put("registration", bytes([number]) * 16, listed)])
    found = answer(ws, "women_deputies", by="category", today=TODAY)
    assert (found.total.value, found.total.of) == (2, 4)
    assert {part.code: (part.figure.value, part.figure.of) for part in found.parts} == {
        "lk_deputy": (2, 3),
        "lk_candidate": (0, 1),
    }


def test_figures_of_fewer_than_five_answers_stay_in_the_office(
    ws: Workspace, trainings: tuple[bytes, bytes]
) -> None:
    assert parts_told(answer(ws, "test_gain", by="event", today=TODAY)) == [False, False]
    for _ in range(6):
        listed = {"event": trainings[0], "person": add_person(ws, sex="f"), "category": "lk_deputy"}
        ws.write([new("registration", listed)])
    assert parts_told(answer(ws, "women_deputies", by="category", today=TODAY)) == [True]
    man = {"event": trainings[0], "person": add_person(ws, sex="m"), "category": "lk_deputy"}
    ws.write([new("registration", man)])
    assert parts_told(answer(ws, "women_deputies", by="category", today=TODAY)) == [False]
