"""Documents put together of answers that came as rows of tables, and taken apart into such."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from app.surveys.tables import LEFT_OUT, OPENROSA, Layout, Tables, parsed

_META = "meta"
_BRIEFCASE = "{http://opendatakit.org/submissions}"
_NOTED = ("instanceID", "submissionDate", "isComplete", "markedAsCompleteDate")
"""What Briefcase notes at the root of a document."""


@dataclass
class Said:
    """What a form, or one row of a repeat, says: answers by path, and the rows of repeats in it."""

    answers: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[Said]] = field(default_factory=dict)


@dataclass
class _Node:
    """A step of the document: a value's path, a repeat's, or what holds others."""

    path: str = ""
    repeat: str = ""
    children: dict[str, _Node] = field(default_factory=dict)


def said_in(layout: Layout, tables: Tables) -> Said:
    """What a document says, as it was read by the layout."""
    top = Said(_answers(layout, "", tables.top))
    made: dict[str, list[Said]] = {"": [top]}
    for repeat, table in zip(layout.repeats, tables.repeats, strict=True):
        above = made[layout.parent(repeat)]
        made[repeat] = [Said(_answers(layout, repeat, row[1:])) for row in table]
        for row, one in zip(table, made[repeat], strict=True):
            above[row[0]].rows.setdefault(repeat, []).append(one)
    return top


def _answers(layout: Layout, repeat: str, row: Sequence[str | None]) -> dict[str, str]:
    columns = layout.of_repeat[repeat]
    return {
        column.path: answer
        for column, answer in zip(columns, row, strict=True)
        if answer is not None and not _is_identity(column.path)
    }


def _is_identity(path: str) -> bool:
    return path.rpartition("/")[2].rpartition(":")[2] in {"instanceID", "deprecatedID"}


def laid_over(layout: Layout, old: Said, new: Said, known: frozenset[str]) -> Said:
    """What is new, and of the old what the new says nothing of; `known` are the paths it speaks of.

    A repeat none of whose columns is known keeps its rows; else each row takes from the old one at
    its place what the new one cannot say.
    """
    answers = {path: said for path, said in old.answers.items() if path not in known}
    rows: dict[str, list[Said]] = {}
    for repeat in layout.repeats:
        spoken_of = any(path in known for path in _paths_within(layout, repeat))
        if not spoken_of:
            if repeat in old.rows:
                rows[repeat] = old.rows[repeat]
            continue
        before = old.rows.get(repeat, [])
        found = [
            laid_over(layout, before[place] if place < len(before) else Said(), one, known)
            for place, one in enumerate(new.rows.get(repeat, []))
        ]
        if found:
            rows[repeat] = found
    return Said({**answers, **new.answers}, rows)


def _paths_within(layout: Layout, repeat: str) -> Iterator[str]:
    for name, columns in layout.of_repeat.items():
        if name == repeat or name.startswith(f"{repeat}/"):
            yield from (column.path for column in columns)


class Composer:
    """Writes documents of one form, in the order of the form."""

    def __init__(self, layout: Layout, form_id: str, version: str, root: str) -> None:
        self._head = f"<{root} id={quoteattr(form_id)} version={quoteattr(version)}>"
        self._root = root
        self._tree = _Node()
        for column in layout.columns:
            self._place(column.path).path = column.path
            if column.repeat:
                self._place(column.repeat).repeat = column.repeat

    def _place(self, path: str) -> _Node:
        node = self._tree
        for name in path.strip("/").split("/")[1:]:
            node = node.children.setdefault(_local(name), _Node())
        return node

    def document(self, said: Said, instance_id: str, replaces: str = "") -> str:
        """The document; `replaces` is what the one called itself that it is an edit of."""
        out = [self._head]
        for name, node in self._tree.children.items():
            if name != _META:
                self._write(name, node, said, out)
        out.append(f'<orx:meta xmlns:orx="{OPENROSA}"><orx:instanceID>{escape(instance_id)}')
        out.append("</orx:instanceID>")
        if replaces:
            out.append(f"<orx:deprecatedID>{escape(replaces)}</orx:deprecatedID>")
        meta = self._tree.children.get(_META)
        for name, node in meta.children.items() if meta else ():
            if node.path in said.answers and not _is_identity(node.path):
                out.append(f"<orx:{name}>{escape(said.answers[node.path])}</orx:{name}>")
        out.append(f"</orx:meta></{self._root}>")
        return "".join(out)

    def _write(self, name: str, node: _Node, said: Said, out: list[str]) -> None:
        if node.repeat:
            for row in said.rows.get(node.repeat, ()):
                out.append(f"<{name}>")
                for child, under in node.children.items():
                    self._write(child, under, row, out)
                out.append(f"</{name}>")
        elif node.children:
            out.append(f"<{name}>")
            for child, under in node.children.items():
                self._write(child, under, said, out)
            out.append(f"</{name}>")
        elif node.path in said.answers:
            out.append(f"<{name}>{escape(said.answers[node.path])}</{name}>")


def composed(
    layout: Layout,
    form: tuple[str, str],
    base: str,
    answers: Mapping[tuple[str, tuple[int, ...]], str],
    instance_id: str,
    replaces: str,
) -> str:
    """The document `base` of a form (its id and version) with other answers at these places; ""
    takes an answer away. Rows of repeats that say nothing any more go.
    """
    said = said_in(layout, layout.read(base))
    of = {column.path: column.repeat for column in layout.columns}
    for (path, place), answer in answers.items():
        row = _row_at(layout, said, of[path], place)
        if answer:
            row.answers[path] = answer
        else:
            row.answers.pop(path, None)
    root = root_of(column.path for column in layout.columns)
    return Composer(layout, *form, root).document(_without_empty(said), instance_id, replaces)


def _row_at(layout: Layout, said: Said, repeat: str, place: tuple[int, ...]) -> Said:
    """The row of a repeat at a place, made where it is not there yet."""
    if not repeat:
        return said
    above = _row_at(layout, said, layout.parent(repeat), place[:-1])
    rows = above.rows.setdefault(repeat, [])
    while len(rows) < place[-1]:
        rows.append(Said())
    return rows[place[-1] - 1]


def _without_empty(said: Said) -> Said:
    kept = {
        repeat: [row for row in map(_without_empty, rows) if row.answers or row.rows]
        for repeat, rows in said.rows.items()
    }
    return Said(said.answers, {repeat: rows for repeat, rows in kept.items() if rows})


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def renamed(document: str, instance_id: str, replaces: str) -> str:
    """The same document as an edit of the one it was until now."""
    top = parsed(document)
    meta = next((child for child in top if _tag(child) == _META), None)
    if meta is None:
        meta = ET.SubElement(top, f"{{{OPENROSA}}}{_META}")
    space = meta.tag[: -len(_META)]
    for name, text in (("instanceID", instance_id), ("deprecatedID", replaces)):
        found = next((child for child in meta if _tag(child) == name), None)
        if found is None:
            found = ET.SubElement(meta, f"{space}{name}")
        found.text = text
    return ET.tostring(top, encoding="unicode")


def without_wrapping(document: str) -> str:
    """The document as its form writes it: ODK Briefcase puts all of it into its own namespace, and
    Depter notes at its root what was left out.
    """
    top = parsed(document)
    is_wrapped = top.tag.startswith(_BRIEFCASE)
    noted = [name for name in (*_NOTED, LEFT_OUT) if name in top.attrib]
    if not is_wrapped and LEFT_OUT not in noted:
        return document
    for element in top.iter():
        element.tag = element.tag.removeprefix(_BRIEFCASE)
    for name in noted:
        del top.attrib[name]
    return ET.tostring(top, encoding="unicode")


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def root_of(paths: Iterable[str]) -> str:
    """What the documents of a form are, by the paths of its questions: `data`."""
    return next((path.strip("/").split("/")[0] for path in paths), "data")
