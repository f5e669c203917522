"""Questions of a table: every record of one type, and the records they are linked to."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any

from app.model import RECORD_TYPES, Record
from app.model.kinds import Link
from app.storage.connection import Connection

Linked = Callable[[str, bytes], Record | None]
"""Finds the record of a type with an id, if it is known."""
Row = tuple[Any, ...]
"""The id of a record, then its values as the record shows them."""
_AT_ONCE = 1000


def table_rows(
    connection: Connection,
    record_type: type[Record],
    names: Sequence[str] | None = None,
    order: str = "_row",
) -> Iterator[Row]:
    """Every record of a type that is not deleted, with these fields or all, bit by bit.

    Without an `order` (SQL of our own) they stand in the order in which they came.
    """
    kinds = record_type.kinds()
    names = list(kinds) if names is None else names
    loads = [kinds[name].load for name in names]
    rows = connection.execute(
        f"SELECT {', '.join(('id', *names))} FROM {record_type.type_name} "
        f"WHERE _deleted = 0 ORDER BY {order}"
    )
    while some := rows.fetchmany(_AT_ONCE):
        for record_id, *stored in some:
            yield (record_id, *[load(value) for load, value in zip(loads, stored, strict=True)])


def ids_of(connection: Connection, record_type: type[Record]) -> Iterator[bytes]:
    """The ids of all records of a type that are not deleted."""
    sql = f"SELECT id FROM {record_type.type_name} WHERE _deleted = 0"
    yield from (record_id for (record_id,) in connection.execute(sql))


class Tied:
    """Which records are about some people, or are part of such records."""

    def __init__(self, connection: Connection, people: AbstractSet[bytes]) -> None:
        self._connection = connection
        self._found: dict[str, AbstractSet[bytes]] = {"person": people}

    def of(self, record_type: type[Record]) -> AbstractSet[bytes]:
        """The ids of records of a type that are tied to them."""
        name = record_type.type_name
        if name not in self._found:
            found: set[bytes] = set()
            for field, kind in record_type.kinds().items():
                if isinstance(kind, Link) and not kind.only_names:
                    found.update(self._by(record_type, field, kind))
            self._found[name] = found
        return self._found[name]

    def _by(self, record_type: type[Record], field: str, kind: Link) -> Iterator[bytes]:
        if kind.to != "person" and field not in record_type.owners():
            return
        ends = sorted(self.of(RECORD_TYPES[kind.to]))
        for begin in range(0, len(ends), _AT_ONCE):
            some = ends[begin : begin + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            sql = f"SELECT id FROM {record_type.type_name} WHERE {field} IN ({marks})"
            yield from (record_id for (record_id,) in self._connection.execute(sql, some))


def number_of(connection: Connection, record_type: type[Record]) -> int:
    """How many records of a type there are, without the deleted ones."""
    sql = f"SELECT count(*) FROM {record_type.type_name} WHERE _deleted = 0"
    return int(connection.execute(sql).fetchone()[0])


def linked(connection: Connection) -> Linked:
    """Who finds linked records, each looked up once, for one moment of the store."""

    @cache
    def find(type_name: str, record_id: bytes) -> Record | None:
        record_type = RECORD_TYPES[type_name]
        columns = list(record_type.kinds())
        row = connection.execute(
            f"SELECT {', '.join(columns)} FROM {type_name} WHERE id = ?", (record_id,)
        ).fetchone()
        return record_type.load(record_id, dict(zip(columns, row, strict=True))) if row else None

    return find
