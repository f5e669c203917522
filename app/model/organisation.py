"""Who stands behind an event: organisations, projects, and the venues it is held in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from app.errors import Problem
from app.language import mark
from app.model.kinds import Choice, Day, Items, LongText, Number, Text, TextList, YesNo
from app.model.kinds import Territory as Place
from app.model.record import Record, kept


@dataclass(frozen=True, kw_only=True)
class Organisation(Record):
    """A body that organises, funds or takes part: a ministry, a kenesh, an NGO, a donor."""

    type_name: ClassVar[str] = "organisation"
    label: ClassVar[str] = mark("Organisation")
    label_plural: ClassVar[str] = mark("Organisations")
    searched: ClassVar[tuple[str, ...]] = ("name", "short_name")

    name: str = kept(Text(label=mark("Name"), required=True, limit=500))
    short_name: str = kept(Text(label=mark("Short name")))
    kind: str | None = kept(Choice(label=mark("Kind"), enumeration="organisation_kind"))
    territory: str | None = kept(Place(label=mark("Territory")))
    address: str = kept(Text(label=mark("Address"), limit=500))
    phone: str = kept(Text(label=mark("Phone"), is_internal=True))
    email: str = kept(Text(label=mark("Email"), is_internal=True))
    website: str = kept(Text(label=mark("Website")))
    contact: str = kept(LongText(label=mark("Contacts"), is_internal=True))


@dataclass(frozen=True, kw_only=True)
class Project(Record):
    """A funded project that events belong to."""

    type_name: ClassVar[str] = "project"
    label: ClassVar[str] = mark("Project")
    label_plural: ClassVar[str] = mark("Projects")
    searched: ClassVar[tuple[str, ...]] = ("title", "donor")

    title: str = kept(Text(label=mark("Title"), required=True, limit=500))
    donor: str = kept(Text(label=mark("Donor"), limit=500))
    implementers: tuple[str, ...] = kept(TextList(label=mark("Implementers")))
    authority: str = kept(Text(label=mark("Authorised body"), limit=500))
    partners: tuple[str, ...] = kept(TextList(label=mark("Partners")))
    period_from: date | None = kept(Day(label=mark("From")))
    period_to: date | None = kept(Day(label=mark("To")))
    budget: float | None = kept(Number(label=mark("Budget"), decimals=2, most=10**12))
    currency: str | None = kept(Choice(label=mark("Currency"), enumeration="currency"))
    coverage: tuple[str, ...] = kept(Items(label=mark("Coverage"), of="territory"))
    directions: tuple[str, ...] = kept(TextList(label=mark("Directions")))

    @classmethod
    def rules(cls, values: Mapping[str, Any]) -> Iterator[Problem]:
        first, last = values["period_from"], values["period_to"]
        if first and last and last < first:
            yield Problem("period_to", mark("The end comes before the beginning"))


@dataclass(frozen=True, kw_only=True)
class Venue(Record):
    """A place where events are held."""

    type_name: ClassVar[str] = "venue"
    label: ClassVar[str] = mark("Venue")
    label_plural: ClassVar[str] = mark("Venues")
    searched: ClassVar[tuple[str, ...]] = ("name", "address")

    name: str = kept(Text(label=mark("Name"), required=True, limit=500))
    address: str = kept(Text(label=mark("Address"), limit=500))
    territory: str | None = kept(Place(label=mark("Territory")))
    is_accessible: bool | None = kept(YesNo(label=mark("Accessible with a wheelchair")))
    capacity: int | None = kept(Number(label=mark("Seats"), most=100_000))
