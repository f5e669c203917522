"""The plans of the demonstration: two invented villages, both resolutions, the roadmap, figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from app.actions.members import take_in
from app.actions.monitoring import add_indicator, monitor, note_value
from app.actions.plans import add_measure, add_measures_from, add_member, create_plan
from app.actions.records import existing, new
from app.actions.resolutions import Proposal, adopt, compose, compose_of
from app.model import (
    BodyMember,
    Edit,
    Event,
    FrameworkItem,
    Note,
    Put,
    ResolutionItem,
    Territory,
)
from app.model.resources import read_yaml
from app.storage import Workspace

if TYPE_CHECKING:
    from app.commands.demo_events import Notebook

_LAST_DAY = date(2025, 5, 23)
"""The last of the meetings of May 2025, on which their resolutions are taken as adopted."""
_REACH = {
    "trained_staff": "trained",
    "dialogue_participants": "participants",
    "local_committees": "committees",
}
_PRODUCTS = {"information_materials": "info_material"}


def plan_villages(notebook: Notebook, event: bytes) -> None:
    """Draw up the invented plans of the trainer's villages, and follow them for some months."""
    words = read_yaml("demo/plans")
    for village in words["villages"]:
        if village["at"] == notebook.trainer["slug"]:
            note = words["invented"][notebook.language]
            points = _resolve_meeting(notebook, event, words["of_meeting"][notebook.language])
            _plan_village(notebook, event, village, note, points)


def _resolve_meeting(notebook: Notebook, event: bytes, title: str) -> Mapping[bytes, bytes]:
    """What the meeting recommended, adopted on its last day: the point each note came to."""
    ws = notebook.workspace
    held = existing(ws, Event, event)
    values = {"title": title.format(place=notebook.trainer["place"].split(",")[0]), "event": event}
    made = compose(ws, {**values, "territory": held.territory}, [event]).id
    adopt(ws, made, held.date_to or _LAST_DAY)
    points = ws.find(ResolutionItem, resolution=made)
    return {point.note: point.id for point in points if point.note is not None}


def _plan_village(
    notebook: Notebook,
    event: bytes,
    village: Mapping[str, Any],
    note: str,
    points: Mapping[bytes, bytes],
) -> None:
    ws = notebook.workspace
    oblast = notebook.trainer["oblasts"][0]
    raion = ws.find(Territory, order="code", parent=oblast, level="raion")[0].code
    decision = village.get("decision", {})
    plan = create_plan(
        ws,
        {
            "title": village["title"],
            "territory": raion,
            "level": "local",
            "period_from": village["from"],
            "period_to": village["to"],
            "event": event,
            "status": village["status"],
            "decision_number": decision.get("number", ""),
            "decision_date": decision.get("date"),
            "decision_body": decision.get("body", ""),
            "programme": village["programme"],
            "results": village["results"],
            "note": note,
        },
    ).id
    for number, person in enumerate(notebook.chance.sample(notebook.known, 5)):
        add_member(ws, plan, person.id, ("head", "secretary", *("member",) * 3)[number])
    said = {found.code: found.id for found in ws.find(Note, event=event)}
    for measure in village["measures"]:
        problem, asked = said.get(measure["problem"]), said.get(measure.get("recommendation", ""))
        origin = {"problem": problem, "recommendation": asked}
        origin["resolution_item"] = points.get(asked) if asked else None
        _plan_measure(notebook, plan, measure, origin, decision.get("number", ""))
    if "committee" in village:
        values = {"title": village["committee"], "kind": "committee", "territory": raion}
        about = {"size": 9, "created_on": decision["date"], "note": note, "action_plan": plan}
        body = new("body", {**values, **about})
        ws.write([body])
        _seat(notebook, body.id, decision["date"])


def _seat(notebook: Notebook, body: bytes, since: date) -> None:
    """Seven of nine seats have a name: the counts of the body come from these."""
    people = notebook.chance.sample(notebook.known, 7)
    for number, person in enumerate(people):
        role = ("chair", "secretary", *("member",) * 5)[number]
        take_in(notebook.workspace, BodyMember, body, person.id, {"role": role, "since": since})


def _plan_measure(
    notebook: Notebook,
    plan: bytes,
    given: Mapping[str, Any],
    origin: Mapping[str, bytes | None],
    no: str,
) -> None:
    ws = notebook.workspace
    is_granted = given.get("money") in ("approved", "allocated")
    measure = add_measure(
        ws,
        plan,
        {
            "text": given["text"],
            "responsible": given["responsible"],
            "framework_items": given["goals"],
            "level": "local",
            **origin,
            "starts_on": given["start"],
            "deadline": given["deadline"],
            "budget": given["budget"],
            "budget_source": given["source"],
            "budget_status": given.get("money"),
            "budget_decision": given.get("decision", no) if is_granted else "",
            "expected_results": given["results"],
            "status": given["status"],
        },
    ).id
    ws.write(list(_served(measure, given.get("serves", ()))))
    _follow(notebook, measure, given)


def _served(measure: bytes, groups: Iterable[list[Any]]) -> Iterable[Edit]:
    for sex, age_group, social_status, number, *disability in groups:
        yield new(
            "beneficiary",
            {
                "plan_measure": measure,
                "sex": sex,
                "age_group": age_group,
                "social_status": social_status,
                "disability": next(iter(disability), None),
                "number": number,
                "qualifier": "exact",
            },
        )


