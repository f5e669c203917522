"""Note: what a group or a meeting said, written down at the event."""

from dataclasses import dataclass
from typing import ClassVar

from app.language import mark
from app.model.kinds import Choice, Items, Link, LongText, Number, Text
from app.model.kinds import Territory as Place
from app.model.record import Record, kept


@dataclass(frozen=True, kw_only=True)
class Note(Record):
    """A problem, a recommendation, an idea or a remark, tied to goals where it serves them."""

    type_name: ClassVar[str] = "note"
    label: ClassVar[str] = mark("Group-work note")
    label_plural: ClassVar[str] = mark("Group-work notes")
    owner: ClassVar[str] = "event"
    searched: ClassVar[tuple[str, ...]] = ("text",)

    event: bytes | None = kept(Link(label=mark("Event"), to="event", required=True))
    agenda_item: bytes | None = kept(Link(label=mark("Programme item"), to="agenda_item"))
    kind: str | None = kept(Choice(label=mark("Kind"), enumeration="note_kind"))
    theme: str | None = kept(Choice(label=mark("Theme"), enumeration="problem_theme"))
    group_name: str = kept(Text(label=mark("Group")))
    text: str = kept(LongText(label=mark("Text"), required=True))
    territory: str | None = kept(Place(label=mark("Territory")))
    framework_items: tuple[str, ...] = kept(Items(label=mark("Goals"), of="framework_item"))
    sequence: int | None = kept(Number(label=mark("Order")))
