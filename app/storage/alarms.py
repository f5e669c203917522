"""Alarms: what somebody has to know of copied notebooks and wrong clocks, kept until it was read.

They are this notebook's own, like its settings: they never travel and no digest knows them.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from app.storage.connection import Connection

COPY_OF_THIS, COPY_OF_SENDER, NEW_DEVICE, CLOCK = "copy", "sender", "device", "clock"
"""Somebody writes under this notebook's name; under a sender's; this one has a new device; a
computer's clock runs ahead."""
_RAISED, _READ = "alarms", "clocks_read"


def raise_alarm(connection: Connection, kind: str, device: bytes, name: str = "") -> None:
    """Keep an alarm until it is read; the same one is not kept twice."""
    raised = raised_alarms(connection)
    one = {"kind": kind, "device": device.hex(), "name": name}
    if not any(one.items() <= other.items() for other in raised):
        at = datetime.now(UTC).isoformat(timespec="seconds")
        _store(connection, _RAISED, [*raised, {**one, "at": at}])


def raised_alarms(connection: Connection) -> list[dict[str, str]]:
    """The alarms that were not read, as they were raised: kind, device, name, moment."""
    raised: list[dict[str, str]] = _stored(connection, _RAISED, [])
    return raised


def clocks_read(connection: Connection) -> Mapping[str, int]:
    """By device in hex, of how many days ahead somebody read."""
    read: dict[str, int] = _stored(connection, _READ, {})
    return read


def mark_read(connection: Connection, kind: str, device: bytes, days: int = 0) -> None:
    """Say an alarm no more; a clock is said again when it runs further ahead than these days."""
    if kind == CLOCK:
        _store(connection, _READ, {**clocks_read(connection), device.hex(): days})
        return
    told = (kind, device.hex())
    raised = raised_alarms(connection)
    left = [one for one in raised if (one["kind"], one["device"]) != told]
    _store(connection, _RAISED, left)


def _stored(connection: Connection, name: str, default: Any) -> Any:
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return json.loads(row[0]) if row else default


def _store(connection: Connection, name: str, value: object) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
        (name, json.dumps(value, ensure_ascii=False)),
    )
