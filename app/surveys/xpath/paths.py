"""Location paths: steps from node to node, with conditions on the way.

Most paths of a form go down by names from the root or up by `..`; they take the shortest ways
here, and know that what they find is in document order already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum

from app.surveys.xpath.axes import AXES, REVERSE, parents, test_of
from app.surveys.xpath.compiled import Compiled, Frame, NodesRun, boolean_of, nodes_of
from app.surveys.xpath.lookups import lookup_of
from app.surveys.xpath.nodes import Node, in_order
from app.surveys.xpath.syntax import Call, Expr, Filtered, Path, Step
from app.surveys.xpath.values import NodeSet, Value, to_boolean

Compile = Callable[[Expr], Compiled]
StepRun = Callable[[NodeSet, Frame], NodeSet]
Predicate = Callable[[list[Node], Frame], list[Node]]
_SINGLE = {"current", "instance"}  # functions that give one node at most


class _Order(IntEnum):
    """What is known of nodes found so far: one at most, all of one depth, or nothing."""

    SINGLE = 0
    LEVEL = 1
    ANY = 2


def compiled_path(path: Path, compile_part: Compile) -> Compiled:
    """Compile a location path."""
    if path.start is not None:
        start = compile_part(path.start)
        is_single = isinstance(path.start, Call) and path.start.name in _SINGLE
        steps = _steps(path.steps, _Order.SINGLE if is_single else _Order.ANY, compile_part)
        return Compiled(_from(nodes_of(start), steps), "nodes", start.uses_position)
    if path.is_absolute and path.steps and all(step.is_plain for step in path.steps):
        return Compiled(_absolute([step.name for step in path.steps]), "nodes")
    steps = _steps(path.steps, _Order.SINGLE, compile_part)
    if path.is_absolute:
        return Compiled(_from(lambda _, frame: [frame.root], steps), "nodes")
    return Compiled(_from(lambda node, _: [node], steps), "nodes")


def compiled_filter(said: Filtered, compile_part: Compile) -> Compiled:
    """Compile a node-set with conditions."""
    operand = compile_part(said.operand)
    nodes = nodes_of(operand)
    predicates = [_predicate(part, compile_part) for part in said.predicates]

    def run(node: Node, frame: Frame) -> NodeSet:
        found = nodes(node, frame)
        for predicate in predicates:
            found = predicate(found, frame)
        return found

    return Compiled(run, "nodes", operand.uses_position)


def _from(start: NodesRun, steps: Sequence[StepRun]) -> NodesRun:
    if len(steps) == 1:
        only = steps[0]
        return lambda node, frame: _relevant(only(start(node, frame), frame))

    def run(node: Node, frame: Frame) -> NodeSet:
        found = start(node, frame)
        for step in steps:
            found = step(found, frame)
            if not found:
                return found
        return _relevant(found)

    return run


def _relevant(found: NodeSet) -> NodeSet:
    """Those that count: what is not relevant is not there for expressions."""
    for node in found:
        if not node.is_relevant:
            return [node for node in found if node.is_relevant]
    return found


def _absolute(tags: list[str]) -> NodesRun:
    """A path by names from the root."""

    def run(_: Node, frame: Frame) -> NodeSet:
        if frame.scope.narrows_repeats:
            return _relevant(_narrowed(tags, frame))
        found: NodeSet = [frame.root]
        for tag in tags:
            found = _children(found, tag)
        return _relevant(found)

    return run


def _children(found: NodeSet, tag: str) -> NodeSet:
    if len(found) == 1:
        return found[0].named(tag)  # type: ignore[return-value]  # read, never changed
    return [child for node in found for child in node.named(tag)]


def _narrowed(tags: list[str], frame: Frame) -> NodeSet:
    """The path by names, going through the instances of repeats that the context node is in."""
    above: list[Node] = [frame.current]
    while above[-1].parent is not None and above[-1] is not frame.root:
        above.append(above[-1].parent)
    above.reverse()
    found: NodeSet = [frame.root]
    for depth, tag in enumerate(tags, 1):
        nearby = above[depth] if depth < min(len(above), len(tags)) else None
        among = _children(found, tag)
        found = [nearby] if nearby is not None and nearby in among else among
    return found


def _steps(steps: Sequence[Step], order: _Order, compile_part: Compile) -> list[StepRun]:
    runs = []
    for step in _shortened(steps):
        run, order = _step(step, order, compile_part)
        runs.append(run)
    return runs


def _shortened(steps: Sequence[Step]) -> list[Step]:
    """The steps with `//name` as one step, where no condition counts positions from a parent."""
    said: list[Step] = []
    for step in steps:
        before = said[-1] if said else None
        if (
            before is not None
            and before.axis == "descendant-or-self"
            and before.kind == "node"
            and not before.predicates
            and step.axis == "child"
            and not step.predicates
        ):
            said[-1] = Step("descendant", step.kind, step.prefix, step.name, (), step.place)
        else:
            said.append(step)
    return said


def _step(step: Step, order: _Order, compile_part: Compile) -> tuple[StepRun, _Order]:
    is_level = order < _Order.ANY
    if is_level and step.is_named:
        run = _named(step, compile_part)
        return run, _Order.LEVEL
    if is_level and step.axis == "parent" and step.kind == "node" and not step.predicates:
        return lambda found, _: parents(found), order
    walk = _walk(step, compile_part)
    if order == _Order.SINGLE or (is_level and step.axis in {"child", "attribute", "self"}):
        kept = {"self": order, "parent": order, "child": _Order.LEVEL, "attribute": _Order.LEVEL}
        return walk, kept.get(step.axis, _Order.ANY)
    return lambda found, frame: in_order(walk(found, frame)), _Order.ANY


def _named(step: Step, compile_part: Compile) -> StepRun:
    """A step to children of one name, from nodes of one depth."""
    tag = step.name
    if not step.predicates:
        return lambda found, _: _children(found, tag)
    predicates = [_predicate(part, compile_part) for part in step.predicates]
    lookup = lookup_of(step, compile_part)

    def run(found: NodeSet, frame: Frame) -> NodeSet:
        kept: NodeSet = []
        for node in found:
            among: NodeSet | None = None
            if lookup is not None:
                among = lookup.find(node, frame)
            if among is None:
                among = predicates[0](node.named(tag), frame)  # type: ignore[arg-type]
            for predicate in predicates[1:]:
                among = predicate(among, frame)
            kept += among
        return kept

    return run


def _walk(step: Step, compile_part: Compile) -> StepRun:
    """A step along any axis; nodes come out in the order of the nodes they were found from."""
    axis, test = AXES[step.axis], test_of(step)
    predicates = [_predicate(part, compile_part) for part in step.predicates]
    is_reverse = step.axis in REVERSE

    def run(found: NodeSet, frame: Frame) -> NodeSet:
        kept: NodeSet = []
        for node in found:
            among = list(axis(node))
            frame.spend(len(among))
            if test is not None:
                among = [candidate for candidate in among if test(candidate)]
            for predicate in predicates:
                among = predicate(among, frame)
            if is_reverse:
                among.reverse()
            kept += among
        return kept

    return run


def _predicate(said: Expr, compile_part: Compile) -> Predicate:
    """A condition on candidates, which come in the order of their axis."""
    part = compile_part(said)
    if isinstance(part.constant, float):
        return _at(part.constant)
    if part.kind in {"boolean", "text", "nodes"} and not part.uses_position:
        holds = boolean_of(part)

        def select(among: list[Node], frame: Frame) -> list[Node]:
            frame.spend(len(among))
            return [node for node in among if holds(node, frame)]

        return select
    run = part.run

    def select_by_position(among: list[Node], frame: Frame) -> list[Node]:
        frame.spend(len(among))
        inner = frame.inner(len(among))
        kept = []
        for position, node in enumerate(among, 1):
            inner.position = position
            if _holds_at(run(node, inner), position):
                kept.append(node)
        return kept

    return select_by_position


def _at(number: float) -> Predicate:
    place = int(number) - 1 if number.is_integer() else -1

    def select(among: list[Node], _: Frame) -> list[Node]:
        return [among[place]] if 0 <= place < len(among) else []

    return select


def _holds_at(value: Value, position: int) -> bool:
    if isinstance(value, float):
        return value == position
    return to_boolean(value)
