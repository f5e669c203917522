"""The one way in: edits become rows and entries of the change log, in one transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.model import (
    CREATED,
    DELETED,
    RECORD_TYPES,
    Change,
    Changes,
    Edit,
    Put,
    Record,
    Remove,
    Reopen,
    Settle,
    Stored,
)
from app.model.stamp import Clock
from app.storage import news, search
from app.storage.connection import Connection
from app.storage.derive import derive
from app.storage.entries import (
    Entry,
    add_entry,
    entries_by_field,
    entries_of,
    keep_origin,
    leaves,
)
from app.storage.incoming import open_incoming
from app.storage.reopening import reopen


def write(connection: Connection, clock: Clock, edits: Iterable[Edit]) -> Changes:
    """Carry the edits out and answer what they changed; the caller holds the transaction."""
    changes: list[Change] = []
    for edit in edits:
        if isinstance(edit, Put):
            changes += _put(connection, clock, edit)
        elif isinstance(edit, Settle | Reopen):
            changes += _decide(connection, clock, edit)
        else:
            changes += _set_deleted(connection, clock, edit, is_deleted=isinstance(edit, Remove))
    set_later = [change for change in changes if change.field != CREATED]
    news.note_entries(
        connection, [change.stamp for change in set_later], [change.id for change in set_later]
    )
    search.index(connection, {(change.type_name, change.id) for change in changes})
    return Changes(tuple(changes))


def _put(connection: Connection, clock: Clock, edit: Put) -> Iterator[Change]:
    record_type = RECORD_TYPES[edit.type_name]
    kinds = record_type.kinds()
    stored = {name: kinds[name].dump(value) for name, value in edit.values.items()}
    row = _row(connection, record_type, edit.id)
    if row is None:
        yield _create(connection, clock, record_type, edit.id, stored)
        yield from _stand_over_what_was_left(connection, clock, edit, stored)
        return
    if row[DELETED]:
        yield from _set_deleted(connection, clock, edit, is_deleted=False)
    for name, value in stored.items():
        if row[name] != value and name not in record_type.key:
            yield _update(connection, clock, record_type, edit.id, name, row[name], value)


def _row(
    connection: Connection, record_type: type[Record], record_id: bytes
) -> dict[str, Stored] | None:
    columns = [*record_type.kinds(), DELETED]
    found = connection.execute(
        f"SELECT {', '.join(columns)} FROM {record_type.type_name} WHERE id = ?", (record_id,)
    ).fetchone()
    return dict(zip(columns, found, strict=True)) if found else None


def _create(
    connection: Connection,
    clock: Clock,
    record_type: type[Record],
    record_id: bytes,
    stored: dict[str, Stored],
) -> Change:
    stamp = clock.tick()
    given = {name: value for name, value in stored.items() if value is not None}
    columns = ["id", "_stamp", *given]
    marks = ", ".join("?" * len(columns))
    connection.execute(
        f"INSERT INTO {record_type.type_name} ({', '.join(columns)}) VALUES ({marks})",
        (record_id, stamp, *given.values()),
    )
    news.note_record(connection, record_type.type_name, record_id)
    return Change(record_type.type_name, record_id, CREATED, stamp, values=given)


def _stand_over_what_was_left(
    connection: Connection, clock: Clock, edit: Put, stored: dict[str, Stored]
) -> Iterator[Change]:
    """Let a new record stand over older changes of its id, whose own creation was undone."""
    record_type, entries = RECORD_TYPES[edit.type_name], entries_by_field(connection, edit.id)
    if not entries:
        return
    if any(entry.value for entry in leaves(entries.get(DELETED, []))):
        yield _mark_deleted(connection, clock, edit, {DELETED: 1}, is_deleted=False)
    for name, value in stored.items():
        if name in entries and name not in record_type.key and value is not None:
            yield _update(connection, clock, record_type, edit.id, name, None, value)
    open_incoming(connection)
    for name in entries:
        if name in record_type.kinds():
            keep_origin(connection, edit.type_name, edit.id, name)
        connection.execute(
            "INSERT INTO incoming (type, id, field) VALUES (?, ?, ?)",
            (edit.type_name, edit.id, name),
        )
    derive(connection)


def _update(
    connection: Connection,
    clock: Clock,
    record_type: type[Record],
    record_id: bytes,
    name: str,
    before: Stored,
    value: Stored,
) -> Change:
    type_name = record_type.type_name
    keep_origin(connection, type_name, record_id, name)
    prev = [entry.stamp for entry in leaves(entries_of(connection, record_id, name))]
    stamp = clock.tick()
    add_entry(connection, type_name, record_id, name, Entry(stamp, value, b"".join(prev)))
    connection.execute(
        f"UPDATE {type_name} SET {name} = ? WHERE id = ?",
        (value, record_id),
    )
    settles = _is_settled(connection, record_id, name)
    return Change(type_name, record_id, name, stamp, value, before, tuple(prev), settles=settles)


def _set_deleted(
    connection: Connection, clock: Clock, edit: Edit, *, is_deleted: bool
) -> Iterator[Change]:
    """Delete a record, naming everything known of it; or bring it back."""
    row = _row(connection, RECORD_TYPES[edit.type_name], edit.id)
    if row is not None and bool(row[DELETED]) != is_deleted:
        yield _mark_deleted(connection, clock, edit, row, is_deleted=is_deleted)


def _mark_deleted(
    connection: Connection, clock: Clock, edit: Edit, row: dict[str, Stored], *, is_deleted: bool
) -> Change:
    entries = entries_by_field(connection, edit.id)
    fields = entries.values() if is_deleted else [entries.get(DELETED, [])]
    prev = {entry.stamp for field in fields for entry in leaves(field)}
    prev |= {_born(connection, edit)} if is_deleted else set()
    stamp = clock.tick()
    entry = Entry(stamp, int(is_deleted), b"".join(sorted(prev)))
    add_entry(connection, edit.type_name, edit.id, DELETED, entry)
    connection.execute(
        f"UPDATE {edit.type_name} SET _deleted = ? WHERE id = ?", (int(is_deleted), edit.id)
    )
    return Change(
        edit.type_name, edit.id, DELETED, stamp, entry.value, row[DELETED], tuple(sorted(prev)),
        settles=_is_settled(connection, edit.id, DELETED),
    )  # fmt: skip


def _born(connection: Connection, edit: Edit) -> bytes:
    row = connection.execute(
        f"SELECT _stamp FROM {edit.type_name} WHERE id = ?", (edit.id,)
    ).fetchone()
    return bytes(row[0])


def _decide(connection: Connection, clock: Clock, edit: Settle | Reopen) -> Iterator[Change]:
    """Settle a field, or take that back; a record that is deleted stays so through either."""
    row = _row(connection, RECORD_TYPES[edit.type_name], edit.id)
    if row is None:
        return
    if isinstance(edit, Settle):
        yield from _settle(connection, clock, edit, row)
    else:
        yield from reopen(connection, clock, edit)
    if row[DELETED] and edit.field != DELETED:
        wish = Remove(edit.type_name, edit.id)
        again = _mark_deleted(connection, clock, wish, row, is_deleted=True)
        yield replace(again, settles=False)


def _settle(
    connection: Connection, clock: Clock, edit: Settle, row: dict[str, Stored]
) -> Iterator[Change]:
    """Write the settling value even where it is shown already: what counts is what it knows."""
    record_type = RECORD_TYPES[edit.type_name]
    if edit.field == DELETED:
        wish = Remove(edit.type_name, edit.id)
        yield _mark_deleted(connection, clock, wish, row, is_deleted=bool(edit.value))
        return
    value = record_type.kinds()[edit.field].dump(edit.value)
    before = row[edit.field]
    yield _update(connection, clock, record_type, edit.id, edit.field, before, value)


def _is_settled(connection: Connection, record_id: bytes, field: str) -> bool:
    """An edit that knows of every leaf leaves no conflict in its field; was there one?"""
    gone = connection.execute("DELETE FROM conflict WHERE id = ? AND field = ?", (record_id, field))
    return gone.rowcount > 0
