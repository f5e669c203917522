"""What the pages of plans, resolutions, group work and frameworks are told."""

import pytest

from app.actions.plans import add_measure, create_plan, save_plan
from app.actions.records import delete, save
from app.model import FrameworkItem, PlanMeasure
from app.model.framework import Framework
from app.storage import Workspace
from app.storage.questions.following import (
    came_of,
    due_measures,
    late_count,
    measure_page,
    plan_entries,
    plan_indicators,
)
from app.storage.questions.frameworks import (
    doubts,
    list_frameworks,
    search_items,
    tied_to,
    tree,
)
from app.storage.questions.group_work import group_work
from app.storage.questions.plans import PlanFilter, list_plans, plan_page
from app.storage.questions.resolutions import list_resolutions, resolution_page
from tests.storage.plans import BATKEN, BATKEN_RAION, OSH, TODAY, tell


@pytest.fixture
def statements(ws: Workspace) -> list[str]:
    """Every statement the reader carries out from now on."""
    said: list[str] = []
    ws.reader.set_trace_callback(said.append)
    return said


def test_the_list_counts_what_is_done_late_and_unfunded(ws: Workspace) -> None:
    tell(ws)
    create_plan(ws, {"title": "Бош план", "territory": OSH})
    create_plan(ws, {"title": "Үлгү", "is_template": True})
    found = list_plans(ws, PlanFilter(), TODAY)
    line, empty = found.lines
    assert (line.measures, line.done, line.under_way, line.late, line.unfunded) == (3, 1, 1, 1, 1)
    assert (line.budget, line.granted) == (735_000, 95_000)
    assert (empty.measures, empty.budget, found.total) == (0, 0, 2)


def test_plans_are_found_by_place_item_status_and_words(ws: Workspace) -> None:
    story = tell(ws)

    def ids(**wanted: object) -> list[bytes]:
        return [line.id for line in list_plans(ws, PlanFilter(**wanted), TODAY).lines]  # type: ignore[arg-type]

    assert ids(territory=BATKEN) == [story.plan]
    assert ids(territory=OSH) == []
    assert ids(item="NPGE-2025/G01/M04") == [story.plan]
    assert ids(item="NPGE-2025/G01") == []
    assert ids(status="draft", text="ак татыр") == [story.plan]
    assert ids(status="closed") == []


def test_a_plan_s_page_says_in_one_look_what_is_done_late_and_unfunded(ws: Workspace) -> None:
    story = tell(ws)
    page = plan_page(ws, story.plan, TODAY)
    assert page is not None
    assert [line.number for line in page.measures] == [1, 2, 3]
    assert [line.id for line in page.late] == [story.measures[2]]
    assert page.late[0].days_late == 24
    assert [line.id for line in page.unfunded] == [story.measures[0]]
    assert [line.id for line in page.having("done")] == [story.measures[1]]
    assert (page.budget(), page.budget("allocated"), page.spent) == (735_000, 95_000, 120_000)
    first = page.measures[0]
    assert first.responsible == "Айылдык кеңеш"
    assert first.problem == "Балдар караусуз калат"
    assert first.last is not None
    assert (first.last.progress, first.entries, first.files, first.indicators) == (40, 2, 1, 1)
    assert first.lacks == ()
    assert page.measures[2].lacks == (
        "responsible",
        "framework_items",
        "indicator",
        "budget_source",
    )
    assert page.event_title == "Баткен жолугушуусу"
    assert [member.name for member in page.members] == ["Токтосунова"]
    assert [names["ru"] for names in page.above][:1] == ["Баткенская область"]


def test_what_is_gone_has_no_page(ws: Workspace) -> None:
    story = tell(ws)
    delete(ws, "action_plan", story.plan)
    assert plan_page(ws, story.plan, TODAY) is None
    assert measure_page(ws, story.measures[0], TODAY) is None
    assert list_plans(ws, PlanFilter(), TODAY).lines == []
    assert due_measures(ws, TODAY) == []


def test_a_list_and_a_page_cost_the_same_few_questions_however_many_rows(
    ws: Workspace, statements: list[str]
) -> None:
    story = tell(ws)

    def cost() -> tuple[int, int, int]:
        counts = []
        for ask in (
            lambda: list_plans(ws, PlanFilter(), TODAY),
            lambda: plan_page(ws, story.plan, TODAY),
            lambda: resolution_page(ws, story.resolution),
        ):
            statements.clear()
            ask()
            counts.append(len(statements))
        return counts[0], counts[1], counts[2]

    few = cost()
    for number in range(30):
        add_measure(ws, story.plan, {"text": f"Чара {number}"})
        create_plan(ws, {"title": f"План {number}", "territory": BATKEN})
    assert cost() == few
    assert max(few) < 25


def test_a_measure_is_followed_from_the_village_s_sentence_to_the_photo(ws: Workspace) -> None:
    story = tell(ws)
    page = measure_page(ws, story.measures[0], TODAY)
    assert page is not None
    assert page.problem is not None
    assert page.problem.note.text == "Балдар караусуз калат"
    assert page.problem.group == "Ак-Татыр"
    assert page.problem.event is not None
    assert page.recommendation is not None
    assert page.recommendation.note.id == story.recommendation
    assert page.resolution is not None
    assert page.resolution.id == story.resolution
    assert list(page.goals) == ["NPGE-2025/G01/M04"]
    assert page.line.measure.budget == 640_000
    newest = page.entries[0]
    (photo,) = page.files[newest.id]
    assert photo.file_name == "roof.jpg"
    (indicator,) = page.indicators
    assert indicator.last is not None
    assert (indicator.last.value, indicator.progress) == (10, 0.4)
    third = measure_page(ws, story.measures[2], TODAY)
    assert third is not None
    assert third.line.number == 3


