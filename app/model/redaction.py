"""Redaction: a lawful demand that a person's data be forgotten, everywhere this record arrives."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.language import mark
from app.model.kinds import Day, Link, Text
from app.model.record import Record, kept


@dataclass(frozen=True, kw_only=True)
class Redaction(Record):
    """Removes a person's personal values from rows, log, search and files; counts stay.

    It is the one exception to "nothing is lost". It names nobody but an id, and goes to everyone.
    """

    type_name: ClassVar[str] = "redaction"
    label: ClassVar[str] = mark("Redaction")
    label_plural: ClassVar[str] = mark("Redactions")
    key: ClassVar[tuple[str, ...]] = ("person",)
    goes_down: ClassVar[bool] = True

    person: bytes | None = kept(Link(label=mark("Person"), to="person", required=True))
    demanded_on: date | None = kept(Day(label=mark("Demanded on")))
    reason: str = kept(
        Text(label=mark("Reason"), limit=500, help=mark("Without names: this text travels"))
    )
