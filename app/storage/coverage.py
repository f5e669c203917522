"""What is known completely: per device of origin, half-open intervals (after, upto] of stamps.

A gap between intervals is a package that has not arrived. What lies before the first gap is the
device's place in the version vector.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.storage.connection import Connection

START = bytes(16)


class Interval(NamedTuple):
    """All changes of `device` with after < stamp <= upto."""

    device: bytes
    after: bytes
    upto: bytes


def intervals(connection: Connection) -> list[Interval]:
    """Everything known completely, own device included, by device and time."""
    rows = connection.execute("SELECT device, after, upto FROM coverage ORDER BY device, after")
    return [Interval(*row) for row in rows]


def vector(connection: Connection) -> dict[bytes, bytes]:
    """The version vector: per device, up to which stamp nothing is missing."""
    rows = connection.execute("SELECT device, upto FROM coverage WHERE after = ?", (START,))
    return dict(rows.fetchall())


def add(connection: Connection, known: Iterable[Interval]) -> None:
    """Join what is now known to what was, closing gaps where intervals meet."""
    for device, after, upto in known:
        if upto <= after:
            continue
        touching = "device = ? AND after <= ? AND upto >= ?"
        low, high = connection.execute(
            f"SELECT min(after), max(upto) FROM coverage WHERE {touching}", (device, upto, after)
        ).fetchone()
        connection.execute(f"DELETE FROM coverage WHERE {touching}", (device, upto, after))
        connection.execute(
            "INSERT INTO coverage (device, after, upto) VALUES (?, ?, ?)",
            (device, min(low or after, after), max(high or upto, upto)),
        )


def beyond(known: Iterable[Interval], have: Mapping[bytes, bytes]) -> list[Interval]:
    """What of `known` lies beyond what somebody else has."""
    cut = (
        Interval(device, max(after, have.get(device, START)), upto) for device, after, upto in known
    )
    return [interval for interval in cut if interval.upto > interval.after]
