"""How a function is declared: its name, what it takes, what it gives."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from app.surveys.xpath.compiled import (
    Compiled,
    Kind,
    Run,
    boolean_of,
    nodes_of,
    number_of,
    text_of,
)
from app.surveys.xpath.values import Value

Builder = Callable[[Sequence[Compiled]], Compiled]
_CONVERSIONS: dict[str, Callable[[Compiled], Run]] = {
    "number": number_of,
    "text": text_of,
    "boolean": boolean_of,
    "nodes": nodes_of,
    "any": lambda part: part.run,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Function:
    """A function: how many arguments it takes (`most` None: any number) and how it is built.

    With `takes_context` a call without arguments is one with the context node.
    """

    least: int
    most: int | None
    build: Builder
    takes_context: bool = False


class Family(dict[str, Function]):
    """Functions of one subject by name.

    What a function takes is said in words: "text number?" is a text and perhaps a number, "any*"
    as many values as there are, "any." one value or else the context node.
    """

    def function(
        self, name: str, takes: str, gives: Kind
    ) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
        """Declare a function of its arguments alone."""
        return self._declare(name, takes, gives, is_placed=False)

    def placed(
        self, name: str, takes: str, gives: Kind
    ) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
        """Declare a function that is handed the context node and the frame before its arguments."""
        return self._declare(name, takes, gives, is_placed=True)

    def built(self, name: str, least: int, most: int | None) -> Callable[[Builder], Builder]:
        """Declare a function that is given its compiled arguments and decides which to evaluate."""

        def keep(builder: Builder) -> Builder:
            self[name] = Function(least, most, builder)
            return builder

        return keep

    def _declare(
        self, name: str, takes: str, gives: Kind, *, is_placed: bool
    ) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
        words = takes.split()
        least = sum(word[-1] not in "?*" for word in words)
        is_open = any(word[-1] == "*" for word in words)
        conversions = [_CONVERSIONS[word.rstrip("?*.")] for word in words]

        def keep(function: Callable[..., Value]) -> Callable[..., Value]:
            def build(arguments: Sequence[Compiled]) -> Compiled:
                convert = conversions + conversions[-1:] * (len(arguments) - len(conversions))
                runs = [turn(part) for turn, part in zip(convert, arguments, strict=False)]
                run = _placed_call(function, runs) if is_placed else _call(function, runs)
                return Compiled(run, gives, any(part.uses_position for part in arguments))

            most = None if is_open else len(words)
            self[name] = Function(least, most, build, takes.endswith("."))
            return function

        return keep


def _call(function: Callable[..., Any], runs: Sequence[Run]) -> Run:
    if not runs:
        return lambda _, __: function()
    if len(runs) == 1:
        one = runs[0]
        return lambda node, frame: function(one(node, frame))
    if len(runs) == 2:
        one, two = runs
        return lambda node, frame: function(one(node, frame), two(node, frame))
    return lambda node, frame: function(*[run(node, frame) for run in runs])


def _placed_call(function: Callable[..., Any], runs: Sequence[Run]) -> Run:
    if not runs:
        return function
    if len(runs) == 1:
        one = runs[0]
        return lambda node, frame: function(node, frame, one(node, frame))
    return lambda node, frame: function(node, frame, *[run(node, frame) for run in runs])


def flattened(values: Sequence[Value]) -> list[Value]:
    """The values with every node-set as the texts of its nodes."""
    flat: list[Value] = []
    for value in values:
        if isinstance(value, list):
            flat += [node.text for node in value]
        else:
            flat.append(value)
    return flat
