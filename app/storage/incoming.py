"""The temporary table `incoming`: entries on their way into the log, some thousands at a time.

It holds (type, id, field, stamp, value, prev): what a merge brings, what an undo takes away, or
fields to derive anew, of which only type, id and field matter.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec

from app.model.stamp import STAMP_SIZE
from app.storage.connection import Connection

_SMALL = 50
"""Up to so many rows are bound one by one: it is not worth putting them together."""
_COLUMNS = "INSERT INTO temp.incoming (type, id, field, stamp, value, prev) "
_TOGETHER = (
    _COLUMNS + "SELECT ?1, substr(?2, key * 16 + 1, 16), value ->> 0, "
    "substr(?3, key * 16 + 1, 16), value ->> 1, substr(?4, key * 16 + 1, 16) FROM json_each(?5)"
)
_AS_JSON_HAS_THEM = {str, int, type(None)}


def open_incoming(connection: Connection) -> None:
    """Make `incoming`, empty."""
    connection.execute("DROP TABLE IF EXISTS temp.incoming")
    connection.execute(
        "CREATE TEMP TABLE incoming (type TEXT, id BLOB, field TEXT, stamp BLOB, value, prev BLOB)"
    )


def hold(connection: Connection, rows: Sequence[Sequence[Any]]) -> None:
    """Add entries to `incoming`: where they are alike as a few long values, which is faster."""
    if len(rows) > _SMALL and _hold_together(connection, rows):
        return
    by_type: dict[str, list[Sequence[Any]]] = defaultdict(list)
    single: list[Sequence[Any]] = []
    for row in rows:
        (by_type[row[0]] if len(row[5]) == STAMP_SIZE else single).append(row)
    for alike in by_type.values():
        if len(alike) <= _SMALL or not _hold_together(connection, alike):
            single += alike
    connection.executemany(_COLUMNS + "VALUES (?, ?, ?, ?, ?, ?)", single)


def _hold_together(connection: Connection, rows: Sequence[Sequence[Any]]) -> bool:
    """Bind ids, stamps and values of all rows at once; False when they are not of one form."""
    types, ids, names, stamps, values, prevs = zip(*rows, strict=True)
    columns = (ids, stamps, prevs)
    if len(set(types)) > 1 or any(set(map(len, each)) != {STAMP_SIZE} for each in columns):
        return False
    if not set(map(type, values)) <= _AS_JSON_HAS_THEM:
        return False
    text = msgspec.json.encode(list(zip(names, values, strict=True))).decode()
    if "\\u0000" in text:
        return False
    connection.execute(_TOGETHER, (types[0], *map(b"".join, columns), text))
    return True
