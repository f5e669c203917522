"""Action plan: what a village or a city will do, who answers for it, and who pays."""

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
    YesNo,
)
from app.model.kinds import Territory as Place
from app.model.record import Record, kept

MOST_MONEY = 10**12
DECIDED = ("approved", "in_force")
"""What a plan is once the kenesh has decided."""
GRANTED = ("approved", "allocated", "spent")
"""What money is once the kenesh has decided."""
FINISHED = ("done", "cancelled")
"""What a measure is when nobody waits for it any more."""


@dataclass(frozen=True, kw_only=True)
class ActionPlan(Record):
    """A plan of an aiyl aimak, a city or a whole country, from draft to closing report."""

    type_name: ClassVar[str] = "action_plan"
    label: ClassVar[str] = mark("Action plan")
    label_plural: ClassVar[str] = mark("Action plans")
    searched: ClassVar[tuple[str, ...]] = ("title",)

    title: str = kept(Text(label=mark("Title"), required=True, limit=500))
    territory: str | None = kept(Place(label=mark("Territory")))
    level: str | None = kept(Choice(label=mark("Level"), enumeration="plan_level"))
    period_from: date | None = kept(Day(label=mark("From")))
    period_to: date | None = kept(Day(label=mark("To")))
    event: bytes | None = kept(Link(label=mark("Event it was drawn up at"), to="event"))
    project: bytes | None = kept(Link(label=mark("Project"), to="project"))
    status: str | None = kept(Choice(label=mark("Status"), enumeration="plan_status"))
    decision_number: str = kept(Text(label=mark("Number of the decision"), limit=60))
    decision_date: date | None = kept(Day(label=mark("Date of the decision")))
    decision_body: str = kept(
        Text(label=mark("Decided by"), limit=500, help=mark("Which kenesh or commission"))
    )
    programme: str = kept(
        Text(
            label=mark("Programme it joins"),
            limit=500,
            help=mark("Social and economic development programme of the aimak or city"),
        )
    )
    framework_items: tuple[str, ...] = kept(
        Items(label=mark("Goals it serves"), of="framework_item")
    )
    results: tuple[str, ...] = kept(TextList(label=mark("Long-term results")))
    is_template: bool | None = kept(YesNo(label=mark("A pattern for other plans")))
    note: str = kept(LongText(label=mark("Note"), is_internal=True))

    @classmethod
    def rules(cls, values: Mapping[str, Any]) -> Iterator[Problem]:
        first, last = values["period_from"], values["period_to"]
        if first and last and last < first:
            yield Problem("period_to", mark("The end comes before the beginning"))
        if values["status"] in DECIDED and not values["decision_number"]:
            yield Problem(
                "decision_number", mark("An approved plan has the number of the kenesh's decision")
            )


@dataclass(frozen=True, kw_only=True)
class PlanMember(Record):
    """A person of the working group that draws a plan up and follows it."""

    type_name: ClassVar[str] = "plan_member"
    label: ClassVar[str] = mark("Member of a working group")
    label_plural: ClassVar[str] = mark("Members of working groups")
    key: ClassVar[tuple[str, ...]] = ("action_plan", "person")
    owner: ClassVar[str] = "action_plan"

    action_plan: bytes | None = kept(
        Link(label=mark("Action plan"), to="action_plan", required=True)
    )
    person: bytes | None = kept(Link(label=mark("Person"), to="person", required=True))
    role: str | None = kept(Choice(label=mark("Role"), enumeration="plan_member_role"))
    position: str = kept(Text(label=mark("Position"), limit=500, privacy=Privacy.PERSONAL))
    sequence: int | None = kept(Number(label=mark("Order"), among=("action_plan",)))


