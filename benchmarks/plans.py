"""How long lists of plans, one plan's page and the indicators take in a full notebook."""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from app.model import (
    RECORD_TYPES,
    ActionPlan,
    Indicator,
    MonitoringEntry,
    Note,
    PlanMeasure,
    Stored,
    new_id,
)
from app.model.stamp import Clock
from app.storage import RowBatch, Workspace
from app.storage.questions.following import due_measures, measure_page
from app.storage.questions.frameworks import list_frameworks, tied_to, tree
from app.storage.questions.indicators import answer
from app.storage.questions.plans import PlanFilter, list_plans, plan_page
from app.storage.questions.quota import QuotaFilter, quota_table
from app.storage.questions.saved import QUESTIONS
from benchmarks.figures import Figure, cpu_ms, peak_memory
from benchmarks.notebooks import TERRITORY, notebook, take_in

PLANS, MEASURES = 500, 40
TODAY = date(2026, 11, 19)
LIST_LIMIT, INDICATOR_LIMIT = 300, 500
_TEXT = "Бала бакчага кошумча топ ачуу жана тарбиячыларды окутуу, имаратты оңдоо "


def measure() -> list[Figure]:
    """500 plans with 20,000 measures: what every list and every indicator takes."""
    with notebook() as workspace:
        clock = Clock(b"elsewher")
        take_in(workspace, list(_batches(workspace, clock)), clock)
        asked = _asked(workspace)
        lists = [
            Figure(
                f"500 plans, 20,000 measures: {name}", cpu_ms(ask), "ms CPU", LIST_LIMIT, "limit"
            )
            for name, ask in asked.items()
        ]
        return [*lists, *_indicators(workspace), peak_memory(300, "500 plans")]


def _asked(ws: Workspace) -> dict[str, Callable[[], object]]:
    plan = ws.find(ActionPlan)[PLANS // 2].id
    found = ws.find(PlanMeasure, action_plan=plan)[3].id
    goal = "NPGE-2025/G01/M04"
    return {
        "list of plans": lambda: list_plans(ws, PlanFilter(), TODAY),
        "list of plans with a goal": lambda: list_plans(ws, PlanFilter(item=goal), TODAY),
        "one plan": lambda: plan_page(ws, plan, TODAY),
        "one measure": lambda: measure_page(ws, found, TODAY),
        "late and due": lambda: due_measures(ws, TODAY),
        "frameworks": lambda: list_frameworks(ws),
        "a framework's tree": lambda: tree(ws, "NPGE-2025"),
        "what is tied to a goal": lambda: tied_to(ws, goal),
        "shares of all groups": lambda: quota_table(ws, QuotaFilter()),
    }


def _indicators(ws: Workspace) -> list[Figure]:
    """Every indicator in every breakdown: the slowest of all."""
    taken = {
        (key, by): cpu_ms(lambda: answer(ws, key, by=by, today=TODAY), times=3)  # noqa: B023
        for key, question in QUESTIONS.items()
        for by in ("", *question.by)
    }
    slowest = max(taken, key=lambda one: taken[one])
    name = f"500 plans, 20,000 measures: slowest indicator ({' by '.join(slowest).strip()})"
    return [Figure(name, taken[slowest], "ms CPU", INDICATOR_LIMIT, "limit")]


def _batches(ws: Workspace, clock: Clock) -> Iterator[RowBatch]:
    chance = random.Random(7)
    places = [
        row[0]
        for row in ws.reader.execute(
            "SELECT code FROM territory WHERE level = 'raion' ORDER BY code"
        )
    ]
    codes = [row[0] for row in ws.reader.execute("SELECT code FROM framework_item ORDER BY code")]
    event = new_id()
    yield _batch("event", clock, [{"id": event, "title": "Жолугушуу", "date_from": "2025-05-12"}])
    notes = [
        {
            "id": new_id(),
            "event": event,
            "kind": chance.choice(("problem", "recommendation")),
            "text": f"{_TEXT}{number}",
            "framework_items": chance.choice(codes),
            "territory": chance.choice(places),
        }
        for number in range(5000)
    ]
    yield _batch(Note.type_name, clock, notes)
    plans = [_plan(chance, number, places) for number in range(PLANS)]
    yield _batch(ActionPlan.type_name, clock, plans)
    measures = [
        _measure(chance, plan["id"], number, codes, notes)
        for plan in plans
        for number in range(MEASURES)
    ]
    yield _batch(PlanMeasure.type_name, clock, measures)
    yield _batch(Indicator.type_name, clock, [_indicator(one["id"]) for one in measures])
    entries = [_entry(chance, one["id"], month) for one in measures for month in (3, 6, 9)]
    yield _batch(MonitoringEntry.type_name, clock, entries)


_Row = dict[str, Stored]


def _plan(chance: random.Random, number: int, places: list[str]) -> _Row:
    return {
        "id": new_id(),
        "title": f"{chance.choice('АБВГДЖ')}к-Татыр айыл аймагынын планы {number}",
        "territory": chance.choice(places) if places else TERRITORY,
        "level": "local",
        "period_from": "2026-01-01",
        "period_to": "2027-12-31",
        "status": chance.choice(("draft", "submitted", "approved", "in_force")),
        "decision_number": str(number),
    }


def _measure(
    chance: random.Random, plan: Stored, number: int, codes: list[str], notes: list[_Row]
) -> _Row:
    start = date(2026, 1, 1) + timedelta(days=chance.randrange(500))
    return {
        "id": new_id(),
        "action_plan": plan,
        "sequence": 10 * number,
        "text": f"{_TEXT * 3}{number}",
        "framework_items": "\n".join(chance.sample(codes, 2)),
        "level": chance.choice(("national", "local")),
        "problem": chance.choice(notes)["id"],
        "starts_on": start.isoformat(),
        "deadline": (start + timedelta(days=90)).isoformat(),
        "budget": chance.randrange(1000) * 1000,
        "budget_source": chance.choice(("local_budget", "donor", "republican_budget")),
        "budget_status": chance.choice(("requested", "approved", "rejected")),
        "status": chance.choice(("planned", "in_progress", "done")),
        "expected_results": "\n".join([_TEXT] * 3),
        "responsible": "Айыл өкмөтү",
    }


def _indicator(measure: Stored) -> _Row:
    return {"id": new_id(), "plan_measure": measure, "name": "Балдар", "baseline": 0, "target": 25}


def _entry(chance: random.Random, measure: Stored, month: int) -> _Row:
    return {
        "id": new_id(),
        "plan_measure": measure,
        "day": f"2026-{month:02d}-15",
        "status": "in_progress",
        "progress": chance.randrange(100),
        "spent": chance.randrange(1000) * 100,
        "note": _TEXT * 2,
    }


def _batch(type_name: str, clock: Clock, rows: list[_Row]) -> RowBatch:
    """Rows as a package brings them; every row has the same fields."""
    columns = [name for name in RECORD_TYPES[type_name].kinds() if name in rows[0]]
    listed: list[tuple[Stored, ...]] = [
        (row["id"], clock.tick(), *(row[name] for name in columns)) for row in rows
    ]
    return RowBatch(type_name, columns, listed)
