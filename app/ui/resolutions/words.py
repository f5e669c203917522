"""How resolutions are worded: headings, points, what became of them, and the vote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.language import Language
from app.model import Resolution
from app.reports.words import item_line
from app.storage.questions.events import Goal
from app.storage.questions.resolutions import (
    Measured,
    PointGroup,
    PointLine,
    ResolutionLine,
    ResolutionPage,
)
from app.ui.goal_marks import goal_cell
from app.ui.kit import Cell
from app.ui.words import term

STATUS_CHIPS = {"draft": "fact", "adopted": "ok"}
_MEASURE_ICONS = {
    "done": ("circle-check", "ok"),
    "in_progress": ("circle-dot", "accent"),
    "partly": ("circle-dot", "warn"),
    "not_done": ("circle-alert", "bad"),
    "cancelled": ("x", "text3"),
}

_LINES = 2
"""What of a point and of its measure is seen beside each other."""


@dataclass(frozen=True)
class HeadingRow:
    """A goal or direction above its points; it is no point and cannot be changed here."""

    id: bytes
    group: PointGroup


Line = HeadingRow | PointLine


def lines_of(page: ResolutionPage) -> list[Line]:
    """Headings and points, as they stand in the document."""
    found: list[Line] = []
    for at, group in enumerate(page.groups):
        found.append(HeadingRow(at.to_bytes(2, "big"), group))
        found.extend(group.points)
    return found


def heading_cells(language: Language, group: PointGroup) -> list[Cell]:
    """The heading of a group of points; the level stands under it."""
    said = _heading(language, group)
    above = item_line(language, group.above) if group.above else ""
    level = term(language, "item_level", group.level)
    sub = " · ".join(part for part in (level, above) if part)
    return [
        Cell(""),
        Cell(said, sub=sub, weight=600, tip=said, is_wrapped=True),
        Cell(""),
        Cell(""),
    ]


def _heading(language: Language, group: PointGroup) -> str:
    own = item_line(language, group.item) if group.item else group.heading
    return own or language.text("Without a goal")


def point_cells(language: Language, line: PointLine, goals: Mapping[str, Goal]) -> list[Cell]:
    """Number, words and what they come from, goals, and how many measures carry the point out."""
    point = line.point
    came = language.text("from group work") if line.note else ""
    part = language.text("part of the point above") if line.number is None else ""
    number = "" if line.number is None else f"{line.number}."
    return [
        Cell(number, align="right", colour="text2"),
        Cell(
            point.text,
            is_wrapped=True,
            sub=" · ".join(filter(None, (part, came))),
            tip=point.text,
        ),
        goal_cell(language, goals, point.framework_items),
        Cell(language.number(line.measures) if line.measures else "–", align="right"),
    ]


def vote_line(language: Language, resolution: Resolution) -> str:
    """The day of adoption and the vote, as far as it was counted."""
    if resolution.status != "adopted":
        return ""
    say, number = language.text, language.number
    counted = (
        (
            say("for {n}", n=number(resolution.votes_for))
            if resolution.votes_for is not None
            else ""
        ),
        (
            say("against {n}", n=number(resolution.votes_against))
            if resolution.votes_against is not None
            else ""
        ),
        (
            say("abstained {n}", n=number(resolution.votes_abstained))
            if resolution.votes_abstained is not None
            else ""
        ),
    )
    day = language.day(resolution.adopted_on) if resolution.adopted_on else ""
    adopted = say("adopted on {day}", day=day) if day else ""
    return ", ".join(part for part in (adopted, *counted) if part)


def list_cells(language: Language, line: ResolutionLine) -> list[Cell]:
    """One resolution in a list: title and event, points, status, day of adoption."""
    status = line.status or "draft"
    return [
        Cell(
            line.title,
            sub=" · ".join(filter(None, (line.framework, line.event_title))),
            weight=500,
            is_wrapped=True,
            tip=line.title,
        ),
        Cell(language.number(line.points) if line.points else "–", align="right"),
        Cell(
            "",
            chip=term(language, "resolution_status", status),
            chip_kind=STATUS_CHIPS.get(status, "fact"),
        ),
        Cell(
            language.day(line.adopted_on) if line.adopted_on else "–",
            colour="text" if line.adopted_on else "text3",
        ),
    ]


def became_cells(
    language: Language, row: tuple[PointGroup, PointLine, Measured | None]
) -> list[Cell]:
    """A point beside a measure that carries it out, or beside the word that there is none."""
    group, line, done = row
    number = "" if line.number is None else f"{line.number}."
    level = term(language, "item_level", group.level)
    under = " · ".join(part for part in (_heading(language, group), level) if part)
    point = Cell(line.point.text, sub=under, tip=line.point.text, is_wrapped=True, lines=_LINES)
    head = [Cell(number, align="right", colour="text2"), point]
    if done is None:
        none = language.text("no measure yet")
        return [*head, Cell(none, colour="text3"), Cell(""), Cell("")]
    measure = done.line.measure
    icon, ink = _MEASURE_ICONS.get(measure.status or "", ("circle", "text3"))
    progress = done.line.progress
    said = language.text("{n} % done", n=progress) if progress is not None else ""
    deadline = language.day(measure.deadline) if measure.deadline else "–"
    late = done.line.days_late
    return [
        *head,
        Cell(measure.text, sub=done.plan, tip=measure.text, is_wrapped=True, lines=_LINES),
        Cell(
            term(language, "measure_status", measure.status), sub=said, icon=icon, icon_colour=ink
        ),
        Cell(
            deadline,
            colour="bad" if late else "text",
            sub=language.plural("{n} day late", "{n} days late", late) if late else "",
            sub_colour="bad",
        ),
    ]
