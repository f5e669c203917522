"""The kinds of field. A record type is declared by them, and everything else follows from that.

Each kind knows how a value is cleaned when typed, checked, and held in a column. What a form, a
table or a report makes of a kind is theirs: each has one map from kind to its own thing.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, ClassVar

from app.language import mark
from app.model.change import Stored
from app.model.enumerations import ENUMERATIONS
from app.model.ids import ID_SIZE

LIST_SEPARATOR = "\n"


class Privacy(Enum):
    """Who may see a field: anyone, the office, or only whom the person agreed to."""

    PUBLIC = "public"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a value is refused: a marked text and its placeholders."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A field of a record: its label, whether it must be given, and who may see it."""

    label: str
    help: str = ""
    required: bool = False
    privacy: Privacy = Privacy.PUBLIC
    is_internal: bool = False
    """Whether it is the office's own remark or address: it tells of no person, but open data, which
    are for everybody, leave it out."""

    column: ClassVar[str] = "TEXT"
    empty: ClassVar[object] = None
    stored_as: ClassVar[tuple[type, ...]] = (str,)

    def clean(self, value: object) -> object:
        """The value as it is kept: what a person typed, without what she did not mean."""
        return value

    def fault(self, value: object) -> Fault | None:  # noqa: ARG002 - for subclasses
        """Why a cleaned, non-empty value is refused; None when it is good."""
        return None

    def dump(self, value: object) -> Stored:
        """The value as a column holds it (empty is NULL); a stored form passes unchanged."""
        return None if value is None or value == self.empty else value  # type: ignore[return-value]

    def load(self, stored: Stored) -> Any:
        """The value a record shows for what a column holds; never raises."""
        return self.empty if stored is None else stored

    def accepts(self, stored: object) -> bool:
        """Whether a value out of a package has the right form for the column."""
        return stored is None or (
            isinstance(stored, self.stored_as) and not isinstance(stored, bool)
        )


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
"""Characters that are never meant in a name or a note: controls, and what turns text around."""


def clean_text(value: object, *, lines: bool) -> str:
    """Text in the composed form, without control characters, spaces at the ends or doubled."""
    if value is None:
        return ""
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
    text = _CONTROL.sub("", text)
    if lines:
        return "\n".join(line.rstrip() for line in text.split("\n")).strip()
    return " ".join(text.split())


@dataclass(frozen=True, kw_only=True)
class Text(Kind):
    """One line of text."""

    limit: int = 200
    empty: ClassVar[object] = ""
    lines: ClassVar[bool] = False

    def clean(self, value: object) -> str:
        return clean_text(value, lines=self.lines)

    def fault(self, value: object) -> Fault | None:
        if len(str(value)) > self.limit:
            return Fault(
                mark("At most {limit} characters; shorten the text"), {"limit": self.limit}
            )
        return None

    def load(self, stored: Stored) -> str:
        return "" if stored is None else str(stored)


@dataclass(frozen=True, kw_only=True)
class LongText(Text):
    """Text of several lines."""

    limit: int = 20_000
    lines: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class Document(Kind):
    """An XML document, kept letter by letter; it fits into a line of a package."""

    limit: int = 400_000
    empty: ClassVar[object] = ""

    def clean(self, value: object) -> str:
        return "" if value is None else str(value).encode("utf-8", "replace").decode()

    def fault(self, value: object) -> Fault | None:
        if len(str(value)) > self.limit:
            return Fault(
                mark("The answers are too long to be kept: {size} of {limit} characters"),
                {"size": len(str(value)), "limit": self.limit},
            )
        return None

    def load(self, stored: Stored) -> str:
        return "" if stored is None else str(stored)


