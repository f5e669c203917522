"""The columns of a table: the id, then the fields of the declaration."""

from __future__ import annotations

from dataclasses import dataclass

from app.language import Language, mark
from app.model import Record
from app.model.kinds import Kind, Link

ID = "id"


@dataclass(frozen=True)
class Column:
    """One column: the field's name and kind; the id is a link of the record to itself."""

    name: str
    kind: Kind


def columns_of(record_type: type[Record]) -> tuple[Column, ...]:
    """All columns a table of this type can have, the id first."""
    own = Link(label=mark("Id"), to=record_type.type_name, required=True)
    fields = (Column(name, kind) for name, kind in record_type.kinds().items())
    return (Column(ID, own), *fields)


def headings(language: Language, columns: tuple[Column, ...]) -> list[str]:
    """The labels of columns; two fields with one label keep their own names beside it."""
    said = [ID if column.name == ID else language.text(column.kind.label) for column in columns]
    return [
        heading if said.count(heading) == 1 else f"{heading} ({column.name})"
        for heading, column in zip(said, columns, strict=True)
    ]
