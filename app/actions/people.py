"""What a user does to the people of the register: write down, mend, take off, note consent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.actions import records
from app.errors import AppError
from app.language import mark
from app.model import Changes, Consent, Edit, Event, Person, Put, Registration, age_at
from app.storage import Workspace
from app.storage.questions.person import events_of, memberships


class StillOnLists(AppError):
    """A person who took part in events, plans or clubs stays in the register: they need her."""


@dataclass(frozen=True)
class Added:
    """A new person, and what writing her down changed."""

    id: bytes
    changes: Changes


def add_person(ws: Workspace, values: Mapping[str, object]) -> Added:
    """Write a new person down; raises `Invalid` with every problem of the values."""
    edit = records.new("person", values)
    return Added(edit.id, ws.write([edit]))


def save_person(ws: Workspace, person: bytes, values: Mapping[str, object]) -> Changes:
    """Set some fields of a person; a birth year also fills the ages that events still lack."""
    edit = records.checked(ws, "person", person, values)
    return ws.write([edit, *_ages(ws, person, edit.values)])


def _ages(ws: Workspace, person: bytes, values: Mapping[str, object]) -> Iterator[Edit]:
    """Only empty ages are filled: what was true at an event is not changed by a later edit."""
    year = values.get("birth_year")
    if not isinstance(year, int):
        return
    for registration in ws.find(Registration, person=person):
        if registration.age is None and registration.event:
            event = ws.get(Event, registration.event)
            age = age_at(event.date_from, year) if event else None
            if age is not None:
                yield Put("registration", registration.id, {"age": age})


def remove_person(ws: Workspace, person: bytes) -> Changes:
    """Take a person off the register; whoever is written down at an event stays."""
    events = events_of(ws, person)
    if events:
        found = ws.get(Person, person)
        raise StillOnLists(
            mark(
                "{name} stays in the register, as lists of events hold the name ({n}). "
                "Take it off those lists first."
            ),
            name=found.caption() if found else "",
            n=events,
        )
    groups = memberships(ws, person)
    if groups:
        found = ws.get(Person, person)
        raise StillOnLists(
            mark(
                "{name} stays in the register: “{title}” needs the name. Take it off there first."
            ),
            name=found.caption() if found else "",
            title=groups[0].title,
        )
    return records.delete(ws, "person", person)


def give_consent(ws: Workspace, person: bytes, values: Mapping[str, object]) -> Changes:
    """Note that a person agreed, today unless another day is given."""
    given = {"given_on": date.today(), **values, "person": person}
    return ws.write([records.new("consent", given)])


def withdraw_consent(ws: Workspace, person: bytes, day: date | None = None) -> Changes:
    """Note that a person took her consent back. The consent itself stays, as does its history."""
    values = {"withdrawn_on": day or date.today()}
    in_force = [one for one in ws.find(Consent, person=person) if one.withdrawn_on is None]
    return ws.write([records.checked(ws, "consent", one.id, values) for one in in_force])
