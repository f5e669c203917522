"""What an expression reads, seen from outside: for knowing what to work out anew after a change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Reference:
    """A path that is read: from the root, from an instance's root (its id), or from the node.

    Steps are names, `..`, `*` (any child), `**` (anything below) or `@name`. What steps cannot
    say (siblings, what follows) is `..` and `**`: rather too much than too little.
    """

    is_absolute: bool
    steps: tuple[str, ...]
    instance: str | None = None

    def __str__(self) -> str:
        """The path as an expression would say it."""
        lead = f"instance('{self.instance}')/" if self.instance else "/" if self.is_absolute else ""
        return lead + "/".join(self.steps) or "."

    def then(self, steps: tuple[str, ...]) -> Reference:
        """The path that goes on by these steps; a name and then `..` take each other back."""
        walked = list(self.steps)
        for step in steps:
            if step == ".." and walked and walked[-1] not in {"..", "**"}:
                walked.pop()
            elif step == ".." and self.is_absolute and not walked:
                continue
            else:
                walked.append(step)
        return Reference(self.is_absolute, tuple(walked), self.instance)


HERE = Reference(is_absolute=False, steps=())
ROOT = Reference(is_absolute=True, steps=())


def references_of(said: Expr) -> tuple[Reference, ...]:
    """The paths an expression reads, each once, in the order they are named."""
    return tuple(dict.fromkeys(_read(said, HERE)))


def _read(said: Expr, here: Reference) -> Iterator[Reference]:
    match said:
        case Literal():
            return
        case Path():
            yield from _read_path(said, here)
        case Call():
            yield from _read_call(said, here)
        case Chain():
            for part in (said.first, *(operand for _, operand in said.rest)):
                yield from _read(part, here)
        case Logic() | Union():
            for part in said.parts:
                yield from _read(part, here)
        case Minus():
            yield from _read(said.operand, here)
        case Filtered():
            places = list(_read(said.operand, here))
            yield from places
            for place in places:
                for predicate in said.predicates:
                    yield from _read(predicate, place)


_READ_HERE = {
    "string",
    "number",
    "string-length",
    "normalize-space",
    "name",
    "local-name",
    "namespace-uri",
}


def _read_call(call: Call, here: Reference) -> Iterator[Reference]:
    if call.name == "once" or (call.name in _READ_HERE and not call.arguments):
        yield here
    for argument in call.arguments:
        yield from _read(argument, here)


def _read_path(path: Path, here: Reference) -> Iterator[Reference]:
    places: list[Reference]
    if path.start is None:
        places = [ROOT if path.is_absolute else here]
    else:
        places = _places_of(path.start, here)
        if not (isinstance(path.start, Call) and path.start.name in {"instance", "current"}):
            yield from _read(path.start, here)
    for place in places:
        reached = place
        for step in path.steps:
            reached = reached.then(_steps_of(step))
            for predicate in step.predicates:
                yield from _read(predicate, reached)
        yield reached


def _places_of(start: Expr, here: Reference) -> list[Reference]:
    """Where a path that begins with a function or a filtered node-set begins."""
    if isinstance(start, Call) and start.name == "current":
        return [HERE]
    if isinstance(start, Call) and start.name == "instance":
        name = start.arguments[0] if start.arguments else None
        said = name.value if isinstance(name, Literal) else "?"
        return [Reference(is_absolute=True, steps=(), instance=str(said))]
    return list(_read(start, here))


def _steps_of(step: Step) -> tuple[str, ...]:
    name = f"{step.prefix}:{step.name}" if step.prefix else step.name
    match step.axis:
        case "self":
            steps: tuple[str, ...] = ()
        case "parent":
            steps = ("..",)
        case "attribute":
            steps = (f"@{name or '*'}",)
        case "child" if step.kind == "text":
            steps = ()
        case "child":
            steps = (name if step.kind == "name" else "*",)
        case "descendant" | "descendant-or-self":
            steps = ("**",) if step.kind != "name" or name == "*" else ("**", name)
        case _:
            steps = ("..", "**")
    return steps
