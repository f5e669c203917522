"""What Today asks: what is on, what is not finished, what comes, and what was given away when."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from app.model import RECORD_TYPES, AgendaItem, Event
from app.model.stamp import STAMP_SIZE
from app.storage import news, participation
from app.storage.joined import JOINED
from app.storage.outgoing import count_lacking
from app.storage.participation import TOOK_PLACE
from app.storage.parts import own_stamps
from app.storage.questions import conflicts, quarantine
from app.storage.questions.clubs import due_meetings
from app.storage.questions.people import IN_FORCE, IS_FORGOTTEN, people_count

if TYPE_CHECKING:
    from app.storage.workspace import Workspace

AHEAD = timedelta(days=14)
"""An event that begins within these days is worth a line among the unfinished."""
BACK = timedelta(days=366)
"""What lies further back is left in peace."""
MOST = 40

DONE, PARTLY, OPEN, NEEDLESS = "done", "partly", "open", "needless"
"""How far a step of an event is."""


class Step(NamedTuple):
    """How far one step of an event is: its state, and n of m where there is something to count."""

    state: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True)
class Unfinished:
    """An event with the steps from its programme to the package."""

    event: Event
    programme: Step
    registrations: Step
    attendance: Step
    report: Step
    package: Step

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps in the order of the work."""
        return (self.programme, self.registrations, self.attendance, self.report, self.package)

    @property
    def id(self) -> bytes:
        """The event's id, by which a list keeps its place."""
        return self.event.id


@dataclass(frozen=True)
class Running:
    """An event that is on today, with the day's programme."""

    event: Event
    people: int
    day: int
    days: int
    programme: list[AgendaItem]


@dataclass(frozen=True)
class LastGiven:
    """The last package that was made, and what has changed since."""

    made_at: str = ""
    file_name: str = ""
    size: int = 0
    receivers: tuple[str, ...] = ()
    changes: int = 0


@dataclass(frozen=True)
class TodayFacts:
    """All that the page shows."""

    running: list[Running] = field(default_factory=list)
    unfinished: list[Unfinished] = field(default_factory=list)
    coming: list[Event] = field(default_factory=list)
    given: LastGiven = field(default_factory=LastGiven)
    conflicts: int = 0
    quarantined: int = 0
    without_consent: int = 0
    club_meetings: int = 0
    """Meetings clubs still have to hold in their running periods."""
    events: int = 0
    people: int = 0
    was_closed_cleanly: bool = True

    @property
    def is_new(self) -> bool:
        """Whether nothing has been written into the notebook yet."""
        return not self.events and not self.people


def today_facts(ws: Workspace, today: date) -> TodayFacts:
    """Everything for the page of this day."""
    count = _counter(ws)
    upto = _given_upto(ws)
    return TodayFacts(
        running=[_running(ws, event, today) for event in _running_events(ws, today)],
        unfinished=_unfinished(ws, today, upto),
        coming=_coming(ws, today),
        given=last_given(ws),
        conflicts=conflicts.count(ws),
        quarantined=quarantine.count(ws),
        without_consent=_without_consent(ws, today),
        club_meetings=sum(due.lacking for due in due_meetings(ws, today)),
        events=count("event", "_deleted = 0"),
        people=people_count(ws),
        was_closed_cleanly=ws.was_closed_cleanly,
    )


def last_given(ws: Workspace) -> LastGiven:
    """The last package that left this notebook, and how much was written here since."""
    row = ws.reader.execute(
        "SELECT made_at, file_name, size, receivers FROM given ORDER BY number DESC LIMIT 1"
    ).fetchone()
    changes = own_changes_since(ws, _given_upto(ws))
    if row is None:
        return LastGiven(changes=changes)
    receivers = receiver_names(ws, row[3])
    return LastGiven(row[0], row[1], row[2], receivers, changes)


def receiver_names(ws: Workspace, receivers: str) -> tuple[str, ...]:
    """The names of those a package was sealed for, out of its line in the list of given ones."""
    try:
        listed = json.loads(receivers)
    except ValueError:
        return (receivers,) if receivers else ()
    names = dict(ws.reader.execute("SELECT lower(hex(device)), name FROM peer").fetchall())
    return tuple(_receiver_name(one, names) for one in listed)


