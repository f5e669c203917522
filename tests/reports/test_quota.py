"""The quota report: what it weighs is narrowed by all that the window's page has."""

from datetime import date

import pytest

from app.language import language
from app.reports import make
from app.reports.content import Cell, Facts, Table
from tests.reports.conftest import BATKEN
from tests.reports.stories import OSH

EN = language("en")


@pytest.fixture
def weighed(notebook):
    """A gathering, a working group and a committee of one project; and three of none."""
    project = notebook.put("project", title="Долбоор")
    one = {"territory": BATKEN, "project": project}
    write(notebook, "A", 2025, "training", "NPGE-2025/G01", one)
    write(notebook, "B", 2023, "seminar", "NAP1325-2025/D1", {"territory": OSH})
    return notebook


def write(notebook, name, year, kind, item, values):
    put, day = notebook.put, date(year, 5, 12)
    event = put(
        "event", title=f"event {name}", type=kind, date_from=day, framework_items=(item,), **values
    )
    person = put("person", surname=name, name=name, sex="f")
    put("registration", event=event, person=person, status="attended")
    days = {"period_from": day, "period_to": day}
    plan = put("action_plan", title=f"plan {name}", event=event, **days, **values)
    put("plan_measure", action_plan=plan, text="…", framework_items=(item,))
    put("plan_member", action_plan=plan, person=person)
    own = {"territory": values["territory"], "created_on": day, "size": 4, "women": 1, "men": 3}
    put("body", title=f"body {name}", kind="committee", event=event, **own)


def titles(document):
    tables = [block for block in document.blocks if isinstance(block, Table)]
    cells = [row[0] for table in tables for row in table.rows]
    return sorted({one.text for one in cells if isinstance(one, Cell)})


@pytest.mark.parametrize(
    "asked",
    [
        {"territory": BATKEN},
        {"since": "2024-01-01"},
        {"since": "2025-05-12", "until": "2025-05-12"},
        {"project": "Долбоор"},
        {"framework": "NPGE-2025"},
        {"goal": "NPGE-2025/G01"},
        {"type": "training"},
    ],
    ids=" ".join,
)
def test_every_filter_narrows_every_kind_of_group_and_is_said(weighed, asked):
    assert titles(make("quota", weighed.workspace, EN)) == [
        *("body A", "body B", "event A", "event B", "plan A", "plan B")
    ]
    document = make("quota", weighed.workspace, EN, asked)
    assert titles(document) == ["body A", "event A", "plan A"]
    facts = next(block for block in document.blocks if isinstance(block, Facts))
    asked_for, counted = facts.pairs[:-3], facts.pairs[-3:]
    assert len(asked_for) == 1
    assert asked_for[0][1] in document.source
    assert counted[0][0] == "Kept"


@pytest.mark.parametrize(
    ("group", "kind"), [("event", "event"), ("action_plan", "plan"), ("body", "body")]
)
def test_one_kind_of_group_may_be_weighed_alone(weighed, group, kind):
    document = make("quota", weighed.workspace, EN, {"weighed": group})
    assert titles(document) == [f"{kind} A", f"{kind} B"]
