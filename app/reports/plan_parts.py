"""What the papers about a plan have in common: which plan, its facts, its measures in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from app.language import Language, mark
from app.model import FrameworkItem
from app.model.action_plan import GRANTED
from app.model.kinds import Link
from app.reports.chosen_record import Known, NoSuchRecord, chosen_record
from app.reports.content import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Entry,
    Facts,
    Heading,
    Paragraph,
    Points,
    SignatureLines,
    Table,
    Voice,
)
from app.reports.parameters import Parameter
from app.reports.words import NOTHING, count, day_cell, item_short, joined, made_line, term
from app.storage import Workspace
from app.storage.questions.consents import gone_among
from app.storage.questions.plans import MeasureLine, PlanFilter, PlanPage, list_plans, plan_page

_NONE = mark("There is no action plan in this notebook yet. Draw one up, or take a package in.")
PARAMETERS = (
    Parameter(
        "plan",
        Link(
            label=mark("Action plan"),
            to="action_plan",
            help=mark("Without one: the first of the list"),
        ),
        meant=lambda workspace, _: chosen_record(_known(workspace), None, _NONE),
    ),
)
Items = Mapping[str, FrameworkItem]
"""Items of frameworks by their codes, with all they are part of."""


def _known(workspace: Workspace) -> list[Known]:
    lines = list_plans(workspace, PlanFilter(), date.today()).lines
    return [Known(line.id, line.title) for line in lines]


def chosen_plan(workspace: Workspace, parameters: Mapping[str, object]) -> PlanPage:
    """The plan that is asked for; `NoSuchRecord` where there is none."""
    named = chosen_record(_known(workspace), parameters["plan"], _NONE)
    page = plan_page(workspace, named, date.today())
    if page is None:
        raise NoSuchRecord(_NONE)
    return _without_gone(workspace, page)


def _without_gone(workspace: Workspace, page: PlanPage) -> PlanPage:
    """A plan without the names of people who took their consent back."""
    people = [one.person for one in page.members]
    gone = gone_among(workspace.reader, [*people, *(line.measure.person for line in page.measures)])
    if not gone:
        return page
    return replace(
        page,
        members=tuple(
            one._replace(name=NOTHING, position="") if one.person in gone else one
            for one in page.members
        ),
        measures=tuple(
            replace(line, person="", measure=replace(line.measure, responsible=""))
            if line.measure.person in gone
            else line
            for line in page.measures
        ),
    )


def plan_document(
    workspace: Workspace,
    language: Language,
    page: PlanPage,
    kicker: str,
    blocks: Iterator[Block],
) -> Document:
    """A document about a plan, on sheets laid across."""
    return Document(
        title=page.plan.title,
        language=language.code,
        kicker=kicker,
        author=workspace.profile.name,
        source=made_line(language, page.plan.title, workspace.digest()),
        blocks=tuple(blocks),
        landscape=True,
    )


def plan_facts(language: Language, page: PlanPage) -> Iterator[Block]:
    """Where, when, decided by whom, with what money."""
    plan = page.plan
    places = [language.label(names) for names in (*page.above, page.place)]
    decision = joined(
        [
            plan.decision_body,
            f"№ {plan.decision_number}" if plan.decision_number else "",
            language.day(plan.decision_date),
        ],
        ", ",
    )
    pairs = (
        (language.text("Territory"), joined(places, ", ")),
        (language.text("Period"), language.days(plan.period_from, plan.period_to)),
        (language.text("Status"), term(language, "plan_status", plan.status)),
        (language.text("Decision"), decision),
        (language.text("Programme it joins"), plan.programme),
        (language.text("Drawn up at"), page.event_title),
        (language.text("Project"), page.project_title),
        (language.text("Budget, som"), language.number(page.budget())),
        (language.text("Of it granted"), language.number(page.budget(*GRANTED))),
        (language.text("Of it requested"), language.number(page.budget("requested"))),
    )
    yield Facts(tuple((label, value) for label, value in pairs if value))


def long_term_results(language: Language, page: PlanPage) -> Iterator[Block]:
    """What the plan is to change beyond its measures."""
    if page.plan.results:
        yield Heading(language.text("Long-term results"))
        yield Points(page.plan.results, numbered=True)


def working_group(language: Language, page: PlanPage) -> Iterator[Block]:
    """Who drew the plan up and followed it."""
    if not page.members:
        return
    yield Heading(language.text("Working group"))
    yield Table(
        (
            Column("№", 0.5, Align.RIGHT),
            Column(language.text("Full name"), 4),
            Column(language.text("Role"), 2),
            Column(language.text("Position"), 4),
        ),
        tuple(
            (
                count(language, number),
                one.name,
                term(language, "plan_member_role", one.role),
                one.position,
            )
            for number, one in enumerate(page.members, 1)
        ),
    )


def signatures(language: Language) -> SignatureLines:
    """Who puts her name under a plan."""
    names = (language.text("Head of the working group"), language.text("Chair of the kenesh"))
    return SignatureLines(tuple((name, "") for name in names))


def measures_under(heading: str, lines: Sequence[MeasureLine]) -> Iterator[Block]:
    """Measures by number and words, where there are any."""
    if lines:
        yield Heading(heading)
        yield Facts(tuple((f"№ {line.number}", line.measure.text) for line in lines))


def money_cell(language: Language, sum_: float | None) -> Cell:
    """A sum of money, a dash where there is none."""
    return Cell(language.number(sum_) if sum_ else NOTHING, value=sum_)


# ---- measures in a table ----


class Told(NamedTuple):
    """A measure, in which words, and the items of frameworks it may name."""

    language: Language
    line: MeasureLine
    items: Items


@dataclass(frozen=True)
class MeasureColumn:
    """A column of a table of measures."""

    label: str
    weight: float
    cell: Callable[[Told], Entry]
    align: Align = Align.LEFT
    total: Callable[[PlanPage], float] | None = None


def measures_table(
    language: Language,
    page: PlanPage,
    keys: Sequence[str],
    items: Items | None = None,
    only: Sequence[MeasureLine] | None = None,
) -> Iterator[Block]:
    """The measures of a plan in these columns, or that there are none; money of all summed up."""
    if not page.measures:
        yield Paragraph(language.text("No measures are written down yet."), Voice.NOTE)
        return
    columns = [MEASURE_COLUMNS[key] for key in keys]
    lines = page.measures if only is None else only
    sums: list[Entry] = []
    if only is None:
        sums = [money_cell(language, one.total(page)) if one.total else "" for one in columns]
        sums[1] = language.text("Total")
    yield Table(
        tuple(Column(language.text(one.label), one.weight, one.align) for one in columns),
        tuple(
            tuple(one.cell(Told(language, line, items or {})) for one in columns) for line in lines
        ),
        tuple(sums),
    )


def _goals(told: Told) -> Entry:
    codes = told.line.measure.framework_items
    return "\n".join(item_short(told.language, told.items, code) for code in codes)


def _days(told: Told) -> Entry:
    measure = told.line.measure
    return Cell(told.language.days(measure.starts_on, measure.deadline))


def _source(told: Told) -> Entry:
    measure = told.line.measure
    money = term(told.language, "budget_status", measure.budget_status)
    decision = f"№ {measure.budget_decision}" if measure.budget_decision else ""
    source = term(told.language, "budget_source", measure.budget_source)
    return Cell(source, joined([money, decision], ", "))


def _status(told: Told) -> Entry:
    language, line = told.language, told.line
    late = language.plural("{n} day late", "{n} days late", line.days_late)
    status = term(language, "measure_status", line.measure.status or "planned")
    return Cell(status, late if line.days_late else "")


def _progress(told: Told) -> Entry:
    progress = told.line.progress
    if progress is None:
        return NOTHING
    return Cell(told.language.number(progress), value=progress)


def _seen(told: Told) -> Entry:
    language, last = told.language, told.line.last
    if last is None:
        return Cell("", "")
    return Cell(last.note, language.text("seen on {day}", day=language.day(last.day)))


def _hinders(told: Told) -> Entry:
    return told.line.last.obstacles if told.line.last else ""


def _expected(told: Told) -> Entry:
    return joined(told.line.measure.expected_results, "\n")


def _partners(told: Told) -> str:
    return joined(told.line.measure.partners, ", ")


MEASURE_COLUMNS: Mapping[str, MeasureColumn] = {
    "no": MeasureColumn(
        mark("№"), 0.5, lambda told: count(told.language, told.line.number), Align.RIGHT
    ),
    "measure": MeasureColumn(
        mark("Measure"), 3.6, lambda told: Cell(told.line.measure.text, told.line.responsible)
    ),
    "with_problem": MeasureColumn(
        mark("Measure"), 4, lambda told: Cell(told.line.measure.text, told.line.problem)
    ),
    "activity": MeasureColumn(mark("Activity"), 4, lambda told: told.line.measure.text),
    "participants": MeasureColumn(
        mark("Participants"), 2.4, lambda told: told.line.measure.participants
    ),
    "goals": MeasureColumn(mark("Goals"), 1.8, _goals),
    "responsible": MeasureColumn(
        mark("Responsible"), 2, lambda told: Cell(told.line.responsible, _partners(told))
    ),
    "executors": MeasureColumn(
        mark("Executors"), 2.4, lambda told: joined([told.line.responsible, _partners(told)], ", ")
    ),
    "time": MeasureColumn(mark("Time limit"), 1.7, _days),
    "dates": MeasureColumn(mark("Dates"), 2, _days),
    "deadline": MeasureColumn(
        mark("Deadline"), 1.3, lambda told: day_cell(told.language, told.line.measure.deadline)
    ),
    "status": MeasureColumn(mark("Status"), 1.7, _status),
    "progress": MeasureColumn(mark("Progress, %"), 1, _progress, Align.RIGHT),
    "budget": MeasureColumn(
        mark("Budget, som"),
        1.3,
        lambda told: money_cell(told.language, told.line.measure.budget),
        Align.RIGHT,
        lambda page: page.budget(),
    ),
    "source": MeasureColumn(mark("Source"), 1.7, _source),
    "spent": MeasureColumn(
        mark("Spent, som"),
        1.2,
        lambda told: money_cell(told.language, told.line.spent),
        Align.RIGHT,
        lambda page: page.spent,
    ),
    "expected": MeasureColumn(mark("Expected result"), 2.6, _expected),
    "results": MeasureColumn(mark("Expected results"), 3, _expected),
    "seen": MeasureColumn(mark("What was done"), 3, _seen),
    "hinders": MeasureColumn(mark("What hinders"), 2.4, _hinders),
}
"""What a table of measures may tell of each."""
