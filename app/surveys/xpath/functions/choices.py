"""Functions of answers that are choices, and of the form's own texts and properties."""

from __future__ import annotations

import math
from collections.abc import Callable

from app.surveys.xpath.compiled import Frame
from app.surveys.xpath.functions.family import Family
from app.surveys.xpath.lookups import cells, rows_by
from app.surveys.xpath.nodes import Document, Element, Node
from app.surveys.xpath.values import Value

CHOICES = Family()


@CHOICES.function("selected", "text text", "boolean")
def selected(answer: str, value: str) -> Value:
    """Whether a value is among those chosen; nothing is chosen where nothing is answered."""
    wanted = value.strip()
    return wanted in answer.split() if wanted else not answer.strip()


CHOICES["is-selected"] = CHOICES["selected"]


@CHOICES.function("count-selected", "text", "number")
def count_selected(answer: str) -> Value:
    """How many values are chosen."""
    return float(len(answer.split()))


@CHOICES.function("selected-at", "text number", "text")
def selected_at(answer: str, place: float) -> Value:
    """The value chosen at a place, from 0."""
    values = answer.split()
    if not math.isfinite(place) or not 0 <= place < len(values):
        return ""
    return values[int(place)]


@CHOICES.placed("jr:choice-name", "text text", "text")
def choice_name(node: Node, frame: Frame, value: str, path: str) -> Value:
    """The label of a choice of the question a path leads to."""
    return frame.scope.choice_name(value, path, node)


@CHOICES.placed("jr:itext", "text", "text")
def itext(_: Node, frame: Frame, name: str) -> Value:
    """A text of the form in its language."""
    return frame.scope.itext(name)


@CHOICES.placed("property", "text", "text")
def property_of_device(_: Node, frame: Frame, name: str) -> Value:
    """A property of the device."""
    return frame.scope.property(name)


@CHOICES.placed("version", "", "text")
def version(_: Node, frame: Frame) -> Value:
    """The version of the form."""
    return frame.scope.version()


@CHOICES.placed("pulldata", "text text text text", "text")
def pulldata(_: Node, frame: Frame, table: str, column: str, key_column: str, key: str) -> Value:
    """What a table that is attached to the form says in a column of the row that has this key."""
    rows = _rows_with(table, key_column, key, frame) if key else []
    said = cells(rows[0], column) if rows else []
    return said[0] if said else ""


def _top(table: str, frame: Frame) -> Element | None:
    found = frame.scope.instance(table, frame.current)
    return None if found is None else next(found.elements(), None)


def _rows_with(table: str, column: str, key: str, frame: Frame) -> list[Element]:
    top = _top(table, frame)
    document = None if top is None else top.root()
    if top is None or not isinstance(document, Document):
        return []
    found = rows_by(document, top, "item", column).get(key, ())
    return [row for row in found if isinstance(row, Element)]


_ALIKE: dict[str, Callable[[str, str], bool]] = {
    "matches": lambda said, wanted: said == wanted,
    "contains": lambda said, wanted: wanted in said,
    "startswith": lambda said, wanted: said.startswith(wanted),
    "endswith": lambda said, wanted: said.endswith(wanted),
}


@CHOICES.placed("search", "text text? text? text? text? text?", "nodes")
def search(_: Node, frame: Frame, table: str, *asked: str) -> Value:
    """Rows of a table that is attached to the form: all, or those in which one of the columns is
    as asked, or those that have a value in another column.
    """
    how, columns, wanted, column, value = (*asked, "", "", "", "", "")[:5]
    top = _top(table, frame)
    if top is None:
        return []
    rows = _rows_with(table, column, value, frame) if column else top.named("item")
    frame.spend(len(rows))
    alike = _ALIKE.get(how.strip().lower())
    if alike is None:
        return list(rows)
    names = [name.strip() for name in columns.split(",")]
    wanted = wanted.casefold()
    return [
        row
        for row in rows
        if any(alike(said.casefold(), wanted) for name in names for said in cells(row, name))
    ]
