"""Who came: registrations with what was true at the event, and presence by day or half-day."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.language import mark
from app.model.kinds import Choice, Day, Link, Number, Privacy, Text, YesNo
from app.model.kinds import Territory as Place
from app.model.record import Record, kept


@dataclass(frozen=True, kw_only=True)
class Registration(Record):
    """A person at an event, as she was then: later edits of the person change no report."""

    type_name: ClassVar[str] = "registration"
    label: ClassVar[str] = mark("Registration")
    label_plural: ClassVar[str] = mark("Registrations")
    key: ClassVar[tuple[str, ...]] = ("event", "person")
    owner: ClassVar[str] = "event"

    event: bytes | None = kept(Link(label=mark("Event"), to="event", required=True))
    person: bytes | None = kept(Link(label=mark("Person"), to="person", required=True))
    category: str | None = kept(
        Choice(label=mark("Category at the event"), enumeration="participant_category")
    )
    organisation: str = kept(
        Text(label=mark("Organisation at the event"), limit=500, privacy=Privacy.PERSONAL)
    )
    position: str = kept(
        Text(label=mark("Position at the event"), limit=500, privacy=Privacy.PERSONAL)
    )
    territory: str | None = kept(Place(label=mark("Territory at the event")))
    age: int | None = kept(Number(label=mark("Age at the event"), most=130))
    channel: str | None = kept(
        Choice(label=mark("Registered by"), enumeration="registration_channel")
    )
    status: str | None = kept(Choice(label=mark("Status"), enumeration="registration_status"))
    note: str = kept(Text(label=mark("Note"), limit=1000, privacy=Privacy.PERSONAL))


@dataclass(frozen=True, kw_only=True)
class Attendance(Record):
    """Whether a registered person was there on one day or half-day."""

    type_name: ClassVar[str] = "attendance"
    label: ClassVar[str] = mark("Attendance")
    label_plural: ClassVar[str] = mark("Attendance")
    key: ClassVar[tuple[str, ...]] = ("registration", "day", "part")
    owner: ClassVar[str] = "registration"

    registration: bytes | None = kept(
        Link(label=mark("Registration"), to="registration", required=True)
    )
    day: date | None = kept(Day(label=mark("Day"), required=True))
    part: str | None = kept(
        Choice(label=mark("Part of the day"), enumeration="day_part", required=True)
    )
    is_present: bool | None = kept(YesNo(label=mark("Present")))


def age_at(day: date | None, birth_year: int | None) -> int | None:
    """Age in whole years reached in the year of the day, as only the birth year is known."""
    if day is None or birth_year is None or day.year < birth_year:
        return None
    return day.year - birth_year
