"""A filled form as rows of tables: one row of the form itself, and rows of each of its repeats.

Results and exports read filled forms by the hundred thousand, and need no more of them than which
text stands at which path; so they are read here, quickly, without a filling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from app.language import mark
from app.surveys.xpath.xml import BrokenXml

OPENROSA = "http://openrosa.org/xforms"
ET.register_namespace("orx", OPENROSA)
ET.register_namespace("depter", "urn:depter:form")
LEFT_OUT = "{urn:depter:form}leftOut"
_DOCUMENT_ID = re.compile(r"<(?:[\w.-]+:)?instanceID>\s*([^<]*?)\s*</")
_REPLACED_ID = re.compile(r"<(?:[\w.-]+:)?deprecatedID>\s*([^<]*?)\s*</")
_VALUELESS = frozenset({"note", "group", "repeat"})


class Column(NamedTuple):
    """A question as a column: where it stands, what it asks for, in which repeat ("" for none)."""

    path: str
    kind: str
    repeat: str = ""


class Tables(NamedTuple):
    """What a document says: `top` by the form's own columns, `repeats` by repeat.

    A row of a repeat begins with the number of the row it belongs to in the repeat around it (0
    where that is the form itself). None is no answer.
    """

    top: Sequence[str | None]
    repeats: Sequence[Sequence[Sequence[Any]]]


@dataclass(slots=True)
class _Place:
    """What stands under a name in the document: a value's place in its row, or more places."""

    at: int = -1
    repeat: int = -1
    width: int = 0
    children: dict[str, _Place] = field(default_factory=dict)


class Layout:
    """The tables of a form; `columns` may be those of any program that knew the same paths."""

    def __init__(self, columns: Iterable[Column]) -> None:
        self.columns = tuple(each for each in columns if each.kind not in _VALUELESS)
        self.repeats = tuple(sorted({each.repeat for each in self.columns if each.repeat}))
        self.of_repeat: dict[str, list[Column]] = {name: [] for name in ("", *self.repeats)}
        self._root = _Place()
        for name in self.repeats:
            self._place(name).repeat = self.repeats.index(name)
        for column in self.columns:
            of_repeat = self.of_repeat[column.repeat]
            of_repeat.append(column)
            self._place(column.path).at = len(of_repeat) - (0 if column.repeat else 1)
        for name in self.repeats:
            self._place(name).width = len(self.of_repeat[name])

    def _place(self, path: str) -> _Place:
        place = self._root
        for name in path.strip("/").split("/")[1:]:
            place = place.children.setdefault(_local(name), _Place())
        return place

    def parent(self, repeat: str) -> str:
        """The repeat around a repeat; "" for the form itself."""
        around = (name for name in self.repeats if repeat.startswith(f"{name}/"))
        return max(around, key=len, default="")

    def read(self, document: str) -> Tables:
        """The rows of a document; `BrokenXml` when it is none. What has no column is passed by."""
        top: list[str | None] = [None] * len(self.of_repeat[""])
        rows: list[list[list[Any]]] = [[] for _ in self.repeats]
        _walk(parsed(document), self._root, top, rows, 0)
        return Tables(top, rows)

    def file_names(self, document: str) -> list[str]:
        """The files that answer questions, as the document calls them."""
        uploads = {column.path for column in self.columns if column.kind == "upload"}
        if not uploads:
            return []
        said = self.flat(document)
        return list(dict.fromkeys(answer for (path, _), answer in said.items() if path in uploads))

    def write(
        self, root: str, form_id: str, version: str, answers: Mapping[str, str], name: str
    ) -> str:
        """The document of answers outside repeats, by path; `name` is what it calls itself."""
        top = ET.Element(root, {"id": form_id, "version": version})
        for column in self.of_repeat[""]:
            answer = answers.get(column.path, "")
            if answer and "instanceID" not in column.path:
                _under(top, column.path).text = answer
        meta = f"{{{OPENROSA}}}meta"
        ET.SubElement(ET.SubElement(top, meta), f"{{{OPENROSA}}}instanceID").text = name
        return ET.tostring(top, encoding="unicode")

    def flat(self, document: str) -> dict[tuple[str, tuple[int, ...]], str]:
        """The answers of a document by path and rows of the repeats around them, from 1.

        What a device noted by itself is left out; a document that is none says nothing.
        """
        try:
            tables = self.read(document) if document else None
        except BrokenXml:
            tables = None
        if tables is None:
            return {}
        found: dict[tuple[str, tuple[int, ...]], str] = {}
        rows: dict[str, list[tuple[int, ...]]] = {"": [()]}
        for name, table in zip(("", *self.repeats), ((tables.top,), *tables.repeats), strict=True):
            if name:
                rows[name] = _numbered(table, rows[self.parent(name)])
            for place, row in zip(rows[name], table, strict=True):
                for column, answer in zip(self.of_repeat[name], row[bool(name) :], strict=True):
                    if answer is not None and column.kind != "metadata":
                        found[column.path, place] = answer
        return found


