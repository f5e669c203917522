"""Questions of a table: every record of one type, and the records they are linked to."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from app.model import RECORD_TYPES, Record
from app.storage.connection import Connection

Linked = Callable[[str, bytes], Record | None]
"""Finds the record of a type with an id, if it is known."""
Row = tuple[Any, ...]
"""The id of a record, then its values as the record shows them."""
_AT_ONCE = 1000


def table_rows(connection: Connection, record_type: type[Record]) -> Iterator[Row]:
    """Every record of a type that is not deleted, in the order in which it came, bit by bit."""
    kinds = record_type.kinds()
    loads = [kind.load for kind in kinds.values()]
    rows = connection.execute(
        f"SELECT {', '.join(('id', *kinds))} FROM {record_type.type_name} "
        "WHERE _deleted = 0 ORDER BY _row"
    )
    while some := rows.fetchmany(_AT_ONCE):
        for record_id, *stored in some:
            yield (record_id, *[load(value) for load, value in zip(loads, stored, strict=True)])


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
