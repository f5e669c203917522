"""Group work: the groups of an event, who sits in them, and the stakeholders they name."""

from dataclasses import dataclass
from typing import ClassVar

from app.language import mark
from app.model.kinds import Choice, Link, LongText, Number, Privacy, Text, TextList
from app.model.kinds import Territory as Place
from app.model.record import Record, kept

HIGHEST_SCORE = 5


@dataclass(frozen=True, kw_only=True)
class GroupSession(Record):
    """One group at an event: where it is from, who leads it, and what it was asked."""

    type_name: ClassVar[str] = "group_session"
    label: ClassVar[str] = mark("Work group")
    label_plural: ClassVar[str] = mark("Work groups")
    owner: ClassVar[str] = "event"

    event: bytes | None = kept(Link(label=mark("Event"), to="event", required=True))
    agenda_item: bytes | None = kept(Link(label=mark("Programme item"), to="agenda_item"))
    name: str = kept(Text(label=mark("Group"), required=True))
    territory: str | None = kept(Place(label=mark("Territory")))
    facilitator: bytes | None = kept(Link(label=mark("Facilitator"), to="person", only_names=True))
    question: str = kept(LongText(label=mark("Question"), limit=2000))
    sequence: int | None = kept(Number(label=mark("Order"), among=("event",)))

    def caption(self) -> str:
        return self.name


@dataclass(frozen=True, kw_only=True)
class GroupMember(Record):
    """A person who works in a group."""

    type_name: ClassVar[str] = "group_member"
    label: ClassVar[str] = mark("Member of a work group")
    label_plural: ClassVar[str] = mark("Members of work groups")
    key: ClassVar[tuple[str, ...]] = ("group_session", "person")
    owner: ClassVar[str] = "group_session"

    group_session: bytes | None = kept(
        Link(label=mark("Work group"), to="group_session", required=True)
    )
    person: bytes | None = kept(Link(label=mark("Person"), to="person", required=True))


@dataclass(frozen=True, kw_only=True)
class Stakeholder(Record):
    """Whoever can help or hinder: interests, influence, and the kinds of cooperation possible."""

    type_name: ClassVar[str] = "stakeholder"
    label: ClassVar[str] = mark("Stakeholder")
    label_plural: ClassVar[str] = mark("Stakeholders")
    owner: ClassVar[str] = "event"
    searched: ClassVar[tuple[str, ...]] = ("name", "interests")

    event: bytes | None = kept(Link(label=mark("Event"), to="event", required=True))
    group_session: bytes | None = kept(Link(label=mark("Work group"), to="group_session"))
    kind: str | None = kept(
        Choice(label=mark("Kind of stakeholder"), enumeration="stakeholder_group", required=True)
    )
    level: str | None = kept(Choice(label=mark("Level"), enumeration="item_level"))
    name: str = kept(Text(label=mark("Name"), required=True, limit=500))
    interests: str = kept(LongText(label=mark("Interests"), limit=2000))
    influence: int | None = kept(
        Number(label=mark("Influence, 1 to 5"), least=1, most=HIGHEST_SCORE)
    )
    interest: int | None = kept(Number(label=mark("Interest, 1 to 5"), least=1, most=HIGHEST_SCORE))
    attitude: str | None = kept(Choice(label=mark("Attitude"), enumeration="stakeholder_attitude"))
    cooperation: tuple[str, ...] = kept(TextList(label=mark("Kinds of cooperation")))
    person: bytes | None = kept(Link(label=mark("Contact person"), to="person"))
    contact: str = kept(LongText(label=mark("Contacts"), limit=1000, privacy=Privacy.PERSONAL))
    sequence: int | None = kept(Number(label=mark("Order"), among=("event",)))
