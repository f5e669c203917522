"""Rows derived anew from the log: only the fields named in the temporary table `incoming`."""

import itertools
from collections import defaultdict
from collections.abc import Iterator

from app.model import DELETED, RECORD_TYPES, Stored
from app.storage.connection import Connection
from app.storage.entries import Entry, entries_by_field, is_known, shown, shown_deleted, suspects

Touched = set[tuple[str, bytes]]
"""Records by (type, id)."""

_PLAIN = """
DROP TABLE IF EXISTS temp.said;
DROP TABLE IF EXISTS temp.plain;
CREATE TEMP TABLE said AS SELECT DISTINCT type, id, field FROM temp.incoming;
CREATE TEMP TABLE plain AS SELECT s.rowid AS at, s.type, s.id, s.field, e.value FROM temp.said s
    CROSS JOIN entry e ON e.id = s.id AND e.field = s.field AND e.type = s.type
    WHERE (SELECT count(*) FROM entry c WHERE c.id = s.id AND c.field = s.field) <= 50
    AND NOT EXISTS (SELECT 1 FROM entry f WHERE f.id = s.id AND f.field = s.field
        AND f.prev = e.stamp AND f.type = s.type)
    GROUP BY s.rowid HAVING count(*) = 1
"""


def derive(connection: Connection) -> Touched:
    """Bring rows, deletions and conflicts in line with the log; answers the records changed."""
    updated = _plain_changes(connection) | _fields(connection) | _deletions(connection)
    _forget_settled_by_absence(connection)
    return updated


def _plain_changes(connection: Connection) -> Touched:
    """By the set: fields of which one value is left when each entry replaces one at most.

    Most fields are such. An entry that replaced several is not looked into here, so that what it
    replaced seems to be left, and the field is none of these.
    """
    for statement in _PLAIN.strip().split(";\n"):
        connection.execute(statement)
    updated: Touched = set()
    for type_name, name in connection.execute("SELECT DISTINCT type, field FROM plain").fetchall():
        if is_known(type_name, name):
            rows = connection.execute(
                f"UPDATE {type_name} SET {name} = p.value FROM plain p WHERE p.type = ? "
                f"AND p.field = ? AND {type_name}.id = p.id AND {type_name}.{name} IS NOT p.value "
                "RETURNING id",
                (type_name, name),
            )
            updated |= {(type_name, row[0]) for row in rows.fetchall()}
    if connection.execute("SELECT 1 FROM conflict LIMIT 1").fetchone():
        connection.execute(
            "DELETE FROM conflict WHERE (id, field) IN (SELECT id, field FROM plain)"
        )
    return updated


def _fields(connection: Connection) -> Touched:
    values: dict[tuple[str, str], list[tuple[Stored, bytes, Stored]]] = defaultdict(list)
    suspect = suspects(connection)
    for (type_name, record_id, name), group in _touched_fields(connection):
        if not is_known(type_name, name):
            continue
        said = shown([Entry(*row[3:]) for row in group], suspect)
        values[type_name, name].append((said.value, record_id, said.value))
        _mark(connection, type_name, record_id, name, is_conflict=said.is_conflict)
    updated: Touched = set()
    for (type_name, name), rows in values.items():
        for value in rows:
            changed = connection.execute(
                f"UPDATE {type_name} SET {name} = ? WHERE id = ? AND {name} IS NOT ?", value
            ).rowcount
            if changed:
                updated.add((type_name, value[1]))
    return updated


def _touched_fields(
    connection: Connection,
) -> Iterator[
    tuple[tuple[str, bytes, str], Iterator[tuple[str, bytes, str, bytes, Stored, bytes]]]
]:
    rows = connection.execute(
        "SELECT e.type, e.id, e.field, e.stamp, e.value, e.prev FROM entry e "
        "JOIN (SELECT id, field FROM temp.said WHERE rowid NOT IN (SELECT at FROM temp.plain)) s "
        "ON s.id = e.id AND s.field = e.field "
        "ORDER BY e.type, e.id, e.field, e.stamp"
    ).fetchall()
    return itertools.groupby(rows, key=lambda row: row[:3])


def _deletions(connection: Connection) -> Touched:
    """Of all touched records that anyone deletes or ever deleted: are they, now?"""
    found = connection.execute(
        "SELECT DISTINCT type, id FROM entry WHERE field = ? AND id IN "
        "(SELECT DISTINCT id FROM incoming) UNION SELECT type, id FROM incoming WHERE field = ?",
        (DELETED, DELETED),
    ).fetchall()
    updated: Touched = set()
    for type_name, record_id in found:
        if type_name not in RECORD_TYPES:
            continue
        row = connection.execute(
            f"SELECT _stamp, _deleted FROM {type_name} WHERE id = ?", (record_id,)
        ).fetchone()
        if row is None:
            continue
        said = shown_deleted(entries_by_field(connection, record_id), row[0])
        _mark(connection, type_name, record_id, DELETED, is_conflict=said.is_conflict)
        if said.value != row[1]:
            connection.execute(
                f"UPDATE {type_name} SET _deleted = ? WHERE id = ?", (said.value, record_id)
            )
            updated.add((type_name, record_id))
    return updated


def _mark(
    connection: Connection, type_name: str, record_id: bytes, name: str, *, is_conflict: bool
) -> None:
    if is_conflict:
        connection.execute(
            "INSERT OR IGNORE INTO conflict (type, id, field) VALUES (?, ?, ?)",
            (type_name, record_id, name),
        )
    else:
        connection.execute("DELETE FROM conflict WHERE id = ? AND field = ?", (record_id, name))


def _forget_settled_by_absence(connection: Connection) -> None:
    """Nothing is to settle about a record that is not here, or not yet.

    Nor is there about a field of which the log says nothing since an undo.
    """
    for (type_name,) in connection.execute("SELECT DISTINCT type FROM conflict").fetchall():
        connection.execute(
            f"DELETE FROM conflict WHERE type = ? AND (id NOT IN (SELECT id FROM {type_name}) "
            "OR NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = conflict.id AND "
            "(e.field = conflict.field OR conflict.field = ?)))",
            (type_name, DELETED),
        )
