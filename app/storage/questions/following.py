"""Following things through: from a village's sentence to the photo of what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from app.model import (
    ActionPlan,
    Attachment,
    Beneficiary,
    Event,
    FrameworkItem,
    GroupSession,
    Indicator,
    IndicatorValue,
    MonitoringEntry,
    Note,
    PlanMeasure,
    Resolution,
    ResolutionItem,
)
from app.model.action_plan import FINISHED
from app.storage.questions.events import Goal, goals_of
from app.storage.questions.plans import MeasureLine, measure_lines
from app.storage.reading import by_id, found, place_names

if TYPE_CHECKING:
    from app.storage.workspace import Workspace

AHEAD = timedelta(days=14)
"""What is due within these days is worth a line on Today."""


@dataclass(frozen=True)
class SaidAt:
    """A note with where and by whom it was said."""

    note: Note
    event: Event | None
    group: str
    place: Mapping[str, str]


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator with its values, the oldest first."""

    indicator: Indicator
    values: tuple[IndicatorValue, ...]

    @property
    def id(self) -> bytes:
        """The indicator's id."""
        return self.indicator.id

    @property
    def last(self) -> IndicatorValue | None:
        """The newest value that is of everybody, else the newest."""
        whole = [one for one in self.values if not _group(one)]
        return (whole or list(self.values) or [None])[-1]  # type: ignore[list-item]

    @property
    def progress(self) -> float | None:
        """How much of the way from baseline to target is gone, 0 to 1; None if not known."""
        last, target, start = self.last, self.indicator.target, self.indicator.baseline or 0
        if last is None or last.value is None or target is None or target == start:
            return None
        return (last.value - start) / (target - start)


def _group(value: IndicatorValue) -> tuple[str, ...]:
    parts = (value.sex, value.age_group, value.social_status, value.disability, value.territory)
    return tuple(part for part in parts if part)


@dataclass(frozen=True)
class MeasurePage:
    """A measure with what it follows from and what it led to."""

    line: MeasureLine
    plan: ActionPlan
    problem: SaidAt | None
    recommendation: SaidAt | None
    point: ResolutionItem | None
    resolution: Resolution | None
    goals: Mapping[str, Goal]
    indicators: tuple[IndicatorLine, ...]
    beneficiaries: tuple[Beneficiary, ...]
    entries: tuple[MonitoringEntry, ...]
    """The newest first."""
    files: Mapping[bytes, tuple[Attachment, ...]]
    """By monitoring entry; those of the measure itself under its own id."""


def measure_page(ws: Workspace, measure_id: bytes, today: date) -> MeasurePage | None:
    """Everything about one measure; None when it is not there."""
    reader = ws.reader
    measure = next(iter(found(reader, PlanMeasure, "id = ?", measure_id)), None)
    plan = by_id(reader, ActionPlan, [measure.action_plan if measure else None])
    if measure is None or measure.action_plan not in plan:
        return None
    entries = found(
        reader, MonitoringEntry, "plan_measure = ?", measure_id, order="day DESC, _stamp DESC"
    )
    point = by_id(reader, ResolutionItem, [measure.resolution_item]).get(measure.resolution_item)
    resolution = by_id(reader, Resolution, [point.resolution if point else None])
    return MeasurePage(
        line=_numbered(ws, measure, today),
        plan=plan[measure.action_plan],
        problem=said_at(ws, measure.problem),
        recommendation=said_at(ws, measure.recommendation),
        point=point,
        resolution=resolution.get(point.resolution) if point else None,
        goals=goals_of(ws, measure.framework_items),
        indicators=tuple(indicator_lines(ws, "plan_measure = ?", measure_id)),
        beneficiaries=tuple(found(reader, Beneficiary, "plan_measure = ?", measure_id)),
        entries=tuple(entries),
        files=_files(ws, measure_id),
    )


