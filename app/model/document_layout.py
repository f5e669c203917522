"""Layout of documents: letterhead, margins, letters, approval, signatures, numbers.

And the record of what was given out under a number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Any, ClassVar

from app.errors import Problem
from app.language import mark
from app.model.kinds import (
    Choice,
    Day,
    Fault,
    File,
    Items,
    Link,
    LongText,
    Number,
    Text,
    TextList,
    YesNo,
)
from app.model.record import Record, kept

NUMBER, YEAR, UNIT = "number", "year", "unit"
_FILLED_IN = (NUMBER, YEAR, UNIT)
UNIT_PLACE = f"{{{UNIT}}}"
"""Where a pattern has the unit's part of a number."""
ACROSS, DOWN = 210, 297
"""An A4 page, in millimetres."""
LEAST_ACROSS, LEAST_DOWN = 80, 150
"""So much of a page must be left for the text, or an address breaks at every word."""
MARGINS = {"margin_left": 30, "margin_right": 15, "margin_top": 20, "margin_bottom": 20}
"""The white space of a document whose layout says nothing about it, in millimetres."""
MOST_NUMBER = 9_999_999
_SIGNED = mark("One to a line: the office; the name")


def _margin(label: str) -> Any:
    return kept(Number(label=label, least=5, most=100))


@dataclass(frozen=True, kw_only=True)
class DocumentLayout(Record):
    """How documents of some kinds look on paper, in the state language and in Russian."""

    type_name: ClassVar[str] = "document_layout"
    label: ClassVar[str] = mark("Layout of documents")
    label_plural: ClassVar[str] = mark("Layouts of documents")
    goes_down: ClassVar[bool] = True
    searched: ClassVar[tuple[str, ...]] = ("name",)

    name: str = kept(Text(label=mark("Name"), required=True))
    for_all: bool | None = kept(
        YesNo(
            label=mark("For all documents"),
            help=mark("A layout named for a document comes before one for all"),
        )
    )
    documents: tuple[str, ...] = kept(
        Items(
            label=mark("For these documents"),
            of="report",
            help=mark("For none: it is used where it is chosen by hand"),
        )
    )
    organisation: bytes | None = kept(
        Link(
            label=mark("Organisation"),
            to="organisation",
            help=mark("With one: only in its notebooks"),
        )
    )
    letterhead_ky: str = kept(
        LongText(
            label=mark("Letterhead in Kyrgyz"),
            limit=1000,
            help=mark("After an empty line: address and phone, in smaller letters"),
        )
    )
    letterhead_ru: str = kept(LongText(label=mark("Letterhead in Russian"), limit=1000))
    logo: str | None = kept(File(label=mark("Logo")))
    margin_left: float | None = _margin(mark("Left, mm"))
    margin_right: float | None = _margin(mark("Right, mm"))
    margin_top: float | None = _margin(mark("Top, mm"))
    margin_bottom: float | None = _margin(mark("Bottom, mm"))
    face: str | None = kept(Choice(label=mark("Typeface"), enumeration="letter_face"))
    size: float | None = kept(
        Number(label=mark("Size of the letters, pt"), least=8, most=18, decimals=1)
    )
    number_pattern: str = kept(
        Text(
            label=mark("Number of the document"),
            limit=80,
            help=mark("{number} must be in it; {year} and {unit} may be: № {unit}-{number}/{year}"),
        )
    )
    has_approval: bool | None = kept(YesNo(label=mark("Block of approval")))
    approval_ky: str = kept(LongText(label=mark("Who approves, in Kyrgyz"), limit=500))
    approval_ru: str = kept(LongText(label=mark("Who approves, in Russian"), limit=500))
    approval_name: str = kept(Text(label=mark("Name of who approves"), is_internal=True))
    signatures_ky: tuple[str, ...] = kept(
        TextList(label=mark("Who signs, in Kyrgyz"), limit=2000, help=_SIGNED, is_internal=True)
    )
    signatures_ru: tuple[str, ...] = kept(
        TextList(label=mark("Who signs, in Russian"), limit=2000, help=_SIGNED, is_internal=True)
    )
    footer: str = kept(Text(label=mark("Line at the foot of each page"), limit=300))
    numbers_annexes: bool | None = kept(
        YesNo(label=mark("Annexes are numbered"), help=mark("Not said: they are"))
    )

    @classmethod
    def rules(cls, values: Mapping[str, Any]) -> Iterator[Problem]:
        yield from _rooms(values)
        fault = pattern_fault(values["number_pattern"])
        if fault:
            yield Problem("number_pattern", fault.text, fault.values)


