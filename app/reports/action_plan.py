"""A local action plan on paper: its measures, its monitoring, and the table of activities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from app.language import Language
from app.reports.content import Block, Document, Facts, Heading
from app.reports.plan_parts import (
    Items,
    chosen_plan,
    long_term_results,
    measures_table,
    measures_under,
    plan_document,
    plan_facts,
    signatures,
    working_group,
)
from app.reports.words import item_short, joined, term
from app.storage import Workspace
from app.storage.questions.events import Goal
from app.storage.questions.plans import PlanPage
from app.storage.reading import items_upward

_MEASURES = ("no", "with_problem", "goals", "responsible", "time", "budget", "source", "expected")
_FOLLOWED = (
    *("no", "measure", "deadline", "status", "progress", "budget", "spent", "seen", "hinders"),
)
_ACTIVITIES = ("no", "activity", "participants", "dates", "executors", "results")
"""The columns of the roadmap."""


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


def _plan_blocks(language: Language, page: PlanPage, items: Items) -> Iterator[Block]:
    yield from plan_facts(language, page)
    yield Heading(language.text("Measures"))
    yield from measures_table(language, page, _MEASURES, items)
    yield from _goals(language, page, items)
    yield from long_term_results(language, page)
    yield from working_group(language, page)
    yield signatures(language)


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


def _monitoring_blocks(language: Language, page: PlanPage) -> Iterator[Block]:
    yield Facts(_standing(language, page))
    yield Heading(language.text("Measures"))
    yield from measures_table(language, page, _FOLLOWED)
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


def _activity_blocks(language: Language, page: PlanPage) -> Iterator[Block]:
    if not page.measures:
        yield from measures_table(language, page, _ACTIVITIES)
    for code, lines in groupby(page.measures, key=lambda line: line.measure.heading):
        goal = page.goals.get(code)
        if code:
            yield Heading(_goal(language, goal) if goal else code)
        yield from measures_table(language, page, _ACTIVITIES, only=tuple(lines))
    yield from long_term_results(language, page)
