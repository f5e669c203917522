"""The log read for leaving: what somebody lacks and may see, as it was first written.

Upwards goes everything. Downwards go reference lists, forms, receipts, and the later changes of
records the receiver has already: never a record, and so never a name, that she did not know. The
contents that the records on their way speak of go with them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from app.model import RECORD_TYPES, Stored
from app.model.stamp import stamp_device
from app.storage import news
from app.storage.connection import Connection
from app.storage.merge import EntryBatch, RowBatch

_BATCH = 5_000


def rows_lacking(
    connection: Connection, have: Mapping[bytes, bytes], *, is_downward: bool = False
) -> Iterator[RowBatch]:
    """The records that somebody with the version vector `have` lacks, by type, as created."""
    news.look_for(connection, have)
    for type_name, record_type in RECORD_TYPES.items():
        if is_downward and not record_type.goes_down:
            continue
        columns = list(record_type.kinds())
        values = "".join(f", r.{name}" for name in columns)
        lacking = news.lacking_rows(connection, type_name)
        cursor = connection.execute(f"SELECT r.id, r._stamp{values} FROM {lacking} ORDER BY r.id")
        while rows := cursor.fetchmany(_BATCH):
            origins = _origins(connection, type_name, rows)
            yield RowBatch(type_name, columns, _as_created(rows, columns, origins))


def entries_lacking(
    connection: Connection, have: Mapping[bytes, bytes], *, is_downward: bool = False
) -> Iterator[EntryBatch]:
    """The entries that somebody with the version vector `have` lacks."""
    news.look_for(connection, have)
    cursor = connection.execute(
        "SELECT e.type, e.id, e.field, e.stamp, e.value, e.prev "
        f"FROM {news.lacking_entries(connection)} ORDER BY e.type, e.id, e.field, e.stamp"
    )
    while rows := cursor.fetchmany(_BATCH):
        born = _births(connection, rows)
        left = [row for row in rows if not _is_origin(row, born)]
        if is_downward:
            left = [row for row in left if _is_known_there(row, born, have)]
        yield EntryBatch(left)


def count_lacking(
    connection: Connection, have: Mapping[bytes, bytes], leave_out: Collection[str] = ()
) -> int:
    """How many records and settings of fields somebody with the version vector `have` lacks.

    `leave_out` are types that do not count.
    """
    news.look_for(connection, have)
    found = 0
    for type_name in RECORD_TYPES.keys() - set(leave_out):
        rows = f"SELECT count(*) FROM {news.lacking_rows(connection, type_name)}"
        found += connection.execute(rows).fetchone()[0]
    entries = (
        f"SELECT count(*) FROM {news.lacking_entries(connection)} AND e.prev <> x'' "
        f"AND e.type NOT IN ({', '.join('?' * len(leave_out))})"
    )
    return found + int(connection.execute(entries, list(leave_out)).fetchone()[0])


def contents_lacking(connection: Connection, have: Mapping[bytes, bytes]) -> tuple[int, int]:
    """How many contents the records speak of that somebody lacks, and how many bytes they have."""
    news.look_for(connection, have)
    number, size = connection.execute(
        "SELECT count(*), coalesce(sum(size), 0) FROM (SELECT DISTINCT file, size FROM "
        f"(SELECT r.file, r.size FROM {news.lacking_rows(connection, 'attachment')}) "
        "WHERE file IS NOT NULL)"
    ).fetchone()
    return int(number), int(size)


def contents_there(connection: Connection, devices: Iterable[bytes]) -> set[str]:
    """The contents (SHA-256) of which all these devices gave a receipt.

    Downwards no coverage is claimed, and rows go again and again; what is heavy goes once.
    """
    there = [
        {
            sha256
            for (sha256,) in connection.execute(
                "SELECT c.sha256 FROM receipt r JOIN given g ON g.hash = r.package "
                "JOIN given_content c ON c.number = g.number "
                "WHERE r.receiver = ? AND r._deleted = 0 AND coalesce(r.is_undone, 0) = 0",
                (device.hex(),),
            )
        }
        for device in devices
    ]
    return set.intersection(*there) if there else set()


def note_given(connection: Connection, number: int, contents: Iterable[str]) -> None:
    """Remember which contents a package carries."""
    connection.executemany(
        "INSERT OR IGNORE INTO given_content (number, sha256) VALUES (?, ?)",
        [(number, sha256) for sha256 in contents],
    )


def _origins(
    connection: Connection, type_name: str, rows: list[tuple[Stored, ...]]
) -> dict[bytes, dict[str, Stored]]:
    """What fields of these rows that were touched since were born with, by record."""
    found: dict[bytes, dict[str, Stored]] = {}
    born = {row[0]: row[1] for row in rows}
    marks = ", ".join("?" * len(born))
    for record_id, name, stamp, value in connection.execute(
        f"SELECT id, field, stamp, value FROM entry WHERE id IN ({marks}) AND type = ?",
        [*born, type_name],
    ):
        if born[record_id] == stamp:
            found.setdefault(record_id, {})[name] = value
    return found


def _as_created(
    rows: list[tuple[Stored, ...]],
    columns: list[str],
    origins: dict[bytes, dict[str, Stored]],
) -> list[tuple[Stored, ...]]:
    if not origins:
        return rows
    return [_born(row, columns, origins.get(row[0], {})) for row in rows]  # type: ignore[arg-type]


def _born(
    row: tuple[Stored, ...], columns: list[str], origin: dict[str, Stored]
) -> tuple[Stored, ...]:
    values = zip(columns, row[2:], strict=True)
    return (*row[:2], *(origin.get(name, value) for name, value in values)) if origin else row


def _births(connection: Connection, rows: list[tuple[Stored, ...]]) -> dict[Stored, bytes]:
    """The creation stamps of the records these entries belong to."""
    by_type: dict[str, set[Stored]] = {}
    for row in rows:
        by_type.setdefault(str(row[0]), set()).add(row[1])
    born: dict[Stored, bytes] = {}
    for type_name, ids in by_type.items():
        if type_name in RECORD_TYPES:
            marks = ", ".join("?" * len(ids))
            born.update(
                connection.execute(
                    f"SELECT id, _stamp FROM {type_name} WHERE id IN ({marks})", list(ids)
                ).fetchall()
            )
    return born


def _is_known_there(
    row: tuple[Stored, ...], born: dict[Stored, bytes], have: Mapping[bytes, bytes]
) -> bool:
    """Whether the receiver has the record of the entry, or may have it."""
    record_type = RECORD_TYPES.get(str(row[0]))
    stamp = born.get(row[1])
    if record_type is None or stamp is None:
        return False
    return record_type.goes_down or stamp <= have.get(stamp_device(stamp), b"")


def _is_origin(row: tuple[Stored, ...], born: dict[Stored, bytes]) -> bool:
    """Whether the entry is part of its record's creation and travels in the row."""
    is_known = str(row[0]) in RECORD_TYPES and str(row[2]) in RECORD_TYPES[str(row[0])].kinds()
    return is_known and born.get(row[1]) == row[3]
