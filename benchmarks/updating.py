"""A million later changes of fields that are here already, taken in by the whole path."""

import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from app.exchange.export import export
from app.exchange.peers import own_card
from app.exchange.take_in import merge
from app.model import Stored
from app.model.stamp import Clock, make_stamp, now_ms
from app.storage import EntryBatch, Interval, RowBatch, Workspace
from benchmarks.figures import Figure, cpu_seconds, peak_memory
from benchmarks.notebooks import attendance, notebook, take_in

RECORDS = 200_000
FIELDS = ("category", "organisation", "position", "territory", "note")
CHANGES = RECORDS * len(FIELDS)
_BLOCK = 20_000


def measure() -> list[Figure]:
    """Five fields of each of two hundred thousand registrations, each set once, in one package."""
    with notebook() as giver, notebook() as taker, tempfile.TemporaryDirectory() as folder:
        clock = Clock(b"elsewher")
        batch = attendance(10 * RECORDS, clock)[0]
        take_in(giver, [batch], clock)
        card = own_card(taker)
        first = export(giver, [card], Path(folder) / "first.depter")
        merge(taker, [first.path])
        merge(giver, [export(taker, [own_card(giver)], Path(folder) / "back.depter").path])
        _change(giver, batch, clock)
        second = export(giver, [card], Path(folder) / "second.depter")
        taken = cpu_seconds(lambda: merge(taker, [second.path]))
        counts = taker.reader.execute("SELECT count(*) FROM entry WHERE prev > x''").fetchone()[0]
        assert counts == CHANGES, counts
        return [
            Figure("merge of 1,000,000 field updates: CPU seconds", taken, "s", 6, "target"),
            Figure("package per 1,000 field updates", second.size / CHANGES, "kB", 40, "limit"),
            peak_memory(300, "merge of field updates"),
        ]


def _change(workspace: Workspace, batch: RowBatch, clock: Clock) -> None:
    rows = _entries(batch, clock)
    blocks = iter(lambda: list(islice(rows, _BLOCK)), [])
    note: dict[str, object] = dict.fromkeys(("made_at", "received_at", "previous", "file_name"), "")
    note |= {"hash": "f" * 64, "device": clock.device, "number": 2}
    upto = make_stamp(now_ms() + 60_000, 0, clock.device)
    known = [Interval(clock.device, bytes(16), upto)]
    workspace.merge(note, (EntryBatch(block) for block in blocks), known)


def _entries(batch: RowBatch, clock: Clock) -> Iterator[tuple[Stored, ...]]:
    for record_id, born, *_ in batch.rows:
        for name in FIELDS:
            yield "registration", record_id, name, clock.tick(), "башка", born
