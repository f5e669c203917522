"""The places of a form's document: built from the instance the form brings, found by path."""

from __future__ import annotations

from collections.abc import Mapping

from app.surveys.parts import Place
from app.surveys.xpath.nodes import XFORMS, Element, Text

JAVAROSA = "http://openrosa.org/javarosa"
OPENROSA = "http://openrosa.org/xforms"
_TEMPLATE = f"{{{JAVAROSA}}}template"


class Places:
    """All places of one form; `instance` is the document a new filling begins with."""

    def __init__(self, primary: Element, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self.all: list[Place] = []
        self.named: dict[str, str] = {}
        """Paths by the ids of their binds: controls and actions may name a bind instead."""
        self.root = self._added(primary, None)
        self._gather(primary, self.root)
        self.instance = fresh(primary)

    def find(self, path: str, context: Place | None = None) -> Place | None:
        """The place a path without predicates leads to, from the context if it is relative."""
        steps = self.named.get(path, path).strip().split("/")
        place: Place | None = context or self.root
        if steps[0] == "" and len(steps) > 1:
            if self._tag(steps[1]) != self.root.tag:
                return None
            place, steps = self.root, steps[2:]
        for step in steps:
            if place is None:
                return None
            place = self._step(place, step)
        return place

    def _step(self, place: Place, step: str) -> Place | None:
        if step in {"", ".", "current()"}:
            return place
        if step == "..":
            return place.parent
        if step.startswith("@"):
            return self._attribute(place, step[1:])
        tag = self._tag(step)
        return next((c for c in place.named.get(tag, ()) if c.tag == tag), None)

    def _attribute(self, place: Place, name: str) -> Place | None:
        if known := place.named.get(f"@{name}"):
            return known[0]
        if name not in {a.name for a in place.source.attributes.values()}:
            return None
        attribute = Place(
            f"@{name}", f"@{name}", place, f"{place.path}/@{name}", len(self.all), place.source
        )
        attribute.is_attribute = True
        self.all.append(attribute)
        place.add(attribute)
        return attribute

    def set_repeat(self, place: Place) -> None:
        """Say that a place is a repeat: new instances are copies of its template, or of its first
        instance without what that says.
        """
        place.is_repeat = True
        place.template = fresh(place.source)
        if _TEMPLATE not in place.source.attributes:
            _empty(place.template)

    def _tag(self, name: str) -> str:
        prefix, _, local = name.rpartition(":")
        namespace = self._prefixes.get(prefix, "") if prefix else ""
        return local if namespace in {"", XFORMS} else f"{{{namespace}}}{local}"

    def _added(self, element: Element, parent: Place | None) -> Place:
        name = f"{element.prefix}:{element.name}" if element.prefix else element.name
        path = f"{parent.path if parent else ''}/{name}"
        place = Place(name, element.tag, parent, path, len(self.all), element)
        self.all.append(place)
        if parent is not None:
            parent.add(place)
        return place

    def _gather(self, element: Element, place: Place) -> None:
        known = {child.tag: child for child in place.children}
        for child in element.elements():
            if child.tag not in known:
                known[child.tag] = self._added(child, place)
            elif _TEMPLATE in child.attributes:
                known[child.tag].source = child
            self._gather(child, known[child.tag])


def _empty(element: Element) -> None:
    inner = list(element.elements())
    for child in inner:
        _empty(child)
    if not inner:
        element.text = ""


def fresh(element: Element) -> Element:
    """A copy as submissions have it: no templates, no layout, no namespace of forms."""
    namespace = "" if element.namespace == XFORMS else element.namespace
    copy = Element(element.name, namespace, "" if not namespace else element.prefix)
    for key, given in element.attributes.items():
        if given.namespace != JAVAROSA:
            copy.set(key, given.value, given.prefix)
    children = list(element.elements())
    for child in children:
        if _TEMPLATE not in child.attributes:
            copy.append(fresh(child))
    if not children:
        said = "".join(node.value for node in element.children if isinstance(node, Text))
        if said.strip():
            copy.append(Text(said))
    return copy
