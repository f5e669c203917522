"""Body: a committee, a council, a kenesh or a list of candidates, and who sits in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from app.errors import Problem
from app.language import mark
from app.model.kinds import Choice, Day, Link, LongText, Number, Privacy, Text
from app.model.kinds import Territory as Place
from app.model.record import Record, kept

_MOST = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Body(Record):
    """A body whose balance is looked at: its size, women and men in it, seats kept for women."""

    type_name: ClassVar[str] = "body"
    label: ClassVar[str] = mark("Body")
    label_plural: ClassVar[str] = mark("Bodies")
    searched: ClassVar[tuple[str, ...]] = ("title",)

    title: str = kept(Text(label=mark("Title"), required=True, limit=500))
    kind: str | None = kept(Choice(label=mark("Kind"), enumeration="body_kind", required=True))
    territory: str | None = kept(Place(label=mark("Territory")))
    created_on: date | None = kept(Day(label=mark("Created on")))
    as_of: date | None = kept(Day(label=mark("Counted on")))
    size: int | None = kept(Number(label=mark("Seats"), most=_MOST))
    women: int | None = kept(Number(label=mark("Women"), most=_MOST))
    men: int | None = kept(Number(label=mark("Men"), most=_MOST))
    youth: int | None = kept(Number(label=mark("Young people"), most=_MOST))
    reserved: int | None = kept(Number(label=mark("Seats reserved for women"), most=_MOST))
    event: bytes | None = kept(Link(label=mark("Event it was created at"), to="event"))
    action_plan: bytes | None = kept(Link(label=mark("Plan that created it"), to="action_plan"))
    note: str = kept(LongText(label=mark("Note"), is_internal=True))

    @classmethod
    def rules(cls, values: Mapping[str, Any]) -> Iterator[Problem]:
        size = values["size"]
        if size is None:
            return
        counted = (values["women"] or 0) + (values["men"] or 0)
        if counted > size:
            yield Problem(
                "size",
                mark("Women and men are {counted}, more than the seats"),
                {"counted": counted},
            )
        for name in ("youth", "reserved"):
            if (values[name] or 0) > size:
                yield Problem(name, mark("More than the seats of the body"))


@dataclass(frozen=True, kw_only=True)
class BodyMember(Record):
    """A person who sits in a body for some time; where they are listed, they are the count."""

    type_name: ClassVar[str] = "body_member"
    label: ClassVar[str] = mark("Member of a body")
    label_plural: ClassVar[str] = mark("Members of bodies")
    key: ClassVar[tuple[str, ...]] = ("body", "person")
    owner: ClassVar[str] = "body"

    body: bytes | None = kept(Link(label=mark("Body"), to="body", required=True))
    person: bytes | None = kept(Link(label=mark("Person"), to="person", required=True))
    role: str | None = kept(Choice(label=mark("Role"), enumeration="body_member_role"))
    position: str = kept(Text(label=mark("Position"), limit=500, privacy=Privacy.PERSONAL))
    since: date | None = kept(Day(label=mark("Since")))
    until: date | None = kept(Day(label=mark("Until")))

    @classmethod
    def rules(cls, values: Mapping[str, Any]) -> Iterator[Problem]:
        first, last = values["since"], values["until"]
        if first and last and last < first:
            yield Problem("until", mark("The end comes before the beginning"))
