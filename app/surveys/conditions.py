"""What an expression asks of other answers, as far as it can be said in plain words.

`condition_of("selected(../needs, 'water') and ../age > 17", "/data/help")` is a small tree of facts
about questions, whatever is filled in: for paper, and for whoever explains a form. What has no
plain words (a sum, a regular expression, a place in another list) is an `Unclear`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.parser import parse
from app.surveys.xpath.syntax import Call, Chain, Expr, Literal, Logic, Path

_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_OPPOSITE = {"<": ">=", ">": "<=", "<=": ">", ">=": "<"}


@dataclass(frozen=True, slots=True)
class Is:
    """The answer to a question is one of these values, or none of them."""

    path: str
    values: tuple[str, ...]
    is_denied: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice is among those that were ticked, or is not."""

    path: str
    value: str
    is_denied: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """The answer is a number less (<), more (>), at most (<=) or at least (>=) than another."""

    path: str
    operator: str
    number: float


@dataclass(frozen=True, slots=True)
class Answered:
    """There is an answer, or none."""

    path: str
    is_denied: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """All of these hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of these holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Always:
    """It holds, or never does, whatever is answered."""

    is_denied: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """What has no plain words."""

    text: str


Condition = Is | Chosen | Compared | Answered | All | Either | Always | Unclear


def condition_of(expression: str, at: str) -> Condition:
    """What an expression at a place of the form (a path without indexes) asks."""
    try:
        said = parse(expression)
    except ExpressionFault:
        return Unclear(expression)
    return _Reader(expression, at).read(said)


def facts_in(condition: Condition) -> Iterator[Condition]:
    """Every single fact of a condition."""
    if isinstance(condition, All | Either):
        for part in condition.parts:
            yield from facts_in(part)
    else:
        yield condition


class _Reader:
    """Reads one expression; `at` is where relative paths begin."""

    def __init__(self, text: str, at: str) -> None:
        self._text = text
        self._at = at

    def read(self, said: Expr) -> Condition:
        match said:
            case Logic(operator=operator, parts=parts):
                read = [self.read(part) for part in parts]
                return _all(read) if operator == "and" else _either(read)
            case Chain(first=left, rest=((operator, right),)):
                return self._comparison(left, operator, right)
            case Call(name=name, arguments=arguments):
                return self._call(name, arguments)
            case Path():
                path = self._path(said)
                return Answered(path) if path else self._unclear()
            case _:
                return self._unclear()

    def _unclear(self) -> Unclear:
        return Unclear(self._text)

    def _call(self, name: str, arguments: tuple[Expr, ...]) -> Condition:
        match name, arguments:
            case "not", (inner,):
                return denied(self.read(inner))
            case "true", ():
                return Always()
            case "false", ():
                return Always(is_denied=True)
            case "selected", (asked, Literal(value=str(value))):
                path = self._path(asked)
                return Chosen(path, value) if path else self._unclear()
            case "boolean" | "string", (inner,):
                return self.read(inner)
            case _:
                return self._unclear()

    def _comparison(self, left: Expr, operator: str, right: Expr) -> Condition:
        if isinstance(left, Literal) and not isinstance(right, Literal):
            left, operator, right = right, _FLIPPED.get(operator, operator), left
        path = self._path(left)
        if not isinstance(right, Literal):
            return self._unclear()
        if path is None:
            return self._of_length(left, operator, right)
        if operator in {"=", "!="}:
            is_denied = operator == "!="
            if right.value == "":
                return Answered(path, is_denied=not is_denied)
            return Is(path, (_as_answer(right.value),), is_denied)
        number = _number(right.value)
        if operator not in _OPPOSITE or number is None:
            return self._unclear()
        return Compared(path, operator, number)

    def _of_length(self, left: Expr, operator: str, right: Literal) -> Condition:
        """`string-length(x) > 0`, `count-selected(x) > 0`: only whether there is an answer."""
        if not isinstance(left, Call) or left.name not in {"string-length", "count-selected"}:
            return self._unclear()
        path = self._path(left.arguments[0]) if len(left.arguments) == 1 else None
        asks = {(">", 0.0): False, (">=", 1.0): False, ("=", 0.0): True, ("!=", 0.0): False}
        is_denied = asks.get((operator, _number(right.value) or 0.0))
        if path is None or is_denied is None:
            return self._unclear()
        return Answered(path, is_denied)

    def _path(self, said: Expr) -> str | None:
        """The place a plain path leads to."""
        if isinstance(said, Call) and said.name in {"string", "number", "int"} and said.arguments:
            return self._path(said.arguments[0])
        if not isinstance(said, Path) or said.start is not None:
            return None
        names = [] if said.is_absolute else self._at.strip("/").split("/")
        for step in said.steps:
            if step.is_plain:
                names.append(step.name)
            elif step.predicates or step.axis not in {"parent", "self"}:
                return None
            elif step.axis == "parent":
                names = names[:-1]
        return "/" + "/".join(names) if names else None


def denied(condition: Condition) -> Condition:
    """The contrary of a condition."""
    match condition:
        case All(parts=parts):
            return _either([denied(part) for part in parts])
        case Either(parts=parts):
            return _all([denied(part) for part in parts])
        case Compared(path=path, operator=operator, number=number):
            return Compared(path, _OPPOSITE[operator], number)
        case Unclear():
            return condition
        case _:
            return replace(condition, is_denied=not condition.is_denied)


def _all(parts: Iterable[Condition]) -> Condition:
    flat: list[Condition] = []
    for part in parts:
        flat += part.parts if isinstance(part, All) else (part,)
    kept = [part for part in dict.fromkeys(flat) if part != Always()]
    said = {part.path for part in kept if isinstance(part, Is | Chosen | Compared)}
    # that there is an answer goes without saying where it is said which
    kept = [part for part in kept if not _goes_without_saying(part, said)]
    kept = list(_merged(kept, is_denied=True))
    return All(tuple(kept)) if len(kept) > 1 else kept[0] if kept else Always()


def _goes_without_saying(part: Condition, said: Container[str]) -> bool:
    return isinstance(part, Answered) and not part.is_denied and part.path in said


def _either(parts: Iterable[Condition]) -> Condition:
    flat: list[Condition] = []
    for part in parts:
        flat += part.parts if isinstance(part, Either) else (part,)
    if Always() in flat:
        return Always()
    kept = list(_merged(dict.fromkeys(flat), is_denied=False))
    return Either(tuple(kept)) if len(kept) > 1 else kept[0]


def _merged(parts: Iterable[Condition], *, is_denied: bool) -> Iterator[Condition]:
    """One list of answers for all that is said of the answer to one question."""
    values: dict[str, tuple[str, ...]] = {}
    kept: list[Condition] = []
    for part in parts:
        if isinstance(part, Is) and part.is_denied == is_denied:
            if part.path not in values:
                kept.append(part)
            values[part.path] = (*values.get(part.path, ()), *part.values)
        else:
            kept.append(part)
    for part in kept:
        if isinstance(part, Is) and part.is_denied == is_denied:
            yield Is(part.path, values[part.path], is_denied)
        else:
            yield part


def _as_answer(value: str | float) -> str:
    if isinstance(value, str):
        return value
    return str(int(value)) if value == int(value) else str(value)


def _number(value: str | float) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None
