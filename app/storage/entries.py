"""The entries of the change log, and what they say a field is.

An entry is one setting of one field: (type, id, field, stamp, value, prev), where `prev` are the
stamps it replaced. Entries of a field form a small tree; its leaves with different values are a
true conflict, and the highest stamp is shown. A new record is its row itself; only when one of its
fields is touched does the value it was born with become an entry too (its *origin*).
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.model import CREATED, DELETED, RECORD_TYPES, Stored
from app.model.stamp import STAMP_SIZE, stamp_device, stamp_ms
from app.storage.connection import Connection

Suspects = Mapping[bytes, int]
"""By device, from which Unix millisecond on its clock is not believed."""


class Entry(NamedTuple):
    """One setting of a field; `prev` is the replaced stamps, one after the other."""

    stamp: bytes
    value: Stored
    prev: bytes


class Shown(NamedTuple):
    """What the entries of a field come to: the value to show, and whether they disagree."""

    value: Stored
    is_conflict: bool


def split_stamps(joined: bytes) -> list[bytes]:
    """The stamps of a `prev`."""
    return [joined[at : at + STAMP_SIZE] for at in range(0, len(joined), STAMP_SIZE)]


def leaves(entries: Iterable[Entry]) -> list[Entry]:
    """The entries nobody has replaced, oldest first; a field born empty claims nothing.

    Where each was replaced by another, which no honest log says, all of them are.
    """
    every = sorted(entries)
    replaced = {stamp for entry in every for stamp in split_stamps(entry.prev)}
    left = [entry for entry in every if entry.stamp not in replaced]
    claims = [entry for entry in left if entry.prev or entry.value is not None]
    return claims or left or every


def shown(entries: list[Entry], suspect: Suspects) -> Shown:
    """What a field shows; `entries` are all of the field, at least one."""
    left = leaves(entries)
    values = {(type(entry.value), entry.value) for entry in left}
    return Shown(winner(left, suspect).value, len(values) > 1)


def winner(left: Iterable[Entry], suspect: Suspects) -> Entry:
    """Of the leaves of a field the one that is shown: the last, by clocks that are believed."""
    return max(left, key=lambda entry: (not is_suspect(entry.stamp, suspect), entry))


def is_suspect(stamp: bytes, suspect: Suspects) -> bool:
    """Whether a stamp was made by a clock that ran ahead."""
    beyond = suspect.get(stamp_device(stamp)) if suspect else None
    return beyond is not None and stamp_ms(stamp) > beyond


def suspects(connection: Connection) -> Suspects:
    """The devices whose clocks somebody saw running ahead."""
    rows = connection.execute(
        "SELECT device, min(beyond) FROM suspect_clock WHERE _deleted = 0 GROUP BY device"
    )
    return {bytes.fromhex(device): beyond for device, beyond in rows if beyond is not None}


def shown_deleted(entries: dict[str, list[Entry]], created: bytes) -> Shown:
    """Whether a record is deleted: `entries` are all of its fields'.

    A deletion names all that was known of the record. Anything set without knowing of it keeps
    the record, and the two are a conflict.
    """
    left = leaves(entries.get(DELETED, []))
    if not any(entry.value for entry in left):
        return Shown(0, False)
    is_unknown = bool(unknown_edits(entries, created, entries[DELETED]))
    is_conflict = is_unknown or not all(entry.value for entry in left)
    return Shown(0 if is_conflict else 1, is_conflict)


def unknown_edits(
    entries: Mapping[str, list[Entry]], created: bytes, deletions: Iterable[Entry]
) -> set[bytes]:
    """What was set of a record, its creation among it, that none of these deletions knew."""
    prev_of = {entry.stamp: entry.prev for field in entries.values() for entry in field}
    known: set[bytes] = set()
    waiting = [entry.stamp for entry in deletions]
    while waiting:
        stamp = waiting.pop()
        if stamp not in known:
            known.add(stamp)
            waiting += split_stamps(prev_of.get(stamp, b""))
    edits = {
        entry.stamp
        for field, of_field in entries.items()
        if field not in (DELETED, CREATED)
        for entry in of_field
    }
    return (edits | {created}) - known


def entries_of(connection: Connection, record_id: bytes, field: str) -> list[Entry]:
    """All entries of one field, oldest first."""
    rows = connection.execute(
        "SELECT stamp, value, prev FROM entry WHERE id = ? AND field = ? ORDER BY stamp",
        (record_id, field),
    )
    return [Entry(*row) for row in rows]


def entries_by_field(connection: Connection, record_id: bytes) -> dict[str, list[Entry]]:
    """All entries of a record by field."""
    found: dict[str, list[Entry]] = {}
    for field, *rest in connection.execute(
        "SELECT field, stamp, value, prev FROM entry WHERE id = ? ORDER BY field, stamp",
        (record_id,),
    ):
        found.setdefault(field, []).append(Entry(*rest))
    return found


def keep_origin(connection: Connection, type_name: str, record_id: bytes, field: str) -> None:
    """Before a field is first touched, keep the value the record was born with."""
    connection.execute(
        f"INSERT OR IGNORE INTO entry (type, id, field, stamp, value, prev, package) "
        f"SELECT '{type_name}', id, '{field}', _stamp, {field}, x'', _package "
        f"FROM {type_name} WHERE id = ?",
        (record_id,),
    )


def add_entry(
    connection: Connection, type_name: str, record_id: bytes, field: str, entry: Entry
) -> None:
    """Lay one entry down in the log; the same one twice is once."""
    connection.execute(
        "INSERT OR IGNORE INTO entry (type, id, field, stamp, value, prev) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (type_name, record_id, field, *entry),
    )


def is_known(type_name: str, field: str) -> bool:
    """Whether this program has a column for the field (names from outside pass here first)."""
    record_type = RECORD_TYPES.get(type_name)
    return record_type is not None and field in record_type.kinds()
