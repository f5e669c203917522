"""What resolutions are asked: the list of them, and one with its points under their headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from app.model import (
    ActionPlan,
    Attachment,
    Framework,
    FrameworkItem,
    PlanMeasure,
    Resolution,
    ResolutionItem,
)
from app.model.numbering import numbered
from app.storage.questions.events import Goal, goals_of
from app.storage.questions.plans import MeasureLine, measure_lines
from app.storage.reading import by_id, found, place_names

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


class ResolutionLine(NamedTuple):
    """One line of the list of resolutions."""

    id: bytes
    title: str
    event: bytes | None
    event_title: str
    framework: str
    status: str | None
    adopted_on: date | None
    points: int


@dataclass(frozen=True)
class PointLine:
    """A point with its number under its heading (None for a part) and where it came from."""

    point: ResolutionItem
    number: int | None
    note: str
    measures: int

    @property
    def id(self) -> bytes:
        """The point's id."""
        return self.point.id


@dataclass(frozen=True)
class PointGroup:
    """The points that follow each other under one heading, at one level."""

    section: str | None
    heading: str
    item: FrameworkItem | None
    above: FrameworkItem | None
    """The priority a goal belongs to, where there is one."""
    level: str | None
    points: tuple[PointLine, ...]


@dataclass(frozen=True)
class ResolutionPage:
    """A resolution with all its points in order."""

    resolution: Resolution
    framework: Framework | None
    event_title: str
    place: Mapping[str, str]
    groups: tuple[PointGroup, ...]
    goals: Mapping[str, Goal]
    files: tuple[Attachment, ...]

    @property
    def points(self) -> list[PointLine]:
        """All points, heading after heading."""
        return [point for group in self.groups for point in group.points]


@dataclass(frozen=True)
class Measured:
    """A measure that carries a point out: the point, the measure, the title of its plan."""

    point: bytes
    line: MeasureLine
    plan: str


def measured(ws: Workspace, resolution_id: bytes, today: date) -> list[Measured]:
    """What became of a resolution's points: measures tied to a point, or to the note it is of."""
    rows = ws.reader.execute(
        "SELECT DISTINCT i.id, m.id FROM resolution_item i JOIN plan_measure m "
        "ON m.resolution_item = i.id OR (m.recommendation = i.note AND m.resolution_item IS NULL) "
        "WHERE i.resolution = ? AND i._deleted = 0 AND m._deleted = 0 "
        "ORDER BY i.sequence, i._row, m.sequence, m._row",
        (resolution_id,),
    ).fetchall()
    measures = by_id(ws.reader, PlanMeasure, (measure for _, measure in rows))
    plans = by_id(ws.reader, ActionPlan, (one.action_plan for one in measures.values()))
    lines = {line.id: line for line in measure_lines(ws, measures.values(), today)}
    return [
        Measured(
            point, line, plans[plan].title if (plan := line.measure.action_plan) in plans else ""
        )
        for point, measure in rows
        if (line := lines.get(measure)) is not None
    ]


def list_resolutions(ws: Workspace, event: bytes | None = None) -> list[ResolutionLine]:
    """All resolutions, or those of one event, the newest first."""
    rows = ws.reader.execute(
        "SELECT r.id, r.title, r.event, coalesce(e.title, ''), coalesce(r.framework, ''), "
        "r.status, r.adopted_on, coalesce(n.points, 0) FROM resolution r "
        "LEFT JOIN event e ON e.id = r.event "
        "LEFT JOIN (SELECT resolution, count(*) AS points FROM resolution_item "
        "WHERE _deleted = 0 GROUP BY resolution) n ON n.resolution = r.id "
        "WHERE r._deleted = 0 AND (? IS NULL OR r.event = ?) "
        "ORDER BY r.adopted_on IS NULL DESC, r.adopted_on DESC, r._stamp DESC",
        (event, event),
    )
    day = Resolution.kinds()["adopted_on"].load
    return [ResolutionLine._make((*row[:6], day(row[6]), row[7])) for row in rows]


def resolution_page(ws: Workspace, resolution_id: bytes) -> ResolutionPage | None:
    """One resolution with its points; None when it is not there."""
    reader = ws.reader
    resolution = next(iter(found(reader, Resolution, "id = ?", resolution_id)), None)
    if resolution is None:
        return None
    points = found(reader, ResolutionItem, "resolution = ?", resolution_id, order="sequence, _row")
    lines = _lines(ws, resolution_id, points)
    items = _headings(ws, {point.heading for point in points})
    event = reader.execute("SELECT title FROM event WHERE id = ?", (resolution.event,)).fetchone()
    frameworks = found(reader, Framework, "code = ?", resolution.framework)
    files = found(reader, Attachment, "resolution = ?", resolution_id, order="taken_on, _row")
    return ResolutionPage(
        resolution=resolution,
        framework=next(iter(frameworks), None),
        event_title=str(event[0] or "") if event else "",
        place=place_names(reader, [resolution.territory]).get(resolution.territory or "", {}),
        groups=tuple(_grouped(lines, items)),
        goals=goals_of(ws, tuple({code for one in points for code in one.framework_items})),
        files=tuple(files),
    )


def _lines(ws: Workspace, resolution_id: bytes, points: list[ResolutionItem]) -> list[PointLine]:
    rows = ws.reader.execute(
        "SELECT i.id, coalesce(n.text, ''), (SELECT count(*) FROM plan_measure m "
        "WHERE m.resolution_item = i.id AND m._deleted = 0) FROM resolution_item i "
        "LEFT JOIN note n ON n.id = i.note AND n._deleted = 0 WHERE i.resolution = ?",
        (resolution_id,),
    )
    beside = {record_id: (text, number) for record_id, text, number in rows}
    return [PointLine(point, number, *beside[point.id]) for number, point in numbered(points)]


def _headings(ws: Workspace, codes: set[str]) -> dict[str, FrameworkItem]:
    marks = ", ".join("?" * len(codes))
    of = found(ws.reader, FrameworkItem, f"code IN ({marks})", *sorted(codes))
    parents = sorted({item.parent for item in of if item.parent})
    marks = ", ".join("?" * len(parents))
    above = found(ws.reader, FrameworkItem, f"code IN ({marks})", *parents)
    return {item.code: item for item in (*above, *of)}


def _grouped(lines: list[PointLine], items: Mapping[str, FrameworkItem]) -> list[PointGroup]:
    groups = groupby(
        lines, key=lambda line: (line.point.section, line.point.heading, line.point.level)
    )
    return [
        PointGroup(
            section,
            heading,
            items.get(heading),
            items.get(items[heading].parent) if heading in items else None,
            level,
            tuple(points),
        )
        for (section, heading, level), points in groups
    ]
