"""The search of the top bar: whatever has words, by the beginnings of them."""

from __future__ import annotations

from app.language import Language, mark
from app.model import Event, Note, Person, Resolution, ResolutionItem, Stakeholder
from app.storage import Hit, Workspace
from app.ui.kit import Offer
from app.ui.record_places import place_of

_FOUND = {
    "event": (mark("Events"), "calendar-days", 6),
    "person": (mark("People"), "user", 6),
    "resolution": (mark("Resolutions"), "file-check", 3),
    "resolution_item": (mark("Points of resolutions"), "file-check", 3),
    "note": (mark("Group-work notes"), "notebook-pen", 3),
    "stakeholder": (mark("Stakeholders"), "users", 3),
}
"""Type → the word above its hits, their icon, and how many are offered at most."""
_OF_EVENTS: dict[str, type[Note | Resolution | Stakeholder]] = {
    "note": Note,
    "resolution": Resolution,
    "stakeholder": Stakeholder,
}
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
    text = hit.caption if len(hit.caption) <= _LONG else f"{hit.caption[: _LONG - 1].rstrip()}…"
    sub = _beside(workspace, hit, language)
    return Offer(place, text, sub=sub, icon=icon, group=language.text(group))


def _beside(workspace: Workspace, hit: Hit, language: Language) -> str:
    """The second line: when, who, or what it is part of."""
    if hit.type_name == "person":
        person = workspace.get(Person, hit.id)
        return _facts(person) if person else ""
    if hit.type_name == "event":
        return _days(workspace, hit.id, language)
    if hit.type_name == "resolution_item":
        point = workspace.get(ResolutionItem, hit.id)
        of = workspace.get(Resolution, point.resolution) if point and point.resolution else None
        return of.title if of else ""
    part = workspace.get(_OF_EVENTS[hit.type_name], hit.id)
    event = workspace.get(Event, part.event) if part and part.event else None
    return event.title if event else ""


def _days(workspace: Workspace, event_id: bytes, language: Language) -> str:
    event = workspace.get(Event, event_id)
    return language.days(event.date_from, event.date_to) if event else ""


def _facts(person: Person) -> str:
    year = str(person.birth_year) if person.birth_year else ""
    return " · ".join(part for part in (year, person.village, person.organisation) if part)
