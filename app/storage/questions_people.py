"""What the register of people asks: who there is, and all that is known of one person."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from app.language import fold, sort_key
from app.model import Consent, Event, Person, full_name
from app.storage.search import match_of

if TYPE_CHECKING:
    from app.storage.connection import Connection
    from app.storage.workspace import Workspace

PAGE = 200
"""How many rows of the register are read at a time."""

GIVEN, WITHDRAWN, NO_CONSENT = "given", "withdrawn", "none"
"""The states of a person's consent."""

_TOOK_PART = "_deleted = 0 AND coalesce(status, '') NOT IN ('invited', 'absent')"
_PLACES = (
    "WITH RECURSIVE place (code) AS (SELECT ? UNION "
    "SELECT t.code FROM territory t JOIN place ON t.parent = place.code) SELECT code FROM place"
)


@dataclass(frozen=True, kw_only=True)
class PeopleFilter:
    """Which people are wanted; what is empty is not asked for."""

    text: str = ""
    territory: str = ""
    sex: str = ""
    category: str = ""
    consent: str = ""
    since: date | None = None
    """Only who took part in an event on this day or later."""


class PersonLine(NamedTuple):
    """One line of the register."""

    id: bytes
    surname: str
    name: str
    patronymic: str
    sex: str | None
    birth_year: int | None
    village: str
    territory: str | None
    categories: tuple[str, ...]
    events: int
    consent: str

    @property
    def full_name(self) -> str:
        """Surname, name and patronymic."""
        return full_name(self.surname, self.name, self.patronymic)


@dataclass(frozen=True)
class People:
    """The answer to a filter: everybody's place in the order, and the first lines of it."""

    order: Sequence[int]
    first: list[PersonLine] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.order)


class Participation(NamedTuple):
    """An event a person was at: her part in it, and how much of it she was there for."""

    event: bytes
    title: str
    date_from: date | None
    date_to: date | None
    roles: tuple[str, ...]
    status: str | None
    present: int
    parts: int


@dataclass(frozen=True)
class PersonCard:
    """Everything the card beside the register shows."""

    person: Person
    consents: list[Consent]
    events: list[Participation]

    @property
    def consent(self) -> Consent | None:
        """The consent in force, or else the last one that was withdrawn."""
        in_force = [one for one in self.consents if one.withdrawn_on is None]
        return (in_force or self.consents or [None])[0]


def list_people(
    ws: Workspace, wanted: PeopleFilter, sort: str = "name", *, descending: bool = False
) -> People:
    """The people a filter leaves, in the Kyrgyz order of their names or by another column."""
    where, values = _conditions(ws.reader, wanted)
    key, columns = _SORTS[sort]
    rows = ws.reader.execute(
        f"SELECT p._row, {columns} FROM person p WHERE {' AND '.join(where)}", values
    ).fetchall()
    known = [row for row in rows if any(value not in (None, "") for value in row[1:])]
    unknown = [row for row in rows if all(value in (None, "") for value in row[1:])]
    known.sort(key=lambda row: key(*row[1:]), reverse=descending)
    order = array("q", [row[0] for row in known] + [row[0] for row in unknown])
    return People(order, lines(ws, order[:PAGE]))


def lines(ws: Workspace, order: Iterable[int]) -> list[PersonLine]:
    """The lines of the register at these places, in this order."""
    wanted = list(order)
    marks = ", ".join("?" * len(wanted))
    rows = ws.reader.execute(
        "SELECT p._row, p.id, p.surname, p.name, p.patronymic, p.sex, p.birth_year, p.village, "
        f"p.territory, p.categories, {_EVENTS}, {_CONSENT} FROM person p WHERE p._row IN ({marks})",
        wanted,
    )
    kind = Person.kinds()["categories"]
    found = {
        row[0]: PersonLine(
            row[1], *(value or "" for value in row[2:5]), row[5], row[6], row[7] or "", row[8],
            kind.load(row[9]), row[10], row[11],
        )
        for row in rows
    }  # fmt: skip
    return [found[row] for row in wanted if row in found]


def person_line(ws: Workspace, person: bytes) -> PersonLine | None:
    """One person's line, for showing her where the list does not (yet) hold her."""
    found = ws.reader.execute(
        "SELECT _row FROM person WHERE id = ? AND _deleted = 0", (person,)
    ).fetchone()
    return next(iter(lines(ws, found)), None) if found else None


def person_card(ws: Workspace, person: bytes) -> PersonCard | None:
    """All that is known of a person; None when there is no such person (any more)."""
    found = ws.get(Person, person)
    if found is None:
        return None
    consents = ws.find(Consent, person=person)
    consents.sort(key=lambda one: (one.given_on or date.min, one.id), reverse=True)
    return PersonCard(found, consents, participations(ws, person))


