"""When and where a change was made: the stamps of a hybrid logical clock.

A stamp is 16 bytes, big-endian: 48-bit milliseconds, 16-bit counter, 64-bit device. Comparing the
bytes compares the stamps, and no two are equal (Kulkarni et al., 2014).
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

STAMP_SIZE = 16
DEVICE_SIZE = 8
RELEASE_DEVICE = bytes(DEVICE_SIZE)
"""The device that signs the reference rows every release carries; they never travel."""
FUTURE_MS = 24 * 60 * 60 * 1000
"""A stamp further ahead than this is a wrong clock: it is kept, but moves no clock here."""


def make_stamp(ms: int, counter: int, device: bytes) -> bytes:
    """Put a stamp together from Unix milliseconds, a counter below 65,536 and 8 bytes of device."""
    return ms.to_bytes(6, "big") + counter.to_bytes(2, "big") + device


def stamp_ms(stamp: bytes) -> int:
    """Unix milliseconds of the stamp."""
    return int.from_bytes(stamp[:6], "big")


def stamp_device(stamp: bytes) -> bytes:
    """The 8 bytes of the device that made the stamp."""
    return stamp[8:]


def stamp_moment(stamp: bytes) -> datetime:
    """The local time of the stamp, for showing."""
    try:
        return datetime.fromtimestamp(stamp_ms(stamp) / 1000).astimezone()
    except (OverflowError, OSError, ValueError):  # beyond what the platform can say
        return datetime(9999, 12, 31, tzinfo=UTC)


def now_ms() -> int:
    """Unix time in milliseconds."""
    return time.time_ns() // 1_000_000


class Clock:
    """Gives one device stamps that only ever grow, whatever the wall clock does."""

    def __init__(
        self, device: bytes, last: bytes = b"", wall_ms: Callable[[], int] = now_ms
    ) -> None:
        self.device = device
        self._wall_ms = wall_ms
        self._ms = stamp_ms(last) if last else 0
        self._counter = int.from_bytes(last[6:8], "big") if last else 0

    def tick(self) -> bytes:
        """The next stamp of this device."""
        wall = self._wall_ms()
        if wall > self._ms:
            self._ms, self._counter = wall, 0
        elif self._counter < 0xFFFF:
            self._counter += 1
        else:
            self._ms, self._counter = self._ms + 1, 0
        return make_stamp(self._ms, self._counter, self.device)

    def saw(self, stamp: bytes) -> None:
        """Move on past a stamp of another device, unless it lies absurdly in the future."""
        if self.is_ahead(stamp):
            return
        ms = stamp_ms(stamp)
        counter = int.from_bytes(stamp[6:8], "big")
        self._ms, self._counter = max((self._ms, self._counter), (ms, counter))

    def believed_until(self) -> int:
        """Up to which Unix millisecond other clocks are believed now."""
        return self._wall_ms() + FUTURE_MS

    def is_ahead(self, stamp: bytes) -> bool:
        """Whether a stamp lies absurdly in the future."""
        return stamp_ms(stamp) > self.believed_until()
