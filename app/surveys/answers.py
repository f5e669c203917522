"""A finished submission taken apart: one answer a question, and the repeats it stood in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.surveys.faults import FormFault
from app.surveys.form import Form
from app.surveys.parts import Kind, Place, kind_at
from app.surveys.xpath.nodes import Element
from app.surveys.xpath.xml import BrokenXml, parse_xml


@dataclass(frozen=True, slots=True)
class Answer:
    """What one question was answered; empty answers are left out."""

    path: str
    """The question's, without indexes."""
    indexes: tuple[int, ...]
    """Which instance of each repeat around it, from 1, the outermost first."""
    kind: Kind
    value: str
    """As the document holds it: codes of choices, ISO dates."""


def answers_of(form: Form, document: str) -> list[Answer]:
    """The answers in a submission, in the order of the document. What the form has no place for
    (a submission of another version) is left out here and stays in the document.
    """
    try:
        element = parse_xml(document).element
    except BrokenXml as error:
        raise FormFault.because(error) from error
    return list(_in(element, form.root, ()))


def _in(element: Element, place: Place, indexes: tuple[int, ...]) -> Iterator[Answer]:
    children = {child.tag: child for child in place.children if not child.is_attribute}
    if not children:
        if text := element.text.strip():
            yield Answer(place.path, indexes, kind_at(place), text)
        return
    counts: dict[Place, int] = {}
    for child in element.elements():
        at = children.get(child.tag)
        if at is None:
            continue
        if at.is_repeat:
            counts[at] = counts.get(at, 0) + 1
            yield from _in(child, at, (*indexes, counts[at]))
        else:
            yield from _in(child, at, indexes)
