"""What the card of one person asks: consents, events, and the history of her fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from app.model import Consent, Event, Person, Redaction
from app.storage.history import Said, history
from app.storage.joined import GROUP, canonical, joined_to
from app.storage.questions.reference import Place, place
from app.storage.redaction import Held, held

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


class Participation(NamedTuple):
    """An event a person was at: her part in it, and how much of it she was there for."""

    event: bytes
    title: str
    date_from: date | None
    date_to: date | None
    roles: tuple[str, ...]
    """What she did there besides taking part; empty for a participant."""
    status: str | None
    """Of her registration; None where she is not on the list, "" where it says nothing."""
    present: int
    parts: int


@dataclass(frozen=True)
class PersonCard:
    """Everything the card beside the register shows."""

    person: Person
    place: Place | None
    consents: list[Consent]
    events: list[Participation]
    redaction: Redaction | None = None
    """The demand by which she was forgotten."""

    @property
    def consent(self) -> Consent | None:
        """The consent in force, or else the last one that was withdrawn."""
        in_force = [one for one in self.consents if one.withdrawn_on is None]
        return next(iter(in_force or self.consents), None)


class Told(NamedTuple):
    """One entry of a person's history: a field, what it was set to, and what it was before."""

    field: str
    said: Said
    before: object
    is_first: bool
    """Whether the field was born with this value."""


def person_card(ws: Workspace, person: bytes) -> PersonCard | None:
    """All that is known of a person; None when there is no such person (any more)."""
    person = canonical(ws.reader, person)
    found = ws.get(Person, person)
    alive = ws.reader.execute("SELECT 1 FROM person WHERE id = ? AND _deleted = 0", (person,))
    if found is None or alive.fetchone() is None:
        return None
    group = (person, *joined_to(ws.reader, person))
    consents = [one for each in group for one in ws.find(Consent, person=each)]
    consents.sort(key=lambda one: (one.given_on or date.min, one.id), reverse=True)
    return PersonCard(
        found,
        place(ws, found.territory),
        consents,
        participations(ws, person),
        next(iter(ws.find(Redaction, person=person)), None),
    )


def entries_of(ws: Workspace, person: bytes) -> tuple[bytes, ...]:
    """Every entry of the register that stands for the same human being as this one."""
    root = canonical(ws.reader, person)
    return tuple(dict.fromkeys((root, *joined_to(ws.reader, root), person)))


def held_of(ws: Workspace, person: bytes) -> Held:
    """What there is of a person that goes when she is forgotten."""
    return held(ws.reader, entries_of(ws, person))


_GROUP = GROUP.replace("p.id", ":person")
_PARTICIPATIONS = (
    "SELECT e.id, e.title, e.date_from, e.date_to, e.attendance_by, "
    "CASE WHEN count(r.id) THEN coalesce(max(r.status), '') END, "
    "(SELECT group_concat(q.role, char(10)) FROM event_person q "
    f" WHERE q.event = e.id AND q.person IN {_GROUP} AND q._deleted = 0), "
    "(SELECT count(DISTINCT a.day || a.part) FROM registration s "
    " JOIN attendance a ON a.registration = s.id WHERE s.event = e.id "
    f" AND s.person IN {_GROUP} AND s._deleted = 0 AND a._deleted = 0 AND a.is_present = 1) "
    f"FROM event e LEFT JOIN registration r ON r.event = e.id AND r.person IN {_GROUP} "
    " AND r._deleted = 0 "
    "WHERE e._deleted = 0 AND e.id IN ("
    f" SELECT event FROM registration WHERE person IN {_GROUP} AND _deleted = 0 UNION "
    f" SELECT event FROM event_person WHERE person IN {_GROUP} AND _deleted = 0) "
    "GROUP BY e.id ORDER BY e.date_from DESC, e.id"
)


def participations(ws: Workspace, person: bytes) -> list[Participation]:
    """The events a person was at under whatever entry of the register, the last one first."""
    rows = ws.reader.execute(_PARTICIPATIONS, {"person": person})
    return [_participation(row[0], row[1:5], *row[5:]) for row in rows]


def _participation(
    event: bytes, values: tuple[Any, ...], status: str | None, roles: str | None, present: int
) -> Participation:
    names = ("title", "date_from", "date_to", "attendance_by")
    loaded = Event.load(event, dict(zip(names, values, strict=True)))
    return Participation(
        event,
        loaded.title,
        loaded.date_from,
        loaded.date_to,
        tuple(sorted(set(roles.split("\n")))) if roles else (),
        status,
        present,
        len(loaded.days()) * len(loaded.parts()),
    )


def events_of(ws: Workspace, person: bytes) -> int:
    """In how many events a person is written down, in whatever part."""
    return len(participations(ws, person))


class Membership(NamedTuple):
    """Where else a person is written down: a working group, a club, a body, a measure of hers."""

    type_name: str
    """`plan_member`, `club_member`, `body_member` or `plan_measure`."""
    id: bytes
    at: bytes
    """The plan, the club or the body."""
    title: str
    role: str | None
    """Her role; the words of the measure."""


_MEMBERSHIPS = (
    "SELECT 'plan_member', m.id, p.id, p.title, m.role FROM plan_member m "
    "JOIN action_plan p ON p.id = m.action_plan AND p._deleted = 0 "
    f"WHERE m._deleted = 0 AND m.person IN {_GROUP} UNION ALL "
    "SELECT 'club_member', m.id, c.id, c.title, m.role FROM club_member m "
    "JOIN club c ON c.id = m.club AND c._deleted = 0 "
    f"WHERE m._deleted = 0 AND m.person IN {_GROUP} UNION ALL "
    "SELECT 'body_member', m.id, b.id, b.title, m.role FROM body_member m "
    "JOIN body b ON b.id = m.body AND b._deleted = 0 "
    f"WHERE m._deleted = 0 AND m.person IN {_GROUP} UNION ALL "
    "SELECT 'plan_measure', m.id, p.id, p.title, m.text FROM plan_measure m "
    "JOIN action_plan p ON p.id = m.action_plan AND p._deleted = 0 "
    f"WHERE m._deleted = 0 AND m.person IN {_GROUP} ORDER BY 1, 4"
)


def memberships(ws: Workspace, person: bytes) -> list[Membership]:
    """Working groups, clubs, bodies and measures of a person, under whatever entry she is there."""
    rows = ws.reader.execute(_MEMBERSHIPS, {"person": person})
    return [Membership._make((*row[:3], row[3] or "", row[4])) for row in rows]


def person_history(ws: Workspace, person: bytes) -> list[Told]:
    """Every value that was ever given to a field of this person, the newest first."""
    told: list[Told] = []
    for name, kind in Person.kinds().items():
        before: object = kind.empty
        for at, said in enumerate(history(ws, "person", person, name)):
            if at or said.value != kind.empty:
                told.append(Told(name, said, before, is_first=not at))
            before = said.value
    told.sort(key=lambda one: one.said.at, reverse=True)
    return told
