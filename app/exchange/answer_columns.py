"""Which column of a table is which question, as ODK, KoboToolbox and Depter head them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.storage.forms import ReadForm
from app.surveys.tables import Column

MANY = frozenset({"select_multiple", "rank"})
_PARTS = re.compile(r"[/:-]")
_ID = ("key", "meta/instanceid", "instanceid", "_uuid")
_PARENT = ("parent_key", "_submission__uuid", "_parent_index")
_VERSION = ("_version", "formversion", "__version__")
_DAY = ("_collected_on", "submissiondate", "_submission_time")
_FACTS = {
    "_territory": "territory",
    "_event": "event",
    "_group": "group_name",
    "_round": "round",
    "_person": "person",
    "_code": "code",
}
_PASSED_BY = re.compile(
    r"_?_?(id|uuid|index|status|notes|tags|validation_status|submission_time|submitted_by|version|"
    r"xform_id_string|attachments|geolocation|bamboo_dataset_id|submission__.*|parent_index|"
    r"parent_table_name|territory_name|event_title|person_name|source|duration|media_all_received|"
    r"media_count|total_media|review_state|reviewstate|deviceid|edits|formversion|submitterid|"
    r"submittername|attachmentspresent|attachmentsexpected|status|submissiondate|key|parent_key|"
    r"instanceid|instancename|rootuuid|deprecatedid|formhub/uuid|hxl|set-of-.*|caseid|"
    r"completiondate|isvalidated|validationstatus|username|simid|devicephonenum)",
    re.IGNORECASE,
)
_POINT = ("latitude", "longitude", "altitude", "accuracy", "precision")


class Parted(NamedTuple):
    """A column of one choice, or of one number of a place on the map."""

    at: int
    path: str
    part: str


@dataclass
class Columns:
    """The columns of a table by what they are; each is its place from 0."""

    answers: dict[int, Column] = field(default_factory=dict)
    choices: list[Parted] = field(default_factory=list)
    points: list[Parted] = field(default_factory=list)
    facts: dict[int, str] = field(default_factory=dict)
    ids: list[int] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    index: int = -1
    """Kobo's own number of the row, to which the rows of repeats point."""
    parent_index: int = -1
    parent_table: int = -1
    unknown: list[int] = field(default_factory=list)

    @property
    def recognised(self) -> int:
        """How many columns are questions."""
        return len(self.answers) + len(self.choices) + len(self.points)

    @property
    def paths(self) -> frozenset[str]:
        """The questions the table speaks of."""
        parted = {each.path for each in (*self.choices, *self.points)}
        return frozenset({column.path for column in self.answers.values()} | parted)

    @property
    def is_repeat(self) -> bool:
        """Whether its rows belong to rows of another table."""
        return bool(self.parents) or self.parent_index >= 0


def plain_heading(text: object) -> str:
    """A heading as it is compared: `house-water`, `house:water` and `house/water` are one."""
    return _PARTS.sub("/", str(text).strip().removeprefix("'"))


class Questions:
    """The questions of a form by every heading programs give them."""

    def __init__(self, read: ReadForm) -> None:
        self._read = read
        self._exact: dict[str, Column] = {}
        self._named: dict[str, Column] = {}
        self._short: dict[str, list[Column]] = {}
        for column in read.layout.columns:
            path = column.path.split("/", 2)[-1]
            self._exact[path] = column
            self._named.setdefault(plain_heading(path), column)
            self._short.setdefault(plain_heading(path.rpartition("/")[2]), []).append(column)

    def columns(self, headings: Sequence[object]) -> Columns:
        """What the columns of a table are."""
        found = Columns()
        for at, heading in enumerate(headings):
            if heading is not None and str(heading).strip():
                self._take(found, at, str(heading).strip())
        seen = {column.path for column in found.answers.values()}
        found.points = [each for each in found.points if each.path not in seen]
        return found

    def _take(self, found: Columns, at: int, heading: str) -> None:
        column = self._column(heading)
        if column is not None and not _is_identity(column.path):
            found.answers[at] = column
        elif (parted := self._parted(heading, at)) is not None:
            kind = self._read.form.question(parted.path).kind
            (found.points if kind == "geopoint" else found.choices).append(parted)
        elif not _take_noted(found, at, heading.casefold().replace("meta-", "meta/")):
            found.unknown.append(at)

    def _column(self, heading: str) -> Column | None:
        if heading in self._exact:
            return self._exact[heading]
        name = plain_heading(heading)
        short = self._short.get(name, [])
        return self._named.get(name) or (short[0] if len(short) == 1 else None)

    def _parted(self, heading: str, at: int) -> Parted | None:
        """A column `needs/road` of the question `needs`, or `place-Latitude` of `place`."""
        for sign in ("/", "-", ":"):
            stem, found, part = heading.rpartition(sign)
            column = self._column(stem) if found else None
            if column is None:
                continue
            if column.kind == "geopoint" and part.casefold() in _POINT:
                return Parted(at, column.path, part.casefold())
            if column.kind in MANY and part in self._codes(column):
                return Parted(at, column.path, part)
        return None

    def _codes(self, column: Column) -> Iterable[str]:
        return {option.value for option in self._read.form.question(column.path).options}


def _is_identity(path: str) -> bool:
    return path.rpartition("/")[2].rpartition(":")[2] in {"instanceID", "deprecatedID"}


def _take_noted(found: Columns, at: int, name: str) -> bool:
    """Keep what stands beside the answers; says whether the heading is known at all."""
    if name in _ID:
        found.ids.append(at)
    if name in _PARENT and name != "_parent_index":
        found.parents.append(at)
    if name in _VERSION:
        found.versions.append(at)
    if name in _DAY:
        found.days.append(at)
    if name == "_index":
        found.index = at
    if name == "_parent_index":
        found.parent_index = at
    if name == "_parent_table_name":
        found.parent_table = at
    fact = _FACTS.get(f"_{name.lstrip('_')}") if name.startswith("_") else None
    if fact is not None:
        found.facts[at] = fact
    return (
        fact is not None
        or name in {*_ID, *_PARENT, *_VERSION, *_DAY}
        or bool(_PASSED_BY.fullmatch(name))
    )


def letter(at: int) -> str:
    """How Excel calls a column: A … Z, AA …"""
    letters = ""
    number = at + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def named_columns(headings: Sequence[object], places: Iterable[int]) -> Iterator[str]:
    """Columns as they are said: `B “household”`."""
    return (f"{letter(at)} ({headings[at]})" for at in places)
