"""Attachment: a photo, a scan or a document of an event, a person, a plan or its monitoring."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.language import mark
from app.model.kinds import Choice, Day, File, Link, Number, Privacy, Text
from app.model.record import Record, kept


@dataclass(frozen=True, kw_only=True)
class Attachment(Record):
    """The description of a file; its content is kept once, under its SHA-256."""

    type_name: ClassVar[str] = "attachment"
    label: ClassVar[str] = mark("Attachment")
    label_plural: ClassVar[str] = mark("Attachments")
    owner: ClassVar[str] = "event"
    other_owners: ClassVar[tuple[str, ...]] = (
        "resolution",
        "action_plan",
        "plan_measure",
        "monitoring_entry",
    )

    event: bytes | None = kept(Link(label=mark("Event"), to="event"))
    person: bytes | None = kept(Link(label=mark("Person"), to="person"))
    resolution: bytes | None = kept(Link(label=mark("Resolution"), to="resolution"))
    action_plan: bytes | None = kept(Link(label=mark("Action plan"), to="action_plan"))
    plan_measure: bytes | None = kept(Link(label=mark("Measure of a plan"), to="plan_measure"))
    monitoring_entry: bytes | None = kept(
        Link(label=mark("Monitoring entry"), to="monitoring_entry")
    )
    kind: str | None = kept(Choice(label=mark("Kind"), enumeration="attachment_kind"))
    title: str = kept(Text(label=mark("Caption"), limit=500, privacy=Privacy.PERSONAL))
    file: str | None = kept(File(label=mark("File"), required=True))
    file_name: str = kept(Text(label=mark("File name"), privacy=Privacy.PERSONAL))
    media_type: str = kept(Text(label=mark("File type"), limit=100))
    size: int | None = kept(Number(label=mark("Size"), most=2**40))
    taken_on: date | None = kept(Day(label=mark("Taken on")))
