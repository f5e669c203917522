"""What reports ask of a workspace: one event with all that belongs to it, read-only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from app.model import (
    AgendaItem,
    Attachment,
    Distribution,
    Event,
    EventOrganisation,
    EventPerson,
    Framework,
    FrameworkItem,
    Headcount,
    Note,
    Organisation,
    Person,
    Product,
    Project,
    ReachFigure,
    Record,
    Territory,
    Venue,
)
from app.model.kinds import LIST_SEPARATOR
from app.model.programme import in_order
from app.stopping import step
from app.storage.connection import Connection
from app.storage.joined import JOINED
from app.storage.participation import took_part
from app.storage.questions.consents import gone_among, gone_from
from app.storage.reading import by_id, found, items_upward


class Participant(NamedTuple):
    """A registration with the person it is of, as she was at the event."""

    registration: bytes
    person: bytes
    """The person, or the one she is a duplicate of: unique people are counted by this."""
    surname: str
    name: str
    patronymic: str
    sex: str
    birth_year: int | None
    age: int | None
    age_group: str
    phone: str
    village: str
    category: str
    organisation: str
    position: str
    territory: str
    status: str
    has_consent: bool
    took_part: bool


class Presence(NamedTuple):
    """A registered person was there on this part of this day."""

    registration: bytes
    day: date
    part: str


class Copies(NamedTuple):
    """Copies of a product that were handed over."""

    product: Product
    distribution: Distribution


class Goal(NamedTuple):
    """An item of a framework that an event serves, with the framework it stands in."""

    item: FrameworkItem
    framework: Framework | None


def event_by_id(reader: Connection, event_id: bytes) -> Event | None:
    """The event with this id, unless it was deleted."""
    return next(iter(found(reader, Event, "id = ?", event_id)), None)


def events_by_code(reader: Connection, code: str) -> list[Event]:
    """The events with this code; it ought to be one, but two notebooks may have chosen the same."""
    return found(reader, Event, "code = ? COLLATE NOCASE", code, order="date_from DESC")


def latest_event(
    reader: Connection, today: date, told_by: type[Record] | None = None
) -> Event | None:
    """The event a report is most likely asked of: the last one held, else the next planned.

    Where `told_by` is a type of records that point at events, one that has such goes first.
    """
    those = f"SELECT event FROM {told_by.type_name} WHERE _deleted = 0" if told_by else "NULL"
    order = f"id IN ({those}) DESC, " + (
        "status IN ('cancelled', 'postponed'), status = 'held' DESC, "
        "date_from <= '{0}' DESC, abs(julianday(date_from) - julianday('{0}')), id"
    ).format(today.isoformat())
    return next(iter(found(reader, Event, "1", order=order, limit=1)), None)


def agenda(reader: Connection, event_id: bytes) -> list[AgendaItem]:
    """The programme in the order it runs; what has no day comes last."""
    days: dict[date | None, list[AgendaItem]] = {}
    for item in found(reader, AgendaItem, "event = ?", event_id, order="day IS NULL, day, _row"):
        days.setdefault(item.day, []).append(item)
    return [item for items in days.values() for item in in_order(items)]


def participants(reader: Connection, event_id: bytes) -> list[Participant]:
    """Everybody registered at the event, entry by entry in the order that decides for those joined.

    Who was deleted has an empty name, and who took her consent back nothing that says who she is.
    """
    rows = reader.execute(_PARTICIPANTS, (event_id,))
    people = []
    for row in rows:
        step()
        people.append(Participant._make((*row[:-2], bool(row[-2]), bool(row[-1]))))
    gone = gone_from(reader, event_id)
    return [unnamed(one) if one.person in gone else one for one in people]


def unnamed(one: Participant) -> Participant:
    """A participant without what says who she is."""
    return one._replace(
        surname="", name="", patronymic="", phone="", village="", organisation="", position=""
    )


_PARTICIPANTS = f"""
    SELECT r.id, coalesce(j.root, r.person),
        coalesce(p.surname, ''), coalesce(p.name, ''), coalesce(p.patronymic, ''),
        coalesce(p.sex, 'u'), p.birth_year, r.age, coalesce(p.age_group, ''),
        coalesce(p.phone, ''), coalesce(p.village, ''), coalesce(r.category, ''),
        coalesce(r.organisation, p.organisation, ''), coalesce(r.position, p.position, ''),
        coalesce(r.territory, p.territory, ''), coalesce(r.status, ''),
        EXISTS (
            SELECT 1 FROM consent c
            WHERE c.person = r.person AND c._deleted = 0 AND c.withdrawn_on IS NULL
        ) OR coalesce(j.root, r.person) IN (
            SELECT coalesce(k.root, c.person) FROM consent c
            JOIN {JOINED} k ON k.person = c.person OR k.root = c.person
            WHERE c._deleted = 0 AND c.withdrawn_on IS NULL
        ),
        {took_part("?1")}
    FROM registration r LEFT JOIN {JOINED} j ON j.person = r.person
    LEFT JOIN person p ON p.id = coalesce(j.root, r.person) AND p._deleted = 0
    WHERE r.event = ?1 AND r._deleted = 0 ORDER BY r.id
"""


def consent_scopes(reader: Connection, event_id: bytes) -> dict[bytes, frozenset[str]]:
    """What each person of an event agrees to today; one whose consent says no more, to `data`."""
    rows = reader.execute(_SCOPES, (event_id,))
    scopes: dict[bytes, frozenset[str]] = {}
    for person, scope in rows:
        covered = frozenset((scope or "data").split(LIST_SEPARATOR))
        scopes[person] = scopes.get(person, frozenset()) | covered
    return scopes


_SCOPES = f"""
    WITH joined (person, root) AS MATERIALIZED (SELECT person, root FROM {JOINED}),
    here AS (
        SELECT DISTINCT coalesce(j.root, r.person) AS person FROM registration r
        LEFT JOIN joined j ON j.person = r.person WHERE r.event = ? AND r._deleted = 0
    )
    SELECT here.person, c.scope FROM consent c LEFT JOIN joined j ON j.person = c.person
    JOIN here ON here.person = coalesce(j.root, c.person)
    WHERE c._deleted = 0 AND c.withdrawn_on IS NULL
