"""Statistics of a big office: the overview, lists and every indicator over a million attendances.

Processor time: half of it is SQLCipher's, and the clock would count what else the machine does.
"""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from app.model import (
    ENUMERATIONS,
    Attendance,
    Event,
    Person,
    Put,
    Registration,
    Stored,
    new_id,
)
from app.model.stamp import Clock
from app.storage import RowBatch, Workspace
from app.storage.questions.events import EventFilter, list_events
from app.storage.questions.indicators import EVERYTHING, IndicatorFilter, answer
from app.storage.questions.overview import overview
from app.storage.questions.people import PeopleFilter, list_people
from app.storage.questions.quota import QuotaFilter, quota_table
from app.storage.questions.saved import QUESTIONS
from benchmarks.figures import Figure, cpu_ms, cpu_seconds, peak_memory
from benchmarks.notebooks import TERRITORY, notebook, people, take_in

EVENTS, LISTED, PEOPLE, JOINED, UNDONE = 5_000, 50, 100_000, 1_000, 1_000
MOMENTS = [(f"2026-11-0{day}", part) for day in (1, 2) for part in ("morning", "afternoon")]
TODAY = date(2026, 11, 19)
OVERVIEW_LIMIT, INDICATOR_LIMIT, LIST_LIMIT, FIRST_LIMIT = 1000, 500, 1000, 10_000
VERSION_LIMIT, CHANGED_LIMIT = 30, 50
_NAME = "1,000,000 attendances"
_AT_ONCE = 50_000


def measure() -> list[Figure]:
    """A change of filter, the slowest indicator, the lists that say how many took part, memory."""
    with notebook() as workspace:
        fill(workspace)
        first = 1000 * cpu_seconds(lambda: overview(workspace, today=TODAY))
        return [
            Figure(f"{_NAME}: overview, first time", first, "ms CPU", FIRST_LIMIT, "limit"),
            *_each("overview of", _overviews(workspace), OVERVIEW_LIMIT),
            *_each("", _lists(workspace), LIST_LIMIT),
            _slowest(workspace),
            *_versions(workspace),
            _undone(workspace),
            peak_memory(400, _NAME),
        ]


def _each(what: str, asked: dict[str, Callable[[], object]], limit: float) -> Iterator[Figure]:
    for said, ask in asked.items():
        name = f"{_NAME}: {what} {said}".replace("  ", " ")
        yield Figure(name, cpu_ms(ask), "ms CPU", limit, "limit")


def _overviews(ws: Workspace) -> dict[str, Callable[[], object]]:
    wanted = {
        "everything": EVERYTHING,
        "an oblast": IndicatorFilter(territory=TERRITORY),
        "a year": IndicatorFilter(since=date(2025, 1, 1), until=date(2025, 12, 31)),
        "a goal": IndicatorFilter(item="NPGE-2025/G01"),
        "a type": IndicatorFilter(event_type="training"),
    }
    return {
        said: lambda one=one: overview(ws, one, TODAY)  # type: ignore[misc]
        for said, one in wanted.items()
    }


def _lists(ws: Workspace) -> dict[str, Callable[[], object]]:
    return {
        "list of events": lambda: list_events(ws, EventFilter()),
        "register of people": lambda: list_people(ws, PeopleFilter()),
        "register by events": lambda: list_people(ws, PeopleFilter(), "events"),
        "shares": lambda: quota_table(ws, QuotaFilter(), TODAY),
    }


def _slowest(ws: Workspace) -> Figure:
    """Every indicator in every breakdown: the slowest of all."""
    taken = {
        (key, by): 1000 * cpu_seconds(lambda: answer(ws, key, by=by, today=TODAY))  # noqa: B023
        for key, question in QUESTIONS.items()
        for by in ("", *question.by)
    }
    slowest = max(taken, key=lambda one: taken[one])
    name = f"{_NAME}: slowest indicator ({' by '.join(slowest).strip()})"
    return Figure(name, taken[slowest], "ms CPU", INDICATOR_LIMIT, "limit")


def _versions(ws: Workspace) -> Iterator[Figure]:
    """What the foot of a document says of the data: summed once, and after one more change."""
    first = cpu_seconds(ws.digest)
    yield Figure(
        f"{_NAME}: version of the data, first time", first, "s CPU", VERSION_LIMIT, "limit"
    )
    ws.write([Put(Person.type_name, new_id(), {"surname": "Ойдонова"})])
    name = f"{_NAME}: version of the data after a change"
    yield Figure(name, 1000 * cpu_seconds(ws.digest), "ms CPU", CHANGED_LIMIT, "limit")


