"""Finds the rows of a list whose column has a value without looking at every row.

Choice lists and attached tables may have thousands of rows, and forms ask them at every answer:
`instance('villages')/list/item[raion = /data/raion]`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.surveys.xpath.compiled import BooleanRun, Compiled, Frame, Run, boolean_of
from app.surveys.xpath.nodes import Document, Element, Node, in_order
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
from app.surveys.xpath.values import NodeSet

_FEW = 12  # rows that are looked at sooner than an index is asked
_OF_CONTEXT = {
    "position",
    "last",
    "once",
    "random",
    "uuid",
    "lang",
    "string",
    "number",
    "name",
    "local-name",
    "namespace-uri",
    "string-length",
    "normalize-space",
}


@dataclass(frozen=True, slots=True)
class Lookup:
    """Rows of a tag by a column; `key` is what to find there, `others` what else is asked."""

    tag: str
    column: str
    key: Run
    others: Sequence[BooleanRun]

    def find(self, parent: Node, frame: Frame) -> NodeSet | None:
        """The rows in this parent that fit, or None where only looking at each will tell."""
        rows = parent.named(self.tag)
        if len(rows) < _FEW:
            return None
        document = parent.root()
        if not isinstance(document, Document) or document is frame.root:
            return None
        wanted = self.key(frame.current, frame)
        index = rows_by(document, parent, self.tag, self.column)
        if isinstance(wanted, str):
            found = index.get(wanted, [])
        elif isinstance(wanted, list):
            texts = {node.text for node in wanted}
            found = in_order(row for text in texts for row in index.get(text, ()))
        else:
            return None
        frame.spend(len(found))
        return [row for row in found if all(test(row, frame) for test in self.others)]


def rows_by(document: Document, parent: Node, tag: str, column: str) -> dict[str, NodeSet]:
    """Rows of a tag by what a column (`@name`: an attribute) says, kept until a change."""
    place = (parent, tag, column)
    index: dict[str, NodeSet] | None = document.indexes.get(place)
    if index is None:
        index = document.indexes[place] = {}
        for row in parent.named(tag):
            for text in cells(row, column):
                index.setdefault(text, []).append(row)
    return index


def cells(row: Element, column: str) -> list[str]:
    """What a row says in a column, each text once."""
    if column.startswith("@"):
        said = row.get(column[1:])
        return [] if said is None else [said]
    return list(dict.fromkeys(cell.text for cell in row.named(column)))


def lookup_of(step: Step, compile_part: Callable[[Expr], Compiled]) -> Lookup | None:
    """How the first condition of a step can be looked up, if it can."""
    condition = step.predicates[0]
    parts: tuple[Expr, ...] = (condition,)
    if isinstance(condition, Logic) and condition.operator == "and":
        parts = condition.parts
    for place, part in enumerate(parts):
        found = _column_and_key(part)
        if found is None:
            continue
        column, key = found
        others = [compile_part(other) for other in parts[:place] + parts[place + 1 :]]
        if any(other.uses_position for other in others):
            return None
        tests = [boolean_of(other) for other in others]
        return Lookup(step.name, column, compile_part(key).run, tests)
    return None


def _column_and_key(part: Expr) -> tuple[str, Expr] | None:
    if not isinstance(part, Chain) or len(part.rest) != 1 or part.rest[0][0] != "=":
        return None
    one, other = part.first, part.rest[0][1]
    for column, key in ((one, other), (other, one)):
        if (
            isinstance(column, Path)
            and column.start is None
            and not column.is_absolute
            and len(column.steps) == 1
            and column.steps[0].is_plain
            and is_same_for_all(key)
        ):
            return column.steps[0].name, key
    return None


def is_same_for_all(said: Expr) -> bool:  # noqa: PLR0911 - one answer a kind
    """Whether a part of a condition gives the same for every candidate it is asked of."""
    match said:
        case Literal():
            return True
        case Path(start=None):
            return said.is_absolute
        case Path(start=start) if start is not None:
            return is_same_for_all(start)
        case Filtered():
            return is_same_for_all(said.operand)
        case Call():
            if said.name in _OF_CONTEXT:
                return False
            return all(is_same_for_all(argument) for argument in said.arguments)
        case Chain():
            return is_same_for_all(said.first) and all(is_same_for_all(e) for _, e in said.rest)
        case Logic() | Union():
            return all(is_same_for_all(part) for part in said.parts)
        case Minus():
            return is_same_for_all(said.operand)
    return False
