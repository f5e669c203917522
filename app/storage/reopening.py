"""A settlement taken back: what the sides said is said again, so that they disagree everywhere."""

from collections.abc import Iterable, Iterator, Mapping

from app.model import CREATED, DELETED, RECORD_TYPES, Change, Reopen, Stored
from app.model.stamp import Clock
from app.storage.connection import Connection
from app.storage.derive import derive
from app.storage.entries import (
    Entry,
    add_entry,
    entries_by_field,
    keep_origin,
    leaves,
    unknown_edits,
)
from app.storage.incoming import open_incoming

Said = tuple[str, Entry]
"""A field, and one thing that was said of it."""


def reopen(connection: Connection, clock: Clock, edit: Reopen) -> Iterator[Change]:
    """Let a field be in conflict again: each new entry knows of one side and of the decision."""
    before = _shown(connection, edit)
    said = _sides(connection, edit) if before else []
    for name, entry in said:
        again = Entry(clock.tick(), entry.value, entry.stamp + edit.settled)
        add_entry(connection, edit.type_name, edit.id, name, again)
    if before and said:
        _derive(connection, edit, {name for name, _ in said} | {edit.field})
        now = _shown(connection, edit) or before
        yield Change(
            edit.type_name, edit.id, edit.field, again.stamp, now[0], before[0], (edit.settled,),
            reopens=True,
        )  # fmt: skip


def _shown(connection: Connection, edit: Reopen) -> tuple[Stored] | None:
    found: tuple[Stored] | None = connection.execute(
        f"SELECT {edit.field} FROM {edit.type_name} WHERE id = ?", (edit.id,)
    ).fetchone()
    return found


def _sides(connection: Connection, edit: Reopen) -> list[Said]:
    """What stood against each other."""
    entries = entries_by_field(connection, edit.id)
    told = [entry for entry in entries.get(edit.field, []) if entry.stamp in edit.stamps]
    settled = [entry for entry in entries.get(edit.field, []) if entry.stamp == edit.settled]
    sides = [(edit.field, entry) for entry in told]
    if edit.field == DELETED and any(entry.value for entry in settled):
        sides += _unheard(connection, edit, entries, told, settled)
    return sides


def _unheard(
    connection: Connection,
    edit: Reopen,
    entries: Mapping[str, list[Entry]],
    told: list[Entry],
    settled: list[Entry],
) -> list[Said]:
    """The edits the deletions did not know of, and the settlement did; or the record's birth."""
    (born,) = connection.execute(
        f"SELECT _stamp FROM {edit.type_name} WHERE id = ?", (edit.id,)
    ).fetchone()
    unheard, later = (unknown_edits(entries, born, of) for of in (told, settled))
    found = [
        (name, entry)
        for name, of_field in entries.items()
        if name not in (DELETED, CREATED)
        for entry in leaves(each for each in of_field if each.stamp not in later)
        if entry.stamp in unheard
    ]
    return found or ([_birth(connection, edit, born)] if born in unheard - later else [])


def _birth(connection: Connection, edit: Reopen, born: bytes) -> Said:
    """A record that nobody touched is said again by one of its fields."""
    record_type = RECORD_TYPES[edit.type_name]
    name = min(record_type.kinds(), key=lambda field: field in record_type.key)
    keep_origin(connection, edit.type_name, edit.id, name)
    row = connection.execute(
        f"SELECT {name} FROM {edit.type_name} WHERE id = ?", (edit.id,)
    ).fetchone()
    return name, Entry(born, row[0], b"")


def _derive(connection: Connection, edit: Reopen, fields: Iterable[str]) -> None:
    open_incoming(connection)
    connection.executemany(
        "INSERT INTO incoming (type, id, field) VALUES (?, ?, ?)",
        [(edit.type_name, edit.id, name) for name in fields],
    )
    derive(connection)
