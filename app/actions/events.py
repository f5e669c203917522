"""What is done with events: making, copying, programme, parts, materials and notes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.actions.records import RecordGone, checked, new
from app.errors import AppError
from app.language import mark
from app.model import (
    RECORD_TYPES,
    AgendaItem,
    Changes,
    Edit,
    Event,
    EventOrganisation,
    EventPerson,
    Put,
    Record,
    Remove,
    clean,
)
from app.model.programme import TypedLine, in_order, swapped
from app.model.templates import EventTemplate, TemplateLine
from app.storage import Workspace

STEP = 10
"""Lines are numbered by tens, so that a merge may put one between two."""


@dataclass(frozen=True)
class Made:
    """A record that was made, and the changes that made it."""

    id: bytes
    changes: Changes


class NoProgramme(AppError):
    """There is nothing to lay out."""


def create_event(workspace: Workspace, values: Mapping[str, object]) -> Made:
    """Make an event of at least a title, a type and a first day."""
    put = new("event", {"status": "planned", "attendance_by": "half_day", **values})
    return Made(put.id, workspace.write([put]))


def create_from_template(
    workspace: Workspace, template: EventTemplate, language: str, values: Mapping[str, object]
) -> Made:
    """Make an event with a template's aims and programme, in one of the program's languages."""
    first = _first_day(values)
    given: dict[str, object] = {
        "title": template.name[language],
        "status": "planned",
        "objectives": [aim[language] for aim in template.aims],
        "date_to": first + timedelta(days=template.days - 1),
        **template.values,
        **values,
    }
    put = new("event", given)
    lines = _laid(put.id, template.programme, first, language)
    return Made(put.id, workspace.write([put, *lines]))


def _first_day(values: Mapping[str, object]) -> date:
    first = values.get("date_from")
    return first if isinstance(first, date) else date.today()


def save_event(workspace: Workspace, event_id: bytes, values: Mapping[str, object]) -> Changes:
    """Set fields of an event. A new first day takes the last day and the programme with it."""
    put = _with_days(workspace, event_id, values)
    return workspace.write([put, *_moved_lines(workspace, event_id, put)])


def _with_days(workspace: Workspace, event_id: bytes, values: Mapping[str, object]) -> Put:
    """The edit of an event's fields; the length of the event stays when its first day moves."""
    event = _event(workspace, event_id)
    given = dict(values)
    first = clean(Event, {"date_from": given.get("date_from")})["date_from"]
    if isinstance(first, date) and event.date_from and event.date_to and "date_to" not in given:
        given["date_to"] = event.date_to + (first - event.date_from)
    return checked(workspace, "event", event_id, given)


def _moved_lines(workspace: Workspace, event_id: bytes, put: Put) -> list[Edit]:
    event = _event(workspace, event_id)
    first = put.values.get("date_from")
    if not isinstance(first, date) or not event.date_from or first == event.date_from:
        return []
    shift = first - event.date_from
    return [
        Put("agenda_item", item.id, {"day": item.day + shift})
        for item in workspace.find(AgendaItem, event=event_id)
        if item.day
    ]


def lay_template(
    workspace: Workspace, event_id: bytes, template: EventTemplate, language: str, day: date
) -> Changes:
    """Put a template's programme into an event from a day on; what is there stays."""
    event = _event(workspace, event_id)
    last = max(event.days(), default=day)
    lines = [line for line in template.programme if day + timedelta(days=line.day - 1) <= last]
    known = [item.sequence or 0 for item in workspace.find(AgendaItem, event=event_id)]
    return workspace.write(_laid(event_id, lines, day, language, max(known, default=0)))


def _laid(
    event_id: bytes, lines: Iterable[TemplateLine], first: date, language: str, after: int = 0
) -> list[Edit]:
    return [
        new(
            "agenda_item",
            {
                "event": event_id,
                "day": first + timedelta(days=line.day - 1),
                "time_from": line.time_from,
                "time_to": line.time_to,
                "kind": line.kind,
                "title": line.title[language],
                "sequence": after + STEP * number,
            },
        )
        for number, line in enumerate(lines, start=1)
    ]


_NOT_COPIED = ("code", "status", "results")


def copy_event(workspace: Workspace, event_id: bytes, title: str, first: date) -> Made:
    """Make an event like another, on other days: programme and organisers, but no people."""
    event = _event(workspace, event_id)
    shift = first - event.date_from if event.date_from else timedelta()
    values = {name: value for name, value in event.values().items() if name not in _NOT_COPIED}
    values |= {"title": title, "status": "planned", "date_from": first}
    values["date_to"] = event.date_to + shift if event.date_to else None
    put = new("event", values)
    parts = [
        *(_on_day(item, shift) for item in workspace.find(AgendaItem, event=event_id)),
        *workspace.find(EventOrganisation, event=event_id),
        *workspace.find(EventPerson, event=event_id),
    ]
    copies = [_copied(part, put.id) for part in parts]
    return Made(put.id, workspace.write([put, *copies]))


def _on_day(item: AgendaItem, shift: timedelta) -> AgendaItem:
    return replace(item, day=item.day + shift if item.day else None)


def _copied(record: Record, event_id: bytes) -> Put:
    values = {**record.values(), "event": event_id}
    return Put(record.type_name, record.id_for(values), values)