def participations(ws: Workspace, person: bytes) -> list[Participation]:
    """The events a person was at, the last one first."""
    columns = ("title", "date_from", "date_to", "attendance_by")
    chosen = ", ".join(f"e.{column}" for column in columns)
    rows = ws.reader.execute(
        f"SELECT e.id, {chosen}, r.status, "
        "(SELECT group_concat(q.role, char(10)) FROM event_person q "
        " WHERE q.event = e.id AND q.person = :person AND q._deleted = 0), "
        "(SELECT count(*) FROM attendance a WHERE a.registration = r.id AND a._deleted = 0 "
        " AND a.is_present = 1) "
        "FROM event e LEFT JOIN registration r ON r.event = e.id AND r.person = :person "
        " AND r._deleted = 0 "
        "WHERE e._deleted = 0 AND e.id IN ("
        " SELECT event FROM registration WHERE person = :person AND _deleted = 0 UNION "
        " SELECT event FROM event_person WHERE person = :person AND _deleted = 0) "
        "ORDER BY e.date_from DESC, e.id",
        {"person": person},
    )
    return [
        _participation(row[0], dict(zip(columns, row[1:5], strict=True)), *row[5:]) for row in rows
    ]


def people_count(ws: Workspace) -> int:
    """How many people the notebook holds."""
    row = ws.reader.execute("SELECT count(*) FROM person WHERE _deleted = 0").fetchone()
    return int(row[0])


def events_of(ws: Workspace, person: bytes) -> int:
    """In how many events a person is written down, in whatever part."""
    row = ws.reader.execute(
        "SELECT count(DISTINCT event) FROM ("
        "SELECT event FROM registration WHERE person = ? AND _deleted = 0 UNION ALL "
        "SELECT event FROM event_person WHERE person = ? AND _deleted = 0)",
        (person, person),
    ).fetchone()
    return int(row[0])


def _participation(
    event: bytes, values: dict[str, Any], status: str | None, roles: str | None, present: int
) -> Participation:
    loaded = Event.load(event, values)
    parts = len(loaded.days()) * len(loaded.parts())
    return Participation(
        event,
        loaded.title,
        loaded.date_from,
        loaded.date_to,
        tuple(sorted(set(roles.split("\n")))) if roles else (),
        status,
        present,
        parts,
    )


_EVENTS = f"(SELECT count(*) FROM registration r WHERE r.person = p.id AND r.{_TOOK_PART})"
_IN_FORCE = (
    "EXISTS (SELECT 1 FROM consent c WHERE c.person = p.id AND c._deleted = 0 "
    "AND c.withdrawn_on IS NULL)"
)
_EVER = "EXISTS (SELECT 1 FROM consent c WHERE c.person = p.id AND c._deleted = 0)"
_CONSENT = (
    f"CASE WHEN {_IN_FORCE} THEN '{GIVEN}' WHEN {_EVER} THEN '{WITHDRAWN}' ELSE '{NO_CONSENT}' END"
)


def _text_key(*parts: str | None) -> Any:
    return sort_key(" ".join(part for part in parts if part))


def _plain_key(value: Any) -> Any:
    return value


_SORTS: dict[str, tuple[Callable[..., Any], str]] = {
    "name": (_text_key, "p.surname, p.name, p.patronymic"),
    "sex": (_plain_key, "p.sex"),
    "birth_year": (_plain_key, "p.birth_year"),
    "village": (_text_key, "p.village"),
    "categories": (_text_key, "p.categories"),
    "events": (_plain_key, _EVENTS),
    "consent": (_plain_key, _CONSENT),
}
"""Column of the register → how its values are compared, and what is read for that."""


def _conditions(reader: Connection, wanted: PeopleFilter) -> tuple[list[str], list[Any]]:
    where, values = ["p._deleted = 0"], list[Any]()
    for part, given in (
        ("p.sex = ?", wanted.sex),
        ("char(10) || p.categories || char(10) LIKE '%' || char(10) || ? || char(10) || '%'", wanted.category),
        (f"{_CONSENT} = ?", wanted.consent),
        (f"p.territory IN ({_PLACES})", wanted.territory),
        (
            f"p.id IN (SELECT r.person FROM event e JOIN registration r ON r.event = e.id "
            f"WHERE coalesce(e.date_to, e.date_from) >= ? AND e._deleted = 0 AND r.{_TOOK_PART})",
            wanted.since.isoformat() if wanted.since else "",
        ),
    ):  # fmt: skip
        if given:
            where.append(part)
            values.append(given)
    if wanted.text.strip():
        part, more = _text_condition(reader, wanted.text)
        where.append(part)
        values += more
    return where, values


def _text_condition(reader: Connection, text: str) -> tuple[str, list[Any]]:
    """Names and phones by the word index; villages by their few different spellings."""
    match = match_of(text)
    if not match:
        return "0", []
    villages = _villages(reader, fold(text))
    marks = ", ".join("?" * len(villages))
    return (
        "(p._row IN (SELECT rowid FROM search_person WHERE search_person MATCH ?) "
        f"OR p.village IN ({marks}))",
        [match, *villages],
    )


def _villages(reader: Connection, typed: str) -> list[str]:
    every = reader.execute("SELECT DISTINCT village FROM person WHERE village IS NOT NULL")
    return [name for (name,) in every if f" {fold(name)}".find(f" {typed}") >= 0][:500]