def _receiver_name(receiver: Any, names: dict[str, str]) -> str:
    if isinstance(receiver, dict):
        return str(receiver.get("name") or names.get(str(receiver.get("device")), ""))
    return names.get(str(receiver), str(receiver))


_OWN_ACCOUNT = [name for name, of in RECORD_TYPES.items() if of.is_own_account]
_LAST = b"\xff" * STAMP_SIZE


def own_changes_since(ws: Workspace, upto: bytes) -> int:
    """How many records were made and fields set on this device after the stamp `upto`."""
    with ws.snapshot() as connection:
        have = {**dict.fromkeys(news.devices(connection), _LAST), ws.identity.device: upto}
        return count_lacking(connection, have, _OWN_ACCOUNT)


def given_vector(ws: Workspace) -> dict[bytes, bytes]:
    """What somebody knows who has all that was given: own changes up to there, and all others'."""
    rows = ws.reader.execute("SELECT device, max(upto) FROM coverage GROUP BY device").fetchall()
    return {**dict(rows), ws.identity.device: _given_upto(ws)}


def _given_upto(ws: Workspace) -> bytes:
    row = ws.reader.execute("SELECT max(upto) FROM given").fetchone()
    return bytes(row[0] or b"")


def _counter(ws: Workspace) -> Any:
    def count(table: str, where: str = "true") -> int:
        row = ws.reader.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()
        return int(row[0])

    return count


_HELD = "_deleted = 0 AND coalesce(status, '') NOT IN ('postponed', 'cancelled')"
_LAST_DAY = "coalesce(date_to, date_from)"


def _events(ws: Workspace, where: str, values: tuple[object, ...]) -> list[Event]:
    columns = list(Event.kinds())
    rows = ws.reader.execute(
        f"SELECT id, {', '.join(columns)} FROM event WHERE {_HELD} AND {where}", values
    )
    return [Event.load(row[0], dict(zip(columns, row[1:], strict=True))) for row in rows]


def _running_events(ws: Workspace, today: date) -> list[Event]:
    day = today.isoformat()
    where = f"date_from <= ? AND {_LAST_DAY} >= ? ORDER BY {_OWN} DESC, time_from, _row LIMIT 3"
    return _events(ws, where, (day, day, ws.identity.device))


def _coming(ws: Workspace, today: date) -> list[Event]:
    where = "date_from > ? ORDER BY date_from, time_from, _row LIMIT 5"
    return _events(ws, where, (today.isoformat(),))


_OWN = "(substr(_stamp, 9) = ?)"


def own_events(ws: Workspace, today: date) -> list[bytes]:
    """The events of the last year that were written down on this device and have begun."""
    sql = f"SELECT id FROM event WHERE {_HELD} AND date_from BETWEEN ? AND ? AND {_OWN}"
    first = (today - BACK).isoformat()
    rows = ws.reader.execute(sql, (first, today.isoformat(), ws.identity.device))
    return [row[0] for row in rows.fetchall()]


def _running(ws: Workspace, event: Event, today: date) -> Running:
    days = event.days()
    items = [
        item
        for item in ws.find(AgendaItem, event=event.id)
        if item.day in (today, None) or (len(days) == 1 and item.day is None)
    ]
    items.sort(key=lambda item: (item.time_from or "", item.sequence or 0))
    people = _people(ws, event.id)
    day = days.index(today) + 1 if today in days else 1
    return Running(event, people, day, len(days), items)


def _count(ws: Workspace, table: str, event: bytes, where: str = "true") -> int:
    sql = f"SELECT count(*) FROM {table} WHERE event = ? AND _deleted = 0 AND {where}"
    return int(ws.reader.execute(sql, (event,)).fetchone()[0])


def _people(ws: Workspace, event: bytes, where: str = "true") -> int:
    """How many people are on the list of an event, each once."""
    row = ws.reader.execute(
        "SELECT count(DISTINCT coalesce(j.root, r.person)) FROM registration r "
        f"LEFT JOIN {JOINED} j ON j.person = r.person "
        f"WHERE r.event = ? AND r._deleted = 0 AND {where}",
        (event,),
    ).fetchone()
    return int(row[0])