def _numbered(ws: Workspace, measure: PlanMeasure, today: date) -> MeasureLine:
    """The line of a measure, with the number it has in its plan."""
    row = ws.reader.execute(
        "SELECT count(*) + 1 FROM plan_measure WHERE action_plan = ? AND _deleted = 0 "
        "AND (sequence IS NULL, coalesce(sequence, 0), id) < (? IS NULL, coalesce(?, 0), ?)",
        (measure.action_plan, measure.sequence, measure.sequence, measure.id),
    ).fetchone()
    (line,) = measure_lines(ws, [measure], today)
    return MeasureLine(**{**vars(line), "number": row[0]})


def said_at(ws: Workspace, note_id: bytes | None) -> SaidAt | None:
    """A note with the event and the group it was said in; None when it is not there."""
    note = by_id(ws.reader, Note, [note_id]).get(note_id)
    if note is None:
        return None
    session = by_id(ws.reader, GroupSession, [note.group_session]).get(note.group_session)
    return SaidAt(
        note=note,
        event=by_id(ws.reader, Event, [note.event]).get(note.event),
        group=session.name if session else note.group_name,
        place=place_names(ws.reader, [note.territory]).get(note.territory or "", {}),
    )


def indicator_lines(ws: Workspace, where: str, *values: object) -> list[IndicatorLine]:
    """Indicators for which a condition holds, each with its values."""
    indicators = found(ws.reader, Indicator, where, *values, order="coalesce(sequence, 0), _row")
    marks = ", ".join("?" * len(indicators))
    every = found(
        ws.reader,
        IndicatorValue,
        f"indicator IN ({marks})",
        *(one.id for one in indicators),
        order="day, _stamp",
    )
    return [
        IndicatorLine(one, tuple(value for value in every if value.indicator == one.id))
        for one in indicators
    ]


def plan_indicators(ws: Workspace, plan_id: bytes) -> list[IndicatorLine]:
    """The indicators of all measures of a plan."""
    return indicator_lines(
        ws,
        "plan_measure IN (SELECT id FROM plan_measure WHERE action_plan = ? AND _deleted = 0)",
        plan_id,
    )


def plan_beneficiaries(ws: Workspace, plan_id: bytes) -> list[Beneficiary]:
    """Whom the measures of a plan served or serve; cancelled ones serve nobody."""
    return found(
        ws.reader,
        Beneficiary,
        "plan_measure IN (SELECT id FROM plan_measure WHERE action_plan = ? AND _deleted = 0 "
        "AND coalesce(status, '') <> 'cancelled')",
        plan_id,
    )


def plan_entries(ws: Workspace, plan_id: bytes) -> list[MonitoringEntry]:
    """The monitoring of all measures of a plan, the newest first."""
    return found(
        ws.reader,
        MonitoringEntry,
        "plan_measure IN (SELECT id FROM plan_measure WHERE action_plan = ? AND _deleted = 0)",
        plan_id,
        order="day DESC, _stamp DESC",
    )


def _files(ws: Workspace, measure_id: bytes) -> dict[bytes, tuple[Attachment, ...]]:
    files = found(
        ws.reader,
        Attachment,
        "plan_measure = ? OR monitoring_entry IN "
        "(SELECT id FROM monitoring_entry WHERE plan_measure = ?)",
        measure_id,
        measure_id,
        order="taken_on, _row",
    )
    gathered: dict[bytes, tuple[Attachment, ...]] = {}
    for file in files:
        at = file.monitoring_entry or measure_id
        gathered[at] = (*gathered.get(at, ()), file)
    return gathered


@dataclass(frozen=True)
class CameOfIt:
    """What came of a note: what answers it, points of resolutions, measures of plans, goals."""

    answers: tuple[Note, ...]
    points: tuple[tuple[ResolutionItem, Resolution], ...]
    measures: tuple[tuple[PlanMeasure, ActionPlan], ...]
    goals: tuple[FrameworkItem, ...]
    """Items of frameworks that what answers it and its measures serve, beside its own."""


