"""Questions about quarantine: what waits, out of whose package, and why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from app.model.stamp import stamp_moment

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


class Waiting(NamedTuple):
    """A change that came in a good package and could not be read. `reason` is a marked text."""

    no: int
    package: int
    package_hash: str
    file_name: str
    device: bytes
    sender: str
    number: int
    type_name: str
    id: bytes | None
    field: str
    reason: str
    content: str
    written_at: datetime


def waiting(ws: Workspace) -> list[Waiting]:
    """Everything in quarantine whose package is in, in the order it came."""
    rows = ws.reader.execute(
        "SELECT q.no, q.package, p.hash, p.file_name, p.device, coalesce(e.name, ''), p.number, "
        "q.type, q.id, q.field, q.reason, q.content, q.stamp FROM quarantine q "
        "JOIN package p ON p.package = q.package LEFT JOIN peer e ON e.device = p.device "
        "WHERE p.undone_at = '' ORDER BY q.no"
    )
    return [Waiting._make((*row[:-1], stamp_moment(row[-1]))) for row in rows.fetchall()]


def count(ws: Workspace) -> int:
    """How many changes wait."""
    row = ws.reader.execute(
        "SELECT count(*) FROM quarantine q JOIN package p ON p.package = q.package "
        "WHERE p.undone_at = ''"
    ).fetchone()
    return int(row[0])