def _rooms(values: Mapping[str, Any]) -> Iterator[Problem]:
    white = {name: values[name] or usual for name, usual in MARGINS.items()}
    if ACROSS - white["margin_left"] - white["margin_right"] < LEAST_ACROSS:
        most = ACROSS - LEAST_ACROSS
        text = mark("Left and right together at most {most} mm, or no room is left for the text")
        yield Problem("margin_right", text, {"most": most})
    if DOWN - white["margin_top"] - white["margin_bottom"] < LEAST_DOWN:
        most = DOWN - LEAST_DOWN
        text = mark("Top and bottom together at most {most} mm, or no room is left for the text")
        yield Problem("margin_bottom", text, {"most": most})


def pattern_fault(pattern: str) -> Fault | None:
    """Why numbers cannot be made by this pattern; None when they can, or none are wanted."""
    if not pattern:
        return None
    try:
        said = [
            (name, f"{how or ''}{turned or ''}")
            for _, name, how, turned in Formatter().parse(pattern)
            if name is not None
        ]
    except ValueError:
        return Fault(mark("A bracket has no other half"))
    unknown = [name for name, how in said if name not in _FILLED_IN or how]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in _FILLED_IN)
        return Fault(
            mark("Nothing is known to put for {place}. There are {known}"),
            {"place": f"{{{unknown[0]}}}", "known": known},
        )
    if NUMBER not in dict(said):
        return Fault(mark("Without {place} all documents would bear one number"), _PLACE_OF_NUMBER)
    return None


_PLACE_OF_NUMBER = {"place": f"{{{NUMBER}}}"}


def number_said(pattern: str, number: int | str, year: int, unit: str) -> str:
    """The number as the document bears it; by a pattern that is no good, plainly.

    A number that is not given yet may be a blank.
    """
    if not pattern or pattern_fault(pattern):
        return f"№ {number}"
    return pattern.format(number=number, year=year, unit=unit)


def signatures(lines: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Who signs: the office and the name, which stands behind the last semicolon."""
    return tuple(_signed(line) for line in lines)


def _signed(line: str) -> tuple[str, str]:
    office, sign, name = line.rpartition(";")
    return (office.strip(), name.strip()) if sign else (line.strip(), "")


@dataclass(frozen=True, kw_only=True)
class IssuedDocument(Record):
    """A document that was given out: what it was, its number and its day.

    Each has an id of its own, so that two devices which took one number keep both documents, and
    it is seen that they bear the same.
    """

    type_name: ClassVar[str] = "issued_document"
    label: ClassVar[str] = mark("Issued document")
    label_plural: ClassVar[str] = mark("Issued documents")
    searched: ClassVar[tuple[str, ...]] = ("shown", "title")

    layout: bytes | None = kept(Link(label=mark("Layout of documents"), to="document_layout"))
    report: str = kept(Text(label=mark("Kind of document"), required=True, limit=60))
    title: str = kept(Text(label=mark("Title"), limit=1000))
    unit: str = kept(Text(label=mark("Part of the unit"), limit=40))
    year: int | None = kept(Number(label=mark("Year"), least=1990, most=2200, required=True))
    number: int | None = kept(
        Number(label=mark("Number"), least=1, most=MOST_NUMBER, required=True)
    )
    shown: str = kept(Text(label=mark("Number of the document"), limit=200, required=True))
    issued_on: date | None = kept(Day(label=mark("Issued on"), required=True))
