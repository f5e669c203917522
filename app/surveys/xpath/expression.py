"""Expressions ready to be evaluated: compiled once, evaluated on any node as often as wanted."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from app.surveys.xpath.compiled import Frame, boolean_of, nodes_of, number_of, text_of
from app.surveys.xpath.compiler import Compiler
from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.nodes import Node
from app.surveys.xpath.parser import parse
from app.surveys.xpath.references import Reference, references_of
from app.surveys.xpath.scope import Scope
from app.surveys.xpath.values import NodeSet, Value

_Given = TypeVar("_Given")


class Expression:
    """An expression of a form.

    `references` are the paths it reads; `faults` the calls in it that fail if they are reached
    (unknown functions, wrong numbers of arguments), so that a form's check can name them.
    Evaluating changes nothing, and raises ExpressionFault where there is no value.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        said = parse(text)
        compiler = Compiler(text)
        part = compiler.compiled(said)
        self.faults: tuple[ExpressionFault, ...] = tuple(compiler.faults)
        self.references: tuple[Reference, ...] = references_of(said)
        self._value = part.run
        self._number = number_of(part)
        self._text = text_of(part)
        self._truth = boolean_of(part)
        self._nodes = nodes_of(part)

    def evaluate(self, node: Node, scope: Scope) -> Value:
        """The value: a number, a text, true or false, a Moment, or nodes."""
        return self._asked(self._value, node, scope)

    def number(self, node: Node, scope: Scope) -> float:
        """The value as a number."""
        return self._asked(self._number, node, scope)

    def string(self, node: Node, scope: Scope) -> str:
        """The value as a text."""
        return self._asked(self._text, node, scope)

    def boolean(self, node: Node, scope: Scope) -> bool:
        """The value as true or false."""
        return self._asked(self._truth, node, scope)

    def nodes(self, node: Node, scope: Scope) -> NodeSet:
        """The nodes; ExpressionFault if the value is none."""
        return self._asked(self._nodes, node, scope)

    def _asked(self, run: Callable[[Node, Frame], _Given], node: Node, scope: Scope) -> _Given:
        try:
            return run(node, Frame(node, scope.root(node), scope))
        except ExpressionFault as fault:
            raise fault.within(self.text) from None


@functools.lru_cache(maxsize=8192)
def compile_expression(text: str) -> Expression:
    """The expression of a text; ExpressionFault says where it cannot be read."""
    return Expression(text)
