"""Which entries of the register may be one human being: found by their keys, judged one by one."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from app.model import Consent, Person, full_name
from app.model.likeness import (
    NO,
    Likeness,
    Traits,
    compare,
    traits,
    years_agreeing,
)
from app.model.name_keys import (
    blocking_keys,
    name_parts,
    year_key,
)
from app.model.stamp import stamp_device, stamp_moment
from app.storage.history import author
from app.storage.joined import IS_SHOWN, canonical, joined_to
from app.storage.questions_person import person_card
from app.storage.questions_reference import Place

if TYPE_CHECKING:
    from app.storage.connection import Connection
    from app.storage.workspace import Workspace

__all__ = [
    "Entry",
    "Likely",
    "Pair",
    "Proposal",
    "SideBySide",
    "canonical",
    "joined_to",
    "likely",
    "pairs_of",
    "pairs_to_decide",
    "proposals",
    "proposals_of",
    "side_by_side",
    "state_of_people",
]

Row = tuple[Any, ...]
Progress = Callable[[int, int], object]
_COMPARED = (
    *("surname", "name", "patronymic", "sex", "birth_year", "phone", "email", "village"),
    *("territory", "organisation"),
)
"""The fields that are compared, in the order `traits` takes them."""
_COLUMNS = ", ".join(f"p.{name}" for name in ("_row", "id", *_COMPARED))
_ALIVE = f"p._deleted = 0 AND {IS_SHOWN}"
_CHUNK = 500
_STEP = 20_000
_FEW = 50


class Proposal(NamedTuple):
    """Two entries of the register that may be one human being; `a` was written down first."""

    a: bytes
    b: bytes
    likeness: Likeness


class Likely(NamedTuple):
    """Somebody of the register who may be the one that is being typed."""

    person: bytes
    likeness: Likeness


def proposals(ws: Workspace, progress: Progress | None = None) -> list[Proposal]:
    """Every pair of the register worth a look, the likeliest first."""
    with _uncollected():
        return _proposals(ws.reader, progress)


def _proposals(reader: Connection, progress: Progress | None) -> list[Proposal]:
    counts = dict(reader.execute("SELECT term, doc FROM alike_person_count WHERE doc > 2"))
    people = _read(reader.execute(f"SELECT {_COLUMNS} FROM person p WHERE {_ALIVE}"))
    pairs = _pairs(people, _blocks(reader, progress))
    return _proposed(reader, people, pairs, lambda key: counts.get(key, 0))


def proposals_of(ws: Workspace, people: Iterable[bytes]) -> list[Proposal]:
    """The pairs of these people with everybody; for those who have just come."""
    with _uncollected():
        return _proposals_of(ws.reader, list(people))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing made here points back at itself; looking for that would take a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _proposals_of(reader: Connection, people: list[bytes]) -> list[Proposal]:
    own = list(_rows(reader, "p.id", people))
    years = _years(reader) if len(own) > _FEW else None
    found = {row[0]: _sharing(reader, row, years) for row in own}
    others = sorted({row for candidates in found.values() for row in candidates} - set(found))
    known = _read([*own, *_rows(reader, "p._row", others)])
    pairs = (
        (row, other)
        for row, candidates in found.items()
        for other in candidates
        if other in known and (other not in found or row < other)
    )
    return _proposed(reader, known, pairs, _counter(reader))


def likely(ws: Workspace, values: Mapping[str, Any], most: int = 3) -> list[Likely]:
    """Whom of the register a person that is being typed may be, the likeliest first."""
    typed: Row = (0, b"", *(values.get(name) for name in _COMPARED))
    people = _read([typed, *_rows(ws.reader, "p._row", _sharing(ws.reader, typed))])
    new, count = people.pop(0), _counter(ws.reader)
    found = (
        Likely(one.id, compare(new.traits, one.traits, _with_one_more(count)))
        for one in people.values()
    )
    meant = [one for one in found if one.likeness.band != NO]
    return sorted(meant, key=lambda one: -one.likeness.score)[:most]


def _with_one_more(count: Callable[[str], int]) -> Callable[[str], int]:
    """Whoever is being typed is not counted in the register yet."""
    return lambda key: count(key) + 1


class _Known(NamedTuple):
    """One entry of the register, prepared for comparing."""

    id: bytes
    traits: Traits


def _read(rows: Iterable[Row]) -> dict[int, _Known]:
    """The people of these rows, by row."""
    found = {}
    for row, person, surname, name, patronymic, sex, year, *rest in rows:
        names = (surname or "", name or "", patronymic or "")
        told = traits(*names, sex or "", year, *(value or "" for value in rest))
        found[row] = _Known(person, told)
    return found


def _sharing(reader: Connection, row: Row, years: Mapping[int, int] | None = None) -> list[int]:
    """The rows of all who share a telephone, or another key and perhaps the birth year.

    `years` are everybody's, worth reading where many rows are looked for.
    """
    _, _, surname, name, patronymic, _, year, phone, _, village, *_ = row
    parts = name_parts(surname or "", name or "", patronymic or "")
    keys = list(blocking_keys(parts, year, phone or "", village or ""))
    wanted = _any(key for key in keys if key[0] not in "_p")
    agreeing = {0, *years_agreeing(year)} if year else set()
    if agreeing and years is None:
        wanted += f" AND {_any(year_key(one) for one in agreeing)}"
    found = _matching(reader, wanted)
    if agreeing and years is not None:
        found = [other for other in found if years.get(other, 0) in agreeing]
    numbers = [key for key in keys if key[0] == "p"]
    return list({*found, *_matching(reader, _any(numbers))}) if numbers else found


def _matching(reader: Connection, wanted: str) -> list[int]:
    rows = reader.execute("SELECT rowid FROM alike_person WHERE alike_person MATCH ?", (wanted,))
    return [row for (row,) in rows]


def _years(reader: Connection) -> dict[int, int]:
    """Everybody's birth year by row, 0 where it is not known."""
    rows = reader.execute(
        "SELECT doc, term FROM alike_person_of WHERE term BETWEEN ? AND ?",
        (year_key(None), year_key(9999)),
    )
    return {row: int(term[1:]) for row, term in rows}


