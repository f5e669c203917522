"""Who is on the list of an event and who was there: one verb each, one transaction each."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from app.errors import AppError
from app.language import mark
from app.model import (
    Attendance,
    Changes,
    Consent,
    Edit,
    Event,
    Headcount,
    Person,
    Put,
    Registration,
    Remove,
    age_at,
    check,
    clean,
)
from app.storage.questions.attendance import alive, unfinished_name

if TYPE_CHECKING:
    from app.storage import Workspace

Moment = tuple[date, str]
"""A day and the part of it attendance is taken by."""


class NotThere(AppError):
    """What the action is about was deleted meanwhile, here or by a merge."""


def register(
    ws: Workspace, event_id: bytes, person_id: bytes, tick: Moment | None = None
) -> Changes:
    """Put a known person on the list, as she is now; and tick that she is there.

    Somebody who is on the list already keeps what is written there, and is only ticked.
    """
    event, person = _event(ws, event_id), _person(ws, person_id)
    edits: list[Edit] = []
    if not ws.find(Registration, event=event_id, person=person_id):
        edits.append(_registration(event, person))
    return ws.write([*edits, *_ticks([_registration_id(event_id, person_id)], tick, present=True)])


def register_new(
    ws: Workspace,
    event_id: bytes,
    values: Mapping[str, object],
    consent: bool,
    tick: Moment | None = None,
) -> Changes:
    """Write a new person down and put her on the list, with her consent on paper and a tick."""
    event = _event(ws, event_id)
    cleaned = clean(Person, values)
    check(Person, cleaned)
    person = Person(id=Person.id_for(cleaned), **cleaned)  # type: ignore[arg-type]
    edits: list[Edit] = [Put("person", person.id, cleaned)]
    if consent:
        edits.append(_paper_consent(person.id, _signed_on(event, tick)))
    edits.append(_registration(event, person))
    return ws.write([*edits, *_ticks([_registration_id(event_id, person.id)], tick, present=True)])


def tick(
    ws: Workspace, registration_id: bytes, day: date, part: str, present: bool | None
) -> Changes:
    """Say whether one person of the list was there; None takes back what was said."""
    _listed(ws, registration_id)
    return ws.write(_ticks([registration_id], (day, part), present=present))


def tick_column(
    ws: Workspace,
    event_id: bytes,
    day: date,
    part: str,
    present: bool | None,
    only: Collection[bytes] | None = None,
) -> Changes:
    """Say it of everyone on the list, or of those of the list that are seen."""
    _event(ws, event_id)
    listed = [one.id for one in ws.find(Registration, event=event_id)]
    meant = listed if only is None else [one for one in listed if one in only]
    return ws.write(_ticks(meant, (day, part), present=present))


def unregister(ws: Workspace, registration_id: bytes) -> Changes:
    """Take somebody off the list, and the ticks with her; the person stays in the register."""
    _listed(ws, registration_id)
    ticks = ws.find(Attendance, registration=registration_id)
    edits = [Remove("attendance", one.id) for one in ticks]
    return ws.write([*edits, Remove("registration", registration_id)])


def correct(
    ws: Workspace,
    registration_id: bytes,
    at_event: Mapping[str, object],
    of_person: Mapping[str, object] | None = None,
) -> Changes:
    """Mend what a line of the list says: of the person at this event, and of the person herself.

    A mended birth year mends the age at this event too; other events keep theirs.
    """
    listed = _listed(ws, registration_id)
    event, person = _event(ws, listed.event or b""), _person(ws, listed.person or b"")
    said = clean(Registration, at_event)
    check(Registration, said, listed.values())
    edits: list[Edit] = []
    if of_person:
        mended = clean(Person, of_person)
        check(Person, mended, person.values())
        edits.append(Put("person", person.id, mended))
        if "birth_year" in mended and "age" not in said:
            year: Any = mended["birth_year"]
            said["age"] = age_at(event.date_from, year)
    return ws.write([*edits, Put("registration", registration_id, said)])


def count_group(
    ws: Workspace, event_id: bytes, values: Mapping[str, object], headcount_id: bytes | None = None
) -> Changes:
    """Write down how many people of one group were counted without a list, or mend it."""
    _event(ws, event_id)
    cleaned = clean(Headcount, {**values, "event": event_id})
    old = ws.get(Headcount, headcount_id) if headcount_id else None
    check(Headcount, cleaned, old.values() if old else None)
    return ws.write([Put("headcount", headcount_id or Headcount.id_for(cleaned), cleaned)])


def drop_group(ws: Workspace, headcount_id: bytes) -> Changes:
    """Take one line of a count away."""
    return ws.write([Remove("headcount", headcount_id)])


def keep_unfinished(ws: Workspace, event_id: bytes, typed: Mapping[str, str]) -> None:
    """Keep what is typed of a new person and not yet added, so that a power cut loses nothing."""
    ws.set_setting(unfinished_name(event_id), json.dumps(typed, ensure_ascii=False))


def _event(ws: Workspace, event_id: bytes) -> Event:
    event = alive(ws, Event, event_id)
    if event is None:
        raise NotThere(mark("This event is no longer in the notebook."))
    return event


def _person(ws: Workspace, person_id: bytes) -> Person:
    person = alive(ws, Person, person_id)
    if person is None:
        raise NotThere(mark("This person is no longer in the register."))
    return person


def _listed(ws: Workspace, registration_id: bytes) -> Registration:
    registration = alive(ws, Registration, registration_id)
    if registration is None:
        raise NotThere(mark("This person is no longer on the list."))
    return registration


def _registration_id(event_id: bytes, person_id: bytes) -> bytes:
    return Registration.id_for({"event": event_id, "person": person_id})


def _registration(event: Event, person: Person) -> Put:
    """The line of the list, with what is true of the person on the first day of the event."""
    values = {
        "event": event.id,
        "person": person.id,
        "category": person.categories[0] if person.categories else None,
        "organisation": person.organisation,
        "position": person.position,
        "territory": person.territory,
        "age": age_at(event.date_from, person.birth_year),
        "channel": "on_site",
        "status": "registered",
    }
    return Put("registration", _registration_id(event.id, person.id), values)


def _ticks(
    registrations: Iterable[bytes], moment: Moment | None, *, present: bool | None
) -> list[Edit]:
    return [] if moment is None else [_tick(one, *moment, present) for one in registrations]


def _tick(registration: bytes, day: date, part: str, present: bool | None) -> Put:
    key = {"registration": registration, "day": day, "part": part}
    check(Attendance, key)
    return Put("attendance", Attendance.id_for(key), {**key, "is_present": present})


def _signed_on(event: Event, moment: Moment | None) -> date:
    """The day the sheet with the signature lay on the table; never a day to come."""
    day = moment[0] if moment else event.date_from
    return min(day, date.today()) if day else date.today()


def _paper_consent(person_id: bytes, day: date) -> Put:
    values = {"person": person_id, "given_on": day, "form": "paper", "scope": ("data",)}
    return Put("consent", Consent.id_for(values), values)
