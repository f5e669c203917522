"""One person's own data: all that is kept of her, to be handed to her."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from app.errors import AppError
from app.language import Language, mark
from app.model import Person, Record, Registration
from app.model.kinds import Kind, Link
from app.reports.content import Block, Document, Facts, Heading, Paragraph, Voice
from app.reports.words import made_line
from app.storage import Workspace
from app.storage.questions.own_data import OwnData, own_data

Say = Callable[[Kind, Any], Any]
"""Words for a value of a kind: a text, or a list of texts."""
_LATER = ("duplicate_of",)
"""What ties her own entries together and tells nothing more."""


class NoSuchPerson(AppError):
    """Nobody in the register has this id."""


def gathered(workspace: Workspace, person: bytes) -> OwnData:
    """All that is kept of a person; raises `NoSuchPerson`."""
    with workspace.snapshot() as connection:
        own = own_data(connection, person)
    if own is None:
        raise NoSuchPerson(mark("There is no person {id}."), id=person.hex())
    return own


def own_document(workspace: Workspace, language: Language, own: OwnData, say: Say) -> Document:
    """Her data as a paper to read: type by type, every field that says something."""
    people = [record for kind, records in own.records for record in records if kind is Person]
    name = next((one.caption() for one in people if one.id == own.person), "")
    about = language.text("All data kept about one person")
    return Document(
        title=name or language.text("Name not known"),
        language=language.code,
        kicker=about,
        author=workspace.profile.name,
        source=made_line(language, about, workspace.digest()),
        blocks=tuple(_blocks(language, own, say)),
    )


def _blocks(language: Language, own: OwnData, say: Say) -> Iterator[Block]:
    yield Paragraph(
        language.text(
            "This is everything that is kept about you here. You can have it corrected, take your "
            "consent back, or ask that you be forgotten. Names of other people are left out."
        )
    )
    for record_type, records in own.records:
        yield Heading(language.text(record_type.label_plural))
        for number, record in enumerate(records, 1):
            if len(records) > 1:
                yield Heading(f"№ {number}", 2)
            pairs = tuple(_pairs(language, own, record, say))
            yield (
                Facts(pairs)
                if pairs
                else Paragraph(language.text("Nothing is written down here."), Voice.NOTE)
            )


def _pairs(language: Language, own: OwnData, record: Record, say: Say) -> Iterator[tuple[str, str]]:
    for name, kind in record.kinds().items():
        value = getattr(record, name)
        if value in (None, "", ()) or name in _LATER:
            continue
        yield language.text(kind.label), _said(language, own, kind, value, say)


def _said(language: Language, own: OwnData, kind: Kind, value: Any, say: Say) -> str:
    if isinstance(kind, Link) and kind.to == "person":
        return language.text("you") if value in own.entries else language.text("another person")
    if isinstance(kind, Link) and (registration := _registration(own, value)) is not None:
        # a registration has no name of its own: it is told by its event
        kind, value = Registration.kinds()["event"], registration.event
    said = say(kind, value)
    return "; ".join(said) if isinstance(said, (list, tuple)) else str(said)


def _registration(own: OwnData, id: bytes) -> Registration | None:
    known = (one for kind, records in own.records if kind is Registration for one in records)
    return next((one for one in known if isinstance(one, Registration) and one.id == id), None)


def own_facts(own: OwnData, plain: Callable[[object], Any]) -> Mapping[str, object]:
    """Her data for a program: by type the records with all their fields; others are not named."""
    return {
        "person": own.person.hex(),
        "made_on": date.today().isoformat(),
        "records": {
            record_type.type_name: [_facts(own, record, plain) for record in records]
            for record_type, records in own.records
        },
    }


def _facts(own: OwnData, record: Record, plain: Callable[[object], Any]) -> dict[str, object]:
    told: dict[str, object] = {"id": record.id.hex()}
    for name, kind in record.kinds().items():
        value = getattr(record, name)
        is_other = isinstance(kind, Link) and kind.to == "person" and value not in own.entries
        told[name] = None if is_other else plain(value)
    return told


def counted(own: OwnData) -> dict[str, int]:
    """How many records of each type there are."""
    return {record_type.type_name: len(records) for record_type, records in own.records}
