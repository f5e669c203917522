"""What stands at the end of a report on many events: lists, programmes, photos, contacts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from app.language import Language
from app.reports.content import (
    Align,
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    Pictures,
    Table,
)
from app.reports.event_annex import picture_of
from app.reports.event_programme import session_blocks
from app.reports.participants import people_blocks
from app.reports.words import count, joined, term
from app.storage import Workspace
from app.storage.questions.events import EventFilter, list_events
from app.storage.questions.final import Meetings, programmes
from app.storage.questions.report import attachments, consent_scopes, event_rows

_Gather = Callable[[Workspace, Language, Meetings], Iterator[Block]]
_ROLES = ("organiser", "authority", "implementer", "partner")
"""Whose contacts stand at the end."""


def annex_blocks(
    workspace: Workspace, language: Language, met: Meetings, parameters: Mapping[str, object]
) -> Iterator[Block]:
    """The list of events; as asked for, their programmes, people and photos."""
    if not met.events:
        return
    has_names = bool(parameters["names"])
    wishes: dict[str, tuple[str, _Gather]] = {
        "events": (language.text("List of events"), _events),
        "programmes": (
            language.text("Programmes of the events"),
            partial(_programmes, has_speakers=has_names),
        ),
        "names": (language.text("Lists of participants"), _people),
        "photos": (language.text("Photos"), _photos),
    }
    number = 0
    for wish, (title, gather) in wishes.items():
        blocks = list(gather(workspace, language, met)) if parameters.get(wish, True) else []
        if not blocks:
            continue
        number += 1
        numbered = language.text("Annex {n}. {title}", n=number, title=title)
        yield Heading(numbered, 2, unnumbered=title)
        yield from blocks


def _events(workspace: Workspace, language: Language, met: Meetings) -> Iterator[Block]:
    came = {line.id: line.people for line in list_events(workspace, EventFilter()).lines}
    rows = [
        (
            count(language, number),
            Cell(event.title, joined([event.code, term(language, "event_type", event.type)])),
            language.days(event.date_from, event.date_to),
            language.label(met.places.get(event.territory or "", {})),
            count(language, came.get(event.id, 0)),
        )
        for number, event in enumerate(met.events, 1)
    ]
    yield Table(
        (
            Column("№", 0.6, Align.RIGHT),
            Column(language.text("Event"), 5),
            Column(language.text("When"), 2),
            Column(language.text("Territory"), 2.4),
            Column(language.text("People"), 1, Align.RIGHT),
        ),
        tuple(rows),
    )


def _programmes(
    workspace: Workspace, language: Language, met: Meetings, *, has_speakers: bool
) -> Iterator[Block]:
    agendas = programmes(workspace, met.events)
    for event in met.events:
        if event.id in agendas:
            yield Heading(event.title, 3, language.days(event.date_from, event.date_to))
            agenda = agendas[event.id]
            yield from session_blocks(language, event, agenda, level=3, has_speakers=has_speakers)


def _people(workspace: Workspace, language: Language, met: Meetings) -> Iterator[Block]:
    """The lists event by event, without those who have not agreed to be named."""
    with workspace.snapshot() as reader:
        for event in met.events:
            rows = event_rows(reader, event)
            if rows.participants:
                yield Heading(event.title, 3, language.days(event.date_from, event.date_to))
                scopes = consent_scopes(reader, event.id)
                yield from people_blocks(language, rows, scopes)


def _photos(workspace: Workspace, language: Language, met: Meetings) -> Iterator[Block]:
    for event in met.events:
        photos = [one for one in attachments(workspace.reader, event.id) if one.kind == "photo"]
        shown = [picture_of(language, one, workspace.attachments) for one in photos]
        pictures = tuple(picture for picture in shown if picture is not None)
        if pictures:
            yield Heading(event.title, 3, language.days(event.date_from, event.date_to))
            yield Pictures(pictures)


def contact_blocks(met: Meetings) -> Iterator[Block]:
    """How the bodies that held the events are reached; never a person's own number."""
    bodies = {body.id: body for role, body in met.organisations if role in _ROLES}
    pairs = [
        (
            body.name,
            joined([body.address, body.phone, body.email, body.website, body.contact], "\n"),
        )
        for body in bodies.values()
    ]
    known = tuple((name, value) for name, value in pairs if value)
    if known:
        yield Facts(known)
