"""What a form's model says of each value, and what it sets when something happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.surveys.parts import Action, Aspect, Bind, Place
from app.surveys.places import JAVAROSA, Places
from app.surveys.texts import message_from
from app.surveys.xpath.expression import Expression
from app.surveys.xpath.nodes import Element

CompileAt = Callable[[str, Place, str], Expression]
"""Compile an expression that stands at a place, in an attribute of this name."""

_ASPECTS = {
    "relevant": Aspect.RELEVANT,
    "calculate": Aspect.CALCULATE,
    "readonly": Aspect.READ_ONLY,
    "required": Aspect.REQUIRED,
    "constraint": Aspect.CONSTRAINT,
}
_ENTITIES = "http://www.opendatakit.org/xforms/entities"
_SETTING = {"setvalue", "setgeopoint"}


def read_binds(model: Element, places: Places, compile_at: CompileAt) -> None:
    """Give each place its bind. What is bound to a place the form does not have is left aside,
    as other programs do.
    """
    for element in model.named("bind"):
        place = places.find(element.get("nodeset") or element.get("ref") or "")
        if place is not None:
            if named := element.get("id"):
                places.named[named] = place.path
            place.bind = _bind_of(element, place, compile_at)


def _bind_of(element: Element, place: Place, compile_at: CompileAt) -> Bind:
    def compiled(text: str) -> Expression:
        return compile_at(text, place, "constraint_message")

    expressions = {
        aspect: compile_at(written, place, name)
        for name, aspect in _ASPECTS.items()
        if (written := (element.get(name) or "").strip())
    }
    return Bind(
        type=(element.get("type") or "string").rpartition(":")[2],
        expressions=expressions,
        constraint_message=message_from(element.get(f"{{{JAVAROSA}}}constraintMsg"), compiled),
        required_message=message_from(element.get(f"{{{JAVAROSA}}}requiredMsg"), compiled),
        preload=element.get(f"{{{JAVAROSA}}}preload") or "",
        preload_params=element.get(f"{{{JAVAROSA}}}preloadParams") or "",
        save_to=element.get(f"{{{_ENTITIES}}}saveto") or "",
    )


def read_actions(
    model: Element, body: Element | None, places: Places, compile_at: CompileAt
) -> tuple[Action, ...]:
    """All values the form sets when something happens, in the order in which they are written."""
    found = [_action_of(element, None, places, compile_at) for element in _settings(model)]
    if body is not None:
        found += _actions_in(body, None, places, compile_at)
    return tuple(action for action in found if action)


def _settings(element: Element) -> Iterator[Element]:
    return (child for child in element.elements() if child.name in _SETTING)


def _actions_in(
    element: Element, around: Place | None, places: Places, compile_at: CompileAt
) -> list[Action | None]:
    found: list[Action | None] = []
    for child in element.elements():
        if child.name in _SETTING:
            found.append(_action_of(child, around, places, compile_at))
        else:
            reference = child.get("ref") or child.get("nodeset")
            inner = places.find(reference, around) if reference else around
            found += _actions_in(child, inner or around, places, compile_at)
    return found


def _action_of(
    element: Element, observed: Place | None, places: Places, compile_at: CompileAt
) -> Action | None:
    target = (element.get("ref") or element.get("bind") or "").strip()
    place = places.find(_without_predicates(target), observed)
    if place is None:
        return None
    written = element.get("value")
    return Action(
        events=frozenset((element.get("event") or "").split()),
        target=target,
        place=place,
        value=compile_at(written, place, "default") if written and written.strip() else None,
        text="" if written is not None else element.text,
        observed=observed,
    )


def _without_predicates(path: str) -> str:
    kept, depth = [], 0
    for letter in path:
        depth += letter == "["
        if not depth:
            kept.append(letter)
        depth -= letter == "]"
    return "".join(kept)
