"""Saving, deleting and taking back: the verbs that are the same for every record type."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from app.errors import AppError
from app.language import mark
from app.model import (
    RECORD_TYPES,
    Change,
    Changes,
    Edit,
    Put,
    Record,
    Remove,
    check,
    clean,
    inverse,
    parts_of,
)
from app.storage import Workspace

R = TypeVar("R", bound=Record)


class RecordGone(AppError):
    """The record is not there (any more)."""


def existing(workspace: Workspace, record_type: type[R], record_id: bytes | None) -> R:
    """The record with this id; raises `RecordGone`."""
    found = workspace.get(record_type, record_id) if record_id else None
    if found is None:
        raise RecordGone(mark("This record is no longer there."))
    return found


def save(
    workspace: Workspace, type_name: str, record_id: bytes, values: Mapping[str, object]
) -> Changes:
    """Set these fields of a record, making it if it is new; `Invalid` names every problem."""
    return workspace.write([checked(workspace, type_name, record_id, values)])


def checked(
    workspace: Workspace, type_name: str, record_id: bytes, values: Mapping[str, object]
) -> Put:
    """The edit that sets these fields, cleaned and found good together with what is stored."""
    record_type = RECORD_TYPES[type_name]
    given = clean(record_type, values)
    stored = workspace.get(record_type, record_id)
    check(record_type, given, stored.values() if stored else None)
    return Put(type_name, record_id, given)


def with_goals(
    record: Any, values: Mapping[str, object], added: Collection[str], dropped: Collection[str]
) -> dict[str, object]:
    """These values for a record that bears goals: some come to those it has, some go."""
    if not added and not dropped:
        return dict(values)
    kept = (code for code in record.framework_items if code not in dropped)
    return {**values, "framework_items": tuple(dict.fromkeys((*kept, *added)))}


def new(type_name: str, values: Mapping[str, object]) -> Put:
    """The edit that makes a new record; its id is derived from its key, or fresh."""
    record_type = RECORD_TYPES[type_name]
    given = clean(record_type, values)
    check(record_type, given)
    return Put(type_name, record_type.id_for(given), given)


def delete(workspace: Workspace, type_name: str, *ids: bytes) -> Changes:
    """Delete records with all that is part of them; one undo brings everything back."""
    record_type = RECORD_TYPES[type_name]
    edits: list[Edit] = []
    for record_id in ids:
        existing(workspace, record_type, record_id)
        edits += _removal(workspace, record_type, record_id)
    return workspace.write(edits)


def _removal(workspace: Workspace, record_type: type[Record], record_id: bytes) -> Iterator[Edit]:
    for part, owner in parts_of(record_type):
        owned: dict[str, Any] = {owner: record_id}
        for record in workspace.find(part, **owned):
            yield from _removal(workspace, part, record.id)
    yield Remove(record_type.type_name, record_id)


def undo(workspace: Workspace, changes: Iterable[Change]) -> Changes:
    """Put back what these changes did, as new changes; undoing the answer does it again."""
    return workspace.write(inverse(changes))
