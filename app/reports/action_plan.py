"""A local action plan on paper: its measures, its monitoring, and the table of activities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from app.language import Language, mark
from app.model import FrameworkItem
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
from app.storage.questions.events import Goal
from app.storage.questions.plans import (
    MeasureLine,
    PlanFilter,
    PlanPage,
    list_plans,
    plan_page,
)
from app.storage.reading import items_upward

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
_GRANTED = ("approved", "allocated", "spent")
Items = Mapping[str, FrameworkItem]
"""Items of frameworks by their codes, with all they are part of."""


def gather_action_plan(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """The plan as the kenesh gets it: facts, goals, measures with money, working group, lines."""
    page = chosen_plan(workspace, parameters)
    codes = {code for line in page.measures for code in line.measure.framework_items}
    items = items_upward(workspace.reader, codes | set(page.plan.framework_items))
    kicker = language.text("Local action plan")
    return plan_document(workspace, language, page, kicker, _plan_blocks(language, page, items))


def gather_monitoring(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """How far each measure is, what was spent, what hinders, what is late or without money."""
    page = chosen_plan(workspace, parameters)
    kicker = language.text("Monitoring of the action plan")
    return plan_document(workspace, language, page, kicker, _monitoring_blocks(language, page))


def gather_activities(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """Activity, participants, dates, executors, expected results; below, the long-term results."""
    page = chosen_plan(workspace, parameters)
    kicker = language.text("Table of activities")
    return plan_document(workspace, language, page, kicker, _activity_blocks(language, page))


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


def _plan_blocks(language: Language, page: PlanPage, items: Items) -> Iterator[Block]:
    yield from plan_facts(language, page)
    yield Heading(language.text("Measures"))
    yield from _measures(language, page, items)
    yield from _goals(language, page, items)
    yield from long_term_results(language, page)
    yield from working_group(language, page)
    yield SignatureLines(
        (
            (language.text("Head of the working group"), ""),
            (language.text("Chair of the kenesh"), ""),
        )
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
        (language.text("Of it granted"), language.number(page.budget(*_GRANTED))),
        (language.text("Of it requested"), language.number(page.budget("requested"))),
    )
    yield Facts(tuple((label, value) for label, value in pairs if value))


def _measures(language: Language, page: PlanPage, items: Items) -> Iterator[Block]:
    if not page.measures:
        yield Paragraph(language.text("No measures are written down yet."), Voice.NOTE)
        return
    rows = [_measure(language, line, items) for line in page.measures]
    total: tuple[Entry, ...] = (
        "",
        language.text("Total"),
        "",
        "",
        "",
        money_cell(language, page.budget()),
        "",
        "",
    )
    yield Table(
        (
            Column("№", 0.5, Align.RIGHT),
            Column(language.text("Measure"), 4),
            Column(language.text("Goals"), 1.8),
            Column(language.text("Responsible"), 2),
            Column(language.text("Time limit"), 1.7),
            Column(language.text("Budget, som"), 1.3, Align.RIGHT),
            Column(language.text("Source"), 1.7),
            Column(language.text("Expected result"), 2.6),
        ),
        tuple(rows),
        total,
    )


def _measure(language: Language, line: MeasureLine, items: Items) -> tuple[Entry, ...]:
    measure = line.measure
    partners = joined(measure.partners, ", ")
    money = term(language, "budget_status", measure.budget_status)
    decision = f"№ {measure.budget_decision}" if measure.budget_decision else ""
    return (
        count(language, line.number),
        Cell(measure.text, line.problem),
        "\n".join(item_short(language, items, code) for code in measure.framework_items),
        Cell(line.responsible, partners),
        Cell(language.days(measure.starts_on, measure.deadline)),
        money_cell(language, measure.budget),
        Cell(
            term(language, "budget_source", measure.budget_source), joined([money, decision], ", ")
        ),
        joined(measure.expected_results, "\n"),
    )


def money_cell(language: Language, sum_: float | None) -> Cell:
    """A sum of money, a dash where there is none."""
    return Cell(language.number(sum_) if sum_ else NOTHING, value=sum_)


def _goals(language: Language, page: PlanPage, items: Items) -> Iterator[Block]:
    codes = dict.fromkeys(
        (
            *page.plan.framework_items,
            *(c for one in page.measures for c in one.measure.framework_items),
        )
    )
    by_framework: dict[str, list[tuple[str, str]]] = {}
    for code in sorted(codes, key=lambda code: (items[code].sequence or 0) if code in items else 0):
        if code in page.goals and code in items:
            named = (item_short(language, items, code), language.label(items[code].names()))
            title = language.label(page.goals[code].framework)
            by_framework.setdefault(title, []).append(named)
    if by_framework:
        yield Heading(language.text("Goals it serves"))
    for title, served in by_framework.items():
        yield Heading(title, 2)
        yield Facts(tuple(served))


def _goal(language: Language, goal: Goal) -> str:
    number = joined([term(language, "item_type", goal.type), goal.no], " ")
    return joined([number, language.label(goal.names)], ". ")


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


def _monitoring_blocks(language: Language, page: PlanPage) -> Iterator[Block]:
    yield Facts(_standing(language, page))
    yield Heading(language.text("Measures"))
    if not page.measures:
        yield Paragraph(language.text("No measures are written down yet."), Voice.NOTE)
        return
    yield Table(
        (
            Column("№", 0.5, Align.RIGHT),
            Column(language.text("Measure"), 3.6),
            Column(language.text("Deadline"), 1.3),
            Column(language.text("Status"), 1.7),
            Column(language.text("Progress, %"), 1, Align.RIGHT),
            Column(language.text("Budget, som"), 1.2, Align.RIGHT),
            Column(language.text("Spent, som"), 1.2, Align.RIGHT),
            Column(language.text("What was done"), 3),
            Column(language.text("What hinders"), 2.4),
        ),
        tuple(_followed(language, line) for line in page.measures),
        (
            "",
            language.text("Total"),
            "",
            "",
            "",
            money_cell(language, page.budget()),
            money_cell(language, page.spent),
            "",
            "",
        ),
    )
    yield from measures_under(language.text("Late"), page.late)
    yield from measures_under(language.text("Without money"), page.unfunded)


def _standing(language: Language, page: PlanPage) -> tuple[tuple[str, str], ...]:
    done = page.having("done")
    return (
        (language.text("As of"), language.day(page.today)),
        (language.text("Measures"), language.number(len(page.measures))),
        (language.text("Done"), language.number(len(done))),
        (language.text("In progress"), language.number(len(page.having("in_progress", "partly")))),
        (language.text("Late"), language.number(len(page.late))),
        (language.text("Without money"), language.number(len(page.unfunded))),
        (language.text("Budget, som"), language.number(page.budget())),
        (language.text("Spent, som"), language.number(page.spent)),
    )


def _followed(language: Language, line: MeasureLine) -> tuple[Entry, ...]:
    measure, last = line.measure, line.last
    late = (
        language.plural("{n} day late", "{n} days late", line.days_late) if line.days_late else ""
    )
    seen = language.text("seen on {day}", day=language.day(last.day)) if last else ""
    return (
        count(language, line.number),
        Cell(measure.text, line.responsible),
        day_cell(language, measure.deadline),
        Cell(term(language, "measure_status", measure.status or "planned"), late),
        Cell(language.number(last.progress), value=last.progress)
        if last and last.progress is not None
        else NOTHING,
        money_cell(language, measure.budget),
        money_cell(language, last.spent if last else None),
        Cell(last.note if last else "", seen),
        last.obstacles if last else "",
    )


def measures_under(heading: str, lines: Sequence[MeasureLine]) -> Iterator[Block]:
    """Measures by number and words, where there are any."""
    if lines:
        yield Heading(heading)
        yield Facts(tuple((f"№ {line.number}", line.measure.text) for line in lines))


def _activity_blocks(language: Language, page: PlanPage) -> Iterator[Block]:
    headers = (
        Column("№", 0.5, Align.RIGHT),
        Column(language.text("Activity"), 4),
        Column(language.text("Participants"), 2.4),
        Column(language.text("Dates"), 2),
        Column(language.text("Executors"), 2.4),
        Column(language.text("Expected results"), 3),
    )
    if not page.measures:
        yield Paragraph(language.text("No measures are written down yet."), Voice.NOTE)
    for code, lines in groupby(page.measures, key=lambda line: line.measure.heading):
        goal = page.goals.get(code)
        if code:
            yield Heading(_goal(language, goal) if goal else code)
        yield Table(headers, tuple(_activity(language, line) for line in lines))
    yield from long_term_results(language, page)


def _activity(language: Language, line: MeasureLine) -> tuple[Entry, ...]:
    measure = line.measure
    return (
        count(language, line.number),
        measure.text,
        measure.participants,
        language.days(measure.starts_on, measure.deadline),
        joined([line.responsible, *measure.partners], ", "),
        joined(measure.expected_results, "\n"),
    )