def test_from_a_problem_one_sees_what_came_of_it(ws: Workspace) -> None:
    story = tell(ws)
    came = came_of(ws, story.problem)
    assert [note.id for note in came.answers] == [story.recommendation]
    assert [resolution.id for _, resolution in came.points] == [story.resolution]
    assert [(one.id, plan.id) for one, plan in came.measures] == [(story.measures[0], story.plan)]


def test_what_is_late_comes_before_what_is_due(ws: Workspace) -> None:
    story = tell(ws)
    soon = add_measure(ws, story.plan, {"text": "Жакында", "deadline": "30.11.2026"}).id
    due = due_measures(ws, TODAY)
    assert [(one.id, one.days) for one in due] == [(story.measures[2], -24), (soon, 11)]
    assert late_count(ws, TODAY) == 1
    save_plan(ws, story.plan, {"status": "closed"})
    assert due_measures(ws, TODAY) == []
    assert late_count(ws, TODAY) == 0


def test_all_entries_and_indicators_of_a_plan_are_read_at_once(ws: Workspace) -> None:
    story = tell(ws)
    assert [entry.progress for entry in plan_entries(ws, story.plan)] == [40, 0]
    assert [len(line.values) for line in plan_indicators(ws, story.plan)] == [2]


def test_group_work_says_what_became_of_each_note(ws: Workspace) -> None:
    story = tell(ws)
    work = group_work(ws, story.event)
    (group,) = work.groups
    assert (group.session.name, group.facilitator, group.notes) == ("Ак-Татыр", "Асанова Бурул", 2)
    assert len(group.members) == 2
    problem, recommendation = work.said
    assert (problem.answered_by, problem.measures, problem.group) == (1, 1, "Ак-Татыр")
    assert recommendation.answers == "Балдар караусуз калат"
    assert (recommendation.points, recommendation.measures) == (1, 1)
    assert [one.name for one in work.stakeholders] == ["Айыл өкмөтү"]
    assert set(work.goals) == {"NPGE-2025/G01/M04"}
    assert work.places[BATKEN]["ru"] == "Баткенская область"


def test_a_resolution_s_points_stand_under_goal_and_priority(ws: Workspace) -> None:
    story = tell(ws)
    (line,) = list_resolutions(ws)
    assert (line.id, line.points, line.event_title) == (story.resolution, 1, "Баткен жолугушуусу")
    page = resolution_page(ws, story.resolution)
    assert page is not None
    (group,) = page.groups
    assert group.item is not None
    assert group.above is not None
    assert (group.item.code, group.above.code) == ("NPGE-2025/G01", "NPGE-2025/P1")
    assert [(point.number, point.measures) for point in page.points] == [(1, 1)]
    assert page.points[0].note == "Бала бакчага кошумча топ ачуу"
    assert list_resolutions(ws, b"\x00" * 16) == []


def test_a_tree_counts_what_is_tied_to_items_and_below_them(ws: Workspace) -> None:
    tell(ws)
    nodes = {node.item.code: node for node in tree(ws, "NPGE-2025")}
    assert nodes["NPGE-2025/G01/M04"].ties == (0, 1, 1, 1)
    assert nodes["NPGE-2025/G01"].ties.total == 0
    assert nodes["NPGE-2025/P1"].ties_below.measures == 1
    assert [nodes[code].depth for code in ("NPGE-2025/P1", "NPGE-2025/G01")] == [0, 1]
    assert len(nodes) == 120
    line = next(one for one in list_frameworks(ws) if one.framework.code == "NPGE-2025")
    assert (line.items, line.ties.measures) == (120, 1)


def test_items_are_found_by_words_and_code_with_what_is_tied(ws: Workspace) -> None:
    story = tell(ws)
    assert len(search_items(ws, "сети детсадов")) == 2
    found = search_items(ws, "сети детсадов", "NPGE-2025")
    assert [node.item.code for node in found] == ["NPGE-2025/G01/M04"]
    assert found[0].ties.measures == 1
    assert search_items(ws, "NPGE-2025 G09")[0].item.code == "NPGE-2025/G09"
    tied = {one.type_name: one for one in tied_to(ws, "NPGE-2025/G01/M04")}
    assert tied["plan_measure"].id == story.measures[0]
    assert tied["plan_measure"].at == story.plan
    assert tied["note"].at_title == "Баткен жолугушуусу"


def test_a_withdrawn_or_unknown_item_is_doubted(ws: Workspace) -> None:
    item = FrameworkItem.id_for({"code": "NPGE-2025/G01/M04"})
    save(ws, "framework_item", item, {"is_withdrawn": True})
    codes = ("NPGE-2025/G01", "NPGE-2025/G01/M04", "NPGE-2025/G99")
    assert doubts(ws, codes) == {"NPGE-2025/G01/M04": "withdrawn", "NPGE-2025/G99": "unknown"}
    assert doubts(ws, ()) == {}
    measure = {"action_plan": BATKEN_RAION.encode().ljust(16)[:16], "text": "x"}
    save(ws, "plan_measure", b"m" * 16, {**measure, "framework_items": codes})
    assert len(ws.find(PlanMeasure)) == 1, "doubts do not hinder"
    assert len(ws.find(Framework)) == 7