@dataclass(frozen=True, kw_only=True)
class TextList(Kind):
    """Several short texts in an order, one to a line."""

    limit: int = 20_000
    empty: ClassVar[object] = ()

    def clean(self, value: object) -> tuple[str, ...]:
        parts = value.split(LIST_SEPARATOR) if isinstance(value, str) else value
        cleaned = (clean_text(part, lines=False) for part in parts or ())  # type: ignore[attr-defined]
        return tuple(part for part in cleaned if part)

    def fault(self, value: object) -> Fault | None:
        size = len(str(self.dump(value)))
        if size > self.limit:
            return Fault(
                mark("At most {limit} characters; shorten the text"), {"limit": self.limit}
            )
        return None

    def dump(self, value: object) -> Stored:
        if isinstance(value, str) or not value:
            return value or None  # type: ignore[return-value]
        return LIST_SEPARATOR.join(value)  # type: ignore[arg-type]

    def load(self, stored: Stored) -> tuple[str, ...]:
        return tuple(part for part in str(stored).split(LIST_SEPARATOR) if part) if stored else ()


@dataclass(frozen=True, kw_only=True)
class Number(Kind):
    """A number between two bounds, with so many decimals."""

    least: int = 0
    most: int = 1_000_000_000
    decimals: int = 0
    among: tuple[str, ...] = ()
    """Of a place in an order: what those share who stand in it. The number itself says nothing."""
    column: ClassVar[str] = "INTEGER"
    stored_as: ClassVar[tuple[type, ...]] = (int, float)

    def clean(self, value: object) -> object:
        if not isinstance(value, str):
            return value
        plain = re.sub(r"[\s\u202f\u00a0]", "", value).replace(",", ".")
        if not plain:
            return None
        try:
            return float(plain) if self.decimals and "." in plain else int(plain)
        except ValueError:
            return value

    def fault(self, value: object) -> Fault | None:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return Fault(mark("Write a number"))
        if not self.least <= value <= self.most:
            bounds = {"least": self.least, "most": self.most}
            return Fault(mark("Write a number from {least} to {most}"), bounds)
        return None

    def accepts(self, stored: object) -> bool:
        return super().accepts(stored) and (
            stored is None or abs(stored) <= 2**53  # type: ignore[arg-type]
        )


def is_place(kind: Kind | None) -> bool:
    """Whether a field says where its record stands among others."""
    return isinstance(kind, Number) and bool(kind.among)


@dataclass(frozen=True, kw_only=True)
class Year(Number):
    """A calendar year that is not in the future."""

    least: int = 1900

    def fault(self, value: object) -> Fault | None:
        this_year = date.today().year
        if isinstance(value, int) and not self.least <= value <= this_year:
            bounds = {"least": self.least, "most": this_year}
            return Fault(mark("Write a year from {least} to {most}"), bounds)
        return super().fault(value)


@dataclass(frozen=True, kw_only=True)
class Day(Kind):
    """A calendar day."""

    def clean(self, value: object) -> object:
        return parse_day(value) if isinstance(value, str) else value

    def fault(self, value: object) -> Fault | None:
        if not isinstance(value, date):
            return Fault(mark("Write a day as 31.12.2026"))
        if not 1900 <= value.year <= 2100:
            bounds = {"least": 1900, "most": 2100}
            return Fault(mark("Write a year from {least} to {most}"), bounds)
        return None

    def dump(self, value: object) -> Stored:
        return value.isoformat() if isinstance(value, date) else (str(value) if value else None)

    def load(self, stored: Stored) -> date | None:
        parsed = parse_day(str(stored)) if stored else None
        return parsed if isinstance(parsed, date) else None


def parse_day(text: str) -> date | str | None:
    """A typed day: 31.12.2026, 31.12.26, 31/12/2026 or 2026-12-31; else the text itself."""
    plain = text.strip()
    if not plain:
        return None
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain)
    if found:
        year, month, day = (int(part) for part in found.groups())
    else:
        found = re.fullmatch(r"(\d{1,2})[.,/ -](\d{1,2})[.,/ -](\d{2}|\d{4})", plain)
        if not found:
            return text
        day, month, year = (int(part) for part in found.groups())
        year += 2000 if year < 100 else 0
    try:
        return date(year, month, day)
    except ValueError:
        return text


