"""How plans are worded: the decision, the state of a measure and of its money, in short."""

from __future__ import annotations

from app.language import Language, mark
from app.model import ActionPlan, PlanMeasure
from app.model.action_plan import DECIDED
from app.storage.questions.plans import MeasureLine
from app.ui.kit import Cell
from app.ui.words import term

MEASURE_WORDS = {
    "draft": mark("Not agreed yet"),
    "planned": mark("Planned"),
    "in_progress": mark("Under way"),
    "done": mark("Carried out"),
    "partly": mark("Done in part"),
    "not_done": mark("Not done"),
    "cancelled": mark("Cancelled"),
}
"""States of a measure, short enough for a column."""
MEASURE_ICONS = {
    "draft": ("circle-dashed", "text3"),
    "planned": ("circle", "text3"),
    "in_progress": ("circle-dot", "accent"),
    "done": ("circle-check", "ok"),
    "partly": ("circle-dot", "warn"),
    "not_done": ("circle-alert", "bad"),
    "cancelled": ("minus", "text3"),
}
SOURCE_WORDS = {
    "local_budget": mark("Local budget"),
    "republican_budget": mark("Republican budget"),
    "donor": mark("Donor"),
    "social_contract": mark("Social contract"),
    "own": mark("Own money"),
    "none": mark("Needs no money"),
}
MONEY_WORDS = {
    "requested": mark("requested"),
    "approved": mark("approved"),
    "allocated": mark("allocated"),
    "spent": mark("spent"),
    "rejected": mark("rejected"),
}
MONEY_COLOURS = {"approved": "ok", "allocated": "ok", "spent": "ok", "rejected": "bad"}
PLAN_CHIPS = {"submitted": "new", "approved": "ok", "in_force": "ok", "closed": "fact"}


def said(language: Language, words: dict[str, str], code: str | None) -> str:
    """The short word of a code; one this version does not know is shown as it is."""
    return language.text(words[code]) if code in words else code or ""


def state_cell(language: Language, line: MeasureLine) -> Cell:
    """How a measure stands: icon, word and colour; of a late one, by how many days."""
    if line.days_late:
        late = language.plural("{n} day late", "{n} days late", line.days_late)
        return Cell(
            late, icon="triangle-alert", icon_colour="bad", colour="bad", weight=600, size=13
        )
    status = line.measure.status or "planned"
    icon, colour = MEASURE_ICONS.get(status, ("circle", "text3"))
    return Cell(said(language, MEASURE_WORDS, status), icon=icon, icon_colour=colour, size=13)


def state_chip(language: Language, line: MeasureLine) -> tuple[str, str]:
    """The chip beside a measure's title, with its kind."""
    cell = state_cell(language, line)
    kinds = {"bad": "bad", "ok": "ok", "warn": "warn", "accent": "new"}
    return cell.text, kinds.get(cell.icon_colour, "fact")


def decision_chip(language: Language, plan: ActionPlan) -> tuple[str, str]:
    """The chip beside a plan's title: its state, and the decision where there is one."""
    if plan.is_template:
        return language.text("A pattern for other plans"), "new"
    parts = [term(language, "plan_status", plan.status or "draft")]
    if plan.status in (*DECIDED, "closed"):
        number = language.text("№ {no}", no=plan.decision_number) if plan.decision_number else ""
        parts += [number, language.day(plan.decision_date)]
    return ", ".join(part for part in parts if part), PLAN_CHIPS.get(plan.status or "", "fact")


def first_line(text: str) -> str:
    """The first line of a text, as a list shows it."""
    return text.strip().partition("\n")[0]


def source_cell(language: Language, measure: PlanMeasure) -> Cell:
    """Who pays for a measure, and whether it is granted."""
    source = said(language, SOURCE_WORDS, measure.budget_source)
    money = said(language, MONEY_WORDS, measure.budget_status)
    colour = MONEY_COLOURS.get(measure.budget_status or "", "text2")
    return Cell(source or "–", sub=money or "–", sub_colour=colour, size=13)


def money(language: Language, amount: float | None) -> str:
    """An amount with its thousands apart; a dash for none."""
    return language.number(round(amount, 2)) if amount else "–"
