"""Who sits where: events, working groups and bodies weighed by the rules of shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from app.model import Body
from app.model.quota import (
    Forecast,
    Judgement,
    People,
    basic_rule,
    forecast,
    judge,
    rules_for,
)
from app.storage.joined import JOINED
from app.storage.questions.bodies import people_of
from app.storage.questions.facts import (
    BESIDE,
    BODIES,
    DIFFERENT,
    EVENT_AT_ANY_TIME,
    EVERYBODY,
    WHOLE_PLAN_FILTER,
    serves,
)
from app.storage.questions.indicators import IndicatorFilter, parameters
from app.storage.reading import by_id
from app.storage.seated import seated

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class QuotaFilter(IndicatorFilter):
    """What is to be weighed: the same as figures are of."""

    optional: bool = False
    """Whether rules nobody is bound to (50 per cent) are wanted as well."""
    group: str = ""
    """`event`, `action_plan` or `body`; all of them where it is empty."""


class QuotaLine(NamedTuple):
    """One group weighed by one rule."""

    type_name: str
    """`event`, `action_plan` (its working group) or `body`."""
    id: bytes
    title: str
    kind: str
    """`participants`, `working_group`, or the kind of body."""
    day: date | None
    judgement: Judgement


def quota_table(ws: Workspace, wanted: QuotaFilter, today: date | None = None) -> list[QuotaLine]:
    """Every group by every rule that holds for it: what does not keep its rule comes first."""
    given = parameters(ws, wanted, today or date.today())
    lines = [
        QuotaLine(*group[:5], judge(rule, group.people))
        for kind, weighed in _GROUPS.items()
        if wanted.group in {"", kind}
        for group in weighed(ws, given)
        for rule in rules_for(group.kind, optional=wanted.optional)
    ]
    order = {"not_met": 0, "unknown": 1, "met": 2}
    return sorted(lines, key=lambda line: (order[line.judgement.state], line.type_name, line.title))


class _Weighed(NamedTuple):
    type_name: str
    id: bytes
    title: str
    kind: str
    day: date | None
    people: People


def _events(ws: Workspace, given: Mapping[str, object]) -> Iterator[_Weighed]:
    rows = ws.reader.execute(
        f"{BESIDE} SELECT e.id, e.title, e.date_from, sum(f.sex = 'f'), sum(f.sex = 'm'), count(*) "
        f"FROM {EVERYBODY} JOIN event e ON e._row = f.event GROUP BY f.event",
        given,
    )
    for record_id, title, day, women, men, total in rows:
        people = People(women or 0, men or 0, total - (women or 0) - (men or 0))
        yield _Weighed("event", record_id, title or "", "participants", _day(day), people)


def _plans(ws: Workspace, given: Mapping[str, object]) -> Iterator[_Weighed]:
    rows = ws.reader.execute(
        f"{BESIDE} SELECT p.id, p.title, p.period_from, "
        "sum(w.sex = 'f'), sum(w.sex = 'm'), count(*) "
        "FROM (SELECT DISTINCT m.action_plan, coalesce(j.root, m.person) AS person "
        f"FROM plan_member m LEFT JOIN {JOINED} j ON j.person = m.person WHERE m._deleted = 0) m "
        "JOIN action_plan p ON p.id = m.action_plan LEFT JOIN person w ON w.id = m.person "
        f"WHERE {WHOLE_PLAN_FILTER} GROUP BY p.id",
        given,
    )
    for record_id, title, day, women, men, total in rows:
        people = People(women or 0, men or 0, total - (women or 0) - (men or 0))
        yield _Weighed("action_plan", record_id, title or "", "working_group", _day(day), people)


def _bodies(ws: Workspace, given: Mapping[str, object]) -> Iterator[_Weighed]:
    rows = ws.reader.execute(f"{BESIDE} SELECT f.id FROM {BODIES.format(more='')}", given)
    bodies = by_id(ws.reader, Body, [row[0] for row in rows.fetchall()])
    listed = seated(ws.reader, (body.id for body in bodies.values()), date.today())
    for body in bodies.values():
        people = people_of(body, listed.get(body.id))
        day = body.as_of or body.created_on
        yield _Weighed("body", body.id, body.title, body.kind or "other", day, people)


_GROUPS: Mapping[str, Callable[[Workspace, Mapping[str, object]], Iterator[_Weighed]]] = {
    "event": _events,
    "action_plan": _plans,
    "body": _bodies,
}
"""What is weighed, by the type of its records: the same as the figures of the filter are of."""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class Outlook(NamedTuple):
    """How all participants stand to the 30 % rule, and what the coming events must bring."""

    judgement: Judgement
    events_ahead: int
    event_size: int
    forecast: Forecast | None


def outlook(ws: Workspace, wanted: QuotaFilter, today: date, until: date) -> Outlook:
    """Of all different people at events so far; with the events planned until a day.

    An event to come is taken to be of the usual size: the planned one, else the mean so far.
    """
    given = parameters(ws, wanted, today)
    women, men, total, held = ws.reader.execute(
        f"{BESIDE} SELECT count(DISTINCT CASE WHEN f.sex = 'f' THEN f.person END), "
        "count(DISTINCT CASE WHEN f.sex = 'm' THEN f.person END), "
        f"{DIFFERENT}, count(DISTINCT f.event) FROM {EVERYBODY}",
        given,
    ).fetchone()
    ahead, planned = ws.reader.execute(
        f"{BESIDE} SELECT count(*), avg(e.planned_count) FROM event e WHERE {EVENT_AT_ANY_TIME} "
        f"AND {serves('e.framework_items')} AND e.date_from > :today AND e.date_from <= :last",
        given | {"last": until.isoformat()},
    ).fetchone()
    people = People(women, men, total - women - men)
    size = round(planned or (total / held if held else 0))
    rule = basic_rule()
    return Outlook(judge(rule, people), ahead, size, forecast(rule, people, ahead, size))
