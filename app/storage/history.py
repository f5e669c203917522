"""What a field ever said: every value, who wrote it, when and on which device."""

from datetime import datetime
from typing import NamedTuple

from app.model import RECORD_TYPES, Device
from app.model.stamp import stamp_device, stamp_moment
from app.storage.entries import Entry, entries_of, leaves
from app.storage.workspace import Workspace


class Said(NamedTuple):
    """One value a field was given. `is_standing` marks the values nobody has replaced."""

    value: object
    at: datetime
    device: bytes
    who: str
    machine: str
    is_standing: bool


def history(workspace: Workspace, type_name: str, record_id: bytes, field: str) -> list[Said]:
    """Every value the field of a record was ever given, oldest first."""
    record_type = RECORD_TYPES[type_name]
    kind = record_type.kinds()[field]
    entries = entries_of(workspace.reader, record_id, field) or _born(
        workspace, type_name, record_id, field
    )
    standing = {entry.stamp for entry in leaves(entries)}
    told = []
    for entry in entries:
        device = stamp_device(entry.stamp)
        owner = author(workspace, device)
        told.append(
            Said(
                kind.load(entry.value),
                stamp_moment(entry.stamp),
                device,
                owner.name if owner else "",
                owner.machine if owner else "",
                entry.stamp in standing,
            )
        )
    return told


def author(workspace: Workspace, device: bytes) -> Device | None:
    """Whose device it is, as far as known here."""
    return workspace.get(Device, Device.id_for({"code": device.hex()}))


def _born(workspace: Workspace, type_name: str, record_id: bytes, field: str) -> list[Entry]:
    row = workspace.reader.execute(
        f"SELECT _stamp, {field} FROM {type_name} WHERE id = ?", (record_id,)
    ).fetchone()
    return [Entry(row[0], row[1], b"")] if row else []
