"""Receipts: after a package is in, or out again, its receiver writes down what became of it.

They are no part of what people wrote, so no digest knows them, and nobody gives a receipt for
receipts: a package that holds nothing else is not acknowledged.
"""

from typing import Any

from app.model import DELETED, Put, Receipt
from app.storage.connection import Connection

_LISTED_AT_MOST = 200
"""A receipt names so many changes of a kind; the counts say how many there were."""


def receipt_edit(connection: Connection, device: bytes, package_hash: str) -> Put | None:
    """The edit that says how a package stands here now; None when it never was here."""
    row = connection.execute(
        "SELECT package, device, number, received_at, counts ->> 'new', counts ->> 'updated', "
        "counts ->> 'identical', undone_at FROM package WHERE hash = ?",
        (package_hash,),
    ).fetchone()
    if row is None:
        return None
    package, sender, number, received_on, new, updated, identical, undone_at = row
    is_in = not undone_at
    values: dict[str, Any] = {
        "package": package_hash,
        "receiver": device.hex(),
        "sender": sender.hex(),
        "number": number,
        "received_on": received_on,
        "new": new,
        "updated": updated,
        "identical": identical,
        "conflicts": _conflicts(connection, package) if is_in else (),
        "quarantined": _quarantined(connection, package) if is_in else (),
        "is_undone": None if is_in else True,
    }
    return Put("receipt", Receipt.id_for(values), values)


def has_receipt(connection: Connection, device: bytes, package_hash: str) -> bool:
    """Whether this notebook gave a receipt for the package."""
    key = {"package": package_hash, "receiver": device.hex()}
    row = connection.execute("SELECT 1 FROM receipt WHERE id = ?", (Receipt.id_for(key),))
    return row.fetchone() is not None


def receipts_of_others(connection: Connection, device: bytes) -> set[bytes]:
    """The receipts for packages that this device did not make: they tell its owner nothing."""
    rows = connection.execute("SELECT id FROM receipt WHERE sender <> ?", (device.hex(),))
    return {row[0] for row in rows}


def _conflicts(connection: Connection, package: int) -> tuple[str, ...]:
    """The open conflicts a package takes part in, as type:id:field."""
    rows = connection.execute(
        "SELECT type, lower(hex(id)), field FROM conflict c WHERE EXISTS (SELECT 1 FROM entry e "
        "WHERE e.id = c.id AND e.package = ? AND (e.field = c.field OR c.field = ?)) "
        "ORDER BY type, id, field LIMIT ?",
        (package, DELETED, _LISTED_AT_MOST),
    )
    return tuple(":".join(row) for row in rows)


def _quarantined(connection: Connection, package: int) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT type, coalesce(lower(hex(id)), ''), field FROM quarantine WHERE package = ? "
        "ORDER BY no LIMIT ?",
        (package, _LISTED_AT_MOST),
    )
    return tuple(":".join(row) for row in rows)
