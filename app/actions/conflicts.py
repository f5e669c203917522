"""Settling conflicts: one by one, or many by a rule."""

from collections.abc import Iterable, Iterator, Sequence

from app.errors import AppError
from app.language import mark
from app.model import (
    DELETED,
    RECORD_TYPES,
    Changes,
    Edit,
    Put,
    Settle,
    Submission,
    check,
    clean,
)
from app.storage import Workspace, audit
from app.storage.connection import Connection
from app.storage.questions.conflicts import Conflict, Standing, conflict, conflicts
from app.surveys.tables import document_id

_EVERY = 1_000_000
Decision = tuple[str, bytes, str, object]
"""Type, id, field, and the value that shall stand."""


class NotInConflict(AppError):
    """Somebody settled it already, or it never was."""


def settle(
    workspace: Workspace, type_name: str, record_id: bytes, field: str, value: object
) -> Changes:
    """Settle one field: this value stands, here and wherever the settlement travels.

    The value may be one of those that stand against each other, or another one, which is checked
    as if it were typed. For `DELETED` it is True (delete) or False (keep).
    """
    return settle_each(workspace, [(type_name, record_id, field, value)])


def settle_each(workspace: Workspace, decided: Iterable[Decision]) -> Changes:
    """Settle several fields at once, all or none of them."""
    return _settle_all(workspace, [_wish(workspace, *one) for one in decided], "each")


def _wish(
    workspace: Workspace, type_name: str, record_id: bytes, field: str, value: object
) -> Settle:
    found = conflict(workspace, type_name, record_id, field)
    if found is None or len(found.standing) < 2:
        raise NotInConflict(mark("This conflict was settled meanwhile."))
    if field == DELETED:
        return Settle(type_name, record_id, field, bool(value))
    if value not in [said.value for said in found.standing]:
        record_type = RECORD_TYPES[type_name]
        given = clean(record_type, {field: value})
        check(record_type, given, workspace.get(record_type, record_id).values())  # type: ignore[union-attr]
        value = given[field]
    return Settle(type_name, record_id, field, value)


def settle_by_time(workspace: Workspace, found: Iterable[Conflict] | None = None) -> Changes:
    """Settle these conflicts, or all, by what was written last; an edit wins over a deletion."""
    wishes = [
        _settlement(one, max(reversed(one.standing), key=_last))
        for one in (conflicts(workspace, _EVERY) if found is None else found)
    ]
    return _settle_all(workspace, wishes, "last")


def settle_by_device(
    workspace: Workspace, device: bytes, found: Iterable[Conflict] | None = None
) -> Changes:
    """Settle these conflicts, or all, by what one device said; where it said nothing they stay."""
    wishes = []
    for one in conflicts(workspace, _EVERY) if found is None else found:
        said = [standing for standing in one.standing if standing.device == device]
        if said:
            wishes.append(_settlement(one, said[-1]))
    return _settle_all(workspace, wishes, "device")


def _settle_all(workspace: Workspace, wishes: Sequence[Settle], rule: str) -> Changes:
    """Settle in one write; many at once are noted in the audit, with the rule."""
    edits: list[Edit] = [*wishes, *_names_of_documents(workspace, wishes)]
    facts = {"fields": len(wishes), "rule": rule}

    def also(connection: Connection) -> None:
        if len(wishes) > 1:
            audit.note(connection, "settle", facts)

    return workspace.write(edits, also)


def _names_of_documents(workspace: Workspace, wishes: Sequence[Settle]) -> Iterator[Edit]:
    """What a settled document calls itself is settled with it."""
    decided = {(wish.id, wish.field) for wish in wishes}
    for wish in wishes:
        if (wish.type_name, wish.field) != (Submission.type_name, "instance"):
            continue
        if (wish.id, "instance_id") in decided:
            continue
        name = document_id(str(wish.value or ""))
        found = conflict(workspace, wish.type_name, wish.id, "instance_id")
        if found is not None and len(found.standing) > 1:
            yield Settle(wish.type_name, wish.id, "instance_id", name)
        else:
            yield Put(wish.type_name, wish.id, {"instance_id": name})


def _last(standing: Standing) -> tuple[bool, object]:
    return (standing.value is not True or standing.is_shown, standing.at)


def _settlement(found: Conflict, standing: Standing) -> Settle:
    return Settle(found.type_name, found.id, found.field, standing.value)
