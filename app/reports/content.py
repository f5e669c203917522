"""Content: what a report says, as plain data, before anything is drawn.

A gatherer turns rows into a `Document`; a drawer turns the document into a file. Every text is
already worded in the report's language, so a drawer never translates, counts or looks anything up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from app.reports.official import ApprovalBlock, Letterhead, NumberLine, letterhead_lines
from app.reports.paper import Asked, Blanks, Pick, paper_texts
from app.reports.remark import Remark


class Mark(Enum):
    """A sign that is drawn, since the letters of the documents do not have it."""

    TICK = "[x]"
    BOX = "[ ]"
    DASH = "–"


class Align(Enum):
    """Where a cell's text stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Shade(Enum):
    """What a part of a bar stands for; the drawer knows the colour, and hatches the unknown."""

    WOMEN = "women"
    MEN = "men"
    UNKNOWN = "unknown"
    ANSWER = "answer"
    STEP_1 = "step_1"
    STEP_2 = "step_2"
    STEP_3 = "step_3"
    STEP_4 = "step_4"
    STEP_5 = "step_5"


@dataclass(frozen=True, slots=True)
class Margins:
    """White space around an upright page, in millimetres; a lying page has them turned."""

    left: float = 30
    right: float = 15
    top: float = 20
    bottom: float = 20

    def turned(self) -> Margins:
        """The margins of a page that lies: its binding edge is then at the top."""
        return Margins(left=self.bottom, right=self.top, top=self.left, bottom=self.right)


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part; the documents' outline is made of these."""

    text: str
    level: int = 1
    note: str = ""
    """A line below it that stays with it."""
    unnumbered: str = ""
    """What the heading of an annex says where annexes are not numbered."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: the headings of the document down to a level, with their pages."""

    title: str
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a certificate says in one language: what it is, and what the named person did."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate, which fills a lying page: the original first, other languages beside it."""

    voices: tuple[Confirmed, ...]
    name: str
    office: str = ""
    """Who gives it."""
    signatures: tuple[tuple[str, str], ...] = ()
    """Who signs: the office or role, and the name."""
    number: str = ""
    logo: bytes = b""


def certificate_lines(certificate: Certificate) -> tuple[str, ...]:
    """What a certificate says, line by line."""
    signed = (text for pair in certificate.signatures for text in pair)
    titles = dict.fromkeys(voice.title for voice in certificate.voices)
    said = (voice.text for voice in certificate.voices)
    lines = (certificate.office, *titles, certificate.name, *said, *signed, certificate.number)
    return tuple(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class Cover:
    """The title page of a document of many pages, in place of its title; the rest begins a new one.

    `office` gives the document, `title` is what it is, `subtitle` what of, and `pairs` are labels
    with what is known about each.
    """

    office: tuple[str, ...]
    title: str
    subtitle: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


class Voice(Enum):
    """How a paragraph is said."""

    BODY = "body"
    NOTE = "note"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a line feed begins a new line."""

    text: str
    voice: Voice = Voice.BODY


@dataclass(frozen=True, slots=True)
class Points:
    """A list of short texts, numbered or not."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with what is known about each."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that says more than one plain text: a note below it, emphasis, or a value."""

    text: str
    note: str = ""
    strong: bool = False
    value: float | date | None = None
    """The number or day the text says, for drawers whose cells have types (a sheet of Excel)."""


Entry = str | Cell | Mark | Pick
"""What stands in one place of a table."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: neighbours with the same `group` stand under one common caption."""

    header: Entry
    weight: float = 1.0
    align: Align = Align.LEFT
    group: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headers that are repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Entry, ...], ...]
    totals: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()
    boxed: bool = False
    """Whether every cell has its frame, as a form to be filled by hand needs."""
    row_height: float = 0
    """The least height of a row in millimetres, for what is written by hand."""


class Shown(Enum):
    """What a caption stands above: each kind is counted by itself."""

    TABLE = "table"
    CHART = "chart"


