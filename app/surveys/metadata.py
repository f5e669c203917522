"""What a submission knows of itself: its identity, when it was begun and ended, on which device."""

from __future__ import annotations

from collections.abc import Mapping

from app.surveys.device import Device, stamp
from app.surveys.form import Form
from app.surveys.parts import Place
from app.surveys.places import OPENROSA
from app.surveys.state import Tree
from app.surveys.surroundings import Surroundings
from app.surveys.xpath.nodes import Element


def preloaded(place: Place, scope: Surroundings, device: Device) -> str | None:
    """What a place is filled with when a submission begins; None for what comes later or never."""
    match place.bind.preload, place.bind.preload_params:
        case "uid", _:
            return f"uuid:{scope.uuid()}"
        case "timestamp", "start":
            return stamp(scope.now())
        case "date", "today":
            return scope.now().date().isoformat()
        case "property", name:
            return device.property(name)
    return None


def ends_at(form: Form) -> list[Place]:
    """The places that take the moment a submission is ended."""
    return [
        place
        for place in form.places
        if place.bind.preload == "timestamp" and place.bind.preload_params == "end"
    ]


def add_identity(element: Element, prefixes: Mapping[str, str]) -> bool:
    """Give a form's document a place for its identity, and say whether it lacked one; forms that
    declare OpenRosa's names have it under those.
    """
    meta = meta_of(element)
    if meta is None:
        prefix = next((p for p, namespace in prefixes.items() if namespace == OPENROSA), "")
        meta = Element("meta", OPENROSA if prefix else element.namespace, prefix)
        element.append(meta)
    if _child(meta, "instanceID") is not None:
        return False
    meta.append(Element("instanceID", meta.namespace, meta.prefix))
    return True


def meta_of(element: Element) -> Element | None:
    """The part of a document that says what it is."""
    return _child(element, "meta")


def identity_of(element: Element, name: str = "instanceID") -> str:
    """A document's own id, or that of the one it was edited from (`deprecatedID`)."""
    meta = meta_of(element)
    found = _child(meta, name) if meta is not None else None
    return found.text.strip() if found is not None else ""


def set_identity(tree: Tree, name: str, value: str) -> None:
    """Write an id into a document, making its place if there is none."""
    meta = meta_of(tree.element)
    if meta is None:
        return
    found = _child(meta, name)
    if found is None:
        found = Element(name, meta.namespace, meta.prefix)
        meta.append(found)
    found.text = value


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element.elements() if child.name == name), None)