def came_of(ws: Workspace, note_id: bytes) -> CameOfIt:
    """What a problem or a recommendation led to, also by way of what answers it."""
    reader = ws.reader
    answers = found(reader, Note, "answers = ?", note_id, order="coalesce(sequence, 0), _row")
    ids = [note_id, *(note.id for note in answers)]
    marks = ", ".join("?" * len(ids))
    points = found(reader, ResolutionItem, f"note IN ({marks})", *ids)
    from_points = ", ".join("?" * len(points))
    measures = found(
        reader,
        PlanMeasure,
        f"problem IN ({marks}) OR recommendation IN ({marks}) "
        f"OR resolution_item IN ({from_points})",
        *ids,
        *ids,
        *(point.id for point in points),
    )
    resolutions = by_id(reader, Resolution, (point.resolution for point in points))
    plans = by_id(reader, ActionPlan, (measure.action_plan for measure in measures))
    note = ws.get(Note, note_id)
    own = note.framework_items if note else ()
    lists = [one.framework_items for one in measures] + [one.framework_items for one in answers]
    codes = dict.fromkeys(code for codes in lists for code in codes if code not in own)
    items = by_id(reader, FrameworkItem, (FrameworkItem.id_for({"code": one}) for one in codes))
    return CameOfIt(
        answers=tuple(answers),
        points=tuple(
            (one, resolutions[one.resolution]) for one in points if one.resolution in resolutions
        ),
        measures=tuple(
            (one, plans[one.action_plan]) for one in measures if one.action_plan in plans
        ),
        goals=tuple(items.values()),
    )


class DueMeasure(NamedTuple):
    """A measure that is late or soon due."""

    id: bytes
    text: str
    plan: bytes
    plan_title: str
    deadline: date
    days: int
    """Until the deadline; below zero when it is over."""
    status: str | None
    responsible: str


def due_measures(
    ws: Workspace, today: date, ahead: timedelta = AHEAD, limit: int = 200
) -> list[DueMeasure]:
    """What is late or due soon in all plans that are not closed, the longest overdue first."""
    rows = ws.reader.execute(
        "SELECT m.id, m.text, p.id, p.title, m.deadline, m.status, o.name, "
        "r.surname, r.name, r.patronymic, m.responsible "
        "FROM plan_measure m JOIN action_plan p ON p.id = m.action_plan "
        "LEFT JOIN organisation o ON o.id = m.organisation "
        "LEFT JOIN person r ON r.id = m.person AND r._deleted = 0 "
        "WHERE m._row IN (SELECT m._row FROM plan_measure m WHERE m._deleted = 0 "
        f"AND m.deadline <= ? AND coalesce(m.status, '') NOT IN {FINISHED}) "
        "AND p._deleted = 0 AND coalesce(p.status, '') <> 'closed' "
        "AND coalesce(p.is_template, 0) = 0 ORDER BY m.deadline, p.title, m.sequence LIMIT ?",
        ((today + ahead).isoformat(), limit),
    )
    listed = []
    for row in rows:
        deadline = date.fromisoformat(row[4])
        person = " ".join(part for part in row[7:10] if part)
        responsible = row[6] or person or row[10] or ""
        days = (deadline - today).days
        listed.append(DueMeasure._make((*row[:4], deadline, days, row[5], responsible)))
    return listed


def late_count(ws: Workspace, today: date) -> int:
    """How many measures are late in all plans that are not closed."""
    row = ws.reader.execute(
        "SELECT count(*) FROM plan_measure m JOIN action_plan p ON p.id = m.action_plan "
        "WHERE m._deleted = 0 AND m.deadline < ? AND p._deleted = 0 "
        f"AND coalesce(m.status, '') NOT IN {FINISHED} "
        "AND coalesce(p.status, '') <> 'closed' AND coalesce(p.is_template, 0) = 0",
        (today.isoformat(),),
    ).fetchone()
    return int(row[0])
