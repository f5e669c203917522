"""The sign-in sheet: Kyrgyz with Russian beside it, to be printed, signed and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.language import Language, language, mark
from app.model import Event
from app.model.kinds import Number, YesNo
from app.reports.chosen_event import chosen_event, event_parameter
from app.reports.content import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Entry,
    Facts,
    Heading,
    Margins,
    Mark,
    PageBreak,
    SignatureLines,
    Table,
)
from app.reports.parameters import Parameter
from app.reports.words import joined, name_of, place, span, term, when
from app.storage import Workspace
from app.storage.questions.report import EventRows, Participant, event_rows

PARAMETERS = (
    event_parameter(),
    Parameter("phone", YesNo(label=mark("Column for the phone")), default=True),
    Parameter(
        "rows",
        Number(
            label=mark("Lines"),
            least=1,
            most=2000,
            help=mark("Empty: as many as are planned, and five more than are registered"),
        ),
    ),
)
_SPARE = 5
_DAYS_A_SHEET = 4
_MOST_DAYS = 14
"""A campaign of months gets one sheet whose days are written in by hand."""
_BLANK_DAY = "__.__"
_ROW_HEIGHT = 8.0
_MARGINS = Margins(left=12, right=12, top=15, bottom=15)
"""Narrower than a letter's: the more lines on a page, the fewer pages go round the room."""
_CONSENT = mark(
    "By signing I agree that the organiser keeps and uses what I have written here "
    "to report on this event. I can withdraw my consent at any time."
)
_DAY_WEIGHT = 2.6


@dataclass(frozen=True, slots=True)
class _Voices:
    """The languages of the sheet: the first is the original, the others stand beside it."""

    languages: tuple[Language, ...]

    @property
    def first(self) -> Language:
        return self.languages[0]

    def all(self, source: str) -> list[str]:
        """A marked text in each language, nothing said twice."""
        return list(dict.fromkeys(voice.text(source) for voice in self.languages))

    def cell(self, source: str) -> Cell:
        """A header: the original, the others below."""
        said = self.all(source)
        return Cell(said[0], joined(said[1:], " / "))

    def line(self, source: str) -> str:
        """A label: the original / the others."""
        return joined(self.all(source), " / ")


