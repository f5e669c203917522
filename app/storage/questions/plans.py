"""What the pages of action plans ask: the list of plans, and all that belongs to one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from app.language import fold, sort_key
from app.model import (
    ActionPlan,
    Attachment,
    MonitoringEntry,
    Note,
    Organisation,
    PlanMeasure,
    PlanMember,
    Project,
)
from app.model.action_plan import FINISHED, GRANTED
from app.model.numbering import in_order
from app.storage.questions.events import Goal, goals_of
from app.storage.questions.frameworks import has_item
from app.storage.reading import by_id, found, people_of, place_names, places_within

if TYPE_CHECKING:
    from app.storage.connection import Connection
    from app.storage.workspace import Workspace

LATE = f"(m.deadline < :today AND coalesce(m.status, '') NOT IN {FINISHED})"
"""The SQL condition on a measure `m` that its deadline is over and somebody waits for it."""
UNFUNDED = (
    "(m.budget > 0 AND coalesce(m.budget_source, '') <> 'none' "
    f"AND coalesce(m.budget_status, '') NOT IN {GRANTED} "
    "AND coalesce(m.status, '') <> 'cancelled')"
)
"""The SQL condition that a measure costs something nobody has granted yet."""

_COSTS = "CASE WHEN m.status IS NOT 'cancelled' THEN m.budget END"
_WAITED_FOR = "(coalesce(p.status, '') <> 'closed' AND coalesce(p.is_template, 0) = 0)"
"""The SQL condition on a plan `p` that somebody waits for its measures."""


@dataclass(frozen=True, kw_only=True)
class PlanFilter:
    """Which plans are wanted; what is empty is not asked for."""

    text: str = ""
    status: str = ""
    level: str = ""
    territory: str = ""
    project: bytes = b""
    item: str = ""
    """The code of a framework's item some measure is tied to."""
    templates: bool = False
    """Whether patterns are wanted instead of plans."""


class PlanLine(NamedTuple):
    """One line of the list of plans."""

    id: bytes
    title: str
    territory: str | None
    place: Mapping[str, str]
    level: str | None
    status: str | None
    period_from: date | None
    period_to: date | None
    decision_number: str
    decision_date: date | None
    measures: int
    done: int
    under_way: int
    late: int
    unfunded: int
    budget: float
    granted: float


@dataclass(frozen=True)
class PlanList:
    """The plans a filter leaves, and how many there are without it."""

    lines: list[PlanLine]
    total: int


_LINES = f"""
    SELECT p.id, p.title, p.territory, p.level, p.status, p.period_from, p.period_to,
        p.decision_number, p.decision_date, coalesce(n.measures, 0), coalesce(n.done, 0),
        coalesce(n.under_way, 0), coalesce(n.late, 0) * {_WAITED_FOR}, coalesce(n.unfunded, 0),
        coalesce(n.budget, 0), coalesce(n.granted, 0), p.project
    FROM action_plan p LEFT JOIN (
        SELECT m.action_plan, count(*) AS measures, sum(m.status IS 'done') AS done,
            sum(m.status IN ('in_progress', 'partly')) AS under_way, sum({LATE}) AS late,
            sum({UNFUNDED}) AS unfunded, total({_COSTS}) AS budget,
            total(CASE WHEN m.budget_status IN {GRANTED} THEN {_COSTS} END) AS granted
        FROM plan_measure m WHERE m._deleted = 0 GROUP BY m.action_plan
    ) n ON n.action_plan = p.id
    WHERE p._deleted = 0 AND coalesce(p.is_template, 0) = :templates
        AND (:status = '' OR p.status = :status) AND (:level = '' OR p.level = :level)
        AND (:project = x'' OR p.project = :project)
        AND (:places = '' OR p.territory IN (SELECT value FROM json_each(:places)))
        AND (:item = '' OR p.id IN (
            SELECT m.action_plan FROM plan_measure m
            WHERE m._deleted = 0 AND {has_item("m").replace("?", ":item")}))
"""


