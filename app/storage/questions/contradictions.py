"""Two people somebody told apart while somebody else, not knowing of it, made them one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from app.model import DELETED, Distinction, Person
from app.model.stamp import stamp_device, stamp_moment
from app.storage.entries import entries_of, leaves
from app.storage.history import author
from app.storage.joined import canonical, walk

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


class Decision(NamedTuple):
    """Who decided, when and on which device."""

    who: str
    machine: str
    device: bytes
    at: datetime


class Contradiction(NamedTuple):
    """Two entries that are two people by one decision and one by another; the joins stand so far.

    `distinction` is the record that tells them apart; `joins` are those by which the two come to
    stand for one person (who was joined, and the decision), the newest first.
    """

    distinction: bytes
    one: bytes
    other: bytes
    stands_for: bytes
    told_apart: Decision
    joins: tuple[tuple[bytes, Decision], ...]


def contradictions(ws: Workspace) -> list[Contradiction]:
    """Every pair that was told apart and is one nevertheless, the oldest decision first."""
    rows = ws.reader.execute(
        "SELECT d.id, d.one, d.other FROM distinction d WHERE d._deleted = 0 AND EXISTS "
        "(SELECT 1 FROM person p WHERE p.id IN (d.one, d.other) AND p.duplicate_of > x'') "
        "ORDER BY d._stamp"
    ).fetchall()
    found = (_between(ws, *row) for row in rows)
    return [one for one in found if one is not None]


def count(ws: Workspace) -> int:
    """How many pairs wait for somebody to decide which of the decisions is right."""
    return len(contradictions(ws))


def contradiction(ws: Workspace, a: bytes, b: bytes) -> Contradiction | None:
    """What was decided about these two entries, if they were told apart and are one."""
    one, other = sorted((a, b))
    found = ws.get(Distinction, Distinction.id_for({"one": one, "other": other}))
    row = (
        found
        and ws.reader.execute(
            "SELECT id, one, other FROM distinction WHERE id = ? AND _deleted = 0", (found.id,)
        ).fetchone()
    )
    return _between(ws, *row) if row else None


def _between(ws: Workspace, distinction: bytes, one: bytes, other: bytes) -> Contradiction | None:
    root = canonical(ws.reader, one)
    if one == other or root != canonical(ws.reader, other):
        return None
    walked, walked_too = (set(walk(ws.reader, person)) for person in (one, other))
    between = walked ^ walked_too or walked | walked_too  # in a ring everything is between them
    people = [person for person in (ws.get(Person, each) for each in between) if person]
    joins = [(_stamp(ws, each.id, "duplicate_of"), each.id) for each in people if each.duplicate_of]
    return Contradiction(
        distinction,
        one,
        other,
        root,
        _decision(ws, _stamp(ws, distinction, DELETED) or _born(ws, distinction)),
        tuple((person, _decision(ws, stamp)) for stamp, person in sorted(joins, reverse=True)),
    )


def _stamp(ws: Workspace, record_id: bytes, field: str) -> bytes:
    """The stamp of what stands in a field; empty where nobody has touched it."""
    entries = entries_of(ws.reader, record_id, field)
    return leaves(entries)[-1].stamp if entries else b""


def _born(ws: Workspace, distinction: bytes) -> bytes:
    row = ws.reader.execute("SELECT _stamp FROM distinction WHERE id = ?", (distinction,))
    return bytes(row.fetchone()[0])


def _decision(ws: Workspace, stamp: bytes) -> Decision:
    device = stamp_device(stamp)
    owner = author(ws, device)
    who, machine = (owner.name, owner.machine) if owner else ("", "")
    return Decision(who, machine, device, stamp_moment(stamp))
