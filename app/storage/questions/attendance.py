"""What the sheet of an event asks: who is on it, who was there when, and who else is meant."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from app.language import fold
from app.model import Event, Headcount, Record, full_name
from app.model.quota import Balance, balance
from app.storage.joined import GROUP, HAS_GROUP, IS_SHOWN, JOINED
from app.storage.questions.duplicates import likely
from app.storage.questions.people import CONSENT, FORGOTTEN
from app.storage.search import match_of

if TYPE_CHECKING:
    from app.storage.workspace import Workspace

R = TypeVar("R", bound=Record)
GIVEN, WITHDRAWN, NO_CONSENT = "given", "withdrawn", "none"
"""The states of a person's consent."""
SETTLED = frozenset({GIVEN, FORGOTTEN})
"""The states in which nobody has to be asked for consent."""
CANDIDATES = 3000
"""So many people with the typed letters are looked through for the best ones."""
NEAR_YEARS = 1
"""Birth years so far apart may still be one person's: ages are often given, not years."""

Moment = tuple[date, str]
"""A day and the part of it attendance is taken by: one column of the sheet."""


class SheetRow(NamedTuple):
    """One person on the list of an event."""

    registration: bytes
    person: bytes
    name: str
    sex: str | None
    birth_year: int | None
    category: str | None
    organisation: str
    position: str
    age: int | None
    is_new: bool
    """This event is the first one she was ever written down for."""
    consent: str
    stands_for: bytes
    """The person, or the one she was joined to: people are counted by this."""

    @property
    def place(self) -> str:
        """Organisation and position in one line."""
        return ", ".join(part for part in (self.organisation, self.position) if part)


@dataclass(frozen=True)
class Sheet:
    """The list of an event in the order of arrival, and every tick on it."""

    event: Event
    rows: tuple[SheetRow, ...] = ()
    ticks: Mapping[tuple[bytes, date, str], bool] = field(default_factory=dict)
    """(registration, day, part) → was there; what nobody has said is not in it."""
    headcount: int = 0
    """People counted without a list."""

    @property
    def moments(self) -> list[Moment]:
        """The columns: every day of the event with the parts its attendance is taken by."""
        return [(day, part) for day in self.event.days() for part in self.event.parts()]

    def presence(self, registration: bytes, moment: Moment) -> bool | None:
        """Whether somebody was there; None when nobody has said.

        Ticks of another fineness count too, after the event's way of taking attendance changed.
        """
        day, part = moment
        own = self.ticks.get((registration, day, part))
        if own is not None:
            return own
        others = ("morning", "afternoon") if part == "day" else ("day",)
        said = [self.ticks.get((registration, day, other)) for other in others]
        return True if True in said else False if False in said else None

    def present(self, moment: Moment) -> int:
        """How many of the list were there."""
        return sum(self.presence(row.registration, moment) is True for row in self.rows)

    def balance(self) -> Balance:
        """Women and men on the list, by the 30 % rule."""
        people = {row.stands_for: row.sex for row in self.rows}
        women = sum(sex == "f" for sex in people.values())
        men = sum(sex == "m" for sex in people.values())
        return balance(women, men, len(people) - women - men)


class Known(NamedTuple):
    """Somebody of the register who may be meant by what was typed."""

    person: bytes
    name: str
    sex: str | None
    birth_year: int | None
    place: str
    events: int
    """For how many events she was written down."""
    is_listed: bool
    """She is on this list already."""
    alike: str = ""
    """Somebody else of nearly the same name and year: perhaps the same human being."""
    alike_year: int | None = None


class Alike(NamedTuple):
    """Somebody of the register whose name reads the same as the one being typed."""

    person: bytes
    name: str
    sex: str | None
    birth_year: int | None
    place: str
    is_listed: bool
    is_near: bool
    """The birth years allow that it is the same human being."""


def sheet(ws: Workspace, event: bytes) -> Sheet | None:
    """The whole sheet of an event; None when there is no such event (any more)."""
    found = alive(ws, Event, event)
    if found is None:
        return None
    return Sheet(found, tuple(_rows(ws, found)), _ticks(ws, event), _headcount(ws, event))


def alive(ws: Workspace, record_type: type[R], record_id: bytes) -> R | None:
    """The record with this id, unless it was deleted."""
    found = ws.reader.execute(
        f"SELECT 1 FROM {record_type.type_name} WHERE id = ? AND _deleted = 0", (record_id,)
    ).fetchone()
    return ws.get(record_type, record_id) if found else None


