"""Undo of a merge: one package's changes leave the log, and what they touched is derived anew.

A change that another package brought as well stays, as that package's. What was written here on
top of the package stays in the log and takes effect again when the package is taken in again.
"""

from app.model import CREATED, RECORD_TYPES, Stored
from app.model.kinds import Link
from app.storage import coverage, forks, news, search
from app.storage.connection import Connection
from app.storage.coverage import Interval
from app.storage.derive import derive
from app.storage.entries import Entry, entries_by_field
from app.storage.identity import OWN
from app.storage.incoming import open_incoming

_BROUGHT_BY_ANOTHER = (
    "(SELECT i.package FROM package_interval i JOIN package p ON p.package = i.package "
    "WHERE p.undone_at = '' AND i.package <> :package AND i.device = substr({stamp}, 9) "
    "AND (i.upto = {stamp} OR i.after < {stamp} AND {stamp} <= i.upto) LIMIT 1)"
)


def depends_on(connection: Connection, package: int) -> dict[str, int]:
    """How many records of each type an undo would leave hanging until a redo.

    They were changed on top of the package, or point to a record it brought.
    """
    found: dict[str, int] = {}
    for type_name in RECORD_TYPES:
        own = f"SELECT id FROM {type_name} WHERE _package = ?"
        edited = connection.execute(
            f"SELECT count(DISTINCT id) FROM entry WHERE id IN ({own}) AND package IS NOT ?",
            (package, package),
        ).fetchone()[0]
        if edited:
            found[type_name] = found.get(type_name, 0) + edited
        for other, name in _links_to(type_name):
            pointing = connection.execute(
                f"SELECT count(*) FROM {other} WHERE {name} IN ({own}) AND _package IS NOT ?",
                (package, package),
            ).fetchone()[0]
            if pointing:
                found[other] = found.get(other, 0) + pointing
    return found


def _links_to(type_name: str) -> list[tuple[str, str]]:
    return [
        (other, name)
        for other, record_type in RECORD_TYPES.items()
        for name, kind in record_type.kinds().items()
        if isinstance(kind, Link) and kind.to == type_name
    ]


def undo(connection: Connection, package: int, at: str) -> dict[str, int]:
    """Take the package's changes out; answers how many records of each type were touched.

    The caller holds the transaction. `at` is noted as the moment of the undo.
    """
    _leave_to_others(connection, package)
    open_incoming(connection)
    connection.execute(
        "INSERT INTO incoming SELECT type, id, field, stamp, value, prev FROM entry "
        "WHERE package = ?",
        (package,),
    )
    connection.execute("DELETE FROM entry WHERE package = ?", (package,))
    touched = {name: _take_rows_out(connection, name, package) for name in RECORD_TYPES}
    changed = derive(connection)
    search.index(connection, changed)
    for type_name, _ in changed:
        touched[type_name] += 1
    connection.execute("UPDATE package SET undone_at = ? WHERE package = ?", (at, package))
    _cover_anew(connection)
    return {name: number for name, number in touched.items() if number}


def _leave_to_others(connection: Connection, package: int) -> None:
    """Give what another package brought too to that package."""
    named = {"package": package}
    for table, column, stamp in (
        ("entry", "package", "entry.stamp"),
        *((name, "_package", f"{name}._stamp") for name in RECORD_TYPES),
    ):
        other = _BROUGHT_BY_ANOTHER.format(stamp=stamp)
        connection.execute(
            f"UPDATE {table} SET {column} = coalesce({other}, {column}) WHERE {column} = :package",
            named,
        )


def _take_rows_out(connection: Connection, type_name: str, package: int) -> int:
    """Remove the records the package made, or let an other creation of theirs be the row."""
    ids = [
        row[0]
        for row in connection.execute(
            f"SELECT id FROM {type_name} WHERE _package = ?", (package,)
        ).fetchall()
    ]
    for record_id in ids:
        if not _be_born_later(connection, type_name, record_id):
            search.forget(connection, type_name, record_id)
            connection.execute(f"DELETE FROM {type_name} WHERE id = ?", (record_id,))
    return len(ids)


def _be_born_later(connection: Connection, type_name: str, record_id: bytes) -> bool:
    """Let the earliest creation that is left be the row; False when there is none."""
    entries = entries_by_field(connection, record_id)
    births = entries.get(CREATED, [])
    if not births:
        return False
    born = births[0].stamp
    fields = list(RECORD_TYPES[type_name].kinds())
    values: dict[str, Stored] = {name: _at(entries.get(name, []), born) for name in fields}
    source = connection.execute(
        "SELECT package FROM entry WHERE id = ? AND field = ? AND stamp = ?",
        (record_id, CREATED, born),
    ).fetchone()[0]
    connection.execute(
        f"UPDATE {type_name} SET {', '.join(f'{name} = ?' for name in fields)}, _stamp = ?, "
        "_package = ? WHERE id = ?",
        (*values.values(), born, source, record_id),
    )
    news.note_record(connection, type_name, record_id)
    connection.execute(
        "DELETE FROM entry WHERE id = ? AND field = ? AND stamp = ?", (record_id, CREATED, born)
    )
    for name in fields:
        if name in entries:
            connection.execute(
                "INSERT OR IGNORE INTO entry (type, id, field, stamp, value, prev, package) "
                "VALUES (?, ?, ?, ?, ?, x'', ?)",
                (type_name, record_id, name, born, values[name], source),
            )
            connection.execute(
                "INSERT INTO incoming (type, id, field) VALUES (?, ?, ?)",
                (type_name, record_id, name),
            )
    return True


def _at(entries: list[Entry], stamp: bytes) -> Stored:
    return next((entry.value for entry in entries if entry.stamp == stamp), None)


def _cover_anew(connection: Connection) -> None:
    """Coverage is the own device's and that of every package that is in."""
    own = connection.execute("SELECT value FROM setting WHERE name = 'device'").fetchone()[0]
    known = [
        Interval(*row)
        for row in connection.execute(
            "SELECT device, after, upto FROM coverage WHERE device = ? UNION ALL "
            "SELECT i.device, i.after, i.upto FROM package_interval i "
            "JOIN package p ON p.package = i.package WHERE p.undone_at = '' UNION ALL "
            "SELECT device, after, upto FROM package_interval WHERE package = ?",
            (own, OWN),
        ).fetchall()
    ]
    split = forks.forked(connection)
    connection.execute("DELETE FROM coverage")
    coverage.add(connection, [each for each in known if each.device not in split])
