"""What the screen of duplicates asks: the pairs by name, and two entries side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from app.model import Consent, Person
from app.model.likeness import Likeness
from app.model.stamp import stamp_device, stamp_moment
from app.storage.history import author
from app.storage.questions.duplicates import (
    Progress,
    Proposal,
    likeness_of,
    named,
    proposals,
    proposals_of,
)
from app.storage.questions.person import person_card
from app.storage.questions.reference import Place

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


class Pair(NamedTuple):
    """A proposal with the names it is listed by."""

    a: bytes
    b: bytes
    first: str
    second: str
    second_year: int | None
    likeness: Likeness

    @property
    def id(self) -> bytes:
        """By which a list keeps its place."""
        return self.a + self.b


def state_of_people(ws: Workspace) -> tuple[int | None, ...]:
    """Where the notebook stands: unchanged, nothing else is proposed."""
    return tuple(ws.reader.execute("PRAGMA data_version").fetchone())


def pairs_to_decide(ws: Workspace, progress: Progress | None = None) -> list[Pair]:
    """Every pair of the register worth a look, as a list shows it."""
    return _named(ws, proposals(ws, progress))


def pairs_of(ws: Workspace, people: Iterable[bytes]) -> list[Pair]:
    """The pairs of some people, as a list shows them."""
    return _named(ws, proposals_of(ws, people))


def _named(ws: Workspace, found: list[Proposal]) -> list[Pair]:
    names = named(ws.reader, sorted({person for pair in found for person in pair[:2]}))
    return [
        Pair(one.a, one.b, names[one.a][0], *names[one.b], one.likeness)
        for one in found
        if one.a in names and one.b in names
    ]


class Entry(NamedTuple):
    """One of two entries side by side: the person, and what hangs on her."""

    person: Person
    place: Place | None
    who: str
    """Who wrote her down."""
    at: datetime
    package: int | None
    """The number of the package that brought her; None where she was written down here."""
    consent: Consent | None
    events: frozenset[bytes]


@dataclass(frozen=True)
class SideBySide:
    """Two entries that may be one person, for a person to decide."""

    a: Entry
    b: Entry
    likeness: Likeness


def side_by_side(ws: Workspace, a: bytes, b: bytes) -> SideBySide | None:
    """Both entries with all that helps to decide; None when one of them is gone or they are one."""
    likeness = likeness_of(ws.reader, a, b)
    first, second = _entry(ws, a), _entry(ws, b)
    if likeness is None or first is None or second is None:
        return None
    return SideBySide(first, second, likeness)


def _entry(ws: Workspace, person: bytes) -> Entry | None:
    card = person_card(ws, person)
    row = ws.reader.execute(
        "SELECT p._stamp, k.number FROM person p LEFT JOIN package k ON k.package = p._package "
        "WHERE p.id = ? AND p._deleted = 0",
        (person,),
    ).fetchone()
    if card is None or row is None:
        return None
    owner = author(ws, stamp_device(row[0]))
    return Entry(
        card.person,
        card.place,
        owner.name if owner else "",
        stamp_moment(row[0]),
        row[1],
        card.consent,
        frozenset(one.event for one in card.events),
    )
