"""What the pages of events ask: the list of them, and all that belongs to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from app.language import fold, sort_key
from app.model import (
    AgendaItem,
    Attachment,
    Distribution,
    Event,
    EventOrganisation,
    EventPerson,
    Note,
    Organisation,
    Person,
    Product,
    Venue,
)
from app.model.programme import in_order
from app.storage import participation
from app.storage.joined import JOINED
from app.storage.participation import TURNOUTS

if TYPE_CHECKING:
    from app.storage.connection import Connection
    from app.storage.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class EventFilter:
    """Which events are wanted; what is empty is not asked for."""

    text: str = ""
    year: int | None = None
    type: str = ""
    status: str = ""


class EventLine(NamedTuple):
    """One line of the list of events."""

    id: bytes
    title: str
    place: str
    territory: str | None
    territory_names: Mapping[str, str]
    date_from: date | None
    date_to: date | None
    type: str | None
    status: str | None
    people: int
    women: int
    men: int


@dataclass(frozen=True)
class EventList:
    """The answer to a filter, with what can be chosen in the filters themselves."""

    lines: list[EventLine]
    years: list[int] = field(default_factory=list)
    types: frozenset[str] = frozenset()
    total: int = 0


@dataclass(frozen=True)
class EventHead:
    """What the head of an event's page says, and what its tabs count."""

    event: Event
    place: str
    territory_names: Mapping[str, str]
    people: int
    materials: int
    notes: int
    lines: int
    has_attendance: bool
    organisers: int
    facilitators: int


class Part(NamedTuple):
    """An organisation or a person with a part in an event."""

    id: bytes
    of: bytes
    name: str
    role: str | None
    position: str
    sequence: int


class Goal(NamedTuple):
    """An item of a framework that can be picked or is shown as a chip."""

    code: str
    type: str | None
    no: str
    names: Mapping[str, str]
    framework: Mapping[str, str]
    above_type: str | None = None
    above_no: str = ""
    """What it is part of: the goal of a measure."""
    is_proposed: bool = False
    """Whether its document is a draft nobody has adopted."""


class GivenCopies(NamedTuple):
    """Copies of a product that were handed over at an event."""

    distribution: Distribution
    product: Product


@dataclass(frozen=True)
class EventMaterials:
    """Files, and products with the copies handed over."""

    event: bytes
    files: list[Attachment]
    copies: list[GivenCopies]


@dataclass(frozen=True)
class NotesOfEvent:
    """What groups said at an event, and the goals it is tied to."""

    event: bytes
    notes: list[Note]
    goals: dict[str, Goal]


_LINES = f"""
    SELECT e.id, e.title, coalesce(v.name, e.venue_text, ''), e.territory,
        t.name_ky, t.name_ru, t.name_en, e.date_from, e.date_to, e.type, e.status,
        coalesce(n.people, 0), coalesce(n.women, 0), coalesce(n.men, 0), coalesce(e.code, '')
    FROM event e
    LEFT JOIN venue v ON v.id = e.venue AND v._deleted = 0
    LEFT JOIN territory t ON t.code = e.territory
    LEFT JOIN {TURNOUTS} n ON n.event = e._row
    WHERE e._deleted = 0
"""


def list_events(
    ws: Workspace, wanted: EventFilter, sort: str = "date_from", *, descending: bool = True
) -> EventList:
    """The events a filter leaves, sorted by a column; the newest first unless asked otherwise."""
    participation.catch_up(ws)
    every = [(_line(row), row[14]) for row in ws.reader.execute(_LINES)]
    lines = [line for line, code in every if _is_wanted(line, code, wanted)]
    key = _SORTS[sort]
    lines.sort(key=lambda line: sort_key(line.title))
    lines.sort(key=key, reverse=descending)
    years = sorted({line.date_from.year for line, _ in every if line.date_from}, reverse=True)
    types = frozenset(line.type for line, _ in every if line.type)
    return EventList(lines, years, types, len(every))


def _line(row: tuple[object, ...]) -> EventLine:
    kinds = Event.kinds()
    names = _names(row[4:7])
    return EventLine(
        id=row[0],  # type: ignore[arg-type]
        title=str(row[1] or ""),
        place=str(row[2]),
        territory=row[3],  # type: ignore[arg-type]
        territory_names=names,
        date_from=kinds["date_from"].load(row[7]),  # type: ignore[arg-type]
        date_to=kinds["date_to"].load(row[8]),  # type: ignore[arg-type]
        type=row[9],  # type: ignore[arg-type]
        status=row[10],  # type: ignore[arg-type]
        people=int(row[11]),  # type: ignore[call-overload]
        women=int(row[12]),  # type: ignore[call-overload]
        men=int(row[13]),  # type: ignore[call-overload]
    )


def _names(row: tuple[object, ...]) -> dict[str, str]:
    return {code: str(name or "") for code, name in zip(("ky", "ru", "en"), row, strict=True)}


def _is_wanted(line: EventLine, code: str, wanted: EventFilter) -> bool:
    if wanted.year and (line.date_from is None or line.date_from.year != wanted.year):
        return False
    if wanted.type and line.type != wanted.type:
        return False
    if wanted.status and line.status != wanted.status:
        return False
    if not wanted.text.strip():
        return True
    said = " ".join((line.title, line.place, code, *line.territory_names.values()))
    return all(f" {word}" in f" {fold(said)}" for word in fold(wanted.text).split())


_SORTS = {
    "title": lambda line: sort_key(line.title),
    "date_from": lambda line: line.date_from or date.min,
    "type": lambda line: line.type or "",
    "people": lambda line: line.people,
    "women": lambda line: line.women / line.people if line.people else -1.0,
    "status": lambda line: line.status or "",
}


