"""What a receiver lacks out of a million rows, three hundred packages, a trainer's year."""

import json
import tempfile
from collections.abc import Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

from app.exchange.cards import with_knowledge
from app.exchange.export import export
from app.exchange.peers import own_card
from app.model import Put, new_id
from app.model.stamp import Clock
from app.storage import Workspace, open_workspace
from app.storage.questions.today import last_given
from benchmarks.alone import merge_alone
from benchmarks.figures import Figure, cpu_ms, cpu_seconds, peak_memory, wall_ms
from benchmarks.notebooks import PASSPHRASE, attendance, notebook, people, take_in

PRESENT = (10_000, 100_000, 1_000_000)
PACKAGES, RECORDS = 300, 1_000
SESSIONS, GROUP, DAYS = 50, 25, 10


def measure() -> list[Figure]:
    """Costs that must follow what arrives or leaves, not what is there."""
    return [*_among_many(), *_many_packages(), _year(), peak_memory(300, "what is lacking")]


def _among_many() -> list[Figure]:
    """One edit given, and a thousand records taken in, beside more and more rows."""
    figures = []
    first = 0.0
    for rows in PRESENT:
        with notebook() as giver, notebook() as other, tempfile.TemporaryDirectory() as folder:
            clock = Clock(b"elsewher")
            for _ in range(rows // PRESENT[0]):  # else the memory measured is that of this list
                take_in(giver, attendance(PRESENT[0], clock), clock)
            card = with_knowledge(own_card(other), own_card(giver).knows)
            giver.write([Put("person", new_id(), {"surname": "Жаңы"})])
            made = wall_ms(partial(export, giver, [card], Path(folder)), times=3)
            counted = cpu_ms(lambda at=giver: last_given(at), times=3)
            far = Clock(b"far-away")
            batch = people(RECORDS, far)
            taken = cpu_seconds(partial(take_in, giver, [batch], far))
            first = first or taken
        figures.append(Figure(f"export of one edit among {rows:,} rows", made, "ms", 1000, "limit"))
        figures.append(Figure(f"what is to give among {rows:,} rows", counted, "ms", 50, "limit"))
        figures.append(
            Figure(f"1,000 records into {rows:,} rows: CPU", taken * 1000, "ms", first * 1500,
                   "1.5 x the same into 10,000")
        )  # fmt: skip
    return figures


def _many_packages() -> list[Figure]:
    with notebook() as giver, notebook() as taker, tempfile.TemporaryDirectory() as folder:
        card, place = own_card(taker), Path(folder)
        for number in range(PACKAGES):
            edits = [Put("person", new_id(), {"surname": f"Адам {n}"}) for n in range(RECORDS)]
            giver.write(edits)
            export(giver, [card], place / f"{number:03}.depter")
            _hear(giver, {**card.knows, **own_card(giver).knows})
        taken = merge_alone(taker, [place])
        with closing(open_workspace(taker.folder, passphrase=PASSPHRASE)) as after:
            rows = after.reader.execute("SELECT counts ->> 'new' FROM package").fetchall()
        assert {number for (number,) in rows} <= {RECORDS, RECORDS + 1}, "each brings its own only"
        assert len(rows) == PACKAGES
    return [
        Figure("300 packages of 1,000 records: CPU seconds", taken.seconds, "s", 10, "target"),
        Figure("300 packages of 1,000 records: memory", taken.mb, "MB", 300, "limit"),
    ]


def _hear(workspace: Workspace, knows: Mapping[bytes, bytes]) -> None:
    """As if every peer had said by now to know all this."""
    told = json.dumps({device.hex(): upto.hex() for device, upto in knows.items()})
    workspace.change(lambda connection: connection.execute("UPDATE peer SET vector = ?", (told,)))


def _year() -> Figure:
    with notebook() as giver, notebook() as taker, tempfile.TemporaryDirectory() as folder:
        clock = Clock(b"elsewher")
        batches = attendance(SESSIONS * GROUP, clock)
        take_in(giver, [people(SESSIONS * GROUP // DAYS, clock), *batches], clock)
        size = export(giver, [own_card(taker)], Path(folder), everything=True).size
    return Figure("a trainer's year: 50 sessions of 25 people", size / 1000, "kB", 60, "target")
