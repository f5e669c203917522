"""`depter settle`: conflicts decided, one by one or many by a rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from app.commands.session import Answer, Session, answers
from app.errors import AppError
from app.language import mark
from app.model import DELETED, RECORD_TYPES, Changes
from app.model.kinds import Kind, Link, Number, YesNo

if TYPE_CHECKING:
    from app.storage import Workspace
    from app.storage.questions.conflicts import Conflict, Standing

_MOST = 1_000_000
_ID_SIZE = 16


class NothingSaidThere(AppError):
    """The device that was named said nothing in this conflict."""


class NotAValue(AppError):
    """What was given cannot be a value of the field."""


@click.command()
@click.option("--value", metavar="VALUE", help="This value stands; it may be a third one.")
@click.option("--from", "device", metavar="DEVICE", help="What this device said stands.")
@click.option("--latest", is_flag=True, help="What was said last stands; an edit, not a deletion.")
@click.option("--all", "is_all", is_flag=True, help="All conflicts; with --latest or --from.")
@click.argument("type_name", metavar="[TYPE", type=click.Choice(list(RECORD_TYPES)), required=False)
@click.argument("record_id", metavar="ID", required=False)
@click.argument("field", metavar="FIELD]", required=False)
@answers
def settle(
    session: Session,
    type_name: str | None,
    record_id: str | None,
    field: str | None,
    value: str | None,
    device: str | None,
    latest: bool,
    is_all: bool,
) -> Answer:
    """Decide conflicts: the FIELD of the record TYPE ID, or with --all every one by a rule.

    “depter conflicts” says what to name. The decision travels with the next packages and settles
    the conflict everywhere. For the field _deleted the value is “yes” (delete) or “no” (keep).
    """
    if [value is not None, device is not None, latest].count(True) != 1:
        raise click.UsageError("Name one of --value, --from and --latest.")
    if is_all == (field is not None) or (is_all and value is not None):
        raise click.UsageError("Name TYPE ID FIELD, or --all with --latest or --from.")
    with session.open() as workspace:
        if type_name is None or record_id is None or field is None:
            changes = _settle_all(workspace, device)
        else:
            found = _found(workspace, type_name, record_id, field)
            changes = _settle_one(workspace, found, value, device)
        left = _left(workspace)
        language = session.language
    settled = len({(one.type_name, one.id, one.field) for one in changes})
    lines = [
        language.plural("{n} field was settled.", "{n} fields were settled.", settled),
        language.plural("{n} field is in conflict.", "{n} fields are in conflict.", left),
    ]
    return Answer({"settled": settled, "left": left}, lines)


def _left(workspace: Workspace) -> int:
    from app.storage.questions.conflicts import count

    return count(workspace)


def _settle_all(workspace: Workspace, device: str | None) -> Changes:
    from app.actions.conflicts import settle_by_device, settle_by_time
    from app.storage.questions.conflicts import conflicts

    found = conflicts(workspace, _MOST)
    if device is None:
        return settle_by_time(workspace, found)
    return settle_by_device(workspace, _hex(device), found)


def _settle_one(
    workspace: Workspace, found: Conflict, value: str | None, device: str | None
) -> Changes:
    from app.actions.conflicts import settle, settle_by_time

    if value is not None:
        given = _value(found, value)
        return settle(workspace, found.type_name, found.id, found.field, given)
    if device is None:
        return settle_by_time(workspace, [found])
    said = _said_by(found, _hex(device))
    return settle(workspace, found.type_name, found.id, found.field, said.value)


def _found(workspace: Workspace, type_name: str, record_id: str, field: str) -> Conflict:
    from app.actions.conflicts import NotInConflict
    from app.storage.questions.conflicts import conflict

    identity = _hex(record_id)
    is_known = field == DELETED or field in RECORD_TYPES[type_name].kinds()
    found = conflict(workspace, type_name, identity, field) if is_known else None
    if found is None or len(found.standing) < 2 or len(identity) != _ID_SIZE:
        raise NotInConflict(mark("This field is not in conflict. Nothing was changed."))
    return found


def _said_by(found: Conflict, device: bytes) -> Standing:
    said = [standing for standing in found.standing if standing.device == device]
    if not said:
        raise NothingSaidThere(
            mark("The device {device} said nothing in this conflict. Nothing was changed."),
            device=device.hex(),
        )
    return said[-1]


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise NotAValue(
            mark("“{value}” is not hexadecimal. Nothing was changed."), value=text
        ) from error


def _value(found: Conflict, text: str) -> Any:
    """The value that was typed, as the kind of the field takes it."""
    if found.field == DELETED:
        return _yes(text)
    kind = RECORD_TYPES[found.type_name].kinds()[found.field]
    read = next((read for of, read in _READ.items() if isinstance(kind, of)), str)
    if text == "":
        return kind.empty
    return _parts(text) if isinstance(kind.empty, tuple) else read(text)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text.replace(",", "."))
    except ValueError as error:
        raise NotAValue(
            mark("“{value}” is not a number. Nothing was changed."), value=text
        ) from error


def _yes(text: str) -> bool:
    if text.lower() in {"yes", "true", "1"}:
        return True
    if text.lower() in {"no", "false", "0"}:
        return False
    raise NotAValue(mark("“{value}” is neither yes nor no. Nothing was changed."), value=text)


_READ: Mapping[type[Kind], Callable[[str], Any]] = {YesNo: _yes, Link: _hex, Number: _number}
