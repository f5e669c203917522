"""Changes of records nobody changed before: most of all changes, laid down by the set.

Such a record has no entry yet. So each of its fields that is now set once has two entries: its
origin, and the change that replaced it. It shows what the change says, and no leaf is looked for.
"""

from collections.abc import Sequence
from typing import Any

from app.model.stamp import STAMP_SIZE
from app.storage.connection import Connection

_ENTRY = "INSERT OR IGNORE INTO entry (type, id, field, stamp, value, prev, package) "
_UNSET = bytes(STAMP_SIZE)
Entries = Sequence[Sequence[Any]]
"""Rows of (type, id, field, stamp, value, prev)."""


def take_first_touched(
    connection: Connection, package: int, type_name: str, names: Sequence[str], entries: Entries
) -> tuple[Entries, int]:
    """Lay down what entries of one type set for the first time in records that are here.

    `names` are the known fields among them. Records that show something else by that are noted in
    `touched`. Answers the entries that are left, and how many of the others were not in the log.
    """
    if not _find(connection, type_name, names, _by_record(names, entries)):
        return entries, 0
    inserted = _log(connection, package, type_name, names)
    _show(connection, type_name, names)
    if inserted == len(entries):
        return (), inserted
    taken = {row[0] for row in connection.execute("SELECT id FROM temp.first")}
    return [entry for entry in entries if entry[1] not in taken], inserted


def _by_record(names: Sequence[str], entries: Entries) -> list[list[Any]]:
    """Each record in one row: its id, the one stamp its entries replace, stamps, then values.

    Records of which an entry replaces something else, sets a field again or one that is unknown
    are not among them.
    """
    known = len(names)
    places = dict.fromkeys((entry[2] for entry in entries), 1)
    places |= {name: at for at, name in enumerate(names, start=2)}
    nothing = [_UNSET] * known + [None] * known
    records: dict[bytes, list[Any]] = {}
    odd: set[bytes] = set()
    for _, record_id, name, stamp, value, prev in entries:
        record = records.get(record_id)
        if record is None:
            records[record_id] = record = [record_id, prev, *nothing]
        at = places[name]
        if record[at] is _UNSET and record[1] == prev:
            record[at], record[at + known] = stamp, value
        else:
            odd.add(record_id)
    for record_id in odd:
        del records[record_id]
    return list(records.values())


def _find(
    connection: Connection, type_name: str, names: Sequence[str], records: list[list[Any]]
) -> bool:
    """Gather in `first` those that stand as they were born; answers whether there are any.

    Ids and stamps are bound as a few long values, which costs less than many short ones.
    """
    known = len(names)
    columns = list(zip(*records, strict=True))
    fixed, values = columns[: known + 2], columns[known + 2 :]
    if not records or any(set(map(len, each)) != {STAMP_SIZE} for each in fixed):
        return False
    for table in ("came", "first"):
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
    news = ", ".join(f"new_{n}" for n in range(known))
    connection.execute(f"CREATE TEMP TABLE came (at INTEGER PRIMARY KEY, {news})")
    connection.executemany(
        f"INSERT INTO temp.came ({news}) VALUES ({', '.join('?' * known)})",
        zip(*values, strict=True),
    )
    record_id, born, *stamps = (f"substr(?{n}, c.at * 16 - 15, 16)" for n in range(1, known + 3))
    set_at = "".join(
        f", nullif({each}, x'{_UNSET.hex()}') AS stamp_{n}" for n, each in enumerate(stamps)
    )
    was = "".join(f", r.{name} AS was_{n}" for n, name in enumerate(names))
    connection.execute(
        f"CREATE TEMP TABLE first AS SELECT r._row AS at, r._package AS source, r.id, "
        f"r._stamp AS born{was}{set_at}, {news} FROM temp.came c CROSS JOIN {type_name} r "
        f"ON r.id = {record_id} WHERE r._stamp = {born} "
        "AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = r.id)",
        [b"".join(each) for each in fixed],
    )
    return connection.execute("SELECT 1 FROM temp.first LIMIT 1").fetchone() is not None


def _log(connection: Connection, package: int, type_name: str, names: Sequence[str]) -> int:
    """Join the changes and the origins of their fields to the log; answers how many changes."""
    inserted = 0
    for n, name in enumerate(names):
        inserted += connection.execute(
            f"{_ENTRY} SELECT ?, id, ?, stamp_{n}, new_{n}, born, ? FROM temp.first "
            f"WHERE stamp_{n} IS NOT NULL",
            (type_name, name, package),
        ).rowcount
        connection.execute(
            f"{_ENTRY} SELECT ?, id, ?, born, was_{n}, x'', source FROM temp.first "
            f"WHERE stamp_{n} IS NOT NULL",
            (type_name, name),
        )
    return inserted


def _show(connection: Connection, type_name: str, names: Sequence[str]) -> None:
    """Let the rows show what is said now, and note those that show something else by that."""
    is_changed = " OR ".join(
        f"stamp_{n} IS NOT NULL AND new_{n} IS NOT was_{n}" for n, _ in enumerate(names)
    )
    settings = ", ".join(
        f"{name} = iif(stamp_{n} IS NULL, {name}, new_{n})" for n, name in enumerate(names)
    )
    connection.execute(
        f"UPDATE {type_name} SET {settings} FROM temp.first f "
        f"WHERE {type_name}._row = f.at AND ({is_changed})"
    )
    connection.execute(
        f"INSERT OR REPLACE INTO temp.touched SELECT ?, id, 1 FROM temp.first WHERE {is_changed}",
        (type_name,),
    )
