"""Where what somebody lacks lies: looked up, so that what is there already is not looked through.

Rows and entries bear stamps, and no tree of the store is in their order: it would cost every merge
more than it saves. Instead it is noted, of each device, up to which stamp something of it lies in
some thousand rows of a type (`row_news`), and which records some thousand of its entries belong to
(`entry_news`). Too much may be noted, never too little; whoever looks compares the stamps again.
"""

from collections.abc import Iterator, Mapping, Sequence

from app.model import Stored
from app.model.ids import ID_SIZE
from app.model.stamp import RELEASE_DEVICE, stamp_device
from app.storage.connection import Connection

BLOCK = 1024
"""So many rows are noted together."""
_PART = 4096
"""So many records at most are named together."""
_FEW_BLOCKS = 64
_FEW_IDS = 20_000
"""Beyond so many it costs no less to look through everything."""
_OPEN = """
DROP TABLE IF EXISTS temp.have;
DROP TABLE IF EXISTS temp.row_lacking;
DROP TABLE IF EXISTS temp.entry_lacking;
CREATE TEMP TABLE have (device BLOB PRIMARY KEY, upto BLOB) WITHOUT ROWID;
CREATE TEMP TABLE row_lacking (id BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE entry_lacking (id BLOB PRIMARY KEY) WITHOUT ROWID
"""
_HAVE = "coalesce((SELECT upto FROM temp.have WHERE device = {}), x'')"
_LACKING = (
    "substr({stamp}, 9) <> x'" + RELEASE_DEVICE.hex() + "' AND {stamp} > "
    + _HAVE.format("substr({stamp}, 9)")
)  # fmt: skip
_NOTE_PART = (
    "INSERT INTO entry_news (device, upto, part, ids) "
    "SELECT ?1, ?2, coalesce(max(part), 0) + 1, ?3 FROM entry_news WHERE device = ?1 AND upto = ?2"
)


