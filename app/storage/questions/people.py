"""What the register of people asks: who there is, by filter and in order."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from app.language import fold, sort_key
from app.model import Person, Territory, full_name
from app.model.names import split_name
from app.storage import participation
from app.storage.joined import IS_SHOWN, JOINED
from app.storage.participation import BEGAN
from app.storage.questions.duplicates import likely
from app.storage.questions.reference import place
from app.storage.search import match_of

if TYPE_CHECKING:
    from app.storage.connection import Connection
    from app.storage.workspace import Workspace

PAGE = 200
"""How many rows of the register are read at a time."""

GIVEN, WITHDRAWN, NO_CONSENT, FORGOTTEN = "given", "withdrawn", "none", "forgotten"
"""The states of a person's consent; who was forgotten on demand has none to give."""

_CHUNK = 500
_LISTED = "(char(10) || {} || char(10))"
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
    place: tuple[str, str, str]
    """The territory's name in Kyrgyz, Russian and English."""
    categories: tuple[str, ...]
    organisation: str
    position: str
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


def list_people(
    ws: Workspace, wanted: PeopleFilter, sort: str = "name", *, descending: bool = False
) -> People:
    """The people a filter leaves, in the Kyrgyz order of their names or by another column."""
    participation.catch_up(ws)
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
    participation.catch_up(ws)
    wanted = list(order)
    found: dict[int, PersonLine] = {}
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        marks = ", ".join("?" * len(part))
        rows = ws.reader.execute(f"{_LINES} WHERE p._row IN ({marks})", part)
        found.update((row[0], _line(row)) for row in rows)
    return [found[row] for row in wanted if row in found]


def _line(row: Sequence[Any]) -> PersonLine:
    _, person, surname, name, patronymic, sex, year, village, territory, ky, ru, en, *rest = row
    categories, organisation, position, events, consent = rest
    return PersonLine(
        person,
        surname or "",
        name or "",
        patronymic or "",
        sex,
        year,
        village or "",
        territory,
        (ky or "", ru or "", en or ""),
        Person.kinds()["categories"].load(categories),
        organisation or "",
        position or "",
        events,
        consent,
    )


def people_count(ws: Workspace) -> int:
    """How many people the notebook holds."""
    sql = f"SELECT count(*) FROM person p WHERE p._deleted = 0 AND {IS_SHOWN}"
    row = ws.reader.execute(sql).fetchone()
    return int(row[0])


def places_of_people(ws: Workspace) -> list[Territory]:
    """The territories people of the register live in, with those above them, for the filter."""
    codes = ws.reader.execute(
        "SELECT DISTINCT territory FROM person WHERE _deleted = 0 AND territory IS NOT NULL"
    ).fetchall()
    found: dict[str, Territory] = {}
    for (code,) in codes:
        here = place(ws, code)
        for one in (here.territory, *here.above) if here else ():
            found[one.code] = one
    return list(found.values())


def similar_people(ws: Workspace, name: str, but: bytes, most: int = 3) -> list[PersonLine]:
    """People of the register whose name begins as this one does or sounds like it, as a warning."""
    match = match_of(name)
    if not match:
        return []
    rows = ws.reader.execute(
        "SELECT p._row FROM search_person s JOIN person p ON p._row = s.rowid "
        f"WHERE search_person MATCH ? AND p._deleted = 0 AND {IS_SHOWN} AND p.id <> ? LIMIT ?",
        (match, but, most),
    ).fetchall()
    if not rows:
        meant = likely(ws, split_name(name)._asdict(), most + 1)
        marks = ", ".join("?" * len(meant))
        rows = ws.reader.execute(
            f"SELECT _row FROM person WHERE id IN ({marks}) AND id <> ?",
            (*(one.person for one in meant), but),
        ).fetchall()
    return lines(ws, [row for (row,) in rows[:most]])


_EVENTS = (
    "(SELECT count(*) FROM participation n JOIN event e ON e._row = n.event "
    f"WHERE n.person = p._row AND {BEGAN})"
)


def _has_consent(state: str) -> str:
    """The condition that a person, or an entry that stands for her, has a consent of a state."""
    return (
        f"(EXISTS (SELECT 1 FROM consent c WHERE c.person = p.id AND {state}) "
        f"OR p.id IN (SELECT j.root FROM {JOINED} j JOIN consent c ON c.person = j.person "
        f"WHERE {state}))"
    )


IN_FORCE = _has_consent("c._deleted = 0 AND c.withdrawn_on IS NULL")
"""The condition that a person `p` agreed and has not taken it back."""
_EVER = _has_consent("c._deleted = 0")
IS_FORGOTTEN = "p.id IN (SELECT person FROM redaction WHERE _deleted = 0)"
"""The condition that a person `p` was forgotten on demand."""
CONSENT = (
    f"CASE WHEN {IS_FORGOTTEN} THEN '{FORGOTTEN}' WHEN {IN_FORCE} THEN '{GIVEN}' "
    f"WHEN {_EVER} THEN '{WITHDRAWN}' ELSE '{NO_CONSENT}' END"
)
"""The state of a person's consent."""
_LINES = (
    "SELECT p._row, p.id, p.surname, p.name, p.patronymic, p.sex, p.birth_year, p.village, "
    "p.territory, t.name_ky, t.name_ru, t.name_en, p.categories, p.organisation, p.position, "
    f"{_EVENTS}, {CONSENT} FROM person p LEFT JOIN territory t ON t.code = p.territory"
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
    "consent": (_plain_key, CONSENT),
}
"""Column of the register → how its values are compared, and what is read for that."""

_ATTENDED_SINCE = (
    "p._row IN (SELECT n.person FROM event e CROSS JOIN participation n ON n.event = e._row "
    f"WHERE {BEGAN} AND coalesce(e.date_to, e.date_from) >= ?)"
)


def _conditions(reader: Connection, wanted: PeopleFilter) -> tuple[list[str], list[Any]]:
    where, values = ["p._deleted = 0", IS_SHOWN], list[Any]()
    category = f"instr({_LISTED.format('p.categories')}, {_LISTED.format('?')})"
    for part, given in (
        ("p.sex = ?", wanted.sex),
        (category, wanted.category),
        (f"{CONSENT} = ?", wanted.consent),
        (f"p.territory IN ({_PLACES})", wanted.territory),
        (_ATTENDED_SINCE, wanted.since.isoformat() if wanted.since else ""),
    ):
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
    named = "p._row IN (SELECT rowid FROM search_person WHERE search_person MATCH ?)"
    lives = f"p.village IN ({', '.join('?' * len(villages))})"
    return f"({named} OR {lives})", [match, *villages]


def _villages(reader: Connection, typed: str) -> list[str]:
    every = reader.execute("SELECT DISTINCT village FROM person WHERE village IS NOT NULL")
    return [name for (name,) in every if f" {typed}" in f" {fold(name)}"][:_CHUNK]
