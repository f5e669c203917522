"""Resolution: what a meeting agreed, point by point, and the day it was adopted."""

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
    Text,
    TextList,
    YesNo,
)
from app.model.kinds import Territory as Place
from app.model.record import Record, kept

ADOPTED = "adopted"


@dataclass(frozen=True, kw_only=True)
class Resolution(Record):
    """A document of a meeting for those who decide: preamble, points, conclusion and vote."""

    type_name: ClassVar[str] = "resolution"
    label: ClassVar[str] = mark("Resolution")
    label_plural: ClassVar[str] = mark("Resolutions")
    goes_down: ClassVar[bool] = True
    searched: ClassVar[tuple[str, ...]] = ("title",)

    title: str = kept(Text(label=mark("Title"), required=True, limit=1000))
    event: bytes | None = kept(Link(label=mark("Event"), to="event"))
    framework: str = kept(Text(label=mark("Framework it is about"), limit=60))
    territory: str | None = kept(Place(label=mark("Territory")))
    preamble: str = kept(LongText(label=mark("Preamble")))
    analysis: str = kept(LongText(label=mark("General analysis")))
    conclusion: str = kept(LongText(label=mark("Conclusion")))
    addressed_to: tuple[str, ...] = kept(TextList(label=mark("Addressed to")))
    status: str | None = kept(Choice(label=mark("Status"), enumeration="resolution_status"))
    adopted_on: date | None = kept(Day(label=mark("Adopted on")))
    votes_for: int | None = kept(Number(label=mark("Votes for"), most=100_000))
    votes_against: int | None = kept(Number(label=mark("Votes against"), most=100_000))
    votes_abstained: int | None = kept(Number(label=mark("Abstained"), most=100_000))

    @classmethod
    def rules(cls, values: Mapping[str, Any]) -> Iterator[Problem]:
        if values["status"] == ADOPTED and not values["adopted_on"]:
            yield Problem("adopted_on", mark("Write the day it was adopted on"))


@dataclass(frozen=True, kw_only=True)
class ResolutionItem(Record):
    """One point of a resolution, under its goal or direction.

    Its number is not stored: it is its place under the heading (`app.model.numbering`), so that
    points written on two devices never bear one number.
    """

    type_name: ClassVar[str] = "resolution_item"
    label: ClassVar[str] = mark("Point of a resolution")
    label_plural: ClassVar[str] = mark("Points of resolutions")
    goes_down: ClassVar[bool] = True
    owner: ClassVar[str] = "resolution"
    searched: ClassVar[tuple[str, ...]] = ("text",)

    resolution: bytes | None = kept(Link(label=mark("Resolution"), to="resolution", required=True))
    section: str | None = kept(Choice(label=mark("Section"), enumeration="resolution_section"))
    heading: str = kept(
        Text(label=mark("Goal or direction it stands under"), limit=80, help=mark("Its code"))
    )
    level: str | None = kept(Choice(label=mark("Level"), enumeration="item_level"))
    sequence: int | None = kept(Number(label=mark("Order"), among=("resolution",)))
    is_part: bool | None = kept(YesNo(label=mark("Part of the point above")))
    text: str = kept(LongText(label=mark("Text"), required=True))
    framework_items: tuple[str, ...] = kept(Items(label=mark("Goals"), of="framework_item"))
    note: bytes | None = kept(Link(label=mark("Group-work note it comes from"), to="note"))

    def caption(self) -> str:
        return self.text
