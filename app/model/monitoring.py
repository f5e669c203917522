"""Monitoring: how far a measure is, what it costs and hinders it, and what is counted."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.language import mark
from app.model.action_plan import MOST_MONEY
from app.model.kinds import Choice, Choices, Day, Items, Link, LongText, Number, Privacy, Text
from app.model.kinds import Territory as Place
from app.model.record import Record, kept

_MOST = 10**12


@dataclass(frozen=True, kw_only=True)
class MonitoringEntry(Record):
    """What was seen of a measure on a day; photos and documents of it are its attachments."""

    type_name: ClassVar[str] = "monitoring_entry"
    label: ClassVar[str] = mark("Monitoring entry")
    label_plural: ClassVar[str] = mark("Monitoring entries")
    owner: ClassVar[str] = "plan_measure"
    searched: ClassVar[tuple[str, ...]] = ("note", "obstacles")

    plan_measure: bytes | None = kept(
        Link(label=mark("Measure of a plan"), to="plan_measure", required=True)
    )
    day: date | None = kept(Day(label=mark("Day"), required=True))
    status: str | None = kept(Choice(label=mark("Status"), enumeration="measure_status"))
    progress: int | None = kept(Number(label=mark("Progress, %"), most=100))
    spent: float | None = kept(Number(label=mark("Spent so far, som"), decimals=2, most=MOST_MONEY))
    note: str = kept(LongText(label=mark("What was done")))
    obstacles: str = kept(LongText(label=mark("What hinders")))
    author: str = kept(Text(label=mark("Written by"), limit=500, privacy=Privacy.PERSONAL))


@dataclass(frozen=True, kw_only=True)
class Indicator(Record):
    """What is measured to see whether a measure, or a goal, comes nearer to its target."""

    type_name: ClassVar[str] = "indicator"
    label: ClassVar[str] = mark("Indicator")
    label_plural: ClassVar[str] = mark("Indicators")
    owner: ClassVar[str] = "plan_measure"
    searched: ClassVar[tuple[str, ...]] = ("name",)

    plan_measure: bytes | None = kept(Link(label=mark("Measure of a plan"), to="plan_measure"))
    framework_items: tuple[str, ...] = kept(Items(label=mark("Goals"), of="framework_item"))
    name: str = kept(Text(label=mark("Indicator"), required=True, limit=500))
    unit: str = kept(Text(label=mark("Unit"), limit=60))
    baseline: float | None = kept(
        Number(label=mark("Baseline"), decimals=3, least=-_MOST, most=_MOST)
    )
    target: float | None = kept(Number(label=mark("Target"), decimals=3, least=-_MOST, most=_MOST))
    direction: str | None = kept(
        Choice(label=mark("What is better"), enumeration="indicator_direction")
    )
    disaggregation: tuple[str, ...] = kept(
        Choices(label=mark("Broken down by"), enumeration="disaggregation")
    )
    source: str = kept(Text(label=mark("Source of the data"), limit=500))
    sequence: int | None = kept(Number(label=mark("Order"), among=("plan_measure",)))


@dataclass(frozen=True, kw_only=True)
class IndicatorValue(Record):
    """The value of an indicator on a day, for everybody or for one group."""

    type_name: ClassVar[str] = "indicator_value"
    label: ClassVar[str] = mark("Value of an indicator")
    label_plural: ClassVar[str] = mark("Values of indicators")
    owner: ClassVar[str] = "indicator"

    indicator: bytes | None = kept(Link(label=mark("Indicator"), to="indicator", required=True))
    day: date | None = kept(Day(label=mark("As of"), required=True))
    period: str = kept(Text(label=mark("Period"), limit=60))
    value: float | None = kept(
        Number(label=mark("Value"), decimals=3, least=-_MOST, most=_MOST, required=True)
    )
    sex: str | None = kept(Choice(label=mark("Sex"), enumeration="sex"))
    age_group: str | None = kept(Choice(label=mark("Age group"), enumeration="age_group"))
    social_status: str | None = kept(
        Choice(label=mark("Social status"), enumeration="social_status")
    )
    disability: str | None = kept(Choice(label=mark("Disability"), enumeration="health_status"))
    territory: str | None = kept(Place(label=mark("Territory")))
    evidence: str = kept(LongText(label=mark("Evidence"), limit=2000))
