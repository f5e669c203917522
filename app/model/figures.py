"""Numbers without lists: people counted at mass events, and what an event reached."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.language import mark
from app.model.kinds import Choice, Day, Link, LongText, Number, Text
from app.model.kinds import Territory as Place
from app.model.record import Record, kept


@dataclass(frozen=True, kw_only=True)
class Headcount(Record):
    """So many people of one group were at an event, counted or estimated."""

    type_name: ClassVar[str] = "headcount"
    label: ClassVar[str] = mark("Headcount")
    label_plural: ClassVar[str] = mark("Headcounts")
    owner: ClassVar[str] = "event"

    event: bytes | None = kept(Link(label=mark("Event"), to="event", required=True))
    day: date | None = kept(Day(label=mark("Day")))
    sex: str | None = kept(Choice(label=mark("Sex"), enumeration="sex"))
    age_group: str | None = kept(Choice(label=mark("Age group"), enumeration="age_group"))
    category: str | None = kept(Choice(label=mark("Category"), enumeration="participant_category"))
    number: int | None = kept(Number(label=mark("Number"), required=True, most=10_000_000))
    qualifier: str | None = kept(Choice(label=mark("How sure"), enumeration="value_qualifier"))
    note: str = kept(Text(label=mark("Note"), limit=1000, is_internal=True))


@dataclass(frozen=True, kw_only=True)
class ReachFigure(Record):
    """What an activity reached besides people in the room: schools, pupils, committees."""

    type_name: ClassVar[str] = "reach_figure"
    label: ClassVar[str] = mark("Reach figure")
    label_plural: ClassVar[str] = mark("Reach figures")
    owner: ClassVar[str] = "event"
    searched: ClassVar[tuple[str, ...]] = ("evidence",)

    event: bytes | None = kept(Link(label=mark("Event"), to="event"))
    kind: str | None = kept(Choice(label=mark("What"), enumeration="reach_kind", required=True))
    value: int | None = kept(Number(label=mark("Number"), required=True))
    qualifier: str | None = kept(Choice(label=mark("How sure"), enumeration="value_qualifier"))
    period: str = kept(Text(label=mark("Period")))
    territory: str | None = kept(Place(label=mark("Territory")))
    evidence: str = kept(LongText(label=mark("Evidence")))