def headcounts(ws: Workspace, event: bytes) -> list[Headcount]:
    """What was counted at an event without a list, in the order it was written down."""
    return ws.find(Headcount, event=event)


def unfinished_name(event: bytes) -> str:
    """The name of the local setting that keeps who is being typed for an event."""
    return f"unfinished_person.{event.hex()}"


def unfinished(ws: Workspace, event: bytes) -> dict[str, str]:
    """What was typed of a new person of an event and not added; empty when nothing was."""
    row = ws.reader.execute(
        "SELECT value FROM setting WHERE name = ?", (unfinished_name(event),)
    ).fetchone()
    return json.loads(row[0]) if row and row[0] else {}


def people_like(ws: Workspace, typed: str, event: bytes, limit: int = 6) -> list[Known]:
    """The people a few typed letters may mean, the likeliest first; "" and "-" mean nobody."""
    match = match_of(typed)
    if not match:
        return []
    rows = ws.reader.execute(
        "SELECT p.id, p.surname, p.name, p.patronymic FROM search_person s "
        "JOIN person p ON p._row = s.rowid WHERE search_person MATCH ? "
        f"AND p._deleted = 0 AND {IS_SHOWN} LIMIT {CANDIDATES}",
        (match,),
    ).fetchall()
    wanted = fold(typed)
    ranked = sorted((*_rank(wanted, *row[1:]), row[0]) for row in rows)[:limit]
    found = _described(ws, [person for *_, person in ranked], event)
    namesakes = {person: key for *key, _, person in ranked}
    # of namesakes, whoever was met more often is likelier meant
    return sorted(found, key=lambda one: (namesakes[one.person], -one.events))


def people_alike(
    ws: Workspace, surname: str, name: str, birth_year: int | None, event: bytes
) -> list[Alike]:
    """Those whose names read the same or may be hers in another writing, the near first."""
    rows = _same_name(ws, surname, name, event)
    rows += _likely(ws, surname, name, birth_year, event, {row[0] for row in rows})
    found = [
        Alike(
            row[0],
            full_name(*(part or "" for part in row[1:4])),
            row[4],
            row[5],
            _place(row[6], row[7], row[8]),
            bool(row[9]),
            _are_near(birth_year, row[5]),
        )
        for row in rows
    ]

    def apart(one: Alike) -> int:
        known = birth_year is not None and one.birth_year is not None
        return abs((birth_year or 0) - (one.birth_year or 0)) if known else NEAR_YEARS

    return sorted(found, key=lambda one: (apart(one), one.name, one.person))


def _rows(ws: Workspace, event: Event) -> Iterable[SheetRow]:
    rows = ws.reader.execute(
        "SELECT r.id, r.person, p.surname, p.name, p.patronymic, p.sex, p.birth_year, r.category, "
        f"r.organisation, r.position, r.age, {_WAS_BEFORE}, {CONSENT}, coalesce(j.root, r.person) "
        f"FROM registration r LEFT JOIN {JOINED} j ON j.person = r.person "
        "LEFT JOIN person p ON p.id = coalesce(j.root, r.person) "
        "WHERE r.event = :event AND r._deleted = 0 ORDER BY r._stamp, r._row",
        {"event": event.id, "first": event.date_from.isoformat() if event.date_from else "9999"},
    )
    for row in rows:
        name = full_name(*(part or "" for part in row[2:5]))
        place = (row[8] or "", row[9] or "")
        values: list[Any] = [*row[:2], name, *row[5:8], *place, row[10], not row[11], *row[12:]]
        yield SheetRow(*values)


_WAS_BEFORE = (
    "EXISTS (SELECT 1 FROM registration o JOIN event e ON e.id = o.event AND e._deleted = 0 "
    "WHERE o.person = r.person AND o._deleted = 0 AND o.event <> r.event "
    "AND (coalesce(e.date_from, '9999'), e.id) < (:first, :event))"
)


def _ticks(ws: Workspace, event: bytes) -> dict[tuple[bytes, date, str], bool]:
    rows = ws.reader.execute(
        "SELECT a.registration, a.day, a.part, a.is_present FROM registration r "
        "JOIN attendance a ON a.registration = r.id WHERE r.event = ? AND r._deleted = 0 "
        "AND a._deleted = 0 AND a.is_present IS NOT NULL",
        (event,),
    )
    return {(row[0], date.fromisoformat(row[1]), row[2]): bool(row[3]) for row in rows}