@dataclass(frozen=True, slots=True)
class Caption:
    """What the table or chart below it shows; `captions` counts them through a document."""

    text: str
    of: Shown = Shown.TABLE
    number: int = 0
    said: str = ""
    """The text with its number, as it stands on paper: Table 3. Participants: sex."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar: how much, and how that is said."""

    shade: Shade
    value: float
    text: str
    short: str = ""
    """What is said instead where the stretch is too short for the text."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart with the line that stands at its end."""

    label: str
    parts: tuple[Part, ...]
    remark: str = ""
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class BarChart:
    """Lying bars. `is_share` stretches each to the whole width, the unknown set apart from it."""

    bars: tuple[Bar, ...]
    legend: tuple[tuple[Shade, str], ...] = ()
    is_share: bool = False
    marks: tuple[tuple[float, str], ...] = ()
    """Shares of the width (0 to 1) that are marked across all bars, with their words."""
    notes: tuple[str, ...] = ()


MAP_STEPS = 5
"""In how many steps of colour a map can be drawn."""


@dataclass(frozen=True, slots=True)
class MapPlace:
    """An oblast or city on a map, and how much is said of it."""

    code: str
    name: str
    label: str
    """The name as short as a map needs it."""
    text: str
    value: float | None = None
    """What the text says; None where it is nothing or not told."""
    step: int | None = None
    """Which words of the legend hold for it; None for none of them."""


@dataclass(frozen=True, slots=True)
class MapChart:
    """The map of the oblasts: the more, the darker, and each number written where it belongs."""

    places: tuple[MapPlace, ...]
    legend: tuple[str, ...]
    """What each step stands for, the least first; at most MAP_STEPS."""
    headers: tuple[str, str]
    """What the places and their numbers are called in a table."""
    notes: tuple[str, ...] = ()

    def tone(self, step: int) -> int:
        """The colour of a step, from 0 to MAP_STEPS - 1: few steps are far apart."""
        last = len(self.legend) - 1
        return round(step * (MAP_STEPS - 1) / last) if last else MAP_STEPS // 2


@dataclass(frozen=True, slots=True)
class PyramidRow:
    """One line of a pyramid; a side that is not told is None."""

    label: str
    left: Part | None
    right: Part | None
    apart: Part | None = None
    """Of whom the side is not known."""


