"""Which entries of the register may be one human being: found by their keys, judged one by one."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from app.model import full_name
from app.model.likeness import (
    HINT_FROM,
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
from app.storage.joined import IS_SHOWN, canonical
from app.storage.search import add_keys, lacks_keys

if TYPE_CHECKING:
    from app.storage.connection import Connection
    from app.storage.workspace import Workspace


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
    _know_all(ws)
    with _uncollected():
        return _proposals(ws.reader, progress)


def _know_all(ws: Workspace) -> None:
    """Have everybody's keys in the index, those who have come since it was last asked too."""
    if lacks_keys(ws.reader):
        ws.change(add_keys)


def _proposals(reader: Connection, progress: Progress | None) -> list[Proposal]:
    counts = dict(reader.execute("SELECT term, doc FROM alike_person_count WHERE doc > 2"))
    people = _read(reader.execute(f"SELECT {_COLUMNS} FROM person p WHERE {_ALIVE}"))
    pairs = _pairs(people, _blocks(reader, progress))
    return _proposed(reader, people, pairs, lambda key: counts.get(key, 0))


def proposals_of(ws: Workspace, people: Iterable[bytes]) -> list[Proposal]:
    """The pairs of these people with everybody; for those who have just come."""
    _know_all(ws)
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
    _know_all(ws)
    typed: Row = (0, b"", *(values.get(name) for name in _COMPARED))
    people = _read([typed, *_rows(ws.reader, "p._row", _sharing(ws.reader, typed))])
    new, count = people.pop(0), _counter(ws.reader)
    found = (
        Likely(one.id, compare(new.traits, one.traits, _with_one_more(count)))
        for one in people.values()
    )
    meant = [one for one in found if one.likeness.score >= HINT_FROM]
    return sorted(meant, key=lambda one: -one.likeness.score)[:most]


def people_brought(connection: Connection, package: int) -> list[dict[str, Any]]:
    """What the people a package made new are compared by; inside the transaction that took it."""
    rows = connection.execute(
        f"SELECT {', '.join(_COMPARED)} FROM person WHERE _package = ? AND _deleted = 0", (package,)
    )
    return [dict(zip(_COMPARED, row, strict=True)) for row in rows.fetchall()]


def count_likely(ws: Workspace, people: Iterable[Mapping[str, Any]]) -> int:
    """How many of these people, who are not in the register yet, may be somebody of it."""
    _know_all(ws)
    count = _with_one_more(_counter(ws.reader))
    return sum(_is_likely(ws.reader, one, count) for one in people)


def _is_likely(reader: Connection, one: Mapping[str, Any], count: Callable[[str], int]) -> bool:
    typed: Row = (0, b"", *(one.get(name) for name in _COMPARED))
    people = _read([typed, *_rows(reader, "p._row", _sharing(reader, typed))])
    new = people.pop(0)
    return any(compare(new.traits, each.traits, count).band != NO for each in people.values())


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


def named(reader: Connection, people: Sequence[bytes]) -> dict[bytes, tuple[str, int | None]]:
    """Surname, first name and birth year of these people, of those who stand for themselves."""
    rows = _rows(reader, "p.id", people)
    return {row[1]: (full_name(row[2] or "", row[3] or ""), row[6]) for row in rows}


def likeness_of(reader: Connection, a: bytes, b: bytes) -> Likeness | None:
    """How alike two people are; None when one of them does not stand for herself."""
    people = _read(_rows(reader, "p.id", [a, b]))
    if len(people) < 2:
        return None
    one, other = (known.traits for known in people.values())
    return compare(one, other, _counter(reader))


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


def _told_apart(reader: Connection) -> set[frozenset[bytes]]:
    """The pairs somebody called different, by whom they stand for now."""
    rows = reader.execute(
        "SELECT one, other, EXISTS (SELECT 1 FROM person p WHERE p.id IN (d.one, d.other) "
        "AND p.duplicate_of > x'') FROM distinction d WHERE _deleted = 0"
    ).fetchall()
    return {
        frozenset(canonical(reader, each) for each in pair) if is_joined else frozenset(pair)
        for *pair, is_joined in rows
    }


def _proposed(
    reader: Connection,
    people: Mapping[int, _Known],
    pairs: Iterable[tuple[int, int]],
    bearers: Callable[[str], int],
) -> list[Proposal]:
    """The pairs worth a look, without those somebody has already called different."""
    decided = _told_apart(reader)
    found = []
    for one, other in pairs:
        likeness = compare(people[one].traits, people[other].traits, bearers)
        if likeness.band != NO:
            a, b = sorted((people[one].id, people[other].id))
            if frozenset((a, b)) not in decided:
                found.append(Proposal(a, b, likeness))
    return sorted(found, key=lambda one: (-one.likeness.score, one.a, one.b))
