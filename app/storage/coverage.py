"""What is known completely: per device of origin, half-open intervals (after, upto] of stamps.

A gap between intervals is a package that has not arrived. What lies before the first gap is the
device's place in the version vector.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.storage.connection import Connection

START = bytes(16)
END = b"\xff" * 17


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


class Spans:
    """Stretches of stamps, by device, each from after a first to a last."""

    def __init__(self, spans: Iterable[Interval]) -> None:
        self._of: dict[bytes, list[tuple[bytes, bytes]]] = {}
        for device, after, upto in spans:
            self._of.setdefault(device, []).append((after, upto))

    def without(self, stamps: list[bytes]) -> set[bytes]:
        """Those of the stamps that lie in none. Nearly always all lie in one."""
        if not stamps:
            return set()
        low, high = min(stamps), max(stamps)
        if all(self._hold(device, low, high) for device in {stamp[8:] for stamp in stamps}):
            return set()
        return {stamp for stamp in stamps if not self._hold(stamp[8:], stamp, stamp)}

    def _hold(self, device: bytes, low: bytes, high: bytes) -> bool:
        return any(after < low and high <= upto for after, upto in self._of.get(device, ()))


class Brought:
    """Watches a package go by for changes it brings without being complete for them."""

    def __init__(self, known: Iterable[Interval], own: bytes) -> None:
        self._claimed = Spans([Interval(own, b"", END), *known])
        self._stamps: set[bytes] = set()

    def watch(self, stamps: list[bytes]) -> None:
        """Note those of the stamps that are not claimed."""
        self._stamps |= self._claimed.without(stamps)

    def points(self) -> list[Interval]:
        """As intervals that hold one change and claim nothing: they end before they begin."""
        return [Interval(s[8:], s + b"\0", s) for s in sorted(self._stamps)]


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
