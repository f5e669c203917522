"""One number for all that people wrote: equal on two workspaces that know the same."""

import hashlib
import json
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

from app.model import RECORD_TYPES, Stored
from app.stopping import step
from app.storage.connection import Connection
from app.storage.merge import EntryBatch, RowBatch
from app.storage.outgoing import entries_lacking, rows_lacking

_SIZE = 32
Snapshot = AbstractContextManager[Connection]
_OWN_ACCOUNT = {name for name, of in RECORD_TYPES.items() if of.is_own_account}


def digest(connection: Connection) -> str:
    """The sum of the BLAKE2b hashes of every change, in hexadecimal: order does not matter."""
    total = 0
    for batch in rows_lacking(connection, {}):
        step()
        if batch.type_name not in _OWN_ACCOUNT:
            total += sum(_row_hashes(batch))
    for entries in entries_lacking(connection, {}):
        step()
        total += sum(_entry_hashes(entries))
    rest: int = total % 2 ** (8 * _SIZE)
    return rest.to_bytes(_SIZE, "big").hex()


def remembered(
    thread: threading.local, reader: Connection, snapshot: Callable[[], Snapshot]
) -> str:
    """The digest of one moment, which goes through everything: a thread reckons it once until
    something is written.

    The version is asked before: what is written in between makes it be reckoned once more.
    """
    (version,) = reader.execute("PRAGMA data_version").fetchone()
    known: tuple[int, str] | None = getattr(thread, "digest", None)
    if known is None or known[0] != version:
        with snapshot() as connection:
            known = version, digest(connection)
        thread.digest = known
    return known[1]


def _row_hashes(batch: RowBatch) -> list[int]:
    hashes = []
    for row in batch.rows:
        given = {
            name: _plain(value)
            for name, value in sorted(zip(batch.columns, row[2:], strict=True))
            if value is not None
        }
        hashes.append(_hash([batch.type_name, _plain(row[0]), _plain(row[1]), given]))
    return hashes


def _entry_hashes(batch: EntryBatch) -> list[int]:
    return [
        _hash([_plain(value) for value in row]) for row in batch.rows if row[0] not in _OWN_ACCOUNT
    ]


def _plain(value: Stored) -> Stored:
    return value.hex() if isinstance(value, bytes) else value


def _hash(content: list[object]) -> int:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=_SIZE).digest(), "big")
