"""The search of the top bar: events and people by the beginnings of their words."""

from __future__ import annotations

from app.language import Language
from app.model import Event, Person
from app.storage import Hit, Workspace
from app.ui.kit import Offer

_MOST = 6
_FOUND = ("event", "person")
Place = tuple[str, dict[str, object]]
"""A page and the place in it."""


def find_anything(workspace: Workspace, typed: str, language: Language) -> list[Offer]:
    """What is offered for the typed text, events first."""
    hits = workspace.search(typed, _FOUND, _MOST)
    return [_offer(workspace, hit, language) for hit in hits]


def _offer(workspace: Workspace, hit: Hit, language: Language) -> Offer:
    if hit.type_name == "event":
        event = workspace.get(Event, hit.id)
        days = language.days(event.date_from, event.date_to) if event else ""
        place: Place = ("events", {"event": hit.id})
        group = language.text("Events")
        return Offer(place, hit.caption, sub=days, icon="calendar-days", group=group)
    person = workspace.get(Person, hit.id)
    return Offer(
        ("people", {"person": hit.id}),
        hit.caption,
        sub=_facts(person) if person else "",
        icon="user",
        group=language.text("People"),
    )


def _facts(person: Person) -> str:
    year = str(person.birth_year) if person.birth_year else ""
    return " · ".join(part for part in (year, person.village, person.organisation) if part)
