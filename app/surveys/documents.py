"""The document of a filling as text: whole, as a draft is kept, or as it is sent."""

from __future__ import annotations

from app.surveys.xpath.nodes import Element, Text
from app.surveys.xpath.xml import to_xml


def whole(element: Element) -> str:
    """Everything the document holds, also what is not relevant now and may be again."""
    return to_xml(element)


def relevant(element: Element) -> str:
    """The document as it is sent: what is not relevant is left out."""
    kept = _kept(element)
    return to_xml(kept)


def _kept(element: Element) -> Element:
    copy = Element(element.name, element.namespace, element.prefix)
    copy.namespaces = dict(element.namespaces)
    for key, given in element.attributes.items():
        copy.set(key, given.value, given.prefix)
    for child in element.children:
        if isinstance(child, Text):
            copy.append(Text(child.value))
        elif isinstance(child, Element) and child.is_relevant:
            copy.append(_kept(child))
    return copy
