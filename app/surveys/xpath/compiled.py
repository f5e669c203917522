"""What an expression is compiled into: closures that give a value for a node and a frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

from app.language.texts import mark
from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.nodes import Node
from app.surveys.xpath.scope import Scope
from app.surveys.xpath.values import (
    NAN,
    NodeSet,
    Value,
    number_in,
    to_boolean,
    to_number,
    to_text,
)

MOST_EFFORT = 3_000_000
Kind = Literal["number", "text", "boolean", "nodes", "any"]


class Frame:
    """Where an evaluation is: what was asked on which node, and the place among candidates.

    `effort` counts the nodes looked at in the whole evaluation, so that none goes on for ever.
    """

    __slots__ = ("current", "effort", "position", "root", "scope", "size")

    def __init__(self, current: Node, root: Node, scope: Scope) -> None:
        self.current = current
        self.root = root
        self.scope = scope
        self.position = 1
        self.size = 1
        self.effort = [0]

    def inner(self, size: int) -> Frame:
        """A frame for going through so many candidates."""
        frame = Frame(self.current, self.root, self.scope)
        frame.size = size
        frame.effort = self.effort
        return frame

    def spend(self, nodes: int) -> None:
        """Count nodes that are about to be looked at; ExpressionFault when they are too many."""
        self.effort[0] += nodes
        if self.effort[0] > MOST_EFFORT:
            raise ExpressionFault(
                mark("The expression “{expression}” looks at too many answers to be evaluated.")
            )


Run = Callable[[Node, Frame], Value]
NumberRun = Callable[[Node, Frame], float]
TextRun = Callable[[Node, Frame], str]
BooleanRun = Callable[[Node, Frame], bool]
NodesRun = Callable[[Node, Frame], NodeSet]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled part: its closure, what that gives, and whether it asks for its position."""

    run: Run
    kind: Kind = "any"
    uses_position: bool = False
    constant: str | float | None = None


def number_of(part: Compiled) -> NumberRun:
    """The closure that gives the part's value as a number."""
    run = part.run
    if part.kind == "number":
        return cast("NumberRun", run)
    if part.kind == "nodes":
        nodes = cast("NodesRun", run)

        def of_nodes(node: Node, frame: Frame) -> float:
            found = nodes(node, frame)
            return number_in(found[0].text, frame.scope) if found else NAN

        return of_nodes
    return lambda node, frame: to_number(run(node, frame), frame.scope)


def text_of(part: Compiled) -> TextRun:
    """The closure that gives the part's value as a text."""
    run = part.run
    if part.kind == "text":
        return cast("TextRun", run)
    if part.kind == "nodes":
        nodes = cast("NodesRun", run)

        def of_nodes(node: Node, frame: Frame) -> str:
            found = nodes(node, frame)
            return found[0].text if found else ""

        return of_nodes
    return lambda node, frame: to_text(run(node, frame))


def boolean_of(part: Compiled) -> BooleanRun:
    """The closure that gives the part's value as true or false."""
    run = part.run
    if part.kind == "boolean":
        return cast("BooleanRun", run)
    if part.kind == "nodes":
        return lambda node, frame: bool(run(node, frame))
    return lambda node, frame: to_boolean(run(node, frame))


def nodes_of(part: Compiled) -> NodesRun:
    """The closure that gives the part's nodes; ExpressionFault where its value is none."""
    run = part.run
    if part.kind == "nodes":
        return cast("NodesRun", run)

    def checked(node: Node, frame: Frame) -> NodeSet:
        found = run(node, frame)
        if not isinstance(found, list):
            raise ExpressionFault(
                mark(
                    "The expression “{expression}” gives a value where the path of a question"
                    " is needed."
                )
            )
        return found

    return checked
