"""What an expression says, as a tree: the parser makes it, the compiler reads it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Literal:
    """A text or a number."""

    value: str | float


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands of one precedence with the operators between them: 1 + 2 - 3, from left to right."""

    first: Expr
    rest: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True, slots=True)
class Logic:
    """Parts joined by `and` or by `or`."""

    operator: str
    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Union:
    """Node-sets joined by `|`."""

    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Minus:
    """A minus before an operand; two of them still make a number of it."""

    operand: Expr
    is_even: bool


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function; `place` is where its name stands in the text, from 0."""

    name: str
    arguments: tuple[Expr, ...]
    place: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: `name` is `*` or a name for `kind` "name", else a node type is asked."""

    axis: str
    kind: str
    prefix: str
    name: str
    predicates: tuple[Expr, ...]
    place: int

    @property
    def is_plain(self) -> bool:
        """Whether it goes to children of one name, without prefix or conditions."""
        return self.is_named and not self.predicates

    @property
    def is_named(self) -> bool:
        """Whether it goes to children of one name without prefix."""
        is_name = self.kind == "name" and self.name != "*" and not self.prefix
        return self.axis == "child" and is_name


@dataclass(frozen=True, slots=True)
class Path:
    """A location path: from the root, from what `start` gives, or from the context node."""

    start: Expr | None
    is_absolute: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Filtered:
    """A node-set with conditions: `(a | b)[1]`."""

    operand: Expr
    predicates: tuple[Expr, ...]


Expr = Literal | Chain | Logic | Union | Minus | Call | Path | Filtered
