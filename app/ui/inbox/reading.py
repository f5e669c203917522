"""What the inbox reads: conflicts by record, with the record around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from app.model import RECORD_TYPES, Record
from app.model.kinds import Link
from app.storage import Workspace
from app.storage.questions.conflicts import Conflict, conflicts, count, record_of

_MOST = 500
_DEEP = 3


@dataclass(frozen=True)
class Matter:
    """One record with all its fields in conflict."""

    title: str
    record: Record
    conflicts: tuple[Conflict, ...]

    @property
    def id(self) -> bytes:
        """By which the list keeps its place."""
        return self.record.id


@dataclass(frozen=True)
class Waiting:
    """The matters to decide, as many as one reads; `fields` counts all."""

    matters: list[Matter] = field(default_factory=list)
    fields: int = 0


def read_waiting(ws: Workspace) -> Waiting:
    """Everything in conflict, by record."""
    found = conflicts(ws, _MOST)
    matters = []
    for _, group in groupby(found, key=lambda one: (one.type_name, one.id)):
        of_record = tuple(group)
        record = record_of(ws, of_record[0])
        if record is not None:
            matters.append(Matter(title_of(ws, record), record, of_record))
    return Waiting(matters, count(ws))


def title_of(ws: Workspace, record: Record, deep: int = _DEEP) -> str:
    """What a record is called; one without a name of its own by those it joins."""
    own = record.caption()
    if own or not deep:
        return own
    parts = []
    for name, kind in record.kinds().items():
        linked = getattr(record, name)
        if isinstance(kind, Link) and linked:
            other = ws.get(RECORD_TYPES[kind.to], linked)
            parts.append(title_of(ws, other, deep - 1) if other else "")
    return " · ".join(part for part in parts if part)
