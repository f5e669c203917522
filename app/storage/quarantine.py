"""Quarantine: records of a good package that cannot be read wait here, as they came.

They take part in nothing. What the package is complete for leaves their stamps out, so that nobody
is told they are here; they can be tried again after an update of the program.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.storage.connection import Connection
from app.storage.coverage import Interval


class Held(NamedTuple):
    """One change that waits: which, why (a marked text), and what came, to be read again."""

    stamp: bytes
    type_name: str
    id: bytes | None
    field: str
    reason: str
    content: str


class QuarantineBatch(NamedTuple):
    """Changes of a package that could not be read."""

    rows: Sequence[Held]


def empty(connection: Connection, package: int) -> None:
    """Forget what a package left waiting: it is being taken in anew."""
    connection.execute("DELETE FROM quarantine WHERE package = ?", (package,))


def hold(connection: Connection, package: int, held: Iterable[Held]) -> None:
    """Let changes of a package wait."""
    connection.executemany(
        "INSERT INTO quarantine (package, stamp, type, id, field, reason, content) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(package, *one) for one in held],
    )


def release(connection: Connection, package: int, held: Iterable[int]) -> list[Interval]:
    """Let these wait no longer; answers what is known completely with that."""
    numbers = list(held)
    marks = ", ".join("?" * len(numbers))
    stamps = connection.execute(
        f"SELECT DISTINCT stamp FROM quarantine WHERE no IN ({marks})", numbers
    ).fetchall()
    connection.execute(f"DELETE FROM quarantine WHERE no IN ({marks})", numbers)
    left = "SELECT 1 FROM quarantine WHERE package = ? AND stamp = ?"
    return [
        Interval(stamp[8:], just_before(stamp), stamp)
        for (stamp,) in stamps
        if connection.execute(left, (package, stamp)).fetchone() is None
    ]


def without_held(connection: Connection, package: int, known: Iterable[Interval]) -> list[Interval]:
    """What of these intervals is known completely when what waits is left out."""
    stamps = [
        row[0]
        for row in connection.execute(
            "SELECT DISTINCT stamp FROM quarantine WHERE package = ? ORDER BY stamp", (package,)
        )
    ]
    return [part for interval in known for part in _parts(interval, stamps)]


def just_before(stamp: bytes) -> bytes:
    """The greatest stamp below this one."""
    return (int.from_bytes(stamp, "big") - 1).to_bytes(len(stamp), "big")


def _parts(interval: Interval, stamps: Sequence[bytes]) -> list[Interval]:
    device, after, upto = interval
    parts = []
    for stamp in stamps:
        if stamp[8:] == device and after < stamp <= upto:
            parts.append(Interval(device, after, just_before(stamp)))
            after = stamp
    parts.append(Interval(device, after, upto))
    return [part for part in parts if part.after < part.upto]