@dataclass(frozen=True, kw_only=True)
class Time(Kind):
    """A time of day, "HH:MM"."""

    def clean(self, value: object) -> object:
        return parse_time(value) if isinstance(value, str) else value

    def fault(self, value: object) -> Fault | None:
        if not isinstance(value, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
            return Fault(mark("Write a time as 09:30"))
        return None


def parse_time(text: str) -> str | None:
    """A typed time (9, 930, 9.30, 9:30, 9-30) as "09:30"; the text itself if it is none."""
    plain = text.strip()
    if not plain:
        return None
    found = re.fullmatch(r"(\d{1,2})(?:[.:,\- ]?(\d{2}))?", plain)
    if not found:
        return text
    hour, minute = int(found[1]), int(found[2] or 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else text


@dataclass(frozen=True, kw_only=True)
class Choice(Kind):
    """One code of an enumeration."""

    enumeration: str

    def fault(self, value: object) -> Fault | None:
        return (
            None if value in ENUMERATIONS[self.enumeration] else Fault(mark("Choose from the list"))
        )


@dataclass(frozen=True, kw_only=True)
class Choices(TextList):
    """Any number of codes of an enumeration."""

    enumeration: str

    def fault(self, value: object) -> Fault | None:
        terms = ENUMERATIONS[self.enumeration]
        known = all(code in terms for code in value)  # type: ignore[attr-defined]
        return None if known else Fault(mark("Choose from the list"))


@dataclass(frozen=True, kw_only=True)
class YesNo(Kind):
    """Yes, no, or not said."""

    column: ClassVar[str] = "INTEGER"
    stored_as: ClassVar[tuple[type, ...]] = (int,)

    def dump(self, value: object) -> Stored:
        return None if value is None else int(bool(value))

    def load(self, stored: Stored) -> bool | None:
        return None if stored is None else bool(stored)


NO_RECORD = "-"
"""What is said instead of a record to want none at all."""


@dataclass(frozen=True, kw_only=True)
class Link(Kind):
    """Another record, by its id."""

    to: str
    none: str = ""
    """The marked words for wanting none at all, where leaving it empty means another thing."""
    only_names: bool = False
    """Whether the person linked to is only named here: parts of the record tell nothing of her."""
    column: ClassVar[str] = "BLOB"
    stored_as: ClassVar[tuple[type, ...]] = (bytes,)

    def fault(self, value: object) -> Fault | None:
        good = isinstance(value, bytes) and len(value) == ID_SIZE
        is_none = bool(self.none) and value == NO_RECORD
        return None if good or is_none else Fault(mark("Choose from the list"))


@dataclass(frozen=True, kw_only=True)
class Territory(Kind):
    """A place, by the code of the official classifier (SOATE, ISO 3166-2 abroad)."""

    def fault(self, value: object) -> Fault | None:
        good = isinstance(value, str) and re.fullmatch(r"[A-Z0-9-]{2,20}", value)
        return None if good else Fault(mark("Choose a place from the list"))


@dataclass(frozen=True, kw_only=True)
class Items(TextList):
    """Records that have stable codes of their own (framework items, territories), by code."""

    of: str


@dataclass(frozen=True, kw_only=True)
class File(Kind):
    """The content of an attachment, by its SHA-256 in hexadecimal."""

    def fault(self, value: object) -> Fault | None:
        good = isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value)
        return None if good else Fault(mark("Choose a file"))


KINDS: tuple[type[Kind], ...] = (
    Text,
    LongText,
    Document,
    TextList,
    Number,
    Year,
    Day,
    Time,
    Choice,
    Choices,
    YesNo,
    Link,
    Territory,
    Items,
    File,
)
"""Every kind there is: whoever maps kinds to things of its own must have one for each."""
