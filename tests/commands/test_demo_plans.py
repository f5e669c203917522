"""The demonstration's plans: what the five documents say is there, under its code, in its order."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.commands.demo import PASSPHRASE
from app.model import (
    ActionPlan,
    Club,
    ClubCadence,
    FrameworkItem,
    GroupSession,
    Note,
    PlanMeasure,
    Product,
    ReachFigure,
    Stakeholder,
)
from app.model.resources import read_yaml
from app.storage import Workspace, open_workspace
from app.storage.doctor import examine
from app.storage.questions.clubs import club_page
from app.storage.questions.following import due_measures, measure_page
from app.storage.questions.group_work import group_work
from app.storage.questions.indicators import answer
from app.storage.questions.plans import PlanFilter, list_plans, plan_page
from app.storage.questions.resolutions import ResolutionPage, list_resolutions, resolution_page

TODAY = date(2026, 11, 19)


@pytest.fixture(scope="module")
def centre(demonstration: Path) -> Iterator[Workspace]:
    """The coordinator's notebook of a small demonstration."""
    workspace = open_workspace(demonstration / "coordinator", passphrase=PASSPHRASE)
    yield workspace
    workspace.close()


def resolution(ws: Workspace, framework: str) -> ResolutionPage:
    (line,) = [one for one in list_resolutions(ws) if one.framework == framework]
    page = resolution_page(ws, line.id)
    assert page is not None
    return page


def items(framework: str, *types: str) -> list[dict[str, str]]:
    found = read_yaml(f"frameworks/{framework}")["items"]
    return [item for item in found if item["type"] in types]


def test_the_99_measures_stand_goal_by_goal_as_in_the_resolution(centre: Workspace) -> None:
    page = resolution(centre, "NPGE-2025")
    whole = items("npge_2025_2027", "measure")
    assert [line.point.text for line in page.points] == [item["text_ru"] for item in whole]
    assert [line.point.framework_items for line in page.points] == [
        (item["code"],) for item in whole
    ]
    numbered = [line for line in page.points if line.number is not None]
    assert len(numbered) == 99
    assert [str(line.number) for line in numbered] == [
        item["no"] for item in whole if not item["code"].endswith(("/S1", "/S2", "/S3"))
    ]
    assert [group.heading for group in page.groups] == [
        item["code"] for item in items("npge_2025_2027", "goal")
    ]
    assert page.resolution.title.startswith("РЕЗОЛЮЦИЯ по итогам проведения консультативной")


def test_the_32_measures_stand_by_direction_national_before_local(centre: Workspace) -> None:
    page = resolution(centre, "NAP1325-2025")
    whole = items("nap1325_2025_2027", "measure")
    assert [line.point.text for line in page.points] == [item["text_ru"] for item in whole]
    assert len(page.points) == 32
    levels = [(group.heading[-2:], group.level) for group in page.groups]
    assert levels == [
        (f"D{number}", level) for number in range(1, 6) for level in ("national", "local")
    ]
    facts = read_yaml("frameworks/nap1325_2025_2027")["facts"]["framework"]
    assert page.resolution.analysis == facts["analysis_text"]
    assert page.resolution.conclusion == facts["conclusion_text"]


def test_the_38_recommendations_stand_under_their_priorities(centre: Workspace) -> None:
    page = resolution(centre, "WPS-CA-2023")
    whole = items("wps_consultation_2023", "recommendation")
    assert [line.point.text for line in page.points] == [item["text_ru"] for item in whole]
    assert (len(page.points), len(page.groups)) == (38, 5)
    assert page.resolution.preamble.startswith("Преамбула: Мы, участники")


def test_the_roadmap_is_a_plan_with_the_columns_of_its_table(centre: Workspace) -> None:
    (plan,) = [one for one in centre.find(ActionPlan) if one.territory == "KZ"]
    page = plan_page(centre, plan.id, TODAY)
    assert page is not None
    whole = items("kz_roadmap_2023_2025", "activity")
    assert len(page.measures) == 13
    for line, item in zip(page.measures, whole, strict=True):
        measure = line.measure
        assert (measure.text, measure.framework_items) == (item["text_ru"], (item["code"],))
        assert measure.participants == (item.get("participants") or "")
        assert measure.responsible == (item.get("executors") or "")
        assert measure.expected_results == tuple(item["expected_results"])
    assert len(plan.results) == 5
    headings = list(dict.fromkeys(line.measure.heading for line in page.measures))
    assert headings == [item["code"] for item in items("kz_roadmap_2023_2025", "task")]


def test_every_code_of_the_five_documents_is_found(centre: Workspace) -> None:
    codes = {item.code for item in centre.find(FrameworkItem)}
    for path in ("npge_2025_2027", "nap1325_2025_2027", "kz_roadmap_2023_2025", "regional_2025"):
        assert {item["code"] for item in read_yaml(f"frameworks/{path}")["items"]} <= codes
    noted = {note.code for note in centre.find(Note)}
    facts = read_yaml("frameworks/regional_2025")["facts"]
    assert {item["code"] for block in facts["problems"] for item in block["items"]} <= noted
    recommended = [item["code"] for item in items("nap1325_2025_2027", "recommendation")]
    assert len(set(recommended) & noted) >= 12