def note_rows(
    connection: Connection, type_name: str, first: int, last: int, stamps: Sequence[bytes]
) -> None:
    """Note that the rows from `first` to `last` (`_row`) bear these stamps."""
    blocks = range(first // BLOCK, last // BLOCK + 1)
    connection.executemany(
        "INSERT INTO row_news (type, block, device, upto) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (type, block, device) DO UPDATE SET upto = max(upto, excluded.upto)",
        [
            (type_name, block, device, upto)
            for device, upto in _latest(stamps).items()
            for block in blocks
        ],
    )


def note_record(connection: Connection, type_name: str, record_id: Stored) -> None:
    """Note one record as it now stands."""
    row, stamp = connection.execute(
        f"SELECT _row, _stamp FROM {type_name} WHERE id = ?", (record_id,)
    ).fetchone()
    note_rows(connection, type_name, row, row, [stamp])


def note_entries(
    connection: Connection, stamps: Sequence[bytes], record_ids: Sequence[bytes]
) -> None:
    """Note entries by their stamps and the ids of their records, both in one order."""
    latest = _latest(stamps)
    ids: dict[bytes, dict[bytes, None]] = {device: {} for device in latest}
    if len(latest) == 1:
        ids = dict.fromkeys(latest, dict.fromkeys(record_ids))
    else:
        for stamp, record_id in zip(stamps, record_ids, strict=True):
            ids.get(stamp_device(stamp), {})[record_id] = None
    for device, upto in latest.items():
        named = list(ids[device])
        for at in range(0, len(named), _PART):
            connection.execute(_NOTE_PART, (device, upto, b"".join(named[at : at + _PART])))


def _latest(stamps: Sequence[bytes]) -> Mapping[bytes, bytes]:
    """The last stamp of each device; what a release brings travels in no package."""
    devices = {stamp[8:] for stamp in stamps}  # `stamp_device` for each would take thrice as long
    of_each = sorted(stamps) if len(devices) > 1 else [max(stamps)] if stamps else []
    return {d: stamp for stamp in of_each if (d := stamp_device(stamp)) != RELEASE_DEVICE}


def look_for(connection: Connection, have: Mapping[bytes, bytes]) -> None:
    """Begin to look for what somebody with the version vector `have` lacks."""
    for statement in _OPEN.strip().split(";\n"):
        connection.execute(statement)
    connection.executemany("INSERT INTO temp.have VALUES (?, ?)", have.items())


def lacking_rows(connection: Connection, type_name: str) -> str:
    """What stands after FROM for the rows `r` of a type that are lacking."""
    lacking = _LACKING.format(stamp="r._stamp")
    blocks = connection.execute(
        "SELECT DISTINCT n.block FROM row_news n "
        f"WHERE n.type = ? AND n.upto > {_HAVE.format('n.device')} LIMIT ?",
        (type_name, _FEW_BLOCKS + 1),
    ).fetchall()
    if len(blocks) > _FEW_BLOCKS or _has_nothing(connection):
        return f"{type_name} r WHERE {lacking}"
    connection.execute("DELETE FROM temp.row_lacking")
    connection.executemany(
        f"INSERT INTO temp.row_lacking SELECT r.id FROM {type_name} r "
        f"WHERE r._row BETWEEN ? AND ? AND {lacking}",
        [(block * BLOCK, block * BLOCK + BLOCK - 1) for (block,) in blocks],
    )
    return f"temp.row_lacking l CROSS JOIN {type_name} r ON r.id = l.id"


def lacking_entries(connection: Connection) -> str:
    """What stands after FROM for the entries `e` that are lacking."""
    lacking = _LACKING.format(stamp="e.stamp")
    ids = None if _has_nothing(connection) else _records_with_news(connection)
    if ids is None:
        return f"entry e WHERE {lacking}"
    connection.execute("DELETE FROM temp.entry_lacking")
    connection.executemany("INSERT OR IGNORE INTO temp.entry_lacking VALUES (?)", ids)
    return f"temp.entry_lacking l CROSS JOIN entry e ON e.id = l.id WHERE {lacking}"


def _records_with_news(connection: Connection) -> list[tuple[bytes]] | None:
    """The records that lacking entries may belong to; None when they are many."""
    found: list[tuple[bytes]] = []
    for device in _devices(connection):
        parts = connection.execute(
            f"SELECT n.ids FROM entry_news n WHERE n.device = ?1 AND n.upto > {_HAVE.format('?1')}",
            (device,),
        )
        for (ids,) in parts:
            found += [(ids[at : at + ID_SIZE],) for at in range(0, len(ids), ID_SIZE)]
            if len(found) > _FEW_IDS:
                return None
    return found


def _devices(connection: Connection) -> Iterator[bytes]:
    """Each device of which entries are noted, without looking through what is noted."""
    after = b""
    while row := connection.execute(
        "SELECT min(device) FROM entry_news WHERE device > ?", (after,)
    ).fetchone():
        if row[0] is None:
            return
        after = row[0]
        yield after


def devices(connection: Connection) -> set[bytes]:
    """Whose changes are here, but for what a release brought."""
    rows = connection.execute("SELECT DISTINCT device FROM row_news").fetchall()
    return {device for (device,) in rows} | set(_devices(connection))


def upto(connection: Connection) -> dict[bytes, bytes]:
    """By device, the stamp up to which something of it may be here."""
    found: dict[bytes, bytes] = dict(
        connection.execute("SELECT device, max(upto) FROM row_news GROUP BY device").fetchall()
    )
    for device in _devices(connection):
        (last,) = connection.execute(
            "SELECT max(upto) FROM entry_news WHERE device = ?", (device,)
        ).fetchone()
        found[device] = max(last, found.get(device, b""))
    return found


def _has_nothing(connection: Connection) -> bool:
    return connection.execute("SELECT 1 FROM temp.have LIMIT 1").fetchone() is None


def is_complete(connection: Connection) -> bool:
    """Whether all that may ever be lacking is noted."""
    return not any(_lacks_rows(connection, each) for each in _tables(connection)) and not any(
        _lacks_entries(connection)
    )


def _lacks_rows(connection: Connection, type_name: str) -> bool:
    unknown = connection.execute(
        f"SELECT 1 FROM {type_name} r WHERE substr(_stamp, 9) <> ? AND NOT EXISTS ("
        "SELECT 1 FROM row_news n WHERE n.type = ? AND n.block = r._row / ? "
        "AND n.device = substr(r._stamp, 9) AND n.upto >= r._stamp) LIMIT 1",
        (RELEASE_DEVICE, type_name, BLOCK),
    )
    return unknown.fetchone() is not None


def _lacks_entries(connection: Connection) -> Iterator[bool]:
    """Entry by entry; what a record was born with travels in its row."""
    noted: dict[tuple[bytes, bytes], bytes] = {}
    for device, upto, ids in connection.execute("SELECT device, upto, ids FROM entry_news"):
        for at in range(0, len(ids), ID_SIZE):
            key = (ids[at : at + ID_SIZE], device)
            noted[key] = max(upto, noted.get(key, b""))
    tables = set(_tables(connection))
    for (type_name,) in connection.execute("SELECT DISTINCT type FROM entry").fetchall():
        born = f"(SELECT _stamp FROM {type_name} r WHERE r.id = e.id)"
        entries = connection.execute(
            "SELECT e.id, e.stamp FROM entry e WHERE e.type = ? AND e.stamp IS NOT "
            + (born if type_name in tables else "NULL"),
            (type_name,),
        )
        for record_id, stamp in entries:
            yield noted.get((record_id, stamp_device(stamp)), b"") < stamp


def rebuild(connection: Connection) -> None:
    """Note everything anew; the caller holds the transaction."""
    connection.execute("DELETE FROM row_news")
    connection.execute("DELETE FROM entry_news")
    for type_name in _tables(connection):
        connection.execute(
            "INSERT INTO row_news (type, block, device, upto) "
            f"SELECT ?, _row / ?, substr(_stamp, 9), max(_stamp) FROM {type_name} "
            "WHERE substr(_stamp, 9) <> ? GROUP BY 2, 3",
            (type_name, BLOCK, RELEASE_DEVICE),
        )
    entries = connection.execute("SELECT stamp, id FROM entry")
    while some := entries.fetchmany(_PART):
        note_entries(connection, *zip(*some, strict=True))


def _tables(connection: Connection) -> list[str]:
    """The tables of records, whatever their types are called in this version."""
    rows = connection.execute(
        "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND c.name = '_stamp' ORDER BY m.name"
    )
    return [name for (name,) in rows]