def _undone(ws: Workspace) -> Figure:
    """The first look after a package of a thousand ticks was undone again."""
    lines = ws.reader.execute("SELECT id FROM registration ORDER BY _row LIMIT ?", (UNDONE // 4,))
    clock = Clock(b"anothera")
    moments = [(f"2026-12-0{day}", part) for day in (1, 2) for part in ("morning", "afternoon")]
    take_in(ws, [_ticks(random.Random(8), clock, [row[0] for row in lines], moments)], clock)
    overview(ws, today=TODAY)
    newest = "SELECT hash FROM package ORDER BY package DESC LIMIT 1"
    ws.undo_merge(ws.reader.execute(newest).fetchone()[0], TODAY.isoformat())
    taken = 1000 * cpu_seconds(lambda: overview(ws, today=TODAY))
    name = f"{_NAME}: overview after the undo of {UNDONE:,} of them"
    return Figure(name, taken, "ms CPU", OVERVIEW_LIMIT, "limit")


def fill(ws: Workspace) -> None:
    """5,000 events, 100,000 people of whom 1,000 were joined, 250,000 lines, a million ticks."""
    clock, chance = Clock(b"elsewher"), random.Random(7)
    reader = ws.reader
    raions = "SELECT code FROM territory WHERE level = 'raion' ORDER BY code"
    places = [code for (code,) in reader.execute(raions)]
    items = [code for (code,) in reader.execute("SELECT code FROM framework_item ORDER BY code")]
    register = _register(chance, clock, places)
    events = _events(chance, clock, places, items)
    lines = _lines(chance, clock, places, [row[0] for row in register.rows], events)
    take_in(ws, [register, events, lines], clock)
    for start in range(0, len(lines.rows), _AT_ONCE):
        some = [row[0] for row in lines.rows[start : start + _AT_ONCE]]
        take_in(ws, [_ticks(chance, clock, some, MOMENTS)], clock)


def _register(chance: random.Random, clock: Clock, places: list[str]) -> RowBatch:
    made = people(PEOPLE, clock)
    ids = [row[0] for row in made.rows]
    rows: list[tuple[Stored, ...]] = []
    for number, row in enumerate(made.rows):
        joined = ids[number + PEOPLE // 2] if number < JOINED else None
        rows.append((*row[:-1], chance.choice(places), joined))
    return RowBatch(Person.type_name, (*made.columns, "duplicate_of"), rows)


def _events(chance: random.Random, clock: Clock, places: list[str], items: list[str]) -> RowBatch:
    rows: list[tuple[Stored, ...]] = []
    types = list(ENUMERATIONS["event_type"])
    for number in range(EVENTS):
        day = date(2023, 1, 1) + timedelta(days=chance.randrange(1400))
        facts = (f"Жолугушуу {number}", chance.choice(types), day.isoformat(), "held")
        tied = "\n".join(chance.sample(items, 2))
        rows.append((new_id(), clock.tick(), *facts, chance.choice(places), tied))
    columns = ("title", "type", "date_from", "status", "territory", "framework_items")
    return RowBatch(Event.type_name, columns, rows)


def _lines(
    chance: random.Random, clock: Clock, places: list[str], ids: list[Stored], events: RowBatch
) -> RowBatch:
    rows: list[tuple[Stored, ...]] = []
    categories = list(ENUMERATIONS["participant_category"])
    statuses = ("attended", *["registered"] * 8, "absent")
    for event, *_ in events.rows:
        for person in chance.sample(ids, LISTED):
            key = Registration.id_for({"event": event, "person": person})
            traits = (chance.choice(categories), chance.choice(places), chance.randrange(14, 70))
            rows.append((key, clock.tick(), event, person, *traits, chance.choice(statuses)))
    columns = ("event", "person", "category", "territory", "age", "status")
    return RowBatch(Registration.type_name, columns, rows)


def _ticks(
    chance: random.Random,
    clock: Clock,
    registrations: list[Stored],
    moments: list[tuple[str, str]],
) -> RowBatch:
    rows: list[tuple[Stored, ...]] = []
    for registration in registrations:
        for day, part in moments:
            key = {"registration": registration, "day": day, "part": part}
            is_there = int(chance.random() < 0.9)
            rows.append((Attendance.id_for(key), clock.tick(), registration, day, part, is_there))
    columns = ("registration", "day", "part", "is_present")
    return RowBatch(Attendance.type_name, columns, rows)