@dataclass(frozen=True, kw_only=True)
class PlanMeasure(Record):
    """One measure of a plan: why, who, when, with what money, and what it will bring.

    Its number is not stored: it is its place in the plan (`app.model.numbering`).
    """

    type_name: ClassVar[str] = "plan_measure"
    label: ClassVar[str] = mark("Measure of a plan")
    label_plural: ClassVar[str] = mark("Measures of plans")
    owner: ClassVar[str] = "action_plan"
    searched: ClassVar[tuple[str, ...]] = ("text",)

    action_plan: bytes | None = kept(
        Link(label=mark("Action plan"), to="action_plan", required=True)
    )
    sequence: int | None = kept(Number(label=mark("Order"), among=("action_plan",)))
    heading: str = kept(
        Text(label=mark("Goal or task it stands under"), limit=80, help=mark("Its code"))
    )
    text: str = kept(LongText(label=mark("Measure"), required=True))
    framework_items: tuple[str, ...] = kept(Items(label=mark("Goals"), of="framework_item"))
    level: str | None = kept(Choice(label=mark("Level"), enumeration="item_level"))
    problem: bytes | None = kept(Link(label=mark("Problem it solves"), to="note"))
    recommendation: bytes | None = kept(Link(label=mark("Recommendation"), to="note"))
    resolution_item: bytes | None = kept(
        Link(label=mark("Point of a resolution"), to="resolution_item")
    )
    organisation: bytes | None = kept(
        Link(label=mark("Responsible organisation"), to="organisation")
    )
    person: bytes | None = kept(
        Link(label=mark("Responsible person"), to="person", only_names=True)
    )
    responsible: str = kept(
        Text(label=mark("Responsible, in words"), limit=500, privacy=Privacy.PERSONAL)
    )
    partners: tuple[str, ...] = kept(TextList(label=mark("Partners")))
    participants: str = kept(LongText(label=mark("Participants"), limit=2000))
    starts_on: date | None = kept(Day(label=mark("Start")))
    deadline: date | None = kept(Day(label=mark("Deadline")))
    budget: float | None = kept(Number(label=mark("Budget, som"), decimals=2, most=MOST_MONEY))
    budget_source: str | None = kept(
        Choice(label=mark("Source of the budget"), enumeration="budget_source")
    )
    budget_status: str | None = kept(
        Choice(label=mark("Status of the budget"), enumeration="budget_status")
    )
    budget_decision: str = kept(Text(label=mark("Decision on the budget, number"), limit=60))
    expected_results: tuple[str, ...] = kept(TextList(label=mark("Expected results")))
    status: str | None = kept(Choice(label=mark("Status"), enumeration="measure_status"))
    note: str = kept(LongText(label=mark("Note"), is_internal=True))

    @classmethod
    def rules(cls, values: Mapping[str, Any]) -> Iterator[Problem]:
        first, last = values["starts_on"], values["deadline"]
        if first and last and last < first:
            yield Problem("deadline", mark("The end comes before the beginning"))
        if values["budget_status"] in GRANTED and not values["budget_decision"]:
            yield Problem(
                "budget_decision", mark("Approved money has the number of the kenesh's decision")
            )


@dataclass(frozen=True, kw_only=True)
class Beneficiary(Record):
    """So many people of one group whom a measure serves."""

    type_name: ClassVar[str] = "beneficiary"
    label: ClassVar[str] = mark("Beneficiaries")
    label_plural: ClassVar[str] = mark("Beneficiaries")
    owner: ClassVar[str] = "plan_measure"

    plan_measure: bytes | None = kept(
        Link(label=mark("Measure of a plan"), to="plan_measure", required=True)
    )
    sex: str | None = kept(Choice(label=mark("Sex"), enumeration="sex"))
    age_group: str | None = kept(Choice(label=mark("Age group"), enumeration="age_group"))
    social_status: str | None = kept(
        Choice(label=mark("Social status"), enumeration="social_status")
    )
    disability: str | None = kept(Choice(label=mark("Disability"), enumeration="health_status"))
    number: int | None = kept(Number(label=mark("Number"), required=True, most=10_000_000))
    qualifier: str | None = kept(Choice(label=mark("How sure"), enumeration="value_qualifier"))
