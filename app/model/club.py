"""Club: women who meet regularly, learn by doing, and stand by each other between elections."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from app.errors import Problem
from app.language import mark
from app.model.kinds import (
    Choice,
    Day,
    Items,
    Link,
    LongText,
    Number,
    Privacy,
    Text,
    TextList,
)
from app.model.record import Record, kept


@dataclass(frozen=True, kw_only=True)
class Club(Record):
    """A club of deputies, candidates and activists: whose, where, for how many and what for."""

    type_name: ClassVar[str] = "club"
    label: ClassVar[str] = mark("Club")
    label_plural: ClassVar[str] = mark("Clubs")
    searched: ClassVar[tuple[str, ...]] = ("title",)

    title: str = kept(Text(label=mark("Title"), required=True, limit=500))
    mentor: bytes | None = kept(Link(label=mark("Mentor"), to="person", only_names=True))
    organisation: bytes | None = kept(
        Link(label=mark("Organisation that hosts it"), to="organisation")
    )
    coverage: tuple[str, ...] = kept(Items(label=mark("Coverage"), of="territory"))
    target_size: int | None = kept(Number(label=mark("Members wanted"), most=1_000_000))
    tasks: tuple[str, ...] = kept(TextList(label=mark("Tasks")))
    framework_items: tuple[str, ...] = kept(
        Items(label=mark("Goals it serves"), of="framework_item")
    )
    channels: tuple[str, ...] = kept(TextList(label=mark("Channels"), is_internal=True))
    starts_on: date | None = kept(Day(label=mark("Start")))
    note: str = kept(LongText(label=mark("Note"), is_internal=True))


@dataclass(frozen=True, kw_only=True)
class ClubCadence(Record):
    """How often a club means to meet in one form: at least and at most so many times a period."""

    type_name: ClassVar[str] = "club_cadence"
    label: ClassVar[str] = mark("Form of work of a club")
    label_plural: ClassVar[str] = mark("Forms of work of clubs")
    key: ClassVar[tuple[str, ...]] = ("club", "form")
    owner: ClassVar[str] = "club"

    club: bytes | None = kept(Link(label=mark("Club"), to="club", required=True))
    form: str | None = kept(
        Choice(label=mark("Form of work"), enumeration="work_form", required=True)
    )
    period: str | None = kept(Choice(label=mark("In each"), enumeration="cadence_period"))
    least: int | None = kept(Number(label=mark("At least, times"), most=1000))
    most: int | None = kept(Number(label=mark("At most, times"), most=1000))
    text: str = kept(Text(label=mark("In words"), limit=500))

    @classmethod
    def rules(cls, values: Mapping[str, Any]) -> Iterator[Problem]:
        least, most = values["least"], values["most"]
        if least is not None and most is not None and most < least:
            yield Problem("most", mark("“At most” is less than “at least”"))


@dataclass(frozen=True, kw_only=True)
class ClubMember(Record):
    """A person who belongs to a club for some time."""

    type_name: ClassVar[str] = "club_member"
    label: ClassVar[str] = mark("Member of a club")
    label_plural: ClassVar[str] = mark("Members of clubs")
    key: ClassVar[tuple[str, ...]] = ("club", "person")
    owner: ClassVar[str] = "club"

    club: bytes | None = kept(Link(label=mark("Club"), to="club", required=True))
    person: bytes | None = kept(Link(label=mark("Person"), to="person", required=True))
    role: str | None = kept(Choice(label=mark("Role"), enumeration="club_role"))
    since: date | None = kept(Day(label=mark("Since")))
    until: date | None = kept(Day(label=mark("Until")))
    note: str = kept(Text(label=mark("Note"), limit=1000, privacy=Privacy.PERSONAL))

    @classmethod
    def rules(cls, values: Mapping[str, Any]) -> Iterator[Problem]:
        first, last = values["since"], values["until"]
        if first and last and last < first:
            yield Problem("until", mark("The end comes before the beginning"))


@dataclass(frozen=True, kw_only=True)
class PracticeTask(Record):
    """Something a member tries out between two meetings: given, done, thought about."""

    type_name: ClassVar[str] = "practice_task"
    label: ClassVar[str] = mark("Practice task")
    label_plural: ClassVar[str] = mark("Practice tasks")
    owner: ClassVar[str] = "club"
    searched: ClassVar[tuple[str, ...]] = ("text",)

    club: bytes | None = kept(Link(label=mark("Club"), to="club", required=True))
    person: bytes | None = kept(Link(label=mark("Member"), to="person"))
    event: bytes | None = kept(Link(label=mark("Meeting it was given at"), to="event"))
    text: str = kept(LongText(label=mark("Task"), required=True, limit=2000))
    given_on: date | None = kept(Day(label=mark("Handed out on")))
    due_on: date | None = kept(Day(label=mark("To be done by")))
    done_on: date | None = kept(Day(label=mark("Done on")))
    result: str = kept(LongText(label=mark("Result"), privacy=Privacy.PERSONAL))
    reflection: str = kept(LongText(label=mark("Reflection"), privacy=Privacy.PERSONAL))

    @classmethod
    def rules(cls, values: Mapping[str, Any]) -> Iterator[Problem]:
        given = values["given_on"]
        for name in ("due_on", "done_on"):
            if given and values[name] and values[name] < given:
                yield Problem(name, mark("The end comes before the beginning"))
