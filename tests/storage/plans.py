"""A village's story for tests: said at a meeting, resolved, planned, followed."""

from dataclasses import dataclass
from datetime import date

from app.actions.attachments import NewFile
from app.actions.events import create_event
from app.actions.group_work import add_group, add_note, add_stakeholder, set_members
from app.actions.monitoring import add_indicator, monitor, note_value
from app.actions.plans import add_measure, add_measures_from, add_member, create_plan, save_measure
from app.actions.records import save
from app.actions.resolutions import compose
from app.model import PlanMeasure, ResolutionItem, new_id
from app.model.numbering import in_order
from app.storage import Workspace
from tests.storage.notebooks import add_person

TODAY = date(2026, 11, 19)
BATKEN, BATKEN_RAION, OSH = "41705000000000", "41705214000000", "41706000000000"


@dataclass(frozen=True)
class Story:
    """The ids of what was written."""

    event: bytes
    group: bytes
    problem: bytes
    recommendation: bytes
    resolution: bytes
    plan: bytes
    measures: tuple[bytes, ...]


def tell(ws: Workspace) -> Story:
    """Write the story; the first measure follows from the village's sentence, the third is late."""
    event = create_event(
        ws,
        {
            "title": "Баткен жолугушуусу",
            "type": "consultative_meeting",
            "date_from": date(2025, 5, 12),
            "territory": BATKEN,
            "status": "held",
        },
    ).id
    leader = add_person(ws, surname="Асанова", name="Бурул", sex="f")
    asked = {"name": "Ак-Татыр", "question": "Эмне тоскоол?", "facilitator": leader}
    group = add_group(ws, event, asked).id
    set_members(ws, group, [add_person(ws, sex="f"), add_person(ws, sex="m")])
    problem = add_note(
        ws, event, {"kind": "problem", "text": "Балдар караусуз калат", "group_session": group}
    ).id
    recommendation = add_note(
        ws,
        event,
        {
            "kind": "recommendation",
            "text": "Бала бакчага кошумча топ ачуу",
            "answers": problem,
            "framework_items": ["NPGE-2025/G01/M04"],
            "group_session": group,
        },
    ).id
    add_stakeholder(ws, event, {"kind": "state", "name": "Айыл өкмөтү", "influence": 5})
    about = {"title": "РЕЗОЛЮЦИЯ", "framework": "NPGE-2025", "event": event}
    resolution = compose(ws, about, [event]).id
    plan, measures = _plan(ws, event, resolution)
    return Story(event, group, problem, recommendation, resolution, plan, measures)


def _plan(ws: Workspace, event: bytes, resolution: bytes) -> tuple[bytes, tuple[bytes, ...]]:
    values = {"title": "Ак-Татыр айыл аймагынын планы", "territory": BATKEN_RAION, "event": event}
    period = {"period_from": date(2026, 1, 1), "period_to": date(2027, 12, 31)}
    plan = create_plan(ws, {**values, **period}).id
    (point,) = ws.find(ResolutionItem, resolution=resolution)
    add_measures_from(ws, plan, "resolution_item", [point.id])
    first = in_order(ws.find(PlanMeasure, action_plan=plan))[0].id
    organisation = new_id()
    save(ws, "organisation", organisation, {"name": "Айылдык кеңеш"})
    money = {"budget": 640_000, "budget_source": "republican_budget", "budget_status": "requested"}
    save_measure(ws, first, {"deadline": "31.03.2027", "organisation": organisation, **money})
    granted = {"budget": 95_000, "budget_source": "donor", "budget_status": "allocated"}
    second = add_measure(
        ws, plan, {"text": "Кеңеш бөлмөсү", "budget_decision": "14", "status": "done", **granted}
    ).id
    third = add_measure(ws, plan, {"text": "Мектепте сабактар", "deadline": "26.10.2026"}).id
    _follow(ws, first)
    add_member(ws, plan, add_person(ws, surname="Токтосунова", sex="f"), "head")
    return plan, (first, second, third)


def _follow(ws: Workspace, measure: bytes) -> None:
    monitor(ws, measure, {"day": "01.10.2026", "status": "planned", "progress": 0})
    photo = NewFile("roof.jpg", "photo", "image/jpeg", b"roof")
    seen = {"day": "04.11.2026", "status": "in_progress", "progress": 40, "spent": 120_000}
    monitor(ws, measure, seen, [photo])
    indicator = add_indicator(ws, measure, {"name": "Балдар", "baseline": 0, "target": 25}).id
    note_value(ws, indicator, {"day": "04.11.2026", "value": 10})
    note_value(ws, indicator, {"day": "04.11.2026", "value": 6, "sex": "f"})
