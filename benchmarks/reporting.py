"""How fast documents are made, from rows to a finished file, and beside the libraries alone."""

import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from time import process_time

from app.commands.demo import Demo, make_demo
from app.language import language
from app.model import Attendance, Event, Person, Registration, Stored, new_id
from app.model.stamp import Clock
from app.reports import draw, make
from app.reports.content import BarChart, Document, MapChart, Pyramid, Table
from app.stopping import stopped_by
from app.storage import RowBatch, Workspace, open_workspace
from benchmarks.alone import Cost, run_alone
from benchmarks.bare import BARE
from benchmarks.figures import Figure, cpu_seconds, held_mb
from benchmarks.notebooks import NAMES, SURNAMES, take_in

ATTENDANCES, HALF_DAYS, GUESTS = 100_000, 10, 25
LIST = 10_000
LIMIT_SECONDS, LIMIT_MB, LIMIT_STOP = 20, 400, 0.2
TABLES, CHARTS = 40, 15
_PEERS = {"pdf": "reportlab", "docx": "python-docx", "xlsx": "xlsxwriter"}
_TYPES = ("consultative_meeting", "seminar", "training", "dialogue")
_PLACES = ("41705000000000", "41706000000000", "41704000000000", "41702000000000")
_CATEGORIES = ("lk_deputy", "community_activist", "youth", "cso", "teacher", "municipal_servant")


