"""Functions that decide: truth, conditions, and what is evaluated only where it is needed."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from app.language.texts import mark
from app.surveys.xpath.compiled import Compiled, Frame, boolean_of
from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.functions.family import Family, flattened
from app.surveys.xpath.nodes import Node
from app.surveys.xpath.values import Value, to_boolean, to_number, to_text

LOGIC = Family()


@LOGIC.function("true", "", "boolean")
def true() -> Value:
    """True."""
    return True


@LOGIC.function("false", "", "boolean")
def false() -> Value:
    """False."""
    return False


@LOGIC.function("boolean", "boolean", "boolean")
def boolean(value: bool) -> Value:
    """A value as true or false."""
    return value


@LOGIC.function("not", "boolean", "boolean")
def negated(value: bool) -> Value:
    """The other truth."""
    return not value


@LOGIC.function("boolean-from-string", "text", "boolean")
def boolean_from_string(text: str) -> Value:
    """True for "true" and "1" only."""
    return text.lower() == "true" or text == "1"


@LOGIC.built("if", 3, 3)
def conditional(arguments: Sequence[Compiled]) -> Compiled:
    """One value or the other; the one not asked for is not evaluated."""
    condition, then, otherwise = boolean_of(arguments[0]), arguments[1], arguments[2]
    one, other = then.run, otherwise.run

    def run(node: Node, frame: Frame) -> Value:
        return one(node, frame) if condition(node, frame) else other(node, frame)

    kind = then.kind if then.kind == otherwise.kind else "any"
    return Compiled(run, kind, _asks_position(arguments))


@LOGIC.built("coalesce", 2, None)
def coalesce(arguments: Sequence[Compiled]) -> Compiled:
    """The first value that says anything."""
    runs = [part.run for part in arguments]

    def run(node: Node, frame: Frame) -> Value:
        said: Value = ""
        for part in runs:
            said = part(node, frame)
            if to_text(said) not in {"", "NaN"}:
                break
        return said

    return Compiled(run, "any", _asks_position(arguments))


@LOGIC.built("once", 1, 1)
def once(arguments: Sequence[Compiled]) -> Compiled:
    """What the question says already, or else the value: it is worked out one time."""
    run_first = arguments[0].run

    def run(node: Node, frame: Frame) -> Value:
        return node.text or run_first(node, frame)

    return Compiled(run, "any", _asks_position(arguments))


@LOGIC.built("depend", 1, None)
def depend(arguments: Sequence[Compiled]) -> Compiled:
    """The first value; the others are named so that it is worked out anew when they change."""
    return arguments[0]


@LOGIC.placed("checklist", "number number any*", "boolean")
def checklist(_: Node, __: Frame, least: float, most: float, *values: Value) -> Value:
    """Whether as many values are true as the limits ask (-1: no limit)."""
    count = sum(to_boolean(value) for value in flattened(values))
    return _is_within(count, least, most)


@LOGIC.placed("weighted-checklist", "number number any*", "boolean")
def weighted_checklist(_: Node, frame: Frame, least: float, most: float, *values: Value) -> Value:
    """Whether the weights of the values that are true add up to what the limits ask."""
    if len(values) % 2:
        raise ExpressionFault(
            mark("In “{expression}”, weighted-checklist() lacks the weight of its last value.")
        )
    total = 0.0
    for facts, weights in zip(values[::2], values[1::2], strict=True):
        pairs = itertools.zip_longest(flattened([facts]), flattened([weights]), fillvalue=False)
        total += sum(to_number(weight, frame.scope) for fact, weight in pairs if to_boolean(fact))
    return _is_within(total, least, most)


def _is_within(total: float, least: float, most: float) -> bool:
    return (least < 0 or total >= least) and (most < 0 or total <= most)


def _asks_position(arguments: Sequence[Compiled]) -> bool:
    return any(part.uses_position for part in arguments)
