"""Where records are shown: what a figure or a goal leads to, and what has no place."""

import pytest

from app.actions.group_work import add_group, add_stakeholder
from app.actions.report_texts import write_texts
from app.actions.resolutions import create_resolution
from app.model import (
    RECORD_TYPES,
    Attendance,
    FrameworkItem,
    Person,
    PlanMeasure,
    Registration,
    ReportText,
    ResolutionItem,
)
from app.model.report_text import Subject
from app.storage import Workspace
from app.ui.events.event import TABS
from app.ui.events.notes import PARTS
from app.ui.pages import PAGES
from app.ui.record_places import place_of
from tests.storage.plans import Story, tell
from tests.ui.events.content import fill_event


@pytest.fixture
def story(workspace: Workspace) -> Story:
    return tell(workspace)


def test_records_of_an_event_lead_to_their_tab(workspace: Workspace, story: Story) -> None:
    tick = workspace.find(Attendance)[0]
    registration = workspace.get(Registration, tick.registration or b"")
    assert registration is not None
    expected = ("events", {"event": registration.event, "tab": "people"})
    assert place_of(workspace, "attendance", tick.id) == expected
    assert place_of(workspace, "registration", registration.id) == expected
    said = place_of(workspace, "note", story.problem)
    assert said is not None
    assert said[1]["event"] == story.event
    assert (said[1]["tab"], said[1]["note"]) == ("notes", story.problem)


def test_people_plans_points_and_goals_lead_to_their_pages(
    workspace: Workspace, story: Story
) -> None:
    person = workspace.find(Person)[0].id
    measure = workspace.find(PlanMeasure)[0].id
    point = workspace.find(ResolutionItem)[0].id
    goal = FrameworkItem.id_for({"code": "NPGE-2025/G01"})
    assert place_of(workspace, "person", person) == ("people", {"person": person})
    assert place_of(workspace, "plan_measure", measure) == ("plans", {"measure": measure})
    assert place_of(workspace, "action_plan", story.plan) == ("plans", {"plan": story.plan})
    asked = {"resolution": story.resolution, "point": point}
    assert place_of(workspace, "resolution_item", point) == ("resolutions", asked)
    assert place_of(workspace, "framework_item", goal) == ("frameworks", {"item": "NPGE-2025/G01"})


def test_a_text_of_a_report_leads_to_where_it_is_written(workspace: Workspace) -> None:
    subject = Subject(territory="41705000000000", event_type="training")
    write_texts(workspace, "final", subject, {("aims", "ky"): "Максат"})
    (text,) = workspace.find(ReportText)
    asked = {"report": "final", "writes": True, "territory": "41705000000000", "type": "training"}
    assert place_of(workspace, "report_text", text.id) == ("reports", asked)


def test_every_place_is_a_page_of_the_window(workspace: Workspace, story: Story) -> None:
    names = {entry.name for entry in PAGES}
    assert {"events", "people", "plans", "resolutions", "frameworks", "statistics"} <= names


def test_what_is_gone_has_no_place(workspace: Workspace) -> None:
    assert place_of(workspace, "note", b"x" * 16) is None


def test_what_groups_are_and_name_leads_to_its_part_of_the_tab(workspace: Workspace) -> None:
    event = fill_event(workspace)
    group = add_group(workspace, event, {"name": "1-топ"}).id
    who = add_stakeholder(workspace, event, {"name": "Мектеп", "kind": "state"}).id
    whole = create_resolution(workspace, {"title": "Р"}).id
    tab = {"event": event, "tab": "notes"}
    assert place_of(workspace, "group_session", group) == (
        "events",
        {**tab, "part": "groups", "group_session": group},
    )
    assert place_of(workspace, "stakeholder", who) == (
        "events",
        {**tab, "part": "stakeholders", "stakeholder": who},
    )
    assert place_of(workspace, "resolution", whole) == ("resolutions", {"resolution": whole})


def test_places_name_tabs_and_parts_that_exist(workspace: Workspace) -> None:
    event = fill_event(workspace)
    tabs, parts = {key for key, *_ in TABS}, {key for key, *_ in PARTS}
    for type_name in ("note", "registration", "distribution"):
        for record in workspace.find(RECORD_TYPES[type_name], event=event):
            place = place_of(workspace, type_name, record.id)
            assert place is not None
            assert place[1]["tab"] in tabs
            assert place[1].get("part", "said") in parts
