"""Suspect clock: somebody noticed that a device writes from a day that has not come yet."""

from dataclasses import dataclass
from typing import ClassVar

from app.language import mark
from app.model.kinds import Number, Text
from app.model.record import Record, kept


@dataclass(frozen=True, kw_only=True)
class SuspectClock(Record):
    """One notebook's word about the clock of a device.

    It travels, so that all who know the same show the same: which stamp is absurd must not depend
    on the day on which somebody looks.
    """

    type_name: ClassVar[str] = "suspect_clock"
    label: ClassVar[str] = mark("Wrong clock")
    label_plural: ClassVar[str] = mark("Wrong clocks")
    key: ClassVar[tuple[str, ...]] = ("device", "noticed_by")
    is_own_account: ClassVar[bool] = True
    goes_down: ClassVar[bool] = True

    device: str = kept(Text(label=mark("Device"), required=True, limit=16))
    noticed_by: str = kept(Text(label=mark("Noticed by"), required=True, limit=16))
    beyond: int | None = kept(Number(label=mark("Believed up to, in milliseconds")))
    seen: int | None = kept(Number(label=mark("Seen, in milliseconds")))
