"""Reading whole records by a condition: what the questions of lists and pages are made of."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from typing import TypeVar

from app.model import FrameworkItem, Person, Record
from app.stopping import step
from app.storage.connection import Connection
from app.storage.joined import JOINED

R = TypeVar("R", bound=Record)
_AT_ONCE = 500


def found(
    reader: Connection,
    record_type: type[R],
    where: str,
    *values: object,
    order: str = "_row",
    limit: int = -1,
) -> list[R]:
    """The records, not deleted, for which a condition (SQL of our own, with marks) holds."""
    columns = list(record_type.kinds())
    listed = ", ".join(f'"{column}"' for column in columns)
    rows = reader.execute(
        f"SELECT id, {listed} FROM {record_type.type_name} "
        f"WHERE ({where}) AND _deleted = 0 ORDER BY {order} LIMIT {limit}",
        values,
    )
    records = []
    for record_id, *stored in rows:
        step()
        records.append(record_type.load(record_id, dict(zip(columns, stored, strict=True))))
    return records


def by_id(
    reader: Connection, record_type: type[R], ids: Iterable[bytes | None]
) -> dict[bytes | None, R]:
    """The records with these ids, as far as they are there and not deleted."""
    wanted = sorted({record_id for record_id in ids if record_id})
    gathered: dict[bytes | None, R] = {}
    for begin in range(0, len(wanted), _AT_ONCE):
        some = wanted[begin : begin + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        records = found(reader, record_type, f"id IN ({marks})", *some)
        gathered.update({record.id: record for record in records})
    return gathered


def people_of(reader: Connection, ids: Iterable[bytes | None]) -> dict[bytes | None, Person]:
    """By these ids of entries the people they stand for, as far as they are there."""
    wanted = sorted({one for one in ids if one})
    marks = ", ".join("?" * len(wanted))
    rows = reader.execute(f"SELECT person, root FROM {JOINED} WHERE person IN ({marks})", wanted)
    roots = dict(rows.fetchall())
    behind = by_id(reader, Person, (roots.get(one, one) for one in wanted))
    return {one: behind[root] for one in wanted if (root := roots.get(one, one)) in behind}


def place_names(reader: Connection, codes: Iterable[str | None]) -> dict[str, dict[str, str]]:
    """The names by language of the territories with these codes; the code where unknown."""
    wanted = {code for code in codes if code}
    rows = reader.execute(
        "SELECT code, name_ky, name_ru, name_en FROM territory "
        "WHERE code IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(wanted)),),
    )
    known = {row[0]: _names(row[1:]) for row in rows}
    return {code: known.get(code) or _names((code, code, code)) for code in wanted}


def _names(row: tuple[object, ...]) -> dict[str, str]:
    return {code: str(name or "") for code, name in zip(("ky", "ru", "en"), row, strict=True)}


def places_within(reader: Connection, code: str) -> list[str]:
    """The code of a territory and of all territories inside it."""
    return _within(reader, "territory", code)


def items_within(reader: Connection, code: str) -> list[str]:
    """The code of an item of a framework and of all items below it, those withdrawn too."""
    return _within(reader, "framework_item", code)


def _within(reader: Connection, table: str, code: str) -> list[str]:
    children: dict[str, list[str]] = {}
    for child, parent in reader.execute(f"SELECT code, parent FROM {table} WHERE _deleted = 0"):
        children.setdefault(parent or "", []).append(child)
    inside, ahead = {code}, [code]
    while ahead:
        for child in children.get(ahead.pop(), ()):
            if child not in inside:
                inside.add(child)
                ahead.append(child)
    return sorted(inside)


def items_upward(reader: Connection, codes: Iterable[str]) -> dict[str, FrameworkItem]:
    """By their codes the items of frameworks that have these, and all that these are part of."""
    known: dict[str, FrameworkItem] = {}
    wanted = set(codes)
    while wanted:
        ids = [FrameworkItem.id_for({"code": code}) for code in wanted]
        met = {item.code: item for item in by_id(reader, FrameworkItem, ids).values()}
        known |= met
        wanted = {item.parent for item in met.values() if item.parent} - known.keys()
    return known


_OBLASTS = frozenset({"oblast", "republic_city"})
_RAIONS = frozenset({"raion", "oblast_city", "republic_city"})


def oblasts(reader: Connection) -> Mapping[str, str]:
    """For each territory the code of the oblast or republican city it lies in; else itself."""
    return {code: oblast for code, (oblast, _) in within(reader).items()}


def within(reader: Connection) -> Mapping[str, tuple[str, str]]:
    """For each territory the oblast, and the raion or city, it lies in; else itself."""
    rows = reader.execute("SELECT code, parent, level FROM territory WHERE _deleted = 0")
    known = {code: (parent or "", level) for code, parent, level in rows}
    return {code: (_up(code, known, _OBLASTS), _up(code, known, _RAIONS)) for code in known}


def _up(code: str, known: Mapping[str, tuple[str, str | None]], levels: Container[str]) -> str:
    at, seen = code, {""}
    while at not in seen and at in known:
        parent, level = known[at]
        if level in levels:
            return at
        seen.add(at)
        at = parent
    return code
