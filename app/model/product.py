"""Materials: what was made, and who was given how many copies."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.language import mark
from app.model.kinds import Choice, Day, File, Link, Number, Text
from app.model.kinds import Territory as Place
from app.model.record import Record, kept


@dataclass(frozen=True, kw_only=True)
class Product(Record):
    """A guideline, a manual, a leaflet, a video."""

    type_name: ClassVar[str] = "product"
    label: ClassVar[str] = mark("Product")
    label_plural: ClassVar[str] = mark("Products")
    searched: ClassVar[tuple[str, ...]] = ("title",)

    title: str = kept(Text(label=mark("Title"), required=True, limit=500))
    kind: str | None = kept(Choice(label=mark("Kind"), enumeration="product_kind"))
    language: str | None = kept(Choice(label=mark("Language"), enumeration="language_code"))
    version: str = kept(Text(label=mark("Version"), limit=60))
    project: bytes | None = kept(Link(label=mark("Project"), to="project"))
    file: str | None = kept(File(label=mark("File")))


@dataclass(frozen=True, kw_only=True)
class Distribution(Record):
    """Copies of a product handed over, at an event or apart from one."""

    type_name: ClassVar[str] = "distribution"
    label: ClassVar[str] = mark("Distribution")
    label_plural: ClassVar[str] = mark("Distributions")
    owner: ClassVar[str] = "event"

    product: bytes | None = kept(Link(label=mark("Product"), to="product", required=True))
    event: bytes | None = kept(Link(label=mark("Event"), to="event"))
    recipient: str = kept(Text(label=mark("Recipient"), limit=500, is_internal=True))
    territory: str | None = kept(Place(label=mark("Territory")))
    copies: int | None = kept(Number(label=mark("Copies"), most=10_000_000))
    day: date | None = kept(Day(label=mark("Day")))
