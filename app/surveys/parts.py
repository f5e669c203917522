"""What a form consists of: places in its document, what is computed there, controls, texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from app.surveys.xpath.expression import Expression
from app.surveys.xpath.nodes import Element

_LOOKED_UP = re.compile(r"\s*jr:itext\(\s*([\w.\-]+)\s*\)\s*")


class Kind(StrEnum):
    """What a question asks for, or what else an entry on a page is."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "dateTime"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    RANGE = "range"
    TRIGGER = "trigger"
    NOTE = "note"
    UPLOAD = "upload"
    GEOPOINT = "geopoint"
    GEOTRACE = "geotrace"
    GEOSHAPE = "geoshape"
    BARCODE = "barcode"
    HIDDEN = "hidden"
    """A calculation or another value nobody is asked for."""
    METADATA = "metadata"
    """What the device knows of itself: when it began, who fills it in, its identity."""
    GROUP = "group"
    REPEAT = "repeat"
    INSTANCE = "instance"
    """One instance of a repeat."""

    @property
    def takes_choices(self) -> bool:
        """Whether its answer is picked from a list."""
        return self in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK}

    @property
    def is_asked(self) -> bool:
        """Whether somebody is asked for it on a page."""
        return self not in {Kind.HIDDEN, Kind.METADATA, Kind.GROUP, Kind.REPEAT, Kind.INSTANCE}


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the values of expressions in it."""

    parts: tuple[str | Expression, ...]

    @property
    def plain(self) -> str | None:
        """The text itself, where nothing is to be computed."""
        return (
            "".join(map(str, self.parts)) if all(isinstance(p, str) for p in self.parts) else None
        )


@dataclass(frozen=True, slots=True)
class Translated:
    """One text of the form's dictionary in one language: what is said, and media beside it."""

    forms: Mapping[str, Text]
    """By form: "" is what is said; "guidance", "image", "audio", "video", "big-image", "short"."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Where a label, hint or message comes from: written in place, or looked up."""

    text: Text | None = None
    itext_id: str = ""
    computed: Expression | None = None

    @property
    def expressions(self) -> Iterator[Expression]:
        """What must be computed before it can be said, as far as it stands here."""
        if self.computed is not None:
            yield self.computed
        for part in self.text.parts if self.text else ():
            if not isinstance(part, str):
                yield part


class Aspect(Enum):
    """What of a place is computed, in the order in which it is when nothing else decides."""

    COUNT = "count"
    RELEVANT = "relevant"
    CALCULATE = "calculate"
    READ_ONLY = "readonly"
    REQUIRED = "required"
    CHOICES = "choices"
    CONSTRAINT = "constraint"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Bind:
    """What the form says of the value at a place."""

    type: str = "string"
    expressions: Mapping[Aspect, Expression] = field(default_factory=dict)
    constraint_message: Wording | None = None
    required_message: Wording | None = None
    preload: str = ""
    preload_params: str = ""
    save_to: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice written into the form itself."""

    value: str
    label: Wording


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices that are looked up: in a list the form brings, in a file, or in a repeat."""

    nodes: Expression
    value: Expression
    label: Expression | None
    instance: str = ""
    table: str = ""
    """The attached table that is searched: a CSV file of this name."""

    @property
    def text_column(self) -> str:
        """Where an item names its text in the form's dictionary; "" if it says its label."""
        found = _LOOKED_UP.fullmatch(self.label.text) if self.label is not None else None
        return found[1] if found else ""


@dataclass(frozen=True, eq=False, slots=True)
class Control:
    """What stands in the form's body: a question, a group or a repeat, in the order of pages."""

    kind: Kind
    place: Place | None
    appearance: str = ""
    label: Wording | None = None
    hint: Wording | None = None
    items: tuple[Choice, ...] = ()
    itemset: Itemset | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Control, ...] = ()
    index: int = 0
    """Tells apart what has no place of its own."""

    @property
    def is_range(self) -> bool:
        """Whether it shows the numbers from one to another."""
        return self.kind is Kind.RANGE

    @property
    def appearances(self) -> frozenset[str]:
        """The words of its appearance in small letters: forms write Field-list, too."""
        return frozenset(self.appearance.lower().split())


@dataclass(frozen=True, slots=True)
class Action:
    """A value that is set when something happens: `<setvalue>` and `<setgeopoint>`."""

    events: frozenset[str]
    target: str
    """The path as written; it may hold predicates."""
    place: Place
    value: Expression | None
    text: str = ""
    observed: Place | None = None
    """The question whose change is the event, or the repeat whose instance is added."""


@dataclass(eq=False, slots=True)
class Place:
    """A place in the form's document; in a filling as many nodes stand at it as there are
    instances of the repeats around it. Filled in while the form is read, never afterwards.
    """

    name: str
    tag: str
    parent: Place | None
    path: str
    index: int
    source: Element
    """The element of the form that shows what stands here."""
    bind: Bind = field(default_factory=Bind)
    control: Control | None = None
    children: list[Place] = field(default_factory=list)
    named: dict[str, list[Place]] = field(default_factory=dict)
    """The children by their names: as written, without prefix, and by tag."""
    template: Element | None = None
    """For a repeat: what a new instance is a copy of."""
    is_attribute: bool = False
    is_repeat: bool = False
    is_fixed: bool = False
    """A repeat whose instances the user does not add or remove."""
    is_counted: bool = False
    """A repeat that has as many instances as an expression says."""

    def add(self, child: Place) -> None:
        """Put a place into it, as the last."""
        self.children.append(child)
        for name in {child.name, child.name.rpartition(":")[2], child.tag}:
            self.named.setdefault(name, []).append(child)

    @property
    def repeat(self) -> Place | None:
        """The innermost repeat it stands in or is."""
        place: Place | None = self
        while place is not None and not place.is_repeat:
            place = place.parent
        return place

    def within(self, other: Place) -> bool:
        """Whether it is the other place or stands in it."""
        place: Place | None = self
        while place is not None and place is not other:
            place = place.parent
        return place is not None

    def route_from(self, above: Place) -> tuple[str, ...]:
        """The tags that lead down to it from a place it stands in."""
        tags: list[str] = []
        place: Place | None = self
        while place is not None and place is not above:
            tags.append(place.tag)
            place = place.parent
        return tuple(reversed(tags))

    def walk(self) -> Iterator[Place]:
        """It and all that stand in it, in the document's order."""
        yield self
        for child in self.children:
            yield from child.walk()


def kind_at(place: Place) -> Kind:
    """What a place is: as its control says, else a value nobody is asked for."""
    if place.control is not None:
        return place.control.kind
    if any(not child.is_attribute for child in place.children):
        return Kind.REPEAT if place.is_repeat else Kind.GROUP
    is_meta = place.parent is not None and place.parent.name.rpartition(":")[2] == "meta"
    return Kind.METADATA if place.bind.preload or is_meta else Kind.HIDDEN
