"""Questions about open conflicts: what was said, by whom, when, and what stood before."""

from datetime import datetime
from typing import NamedTuple

from app.model import CREATED, DELETED, RECORD_TYPES, Record
from app.model.stamp import stamp_device, stamp_moment
from app.storage.entries import (
    Entry,
    entries_by_field,
    entries_of,
    leaves,
    split_stamps,
    suspects,
    unknown_edits,
    winner,
)
from app.storage.history import author
from app.storage.parts import ids_of
from app.storage.workspace import Workspace


class Place(NamedTuple):
    """A field of a record, or a whole record where `field` is ""."""

    type_name: str
    id: bytes
    field: str


class Standing(NamedTuple):
    """One of the values that stand against each other."""

    value: object
    at: datetime
    device: bytes
    who: str
    machine: str
    is_shown: bool


class Conflict(NamedTuple):
    """A field about which notebooks disagree. For `DELETED` the values are True and False."""

    type_name: str
    id: bytes
    field: str
    caption: str
    standing: tuple[Standing, ...]
    before: object
    """The last value all sides knew, if there was one."""


_OWN = (
    "FROM conflict c WHERE NOT (c.type = 'submission' AND c.field = 'instance_id' AND EXISTS "
    "(SELECT 1 FROM conflict d WHERE d.id = c.id AND d.field = 'instance'))"
)
"""The conflicts there is something to decide about: what a document calls itself goes with it."""


def count(workspace: Workspace) -> int:
    """How many fields are in conflict."""
    return int(workspace.reader.execute(f"SELECT count(*) {_OWN}").fetchone()[0])


def conflicts(workspace: Workspace, limit: int = 1000) -> list[Conflict]:
    """The open conflicts, those of one record together."""
    rows = workspace.reader.execute(
        f"SELECT c.type, c.id, c.field {_OWN} ORDER BY c.type, c.id, c.field LIMIT ?", (limit,)
    ).fetchall()
    found = (conflict(workspace, *row) for row in rows if row[0] in RECORD_TYPES)
    return [one for one in found if one is not None]


def disputed(workspace: Workspace, type_name: str, record_id: bytes) -> list[Place]:
    """The fields in conflict of a record, then those of its parts."""
    rows = workspace.reader.execute(
        f"SELECT c.type, c.id, c.field {_OWN} ORDER BY c.type, c.id, c.field"
    ).fetchall()
    mine = ids_of(workspace, type_name, record_id) if rows else set()
    return sorted(
        (Place(*row) for row in rows if row[1] in mine), key=lambda at: at.id != record_id
    )


def conflict(workspace: Workspace, type_name: str, record_id: bytes, field: str) -> Conflict | None:
    """What stands against each other in one field; None when the record is not here."""
    record = workspace.get(RECORD_TYPES[type_name], record_id)
    if record is None:
        return None
    if field == DELETED:
        standing = _deleted(workspace, type_name, record_id)
        return Conflict(type_name, record_id, field, record.caption(), standing, None)
    entries = entries_of(workspace.reader, record_id, field)
    kind = record.kinds()[field]
    left = leaves(entries)
    told = [_first_said(entries, entry) for entry in left]
    first = winner(left, suspects(workspace.reader)) if left else None
    standing = tuple(
        _standing(workspace, entry, kind.load(entry.value), is_shown=leaf is first)
        for leaf, entry in zip(left, told, strict=True)
    )
    before = _common(entries, told) if told else None
    common = kind.load(before.value) if before else None
    return Conflict(type_name, record_id, field, record.caption(), standing, common)


def _deleted(workspace: Workspace, type_name: str, record_id: bytes) -> tuple[Standing, ...]:
    """The deletions, and the last edit that did not know of them."""
    entries = entries_by_field(workspace.reader, record_id)
    deletions = entries.get(DELETED, [])
    born = workspace.reader.execute(
        f"SELECT _stamp FROM {type_name} WHERE id = ?", (record_id,)
    ).fetchone()[0]
    unknown = unknown_edits(entries, born, deletions)
    edits = [
        _first_said([*of_field, *deletions], entry)
        for name, of_field in entries.items()
        if name not in (DELETED, CREATED)
        for entry in leaves(of_field)
        if entry.stamp in unknown
    ]
    if not edits and born in unknown:
        edits = [Entry(born, 0, b"")]
    sides = [
        _standing(workspace, _first_said(deletions, entry), bool(entry.value), is_shown=False)
        for entry in leaves(deletions)
    ]
    if edits:
        last = max(edits, key=lambda entry: entry.stamp)
        sides.append(_standing(workspace, last, False, is_shown=True))
    return tuple(sides)


def _standing(workspace: Workspace, entry: Entry, value: object, *, is_shown: bool) -> Standing:
    device = stamp_device(entry.stamp)
    owner = author(workspace, device)
    return Standing(
        value,
        stamp_moment(entry.stamp),
        device,
        owner.name if owner else "",
        owner.machine if owner else "",
        is_shown,
    )


def _first_said(entries: list[Entry], entry: Entry) -> Entry:
    """Who said it: an entry that opens a conflict again only repeats another one."""
    by_stamp = {each.stamp: each for each in entries}
    prev = [by_stamp[stamp] for stamp in split_stamps(entry.prev) if stamp in by_stamp]
    replaced = {stamp for each in prev for stamp in split_stamps(each.prev)}
    for each in prev:
        if each.stamp in replaced and each.value == entry.value:
            return _first_said(entries, each)
    return entry


def _common(entries: list[Entry], left: list[Entry]) -> Entry | None:
    """The last entry that every leaf came from."""
    by_stamp = {entry.stamp: entry for entry in entries}

    def ancestors(entry: Entry) -> set[bytes]:
        found: set[bytes] = set()
        waiting = split_stamps(entry.prev)
        while waiting:
            stamp = waiting.pop()
            if stamp not in found:
                found.add(stamp)
                waiting += split_stamps(by_stamp[stamp].prev) if stamp in by_stamp else []
        return found

    shared = set.intersection(*(ancestors(entry) for entry in left)) & set(by_stamp)
    return by_stamp[max(shared)] if shared else None


def record_of(workspace: Workspace, found: Conflict) -> Record | None:
    """The record around a conflict, as it is shown now."""
    return workspace.get(RECORD_TYPES[found.type_name], found.id)
