"""The programme of an event, to be hung at the door; and its part in the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from app.language import Language
from app.model import AgendaItem, Event
from app.reports.chosen_event import chosen_event, event_parameter
from app.reports.content import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
    Voice,
)
from app.reports.words import DIGEST_SHOWN, joined, place, span, term, when
from app.storage import Workspace
from app.storage.questions.report import EventRows, event_rows

PARAMETERS = (event_parameter(),)


def gather_programme(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """When, where, by whom, and the sessions day by day."""
    with workspace.snapshot() as reader:
        event = chosen_event(reader, parameters["event"])
        rows = event_rows(reader, event)
    return Document(
        title=event.title,
        language=language.code,
        kicker=language.text("Programme"),
        author=workspace.profile.name,
        source=source_line(language, event, workspace.digest()),
        blocks=(_facts(language, rows), *_sessions(language, rows)),
    )


def _facts(language: Language, rows: EventRows) -> Facts:
    event = rows.event
    pairs = [
        (language.text("When"), when(language, event)),
        (language.text("Territory"), place(language, rows.territories, event.territory)),
        (language.text("Venue"), venue_line(rows)),
    ]
    by_role: dict[str, list[str]] = {}
    for role, body in rows.organisations:
        by_role.setdefault(term(language, "org_role", role), []).append(body.name)
    for role, _, person in rows.facilitators:
        by_role.setdefault(term(language, "person_role", role), []).append(person.caption())
    pairs += [(role, "\n".join(names)) for role, names in by_role.items()]
    return Facts(tuple((label, value) for label, value in pairs if value))


def _sessions(language: Language, rows: EventRows) -> Iterator[Block]:
    if rows.agenda:
        yield from session_blocks(language, rows.event, rows.agenda, level=1)
    else:
        yield Paragraph(language.text("The programme is not written down yet."), Voice.NOTE)


def source_line(language: Language, event: Event, digest: str) -> str:
    """What the figures are of: the event, the day they were taken, the state of the data."""
    return language.text(
        "Event {event} · made on {day} · data version {version}",
        event=event.code or language.days(event.date_from, event.date_to),
        day=language.day(date.today()),
        version=digest[:DIGEST_SHOWN],
    )


def venue_line(rows: EventRows) -> str:
    """The building, its address, and what was written by hand about the place."""
    venue = rows.venue
    known = (venue.name, venue.address) if venue else ()
    return joined([*known, rows.event.venue_text], ", ")


def programme_blocks(language: Language, rows: EventRows) -> Iterator[Block]:
    """The sessions of each day: time, session, speaker."""
    if rows.agenda:
        yield Heading(language.text("Programme"))
        yield from session_blocks(language, rows.event, rows.agenda, level=2)


def session_blocks(
    language: Language,
    event: Event,
    agenda: Sequence[AgendaItem],
    *,
    level: int,
    has_speakers: bool = True,
) -> Iterator[Block]:
    """The sessions day by day; the days of an event of several are headings of this level."""
    days = {item.day for item in agenda}
    has_speakers = has_speakers and any(item.speaker for item in agenda)
    for day, items in groupby(agenda, key=lambda item: item.day):
        if day and (len(days) > 1 or len(event.days()) > 1):
            yield Heading(language.day_long(day), level)
        columns = (
            Column(language.text("Time"), 1.5),
            Column(language.text("Session"), 5),
            Column(language.text("Speaker"), 3.5),
        )
        kept = len(columns) if has_speakers else len(columns) - 1
        rows = (
            (
                span(language, item.time_from, item.time_to),
                Cell(item.title, joined([item.module, *item.materials])),
                item.speaker,
            )
            for item in items
        )
        yield Table(columns[:kept], tuple(row[:kept] for row in rows))
