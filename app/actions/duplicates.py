"""Deciding about two entries of the register: they are one person, or they are two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.actions import records
from app.errors import AppError
from app.language import mark
from app.model import Changes, Edit, Person, Put
from app.storage import Workspace
from app.storage.joined import canonical, values_before_join
from app.storage.questions_attendance import alive


class NotTwoPeople(AppError):
    """A decision about two people needs two who are there and not yet one."""


def join(
    ws: Workspace, stays: bytes, goes: bytes, values: Mapping[str, object] | None = None
) -> Changes:
    """Say that two entries are one person: `goes` stands for `stays` from now on.

    `values` are set on the one that stays; what she lacks is taken from the other. Nothing is lost
    by it: registrations go on pointing to the entry they were made for, and `part` undoes it.
    """
    first, second = _two(ws, stays, goes)
    wanted = {**chosen(first, second), **(values or {})}
    return ws.write(
        [
            records.checked(ws, "person", first.id, wanted),
            Put("person", second.id, {"duplicate_of": first.id}),
        ]
    )


def chosen(stays: Person, goes: Person) -> dict[str, Any]:
    """What the one who stays takes over where nobody has chosen: whatever she lacks."""
    return {
        name: getattr(goes, name)
        for name, kind in Person.kinds().items()
        if name != "duplicate_of"
        and getattr(stays, name) == kind.empty
        and getattr(goes, name) != kind.empty
    }


def part(ws: Workspace, person: bytes) -> Changes:
    """Say that an entry stands for itself again, at any time later.

    What the other took over from it in that join goes too, unless somebody has changed it since.
    """
    found = ws.get(Person, person)
    if found is None or found.duplicate_of is None:
        raise NotTwoPeople(mark("This entry is not joined to another one."))
    before = values_before_join(ws.reader, person)
    edits: list[Edit] = [Put("person", person, {"duplicate_of": None})]
    if before and ws.get(Person, found.duplicate_of):
        edits.append(Put("person", found.duplicate_of, before))
    return ws.write(edits)


def not_the_same(ws: Workspace, a: bytes, b: bytes) -> Changes:
    """Say that two entries are two people, so that nobody is asked about them again."""
    first, second = _two(ws, a, b)
    one, other = sorted((first.id, second.id))
    return ws.write([records.new("distinction", {"one": one, "other": other})])


def _two(ws: Workspace, a: bytes, b: bytes) -> tuple[Person, Person]:
    """The two people these entries stand for at present."""
    first, second = (alive(ws, Person, canonical(ws.reader, person)) for person in (a, b))
    if first is None or second is None:
        raise records.RecordGone(mark("This record is no longer there."))
    if first.id == second.id:
        raise NotTwoPeople(mark("These two entries are one person already."))
    return first, second
