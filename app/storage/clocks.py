"""Clocks that run ahead: their stamps are kept, but never win a conflict alone.

Whoever takes in a stamp more than a day ahead writes down from which moment on the device is not to
be believed. These records are changes like others, so what is shown stays a function of the changes
alone. Only fields in conflict depend on them: in all others one value is left anyway.
"""

from collections.abc import Iterable, Mapping

from app.model import Put, SuspectClock
from app.model.stamp import Clock, stamp_ms
from app.storage import search
from app.storage.connection import Connection
from app.storage.coverage import Interval
from app.storage.derive import derive
from app.storage.entries import Suspects, suspects
from app.storage.incoming import open_incoming


def notice(connection: Connection, clock: Clock, known: Iterable[Interval]) -> list[Put]:
    """The records to write about devices of a package whose stamps lie absurdly ahead."""
    ahead = {each.device: each.upto for each in known if clock.is_ahead(each.upto)}
    return [
        edit
        for device, upto in ahead.items()
        if (edit := _edit(connection, clock, device, upto)) is not None
    ]


def _edit(connection: Connection, clock: Clock, device: bytes, upto: bytes) -> Put | None:
    """What to write about a device; None when that, or something earlier, is written already."""
    key = {"device": device.hex(), "noticed_by": clock.device.hex()}
    record_id = SuspectClock.id_for(key)
    row = connection.execute(
        "SELECT beyond FROM suspect_clock WHERE id = ? AND _deleted = 0", (record_id,)
    ).fetchone()
    if row is not None and row[0] <= clock.believed_until():
        return None
    values: dict[str, object] = {"beyond": clock.believed_until(), "seen": stamp_ms(upto)}
    return Put("suspect_clock", record_id, values | key)


def show_anew(connection: Connection, before: Suspects) -> None:
    """Derive the fields in conflict again when other clocks are suspect than before."""
    if suspects(connection) == before:
        return
    open_incoming(connection)
    connection.execute(
        "INSERT INTO incoming (type, id, field) SELECT type, id, field FROM conflict"
    )
    search.index(connection, derive(connection))


def ahead_by_days(connection: Connection) -> Mapping[bytes, int]:
    """By device, how many days its clock ran ahead of whoever noticed."""
    rows = connection.execute(
        "SELECT device, round(max(seen - beyond) / 86400000.0) + 1 FROM suspect_clock "
        "WHERE _deleted = 0 GROUP BY device"
    )
    return {bytes.fromhex(device): int(days) for device, days in rows}
