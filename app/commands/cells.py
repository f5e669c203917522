"""Values of records in tables: as programs read them, and as people do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.language import Language
from app.model import ENUMERATIONS, Territory
from app.model.kinds import (
    Choice,
    Choices,
    Day,
    Document,
    File,
    Items,
    Kind,
    Link,
    LongText,
    Number,
    Text,
    TextList,
    Time,
    Year,
    YesNo,
)
from app.model.kinds import Territory as Place
from app.storage.questions.table import Linked

LIST_SEPARATOR = "; "
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Plain = str | int | float | bool | list[str] | None


def plain(value: object) -> Plain:
    """A value as JSON has it: ids in hexadecimal, days as 2026-12-31, lists as lists."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return value.hex()
        case date():
            return value.isoformat()
        case tuple():
            return [str(part) for part in value]
        case _:
            raise TypeError(type(value).__name__)


def cell(value: Plain) -> str | int | float:
    """A value as a cell of CSV; no text of it is read as a formula by the program that opens it."""
    match value:
        case None:
            return ""
        case bool():
            return int(value)
        case list():
            return harmless(LIST_SEPARATOR.join(value))
        case str():
            return harmless(value)
        case _:
            return value


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would read a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


@dataclass(frozen=True)
class Labels:
    """Says values in a language: labels for codes, names for places and linked records."""

    language: Language
    linked: Linked
    has_names: bool = True
    """Whether people who are linked to are named."""

    def value(self, kind: Kind, value: Any) -> Plain:
        """A value as a reader of this language expects it; empty stays empty."""
        return SAID[type(kind)](self, kind, value) if value not in (None, "", ()) else None

    def place(self, code: str) -> str:
        """The name of a place; its code when it is not known."""
        place = self.linked("territory", Territory.id_for({"code": code}))
        return self.language.label(place.names()) if isinstance(place, Territory) else code


def _term(labels: Labels, kind: Any, code: str) -> str:
    term = ENUMERATIONS[kind.enumeration].get(code)
    return labels.language.label(term.labels) if term else code


def _terms(labels: Labels, kind: Any, codes: tuple[str, ...]) -> Plain:
    return [_term(labels, kind, code) for code in codes]


def _yes_no(labels: Labels, _: Kind, value: bool) -> Plain:
    return labels.language.text("yes") if value else labels.language.text("no")


def _link(labels: Labels, kind: Any, value: bytes) -> Plain:
    if kind.to == "person" and not labels.has_names:
        return str(value.hex())
    record = labels.linked(kind.to, value)
    return (record.caption() if record else "") or value.hex()


def _place(labels: Labels, _: Kind, code: str) -> Plain:
    return labels.place(code)


def _items(labels: Labels, kind: Any, codes: tuple[str, ...]) -> Plain:
    return [labels.place(code) if kind.of == "territory" else code for code in codes]


def _day(labels: Labels, _: Kind, value: date) -> Plain:
    return labels.language.day(value)


def _as_it_is(_: Labels, __: Kind, value: object) -> Plain:
    return plain(value)


SAID: Mapping[type[Kind], Callable[[Labels, Any, Any], Plain]] = {
    Text: _as_it_is,
    LongText: _as_it_is,
    Document: _as_it_is,
    TextList: _as_it_is,
    Number: _as_it_is,
    Year: _as_it_is,
    Day: _day,
    Time: _as_it_is,
    Choice: _term,
    Choices: _terms,
    YesNo: _yes_no,
    Link: _link,
    Place: _place,
    Items: _items,
    File: _as_it_is,
}
"""How each kind of value is said."""