def _unfinished(ws: Workspace, today: date, upto: bytes) -> list[Unfinished]:
    """The own events of the last year and the next days of which something is still to do."""
    where = (
        f"date_from BETWEEN ? AND ? AND {_OWN} "
        f"ORDER BY abs(julianday(date_from) - julianday(?)), _row LIMIT {MOST}"
    )
    first, last = (today - BACK).isoformat(), (today + AHEAD).isoformat()
    own = _events(ws, where, (first, last, ws.identity.device, today.isoformat()))
    looked_at = [steps_of(ws, event, today, upto) for event in own]
    return [one for one in looked_at if any(step.state in (PARTLY, OPEN) for step in one.steps)]


def steps_of(ws: Workspace, event: Event, today: date, upto: bytes) -> Unfinished:
    """How far each step of an event is on this day."""
    is_over = bool(event.days()) and event.days()[-1] < today
    people = _people(ws, event.id, "coalesce(r.status, '') <> 'invited'")
    counted = _count(ws, "headcount", event.id)
    return Unfinished(
        event,
        _programme(ws, event),
        _registrations(event, people, counted, is_over=is_over),
        _attendance(ws, event, people, counted),
        _report(ws, event),
        _package(ws, event, upto),
    )


def _programme(ws: Workspace, event: Event) -> Step:
    days = event.days()
    rows = ws.reader.execute(
        "SELECT DISTINCT day FROM agenda_item WHERE event = ? AND _deleted = 0", (event.id,)
    ).fetchall()
    planned = {row[0] for row in rows}
    if not planned:
        return Step(OPEN)
    done = len(days) if None in planned else sum(day.isoformat() in planned for day in days)
    return _measured(max(done, 1), len(days))


def _registrations(event: Event, people: int, counted: int, *, is_over: bool) -> Step:
    if not people:
        return Step(NEEDLESS) if counted else Step(OPEN)
    if is_over:
        return Step(DONE)
    return _measured(people, event.planned_count or people)


def _attendance(ws: Workspace, event: Event, people: int, counted: int) -> Step:
    if counted and not people:
        return Step(NEEDLESS)
    row = ws.reader.execute(
        "SELECT count(DISTINCT a.day || a.part) FROM registration r "
        "JOIN attendance a ON a.registration = r.id "
        "WHERE r.event = ? AND r._deleted = 0 AND a._deleted = 0 AND a.is_present = 1",
        (event.id,),
    ).fetchone()
    return _measured(int(row[0]), len(event.days()) * len(event.parts()))


def _measured(done: int, total: int) -> Step:
    if not done:
        return Step(OPEN)
    return Step(DONE) if done >= total else Step(PARTLY, done, total)


def report_place(event: bytes) -> str:
    """The local setting that says when the report of an event was last saved."""
    return f"report_saved.{event.hex()}"


def _report(ws: Workspace, event: Event) -> Step:
    saved = ws.reader.execute(
        "SELECT 1 FROM setting WHERE name = ?", (report_place(event.id),)
    ).fetchone()
    return Step(DONE if saved else OPEN)


def _package(ws: Workspace, event: Event, upto: bytes) -> Step:
    """Whether all that was written here of an event has been given away."""
    if not upto:
        return Step(OPEN)
    _, newest = own_stamps(ws, Event.type_name, event.id)
    if newest <= upto:
        return Step(DONE)
    born = ws.reader.execute("SELECT _stamp FROM event WHERE id = ?", (event.id,)).fetchone()[0]
    return Step(PARTLY if born <= upto else OPEN)


def _without_consent(ws: Workspace, today: date) -> int:
    """How many people were at an event within the year and have no consent in force."""
    participation.catch_up(ws)
    row = ws.reader.execute(
        "SELECT count(DISTINCT p.id) FROM event e CROSS JOIN participation n ON n.event = e._row "
        f"JOIN person p ON p._row = n.person WHERE {TOOK_PLACE} AND {_LAST_DAY} BETWEEN ? AND ? "
        f"AND p._deleted = 0 AND NOT {IN_FORCE} AND NOT {IS_FORGOTTEN}",
        ((today - BACK).isoformat(), today.isoformat()),
    ).fetchone()
    return int(row[0])
