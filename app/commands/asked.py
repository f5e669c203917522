"""What commands are asked with, as it is typed: found in the notebook, or said not to be there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.errors import AppError
from app.language import mark
from app.model import ENUMERATIONS, Framework, FrameworkItem, Project
from app.model.kinds import Kind, Link, Territory, parse_day

if TYPE_CHECKING:
    from datetime import date

    from app.storage import Workspace


class NotUnderstood(AppError):
    """Something a command is asked with is not known here."""


def place(workspace: Workspace, said: str | None) -> str:
    """The code of the one place that has this code or name; "" where nothing is said."""
    from app.exchange.places import Places

    if not said:
        return ""
    code, unknown = Places(workspace).find([said])
    if unknown or not code:
        raise NotUnderstood(
            mark(
                "“{name}” is no place known for certain. Give its code, which “table territory” "
                "shows, or its whole name as there."
            ),
            name=said,
        )
    return code


def day(said: str | None) -> date | None:
    """The day; None where nothing is said."""
    found = parse_day(said) if said else None
    if isinstance(found, str):
        raise NotUnderstood(mark("“{day}” is not a day. Write a day as 31.12.2026."), day=found)
    return found


def project(workspace: Workspace, said: str | None) -> bytes:
    """The project with this title; b"" where nothing is said."""
    if not said:
        return b""
    found = [one for one in workspace.find(Project) if one.title == said]
    if not found:
        raise NotUnderstood(mark("There is no project “{title}”."), title=said)
    return found[0].id


def framework(workspace: Workspace, said: str | None) -> str:
    """The code of the framework that has this code or id; "" where nothing is said."""
    if not said:
        return ""
    known = workspace.find(Framework)
    found = [one for one in known if said == one.code or said.replace("-", "") == one.id.hex()]
    if not found:
        raise NotUnderstood(
            mark("There is no framework {code} here. “depter framework list” shows them."),
            code=said,
        )
    return found[0].code


def item(workspace: Workspace, said: str | None) -> str:
    """The code of an item of a framework; "" where nothing is said."""
    if said and not workspace.find(FrameworkItem, code=said):
        raise NotUnderstood(
            mark("No item of a framework is called “{code}”; “framework” shows them."), code=said
        )
    return said or ""


def event_type(said: str | None) -> str:
    """The code of a type of event; "" where nothing is said."""
    if said and said not in ENUMERATIONS["event_type"]:
        known = ", ".join(ENUMERATIONS["event_type"])
        raise NotUnderstood(
            mark("“{type}” is no type of event; there are {known}."), type=said, known=known
        )
    return said or ""


_FOUND: Mapping[str, Callable[[Workspace, str], str]] = {
    "framework": framework,
    "framework_item": item,
}


def found(
    workspace: Workspace, kinds: Mapping[str, Kind], asked: Mapping[str, object]
) -> dict[str, object]:
    """What is asked with the kinds of its parameters: places and items as the notebook has them."""
    return {name: _found(workspace, kinds.get(name), value) for name, value in asked.items()}


def _found(workspace: Workspace, kind: Kind | None, value: object) -> object:
    match kind, value:
        case Territory(), str():
            return place(workspace, value)
        case Link(to=to), str() if value and to in _FOUND:
            return _FOUND[to](workspace, value)
    return value
