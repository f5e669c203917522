"""Event: any gathering, its programme, and who organises, funds and leads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from app.errors import Problem
from app.language import mark
from app.model.kinds import (
    Choice,
    Choices,
    Day,
    Items,
    Link,
    LongText,
    Number,
    Privacy,
    Text,
    TextList,
    Time,
)
from app.model.kinds import Territory as Place
from app.model.record import Record, kept

MAX_DAYS = 366


@dataclass(frozen=True, kw_only=True)
class Event(Record):
    """A training, a consultative meeting, a dialogue, a campaign: whatever people come to."""

    type_name: ClassVar[str] = "event"
    label: ClassVar[str] = mark("Event")
    label_plural: ClassVar[str] = mark("Events")
    searched: ClassVar[tuple[str, ...]] = ("title", "code", "venue_text", "topics")

    title: str = kept(Text(label=mark("Title"), required=True, limit=500))
    code: str = kept(Text(label=mark("Code"), limit=60))
    type: str | None = kept(Choice(label=mark("Type"), enumeration="event_type", required=True))
    mode: str | None = kept(Choice(label=mark("Mode"), enumeration="event_mode"))
    status: str | None = kept(Choice(label=mark("Status"), enumeration="event_status"))
    date_from: date | None = kept(Day(label=mark("First day"), required=True))
    date_to: date | None = kept(Day(label=mark("Last day")))
    time_from: str | None = kept(Time(label=mark("Begins at")))
    time_to: str | None = kept(Time(label=mark("Ends at")))
    territory: str | None = kept(Place(label=mark("Territory")))
    venue: bytes | None = kept(Link(label=mark("Venue"), to="venue"))
    venue_text: str = kept(
        Text(label=mark("Place"), limit=500, help=mark("Village, building, room"))
    )
    project: bytes | None = kept(Link(label=mark("Project"), to="project"))
    club: bytes | None = kept(Link(label=mark("Club"), to="club"))
    topics: tuple[str, ...] = kept(TextList(label=mark("Topics")))
    languages: tuple[str, ...] = kept(Choices(label=mark("Languages"), enumeration="language_code"))
    objectives: tuple[str, ...] = kept(TextList(label=mark("Aims")))
    tasks: tuple[str, ...] = kept(TextList(label=mark("Tasks")))
    framework_items: tuple[str, ...] = kept(
        Items(label=mark("Goals it serves"), of="framework_item")
    )
    target_audience: tuple[str, ...] = kept(
        Choices(label=mark("For whom"), enumeration="participant_category")
    )
    audience_text: str = kept(LongText(label=mark("For whom, in words")))
    planned_count: int | None = kept(Number(label=mark("People planned"), most=1_000_000))
    attendance_by: str | None = kept(
        Choice(label=mark("Attendance is taken by"), enumeration="attendance_by")
    )
    results: tuple[str, ...] = kept(TextList(label=mark("Results")))
    link: str = kept(Text(label=mark("Link for joining online"), limit=500, is_internal=True))
    note: str = kept(LongText(label=mark("Note"), is_internal=True))

    @classmethod
    def rules(cls, values: Mapping[str, Any]) -> Iterator[Problem]:
        first, last = values["date_from"], values["date_to"]
        if first and last:
            if last < first:
                yield Problem("date_to", mark("The end comes before the beginning"))
            elif (last - first).days >= MAX_DAYS:
                yield Problem("date_to", mark("An event lasts a year at most"))
        is_one_day = not last or last == first
        begins, ends = values["time_from"], values["time_to"]
        if is_one_day and begins and ends and ends <= begins:
            yield Problem("time_to", mark("The end comes before the beginning"))

    def days(self) -> list[date]:
        """Every day of the event, first to last; none when it has no date yet."""
        if not self.date_from:
            return []
        last = self.date_to if self.date_to and self.date_to >= self.date_from else self.date_from
        count = min((last - self.date_from).days + 1, MAX_DAYS)
        return [self.date_from + timedelta(days=n) for n in range(count)]

    def parts(self) -> tuple[str, ...]:
        """The parts of a day attendance is taken by."""
        return ("day",) if self.attendance_by == "day" else ("morning", "afternoon")


@dataclass(frozen=True, kw_only=True)
class AgendaItem(Record):
    """One line of the programme: time, session, speaker."""

    type_name: ClassVar[str] = "agenda_item"
    label: ClassVar[str] = mark("Programme item")
    label_plural: ClassVar[str] = mark("Programme")
    owner: ClassVar[str] = "event"

    event: bytes | None = kept(Link(label=mark("Event"), to="event", required=True))
    day: date | None = kept(Day(label=mark("Day")))
    time_from: str | None = kept(Time(label=mark("From")))
    time_to: str | None = kept(Time(label=mark("To")))
    kind: str | None = kept(Choice(label=mark("Kind"), enumeration="agenda_item_kind"))
    title: str = kept(Text(label=mark("Session"), required=True, limit=1000))
    speaker: str = kept(Text(label=mark("Speaker"), limit=1000, privacy=Privacy.PERSONAL))
    module: str = kept(Text(label=mark("Module")))
    materials: tuple[str, ...] = kept(TextList(label=mark("Materials")))
    framework_items: tuple[str, ...] = kept(Items(label=mark("Goals"), of="framework_item"))
    sequence: int | None = kept(Number(label=mark("Order"), among=("event", "day")))

    @classmethod
    def rules(cls, values: Mapping[str, Any]) -> Iterator[Problem]:
        first, last = values["time_from"], values["time_to"]
        if first and last and last < first:
            yield Problem("time_to", mark("The end comes before the beginning"))


@dataclass(frozen=True, kw_only=True)
class EventOrganisation(Record):
    """An organisation's part in an event: organiser, donor, partner."""

    type_name: ClassVar[str] = "event_organisation"
    label: ClassVar[str] = mark("Organisation of an event")
    label_plural: ClassVar[str] = mark("Organisations of events")
    key: ClassVar[tuple[str, ...]] = ("event", "organisation", "role")
    owner: ClassVar[str] = "event"

    event: bytes | None = kept(Link(label=mark("Event"), to="event", required=True))
    organisation: bytes | None = kept(
        Link(label=mark("Organisation"), to="organisation", required=True)
    )
    role: str | None = kept(Choice(label=mark("Role"), enumeration="org_role", required=True))
    sequence: int | None = kept(Number(label=mark("Order"), among=("event",)))


@dataclass(frozen=True, kw_only=True)
class EventPerson(Record):
    """A person who leads or speaks: trainer, moderator, speaker, mentor."""

    type_name: ClassVar[str] = "event_person"
    label: ClassVar[str] = mark("Facilitator")
    label_plural: ClassVar[str] = mark("Facilitators")
    key: ClassVar[tuple[str, ...]] = ("event", "person", "role")
    owner: ClassVar[str] = "event"

    event: bytes | None = kept(Link(label=mark("Event"), to="event", required=True))
    person: bytes | None = kept(Link(label=mark("Person"), to="person", required=True))
    role: str | None = kept(Choice(label=mark("Role"), enumeration="person_role", required=True))
    position: str = kept(
        Text(label=mark("Position at the event"), limit=500, privacy=Privacy.PERSONAL)
    )
    sequence: int | None = kept(Number(label=mark("Order"), among=("event",)))
