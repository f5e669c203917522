"""Layouts of documents, and what was issued under a number: which layout, which number is next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from app.model import DocumentLayout, IssuedDocument
from app.model.document_layout import UNIT_PLACE, number_said
from app.storage.connection import Connection
from app.storage.reading import by_id, found

if TYPE_CHECKING:
    from app.storage.workspace import Workspace

OFFICE, UNIT = "documents_organisation", "documents_unit"
"""Local settings: the organisation of the notebook, and its unit's part of numbers."""


class Office(NamedTuple):
    """Whose documents are made here, and the unit's part of their numbers."""

    organisation: bytes | None
    unit: str


def office(reader: Connection) -> Office:
    """What this notebook was told of its office."""
    kept = dict(
        reader.execute("SELECT name, value FROM setting WHERE name IN (?, ?)", (OFFICE, UNIT))
    )
    return Office(kept.get(OFFICE) or None, str(kept.get(UNIT) or ""))


def layouts(reader: Connection) -> list[DocumentLayout]:
    """All layouts, the first made first."""
    return found(reader, DocumentLayout, "1", order="id")


def layout_of(reader: Connection, layout: bytes) -> DocumentLayout | None:
    """One layout, unless it is gone."""
    return by_id(reader, DocumentLayout, [layout]).get(layout)


def usual_layout(
    report: str, known: Sequence[DocumentLayout], organisation: bytes | None
) -> DocumentLayout | None:
    """The layout of a kind of document where none was chosen; None: it has none.

    That of one's own organisation comes before one for everybody, and one named for the kind
    before one for all; of two that are equal in this the one made first, so that a copy changes
    nothing.
    """
    meant = [
        one
        for one in known
        if (one.for_all or report in one.documents) and one.organisation in (None, organisation)
    ]
    ranked = sorted(meant, key=lambda one: (one.organisation is None, report not in one.documents))
    return ranked[0] if ranked else None


def numbers_taken(reader: Connection, layout: bytes, unit: str, year: int) -> dict[int, str]:
    """The numbers given in a year, with the title of what bears each."""
    rows = reader.execute(
        "SELECT number, title FROM issued_document WHERE layout = ? AND year = ? "
        "AND coalesce(unit, '') = ? AND _deleted = 0",
        (layout, year, unit),
    )
    return {number: title or "" for number, title in rows}


def next_number(reader: Connection, layout: bytes, unit: str, year: int) -> int:
    """The number after the highest that was given."""
    return max(numbers_taken(reader, layout, unit, year), default=0) + 1


def issued_document(reader: Connection, issued: bytes) -> IssuedDocument | None:
    """One issued document, unless that was taken back."""
    return by_id(reader, IssuedDocument, [issued]).get(issued)


class Issued(NamedTuple):
    """A document that was issued, and whether another bears the same number."""

    document: IssuedDocument
    layout: str
    """The name of its layout."""
    is_twice: bool


_TWICE = (
    "SELECT layout, year, coalesce(unit, ''), number FROM issued_document WHERE _deleted = 0 "
    "GROUP BY layout, year, coalesce(unit, ''), number HAVING count(*) > 1"
)


def issued(ws: Workspace, limit: int = -1) -> list[Issued]:
    """What was issued, the newest first; one number borne by two documents is told of both."""
    with ws.snapshot() as reader:
        twice = set(reader.execute(_TWICE).fetchall())
        documents = found(
            reader, IssuedDocument, "1", order="issued_on DESC, number DESC, id DESC", limit=limit
        )
        named = by_id(reader, DocumentLayout, (one.layout for one in documents))
    return [
        Issued(
            one,
            named[one.layout].name if one.layout in named else "",
            (one.layout, one.year, one.unit, one.number) in twice,
        )
        for one in documents
    ]


def next_shown(reader: Connection, layout: DocumentLayout, year: int) -> str:
    """The number the next document of this layout would bear in a year; nothing is taken."""
    unit = unit_part(reader, layout)
    return number_said(
        layout.number_pattern, next_number(reader, layout.id, unit, year), year, unit
    )


def unit_part(reader: Connection, layout: DocumentLayout) -> str:
    """The unit's part of numbers, where the layout's numbers have one: only then it parts them."""
    return office(reader).unit if UNIT_PLACE in layout.number_pattern else ""
