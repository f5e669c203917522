"""Who sits where: events, working groups and bodies weighed by the rules of shares."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
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
from app.storage.participation import TOOK_PLACE
from app.storage.questions.bodies import people_of
from app.storage.questions.facts import BESIDE, DIFFERENT, EVERYBODY
from app.storage.questions.indicators import IndicatorFilter, parameters
from app.storage.reading import found, places_within
from app.storage.seated import seated

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class QuotaFilter:
    """What is to be weighed; what is empty is not asked for."""

    territory: str = ""
    since: date | None = None
    until: date | None = None
    optional: bool = False
    """Whether rules nobody is bound to (50 per cent) are wanted as well."""

    def of_events(self) -> IndicatorFilter:
        """The same of events, so that shares and figures are of the same ones."""
        return IndicatorFilter(territory=self.territory, since=self.since, until=self.until)


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
    given = parameters(ws, wanted.of_events(), today or date.today())
    lines = [
        QuotaLine(*group[:5], judge(rule, group.people))
        for group in (*_events(ws, given), *_plans(ws, wanted), *_bodies(ws, wanted))
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


def _parameters(ws: Workspace, wanted: QuotaFilter) -> dict[str, object]:
    inside = json.dumps(places_within(ws.reader, wanted.territory)) if wanted.territory else ""
    return {
        "places": inside,
        "since": wanted.since.isoformat() if wanted.since else "",
        "until": wanted.until.isoformat() if wanted.until else "9999",
    }


_PLACE = "(:places = '' OR {0}.territory IN (SELECT value FROM json_each(:places)))"


def _events(ws: Workspace, given: Mapping[str, object]) -> Iterator[_Weighed]:
    rows = ws.reader.execute(
        f"{BESIDE} SELECT e.id, e.title, e.date_from, sum(f.sex = 'f'), sum(f.sex = 'm'), count(*) "
        f"FROM {EVERYBODY} JOIN event e ON e._row = f.event GROUP BY f.event",
        given,
    )
    for record_id, title, day, women, men, total in rows:
        people = People(women or 0, men or 0, total - (women or 0) - (men or 0))
        yield _Weighed("event", record_id, title or "", "participants", _day(day), people)


def _plans(ws: Workspace, wanted: QuotaFilter) -> Iterator[_Weighed]:
    rows = ws.reader.execute(
        "SELECT a.id, a.title, a.period_from, sum(p.sex = 'f'), sum(p.sex = 'm'), count(*) "
        "FROM (SELECT DISTINCT m.action_plan, coalesce(j.root, m.person) AS person "
        f"FROM plan_member m LEFT JOIN {JOINED} j ON j.person = m.person WHERE m._deleted = 0) m "
        "JOIN action_plan a ON a.id = m.action_plan AND a._deleted = 0 "
        "LEFT JOIN person p ON p.id = m.person "
        f"WHERE {_PLACE.format('a')} AND coalesce(a.period_from, '') <= :until "
        "AND coalesce(a.period_to, '9999') >= :since GROUP BY a.id",
        _parameters(ws, wanted),
    )
    for record_id, title, day, women, men, total in rows:
        people = People(women or 0, men or 0, total - (women or 0) - (men or 0))
        yield _Weighed("action_plan", record_id, title or "", "working_group", _day(day), people)


def _bodies(ws: Workspace, wanted: QuotaFilter) -> Iterator[_Weighed]:
    given = _parameters(ws, wanted)
    inside = json.loads(str(given["places"])) if given["places"] else None
    bodies = found(ws.reader, Body, "1")
    listed = seated(ws.reader, (body.id for body in bodies), date.today())
    for body in bodies:
        day = body.as_of or body.created_on
        outside = inside is not None and body.territory not in inside
        if outside or (day and not str(given["since"]) <= day.isoformat() <= str(given["until"])):
            continue
        people = people_of(body, listed.get(body.id))
        yield _Weighed("body", body.id, body.title, body.kind or "other", day, people)


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
    given = parameters(ws, wanted.of_events(), today)
    women, men, total, held = ws.reader.execute(
        f"{BESIDE} SELECT count(DISTINCT CASE WHEN f.sex = 'f' THEN f.person END), "
        "count(DISTINCT CASE WHEN f.sex = 'm' THEN f.person END), "
        f"{DIFFERENT}, count(DISTINCT f.event) FROM {EVERYBODY}",
        given,
    ).fetchone()
    ahead, planned = ws.reader.execute(
        f"SELECT count(*), avg(e.planned_count) FROM event e WHERE {TOOK_PLACE} "
        f"AND e.date_from > :today AND e.date_from <= :last AND {_PLACE.format('e')}",
        given | {"last": until.isoformat()},
    ).fetchone()
    people = People(women, men, total - women - men)
    size = round(planned or (total / held if held else 0))
    rule = basic_rule()
    return Outlook(judge(rule, people), ahead, size, forecast(rule, people, ahead, size))