def list_plans(
    ws: Workspace,
    wanted: PlanFilter,
    today: date,
    sort: str = "title",
    *,
    descending: bool = False,
) -> PlanList:
    """The plans a filter leaves, with what is done, late and unfunded, sorted by a column."""
    inside = json.dumps(places_within(ws.reader, wanted.territory)) if wanted.territory else ""
    rows = ws.reader.execute(
        _LINES,
        {
            "today": today.isoformat(),
            "templates": int(wanted.templates),
            "status": wanted.status,
            "level": wanted.level,
            "project": wanted.project,
            "places": inside,
            "item": wanted.item,
        },
    ).fetchall()
    names = place_names(ws.reader, (row[2] for row in rows))
    every = [_line(row, names) for row in rows]
    lines = [line for line in every if _says(line, wanted.text)]
    lines.sort(key=lambda line: sort_key(line.title))
    if sort != "title" or descending:
        lines.sort(key=_SORTS[sort], reverse=descending)
    return PlanList(lines, _total(ws.reader, is_template=wanted.templates))


def _line(row: tuple[Any, ...], names: Mapping[str, Mapping[str, str]]) -> PlanLine:
    day = ActionPlan.kinds()["period_from"].load
    place, first, last = names.get(row[2] or "", {}), day(row[5]), day(row[6])
    decided = (row[7] or "", day(row[8]))
    return PlanLine._make((*row[:3], place, *row[3:5], first, last, *decided, *row[9:16]))


def _says(line: PlanLine, typed: str) -> bool:
    said = f" {fold(' '.join((line.title, line.decision_number, *line.place.values())))}"
    return all(f" {word}" in said for word in fold(typed).split())


def _total(reader: Connection, *, is_template: bool) -> int:
    row = reader.execute(
        "SELECT count(*) FROM action_plan WHERE _deleted = 0 AND coalesce(is_template, 0) = ?",
        (int(is_template),),
    ).fetchone()
    return int(row[0])


_SORTS: Mapping[str, Any] = {
    "title": lambda line: sort_key(line.title),
    "place": lambda line: sort_key(line.place.get("ky", "")),
    "status": lambda line: line.status or "",
    "period": lambda line: (line.period_from or date.min, line.period_to or date.min),
    "measures": lambda line: line.measures,
    "done": lambda line: line.done / line.measures if line.measures else -1.0,
    "late": lambda line: line.late,
    "unfunded": lambda line: line.unfunded,
    "budget": lambda line: line.budget,
}


class PlanPerson(NamedTuple):
    """A person of the working group: her membership, who she is, name, sex, role, position."""

    id: bytes
    person: bytes
    name: str
    sex: str
    role: str | None
    position: str


@dataclass(frozen=True)
class MeasureLine:
    """A measure with its number and everything one look at it should say."""

    measure: PlanMeasure
    number: int
    organisation: str
    person: str
    problem: str
    recommendation: str
    last: MonitoringEntry | None
    entries: int
    indicators: int
    files: int
    beneficiaries: int
    days_late: int
    """0 while it is not late."""
    progress: int | None = None
    spent: float | None = None
    """As the newest entry says that tells of it."""

    @property
    def id(self) -> bytes:
        """The measure's id."""
        return self.measure.id

    @property
    def responsible(self) -> str:
        """Who answers for it: organisation, person, or as it was put in words."""
        named = (self.organisation, self.person, self.measure.responsible)
        return ", ".join(dict.fromkeys(name for name in named if name))

    @property
    def is_unfunded(self) -> bool:
        """Whether it costs something nobody has granted yet."""
        measure = self.measure
        return (
            bool(measure.budget)
            and measure.budget_source != "none"
            and measure.budget_status not in GRANTED
            and measure.status != "cancelled"
        )

    @property
    def lacks(self) -> tuple[str, ...]:
        """What every measure ought to have and this one has not, by the name of the field."""
        measure = self.measure
        wanted = {
            "responsible": self.responsible,
            "deadline": measure.deadline,
            "framework_items": measure.framework_items,
            "indicator": self.indicators,
            "budget_source": measure.budget_source,
        }
        return tuple(name for name, value in wanted.items() if not value)


