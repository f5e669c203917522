"""Which places an expression reads, found without evaluating it.

The paths it names are followed over the places of the form. Besides the place, what matters is its
*anchor*: the innermost place whose node is certainly shared by the expression's own node and the
one that is read. `../age` in a repeat is anchored at the repeat's instance, so that only this
instance depends on it; `sum(/data/person/age)` is anchored at the top.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.surveys.parts import Place
from app.surveys.xpath.expression import Expression


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that is read, and from where on down it may be another node than one's own."""

    place: Place
    anchor: Place

    @property
    def is_of_own_instance(self) -> bool:
        """Whether the node that is read is the one of the reader's own instance of all repeats."""
        repeat = self.place.repeat
        return repeat is None or self.anchor.within(repeat)


def references_of(
    expression: Expression, place: Place, root: Place, on: Expression | None = None
) -> list[Reference]:
    """What an expression at a place reads, each once; if it is evaluated on the nodes another
    expression finds there, `on` is that one. That a value reads itself is left out: it is not
    computed again because it was computed.
    """
    found: dict[Reference, None] = {}
    here = [Reference(place, place)]
    bases = here if on is None else list(_read(on, here, root))
    for reference in _read(expression, bases, root):
        found[reference] = None
    return list(found)


def lost_paths(expression: Expression, place: Place, root: Place) -> list[str]:
    """Paths of an expression that lead to no question: a slip, or an appearance typed in the
    wrong column, which would hide a question for good without a word.
    """
    here = [Reference(place, place)]
    return [
        str(path)
        for path in expression.references
        if path.instance is None
        and path.steps
        and not (_from_top(path.steps, root) if path.is_absolute else _along(here, path.steps))
    ]


def _read(expression: Expression, here: list[Reference], root: Place) -> Iterator[Reference]:
    for path in expression.references:
        if path.instance is not None:
            continue
        if path.is_absolute:
            yield from _from_top(path.steps, root)
        elif path.steps:
            yield from _along(here, path.steps)


def _from_top(steps: tuple[str, ...], root: Place) -> list[Reference]:
    if not steps:
        return []
    first, rest = steps[0], steps[1:]
    if first == "**":
        return _along([Reference(place, root) for place in root.walk()], rest)
    if first in {"*", root.name, root.tag}:
        return _along([Reference(root, root)], rest)
    return []


def _along(found: list[Reference], steps: tuple[str, ...]) -> list[Reference]:
    for step in steps:
        found = [reached for reference in found for reached in _stepped(reference, step)]
    return found


def _stepped(reference: Reference, step: str) -> Iterator[Reference]:
    place, anchor = reference.place, reference.anchor
    if step == "..":
        if place.parent is not None:
            reached = place.parent
            yield Reference(reached, reached if anchor.within(reached) else anchor)
    elif step == "**":
        for below in place.walk():
            yield Reference(below, anchor)
    elif step in {"*", "@*"}:
        for child in place.children:
            if child.is_attribute == step.startswith("@"):
                yield Reference(child, anchor)
    else:
        for child in place.named.get(step, ()):
            yield Reference(child, anchor)
