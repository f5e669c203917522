"""Where records are shown: what a figure or a goal leads to, and what has no place."""

import pytest

from app.model import Attendance, FrameworkItem, Person, PlanMeasure, Registration, ResolutionItem
from app.storage import Workspace
from app.ui.pages import PAGES
from app.ui.record_places import place_of
from tests.storage.plans import Story, tell


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


def test_every_place_is_a_page_of_the_window(workspace: Workspace, story: Story) -> None:
    names = {entry.name for entry in PAGES}
    assert {"events", "people", "plans", "resolutions", "frameworks", "statistics"} <= names


def test_what_is_gone_has_no_place(workspace: Workspace) -> None:
    assert place_of(workspace, "note", b"x" * 16) is None
