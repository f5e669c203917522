"""Operators: arithmetic, comparison as XPath has it, `and`, `or`, and the union of node-sets."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence

from app.surveys.xpath.compiled import (
    BooleanRun,
    Compiled,
    Frame,
    NodesRun,
    NumberRun,
    Run,
    boolean_of,
    nodes_of,
    number_of,
)
from app.surveys.xpath.moments import Moment
from app.surveys.xpath.nodes import Node, in_order
from app.surveys.xpath.scope import Scope
from app.surveys.xpath.values import NAN, NodeSet, Value, number_in, to_boolean, to_number, to_text

_CLOSE = 1e-12  # sums of decimals are equal to what they look equal to, as in JavaRosa


def divided(left: float, right: float) -> float:
    """Division without errors: by zero it is infinite, or no number."""
    if right:
        return left / right
    if not left or math.isnan(left) or math.isnan(right):
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1, right)


def remainder(left: float, right: float) -> float:
    """What a division leaves, with the sign of what is divided."""
    if math.isinf(left) or not right:
        return NAN
    return math.fmod(left, right)


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": divided,
    "mod": remainder,
}
_RELATIONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def chained(first: Compiled, rest: Sequence[tuple[str, Compiled]]) -> Compiled:
    """Operands of one precedence, from left to right."""
    position = first.uses_position or any(operand.uses_position for _, operand in rest)
    if rest[0][0] in _ARITHMETIC:
        return Compiled(_calculation(first, rest), "number", position)
    said = first
    for sign, operand in rest:
        said = Compiled(_comparison(sign, said, operand), "boolean", position)
    return said


def _calculation(first: Compiled, rest: Sequence[tuple[str, Compiled]]) -> NumberRun:
    start = number_of(first)
    others = [(_ARITHMETIC[sign], number_of(operand)) for sign, operand in rest]
    if len(others) == 1:
        calculate, other = others[0]
        return lambda node, frame: calculate(start(node, frame), other(node, frame))

    def run(node: Node, frame: Frame) -> float:
        total = start(node, frame)
        for calculate, other in others:
            total = calculate(total, other(node, frame))
        return total

    return run


def _comparison(sign: str, left: Compiled, right: Compiled) -> BooleanRun:
    if sign in _RELATIONS:
        return _relation(_RELATIONS[sign], left, right)
    for path, text in ((left, right.constant), (right, left.constant)):
        if path.kind == "nodes" and isinstance(text, str):
            return _has_text(path.run, text, sign == "=")  # type: ignore[arg-type]  # by its kind
    one, other = left.run, right.run
    if sign == "=":
        return lambda node, frame: equal(one(node, frame), other(node, frame), frame.scope)
    return lambda node, frame: unequal(one(node, frame), other(node, frame), frame.scope)


def _has_text(path: NodesRun, text: str, is_equality: bool) -> BooleanRun:
    """The comparison forms make most: an answer with a word."""

    def run(node: Node, frame: Frame) -> bool:
        found = path(node, frame)
        if len(found) == 1:
            return (found[0].text == text) is is_equality
        return any((node.text == text) is is_equality for node in found)

    return run


def _relation(holds: Callable[[float, float], bool], left: Compiled, right: Compiled) -> BooleanRun:
    if left.kind == "number" and right.kind == "number":
        one, other = number_of(left), number_of(right)
        return lambda node, frame: holds(one(node, frame), other(node, frame))
    one_run, other_run = left.run, right.run

    def run(node: Node, frame: Frame) -> bool:
        ones = _numbers(one_run(node, frame), frame.scope)
        others = _numbers(other_run(node, frame), frame.scope)
        if len(ones) == 1 and len(others) == 1:
            return holds(ones[0], others[0])
        frame.spend(len(ones) * len(others))
        return any(holds(one, other) for one in ones for other in others)

    return run


def _numbers(value: Value, scope: Scope) -> list[float]:
    if isinstance(value, list):
        return [number_in(node.text, scope) for node in value]
    return [to_number(value, scope)]


def equal(one: Value, other: Value, scope: Scope) -> bool:
    """Whether two values are equal; of a node-set, whether any node is."""
    if isinstance(one, list) and isinstance(other, list):
        return not {node.text for node in one}.isdisjoint(node.text for node in other)
    if isinstance(one, list):
        return _any_equal(one, other, scope, wanted=True)
    if isinstance(other, list):
        return _any_equal(other, one, scope, wanted=True)
    return _equal_single(one, other, scope)


def unequal(one: Value, other: Value, scope: Scope) -> bool:
    """Whether two values differ; of a node-set, whether any node does."""
    if isinstance(one, list) and isinstance(other, list):
        texts = {node.text for node in one}
        others = {node.text for node in other}
        return bool(texts and others) and (len(texts | others) > 1)
    if isinstance(one, list):
        return _any_equal(one, other, scope, wanted=False)
    if isinstance(other, list):
        return _any_equal(other, one, scope, wanted=False)
    return not _equal_single(one, other, scope)


def _any_equal(nodes: NodeSet, value: Value, scope: Scope, *, wanted: bool) -> bool:
    """Whether any node is equal to the value, or (not `wanted`) whether any differs."""
    if isinstance(value, bool):
        return (bool(nodes) == value) is wanted
    if isinstance(value, str):
        return any((node.text == value) is wanted for node in nodes)
    number = to_number(value, scope)
    return any(same_number(number_in(node.text, scope), number) is wanted for node in nodes)


def _equal_single(one: Value, other: Value, scope: Scope) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return to_boolean(one) == to_boolean(other)
    if isinstance(one, float | Moment) or isinstance(other, float | Moment):
        return same_number(to_number(one, scope), to_number(other, scope))
    return to_text(one) == to_text(other)


def same_number(one: float, other: float) -> bool:
    """Whether two numbers are equal but for the noise of binary fractions."""
    return one == other or abs(one - other) < _CLOSE


def joined_logic(sign: str, parts: Sequence[Compiled]) -> Compiled:
    """Parts joined by `and` or `or`: those behind the one that decides are not evaluated."""
    position = any(part.uses_position for part in parts)
    runs = [boolean_of(part) for part in parts]
    decides = sign == "or"
    if len(runs) == 2:
        one, other = runs
        if decides:
            return Compiled(
                lambda node, frame: one(node, frame) or other(node, frame), "boolean", position
            )
        return Compiled(
            lambda node, frame: one(node, frame) and other(node, frame), "boolean", position
        )

    def run(node: Node, frame: Frame) -> bool:
        for part in runs:
            if part(node, frame) is decides:
                return decides
        return not decides

    return Compiled(run, "boolean", position)


def negative(operand: Compiled, *, is_even: bool) -> Compiled:
    """The operand's number, its sign turned."""
    number = number_of(operand)
    run: Run = number if is_even else lambda node, frame: -number(node, frame)
    constant = None
    if isinstance(operand.constant, float):
        constant = operand.constant if is_even else -operand.constant
    return Compiled(run, "number", operand.uses_position, constant)


def united(parts: Sequence[Compiled]) -> Compiled:
    """All nodes of several node-sets, each once, in document order."""
    runs = [nodes_of(part) for part in parts]

    def run(node: Node, frame: Frame) -> NodeSet:
        return in_order(found for part in runs for found in part(node, frame))

    return Compiled(run, "nodes", any(part.uses_position for part in parts))