def gather_sign_in_sheet(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """The sheet of one event; the report's language adds English when it is English."""
    with workspace.snapshot() as reader:
        rows = event_rows(reader, chosen_event(reader, parameters["event"]))
    voices = _voices(language)
    has_phone, wanted = bool(parameters["phone"]), parameters["rows"]
    lines = _lines(rows, wanted if isinstance(wanted, int) else None)
    named = [one for one in rows.participants if name_of(one)]
    people = sorted(named, key=lambda p: voices.first.sort_key(name_of(p)))
    blocks: list[Block] = [_facts(voices, rows)]
    days = _days(rows.event)
    for begin in range(0, len(days), _DAYS_A_SHEET):
        if begin:
            blocks += [PageBreak(landscape=True), Heading(_sheet_of(voices, days, begin), 2)]
        some = days[begin : begin + _DAYS_A_SHEET]
        blocks.append(_table(voices, rows, people, some, lines, has_phone=has_phone))
        blocks.append(_leaders(voices, rows))
    return Document(
        title=rows.event.title,
        language=voices.first.code,
        kicker=voices.line(mark("Sign-in sheet")),
        author=workspace.profile.name,
        source=joined([rows.event.code, when(voices.first, rows.event)]),
        blocks=tuple(blocks),
        standing=tuple(voices.all(_CONSENT)),
        landscape=True,
        margins=_MARGINS,
    )


def _voices(wanted: Language) -> _Voices:
    codes = ("ky", "ru", "en") if wanted.code == "en" else ("ky", "ru")
    return _Voices(tuple(language(code) for code in codes))


def _days(event: Event) -> Sequence[date | None]:
    """The days to sign for; a long event's are left blank, as many as stand on one sheet."""
    days = event.days()
    if len(days) > _MOST_DAYS:
        return [None] * _DAYS_A_SHEET
    return days or [None]


def _lines(rows: EventRows, wanted: int | None) -> int:
    registered = len(rows.participants)
    if wanted is not None:
        return max(wanted, registered)
    return max(rows.event.planned_count or 0, registered + _SPARE)


def _sheet_of(voices: _Voices, days: Sequence[date | None], begin: int) -> str:
    some = days[begin : begin + _DAYS_A_SHEET]
    return voices.first.days(some[0], some[-1])


def _facts(voices: _Voices, rows: EventRows) -> Facts:
    event = rows.event
    venue = joined([rows.venue.name, rows.venue.address], ", ") if rows.venue else ""
    organisers = [body.name for role, body in rows.organisations if role == "organiser"]
    pairs = (
        (mark("Type"), _each(voices, lambda said: term(said, "event_type", event.type))),
        (mark("When"), _when(voices, event)),
        (
            mark("Territory"),
            _each(voices, lambda said: place(said, rows.territories, event.territory)),
        ),
        (mark("Venue"), joined([venue, event.venue_text], ", ")),
        (mark("Organiser"), joined(organisers, ", ")),
    )
    return Facts(tuple((voices.line(label), value) for label, value in pairs if value))


def _when(voices: _Voices, event: Event) -> str:
    days = _each(voices, lambda said: said.days(event.date_from, event.date_to))
    return joined([days, span(voices.first, event.time_from, event.time_to)], ", ")


def _each(voices: _Voices, say: Callable[[Language], str]) -> str:
    return joined(list(dict.fromkeys(say(voice) for voice in voices.languages)), " / ")


def _table(
    voices: _Voices,
    rows: EventRows,
    people: Sequence[Participant],
    days: Sequence[date | None],
    lines: int,
    *,
    has_phone: bool,
) -> Table:
    columns = [
        Column(Cell("№"), 0.7, Align.RIGHT),
        Column(voices.cell(mark("Full name")), 5),
        Column(voices.cell(mark("Position and organisation")), 4.6),
        Column(voices.cell(mark("Village")), 2.6),
        Column(voices.cell(mark("Sex")), 1.2, Align.CENTRE),
        Column(voices.cell(mark("Birth year")), 1.7, Align.CENTRE),
        *([Column(voices.cell(mark("Phone")), 2.6)] if has_phone else []),
        Column(voices.cell(mark("Consent")), 1.6, Align.CENTRE),
        *_signature_columns(voices, days),
    ]
    printed = [_printed(voices, rows, person, has_phone=has_phone) for person in people]
    blank: tuple[Entry, ...] = ("",) * 5 + (("",) if has_phone else ())
    empty = [(*blank, Mark.BOX)] * (lines - len(printed))
    numbered = tuple(
        (str(number), *entries) for number, entries in enumerate([*printed, *empty], start=1)
    )
    return Table(tuple(columns), numbered, boxed=True, row_height=_ROW_HEIGHT)


def _signature_columns(voices: _Voices, days: Sequence[date | None]) -> Iterator[Column]:
    said = voices.line(mark("Signature"))
    for day in days:
        header = Cell(voices.first.day(day)[:5] or _BLANK_DAY, said)
        yield Column(header, _DAY_WEIGHT, Align.CENTRE)


def _printed(
    voices: _Voices, rows: EventRows, person: Participant, *, has_phone: bool
) -> tuple[Entry, ...]:
    """What is known of a registered person is printed, so that she only signs."""
    home = person.village or _nearest(voices, rows, person.territory)
    sex = term(voices.first, "sex", person.sex) if person.sex in {"f", "m"} else ""
    known: list[Entry] = [
        name_of(person),
        joined([person.position, person.organisation], ", "),
        home,
        sex,
        str(person.birth_year or ""),
    ]
    if has_phone:
        known.append(person.phone)
    return (*known, Mark.TICK if person.has_consent else Mark.BOX)


def _nearest(voices: _Voices, rows: EventRows, code: str) -> str:
    here = rows.territories.get(code)
    return voices.first.label(here.names()) if here else code


def _leaders(voices: _Voices, rows: EventRows) -> SignatureLines:
    leading = [person.caption() for _, _, person in rows.facilitators[:2]] or [""]
    return SignatureLines(tuple((voices.line(mark("Facilitator")), name) for name in leading))
