"""The list of participants of an event: who took part, named as far as each has agreed to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.language import Language, mark
from app.model.kinds import YesNo
from app.reports.chosen_event import chosen_event, event_parameter
from app.reports.content import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Entry,
    Facts,
    Paragraph,
    Table,
    Voice,
)
from app.reports.event_programme import source_line, venue_line
from app.reports.parameters import Parameter
from app.reports.people import Guest, sexes, turnout
from app.reports.words import NOTHING, count, joined, name_of, place, term, when
from app.stopping import step
from app.storage import Workspace
from app.storage.questions.report import EventRows, consent_scopes, event_rows

PARAMETERS = (
    event_parameter(),
    Parameter(
        "phone",
        YesNo(label=mark("Phone numbers"), help=mark("Of those who agreed to be contacted")),
        default=False,
    ),
    Parameter(
        "everybody",
        YesNo(
            label=mark("Names of those without consent too"),
            help=mark("Only for the office: they have not agreed to be named; takes a reason"),
        ),
        default=False,
        discloses=True,
    ),
)
Scopes = Mapping[bytes, frozenset[str]]
"""What each person agrees to: `data`, `contact` and others."""


def gather_participants(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """Everybody who took part in one event, in the order of the language."""
    with workspace.snapshot() as reader:
        event = chosen_event(reader, parameters["event"])
        rows = event_rows(reader, event)
        scopes = consent_scopes(reader, event.id)
    has_phone = bool(parameters["phone"])
    blocks = people_blocks(
        language, rows, scopes, has_phone=has_phone, has_everybody=bool(parameters["everybody"])
    )
    return Document(
        title=event.title,
        language=language.code,
        kicker=language.text("List of participants"),
        author=workspace.profile.name,
        source=source_line(language, event, workspace.digest()),
        blocks=(_facts(language, rows), *blocks),
        landscape=has_phone,
    )


def _facts(language: Language, rows: EventRows) -> Facts:
    event = rows.event
    pairs = (
        (language.text("When"), when(language, event)),
        (language.text("Territory"), place(language, rows.territories, event.territory)),
        (language.text("Venue"), venue_line(rows)),
    )
    return Facts(tuple((label, value) for label, value in pairs if value))


def people_blocks(
    language: Language,
    rows: EventRows,
    scopes: Scopes,
    *,
    has_phone: bool = False,
    has_everybody: bool = False,
) -> Iterator[Block]:
    """The table of those who took part; who has not agreed to be named is a line without a name."""
    counted = turnout(rows)
    if not counted.came:
        yield Paragraph(language.text("Nobody was registered."), Voice.NOTE)
        return
    told = {
        guest.participant.person: has_everybody
        or "data" in scopes.get(guest.participant.person, ())
        for guest in counted.came
    }
    guests = sorted(
        counted.came,
        key=lambda guest: (
            not told[guest.participant.person],
            language.sort_key(name_of(guest.participant)),
        ),
    )
    yield _sums(language, guests)
    lines: list[tuple[Entry, ...]] = []
    for number, guest in enumerate(guests, 1):
        step()
        is_told = told[guest.participant.person]
        line = _line(language, rows, guest) if is_told else _nameless(language, guest)
        phone = guest.participant.phone if _may_call(guest, scopes) else ""
        lines.append((count(language, number), *line, *([phone] if has_phone else [])))
    yield Table(_columns(language, has_phone=has_phone), tuple(lines), notes=_notes(language, told))


def _sums(language: Language, guests: list[Guest]) -> Facts:
    counted = sexes(guests)
    pairs = (
        (language.text("People who took part"), len(guests)),
        (language.text("Women"), counted.women),
        (language.text("Men"), counted.men),
        (language.text("Sex not stated"), counted.unknown),
    )
    return Facts(tuple((label, language.number(number)) for label, number in pairs if number))


def _columns(language: Language, *, has_phone: bool) -> tuple[Column, ...]:
    columns = [
        Column("№", 0.6, Align.RIGHT),
        Column(language.text("Full name"), 4),
        Column(language.text("Category"), 3.8),
        Column(language.text("Where from"), 2.1),
        Column(language.text("Sex"), 1.2),
        Column(language.text("Birth year"), 1.2, Align.RIGHT),
    ]
    if has_phone:
        columns.append(Column(language.text("Phone"), 2.4))
    return tuple(columns)


def _line(language: Language, rows: EventRows, guest: Guest) -> tuple[Entry, ...]:
    person = guest.participant
    here = rows.territories.get(person.territory)
    home = person.village or (language.label(here.names()) if here else person.territory)
    year = Cell(str(person.birth_year or NOTHING))
    name = name_of(person) or language.text("Name not known")
    body = joined([person.position, person.organisation], ", ")
    return (Cell(name, body), *_kind(language, guest), home, _sex(language, guest), year)


def _nameless(language: Language, guest: Guest) -> tuple[Entry, ...]:
    said = language.text("has not agreed to be named")
    return (said, *_kind(language, guest), NOTHING, _sex(language, guest), NOTHING)


def _kind(language: Language, guest: Guest) -> tuple[str]:
    return (term(language, "participant_category", guest.participant.category),)


def _sex(language: Language, guest: Guest) -> str:
    sex = guest.participant.sex
    return term(language, "sex", sex) if sex in {"f", "m"} else NOTHING


def _may_call(guest: Guest, scopes: Scopes) -> bool:
    return "contact" in scopes.get(guest.participant.person, ())


def _notes(language: Language, told: Mapping[bytes, bool]) -> tuple[str, ...]:
    kept = sum(not is_told for is_told in told.values())
    if not kept:
        return ()
    return (
        language.plural(
            "{n} person has not agreed to be named, and is counted only.",
            "{n} people have not agreed to be named, and are counted only.",
            kept,
        ),
    )
