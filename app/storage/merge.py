"""Merge is set union: rows and entries of a package join the log.

Only the fields they touch are derived anew. Creates go in by whole batches; no Python object is
made per field.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from app.model import CREATED, RECORD_TYPES, Stored
from app.storage import news, quarantine, search
from app.storage.connection import Connection
from app.storage.derive import derive
from app.storage.entries import is_known
from app.storage.first_touch import take_first_touched
from app.storage.incoming import hold, open_incoming
from app.storage.quarantine import QuarantineBatch

_BATCH = 5_000
_FLUSH = 16_000
"""So many entries are laid down together: memory holds no more, and their pages stay at hand."""
_TEMPORARY = """
DROP TABLE IF EXISTS temp.touched;
DROP TABLE IF EXISTS temp.birth;
CREATE TEMP TABLE touched (type TEXT, id BLOB, is_changed INTEGER, PRIMARY KEY (id, type)) WITHOUT
    ROWID;
CREATE TEMP TABLE birth (type TEXT, id BLOB, stamp BLOB)
"""


class RowBatch(NamedTuple):
    """New records of one type: `columns` are field names; rows are (id, stamp, *values)."""

    type_name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Stored]]


class EntryBatch(NamedTuple):
    """Settings of fields: rows are (type, id, field, stamp, value, prev)."""

    rows: Sequence[Sequence[Stored]]


@dataclass
class Counts:
    """What a merge did, in records (conflicts: in fields)."""

    new: int = 0
    updated: int = 0
    identical: int = 0
    conflicts: int = 0
    quarantined: int = 0
    by_type: dict[str, int] = field(default_factory=lambda: defaultdict(int))


Batch = RowBatch | EntryBatch | QuarantineBatch
"""A piece of what a package holds."""


class Merge:
    """One package on its way into the store; the caller holds the transaction.

    Entries are laid down some thousands at a time. The temporary table `touched` names the records
    single fields of which came; `is_changed` are those that show something else now.
    """

    def __init__(self, connection: Connection, package: int) -> None:
        self._connection = connection
        self._package = package
        self._has_entries = _exists(connection, "SELECT 1 FROM entry LIMIT 1")
        self._new: dict[str, int] = defaultdict(int)
        self._last: dict[str, int] = {}
        self._identical = 0
        self._held: list[Sequence[Any]] = []
        self._early = 0
        self._quarantined = 0
        self.has_changed_births = False
        """Whether what was a creation is no more, or what was none is one."""
        for statement in _TEMPORARY.strip().split(";\n"):
            connection.execute(statement)
        open_incoming(connection)

    def take(self, batches: Iterable[Batch]) -> Counts:
        """Join the batches to the log and answer what that did."""
        before = self._open_conflicts()
        for batch in batches:
            if isinstance(batch, EntryBatch):
                self._hold(batch.rows)
            elif isinstance(batch, QuarantineBatch):
                quarantine.hold(self._connection, self._package, batch.rows)
                self._quarantined += len(batch.rows)
            elif batch.type_name in RECORD_TYPES:
                self._take_rows(batch)
            else:
                self._hold(list(_as_entries(batch.type_name, batch.columns, batch.rows)))
            if len(self._held) + self._early >= _FLUSH:
                self._lay_down()
        self._lay_down()
        if self._make_rows_of_births():
            self._derive()
        for type_name, last in self._last.items():
            search.index_new(self._connection, type_name, last)
        updated = self._index_updated()
        counts = Counts(sum(self._new.values()), sum(updated.values()), self._identical)
        counts.quarantined = self._quarantined
        counts.conflicts = self._open_conflicts() - before
        for numbers in (updated, self._new):
            for type_name, number in numbers.items():
                counts.by_type[type_name] += number
        return counts

    def _index_updated(self) -> dict[str, int]:
        """Let the search follow what is shown now; answers how many records of each type.

        Those that came with this very package are new, and not updated.
        """
        connection = self._connection
        types = "SELECT DISTINCT type FROM temp.touched WHERE is_changed"
        for (type_name,) in connection.execute(types).fetchall():
            if type_name in self._last:
                connection.execute(
                    "UPDATE temp.touched SET is_changed = 0 WHERE type = ? AND is_changed AND "
                    f"EXISTS (SELECT 1 FROM {type_name} r WHERE r.id = temp.touched.id "
                    "AND r._package = ?)",
                    (type_name, self._package),
                )
            search.index_where(
                connection, type_name,
                "id IN (SELECT id FROM temp.touched WHERE type = ? AND is_changed)", [type_name],
            )  # fmt: skip
        rows = "SELECT type, count(*) FROM temp.touched WHERE is_changed GROUP BY type"
        return dict(connection.execute(rows).fetchall())

    def _take_rows(self, batch: RowBatch) -> None:
        self._note_last(batch.type_name)
        known = [at for at, name in enumerate(batch.columns) if is_known(batch.type_name, name)]
        names = [batch.columns[at] for at in known]
        rows = batch.rows
        if len(known) < len(batch.columns):
            self._hold_unknown(batch)
            rows = [[*row[:2], *(row[at + 2] for at in known)] for row in rows]
        sql = (
            f"INSERT INTO {batch.type_name} (id, _stamp{''.join(', ' + n for n in names)}, "
            f"_package) VALUES ({'?, ' * (len(names) + 2)}{self._package}) "
            "ON CONFLICT (id) DO NOTHING"
        )
        for start in range(0, len(rows), _BATCH):
            self._insert(batch.type_name, names, rows[start : start + _BATCH], sql)

    def _note_last(self, type_name: str) -> None:
        """Remember which rows were here before, so that the search learns the new ones."""
        if type_name not in self._last:
            self._last[type_name] = _last_row(self._connection, type_name)

    def _insert(
        self, type_name: str, names: list[str], rows: Sequence[Sequence[Stored]], sql: str
    ) -> None:
        connection = self._connection
        last = _last_row(connection, type_name)
        already = connection.total_changes
        connection.executemany(sql, rows)
        inserted = connection.total_changes - already
        self._new[type_name] += inserted
        if inserted:
            stamps = [bytes(row[1]) for row in rows]  # type: ignore[arg-type]
            news.note_rows(
                connection, type_name, last + 1, _last_row(connection, type_name), stamps
            )
        if inserted < len(rows):
            self._meet(type_name, names, rows)
        if self._has_entries and inserted:
            self._touch_early_entries(type_name, [row[0] for row in rows])

    def _meet(self, type_name: str, names: list[str], rows: Sequence[Sequence[Stored]]) -> None:
        """Some of these records are here already: the same creation, or another of the same id."""
        marks = ", ".join("?" * len(rows))
        here = dict(
            self._connection.execute(
                f"SELECT id, _stamp FROM {type_name} WHERE id IN ({marks}) "
                "AND (_package IS NULL OR _package <> ?)",
                [*(row[0] for row in rows), self._package],
            )
        )
        for row in rows:
            stamp = here.get(row[0])
            if stamp is None:
                continue
            if stamp == row[1]:
                self._identical += 1
            elif bytes(row[1] or b"") < stamp:  # type: ignore[arg-type]
                self._be_born_earlier(type_name, stamp, names, row)
            else:
                self._hold(list(_as_entries(type_name, names, [row])))

    def _be_born_earlier(
        self, type_name: str, born: bytes, names: list[str], row: Sequence[Stored]
    ) -> None:
        """The earliest creation is the row, on every device; the one here becomes entries."""
        self.has_changed_births = True
        connection = self._connection
        fields = list(RECORD_TYPES[type_name].kinds())
        source, *found = connection.execute(
            f"SELECT _package, {', '.join(fields)} FROM {type_name} WHERE id = ?", (row[0],)
        ).fetchone()
        values = dict(zip(fields, found, strict=True))
        origins = "SELECT field, value FROM entry WHERE id = ? AND stamp = ?"
        values.update(
            (name, value)
            for name, value in connection.execute(origins, (row[0], born))
            if name in values
        )
        connection.execute(
            "DELETE FROM entry WHERE id = ? AND stamp = ? AND value IS NULL", (row[0], born)
        )
        entries = _as_entries(type_name, fields, [(row[0], born, *values.values())])
        connection.executemany(
            "INSERT OR IGNORE INTO entry (type, id, field, stamp, value, prev, package) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(*entry, source) for entry in entries],
        )
        given = dict(zip(names, row[2:], strict=True))
        settings = ", ".join(f"{name} = ?" for name in fields)
        connection.execute(
            f"UPDATE {type_name} SET {settings}, _stamp = ?, _package = ? WHERE id = ?",
            (*(given.get(name) for name in fields), row[1], self._package, row[0]),
        )
        news.note_record(connection, type_name, row[0])
        news.note_entries(connection, [born], [bytes(row[0])])  # type: ignore[arg-type]
        self._touch_early_entries(type_name, [row[0]])

    def _touch_early_entries(self, type_name: str, ids: Sequence[Stored]) -> None:
        """Entries that came before their record take effect now that it is here."""
        marks = ", ".join("?" * len(ids))
        self._early += self._connection.execute(
            "INSERT INTO incoming (type, id, field) SELECT e.type, e.id, e.field "
            f"FROM entry e JOIN {type_name} r ON r.id = e.id AND r._package = ? "
            f"WHERE e.id IN ({marks})",
            [self._package, *ids],
        ).rowcount

    def _hold(self, rows: Sequence[Sequence[Stored]]) -> None:
        self._held += rows

    def _hold_unknown(self, batch: RowBatch) -> None:
        """Fields of a newer version are kept as entries with the stamp of their record."""
        for at, name in enumerate(batch.columns, start=2):
            if not is_known(batch.type_name, name):
                self._hold(
                    [
                        (batch.type_name, row[0], name, row[1], row[at], b"")
                        for row in batch.rows
                        if row[at] is not None
                    ]
                )

    def _lay_down(self) -> None:
        """Lay the held entries down in the log, and let rows show what they come to."""
        held, left = self._held, self._early
        self._held, self._early = [], 0
        types = sorted({str(entry[0]) for entry in held})
        for type_name in types:
            of_type = [each for each in held if each[0] == type_name] if len(types) > 1 else held
            left += self._lay_down_type(type_name, of_type)
        if left:
            self._derive()
            self._connection.execute("DELETE FROM temp.incoming")
        self._has_entries = self._has_entries or bool(held)

    def _lay_down_type(self, type_name: str, entries: Sequence[Sequence[Any]]) -> int:
        """Log entries of one type; answers for how many the rows have yet to be derived."""
        fields = {entry[2] for entry in entries}
        if CREATED in fields:
            born = [(*entry[:2], entry[3]) for entry in entries if entry[2] == CREATED]
            self._connection.executemany("INSERT INTO temp.birth VALUES (?, ?, ?)", born)
        names = sorted(name for name in fields if is_known(type_name, name))
        left, inserted = entries, 0
        if names:
            left, inserted = take_first_touched(
                self._connection, self._package, type_name, names, entries
            )
        if left:
            inserted += self._log(type_name, left)
        if inserted:
            stamps, ids = [entry[3] for entry in entries], [entry[1] for entry in entries]
            news.note_entries(self._connection, stamps, ids)
        self._identical += len(entries) - inserted
        return len(left)

    def _log(self, type_name: str, entries: Sequence[Sequence[Stored]]) -> int:
        """Join entries of a type to the log; answers how many were not in it."""
        hold(self._connection, entries)
        return self._connection.execute(
            "INSERT INTO entry (type, id, field, stamp, value, prev, package) "
            "SELECT type, id, field, stamp, value, prev, ? FROM temp.incoming "
            "WHERE type = ? AND stamp IS NOT NULL ON CONFLICT (id, field, stamp) DO NOTHING",
            (self._package, type_name),
        ).rowcount

    def _derive(self) -> None:
        """Bring what is left in `incoming` in line with the log, and note which records it is."""
        connection = self._connection
        self._keep_origins()
        connection.execute(
            "INSERT OR IGNORE INTO temp.touched SELECT DISTINCT type, id, 0 FROM temp.incoming"
        )
        updated = derive(connection)
        connection.executemany("INSERT OR REPLACE INTO temp.touched VALUES (?, ?, 1)", updated)

    def _make_rows_of_births(self) -> bool:
        """Records whose creation came as entries, by way of one who did not know their type."""
        births = self._connection.execute(
            "SELECT type, id, min(stamp) FROM temp.birth GROUP BY type, id"
        ).fetchall()
        waiting = [
            birth
            for birth in births
            if birth[0] in RECORD_TYPES and not _is_row(self._connection, *birth[:2])
        ]
        for birth in waiting:
            self._make_row(*birth)
        return bool(waiting)

    def _make_row(self, type_name: str, record_id: bytes, stamp: bytes) -> None:
        self.has_changed_births = True
        connection = self._connection
        self._note_last(type_name)
        entries = connection.execute(
            "SELECT field, value, package FROM entry WHERE id = ? AND stamp = ?",
            (record_id, stamp),
        ).fetchall()
        born = {name: value for name, value, _ in entries if is_known(type_name, name)}
        source = next(package for name, _, package in entries if name == CREATED)
        connection.execute(
            f"INSERT INTO {type_name} ({', '.join(['id', '_stamp', '_package', *born])}) "
            f"VALUES ({', '.join('?' * (len(born) + 3))})",
            [record_id, stamp, source, *born.values()],
        )
        news.note_record(connection, type_name, record_id)
        connection.execute(
            "DELETE FROM entry WHERE id = ? AND field = ? AND stamp = ?",
            (record_id, CREATED, stamp),
        )
        connection.execute(
            "INSERT INTO incoming (type, id, field) SELECT type, id, field FROM entry WHERE id = ?",
            (record_id,),
        )
        self._new[type_name] += 1

    def take_up(self) -> None:
        """After an update: let what was kept of types and fields that are known now take effect."""
        self._connection.execute(
            "INSERT INTO incoming (type, id, field) SELECT type, id, field FROM entry"
        )
        self._connection.execute(
            "INSERT INTO temp.birth SELECT type, id, stamp FROM entry WHERE field = ?", (CREATED,)
        )
        self._make_rows_of_births()
        self._derive()
        for type_name, last in self._last.items():
            search.index_new(self._connection, type_name, last)
        self._index_updated()

    def _keep_origins(self) -> None:
        pairs = self._connection.execute("SELECT DISTINCT type, field FROM incoming").fetchall()
        for type_name, name in pairs:
            if is_known(type_name, name):
                self._connection.execute(
                    "INSERT OR IGNORE INTO entry (type, id, field, stamp, value, prev, package) "
                    f"SELECT ?, r.id, ?, r._stamp, r.{name}, x'', r._package FROM {type_name} r "
                    "WHERE r.id IN (SELECT id FROM incoming WHERE type = ? AND field = ?)",
                    (type_name, name, type_name, name),
                )

    def _open_conflicts(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM conflict").fetchone()[0])


def _as_entries(
    type_name: str, columns: Sequence[str], rows: Iterable[Sequence[Stored]]
) -> Iterator[tuple[Stored, ...]]:
    """A creation that is not the row: its given values, and the mark that it happened."""
    for record_id, stamp, *values in rows:
        yield (type_name, record_id, CREATED, stamp, 1, b"")
        for name, value in zip(columns, values, strict=True):
            if value is not None:
                yield (type_name, record_id, name, stamp, value, b"")


def _last_row(connection: Connection, type_name: str) -> int:
    rows = connection.execute(f"SELECT coalesce(max(_row), 0) FROM {type_name}")
    return int(rows.fetchone()[0])


def _is_row(connection: Connection, type_name: str, record_id: bytes) -> bool:
    return _exists(connection, f"SELECT 1 FROM {type_name} WHERE id = ?", (record_id,))


def _exists(connection: Connection, sql: str, values: Sequence[Stored] = ()) -> bool:
    return connection.execute(sql, values).fetchone() is not None


class Watcher(Protocol):
    """Looks at the stamps of what a package brings."""

    def watch(self, stamps: list[bytes]) -> None:
        """Look at the stamps of a batch."""


def watched(batches: Iterable[Batch], *watchers: Watcher) -> Iterator[Batch]:
    """The batches as they come, each looked at on its way."""
    for batch in batches:
        if isinstance(batch, RowBatch | EntryBatch):
            at = 1 if isinstance(batch, RowBatch) else 3
            stamps: list[bytes] = [row[at] for row in batch.rows]  # type: ignore[misc]
            for watcher in watchers:
                watcher.watch(stamps)
        yield batch