def _any(keys: Iterable[str]) -> str:
    return "(" + " OR ".join(f'"{key}"' for key in keys) + ")"


def _rows(reader: Connection, column: str, values: Sequence[Any]) -> Iterator[Row]:
    for start in range(0, len(values), _CHUNK):
        part = values[start : start + _CHUNK]
        marks = ", ".join("?" * len(part))
        yield from reader.execute(
            f"SELECT {_COLUMNS} FROM person p WHERE {column} IN ({marks}) AND {_ALIVE}", part
        )


def _counter(reader: Connection) -> Callable[[str], int]:
    @cache
    def count(key: str) -> int:
        row = reader.execute("SELECT doc FROM alike_person_count WHERE term = ?", (key,)).fetchone()
        return int(row[0]) if row else 0

    return count


def _pairs(
    people: Mapping[int, _Known], blocks: Iterable[tuple[str, list[int]]]
) -> Iterator[tuple[int, int]]:
    """Every pair that shares a key and may agree, once."""
    seen: set[int] = set()
    years = {row: person.traits.birth_year for row, person in people.items()}
    for key, rows in blocks:
        is_phone = key.startswith("p.")
        members = [row for row in rows if row in people]
        pairs = itertools.combinations(members, 2) if is_phone else _near_in_age(years, members)
        for one, other in pairs:
            called = people[one].traits.called
            if called == people[other].traits.called:
                # most pairs: met under their own name, and passed over under every other key
                is_new = key == called or (is_phone and not _agree(years[one], years[other]))
            else:
                number = min(one, other) << 32 | max(one, other)
                is_new = number not in seen
                seen.add(number)
            if is_new:
                yield one, other


def _agree(one: int | None, other: int | None) -> bool:
    return one is None or other is None or other in years_agreeing(one)


def _near_in_age(years: Mapping[int, int | None], members: list[int]) -> Iterator[tuple[int, int]]:
    """The pairs of a block whose birth years may be one."""
    if len(members) == 2:
        if _agree(years[members[0]], years[members[1]]):
            yield members[0], members[1]
        return
    by_year: dict[int, list[int]] = {}
    for row in members:
        by_year.setdefault(years[row] or 0, []).append(row)
    unknown = by_year.pop(0, [])
    yield from itertools.combinations(unknown, 2)
    for year, born in by_year.items():
        yield from itertools.product(unknown, born)
        yield from itertools.combinations(born, 2)
        for other in years_agreeing(year):
            if other > year and other in by_year:
                yield from itertools.product(born, by_year[other])


