"""The search of the top bar: whatever has words, by the beginnings of them."""

from __future__ import annotations

from typing import Any

from app.language import Language, mark
from app.model import RECORD_TYPES, FrameworkItem
from app.storage import Hit, Workspace
from app.ui.kit import Offer
from app.ui.record_places import place_of

_FOUND = {
    "event": (mark("Events"), "calendar-days", 6),
    "person": (mark("People"), "user", 6),
    "resolution": (mark("Resolutions"), "file-check", 3),
    "resolution_item": (mark("Points of resolutions"), "file-check", 3),
    "action_plan": (mark("Action plans"), "target", 3),
    "plan_measure": (mark("Measures of plans"), "target", 3),
    "framework_item": (mark("Goals"), "flag", 4),
    "note": (mark("Group-work notes"), "notebook-pen", 3),
    "stakeholder": (mark("Stakeholders"), "users", 3),
    "club": (mark("Clubs"), "users", 3),
    "body": (mark("Bodies"), "building-2", 3),
    "reach_figure": (mark("Reach figures"), "columns-3", 3),
    "issued_document": (mark("Issued documents"), "file-check", 3),
    "document_layout": (mark("Layouts of documents"), "file-text", 2),
}
"""Type → the word above its hits, their icon, and how many are offered at most."""
_WHOLE = {
    "resolution_item": ("resolution", "resolution"),
    "plan_measure": ("action_plan", "action_plan"),
    "note": ("event", "event"),
    "resolution": ("event", "event"),
    "stakeholder": ("event", "event"),
    "reach_figure": ("event", "event"),
}
"""Type → the field that names what it is part of, and the type of that."""
_LONG = 90


def find_anything(workspace: Workspace, typed: str, language: Language) -> list[Offer]:
    """What is offered for the typed text, events first."""
    offers = []
    for name, (_, _, most) in _FOUND.items():
        hits = workspace.search(typed, (name,), most)
        offers += [_offer(workspace, hit, language) for hit in hits]
    return [offer for offer in offers if offer is not None]


def _offer(workspace: Workspace, hit: Hit, language: Language) -> Offer | None:
    place = place_of(workspace, hit.type_name, hit.id)
    if place is None:
        return None
    group, icon, _ = _FOUND[hit.type_name]
    record: Any = workspace.get(RECORD_TYPES[hit.type_name], hit.id)
    caption = _words(record, language) if isinstance(record, FrameworkItem) else hit.caption
    text = caption if len(caption) <= _LONG else f"{caption[: _LONG - 1].rstrip()}…"
    sub = _beside(workspace, hit.type_name, record, language)
    return Offer(place, text, sub=sub, icon=icon, group=language.text(group))


def _words(item: FrameworkItem, language: Language) -> str:
    return " · ".join(part for part in (item.code, language.label(item.names())) if part)


def _beside(workspace: Workspace, type_name: str, record: Any, language: Language) -> str:
    """The second line: when, who, where, or what it is part of."""
    if type_name == "person":
        facts = (str(record.birth_year or ""), record.village, record.organisation)
        return " · ".join(part for part in facts if part)
    if type_name == "event":
        return language.days(record.date_from, record.date_to)
    if type_name == "action_plan":
        return language.days(record.period_from, record.period_to)
    if type_name == "issued_document":
        return str(record.title)
    field, whole_type = _WHOLE.get(type_name, ("", ""))
    link = getattr(record, field, None)
    whole: Any = workspace.get(RECORD_TYPES[whole_type], link) if link else None
    return str(whole.title) if whole is not None else ""
