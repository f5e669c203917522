"""One number for all that people wrote: equal on two workspaces that know the same.

It is a sum, so what was summed once is kept with the last stamp of each device in it, and only what
came since is added. An undo or a redaction takes something out of it, a merge may bring what fills
a gap before those stamps: then all is summed anew.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from typing import Any, NamedTuple

from app.errors import AppError
from app.model import RECORD_TYPES, Stored
from app.stopping import step
from app.storage import news
from app.storage.connection import Connection
from app.storage.coverage import END, Interval, Spans, intervals
from app.storage.merge import EntryBatch, RowBatch
from app.storage.outgoing import entries_lacking, rows_lacking

WORTH_KEEPING = 2_000
"""From so many newly summed changes on the sum is kept: fewer are summed as quickly as written."""
_SIZE = 32
_KEPT, _AGE = "digest_kept", "digest_age"
Snapshot = AbstractContextManager[Connection]
_OWN_ACCOUNT = {name for name, of in RECORD_TYPES.items() if of.is_own_account}


class Sum(NamedTuple):
    """All changes summed, and up to where."""

    total: int
    upto: Mapping[bytes, bytes]
    """By device its last stamp in it."""
    age: int
    """How many merges and other great changes it knows of."""
    added: int = 0
    """How many changes were summed beyond what was kept."""

    @property
    def number(self) -> str:
        """The digest, in hexadecimal."""
        rest: int = self.total % 2 ** (8 * _SIZE)
        return rest.to_bytes(_SIZE, "big").hex()


def digest(connection: Connection) -> str:
    """The sum of the BLAKE2b hashes of every change, in hexadecimal: order does not matter."""
    return Sum(sum(_hashes(connection, {})), {}, 0).number


def reckon(connection: Connection) -> Sum:
    """The same, from the sum that was kept."""
    kept = _kept(connection)
    total, added = kept.total, 0
    for each in _hashes(connection, kept.upto):
        total, added = total + each, added + 1
    return Sum(total, news.upto(connection), kept.age, added)


def keep(connection: Connection, found: Sum) -> None:
    """Keep a sum for the next time, unless more than own changes came meanwhile."""
    if found.age == _setting(connection, _AGE, 0):
        upto = {device.hex(): stamp.hex() for device, stamp in found.upto.items()}
        _set(connection, _KEPT, json.dumps({"number": found.number, "upto": upto}))


class Additions:
    """Watches a package go by: whether what it brings can be added to the sum that is kept.

    That is what comes after it, by the device's stamps, and what is here already.
    """

    def __init__(self, connection: Connection) -> None:
        self._upto = _kept(connection).upto
        later = [Interval(device, last, END) for device, last in self._upto.items()]
        self._fitting = Spans([*later, *intervals(connection)])
        self.are_all = bool(self._upto)

    def watch(self, stamps: list[bytes]) -> None:
        """Look at the stamps of a batch."""
        if self.are_all:
            known = [stamp for stamp in stamps if stamp[8:] in self._upto]
            self.are_all = not self._fitting.without(known)


def merged(connection: Connection, *, is_added: bool) -> None:
    """A package came in: the sum that is kept goes on holding where all of it can be added."""
    # what was summed before and is not kept yet may reach further than what the merge was held to
    _set(connection, _AGE, _setting(connection, _AGE, 0) + 1)
    if not is_added:
        connection.execute("DELETE FROM setting WHERE name = ?", (_KEPT,))


def forget(connection: Connection) -> None:
    """Let all be summed anew: more changed than that something was added at the end."""
    merged(connection, is_added=False)


def remembered(
    thread: threading.local,
    reader: Connection,
    snapshot: Callable[[], Snapshot],
    change: Callable[[Callable[[Connection], None]], object],
) -> str:
    """The digest of one moment; a thread asks for it once until something is written.

    The version is asked before: what is written in between makes it be reckoned once more.
    """
    (version,) = reader.execute("PRAGMA data_version").fetchone()
    known: tuple[int, str] | None = getattr(thread, "digest", None)
    if known is None or known[0] != version:
        with snapshot() as connection:
            found = reckon(connection)
        if found.added >= WORTH_KEEPING:
            # on a full disk it is reckoned anew the next time
            with suppress(AppError):
                change(lambda connection: keep(connection, found))
        thread.digest = known = version, found.number
    return known[1]


def _kept(connection: Connection) -> Sum:
    age, kept = _setting(connection, _AGE, 0), _setting(connection, _KEPT, None)
    if kept is None:
        return Sum(0, {}, age)
    known = json.loads(kept)
    upto = {bytes.fromhex(device): bytes.fromhex(at) for device, at in known["upto"].items()}
    return Sum(int(known["number"], 16), upto, age)


def _setting(connection: Connection, name: str, default: Any) -> Any:
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return row[0] if row else default


def _set(connection: Connection, name: str, value: Any) -> None:
    connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))


def _hashes(connection: Connection, have: Mapping[bytes, bytes]) -> Iterable[int]:
    """One for each change that somebody with this version vector lacks."""
    for batch in rows_lacking(connection, have):
        step()
        if batch.type_name not in _OWN_ACCOUNT:
            yield from _row_hashes(batch)
    for entries in entries_lacking(connection, have):
        step()
        yield from _entry_hashes(entries)


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