def _follow(notebook: Notebook, measure: bytes, given: Mapping[str, Any]) -> None:
    """The indicator with its first and its last value, and what was seen, with a photo at last."""
    ws, seen = notebook.workspace, given.get("seen", [])
    if "indicator" in given:
        name, unit, baseline, target, now = given["indicator"]
        values = {"name": name, "unit": unit, "baseline": baseline, "target": target}
        indicator = add_indicator(ws, measure, {**values, "direction": "up"}).id
        note_value(ws, indicator, {"day": given["start"], "value": baseline})
        note_value(ws, indicator, {"day": seen[-1][0], "value": now})
    for day, status, progress, spent, note, obstacles in seen:
        is_last = day == seen[-1][0] and "photo" in given
        values = {"day": day, "status": status, "progress": progress, "spent": spent}
        files = [notebook.picture("result", day)] if is_last else []
        made = monitor(ws, measure, {**values, "note": note, "obstacles": obstacles}, files)
        titles = [change.id for change in made.changes if change.type_name == "attachment"]
        ws.write([Put("attachment", file, {"title": given["photo"]}) for file in titles])


def write_national(ws: Workspace) -> None:
    """What a coordinator has besides the trainers' packages: documents of the whole country."""
    _resolve_by_goals(ws)
    _resolve_by_directions(ws)
    _recommend_to_partners(ws)
    _plan_roadmap(ws)
    _report_capacity(ws)


def _resolve_by_goals(ws: Workspace) -> None:
    """The 99 measures proposed for the national plan, goal by goal."""
    facts = read_yaml("frameworks/npge_2025_2027")["facts"]["framework"]
    _resolve(ws, "NPGE-2025", facts, "measure")


def _resolve_by_directions(ws: Workspace) -> None:
    """The 32 measures proposed for the plan on resolution 1325, by direction and level."""
    facts = read_yaml("frameworks/nap1325_2025_2027")["facts"]["framework"]
    _resolve(ws, "NAP1325-2025", facts, "measure")


def _resolve(ws: Workspace, framework: str, facts: Mapping[str, Any], kind: str) -> None:
    title = read_yaml("demo/plans")["resolution"]["title"]
    values = {
        "title": title.format(title=facts["title_as_in_resolution"]),
        "framework": framework,
        "territory": "41700000000000",
        "analysis": facts.get("analysis_text", ""),
        "conclusion": facts.get("conclusion_text", ""),
    }
    made = compose_of(ws, values, _proposals(ws, framework, kind)).id
    adopt(ws, made, _LAST_DAY)


def _proposals(ws: Workspace, framework: str, kind: str) -> list[Proposal]:
    items = ws.find(FrameworkItem, order="sequence", framework=framework, type=kind)
    kinds = {item.code: item.type for item in items}
    return [
        Proposal(item.text_ru, (item.code,), item.level, is_part=kinds.get(item.parent) == kind)
        for item in items
    ]


def _recommend_to_partners(ws: Workspace) -> None:
    """The 38 recommendations of the expert consultation of October 2023."""
    document = read_yaml("frameworks/wps_consultation_2023")["facts"]["document"]
    values = {
        "title": f"{document['title']}. {document['subtitle']}",
        "framework": document["code"],
        "preamble": "\n\n".join(document["preamble"]),
    }
    made = compose_of(ws, values, _proposals(ws, document["code"], "recommendation")).id
    adopt(ws, made, document["date_to"])


def _plan_roadmap(ws: Workspace) -> None:
    """The 13 activities of Kazakhstan's roadmap, with its columns and long-term results."""
    whole = read_yaml("frameworks/kz_roadmap_2023_2025")
    items = ws.find(FrameworkItem, order="sequence", framework="KZ-RM-2023")
    plan = create_plan(
        ws,
        {
            "title": whole["framework"]["title_ru"],
            "territory": "KZ",
            "level": "national",
            "period_from": date(2023, 1, 1),
            "period_to": date(2025, 12, 31),
            "status": None,
            "results": tuple(i.text_ru for i in items if i.type == "result" and not i.parent),
            "note": whole["framework"]["status_note"],
        },
    ).id
    activities = [item.id for item in items if item.type == "activity"]
    add_measures_from(ws, plan, "framework_item", activities)


def _report_capacity(ws: Workspace) -> None:
    """The figures and materials of the ministry's report of 27 October 2022."""
    facts = read_yaml("frameworks/mtsom_capacity_2022")["facts"]
    document = facts["document"]
    project = new(
        "project",
        {
            "title": document["project"],
            "donor": document["donor"],
            "implementers": document["implementers"],
            "authority": document["authority"],
            "partners": document["partners"],
        },
    )
    event = new(
        "event",
        {
            "code": document["code"],
            "title": document["title"],
            "type": "conference",
            "status": "held",
            "date_from": document["date"],
            "territory": "41711000000000",
            "venue_text": document["place"],
            "project": project.id,
            "results": tuple(facts["continuation"]),
            "framework_items": tuple(one["code"] for one in facts["activities"]),
            "languages": ("ru",),
        },
    )
    figures = [_figure(event, figure) for figure in facts["figures"]]
    products = [
        new(
            "product",
            {
                "title": one["title"],
                "kind": _PRODUCTS.get(one["kind"], one["kind"]),
                "language": "ru",
                "project": project.id,
            },
        )
        for one in facts["products"]
    ]
    ws.write([project, event, *figures, *products])


def _figure(event: Put, given: Mapping[str, Any]) -> Put:
    return new(
        "reach_figure",
        {
            "event": event.id,
            "kind": _REACH.get(given["indicator"], given["indicator"]),
            "value": given["value"],
            "qualifier": given["qualifier"],
            "period": given["period"],
            "evidence": f"{given['code']}: {given['text']}",
        },
    )
