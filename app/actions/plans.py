"""What is done with action plans: drawing up, copying, measures, working group, decision."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from app.actions.events import Made
from app.actions.members import take_in
from app.actions.records import checked, existing, new, with_goals
from app.errors import Invalid, Problem
from app.language import mark
from app.model import (
    ActionPlan,
    Beneficiary,
    Changes,
    Edit,
    FrameworkItem,
    Indicator,
    Note,
    PlanMeasure,
    PlanMember,
    Put,
    ResolutionItem,
    clean,
)
from app.model.cadence import months_later
from app.model.numbering import STEP, in_order, moved, next_sequence, spread
from app.model.templates import PlanTemplate, TemplateMeasure
from app.storage import Workspace
from app.storage.questions.frameworks import headings


def create_plan(ws: Workspace, values: Mapping[str, object]) -> Made:
    """Begin a plan; it is a draft until something else is said."""
    put = new("action_plan", {"status": "draft", **values})
    return Made(put.id, ws.write([put]))


def create_from_template(
    ws: Workspace, template: PlanTemplate, language: str, values: Mapping[str, object]
) -> Made:
    """Begin a plan with a template's measures and indicators, in one of the program's languages.

    Without a first day among the values the plan begins with the next month.
    """
    given = clean(ActionPlan, values)
    first = given.get("period_from") or months_later(date.today().replace(day=1), 1)
    if not isinstance(first, date):
        raise Invalid([Problem("period_from", mark("Write a day as 31.12.2026"))])
    put = new(
        "action_plan",
        {
            "title": template.name[language],
            "level": template.level,
            "status": "draft",
            "period_from": first,
            "period_to": months_later(first, template.months) - timedelta(days=1),
            "results": [result[language] for result in template.results],
            **values,
        },
    )
    plan = ActionPlan(id=put.id, **put.values)  # type: ignore[arg-type]
    edits: list[Edit] = [put]
    for number, measure in enumerate(template.measures, start=1):
        edits += _laid(plan, measure, language, first, STEP * number)
    return Made(put.id, ws.write(edits))


def _laid(
    plan: ActionPlan, given: TemplateMeasure, language: str, first: date, sequence: int
) -> Iterator[Edit]:
    last = plan.period_to or date.max
    start = min(months_later(first, given.month), last)
    deadline = min(months_later(start, given.months) - timedelta(days=1), last)
    values = {
        "text": given.text[language],
        "framework_items": given.items,
        "level": "local",
        "starts_on": start,
        "deadline": deadline,
        "budget_source": given.source,
        "sequence": sequence,
    }
    put = _measure(plan, values)
    yield put
    about = {"plan_measure": put.id, "name": given.indicator[language], "direction": "up"}
    numbers = {"unit": given.unit[language], "baseline": 0, "target": given.target}
    yield new("indicator", {**about, **numbers, "sequence": STEP})


def save_plan(ws: Workspace, plan_id: bytes, values: Mapping[str, object]) -> Changes:
    """Set fields of a plan; a period that leaves deadlines of its measures out is refused."""
    plan = existing(ws, ActionPlan, plan_id)
    put = checked(ws, "action_plan", plan_id, values)
    if {"period_from", "period_to"} & set(put.values):
        first, last = _period(plan, put.values)
        measures = ws.find(PlanMeasure, action_plan=plan_id)
        outside = sum(not _is_within(measure.deadline, first, last) for measure in measures)
        if outside:
            text = mark("Deadlines of measures that lie outside this period: {n}")
            raise Invalid([Problem("period_to", text, {"n": outside})])
    return ws.write([put])


def approve(
    ws: Workspace, plan_id: bytes, number: str, day: date | str | None, body: str = ""
) -> Changes:
    """Note the decision by which the kenesh approved a plan."""
    given = {"status": "approved", "decision_number": number, "decision_date": day}
    return save_plan(ws, plan_id, given | ({"decision_body": body} if body else {}))


def copy_plan(ws: Workspace, plan_id: bytes, values: Mapping[str, object]) -> Made:
    """Draw up a plan like another, or after a pattern: measures, indicators and whom they serve.

    Days move with the first day of the period. What happened to the other plan stays there:
    decisions, money granted, progress, the people of its working group.
    """
    plan = existing(ws, ActionPlan, plan_id)
    given = {name: value for name, value in plan.values().items() if name in _COPIED_OF_PLANS}
    put = new("action_plan", {**given, "status": "draft", **values})
    first = put.values.get("period_from")
    shift = first - plan.period_from if isinstance(first, date) and plan.period_from else None
    if shift and plan.period_to and "period_to" not in values:
        put = Put(put.type_name, put.id, {**put.values, "period_to": plan.period_to + shift})
    measures = in_order(ws.find(PlanMeasure, action_plan=plan_id))
    edits: list[Edit] = [put]
    for number, measure in enumerate(measures, start=1):
        edits += _copied(ws, measure, put, STEP * number, shift or timedelta())
    return Made(put.id, ws.write(edits))


_COPIED_OF_PLANS = (
    "title",
    "territory",
    "level",
    "period_from",
    "period_to",
    "project",
    "programme",
    "framework_items",
    "results",
    "note",
)
_NOT_COPIED_OF_MEASURES = ("budget_status", "budget_decision", "status", "person", "note")


def _copied(
    ws: Workspace, measure: PlanMeasure, plan: Put, sequence: int, shift: timedelta
) -> Iterator[Edit]:
    values = measure.values()
    for name in _NOT_COPIED_OF_MEASURES:
        del values[name]
    for name in ("starts_on", "deadline"):
        values[name] = values[name] + shift if values[name] else None
    first, last = _period(None, plan.values)
    if not _is_within(values["deadline"], first, last):
        values["deadline"] = None
    values |= {"action_plan": plan.id, "sequence": sequence, "status": "planned"}
    put = new("plan_measure", values)
    yield put
    for part in (Beneficiary, Indicator):
        for record in ws.find(part, plan_measure=measure.id):
            yield new(part.type_name, {**record.values(), "plan_measure": put.id})


def add_measure(ws: Workspace, plan_id: bytes, values: Mapping[str, object]) -> Made:
    """Add a measure after those that are there."""
    plan = existing(ws, ActionPlan, plan_id)
    sequence = next_sequence(ws.find(PlanMeasure, action_plan=plan_id))
    put = _measure(plan, {"sequence": sequence, **values})
    return Made(put.id, ws.write([put]))


def _measure(plan: ActionPlan, values: Mapping[str, object]) -> Put:
    given = {"status": "planned", **values, "action_plan": plan.id}
    cleaned = clean(PlanMeasure, given)
    return _with(_outside(plan, cleaned), lambda: new("plan_measure", given))


def save_measure(ws: Workspace, measure_id: bytes, values: Mapping[str, object]) -> Changes:
    """Set fields of a measure; its deadline lies inside the period of its plan."""
    return ws.write([_saved(ws, existing(ws, PlanMeasure, measure_id), values)])


def _saved(ws: Workspace, measure: PlanMeasure, values: Mapping[str, object]) -> Put:
    plan = existing(ws, ActionPlan, measure.action_plan)
    found = _outside(plan, clean(PlanMeasure, values))
    return _with(found, lambda: checked(ws, "plan_measure", measure.id, values))


def _outside(plan: ActionPlan, values: Mapping[str, object]) -> list[Problem]:
    deadline = values.get("deadline")
    first, last = _period(plan, {})
    if not isinstance(deadline, date) or _is_within(deadline, first, last):
        return []
    text = mark("The deadline lies outside the plan, {first} to {last}")
    return [Problem("deadline", text, {"first": first or "…", "last": last or "…"})]


def _with(problems: list[Problem], make: Callable[[], Put]) -> Put:
    """What is made, unless there are problems; those found by making it are said together."""
    try:
        put = make()
    except Invalid as invalid:
        raise Invalid([*invalid.problems, *problems]) from invalid
    if problems:
        raise Invalid(problems)
    return put


def _period(plan: ActionPlan | None, values: Mapping[str, object]) -> tuple[Any, Any]:
    first = values.get("period_from", plan.period_from if plan else None)
    return first, values.get("period_to", plan.period_to if plan else None)


def _is_within(day: date | None, first: date | None, last: date | None) -> bool:
    return day is None or ((not first or first <= day) and (not last or day <= last))


def add_measures_from(
    ws: Workspace, plan_id: bytes, type_name: str, sources: Sequence[bytes]
) -> Changes:
    """Add a measure made of each source: a note, a point, a framework's item, another measure.

    The measure keeps the link to where it comes from: the problem, the recommendation, the goal.
    """
    plan = existing(ws, ActionPlan, plan_id)
    sequence = next_sequence(ws.find(PlanMeasure, action_plan=plan_id))
    edits: list[Edit] = []
    for number, source in enumerate(sources):
        values = _SOURCES[type_name](ws, source)
        edits.append(_measure(plan, {**values, "sequence": sequence + STEP * number}))
    return ws.write(edits)


def _of_note(ws: Workspace, note_id: bytes) -> dict[str, object]:
    note = existing(ws, Note, note_id)
    is_problem = note.kind == "problem"
    return {
        "text": note.text,
        "framework_items": note.framework_items,
        "level": note.level,
        "problem": note.id if is_problem else note.answers,
        "recommendation": None if is_problem else note.id,
    }


def _of_point(ws: Workspace, point_id: bytes) -> dict[str, object]:
    point = existing(ws, ResolutionItem, point_id)
    note = ws.get(Note, point.note) if point.note else None
    from_note = _of_note(ws, note.id) if note else {}
    return {
        **from_note,
        "text": point.text,
        "framework_items": point.framework_items,
        "level": point.level,
        "heading": point.heading,
        "resolution_item": point.id,
    }


def _of_item(ws: Workspace, item_id: bytes) -> dict[str, object]:
    item = existing(ws, FrameworkItem, item_id)
    names = item.names()
    return {
        "text": names.get(ws.profile.language) or item.text_ru or item.text_ky or item.text_en,
        "framework_items": (item.code,),
        "level": item.level,
        "heading": headings(ws, item.framework).heading(item.code),
        "participants": item.participants,
        "responsible": item.executors,
        "expected_results": item.expected_results,
    }


def _of_measure(ws: Workspace, measure_id: bytes) -> dict[str, object]:
    values = existing(ws, PlanMeasure, measure_id).values()
    left = (*_NOT_COPIED_OF_MEASURES, "starts_on", "deadline", "action_plan", "sequence")
    return {name: value for name, value in values.items() if name not in left}


_SOURCES: Mapping[str, Callable[[Workspace, bytes], dict[str, object]]] = {
    "note": _of_note,
    "resolution_item": _of_point,
    "framework_item": _of_item,
    "plan_measure": _of_measure,
}


def move_measure(ws: Workspace, measure_id: bytes, to: int) -> Changes:
    """Put a measure at another position (from 0) of its plan; numbers follow."""
    measure = existing(ws, PlanMeasure, measure_id)
    lines = in_order(ws.find(PlanMeasure, action_plan=measure.action_plan))
    return _place(ws, moved(lines, measure_id, to))


def renumber(ws: Workspace, plan_id: bytes) -> Changes:
    """Spread the measures evenly in their order, so that there is room between all of them."""
    return _place(ws, spread(in_order(ws.find(PlanMeasure, action_plan=plan_id))))


def _place(ws: Workspace, places: Mapping[bytes, int]) -> Changes:
    return ws.write([Put("plan_measure", line, {"sequence": at}) for line, at in places.items()])


def set_on_measures(
    ws: Workspace,
    measures: Iterable[bytes],
    values: Mapping[str, object],
    added_goals: Collection[str] = (),
    dropped_goals: Collection[str] = (),
) -> Changes:
    """Set the same fields on several measures at once, as when one decision funds them all."""
    puts = []
    for measure_id in measures:
        measure = existing(ws, PlanMeasure, measure_id)
        given = with_goals(measure, values, added_goals, dropped_goals)
        puts.append(_saved(ws, measure, given))
    return ws.write(puts)


def add_member(ws: Workspace, plan_id: bytes, found: bytes | str, role: str = "member") -> Made:
    """Take a person (by id, or a new one by «Surname Name Patronymic») into the working group."""
    sequence = next_sequence(ws.find(PlanMember, action_plan=plan_id))
    return take_in(ws, PlanMember, plan_id, found, {"role": role, "sequence": sequence})
