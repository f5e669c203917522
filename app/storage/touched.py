"""What a merge touches, record by record: for looking at before anything does.

It is gathered only when asked for: a merge that is simply done makes no object per record.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from app.model import DELETED, RECORD_TYPES, Record
from app.storage.connection import Connection

NEW, UPDATED, CONFLICT = "new", "updated", "conflict"
_MOST = 2_000


class FieldChange(NamedTuple):
    """A field that is shown otherwise afterwards, or about which notebooks then disagree."""

    name: str
    before: object
    after: object
    is_conflict: bool


class TouchedRecord(NamedTuple):
    """One record a merge makes or changes; `kind` is "new", "updated" or "conflict"."""

    type_name: str
    id: bytes
    caption: str
    kind: str
    fields: tuple[FieldChange, ...]


@dataclass
class Touched:
    """The records a merge touches, as many as are worth reading; `more` is how many are not named.

    Handed to a merge empty, and filled by it.
    """

    most: int = _MOST
    records: list[TouchedRecord] = field(default_factory=list)
    more: int = 0

    def gather(self, before: Connection, after: Connection, package: int) -> None:
        """Compare what stood before a merge with what stands after it, in its transaction."""
        changed = _changed(after)
        for type_name, record_id in changed:
            found = _compare(before, after, type_name, record_id)
            if found is not None:
                self._add(found)
        known = {record_id for _, record_id in changed}
        for type_name in RECORD_TYPES:
            self._gather_new(before, after, type_name, package, known)

    def _add(self, found: TouchedRecord) -> None:
        if len(self.records) < self.most:
            self.records.append(found)
        else:
            self.more += 1

    def _gather_new(
        self, before: Connection, after: Connection, type_name: str, package: int, known: set[bytes]
    ) -> None:
        ids = after.execute(
            f"SELECT id FROM {type_name} WHERE _package = ? ORDER BY _row", (package,)
        ).fetchall()
        fresh = [
            record_id
            for (record_id,) in ids
            if record_id not in known or not _is_in(before, type_name, record_id)
        ]
        room = max(0, self.most - len(self.records))
        for record_id in fresh[:room]:
            record = _load(after, type_name, record_id)
            if record is not None:
                self._add(TouchedRecord(type_name, record_id, record.caption(), NEW, ()))
        self.more += len(fresh[room:])


def _changed(connection: Connection) -> list[tuple[str, bytes]]:
    """The records of which single fields arrived."""
    rows = connection.execute("SELECT type, id FROM temp.touched ORDER BY type, id").fetchall()
    return [(type_name, record_id) for type_name, record_id in rows if type_name in RECORD_TYPES]


def _compare(
    before: Connection, after: Connection, type_name: str, record_id: bytes
) -> TouchedRecord | None:
    was, now = _load(before, type_name, record_id), _load(after, type_name, record_id)
    if was is None or now is None:
        return None
    fields = tuple(_changes(before, after, was, now))
    if not fields:
        return None
    kind = CONFLICT if any(one.is_conflict for one in fields) else UPDATED
    return TouchedRecord(type_name, record_id, was.caption() or now.caption(), kind, fields)


def _changes(
    before: Connection, after: Connection, was: Record, now: Record
) -> Iterator[FieldChange]:
    open_now = _conflicts(after, now.id) - _conflicts(before, now.id)
    old, new = _values(before, was), _values(after, now)
    for name, value in new.items():
        if name in open_now or value != old[name]:
            yield FieldChange(name, old[name], value, name in open_now)


def _values(connection: Connection, record: Record) -> dict[str, Any]:
    sql = f"SELECT _deleted FROM {record.type_name} WHERE id = ?"
    is_deleted = bool(connection.execute(sql, (record.id,)).fetchone()[0])
    return record.values() | {DELETED: is_deleted}


def _conflicts(connection: Connection, record_id: bytes) -> set[str]:
    rows = connection.execute("SELECT field FROM conflict WHERE id = ?", (record_id,))
    return {name for (name,) in rows}


def _is_in(connection: Connection, type_name: str, record_id: bytes) -> bool:
    sql = f"SELECT 1 FROM {type_name} WHERE id = ?"
    return connection.execute(sql, (record_id,)).fetchone() is not None


def _load(connection: Connection, type_name: str, record_id: bytes) -> Record | None:
    record_type = RECORD_TYPES[type_name]
    columns = list(record_type.kinds())
    row = connection.execute(
        f"SELECT {', '.join(columns)} FROM {type_name} WHERE id = ?", (record_id,)
    ).fetchone()
    return record_type.load(record_id, dict(zip(columns, row, strict=True))) if row else None
