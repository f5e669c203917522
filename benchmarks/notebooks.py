"""Notebooks for measuring: made quickly, filled with invented people by the set."""

import itertools
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from app.model import Attendance, Person, Registration, Stored, new_id
from app.model.stamp import Clock, now_ms
from app.storage import (
    Interval,
    KdfCost,
    Profile,
    RowBatch,
    Workspace,
    create_workspace,
)

SURNAMES = "Асанов Бекмурзаев Өмүрбеков Токтогулов Жээнбеков Сыдыков Мамытов Үсөнов Калыков Эргешов"
NAMES = "Айгүл Гүлзат Чынара Нуржамал Жаңыл Бүсайра Эңилик Мээрим Таалайгүл Зыйнат Нурдин Өмүрбек"
QUICK = KdfCost(memory_kib=64, passes=1, lanes=1)
TERRITORY = "41705000000000"
GROUP = 25
"""People at an event."""
PASSPHRASE = "measure"


@contextmanager
def notebook() -> Iterator[Workspace]:
    """A new notebook in a folder that goes away."""
    with TemporaryDirectory() as folder:
        profile = Profile(name="Өлчөө", role="trainer", territory=TERRITORY, language="ky")
        made = create_workspace(Path(folder), PASSPHRASE, profile, QUICK)
        yield made.workspace
        made.workspace.close()


def people(count: int, clock: Clock, seed: int = 7) -> RowBatch:
    """Invented people as a package brings them."""
    chance = random.Random(seed)
    surnames, names = SURNAMES.split(), NAMES.split()
    rows: list[tuple[Stored, ...]] = [
        (
            new_id(),
            clock.tick(),
            f"{chance.choice(surnames)}{chance.choice(['а', ''])}{chance.choice('абвгдежзик')}",
            chance.choice(names),
            chance.choice("fm"),
            chance.randint(1950, 2007),
            f"07{chance.randint(0, 99999999):08d}",
            TERRITORY,
        )
        for _ in range(count)
    ]
    columns = ("surname", "name", "sex", "birth_year", "phone", "territory")
    return RowBatch(Person.type_name, columns, rows)


def attendance(count: int, clock: Clock) -> list[RowBatch]:
    """Registrations and their attendance, `count` rows of attendance, as a package brings them."""
    ticks: list[tuple[Stored, ...]] = []
    days = [
        (f"2026-11-{day:02d}", part) for day in range(1, 6) for part in ("morning", "afternoon")
    ]
    registered = registrations(count // len(days), clock)
    for registration, *_ in registered.rows:
        for day, part in days:
            key = {"registration": registration, "day": day, "part": part}
            ticks.append((Attendance.id_for(key), clock.tick(), registration, day, part, 1))
    return [
        registered,
        RowBatch(Attendance.type_name, ("registration", "day", "part", "is_present"), ticks),
    ]


def registrations(count: int, clock: Clock) -> RowBatch:
    """People at events, as a package brings them."""
    rows: list[tuple[Stored, ...]] = []
    began = now_ms() - 10**9
    for number in range(count):
        if number % GROUP == 0:
            event = new_id(began + number * 1000)
        person = new_id()
        record_id = Registration.id_for({"event": event, "person": person})
        rows.append((record_id, clock.tick(), event, person, "youth", TERRITORY, 30))
    columns = ("event", "person", "category", "territory", "age")
    return RowBatch(Registration.type_name, columns, rows)


_numbers = itertools.count(1)


def take_in(workspace: Workspace, batches: list[RowBatch], clock: Clock) -> None:
    """Merge batches as if a package had brought them."""
    note: dict[str, object] = dict.fromkeys(("made_at", "received_at", "previous", "file_name"), "")
    note |= {"hash": f"{next(_numbers):064x}", "device": clock.device, "number": 1}
    workspace.merge(note, batches, [Interval(clock.device, bytes(16), clock.tick())])