def _headcount(ws: Workspace, event: bytes) -> int:
    row = ws.reader.execute(
        "SELECT coalesce(sum(number), 0) FROM headcount WHERE event = ? AND _deleted = 0", (event,)
    ).fetchone()
    return int(row[0])


def _rank(wanted: str, *names: str | None) -> tuple[int, str, str]:
    """Surnames that begin so come first, then first names; within that by the alphabet."""
    surname, name, patronymic = (_folded(part) if part else "" for part in names)
    called = f"{surname} {name}".strip()
    if f"{called} {patronymic}".startswith(wanted):
        return 0, called, patronymic
    return (1 if f"{name} {patronymic}".startswith(wanted) else 2), called, patronymic


@lru_cache(maxsize=50_000)
def _folded(name: str) -> str:
    """Thousands of people share their names: each is folded once."""
    return fold(name)


def _described(ws: Workspace, people: list[bytes], event: bytes) -> list[Known]:
    marks = ", ".join("?" * len(people))
    rows = ws.reader.execute(
        "SELECT p.id, p.surname, p.name, p.patronymic, p.sex, p.birth_year, p.organisation, "
        f"p.position, p.village, {_EVENTS}, {_LISTED} FROM person p WHERE p.id IN ({marks})",
        (event, *people),
    )
    found = {row[0]: row for row in rows}
    return [_known(ws, found[person], event) for person in people if person in found]


_EVENTS = (
    f"(CASE WHEN {HAS_GROUP} THEN (SELECT count(DISTINCT r.event) FROM registration r "
    f"WHERE r.person IN {GROUP} AND r._deleted = 0) "
    "ELSE (SELECT count(*) FROM registration r WHERE r.person = p.id AND r._deleted = 0) END)"
)
_LISTED = (
    "EXISTS (SELECT 1 FROM registration r WHERE r._deleted = 0 AND r.event = ? "
    f"AND (r.person = p.id OR ({HAS_GROUP} AND r.person IN {GROUP})))"
)


def _known(ws: Workspace, row: tuple[Any, ...], event: bytes) -> Known:
    person, *names = row[:4]
    twins = [
        twin
        for twin in _same_name(ws, names[0] or "", names[1] or "", event)
        if twin[0] != person and _are_near(row[5], twin[5])
    ]
    alike = twins[0] if twins else None
    return Known(
        person,
        full_name(*(part or "" for part in names)),
        row[4],
        row[5],
        _place(*row[6:9]),
        row[9],
        bool(row[10]),
        full_name(*(part or "" for part in alike[1:4])) if alike else "",
        alike[5] if alike else None,
    )


def _place(organisation: str | None, position: str | None, village: str | None) -> str:
    """The line that tells one namesake from another."""
    return ", ".join(part for part in (organisation, position) if part) or village or ""


def _same_name(ws: Workspace, surname: str, name: str, event: bytes) -> list[tuple[Any, ...]]:
    """The people whose surname and first name fold to the same letters."""
    wanted = (fold(surname), fold(name))
    words = " ".join(f'"{word}"' for word in " ".join(wanted).split())
    if not all(wanted):
        return []
    rows = ws.reader.execute(
        f"SELECT {_ALIKE} FROM search_person s "
        "JOIN person p ON p._row = s.rowid WHERE search_person MATCH ? "
        f"AND p._deleted = 0 AND {IS_SHOWN} LIMIT 50",
        (event, words),
    ).fetchall()
    return [row for row in rows if (fold(row[1] or ""), fold(row[2] or "")) == wanted]


_ALIKE = (
    "p.id, p.surname, p.name, p.patronymic, p.sex, p.birth_year, p.organisation, "
    f"p.position, p.village, {_LISTED}"
)


def _likely(
    ws: Workspace, surname: str, name: str, birth_year: int | None, event: bytes, but: set[bytes]
) -> list[tuple[Any, ...]]:
    """The people whose names are written differently, but may be this one's."""
    typed = {"surname": surname, "name": name, "birth_year": birth_year}
    meant = likely(ws, typed) if surname and name else []
    people = [one.person for one in meant if one.person not in but]
    marks = ", ".join("?" * len(people))
    return ws.reader.execute(
        f"SELECT {_ALIKE} FROM person p WHERE p.id IN ({marks})", (event, *people)
    ).fetchall()


def _are_near(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= NEAR_YEARS
