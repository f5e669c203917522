"""The attendance table of an event: people by days and half-days, with sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.language import Language
from app.reports.content import (
    Align,
    Block,
    Cell,
    Column,
    Entry,
    Heading,
    Mark,
    PageBreak,
    Paragraph,
    Table,
    Voice,
)
from app.reports.participants import Scopes
from app.reports.people import Guest, Turnout, Unit
from app.reports.words import count, joined, name_of, term
from app.storage.questions.report import unnamed

_UPRIGHT_UNITS = 6
_ROOMY_UNITS = 10
"""With no more on a lying page there is room for a column of organisations, and rows stay low."""
_LYING_UNITS = 16


def attendance_blocks(language: Language, turnout: Turnout, scopes: Scopes) -> Iterator[Block]:
    """The list of names with their ticks; on lying pages when there are many half-days.

    Who has not agreed to be named is a line without a name.
    """
    if not turnout.registered:
        return
    is_wide = len(turnout.units) > _UPRIGHT_UNITS
    if is_wide:
        yield PageBreak(landscape=True)
    yield Heading(language.text("Attendance"))
    guests = sorted(
        (_as_agreed(guest, scopes) for guest in turnout.registered),
        key=lambda guest: (
            not name_of(guest.participant),
            language.sort_key(name_of(guest.participant)),
        ),
    )
    for begin in range(0, max(len(turnout.units), 1), _LYING_UNITS):
        units = turnout.units[begin : begin + _LYING_UNITS]
        has_bodies = is_wide and len(units) <= _ROOMY_UNITS
        yield _table(language, guests, units, has_bodies=has_bodies)
    said = language.text("A tick: the person was there. A dash: she was not, or it is not noted.")
    yield Paragraph(said, Voice.NOTE)
    if is_wide:
        yield PageBreak()


def _as_agreed(guest: Guest, scopes: Scopes) -> Guest:
    if "data" in scopes.get(guest.participant.person, ()):
        return guest
    return replace(guest, participant=unnamed(guest.participant))


def _table(
    language: Language, guests: Sequence[Guest], units: Sequence[Unit], *, has_bodies: bool
) -> Table:
    bodies = [Column(language.text("Position and organisation"), 4.6)] if has_bodies else []
    columns = [
        Column(language.text("No."), 0.5, Align.RIGHT),
        Column(language.text("Full name"), 4.6),
        *bodies,
        *(_unit_column(language, unit) for unit in units),
        Column(language.text("Sum"), 0.9, Align.RIGHT),
    ]
    rows = tuple(
        (count(language, number), *_row(language, guest, units, has_bodies=has_bodies))
        for number, guest in enumerate(guests, start=1)
    )
    sums = [sum(unit in guest.units for guest in guests) for unit in units]
    totals: tuple[Entry, ...] = (
        "",
        language.text("Total"),
        *("" for _ in bodies),
        *(count(language, number) for number in sums),
        count(language, sum(sums)),
    )
    return Table(tuple(columns), rows, totals)


def _unit_column(language: Language, unit: Unit) -> Column:
    day, part = unit
    if part == "day":
        return Column(language.day_short(day), 1, Align.CENTRE)
    return Column(term(language, "day_part", part), 1, Align.CENTRE, language.day_short(day))


def _row(
    language: Language, guest: Guest, units: Sequence[Unit], *, has_bodies: bool
) -> tuple[Entry, ...]:
    participant = guest.participant
    name = name_of(participant) or language.text("has not agreed to be named")
    body = joined([participant.position, participant.organisation], ", ")
    known: tuple[Entry, ...] = (name, body) if has_bodies else (Cell(name, body),)
    ticks = [Mark.TICK if unit in guest.units else Mark.DASH for unit in units]
    came = sum(unit in guest.units for unit in units)
    return (*known, *ticks, count(language, came))
