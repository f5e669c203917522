"""Change: the only coin. Typing, importing, merging and undoing all pay with it."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

Stored = str | int | float | bytes | None
"""A value as a column and a package hold it."""

CREATED = "_created"
"""The field of an entry that says a record was made; a whole record's change bears it too."""
DELETED = "_deleted"
"""The field of an entry that deletes (1) or brings back (0) a record."""


@dataclass(frozen=True, slots=True)
class Change:
    """One fact of the log: a record was made, one of its fields was set, or it was deleted.

    `field` is `CREATED` for a whole new record (its values are in `values`), `DELETED` for a
    deletion or its opposite, else the name of the field. `before` is what was shown until then.
    """

    type_name: str
    id: bytes
    field: str
    stamp: bytes
    value: Stored = None
    before: Stored = None
    prev: tuple[bytes, ...] = ()
    values: Mapping[str, Stored] = dataclasses.field(default_factory=dict)
    settles: bool = False
    """Whether it ended a conflict: who takes it back wants the conflict again."""
    reopens: bool = False
    """Whether it took a settlement back: who takes that back wants it settled."""


@dataclass(frozen=True)
class Changes:
    """What a write or a merge did: each open view asks it "mine?" and re-reads."""

    changes: tuple[Change, ...] = ()
    merged: Mapping[str, int] = dataclasses.field(default_factory=dict)
    """After a merge: how many records of each type were touched (too many to name)."""

    def __bool__(self) -> bool:
        return bool(self.changes) or any(self.merged.values())

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __add__(self, other: "Changes") -> "Changes":
        merged = Counter(self.merged)
        merged.update(other.merged)
        return Changes(self.changes + other.changes, dict(merged))

    @property
    def types(self) -> frozenset[str]:
        """The names of the record types that were touched."""
        return frozenset(change.type_name for change in self.changes) | frozenset(self.merged)

    def ids(self, type_name: str) -> frozenset[bytes]:
        """The records of one type that were touched one by one (not by a merge)."""
        return frozenset(change.id for change in self.changes if change.type_name == type_name)

    def touches(self, type_name: str, record_id: bytes | None = None) -> bool:
        """Whether a view of this type, or of this one record, has to be read again."""
        if type_name in self.merged:
            return True
        if record_id is None:
            return type_name in self.types
        return record_id in self.ids(type_name)


@dataclass(frozen=True, slots=True)
class Put:
    """The wish that a record has these values: made if it is new, else only what differs is set."""

    type_name: str
    id: bytes
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Remove:
    """The wish that a record is deleted."""

    type_name: str
    id: bytes


@dataclass(frozen=True, slots=True)
class Restore:
    """The wish that a deleted record is there again."""

    type_name: str
    id: bytes


@dataclass(frozen=True, slots=True)
class Settle:
    """The wish that a field has this value, whatever others wrote: it knows of all of them.

    For `DELETED` the value is 1 (deleted) or 0 (kept).
    """

    type_name: str
    id: bytes
    field: str
    value: object


@dataclass(frozen=True, slots=True)
class Reopen:
    """The wish that a field is in conflict again between what these stamps said.

    For `DELETED` the stamps are the deletions, and the edits they did not know where it was settled
    by deleting. `settled` is the stamp that decided; what was set after it stays too.
    """

    type_name: str
    id: bytes
    field: str
    stamps: tuple[bytes, ...]
    settled: bytes


Edit = Put | Remove | Restore | Settle | Reopen


def inverse(changes: Iterable[Change]) -> list[Edit]:
    """The edits that put back what these changes did, last first."""
    return [_opposite(change) for change in reversed(list(changes))]


def _opposite(change: Change) -> Edit:
    if change.field == CREATED:
        return Remove(change.type_name, change.id)
    if change.settles:
        return Reopen(change.type_name, change.id, change.field, change.prev, change.stamp)
    if change.reopens:
        return Settle(change.type_name, change.id, change.field, change.before)
    if change.field == DELETED:
        wish = Remove if change.before else Restore
        return wish(change.type_name, change.id)
    return Put(change.type_name, change.id, {change.field: change.before})