def measure() -> list[Figure]:
    """The report of a meeting, of a period of many, and the list of a very large meeting."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "demo"
        make_demo(Demo(folder, 7, 4, 1, 30))
        crowd = folder / "coordinator"
        event = _alone("made", "event", "pdf", crowd)
        with _opened(crowd) as workspace:
            clock = Clock(workspace.identity.device)
            take_in(workspace, _held([GUESTS] * (ATTENDANCES // HALF_DAYS // GUESTS), clock), clock)
        figures = [Figure("event report as pdf", event.seconds, "s CPU", 1, "limit")]
        for form in _PEERS:
            figures += _consolidated(form, crowd)
        return figures + _long_list(crowd)


def _consolidated(form: str, crowd: Path) -> list[Figure]:
    name = f"consolidated report as {form}"
    ours, drawn, bare = (_alone(how, "consolidated", form, crowd) for how in _WAYS)
    return [
        Figure(name, ours.seconds, "s CPU", LIMIT_SECONDS, "limit"),
        Figure(f"{name}: memory", ours.mb, "MB", LIMIT_MB, "limit"),
        Figure(
            f"{name}, drawing / {_PEERS[form]} alone",
            drawn.seconds,
            "s CPU",
            2 * bare.seconds,
            "twice",
        ),
    ]


def _long_list(crowd: Path) -> list[Figure]:
    """A meeting of ten thousand people, as a list of all of them."""
    with _opened(crowd) as workspace:
        clock = Clock(workspace.identity.device)
        batches = _held([LIST], clock, has_attendance=False)
        take_in(workspace, batches, clock)
        event = bytes(batches[0].rows[0][0]).hex()
    figures = []
    for form in _PEERS:
        cost = _alone("made", "participants", form, crowd, event)
        name = f"list of {LIST:,} people as {form}"
        figures += [
            Figure(name, cost.seconds, "s CPU", LIMIT_SECONDS, "limit"),
            Figure(f"{name}: memory", cost.mb, "MB", LIMIT_MB, "limit"),
        ]
        longest = _alone("stopped", "participants", form, crowd, event).seconds
        told = f"{name}: longest work before it can be stopped"
        figures.append(Figure(told, longest, "s CPU", LIMIT_STOP, "limit"))
    return figures


def _held(counts: list[int], clock: Clock, *, has_attendance: bool = True) -> list[RowBatch]:
    """An event for each of the counts, with so many people, and their attendance."""
    chance = random.Random(7)
    events: list[tuple[Stored, ...]] = []
    people: list[tuple[Stored, ...]] = []
    registered: list[tuple[Stored, ...]] = []
    present: list[tuple[Stored, ...]] = []
    for number, count in enumerate(counts):
        events.append(_event(number, clock, chance))
        for _ in range(count):
            person = _person(clock, chance)
            people.append(person)
            key = {"event": events[-1][0], "person": person[0]}
            place = chance.choice(_PLACES)
            age, category = 2025 - int(str(person[5])), chance.choice(_CATEGORIES)
            record = Registration.id_for(key)
            registered.append((record, clock.tick(), *key.values(), category, place, age))
            if has_attendance:
                present += _presences(record, str(events[-1][5]), clock)
    columns = ("event", "person", "category", "territory", "age")
    told = ("title", "type", "status", "date_from", "date_to", "territory")
    return [
        RowBatch(Event.type_name, told, events),
        RowBatch(Person.type_name, ("surname", "name", "sex", "birth_year", "territory"), people),
        RowBatch(Registration.type_name, columns, registered),
        RowBatch(Attendance.type_name, ("registration", "day", "part", "is_present"), present),
    ]


def _event(number: int, clock: Clock, chance: random.Random) -> tuple[Stored, ...]:
    first = date(2024, 1, 8) + timedelta(days=number % 365)
    last = first + timedelta(days=HALF_DAYS // 2 - 1)
    title = f"Кеңешүү жолугушуусу № {number + 1}"
    held = (chance.choice(_TYPES), "held", first.isoformat(), last.isoformat())
    return (new_id(), clock.tick(), title, *held, chance.choice(_PLACES))


def _person(clock: Clock, chance: random.Random) -> tuple[Stored, ...]:
    surname, name = chance.choice(SURNAMES.split()), chance.choice(NAMES.split())
    letter, year = chance.choice("абвгдежзик"), chance.randint(1950, 2007)
    who = (f"{surname}{letter}", name, chance.choice("ffm"), year)
    return (new_id(), clock.tick(), *who, chance.choice(_PLACES))


def _presences(record: bytes, first: str, clock: Clock) -> Iterator[tuple[Stored, ...]]:
    for day in range(HALF_DAYS // 2):
        when = (date.fromisoformat(first) + timedelta(days=day)).isoformat()
        for part in ("morning", "afternoon"):
            key = {"registration": record, "day": when, "part": part}
            yield (Attendance.id_for(key), clock.tick(), record, when, part, 1)


def _alone(how: str, name: str, form: str, crowd: Path, event: str = "") -> Cost:
    return run_alone("benchmarks.reporting", how, name, form, str(crowd), event)


@contextmanager
def _opened(folder: Path) -> Iterator[Workspace]:
    workspace = open_workspace(folder, passphrase="demo")
    yield workspace
    workspace.close()


_WAYS = ("made", "drawn", "bare")
"""From rows to the file, from content to the file, and the same cells by the library alone."""


def _main() -> None:
    how, name, form, folder, event = sys.argv[1:]
    asked: Mapping[str, object] = {"event": event} if event else {}
    spoken = language("ky")
    with _opened(Path(folder)) as workspace:
        if how == "made":
            seconds = cpu_seconds(lambda: draw(make(name, workspace, spoken, asked), form))
        elif how == "stopped":
            draw(make(name, workspace, spoken), form)  # the libraries and fonts are loaded before
            seconds = _longest(lambda: draw(make(name, workspace, spoken, asked), form))
        else:
            document = _comparable(make(name, workspace, spoken, asked), form)
            draw_it = BARE[form] if how == "bare" else lambda one: draw(one, form)
            draw_it(document)  # the libraries and fonts are loaded before the clock runs
            seconds = cpu_seconds(lambda: draw_it(document))
    print(json.dumps([seconds, held_mb()]))


def _longest(work: Callable[[], object]) -> float:
    """The most CPU seconds that pass between two looks whether the work is still wanted."""
    looked = [process_time()]
    with stopped_by(lambda: looked.append(process_time())):
        work()
    looked.append(process_time())
    return max(later - before for before, later in pairwise(looked))


_LACKED: Mapping[str, tuple[type, ...]] = {
    "docx": (BarChart, MapChart, Pyramid),
    "xlsx": (MapChart, Pyramid),
}


def _comparable(document: Document, form: str) -> Document:
    """What both can draw: Word's library has no charts, and Excel's no maps and pyramids."""
    tables = sum(isinstance(block, Table) for block in document.blocks)
    charts = sum(isinstance(block, BarChart) for block in document.blocks)
    assert tables >= TABLES, tables
    assert charts >= CHARTS, charts
    lacked = _LACKED.get(form, ())
    blocks = (block for block in document.blocks if not isinstance(block, lacked))
    return replace(document, blocks=tuple(blocks))


if __name__ == "__main__":
    _main()
