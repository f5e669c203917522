"""Editions of the tables: all there is, what the office gives on, and what everybody may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import Enum
from typing import Any, Protocol

from app.model import RECORD_TYPES, Record
from app.model.kinds import Link, Privacy
from app.reports.tables.columns import Column, columns_of
from app.reports.tables.open_edition import OpenTables
from app.storage.connection import Connection
from app.storage.questions.consents import CONTACT, PHOTO, SENSITIVE, Consents, consents
from app.storage.questions.table import Row, Tied, table_rows

_CONTACTS = {"person": ("phone", "email"), "stakeholder": ("contact",)}
"""The fields by which a person can be reached."""


class Edition(Enum):
    """For whom tables are: the office, with names or without, everybody, or who has a reason."""

    OFFICE = "office"
    NAMELESS = "nameless"
    OPEN = "open"
    FULL = "full"


class Tables(Protocol):
    """Tables of one edition, all of one moment of the store."""

    @property
    def unsaid(self) -> int:
        """How many texts were left out of the rows read so far, because they name somebody."""

    def types(self) -> Sequence[type[Record]]:
        """The types it has tables of, parents before what belongs to them."""

    def columns(self, record_type: type[Record]) -> tuple[Column, ...]:
        """The columns of a type, the id first."""

    def rows(self, record_type: type[Record]) -> Iterator[Sequence[Any]]:
        """The rows of a type, a value for each column, as records show them."""


def tables_of(connection: Connection, edition: Edition, today: date) -> Tables:
    """The tables of an edition, as this connection sees the store; give it a snapshot."""
    match edition:
        case Edition.OPEN:
            return OpenTables(connection, consents(connection), today)
        case Edition.OFFICE:
            return _OfficeTables(connection, consents(connection))
        case Edition.NAMELESS:
            return _NamelessTables(connection, consents(connection))
        case Edition.FULL:
            return _FullTables(connection)


class _FullTables:
    """Everything that is not deleted, with its own ids, in the order in which it came."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.unsaid = 0

    def types(self) -> Sequence[type[Record]]:
        return list(RECORD_TYPES.values())

    def columns(self, record_type: type[Record]) -> tuple[Column, ...]:
        return columns_of(record_type)

    def rows(self, record_type: type[Record]) -> Iterator[Row]:
        return table_rows(self._connection, record_type)


class _OfficeTables(_FullTables):
    """The same without those who took their consent back, and without what nobody agreed to."""

    def __init__(self, connection: Connection, agreed: Consents) -> None:
        super().__init__(connection)
        self._consents = agreed
        self._gone = agreed.gone()
        self._tied = Tied(connection, self._gone)

    def rows(self, record_type: type[Record]) -> Iterator[Row]:
        left_out = self._tied.of(record_type)
        mend = self._mender(record_type)
        for row in super().rows(record_type):
            if row[0] not in left_out and (mended := mend(row)):
                yield mended

    def _mender(self, record_type: type[Record]) -> Callable[[Row], Row | None]:
        """What takes out of a row, whose columns these are, what its person did not agree to."""
        at = {column.name: place for place, column in enumerate(self.columns(record_type))}
        people = [
            (at[name], kind)
            for name, kind in record_type.kinds().items()
            if isinstance(kind, Link) and kind.to == "person"
        ]
        if record_type.type_name == "person":
            return self._person_mender(at)
        owner = next((place for place, kind in people if not kind.only_names), None)
        if owner is not None:
            return self._tie_mender(record_type, at, owner)
        personal = _places(record_type, at, Privacy.PERSONAL)
        return lambda row: self._unnamed(row, [place for place, _ in people], personal)

    def _person_mender(self, at: dict[str, int]) -> Callable[[Row], Row]:
        contacts = [at[name] for name in _CONTACTS["person"]]
        sensitive = _places(RECORD_TYPES["person"], at, Privacy.SENSITIVE)

        def mend(row: Row) -> Row:
            if self._consents.has_withdrawn(row[0], CONTACT):
                row = _emptied(row, contacts)
            if not self._consents.has_agreed(row[0], SENSITIVE):
                row = _emptied(row, sensitive)
            return row

        return mend

    def _tie_mender(
        self, record_type: type[Record], at: dict[str, int], owner: int
    ) -> Callable[[Row], Row | None]:
        contacts = [at[name] for name in _CONTACTS.get(record_type.type_name, ())]
        sensitive = _places(record_type, at, Privacy.SENSITIVE)
        kind = at["kind"] if record_type.type_name == "attachment" else 0

        def mend(row: Row) -> Row | None:
            withdrawn = self._consents.withdrawn.get(row[owner])
            if not withdrawn:
                return row
            if PHOTO in withdrawn and kind and row[kind] == "photo":
                return None
            row = _emptied(row, contacts) if CONTACT in withdrawn else row
            return _emptied(row, sensitive) if SENSITIVE in withdrawn else row

        return mend

    def _unnamed(self, row: Row, people: Sequence[int], personal: Sequence[int]) -> Row:
        gone = [place for place in people if row[place] in self._gone]
        return _emptied(row, [*gone, *personal]) if gone else row


class _NamelessTables(_OfficeTables):
    """The office's tables with empty cells where something says who somebody is."""

    def rows(self, record_type: type[Record]) -> Iterator[Row]:
        at = {column.name: place for place, column in enumerate(self.columns(record_type))}
        private = [*_places(record_type, at, Privacy.PERSONAL)]
        private += _places(record_type, at, Privacy.SENSITIVE)
        rows = super().rows(record_type)
        return (_emptied(row, private) for row in rows) if private else rows


def _places(record_type: type[Record], at: dict[str, int], privacy: Privacy) -> list[int]:
    return [at[name] for name, kind in record_type.kinds().items() if kind.privacy is privacy]


def _emptied(row: Row, places: Sequence[int]) -> Row:
    return tuple(None if place in places else value for place, value in enumerate(row))
