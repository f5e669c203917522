"""The whole merge path: verify, decrypt, parse, stage, merge with conflict detection, encrypted."""

import tempfile
from contextlib import closing
from pathlib import Path

from app.exchange.export import export
from app.exchange.peers import own_card
from app.exchange.take_in import merge
from app.model.stamp import Clock
from app.storage import Workspace, open_workspace
from app.storage.connection import connect, transaction
from benchmarks.alone import merge_alone
from benchmarks.figures import Figure, cpu_seconds
from benchmarks.notebooks import PASSPHRASE, attendance, notebook, take_in

COUNT = 250_000


def measure() -> list[Figure]:
    """A package of a quarter of a million attendance rows, beside ATTACH + UPSERT of the same."""
    with notebook() as giver, notebook() as taker, tempfile.TemporaryDirectory() as folder:
        clock = Clock(b"elsewher")
        batches = attendance(COUNT, clock)
        rows = sum(len(batch.rows) for batch in batches)
        take_in(giver, batches, clock)
        package = export(giver, [own_card(taker)], Path(folder), everything=True)
        whole, mb = merge_alone(taker, [package.path])
        with closing(open_workspace(taker.folder, passphrase=PASSPHRASE)) as after:
            again = cpu_seconds(lambda: merge(after, [package.path]))
            raw = _attach_and_upsert(after, Path(folder))
        return [
            Figure("merge, whole path", rows / whole / 1000, "k rows/s", 100, "target", True),
            Figure("merge, whole path: CPU seconds", whole, "s", 5 * raw, "5 x ATTACH+UPSERT"),
            Figure("merge the same package again", again, "s", whole, "the first time"),
            Figure("package per 1,000 rows", package.size / rows, "kB", 10, "limit"),
            Figure("merge, whole path: memory", mb, "MB", 300, "limit"),
        ]


def _attach_and_upsert(workspace: Workspace, folder: Path) -> float:
    """The same rows into the same tables and indexes by SQLite alone, in CPU seconds."""
    key = bytes(32)
    connection = connect(folder / "raw.db", key)
    key_of_other = workspace._key.hex()  # noqa: SLF001 - nobody else may attach a notebook
    store = str(workspace.folder / "store.db")
    connection.execute(f"ATTACH ? AS other KEY \"x'{key_of_other}'\"", (store,))
    for table in ("registration", "attendance"):
        made = (
            "SELECT sql FROM other.sqlite_master WHERE tbl_name = ? "
            "AND type IN ('table', 'index') ORDER BY type DESC"
        )
        for (sql,) in connection.execute(made, (table,)).fetchall():
            connection.execute(sql)

    def upsert() -> None:
        with transaction(connection):
            for table in ("registration", "attendance"):
                connection.execute(
                    f"INSERT INTO {table} SELECT * FROM other.{table} WHERE true "
                    "ON CONFLICT (id) DO UPDATE SET _stamp = excluded._stamp"
                )

    taken = cpu_seconds(upsert)
    connection.close()
    return taken