def _blocks(reader: Connection, progress: Progress | None) -> Iterator[tuple[str, list[int]]]:
    """The people by every key that two or more of them have; their own names first."""
    total = reader.execute("SELECT count(*) FROM alike_person_count").fetchone()[0]
    rows = reader.execute("SELECT term, doc FROM alike_person_of WHERE term >= 'a'")
    for number, (key, found) in enumerate(itertools.groupby(rows, itemgetter(0))):
        members = [row for _, row in found]
        if len(members) > 1:
            yield key, members
        if progress is not None and number % _STEP == 0:
            progress(number, total)


def _proposed(
    reader: Connection,
    people: Mapping[int, _Known],
    pairs: Iterable[tuple[int, int]],
    bearers: Callable[[str], int],
) -> list[Proposal]:
    """The pairs worth a look, without those somebody has already called different."""
    decided = {
        frozenset(row)
        for row in reader.execute("SELECT one, other FROM distinction WHERE _deleted = 0")
    }
    found = []
    for one, other in pairs:
        likeness = compare(people[one].traits, people[other].traits, bearers)
        if likeness.band != NO:
            a, b = sorted((people[one].id, people[other].id))
            if frozenset((a, b)) not in decided:
                found.append(Proposal(a, b, likeness))
    return sorted(found, key=lambda one: (-one.likeness.score, one.a, one.b))


class Pair(NamedTuple):
    """A proposal with the names it is listed by."""

    a: bytes
    b: bytes
    first: str
    second: str
    second_year: int | None
    likeness: Likeness

    @property
    def id(self) -> bytes:
        """By which a list keeps its place."""
        return self.a + self.b


def state_of_people(ws: Workspace) -> tuple[int | None, ...]:
    """Where the records that proposals come from stand: unchanged, nothing else is proposed."""
    newest = (f"(SELECT max(_row) FROM {table})" for table in ("entry", "person", "distinction"))
    return tuple(ws.reader.execute(f"SELECT {', '.join(newest)}").fetchone())


def pairs_to_decide(ws: Workspace, progress: Progress | None = None) -> list[Pair]:
    """Every pair of the register worth a look, as a list shows it."""
    return _named(ws, proposals(ws, progress))


def pairs_of(ws: Workspace, people: Iterable[bytes]) -> list[Pair]:
    """The pairs of some people, as a list shows them."""
    return _named(ws, proposals_of(ws, people))


def _named(ws: Workspace, found: list[Proposal]) -> list[Pair]:
    people = sorted({person for proposal in found for person in proposal[:2]})
    rows = _rows(ws.reader, "p.id", people)
    names = {row[1]: (full_name(*(part or "" for part in row[2:5])), row[6]) for row in rows}
    return [
        Pair(one.a, one.b, names[one.a][0], *names[one.b], one.likeness)
        for one in found
        if one.a in names and one.b in names
    ]


class Entry(NamedTuple):
    """One of two entries side by side: the person, and what hangs on her."""

    person: Person
    place: Place | None
    who: str
    """Who wrote her down."""
    at: datetime
    package: int | None
    """The number of the package that brought her; None where she was written down here."""
    consent: Consent | None
    events: frozenset[bytes]


@dataclass(frozen=True)
class SideBySide:
    """Two entries that may be one person, for a person to decide."""

    a: Entry
    b: Entry
    likeness: Likeness


def side_by_side(ws: Workspace, a: bytes, b: bytes) -> SideBySide | None:
    """Both entries with all that helps to decide; None when one of them is gone or they are one."""
    first, second = _entry(ws, a), _entry(ws, b)
    if first is None or second is None or canonical(ws.reader, a) == canonical(ws.reader, b):
        return None
    people = _read(_rows(ws.reader, "p.id", [a, b]))
    if len(people) < 2:
        return None
    one, other = (known.traits for known in people.values())
    return SideBySide(first, second, compare(one, other, _counter(ws.reader)))


def _entry(ws: Workspace, person: bytes) -> Entry | None:
    card = person_card(ws, person)
    row = ws.reader.execute(
        "SELECT p._stamp, k.number FROM person p LEFT JOIN package k ON k.package = p._package "
        "WHERE p.id = ? AND p._deleted = 0",
        (person,),
    ).fetchone()
    if card is None or row is None:
        return None
    owner = author(ws, stamp_device(row[0]))
    return Entry(
        card.person,
        card.place,
        owner.name if owner else "",
        stamp_moment(row[0]),
        row[1],
        card.consent,
        frozenset(one.event for one in card.events),
    )
