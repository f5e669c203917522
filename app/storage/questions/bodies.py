"""What bodies are asked: how each stands to its rules, who sits in it, what contradicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.model import Body, BodyMember
from app.model.quota import Judgement, People, judge, rules_for
from app.storage.reading import found, place_names
from app.storage.reading import people_of as persons_of
from app.storage.seated import Seated, differing, seated

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


def people_of(body: Body, listed: Seated | None) -> People:
    """The people of a body: who is listed, or else as they were written down.

    Seats nobody is known of are of unknown sex.
    """
    if listed is None:
        women, men, youth = body.women or 0, body.men or 0, body.youth
        size = max(body.size or 0, women + men)
    else:
        women, men = listed.women, listed.men
        youth = body.youth if listed.youth is None else listed.youth
        size = max(body.size or 0, listed.listed)
    return People(women, men, size - women - men, youth, body.reserved, size)


@dataclass(frozen=True)
class BodyLine:
    """A body with where it is, who is listed, and how it stands to its rules."""

    body: Body
    place: Mapping[str, str]
    listed: Seated | None
    judgements: tuple[Judgement, ...]

    @property
    def id(self) -> bytes:
        """The body's id."""
        return self.body.id

    @property
    def people(self) -> People:
        """The people its rules are about."""
        return people_of(self.body, self.listed)

    @property
    def differences(self) -> list[tuple[str, int, int]]:
        """Where what was written down is not what is listed: field, written, listed."""
        return differing(self.body, self.listed)


def list_bodies(
    ws: Workspace, *, optional: bool = False, today: date | None = None
) -> list[BodyLine]:
    """All bodies by title, weighed by their rules."""
    bodies = found(ws.reader, Body, "1", order="title, _row")
    places = place_names(ws.reader, (body.territory for body in bodies))
    listed = seated(ws.reader, (body.id for body in bodies), today or date.today())
    return [
        BodyLine(
            body,
            places.get(body.territory or "", {}),
            listed.get(body.id),
            tuple(
                judge(rule, people_of(body, listed.get(body.id)))
                for rule in rules_for(body.kind or "other", optional=optional)
            ),
        )
        for body in bodies
    ]


@dataclass(frozen=True)
class Sitting:
    """A member of a body with her name and place."""

    member: BodyMember
    name: str
    place: Mapping[str, str]
    is_present: bool
    """Whether she sits there today; who left stays on the list."""

    @property
    def id(self) -> bytes:
        """The membership's id."""
        return self.member.id


@dataclass(frozen=True)
class BodyPage:
    """A body with those who sit in it and those who did."""

    line: BodyLine
    members: tuple[Sitting, ...]


def body_page(ws: Workspace, body_id: bytes, today: date) -> BodyPage | None:
    """One body; None when it is not there (any more)."""
    lines = list_bodies(ws, today=today)
    line = next((one for one in lines if one.id == body_id), None)
    if line is None:
        return None
    members = found(ws.reader, BodyMember, "body = ?", body_id, order="_row")
    people = persons_of(ws.reader, (member.person for member in members))
    known = {one.id: one for one in people.values()}
    places = place_names(ws.reader, (one.territory for one in known.values()))
    shown: dict[bytes, Sitting] = {}
    for member in members:
        person = people.get(member.person)
        is_in = (member.since or date.min) <= today <= (member.until or date.max)
        one = Sitting(
            member,
            person.caption() if person else "",
            places.get(person.territory or "", {}) if person else {},
            is_in,
        )
        who = person.id if person else member.id
        if who not in shown or (is_in and not shown[who].is_present):
            shown[who] = one
    return BodyPage(line, tuple(sorted(shown.values(), key=lambda one: not one.is_present)))