@dataclass(frozen=True)
class PlanPage:
    """A plan with its measures in order, its working group and what it follows from."""

    plan: ActionPlan
    place: Mapping[str, str]
    above: tuple[Mapping[str, str], ...]
    """The names of the territories it lies in, the widest first."""
    event_title: str
    project_title: str
    measures: tuple[MeasureLine, ...]
    members: tuple[PlanPerson, ...]
    goals: Mapping[str, Goal]
    files: tuple[Attachment, ...]
    today: date = field(default_factory=date.today)

    def having(self, *statuses: str) -> list[MeasureLine]:
        """The measures with one of these statuses."""
        return [line for line in self.measures if (line.measure.status or "planned") in statuses]

    @property
    def late(self) -> list[MeasureLine]:
        """The measures whose deadline is over, the longest overdue first."""
        late = [line for line in self.measures if line.days_late]
        return sorted(late, key=lambda line: -line.days_late)

    @property
    def unfunded(self) -> list[MeasureLine]:
        """The measures nobody has granted the money of."""
        return [line for line in self.measures if line.is_unfunded]

    def budget(self, *statuses: str | None) -> float:
        """The money of measures whose budget has one of these statuses; of all without any."""
        return sum(
            line.measure.budget or 0
            for line in self.measures
            if line.measure.status != "cancelled"
            and (not statuses or line.measure.budget_status in statuses)
        )

    @property
    def spent(self) -> float:
        """What was spent on all measures."""
        return sum(line.spent or 0 for line in self.measures)


def plan_page(ws: Workspace, plan_id: bytes, today: date) -> PlanPage | None:
    """One plan with all that its page shows; None when it is not there."""
    reader = ws.reader
    plan = next(iter(found(reader, ActionPlan, "id = ?", plan_id)), None)
    if plan is None:
        return None
    measures = in_order(found(reader, PlanMeasure, "action_plan = ?", plan_id))
    event = reader.execute("SELECT title FROM event WHERE id = ?", (plan.event,)).fetchone()
    project = by_id(reader, Project, [plan.project]).get(plan.project)
    above = _above(reader, plan.territory)
    names = place_names(reader, [plan.territory, *above])
    codes = {code for one in measures for code in one.framework_items}
    return PlanPage(
        plan=plan,
        place=names.get(plan.territory or "", {}),
        above=tuple(names[code] for code in above),
        event_title=str(event[0] or "") if event else "",
        project_title=project.title if project else "",
        measures=tuple(measure_lines(ws, measures, today)),
        members=tuple(_members(reader, plan_id)),
        goals=goals_of(ws, tuple(codes | set(plan.framework_items))),
        files=tuple(found(reader, Attachment, "action_plan = ?", plan_id)),
        today=today,
    )


def measure_lines(ws: Workspace, measures: Iterable[PlanMeasure], today: date) -> list[MeasureLine]:
    """Measures of one plan, in order, with what stands beside each; numbered from 1."""
    listed = list(measures)
    reader = ws.reader
    organisations = by_id(reader, Organisation, (one.organisation for one in listed))
    people = people_of(reader, (one.person for one in listed))
    notes = by_id(
        reader, Note, (link for one in listed for link in (one.problem, one.recommendation))
    )
    ids = [one.id for one in listed]
    last, tallies = _last_entries(reader, ids), _tallies(reader, ids)
    progress, spent = (_last_told(reader, ids, name) for name in ("progress", "spent"))
    plans = by_id(reader, ActionPlan, (one.action_plan for one in listed))
    waited = {one.id for one in plans.values() if one.status != "closed" and not one.is_template}
    return [
        MeasureLine(
            measure=one,
            number=number,
            organisation=organisations[one.organisation].name
            if one.organisation in organisations
            else "",
            person=people[one.person].caption() if one.person in people else "",
            problem=notes[one.problem].text if one.problem in notes else "",
            recommendation=notes[one.recommendation].text if one.recommendation in notes else "",
            last=last.get(one.id),
            **tallies[one.id],
            days_late=_days_late(one, today) if one.action_plan in waited else 0,
            progress=progress.get(one.id),
            spent=spent.get(one.id),
        )
        for number, one in enumerate(listed, start=1)
    ]


def _days_late(measure: PlanMeasure, today: date) -> int:
    if not measure.deadline or measure.status in FINISHED:
        return 0
    return max(0, (today - measure.deadline).days)