def document_id(document: str) -> str:
    """What a document calls itself ("uuid:…"); "" if it has no name."""
    found = _DOCUMENT_ID.search(document)
    return found[1] if found else ""


def replaced_id(document: str) -> str:
    """The name of the document this one was edited from; "" if it is none's edit."""
    found = _REPLACED_ID.search(document)
    return found[1] if found else ""


def without(document: str, paths: Iterable[str]) -> str:
    """The document with nothing answered at these paths, and a note of them at its root, so that
    whoever takes it in knows that they were answered; `BrokenXml` when it is none.
    """
    top = parsed(document)
    top.set(LEFT_OUT, " ".join(sorted(paths)))
    hidden = {tuple(map(_local, path.strip("/").split("/")[1:])) for path in paths}
    _empty(top, (), hidden)
    return ET.tostring(top, encoding="unicode")


def left_out_of(document: str) -> frozenset[str]:
    """The paths at which `without` left out what was answered."""
    return frozenset((parsed(document).get(LEFT_OUT) or "").split())


def _empty(element: ET.Element, path: tuple[str, ...], hidden: set[tuple[str, ...]]) -> None:
    for child in element:
        under = (*path, _local(child.tag))
        if under in hidden:
            child.text = None
        _empty(child, under, hidden)


def _under(top: ET.Element, path: str) -> ET.Element:
    """The element at a path, made with those around it where they are not there yet."""
    element = top
    for name in path.strip("/").split("/")[1:]:
        found = next((child for child in element if child.tag == _local(name)), None)
        element = ET.SubElement(element, _local(name)) if found is None else found
    return element


def _numbered(
    table: Sequence[Sequence[Any]], above: Sequence[tuple[int, ...]]
) -> list[tuple[int, ...]]:
    """The rows of a repeat, each counted from 1 within the row it belongs to."""
    counts: dict[int, int] = {}
    places = []
    for row in table:
        counts[row[0]] = counts.get(row[0], 0) + 1
        places.append((*above[row[0]], counts[row[0]]))
    return places


def _walk(
    element: ET.Element,
    place: _Place,
    row: list[Any],
    tables: list[list[list[Any]]],
    number: int,
) -> None:
    children = place.children
    for child in element:
        tag = child.tag
        under = children.get(tag)
        if under is None:
            under = children.get(_local(tag)) if "}" in tag else None
            if under is None:
                continue
        if under.repeat >= 0:
            table = tables[under.repeat]
            inner: list[Any] = [number, *[None] * under.width]
            table.append(inner)
            _walk(child, under, inner, tables, len(table) - 1)
        elif under.children:
            _walk(child, under, row, tables, number)
        elif (text := child.text) and (text := text.strip()):
            row[under.at] = text


def _local(tag: str) -> str:
    """A name without its namespace, or its prefix."""
    return tag.rpartition("}")[2].rpartition(":")[2]


def parsed(document: str) -> ET.Element:
    """The root of a document; no document type, and so no entity, is read."""
    if "<!DOCTYPE" in document:
        raise BrokenXml(
            mark("This XML declares a document type or entities: such files are not read.")
        )
    try:
        return ET.fromstring(document)  # noqa: S314 - see above
    except (ET.ParseError, ValueError) as error:
        raise BrokenXml(mark("This is no sound XML: nothing was taken from it.")) from error