def event_head(ws: Workspace, event_id: bytes) -> EventHead | None:
    """What the page of an event says above its tabs; None when the event is not there."""
    event = ws.get(Event, event_id)
    if event is None or _is_deleted(ws.reader, "event", event_id):
        return None
    venue = ws.get(Venue, event.venue) if event.venue else None
    return EventHead(
        event=event,
        place=venue.name if venue else event.venue_text,
        territory_names=territory_names(ws, event.territory),
        people=_people(ws.reader, event_id),
        materials=_count(ws, "attachment", event_id) + _count(ws, "distribution", event_id),
        notes=_count(ws, "note", event_id),
        lines=_count(ws, "agenda_item", event_id),
        has_attendance=_has_attendance(ws.reader, event_id),
        organisers=_count(ws, "event_organisation", event_id, "AND role = 'organiser'"),
        facilitators=_count(ws, "event_person", event_id),
    )


def _is_deleted(reader: Connection, table: str, record_id: bytes) -> bool:
    row = reader.execute(f"SELECT _deleted FROM {table} WHERE id = ?", (record_id,)).fetchone()
    return row is None or bool(row[0])


def _count(ws: Workspace, table: str, event_id: bytes, more: str = "") -> int:
    row = ws.reader.execute(
        f"SELECT count(*) FROM {table} WHERE event = ? AND _deleted = 0 {more}", (event_id,)
    ).fetchone()
    return int(row[0])


def _people(reader: Connection, event_id: bytes) -> int:
    """How many people are on the list, whether they came or not."""
    row = reader.execute(
        "SELECT count(DISTINCT coalesce(j.root, r.person)) FROM registration r "
        f"LEFT JOIN {JOINED} j ON j.person = r.person WHERE r.event = ? AND r._deleted = 0",
        (event_id,),
    ).fetchone()
    return int(row[0])


def _has_attendance(reader: Connection, event_id: bytes) -> bool:
    row = reader.execute(
        "SELECT 1 FROM attendance a JOIN registration r ON r.id = a.registration "
        "WHERE r.event = ? AND a._deleted = 0 AND a.is_present = 1 LIMIT 1",
        (event_id,),
    ).fetchone()
    return row is not None


def programme(ws: Workspace, event_id: bytes) -> list[AgendaItem]:
    """The lines of an event's programme, day by day in the order they run."""
    found: dict[date, list[AgendaItem]] = {}
    for item in ws.find(AgendaItem, event=event_id):
        found.setdefault(item.day or date.min, []).append(item)
    return [item for day in sorted(found) for item in in_order(found[day])]


def organisations_of(ws: Workspace, event_id: bytes) -> list[Part]:
    """The organisations with a part in an event, in their order."""
    parts = []
    for part in ws.find(EventOrganisation, event=event_id, order="sequence"):
        found = ws.get(Organisation, part.organisation) if part.organisation else None
        name = found.name if found else ""
        parts.append(
            Part(part.id, part.organisation or b"", name, part.role, "", part.sequence or 0)
        )
    return parts


def leaders_of(ws: Workspace, event_id: bytes) -> list[Part]:
    """The people who lead or speak at an event, in their order."""
    parts = []
    for part in ws.find(EventPerson, event=event_id, order="sequence"):
        found = ws.get(Person, part.person) if part.person else None
        name = found.caption() if found else ""
        position = part.position or (found.position if found else "")
        parts.append(
            Part(part.id, part.person or b"", name, part.role, position, part.sequence or 0)
        )
    return parts


def materials_of(ws: Workspace, event_id: bytes) -> EventMaterials:
    """The files of an event and the copies of products handed over at it."""
    copies = []
    for given in ws.find(Distribution, event=event_id):
        product = ws.get(Product, given.product) if given.product else None
        copies.append(GivenCopies(given, product or Product()))
    return EventMaterials(event_id, ws.find(Attachment, event=event_id), copies)


def read_notes(ws: Workspace, event_id: bytes) -> NotesOfEvent:
    """What groups said at an event, in the order it was written down."""
    notes = ws.find(Note, event=event_id)
    notes.sort(key=lambda note: note.sequence or 0)
    codes = tuple({code for note in notes for code in note.framework_items})
    return NotesOfEvent(event_id, notes, goals_of(ws, codes))


def territory_names(ws: Workspace, code: str | None) -> dict[str, str]:
    """The names of a place by language; empty ones where the code is not known."""
    if not code:
        return {}
    row = ws.reader.execute(
        "SELECT name_ky, name_ru, name_en FROM territory WHERE code = ?", (code,)
    ).fetchone()
    return _names(row) if row else {"ky": code, "ru": code, "en": code}


def goals_of(ws: Workspace, codes: tuple[str, ...]) -> dict[str, Goal]:
    """What the given codes stand for; a code nobody knows is left out."""
    marks = ", ".join("?" * len(codes))
    rows = ws.reader.execute(f"{_GOALS} WHERE i.code IN ({marks})", codes)
    return {goal.code: goal for goal in map(_goal, rows)}


_GOALS = (
    "SELECT i.code, i.type, i.no, i.text_ky, i.text_ru, i.text_en, "
    "f.title_ky, f.title_ru, f.title_en, a.type, a.no, f.status "
    "FROM framework_item i LEFT JOIN framework f ON f.code = i.framework "
    "LEFT JOIN framework_item a ON a.code = i.parent"
)


def _goal(row: tuple[object, ...]) -> Goal:
    return Goal(
        str(row[0]),
        str(row[1]) if row[1] else None,
        str(row[2] or ""),
        _names(row[3:6]),
        _names(row[6:9]),
        str(row[9]) if row[9] else None,
        str(row[10] or ""),
        row[11] == "draft",
    )