@dataclass(frozen=True, slots=True)
class Pyramid:
    """Two sides back to back, line by line, the longest of all as long as there is room."""

    rows: tuple[PyramidRow, ...]
    legend: tuple[tuple[Shade, str], ...]
    """The words for the left side, the right side and, where there is one, what stands apart."""
    header: str
    """What the lines are."""
    notes: tuple[str, ...] = ()

    @property
    def longest(self) -> float:
        """The longest bar of all."""
        parts = [part for row in self.rows for part in (row.left, row.right, row.apart)]
        return max((part.value for part in parts if part is not None), default=0.0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it was stored (JPEG, PNG or WebP bytes) and what it shows."""

    data: bytes
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Photos, two beside each other."""

    items: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page, which lies or stands."""

    landscape: bool = False


@dataclass(frozen=True, slots=True)
class SignatureLines:
    """Who signs at the end: the office or role, a line to sign on, the name."""

    lines: tuple[tuple[str, str], ...]


Chart = BarChart | MapChart | Pyramid
"""What is drawn of numbers."""
Block = (
    Heading
    | Paragraph
    | Points
    | Facts
    | Table
    | Chart
    | Pictures
    | PageBreak
    | SignatureLines
    | ApprovalBlock
    | Blanks
    | Asked
    | Contents
    | Certificate
    | Caption
    | Cover
    | Letterhead
    | NumberLine
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report: what it is called, in which language, and its blocks in order."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    kicker: str = ""
    """What kind of paper it is, said above the title."""
    author: str = ""
    subject: str = ""
    source: str = ""
    """The line "filter · date · data version", at the foot of every page."""
    standing: tuple[str, ...] = ()
    """What must be read on every page, above its foot."""
    landscape: bool = False
    margins: Margins = Margins()
    face: str = ""
    """The face of its letters, `sans` or `serif`; without one that of the drawer."""
    size: float = 0
    """The size of its text in points; nought: that of the drawer."""
    footer: str = ""
    """A line of its office at the foot of every page."""
    is_bare: bool = False
    """Whether its pages speak for themselves, without title above and source below."""
    remarks: tuple[Remark, ...] = ()
    """What is told to whoever makes it and stands on no page."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A heading as the contents name it: its place among all headings, its level, its words."""

    number: int
    level: int
    text: str


def listed(document: Document, depth: int) -> list[Listed]:
    """The headings a table of contents down to this level names, in their order."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    return [
        Listed(number, heading.level, heading.text)
        for number, heading in enumerate(headings, 1)
        if heading.level <= depth
    ]


def texts(document: Document) -> Iterator[str]:
    """Every text of a document in reading order, for searching it and for checks."""
    titles = () if has_cover(document) else (document.kicker, document.title)
    yield from filter(None, (*titles, *document.standing, document.footer, document.source))
    for block in document.blocks:
        yield from filter(None, _TEXTS[type(block)](block))


def has_cover(document: Document) -> bool:
    """Whether a title page says what the document is, so that no title stands above its text."""
    return any(isinstance(block, Cover) for block in document.blocks)


def cover_lines(cover: Cover) -> Iterator[str]:
    """What a title page says, line by line."""
    yield from (*cover.office, cover.title, *cover.subtitle)
    yield from (text for pair in cover.pairs for text in pair)


def _table_texts(table: Table) -> Iterator[str]:
    for column in table.columns:
        yield column.group
        yield from entry_texts(column.header)
    for row in (*table.rows, table.totals):
        for entry in row:
            yield from entry_texts(entry)
    yield from table.notes


def _chart_texts(chart: Chart) -> Iterator[str]:
    match chart:
        case BarChart(bars=bars):
            yield from (word for _, word in (*chart.legend, *chart.marks))
            for bar in bars:
                yield from (bar.label, *(part.text for part in bar.parts), bar.remark)
        case MapChart(places=places):
            yield from (*chart.headers, *chart.legend)
            yield from (said for place in places for said in (place.name, place.text))
        case Pyramid(rows=rows):
            yield from (chart.header, *(word for _, word in chart.legend))
            for row in rows:
                sides = (row.left, row.right, row.apart)
                yield from (row.label, *(side.text for side in sides if side is not None))
    yield from chart.notes


def entry_texts(entry: Entry) -> tuple[str, ...]:
    """What a cell says, in words or drawn."""
    if isinstance(entry, Mark):
        return (entry.value,)
    if isinstance(entry, Pick):
        return (f"[{entry.number}]" if entry.is_one_of_many else f"({entry.number})",)
    return (entry.text, entry.note) if isinstance(entry, Cell) else (entry,)


def _pair_texts(block: Facts | SignatureLines) -> Iterator[str]:
    pairs = block.pairs if isinstance(block, Facts) else block.lines
    yield from (text for pair in pairs for text in pair)


_TEXTS: Mapping[type, Callable[[Any], Iterable[str]]] = {
    Heading: lambda heading: (heading.text, heading.note),
    Paragraph: lambda paragraph: (paragraph.text,),
    Points: lambda points: points.items,
    Facts: _pair_texts,
    SignatureLines: _pair_texts,
    Table: _table_texts,
    BarChart: _chart_texts,
    MapChart: _chart_texts,
    Pyramid: _chart_texts,
    Pictures: lambda pictures: (picture.caption for picture in pictures.items),
    PageBreak: lambda _: (),
    ApprovalBlock: lambda approval: (approval.word, *approval.lines),
    Blanks: paper_texts,
    Asked: paper_texts,
    Contents: lambda contents: (contents.title,),
    Certificate: certificate_lines,
    Letterhead: letterhead_lines,
    NumberLine: lambda line: (line.number, line.day),
    Caption: lambda caption: (caption.said or caption.text,),
    Cover: cover_lines,
}
"""What each kind of block says."""