def add_lines(
    workspace: Workspace, event_id: bytes, day: date | None, lines: Sequence[TypedLine]
) -> Made:
    """Add typed lines to the programme of a day, after those that are there."""
    _event(workspace, event_id)
    known = [item.sequence or 0 for item in workspace.find(AgendaItem, event=event_id)]
    last = max(known, default=0)
    edits = [
        new(
            "agenda_item",
            {**line.values(), "event": event_id, "day": day, "sequence": last + STEP * number},
        )
        for number, line in enumerate(lines, start=1)
        if line.title
    ]
    if not edits:
        raise NoProgramme(mark("Write what happens: «9.00-9.30 Registration / Asanova B.»."))
    return Made(edits[-1].id, workspace.write(edits))


def move_line(workspace: Workspace, item_id: bytes, step: int) -> Changes:
    """Let a line of the programme change places with its neighbour above (-1) or below (+1)."""
    item = workspace.get(AgendaItem, item_id)
    if item is None:
        raise RecordGone(mark("This record is no longer there."))
    lines = in_order(workspace.find(AgendaItem, event=item.event, day=item.day))
    at = next(number for number, line in enumerate(lines) if line.id == item_id)
    other = at + step
    if not 0 <= other < len(lines):
        return Changes()
    lines = [replace(line, sequence=STEP * number) for number, line in enumerate(lines, start=1)]
    first, second = sorted((at, other))
    values = swapped(lines[first], lines[second])
    renumbered: list[Edit] = [
        Put("agenda_item", line.id, {"sequence": line.sequence} | values.get(line.id, {}))
        for line in lines
    ]
    return workspace.write(renumbered)


def set_lines(workspace: Workspace, values: Mapping[bytes, Mapping[str, object]]) -> Changes:
    """Set fields of several lines of a programme at once, as when one shifts those after it."""
    return workspace.write(
        [checked(workspace, "agenda_item", item, given) for item, given in values.items()]
    )


def add_organisation(workspace: Workspace, event_id: bytes, found: bytes | str, role: str) -> Made:
    """Give an organisation (by id, or a new one by name) a part in an event."""
    edits: list[Edit] = []
    organisation = _found_or_new(edits, "organisation", "name", found)
    values = {"event": event_id, "organisation": organisation, "role": role}
    sequence = _next(workspace.find(EventOrganisation, event=event_id))
    edits.append(new("event_organisation", {**values, "sequence": sequence}))
    return Made(edits[-1].id, workspace.write(edits))


def add_leader(workspace: Workspace, event_id: bytes, found: bytes | str, role: str) -> Made:
    """Give a person (by id, or a new one by «Surname Name Patronymic») a part in an event."""
    edits: list[Edit] = []
    if isinstance(found, str):
        put = new("person", person_named(found))
        edits.append(put)
        found = put.id
    values = {"event": event_id, "person": found, "role": role}
    sequence = _next(workspace.find(EventPerson, event=event_id))
    edits.append(new("event_person", {**values, "sequence": sequence}))
    return Made(edits[-1].id, workspace.write(edits))


def person_named(full: str) -> dict[str, object]:
    """The fields of a new person who was only named: «Surname Name Patronymic»."""
    surname, _, rest = " ".join(full.split()).partition(" ")
    name, _, patronymic = rest.partition(" ")
    return {"surname": surname, "name": name, "patronymic": patronymic}


def _next(records: Iterable[EventOrganisation | EventPerson]) -> int:
    return max((record.sequence or 0 for record in records), default=0) + STEP


def _found_or_new(edits: list[Edit], type_name: str, field: str, found: bytes | str) -> bytes:
    if isinstance(found, bytes):
        return found
    put = new(type_name, {field: found})
    edits.append(put)
    return put.id


def change_role(workspace: Workspace, type_name: str, part_id: bytes, role: str) -> Made:
    """Change the part an organisation or a person has: the role is what the record is."""
    part = workspace.get(RECORD_TYPES[type_name], part_id)
    if part is None:
        raise RecordGone(mark("This record is no longer there."))
    put = new(type_name, {**part.values(), "role": role})
    edits: list[Edit] = [] if put.id == part_id else [Remove(type_name, part_id)]
    return Made(put.id, workspace.write([*edits, put]))


def link_new(workspace: Workspace, event_id: bytes, field: str, name: str) -> Made:
    """Make the venue or project an event names, and tie the event to it."""
    own = {"venue": "name", "project": "title"}[field]
    values: dict[str, object] = {own: name}
    if field == "venue":
        values["territory"] = _event(workspace, event_id).territory
    put = new(field, values)
    tie = checked(workspace, "event", event_id, {field: put.id})
    return Made(put.id, workspace.write([put, tie]))


def hand_over(
    workspace: Workspace, event_id: bytes, found: bytes | str, values: Mapping[str, object]
) -> Made:
    """Write down copies of a product (known, or new by its title) handed over at an event."""
    edits: list[Edit] = []
    product = _found_or_new(edits, "product", "title", found)
    edits.append(new("distribution", {**values, "event": event_id, "product": product}))
    return Made(edits[-1].id, workspace.write(edits))


def _event(workspace: Workspace, event_id: bytes) -> Event:
    event = workspace.get(Event, event_id)
    if event is None:
        raise RecordGone(mark("This record is no longer there."))
    return event


__all__ = [
    "Made",
    "NoProgramme",
    "add_leader",
    "add_lines",
    "add_organisation",
    "change_role",
    "copy_event",
    "create_event",
    "create_from_template",
    "hand_over",
    "lay_template",
    "link_new",
    "move_line",
    "person_named",
    "save_event",
    "set_lines",
]
