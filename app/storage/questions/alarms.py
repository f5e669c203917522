"""Questions about alarms: what of copies and clocks nobody has read yet."""

from datetime import datetime
from typing import NamedTuple

from app.storage.alarms import CLOCK, COPY_OF_SENDER, clocks_read, raised_alarms
from app.storage.clocks import ahead_by_days
from app.storage.history import author
from app.storage.questions import conflicts, quarantine
from app.storage.workspace import Workspace


class Alarm(NamedTuple):
    """Something to know: its kind, which device it is about, and whose that is."""

    kind: str
    device: bytes
    name: str
    raised_at: datetime | None = None
    days: int = 0
    """How many days a clock runs ahead."""
    is_own: bool = False
    """Whether it is about this very notebook."""

    @property
    def id(self) -> bytes:
        """By which a list keeps its place."""
        return self.kind.encode() + self.device


def alarms(ws: Workspace) -> list[Alarm]:
    """Every alarm that was not read yet, the newest first, and the clocks that run ahead."""
    raised = [_raised(one) for one in reversed(raised_alarms(ws.reader))]
    return [*raised, *_clocks(ws)]


def waiting_count(ws: Workspace) -> int:
    """How much waits in the inbox, but for people who may be one: those take long to count."""
    return conflicts.count(ws) + quarantine.count(ws) + len(alarms(ws))


def _raised(one: dict[str, str]) -> Alarm:
    at = datetime.fromisoformat(one["at"]).astimezone()
    is_own = one["kind"] != COPY_OF_SENDER
    return Alarm(one["kind"], bytes.fromhex(one["device"]), one["name"], at, is_own=is_own)


def _clocks(ws: Workspace) -> list[Alarm]:
    read = clocks_read(ws.reader)
    found = []
    for device, days in sorted(ahead_by_days(ws.reader).items()):
        if days > read.get(device.hex(), 0):
            owner = author(ws, device)
            name = owner.name if owner else ""
            is_own = device == ws.identity.device
            found.append(Alarm(CLOCK, device, name, days=days, is_own=is_own))
    return found