"""


def presences(reader: Connection, event_id: bytes) -> list[Presence]:
    """Who of the registered was there, part by part."""
    rows = reader.execute(
        "SELECT a.registration, a.day, a.part FROM attendance a "
        "JOIN registration r ON r.id = a.registration "
        "WHERE r.event = ? AND r._deleted = 0 AND a._deleted = 0 AND a.is_present = 1 "
        "AND a.day IS NOT NULL ORDER BY a.day, a.part",
        (event_id,),
    )
    return [Presence(row[0], date.fromisoformat(row[1]), row[2] or "day") for row in rows]


def organisations(reader: Connection, event_id: bytes) -> list[tuple[str, Organisation]]:
    """Organisers, donors, partners: each role with its organisation."""
    parts = found(
        reader, EventOrganisation, "event = ?", event_id, order="sequence IS NULL, sequence, _row"
    )
    known = by_id(reader, Organisation, [part.organisation for part in parts])
    return [
        (part.role or "", known[part.organisation]) for part in parts if part.organisation in known
    ]


def facilitators(reader: Connection, event_id: bytes) -> list[tuple[str, str, Person]]:
    """Who led and spoke: role, position at the event, person.

    Who took her consent back is left out.
    """
    parts = found(
        reader, EventPerson, "event = ?", event_id, order="sequence IS NULL, sequence, _row"
    )
    gone = gone_among(reader, [part.person for part in parts])
    known = by_id(reader, Person, [part.person for part in parts if part.person not in gone])
    return [
        (part.role or "", part.position or known[part.person].position, known[part.person])
        for part in parts
        if part.person in known
    ]


def venue_of(reader: Connection, event: Event) -> Venue | None:
    """The venue the event names."""
    return by_id(reader, Venue, [event.venue]).get(event.venue or b"")


def project_of(reader: Connection, event: Event) -> Project | None:
    """The project the event belongs to."""
    return by_id(reader, Project, [event.project]).get(event.project or b"")


def goals(reader: Connection, codes: tuple[str, ...]) -> list[Goal]:
    """The items of frameworks with these codes, in the order of their documents."""
    marks = ", ".join("?" * len(codes))
    order = "framework, sequence, code"
    items = found(reader, FrameworkItem, f"code IN ({marks})", *codes, order=order)
    frameworks = {framework.code: framework for framework in found(reader, Framework, "1")}
    return [Goal(item, frameworks.get(item.framework)) for item in items]


def headcounts(reader: Connection, event_id: bytes) -> list[Headcount]:
    """People counted without a list."""
    return found(reader, Headcount, "event = ?", event_id, order="day, _row")


def reach_figures(reader: Connection, event_id: bytes) -> list[ReachFigure]:
    """What the event reached besides people in the room."""
    return found(reader, ReachFigure, "event = ?", event_id, order="kind, _row")


def distributions(reader: Connection, event_id: bytes) -> list[Copies]:
    """What was handed over at the event."""
    handed = found(reader, Distribution, "event = ?", event_id, order="day, _row")
    products = by_id(reader, Product, [part.product for part in handed])
    return [Copies(products[part.product], part) for part in handed if part.product in products]


def notes(reader: Connection, event_id: bytes) -> list[Note]:
    """What groups and meetings said."""
    return found(
        reader, Note, "event = ?", event_id, order="group_name, sequence IS NULL, sequence, _row"
    )


def attachments(reader: Connection, event_id: bytes) -> list[Attachment]:
    """The descriptions of the event's photos, scans and documents."""
    return found(reader, Attachment, "event = ?", event_id, order="taken_on, file_name, _row")


def territories(reader: Connection) -> Mapping[str, Territory]:
    """Every place by its code, for saying where something is."""
    return {place.code: place for place in found(reader, Territory, "1")}


class EventRows(NamedTuple):
    """One event with everything a report on it may say."""

    event: Event
    agenda: list[AgendaItem]
    participants: list[Participant]
    presences: list[Presence]
    organisations: list[tuple[str, Organisation]]
    facilitators: list[tuple[str, str, Person]]
    venue: Venue | None
    project: Project | None
    goals: list[Goal]
    headcounts: list[Headcount]
    reach_figures: list[ReachFigure]
    copies: list[Copies]
    notes: list[Note]
    attachments: list[Attachment]
    territories: Mapping[str, Territory]
    items: Mapping[str, FrameworkItem]
    """What its notes are tied to, and what that is part of."""


def event_rows(reader: Connection, event: Event) -> EventRows:
    """Read everything about an event; give it a snapshot, so that it is all of one moment."""
    said = notes(reader, event.id)
    return EventRows(
        event=event,
        agenda=agenda(reader, event.id),
        participants=participants(reader, event.id),
        presences=presences(reader, event.id),
        organisations=organisations(reader, event.id),
        facilitators=facilitators(reader, event.id),
        venue=venue_of(reader, event),
        project=project_of(reader, event),
        goals=goals(reader, event.framework_items),
        headcounts=headcounts(reader, event.id),
        reach_figures=reach_figures(reader, event.id),
        copies=distributions(reader, event.id),
        notes=said,
        attachments=attachments(reader, event.id),
        territories=territories(reader),
        items=items_upward(reader, {code for note in said for code in note.framework_items}),
    )
