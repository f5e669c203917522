"""Deciding about two entries of the register: they are one person, or they are two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.actions import records
from app.errors import AppError
from app.language import mark
from app.model import Changes, Distinction, Edit, Person, Put, Remove
from app.storage import Workspace
from app.storage.joined import canonical, joined_to, values_before_join
from app.storage.questions.attendance import alive
from app.storage.questions.contradictions import Contradiction, contradiction


class NotTwoPeople(AppError):
    """A decision about two people needs two who are there and not yet one."""


def join(
    ws: Workspace, stays: bytes, goes: bytes, values: Mapping[str, object] | None = None
) -> Changes:
    """Say that two entries are one person: `goes` stands for `stays` from now on.

    `values` are set on the one that stays; what she lacks is taken from the other. Nothing is lost
    by it: registrations go on pointing to the entry they were made for, and `part` undoes it.
    Whoever joins knows that they were told apart, and is right; of two who are one already and were
    told apart, it decides that they are one.
    """
    found = contradiction(ws, stays, goes)
    if found:
        return ws.write([Remove("distinction", found.distinction)])
    first, second = _two(ws, stays, goes)
    wanted = {**chosen(first, second), **(values or {})}
    return ws.write(
        [
            records.checked(ws, "person", first.id, wanted),
            Put("person", second.id, {"duplicate_of": first.id}),
            *_not_apart_any_more(ws, first.id, second.id),
        ]
    )


def _not_apart_any_more(ws: Workspace, a: bytes, b: bytes) -> Iterator[Edit]:
    """Take back what tells anybody who stands for the one apart from who stands for the other."""
    one, two = ({person, *joined_to(ws.reader, person)} for person in (a, b))
    for found in ws.find(Distinction):
        if (found.one in one and found.other in two) or (found.one in two and found.other in one):
            yield Remove("distinction", found.id)


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
    return ws.write(list(_parting(ws, found)))


def _parting(ws: Workspace, person: Person) -> Iterator[Edit]:
    yield Put("person", person.id, {"duplicate_of": None})
    before = values_before_join(ws.reader, person.id)
    if before and person.duplicate_of and ws.get(Person, person.duplicate_of):
        yield Put("person", person.duplicate_of, before)


def not_the_same(ws: Workspace, a: bytes, b: bytes) -> Changes:
    """Say that two entries are two people, so that nobody is asked about them again.

    Of two who were told apart and are one nevertheless, it takes back the joins that made them so.
    """
    found = contradiction(ws, a, b)
    if found:
        return ws.write(list(_apart(ws, found)))
    first, second = _two(ws, a, b)
    one, other = sorted((first.id, second.id))
    return ws.write([records.new("distinction", {"one": one, "other": other})])


def _apart(ws: Workspace, found: Contradiction) -> Iterator[Edit]:
    """Take joins back, the newest first, until the two stand for different people."""
    people = [ws.get(Person, person) for person, _ in found.joins]
    left = {person.id: person.duplicate_of for person in people if person and person.duplicate_of}
    for person in people:
        if person and not _reached(left, found.one).isdisjoint(_reached(left, found.other)):
            del left[person.id]
            yield from _parting(ws, person)


def _reached(joins: Mapping[bytes, bytes], person: bytes) -> set[bytes]:
    reached = {person}
    while (person := joins.get(person, person)) not in reached:
        reached.add(person)
    return reached


def _two(ws: Workspace, a: bytes, b: bytes) -> tuple[Person, Person]:
    """The two people these entries stand for at present."""
    first, second = (alive(ws, Person, canonical(ws.reader, person)) for person in (a, b))
    if first is None or second is None:
        raise records.RecordGone(mark("This record is no longer there."))
    if first.id == second.id:
        raise NotTwoPeople(mark("These two entries are one person already."))
    return first, second
