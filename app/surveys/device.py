"""What a filling is told from outside: who fills in, on which machine, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Clock = Callable[[], datetime]
"""The moment, with its time zone."""


@dataclass(frozen=True, slots=True)
class Device:
    """What forms may ask of a device. What is unknown, or nobody's business, stays empty."""

    deviceid: str = ""
    username: str = ""
    phonenumber: str = ""
    email: str = ""

    def property(self, name: str) -> str:
        """A property by the name forms give it; SIM cards and subscribers are not known here."""
        return {
            "deviceid": self.deviceid,
            "username": self.username,
            "phonenumber": self.phonenumber,
            "email": self.email,
        }.get(name.removeprefix("uri:"), "")


def local_now() -> datetime:
    """The moment on this machine's clock."""
    return datetime.now().astimezone()


def stamp(moment: datetime) -> str:
    """A moment as metadata of forms has it: milliseconds, and its zone."""
    return moment.isoformat(timespec="milliseconds")
