"""Search over everything: one word index per record type, folded so that spellings meet.

The index is contentless: it holds folded words and row numbers, inside the encrypted store. People
have a second one, of the keys by which their duplicates are found; it takes new rows in when it is
next asked, so that no merge waits for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.language import fold
from app.model import RECORD_TYPES, Record
from app.storage.connection import Connection

SEARCHED: dict[str, type[Record]] = {
    name: record_type for name, record_type in RECORD_TYPES.items() if record_type.searched
}
_TEMPORARY_LIMIT = 500


def _words(record_type: type[Record]) -> str:
    """The SQL of a record's folded words."""
    return f"fold(concat_ws(' ', {', '.join(record_type.searched)}))"


_INDEXES: dict[str, dict[str, str]] = {
    name: {f"search_{name}": _words(record_type)} for name, record_type in SEARCHED.items()
}
"""Type → its indexes, each with the SQL of what it holds of a row."""
_KEYS = "alike_person"
_INDEXES["person"][_KEYS] = "name_keys(surname, name, patronymic, birth_year, phone, village)"
_LAST_KEYED = f"coalesce((SELECT rowid FROM {_KEYS} ORDER BY rowid DESC LIMIT 1), 0)"


class Hit(NamedTuple):
    """One record that matches."""

    type_name: str
    id: bytes
    caption: str


def match_of(text: str) -> str:
    """The FTS5 query for what a person typed: every word, as a beginning; "" when none is left."""
    return " ".join(f'"{word}"*' for word in fold(text).split())


def search(connection: Connection, text: str, types: Iterable[str], limit: int) -> list[Hit]:
    """The records of these types that have every typed word, at most `limit` of each type."""
    match = match_of(text)
    if not match:
        return []
    return [hit for name in types for hit in _hits(connection, SEARCHED[name], match, limit)]


def _hits(connection: Connection, record_type: type[Record], match: str, limit: int) -> list[Hit]:
    name = record_type.type_name
    columns = list(record_type.kinds())
    rows = connection.execute(
        f"SELECT r.id, {', '.join('r.' + column for column in columns)} "
        f"FROM search_{name} s JOIN {name} r ON r._row = s.rowid "
        f"WHERE search_{name} MATCH ? AND r._deleted = 0 LIMIT ?",
        (match, limit),
    )
    found = []
    for record_id, *values in rows:
        record = record_type.load(record_id, dict(zip(columns, values, strict=True)))
        found.append(Hit(name, record_id, record.caption()))
    return found


def index(connection: Connection, records: Iterable[tuple[str, bytes]]) -> None:
    """Bring the index up to date for the given (type, id) of records."""
    by_type: dict[str, list[bytes]] = defaultdict(list)
    for type_name, record_id in records:
        if type_name in SEARCHED:
            by_type[type_name].append(record_id)
    for type_name, ids in by_type.items():
        for start in range(0, len(ids), _TEMPORARY_LIMIT):
            part = ids[start : start + _TEMPORARY_LIMIT]
            where = f"id IN ({', '.join('?' * len(part))})"
            index_where(connection, type_name, where, part)


def index_where(
    connection: Connection, type_name: str, where: str, values: Sequence[bytes | int | str]
) -> None:
    """Bring the index up to date for the records of a type that a condition names."""
    _take_out(connection, type_name, where, values)
    _put_in(connection, type_name, where, values)


def index_new(connection: Connection, type_name: str, last: int) -> None:
    """Add the records after row `last`, which the index cannot hold yet."""
    _put_in(connection, type_name, "_row > ?", [last])


def lacks_keys(connection: Connection) -> bool:
    """Whether people have come whose keys are not in the index yet."""
    row = connection.execute(f"SELECT max(_row) > {_LAST_KEYED} FROM person").fetchone()
    return bool(row[0])


def add_keys(connection: Connection) -> None:
    """Take the keys of the people in who have come since this was last done."""
    connection.execute(
        f"INSERT INTO {_KEYS} (rowid, words) SELECT _row, {_INDEXES['person'][_KEYS]} FROM person "
        f"WHERE _row > {_LAST_KEYED}"
    )


def forget(connection: Connection, type_name: str, record_id: bytes) -> None:
    """Take a record out of the index, before it leaves its table."""
    _take_out(connection, type_name, "id = ?", [record_id])


def rebuild(connection: Connection, *types: str) -> None:
    """Make the index of these types, or of all, anew from the rows; nothing of the old is left."""
    for type_name in types or _INDEXES:
        for table in _INDEXES[type_name]:
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
        _put_in(connection, type_name, "true", [])


def _take_out(
    connection: Connection, type_name: str, where: str, values: Sequence[bytes | int | str]
) -> None:
    for table in _INDEXES.get(type_name, {}):
        connection.execute(
            f"DELETE FROM {table} WHERE rowid IN (SELECT _row FROM {type_name} WHERE {where})",
            values,
        )


def _put_in(
    connection: Connection, type_name: str, where: str, values: Sequence[bytes | int | str]
) -> None:
    for table, words in _INDEXES.get(type_name, {}).items():
        known = f" AND _row <= {_LAST_KEYED}" if table == _KEYS else ""
        connection.execute(
            f"INSERT INTO {table} (rowid, words) SELECT _row, {words} FROM {type_name} "
            f"WHERE {where}{known}",
            values,
        )