def test_the_figures_of_2022_are_there_with_how_sure_they_are(centre: Workspace) -> None:
    facts = read_yaml("frameworks/mtsom_capacity_2022")["facts"]
    found = {
        figure.evidence.partition(":")[0]: (figure.value, figure.qualifier)
        for figure in centre.find(ReachFigure)
        if figure.evidence.startswith("MTSOM-2022/")
    }
    assert found == {one["code"]: (one["value"], one["qualifier"]) for one in facts["figures"]}
    titles = {product.title for product in centre.find(Product)}
    assert {one["title"] for one in facts["products"]} <= titles
    parts = {p.code: p.figure.value for p in answer(centre, "reach", by="kind", today=TODAY).parts}
    assert (parts["trained"], parts["pupils"], parts["committees"]) == (70, 600, 14)


def test_the_exercise_on_stakeholders_asks_what_the_concept_asks(centre: Workspace) -> None:
    asked = read_yaml("frameworks/women_deputies_club_2022")["facts"]["club"]["stakeholder_groups"]
    groups = [
        one for one in centre.find(GroupSession, order="sequence") if "интересы" in one.question
    ]
    assert [group.question for group in groups] == [
        f"{one['name']}: интересы, влияние, возможные виды сотрудничества" for one in asked
    ]
    assert all(group.agenda_item for group in groups)
    for one in centre.find(Stakeholder):
        assert one.group_session in {group.id for group in groups}
        assert "Вымышлено" in one.interests
    assert groups[0].event is not None
    assert len(group_work(centre, groups[0].event).stakeholders) == 6


def test_the_club_knows_how_often_it_means_to_meet(centre: Workspace) -> None:
    (club,) = centre.find(Club)
    assert (club.target_size, len(club.coverage), len(club.tasks)) == (50, 4, 3)
    cadences = {one.form: (one.period, one.least, one.most) for one in centre.find(ClubCadence)}
    assert cadences == {
        "offline": ("year", 1, 2),
        "online": ("month", 1, 3),
        "practice": ("always", None, None),
    }
    page = club_page(centre, club.id, date(2022, 10, 31))
    assert page is not None
    assert page.mentor == "Акулова Салия"
    assert [len(page.meetings), len(page.members), len(page.tasks)] == [2, 5, 3]
    assert sum(task.is_late for task in page.tasks) == 1


def test_two_invented_villages_follow_their_plans(centre: Workspace) -> None:
    plans = list_plans(centre, PlanFilter(level="local"), TODAY).lines
    assert len(plans) == 2
    for line in plans:
        assert "ойдон чыгарылган" in line.title or "вымышленный" in line.title
    (batken,) = [line for line in plans if line.decision_number == "14"]
    assert (batken.measures, batken.done, batken.late) == (8, 1, 2)
    assert batken.unfunded == 3
    page = plan_page(centre, batken.id, TODAY)
    assert page is not None
    assert len(page.members) == 5
    assert {line.id for line in page.late} <= {one.id for one in due_measures(centre, TODAY)}


def test_a_measure_leads_back_to_the_village_and_on_to_the_photo(centre: Workspace) -> None:
    plan = next(one for one in centre.find(ActionPlan) if one.decision_number == "14")
    page = plan_page(centre, plan.id, TODAY)
    assert page is not None
    measure = measure_page(centre, page.measures[0].id, TODAY)
    assert measure is not None
    assert measure.problem is not None
    assert measure.problem.note.code == "REG-2025/KG-B/PROB/01"
    assert measure.recommendation is not None
    assert set(measure.goals) == {"NPGE-2025/G01/M01", "NPGE-2025/G02/M03"}
    assert measure.line.measure.budget == 180_000
    (photo,) = measure.files[measure.entries[0].id]
    assert photo.file is not None
    assert centre.attachments.get(photo.file).startswith(b"\x89PNG")
    (indicator,) = measure.indicators
    assert [value.value for value in indicator.values] == [0, 5]


def test_every_measure_of_the_first_plan_goes_back_to_the_village_by_a_point_of_its_resolution(
    centre: Workspace,
) -> None:
    plan = next(one for one in centre.find(ActionPlan) if one.decision_number == "14")
    for measure in centre.find(PlanMeasure, action_plan=plan.id):
        page = measure_page(centre, measure.id, TODAY)
        assert page is not None
        assert page.problem is not None
        assert page.recommendation is not None
        assert page.point is not None
        assert page.point.note == page.recommendation.note.id
        assert page.resolution is not None
        assert (page.resolution.event, page.resolution.status) == (plan.event, "adopted")


def test_the_notebook_with_all_of_it_is_sound(centre: Workspace) -> None:
    assert examine(centre) == []
