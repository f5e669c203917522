"""Turns the tree of an expression into closures."""

from __future__ import annotations

from app.language.texts import mark
from app.surveys.xpath.compiled import Compiled, Frame, Kind
from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.functions import FUNCTIONS, Function
from app.surveys.xpath.nodes import Node
from app.surveys.xpath.operators import chained, joined_logic, negative, united
from app.surveys.xpath.paths import compiled_filter, compiled_path
from app.surveys.xpath.syntax import (
    Call,
    Chain,
    Expr,
    Filtered,
    Literal,
    Logic,
    Minus,
    Path,
    Step,
    Union,
)
from app.surveys.xpath.values import Value

_HERE = Path(None, False, (Step("self", "node", "", "", (), 0),))


class Compiler:
    """Compiles one expression; `faults` are calls that will fail if they are ever evaluated."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.faults: list[ExpressionFault] = []

    def compiled(self, said: Expr) -> Compiled:  # noqa: PLR0911 - one answer a kind
        """Compile a part of the expression."""
        match said:
            case Literal():
                return _literal(said.value)
            case Path():
                return compiled_path(said, self.compiled)
            case Call():
                return self._call(said)
            case Chain():
                rest = [(sign, self.compiled(operand)) for sign, operand in said.rest]
                return chained(self.compiled(said.first), rest)
            case Logic():
                return joined_logic(said.operator, [self.compiled(part) for part in said.parts])
            case Minus():
                return negative(self.compiled(said.operand), is_even=said.is_even)
            case Union():
                return united([self.compiled(part) for part in said.parts])
            case Filtered():
                return compiled_filter(said, self.compiled)

    def _call(self, call: Call) -> Compiled:
        function = FUNCTIONS.get(call.name)
        if function is None:
            return self._failing(
                mark("The expression “{expression}” calls {name}(), which is not known here."),
                call,
            )
        given = call.arguments
        if not given and function.takes_context:
            given = (_HERE,)
        if not _fits(function, len(given)):
            return self._failing(
                mark("The expression “{expression}” calls {name}() with a wrong number of values."),
                call,
            )
        try:
            return function.build([self.compiled(argument) for argument in given])
        except ExpressionFault as fault:
            return self._raising(fault.within(self._text))

    def _failing(self, text: str, call: Call) -> Compiled:
        return self._raising(
            ExpressionFault(text, expression=self._text, name=call.name, column=call.place + 1)
        )

    def _raising(self, fault: ExpressionFault) -> Compiled:
        """A part that fails when it is evaluated, as `if` may never ask for it."""
        self.faults.append(fault)

        def run(_: Node, __: Frame) -> Value:
            raise ExpressionFault(fault.text, **fault.values)

        return Compiled(run)


def _literal(value: str | float) -> Compiled:
    kind: Kind = "text" if isinstance(value, str) else "number"
    return Compiled(lambda _, __: value, kind, constant=value)


def _fits(function: Function, count: int) -> bool:
    return function.least <= count and (function.most is None or count <= function.most)
