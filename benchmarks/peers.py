"""The same rows and the same changes through others: SQLite by itself and what is built on it.

Ours is the whole path: a signed and sealed package, an encrypted store, conflicts noticed. Theirs
is applying the same rows to a plain file, each in a process of its own: `upsert_all` of
sqlite-utils, a changeset of pygeodiff, and one of SQLite's session extension (the last two are in
requirements/benchmarks.txt; what is not installed is left out).
"""

import argparse
import json
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from app.exchange.export import export
from app.exchange.peers import own_card
from app.model import Stored
from app.model.stamp import Clock
from app.storage import RowBatch
from benchmarks import updating
from benchmarks.alone import Cost, merge_alone, run_alone
from benchmarks.figures import Figure, cpu_seconds, held_mb
from benchmarks.merging import COUNT
from benchmarks.notebooks import attendance, notebook, take_in

_BASE, _CHANGED = "base.db", "changed.db"


def measure() -> list[Figure]:
    """A quarter of a million new rows, and a million changes of fields, beside each peer."""
    return [*_creates(), *_updates()]


def _creates() -> Iterator[Figure]:
    clock = Clock(b"elsewher")
    batches = attendance(COUNT, clock)
    with notebook() as giver, notebook() as taker, TemporaryDirectory() as folder:
        take_in(giver, batches, clock)
        package = export(giver, [own_card(taker)], Path(folder), everything=True)
        taken = merge_alone(taker, [package.path])
        _lay_down(Path(folder) / _BASE, batches, is_empty=True)
        _lay_down(Path(folder) / _CHANGED, batches)
        yield from _beside("new rows", taken, Path(folder))


def _updates() -> Iterator[Figure]:
    with updating.packed() as (taker, package, batch), TemporaryDirectory() as folder:
        taken = merge_alone(taker, [package])
        _lay_down(Path(folder) / _BASE, [batch])
        _lay_down(Path(folder) / _CHANGED, [batch])
        settings = ", ".join(f"{name} = ?" for name in updating.FIELDS)
        with closing(sqlite3.connect(Path(folder) / _CHANGED)) as changed, changed:
            changed.execute(f"UPDATE {batch.type_name} SET {settings}", updating.VALUES)
        yield from _beside("field updates", taken, Path(folder))


def _beside(what: str, ours: Cost, folder: Path) -> Iterator[Figure]:
    for name, (library, _) in _WAYS.items():
        if find_spec(library) is None:
            print(f"{name} is left out: {library} is not installed", file=sys.stderr)
            continue
        theirs = run_alone("benchmarks.peers", name, str(folder))
        yield Figure(f"{what}: CPU seconds", ours.seconds, "s", theirs.seconds, name, is_peer=True)
        yield Figure(f"{what}: memory", ours.mb, "MB", theirs.mb, name, is_peer=True)


def _lay_down(path: Path, batches: Iterable[RowBatch], *, is_empty: bool = False) -> None:
    """The rows as plain tables with the indexes that ours have."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for type_name, columns, rows in batches:
            names = ["stamp", *columns, *_unused(type_name, columns)]
            connection.execute(
                f"CREATE TABLE {type_name} (id BLOB PRIMARY KEY NOT NULL, {', '.join(names)})"
            )
            for name in {"event", "person", "registration"} & set(names):
                connection.execute(f"CREATE INDEX {type_name}_{name} ON {type_name} ({name})")
            if not is_empty:
                marks = ", ".join("?" * (len(columns) + 2))
                filled = ", ".join(["id", "stamp", *columns])
                sql = f"INSERT INTO {type_name} ({filled}) VALUES ({marks})"
                connection.executemany(sql, rows)


def _unused(type_name: str, columns: Iterable[str]) -> list[str]:
    is_changed = type_name == updating.TYPE
    return [name for name in updating.FIELDS if name not in set(columns)] if is_changed else []


def _upsert_all(folder: Path) -> Callable[[], object]:
    from sqlite_utils import Database

    target, source = Database(folder / _BASE), Database(folder / _CHANGED)
    names = source.table_names()

    def apply() -> None:
        for name in names:
            target.table(name).upsert_all(source.table(name).rows, pk="id")

    return apply


def _geodiff(folder: Path) -> Callable[[], object]:
    from pygeodiff import GeoDiff

    base, changed, diff = (str(folder / name) for name in (_BASE, _CHANGED, "geodiff"))
    GeoDiff().create_changeset(base, changed, diff)
    return lambda: GeoDiff().apply_changeset(base, diff)


def _session(folder: Path) -> Callable[[], object]:
    import apsw

    changed = apsw.Connection(str(folder / _CHANGED))
    changed.execute("ATTACH ? AS base", (str(folder / _BASE),))
    session = apsw.Session(changed, "main")
    session.attach()
    for (name,) in changed.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'"):
        session.diff("base", name)
    found = session.changeset()
    session.close()
    changed.close()
    target = apsw.Connection(str(folder / _BASE))
    return lambda: apsw.Changeset.apply(found, target)


def _attach(folder: Path) -> Callable[[], object]:
    connection = sqlite3.connect(folder / _BASE)
    connection.execute("ATTACH ? AS other", (str(folder / _CHANGED),))
    made = "SELECT name FROM other.sqlite_master WHERE type = 'table'"
    names = [name for (name,) in connection.execute(made)]

    def apply() -> None:
        with connection:
            for name in names:
                columns = [row[1] for row in connection.execute(f"PRAGMA other.table_info({name})")]
                settings = ", ".join(f"{each} = excluded.{each}" for each in columns[1:])
                connection.execute(
                    f"INSERT INTO {name} SELECT * FROM other.{name} WHERE true "
                    f"ON CONFLICT (id) DO UPDATE SET {settings}"
                )

    return apply


_WAYS: dict[str, tuple[str, Callable[[Path], Callable[[], object]]]] = {
    "ATTACH + UPSERT, plain": ("sqlite3", _attach),
    "sqlite-utils upsert_all": ("sqlite_utils", _upsert_all),
    "pygeodiff apply_changeset": ("pygeodiff", _geodiff),
    "session extension (apsw)": ("apsw", _session),
}
"""By name: the library it needs, and what makes ready and answers the work that is measured."""


def main() -> int:
    """Apply what is in a folder in one way and say what it took; the files are copies' copies."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers")
    parser.add_argument("way", choices=_WAYS)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        for name in (_BASE, _CHANGED):
            (Path(folder) / name).write_bytes((asked.folder / name).read_bytes())
        work = _WAYS[asked.way][1](Path(folder))
        seconds = cpu_seconds(work)
        expected, found = (_rows(Path(folder) / name) for name in (_CHANGED, _BASE))
        assert found == expected
    print(json.dumps(Cost(seconds, held_mb())))
    return 0


def _rows(path: Path) -> list[Stored]:
    """How many rows, and how many of them are changed."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return [
            connection.execute(
                f"SELECT count(*) + (SELECT count(*) FROM {name} WHERE category = ?) FROM {name}"
                if name == updating.TYPE
                else f"SELECT count(*) + length(?) * 0 FROM {name}",
                (updating.VALUES[0],),
            ).fetchone()[0]
            for (name,) in sorted(names)
        ]


if __name__ == "__main__":
    sys.exit(main())
