"""Devices of which there are two: a copy wrote under the name of the first one.

Nobody can say any more to have everything of such a device, because two notebooks went on from one
stamp. So nothing is claimed of it: every sender sends it whole, and both branches are kept.
"""

import json

from app.storage.connection import Connection

_SETTING = "forked_devices"


def forked(connection: Connection) -> set[bytes]:
    """The devices that were found to be two."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (_SETTING,)).fetchone()
    return {bytes.fromhex(each) for each in json.loads(row[0])} if row else set()


def note_fork(connection: Connection, device: bytes) -> None:
    """From now on claim nothing of this device."""
    devices = sorted(each.hex() for each in forked(connection) | {device})
    connection.execute(
        "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
        (_SETTING, json.dumps(devices)),
    )
    connection.execute("DELETE FROM coverage WHERE device = ?", (device,))
