"""Receipt: what became of a package where it arrived; it travels back to whoever made it."""

from dataclasses import dataclass
from typing import ClassVar

from app.language import mark
from app.model.kinds import Number, Text, TextList, YesNo
from app.model.record import Record, kept


@dataclass(frozen=True, kw_only=True)
class Receipt(Record):
    """One notebook's word about one package: taken in, with what conflicts, or undone again."""

    type_name: ClassVar[str] = "receipt"
    label: ClassVar[str] = mark("Receipt")
    label_plural: ClassVar[str] = mark("Receipts")
    key: ClassVar[tuple[str, ...]] = ("package", "receiver")
    is_own_account: ClassVar[bool] = True
    goes_down: ClassVar[bool] = True

    package: str = kept(Text(label=mark("Package"), required=True, limit=64))
    receiver: str = kept(Text(label=mark("Receiver"), required=True, limit=16))
    sender: str = kept(Text(label=mark("Sender"), required=True, limit=16))
    number: int | None = kept(Number(label=mark("Number")))
    received_on: str = kept(Text(label=mark("Taken in"), limit=20))
    new: int | None = kept(Number(label=mark("New")))
    updated: int | None = kept(Number(label=mark("Updated")))
    identical: int | None = kept(Number(label=mark("Identical")))
    conflicts: tuple[str, ...] = kept(TextList(label=mark("Conflicts")))
    quarantined: tuple[str, ...] = kept(TextList(label=mark("In quarantine")))
    is_undone: bool | None = kept(YesNo(label=mark("Undone")))
