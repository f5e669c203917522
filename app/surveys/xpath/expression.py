"""Expressions ready to be evaluated: compiled once, evaluated on any node as often as wanted."""

from __future__ import annotations

import functools

from app.surveys.xpath.compiled import Frame, boolean_of, nodes_of, number_of, text_of
from app.surveys.xpath.compiler import Compiler
from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.nodes import Node
from app.surveys.xpath.parser import parse
from app.surveys.xpath.references import Reference, references_of
from app.surveys.xpath.scope import Scope
from app.surveys.xpath.values import NodeSet, Value


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
        try:
            return self._value(node, Frame(node, scope.root(node), scope))
        except ExpressionFault as fault:
            raise fault.within(self.text) from None

    def number(self, node: Node, scope: Scope) -> float:
        """The value as a number."""
        try:
            return self._number(node, Frame(node, scope.root(node), scope))
        except ExpressionFault as fault:
            raise fault.within(self.text) from None

    def string(self, node: Node, scope: Scope) -> str:
        """The value as a text."""
        try:
            return self._text(node, Frame(node, scope.root(node), scope))
        except ExpressionFault as fault:
            raise fault.within(self.text) from None

    def boolean(self, node: Node, scope: Scope) -> bool:
        """The value as true or false."""
        try:
            return self._truth(node, Frame(node, scope.root(node), scope))
        except ExpressionFault as fault:
            raise fault.within(self.text) from None

    def nodes(self, node: Node, scope: Scope) -> NodeSet:
        """The nodes; ExpressionFault if the value is none."""
        try:
            return self._nodes(node, Frame(node, scope.root(node), scope))
        except ExpressionFault as fault:
            raise fault.within(self.text) from None


@functools.lru_cache(maxsize=8192)
def compile_expression(text: str) -> Expression:
    """The expression of a text; ExpressionFault says where it cannot be read."""
    return Expression(text)
