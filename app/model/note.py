"""Note: what a group or a meeting said, written down at the event."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from app.errors import Problem
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
    searched: ClassVar[tuple[str, ...]] = ("text", "code")

    event: bytes | None = kept(Link(label=mark("Event"), to="event", required=True))
    agenda_item: bytes | None = kept(Link(label=mark("Programme item"), to="agenda_item"))
    group_session: bytes | None = kept(Link(label=mark("Work group"), to="group_session"))
    kind: str | None = kept(Choice(label=mark("Kind"), enumeration="note_kind"))
    theme: str | None = kept(Choice(label=mark("Theme"), enumeration="problem_theme"))
    group_name: str = kept(Text(label=mark("Group")))
    text: str = kept(LongText(label=mark("Text"), required=True))
    code: str = kept(
        Text(label=mark("Code"), limit=80, help=mark("As in the document it is taken from"))
    )
    territory: str | None = kept(Place(label=mark("Territory")))
    level: str | None = kept(Choice(label=mark("Level"), enumeration="item_level"))
    framework_items: tuple[str, ...] = kept(Items(label=mark("Goals"), of="framework_item"))
    answers: bytes | None = kept(Link(label=mark("Answers the problem"), to="note"))
    votes: int | None = kept(Number(label=mark("Votes"), most=100_000))
    rank: int | None = kept(Number(label=mark("Place by votes"), least=1, most=100_000))
    status: str | None = kept(Choice(label=mark("Status"), enumeration="note_status"))
    sequence: int | None = kept(Number(label=mark("Order"), among=("event",)))

    @classmethod
    def rules(cls, values: Mapping[str, Any]) -> Iterator[Problem]:
        if values["answers"] and values["kind"] == "problem":
            yield Problem("answers", mark("A problem answers no other problem"))