def _ids(ids: Iterable[bytes]) -> tuple[str, tuple[bytes, ...]]:
    listed = tuple(ids)
    return f"({', '.join('?' * len(listed))})", listed


def _last_entries(reader: Connection, ids: list[bytes]) -> dict[bytes, MonitoringEntry]:
    """The newest entry of each measure."""
    marks, values = _ids(ids)
    rows = reader.execute(
        "SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY plan_measure "
        "ORDER BY day DESC, _stamp DESC) AS place FROM monitoring_entry "
        f"WHERE plan_measure IN {marks} AND _deleted = 0) WHERE place = 1",
        values,
    )
    entries = by_id(reader, MonitoringEntry, [row[0] for row in rows.fetchall()])
    return {entry.plan_measure: entry for entry in entries.values() if entry.plan_measure}


def _last_told(reader: Connection, ids: list[bytes], name: str) -> dict[bytes, Any]:
    """What the newest entry of each measure says that says anything in this field."""
    marks, values = _ids(ids)
    rows = reader.execute(
        f"SELECT plan_measure, {name}, max(day || hex(_stamp)) FROM monitoring_entry "
        f"WHERE plan_measure IN {marks} AND _deleted = 0 AND {name} IS NOT NULL "
        "GROUP BY plan_measure",
        values,
    )
    return {row[0]: row[1] for row in rows.fetchall()}


def _tallies(reader: Connection, ids: list[bytes]) -> dict[bytes, dict[str, int]]:
    marks, values = _ids(ids)
    tallies: dict[bytes, dict[str, int]] = {
        one: {"entries": 0, "indicators": 0, "files": 0, "beneficiaries": 0} for one in ids
    }
    for name, sql in _COUNTED.items():
        for measure, number in reader.execute(sql.format(ids=marks), values):
            tallies[measure][name] += number or 0
    return tallies


_COUNTED = {
    "entries": "SELECT plan_measure, count(*) FROM monitoring_entry "
    "WHERE plan_measure IN {ids} AND _deleted = 0 GROUP BY plan_measure",
    "indicators": "SELECT plan_measure, count(*) FROM indicator "
    "WHERE plan_measure IN {ids} AND _deleted = 0 GROUP BY plan_measure",
    "files": "SELECT measure, count(*) FROM (SELECT coalesce(a.plan_measure, e.plan_measure) "
    "AS measure FROM attachment a LEFT JOIN monitoring_entry e ON e.id = a.monitoring_entry "
    "WHERE a._deleted = 0 AND (a.plan_measure IS NOT NULL OR a.monitoring_entry IS NOT NULL)) "
    "WHERE measure IN {ids} GROUP BY measure",
    "beneficiaries": "SELECT plan_measure, sum(number) FROM beneficiary "
    "WHERE plan_measure IN {ids} AND _deleted = 0 GROUP BY plan_measure",
}


def _members(reader: Connection, plan_id: bytes) -> list[PlanPerson]:
    members = found(
        reader, PlanMember, "action_plan = ?", plan_id, order="coalesce(sequence, 0), _row"
    )
    people = people_of(reader, (member.person for member in members))
    return [
        PlanPerson(
            member.id,
            member.person or b"",
            people[member.person].caption() if member.person in people else "",
            (people[member.person].sex or "u") if member.person in people else "u",
            member.role,
            member.position or (people[member.person].position if member.person in people else ""),
        )
        for member in members
    ]


def _above(reader: Connection, code: str | None) -> list[str]:
    """The codes of the territories one lies in, the widest first, without the country."""
    rows = reader.execute(
        "WITH RECURSIVE up (code, parent, level, depth) AS ("
        "SELECT code, parent, level, 0 FROM territory WHERE code = ? UNION ALL "
        "SELECT t.code, t.parent, t.level, up.depth + 1 FROM up "
        "JOIN territory t ON t.code = up.parent WHERE up.depth < 8) "
        "SELECT code FROM up WHERE depth > 0 AND level <> 'country' ORDER BY depth DESC",
        (code,),
    )
    return [row[0] for row in rows]
