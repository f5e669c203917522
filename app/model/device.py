"""Device: a workspace on a machine, so that every change can say who made it and where."""

from dataclasses import dataclass
from typing import ClassVar

from app.language import mark
from app.model.kinds import Choice, Text
from app.model.kinds import Territory as Place
from app.model.record import Record, kept


@dataclass(frozen=True, kw_only=True)
class Device(Record):
    """Whose notebook a device is. It travels, so that a relayed change still names its author."""

    type_name: ClassVar[str] = "device"
    label: ClassVar[str] = mark("Device")
    label_plural: ClassVar[str] = mark("Devices")
    key: ClassVar[tuple[str, ...]] = ("code",)
    is_own_account: ClassVar[bool] = True

    code: str = kept(Text(label=mark("Code"), required=True, limit=16))
    name: str = kept(Text(label=mark("Name"), required=True))
    role: str | None = kept(Choice(label=mark("Role"), enumeration="staff_role"))
    territory: str | None = kept(Place(label=mark("Territory")))
    machine: str = kept(Text(label=mark("Name of this computer")))
