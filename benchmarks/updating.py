"""A million later changes of fields that are here already, taken in by the whole path."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

from app.exchange.export import export
from app.exchange.peers import own_card
from app.exchange.take_in import merge
from app.model import Stored
from app.model.stamp import Clock, make_stamp, now_ms
from app.storage import EntryBatch, Interval, RowBatch, Workspace, open_workspace
from benchmarks.alone import merge_alone
from benchmarks.figures import Figure
from benchmarks.notebooks import PASSPHRASE, notebook, registrations, take_in

RECORDS = 250_000
TYPE = "registration"
FIELDS = ("category", "organisation", "position", "territory")
VALUES = ("women", "Айыл өкмөтү", "башка", "41708000000000")
CHANGES = RECORDS * len(FIELDS)
_BLOCK = 20_000


def measure() -> list[Figure]:
    """Four fields of a quarter of a million registrations each set once, in one package."""
    with packed() as (taker, package, _):
        size = package.stat().st_size
        taken = merge_alone(taker, [package])
        with closing(open_workspace(taker.folder, passphrase=PASSPHRASE)) as after:
            found = after.reader.execute(
                f"SELECT count(*) FROM {TYPE} WHERE {' AND '.join(f'{n} = ?' for n in FIELDS)}",
                VALUES,
            ).fetchone()[0]
        assert found == RECORDS, found
        return [
            Figure("1,000,000 field updates: CPU seconds", taken.seconds, "s", 6, "target"),
            Figure("1,000,000 field updates: memory", taken.mb, "MB", 300, "limit"),
            Figure("package per 1,000 field updates", size / CHANGES, "kB", 40, "limit"),
        ]


@contextmanager
def packed() -> Iterator[tuple[Workspace, Path, RowBatch]]:
    """Who has the records, the package of a million changes for her, and the records as born."""
    with notebook() as giver, notebook() as taker, tempfile.TemporaryDirectory() as folder:
        clock = Clock(b"elsewher")
        batch = registrations(RECORDS, clock)
        take_in(giver, [batch], clock)
        card = own_card(taker)
        first = export(giver, [card], Path(folder) / "first.depter")
        merge(taker, [first.path])
        merge(giver, [export(taker, [own_card(giver)], Path(folder) / "back.depter").path])
        _change(giver, batch, clock)
        yield taker, export(giver, [card], Path(folder) / "second.depter").path, batch


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
        for name, value in zip(FIELDS, VALUES, strict=True):
            yield TYPE, record_id, name, clock.tick(), value, born
