"""What a plan's page says of done, late, unfunded and money, its papers and the indicators say."""

from datetime import date, timedelta

import pytest

from app.actions.monitoring import monitor
from app.actions.plans import add_measure, create_plan, save_measure, save_plan
from app.language import language
from app.reports import make
from app.reports.content import Cell, Document, Facts, Table
from app.reports.words import term
from app.storage import Workspace
from app.storage.questions.following import due_measures, late_count
from app.storage.questions.indicators import answer
from app.storage.questions.plans import PlanFilter, PlanPage, list_plans, plan_page

EN = language("en")
TODAY = date.today()
PAST, AHEAD = TODAY - timedelta(days=20), TODAY + timedelta(days=200)
GRANTED = {"budget_status": "approved", "budget_decision": "14"}
MEASURES = (
    {"text": "a", "status": "done", "deadline": PAST, "budget": 100.0, **GRANTED},
    {"text": "b", "status": "in_progress", "deadline": PAST, "budget": 30.5, **GRANTED},
    {"text": "c", "deadline": PAST, "budget": 7.0, "budget_status": "requested"},
    {"text": "d", "status": "cancelled", "deadline": PAST, "budget": 1000.0, **GRANTED},
    {"text": "e", "status": "partly", "deadline": AHEAD, "budget": 3.0},
    {"text": "f", "budget_source": "none", "budget": 2.0},
    {"text": "g", "deadline": AHEAD, "budget": 11.0, "budget_status": "rejected"},
)
"""Each a case of its own: granted or not, late or not, given up, not asked for, refused."""
SOURCES = ("local_budget", "donor", "local_budget", "donor", None, "none", "republican_budget")


@pytest.fixture
def ws(notebook) -> Workspace:
    """A plan in force; of the second measure the newest word does not tell of money."""
    workspace = notebook.workspace
    plan = create_plan(workspace, {"title": "План", "status": "draft"}).id
    made = [
        add_measure(workspace, plan, {**measure, **({"budget_source": source} if source else {})})
        for measure, source in zip(MEASURES, SOURCES, strict=True)
    ]
    seen = (
        (made[0].id, 10, 95.0, 90),
        (made[0].id, 10, 90.0, 100),
        (made[1].id, 12, 20.25, 40),
        (made[1].id, 5, None, None),
    )
    for measure, days, spent, progress in seen:
        told = {"day": TODAY - timedelta(days=days), "spent": spent, "progress": progress}
        monitor(workspace, measure, {**told, "status": None, "note": "ж"})
    return workspace


def page_of(ws: Workspace) -> PlanPage:
    """The plan as its page reads it."""
    (line,) = list_plans(ws, PlanFilter(), TODAY).lines
    page = plan_page(ws, line.id, TODAY)
    assert page is not None
    return page


def facts(document: Document) -> dict[str, str]:
    """What the first box of facts of a paper says."""
    box = next(block for block in document.blocks if isinstance(block, Facts))
    return dict(box.pairs)


def table(document: Document, at: int) -> Table:
    """One of the tables of a paper."""
    return [block for block in document.blocks if isinstance(block, Table)][at]


def words(row: tuple[object, ...]) -> list[str]:
    """The words of a row."""
    return [one.text if isinstance(one, Cell) else str(one) for one in row]


def test_the_page_the_list_and_the_indicators_count_alike(ws: Workspace) -> None:
    page = page_of(ws)
    (line,) = list_plans(ws, PlanFilter(), TODAY).lines
    assert (len(page.measures), len(page.having("done"))) == (line.measures, line.done) == (7, 1)
    assert len(page.late) == line.late == 2
    assert len(page.unfunded) == line.unfunded == 3
    assert page.budget() == line.budget == 153.5
    assert line.granted == page.budget("approved", "allocated", "spent") == 130.5
    assert page.spent == 110.25
    figures = {
        key: answer(ws, key, today=TODAY).total.value
        for key in ("measures", "late_measures", "budget", "spent")
    }
    assert figures == {"measures": 7, "late_measures": 2, "budget": 153.5, "spent": 110.25}
    assert len([one for one in due_measures(ws, TODAY) if one.days < 0]) == 2
    assert late_count(ws, TODAY) == 2
    assert answer(ws, "funded_plans", today=TODAY).total.value == 1


def test_a_plan_whose_only_granted_money_was_given_up_has_none(ws: Workspace) -> None:
    (line,) = list_plans(ws, PlanFilter(), TODAY).lines
    for measure in page_of(ws).measures:
        if measure.measure.text in {"a", "b"}:
            save_measure(ws, measure.measure.id, {"status": "cancelled"})
    (line,) = list_plans(ws, PlanFilter(), TODAY).lines
    assert line.granted == answer(ws, "funded_plans", today=TODAY).total.value == 0


def test_the_papers_say_the_same(ws: Workspace) -> None:
    page, number = page_of(ws), EN.number
    plan = facts(make("action-plan", ws, EN))
    assert plan["Budget, som"] == number(page.budget())
    assert plan["Of it granted"] == number(130.5)
    assert plan["Of it requested"] == number(page.budget("requested"))
    monitoring = make("monitoring", ws, EN)
    said = facts(monitoring)
    counted = [said[word] for word in ("Measures", "Done", "In progress", "Late", "Without money")]
    assert counted == [
        number(len(found))
        for found in (
            page.measures,
            page.having("done"),
            page.having("in_progress", "partly"),
            page.late,
            page.unfunded,
        )
    ]
    assert (said["Budget, som"], said["Spent, som"]) == (number(153.5), number(110.25))
    second = words(table(monitoring, 0).rows[1])
    assert (second[4], second[6]) == ("40", number(20.25)), "the newest word that tells of it"
    money = table(make("closing", ws, EN), 1)
    sums = {row[0]: row[1:] for row in map(words, money.rows)}
    by_source = {
        part.code: part.figure.value for part in answer(ws, "budget", by="budget_source").parts
    }
    local = sums[term(EN, "budget_source", "local_budget")]
    assert local == [number(107), number(100), number(90)]
    assert by_source["local_budget"] == 107
    assert words(money.totals)[1:] == [number(153.5), number(130.5), number(110.25)]


@pytest.mark.parametrize("end", [{"status": "closed"}, {"is_template": True}])
def test_nobody_waits_for_the_measures_of_a_closed_plan_or_of_a_pattern(
    ws: Workspace, end: dict[str, object]
) -> None:
    plan = page_of(ws).plan.id
    save_plan(ws, plan, end)
    page = plan_page(ws, plan, TODAY)
    assert page is not None
    assert page.late == []
    wanted = PlanFilter(templates="is_template" in end)
    assert [line.late for line in list_plans(ws, wanted, TODAY).lines] == [0]
    assert late_count(ws, TODAY) == answer(ws, "late_measures", today=TODAY).total.value == 0
