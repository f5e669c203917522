"""Certificates of attendance: a page for each person who came, in Kyrgyz and another language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.language import Language, language, mark
from app.model.kinds import Link
from app.reports.chosen_event import chosen_event, event_parameter
from app.reports.chosen_record import Known, NoSuchRecord, meant_by
from app.reports.content import (
    Block,
    Certificate,
    Confirmed,
    Document,
    Margins,
    PageBreak,
    Paragraph,
    Voice,
)
from app.reports.parameters import Parameter
from app.reports.people import Guest, turnout
from app.reports.words import joined, name_of, place, term
from app.storage import Workspace
from app.storage.questions.report import EventRows, event_rows

PARAMETERS = (
    event_parameter(),
    Parameter(
        "person",
        Link(
            label=mark("Person"),
            to="person",
            only_names=True,
            help=mark("Without one: everybody who came"),
        ),
    ),
)
_NOBODY = mark("Nobody is marked as having come to this event. Tick the attendance first.")
_NOT_CAME = mark("This person is not among the {n} who came.")
_NOT_NAMED = mark(
    "“{name}” is none of the {n} who came. Name one by the id that “depter table person” shows."
)
_SEVERAL = mark(
    "“{name}” may be several of the {n} who came. Name one by the id that “depter table person” "
    "shows."
)
_MARGINS = Margins(left=20, right=20, top=20, bottom=20)
_SIGNED = 2
"""So many of those who led the event sign."""


def gather_certificates(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """One page a person, in the order of names; only for those who came, never on a mere list.

    A certificate is its bearer's own paper: it needs no consent. Whoever was forgotten has no
    name any more, and gets none.
    """
    with workspace.snapshot() as reader:
        rows = event_rows(reader, chosen_event(reader, parameters["event"]))
    voices = _voices(language)
    guests = [guest for guest in _came(rows) if name_of(guest.participant)]
    guests.sort(key=lambda guest: voices[0].sort_key(name_of(guest.participant)))
    if parameters["person"] not in (None, ""):
        guests = [_named(guests, parameters["person"])]
    return Document(
        title=rows.event.title,
        language=voices[0].code,
        kicker=voices[0].text("Certificate of attendance"),
        author=workspace.profile.name,
        blocks=tuple(_pages(language, voices, rows, guests)),
        landscape=True,
        margins=_MARGINS,
        is_bare=bool(guests),
    )


def _voices(wanted: Language) -> tuple[Language, Language]:
    """Kyrgyz is the original; beside it the report's language, or Russian."""
    return language("ky"), language(wanted.code if wanted.code != "ky" else "ru")


def _came(rows: EventRows) -> list[Guest]:
    """Who took part and was seen on some part of a day or is written down as having come."""
    return [
        guest
        for guest in turnout(rows).came
        if guest.units or guest.participant.status == "attended"
    ]


def _named(guests: Sequence[Guest], named: object) -> Guest:
    """The one who is meant; a refusal names nobody, for it stays in terminals and their logs."""
    if not guests:
        raise NoSuchRecord(_NOBODY)
    known = [Known(one.participant.person, name_of(one.participant)) for one in guests]
    found = meant_by(known, named)
    if len(found) == 1:
        return next(guest for guest in guests if guest.participant.person == found[0])
    if isinstance(named, bytes):
        raise NoSuchRecord(_NOT_CAME, n=len(guests))
    raise NoSuchRecord(_SEVERAL if found else _NOT_NAMED, name=named, n=len(guests))


def _pages(
    language: Language, voices: Sequence[Language], rows: EventRows, guests: Sequence[Guest]
) -> Iterator[Block]:
    if not guests:
        yield Paragraph(language.text(_NOBODY), Voice.NOTE)
        return
    confirmed = tuple(_confirmed(voice, rows) for voice in voices)
    organisers = [body.name for role, body in rows.organisations if role == "organiser"]
    signatures = tuple(_signatures(voices[0], rows))
    for number, guest in enumerate(guests):
        if number:
            yield PageBreak(landscape=True)
        yield Certificate(
            voices=confirmed,
            name=name_of(guest.participant),
            office=joined(organisers, "\n"),
            signatures=signatures,
            number=_number(rows, guest),
        )


def _confirmed(voice: Language, rows: EventRows) -> Confirmed:
    event = rows.event
    kind = term(voice, "event_type", event.type)
    return Confirmed(
        title=voice.text("Certificate of attendance"),
        text="\n".join(
            filter(
                None,
                (
                    voice.text("took part in: “{title}”", title=event.title),
                    joined([kind, voice.days(event.date_from, event.date_to)], ", "),
                    place(voice, rows.territories, event.territory),
                ),
            )
        ),
    )


def _signatures(voice: Language, rows: EventRows) -> Iterator[tuple[str, str]]:
    """Who led the event; where nobody is written down, a line for the organiser."""
    for role, position, person in rows.facilitators[:_SIGNED]:
        yield position or term(voice, "person_role", role), person.caption()
    if not rows.facilitators:
        yield voice.text("For the organiser"), ""


def _number(rows: EventRows, guest: Guest) -> str:
    """A number that stays the same when others are written down later."""
    own = guest.participant.registration.hex()[-6:].upper()
    return f"№ {joined([rows.event.code, own], '-')}"
