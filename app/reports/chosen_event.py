"""Which event a report is of: the one that was named, else the one most likely meant."""

from __future__ import annotations

from datetime import date

from app.errors import AppError
from app.language import mark
from app.model import Event, Record
from app.model.kinds import Link
from app.reports.parameters import Parameter
from app.storage import Workspace
from app.storage.connection import Connection
from app.storage.questions.report import event_by_id, events_by_code, latest_event

_LISTED = 10
_EVENT = Link(label=mark("Event"), to="event", help=mark("Without one: the last that was held"))


def event_parameter(told_by: type[Record] | None = None) -> Parameter:
    """What a report of one event is asked with; `told_by` as in `chosen_event`."""

    def meant(workspace: Workspace, _: str) -> bytes:
        return _latest(workspace.reader, told_by).id

    return Parameter("event", _EVENT, meant=meant)


class NoSuchEvent(AppError):
    """The event a report was asked of is not in the workspace."""


def chosen_event(reader: Connection, named: object, told_by: type[Record] | None = None) -> Event:
    """The event with this id (bytes or hexadecimal) or code; with no name, the latest held.

    Of those, one that records of the type `told_by` point at goes first.
    """
    if named in (None, ""):
        return _latest(reader, told_by)
    text = named.hex() if isinstance(named, bytes) else str(named).strip()
    event = _by_id(reader, text)
    if event is not None:
        return event
    found = events_by_code(reader, text)
    if len(found) == 1:
        return found[0]
    if found:
        raise NoSuchEvent(
            mark("Several events have the code {code}. Name one by its id: {known}."),
            code=text,
            known=", ".join(event.id.hex() for event in found[:_LISTED]),
        )
    raise NoSuchEvent(
        mark("There is no event {event}. Name one by its code or its id; the latest is {latest}."),
        event=text,
        latest=_name(_latest(reader)),
    )


def _by_id(reader: Connection, text: str) -> Event | None:
    try:
        return event_by_id(reader, bytes.fromhex(text.replace("-", "")))
    except ValueError:
        return None


def _latest(reader: Connection, told_by: type[Record] | None = None) -> Event:
    event = latest_event(reader, date.today(), told_by)
    if event is None:
        raise NoSuchEvent(
            mark("There is no event in this notebook yet. Plan one, or take a package in.")
        )
    return event


def _name(event: Event) -> str:
    return event.code or event.id.hex()
