"""What has to be computed again when something changes, and in which order.

All of it is known from the form alone, once for all fillings: for every place, the computations
that read it, and how to get from the changed node to the nodes whose computation it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from app.language import mark
from app.surveys.faults import FormFault
from app.surveys.parts import Aspect, Itemset, Place
from app.surveys.references import Reference, references_of
from app.surveys.xpath.expression import Expression

Spoken = Callable[[Place], Iterator[Expression]]
_GIVES_VALUE = (Aspect.CALCULATE, Aspect.CHOICES)
_IN_CIRCLES = {Aspect.CALCULATE, Aspect.COUNT, Aspect.RELEVANT}


@dataclass(eq=False, slots=True)
class Computation:
    """What is computed of one place; in a filling it is done for each node there.

    How many instances a repeat has is computed of the place around it, its `repeat` being which.
    """

    place: Place
    aspect: Aspect
    expression: Expression | None
    reads: tuple[Reference, ...] = ()
    rank: int = 0
    repeat: Place | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """A computation that reads a place. From the changed node climb to the node at `anchor`; in
    it, all nodes at `computation.place` are concerned: `route` leads down to them by tags.
    """

    computation: Computation
    anchor: Place
    route: tuple[str, ...]


@dataclass(slots=True)
class Graph:
    """The computations of a form and who reads what."""

    at: dict[Place, list[Computation]] = field(default_factory=dict)
    readers: dict[Place, list[Reader]] = field(default_factory=dict)
    """By the place whose value is read (its relevance goes with it)."""
    counters: dict[Place, list[Reader]] = field(default_factory=dict)
    """By repeat: those who see that it has another instance, or one less, from outside it."""
    counted: dict[Place, list[Reader]] = field(default_factory=dict)
    """By repeat: those in its instances who see that an instance has another index."""
    counts: dict[Place, Computation] = field(default_factory=dict)
    """By repeat: what decides how many instances it has."""
    circles: list[FormFault] = field(default_factory=list)
    """Conditions that hide each other in a circle: what is answered first decides."""


def graph_of(places: Iterable[Place], root: Place, spoken: Spoken) -> Graph:
    """Work the graph out; circular calculations are a FormFault that names their path. `spoken`
    gives the expressions in the texts of a place.
    """
    graph = Graph()
    for place in places:
        for computation in _computations_at(place, root, spoken):
            graph.at.setdefault(computation.place, []).append(computation)
            if computation.repeat is not None:
                graph.counts[computation.repeat] = computation
    for computation in _all(graph):
        for reference in computation.reads:
            _enter(graph, computation, reference)
    _rank(graph)
    return graph


def _all(graph: Graph) -> Iterator[Computation]:
    for found in graph.at.values():
        yield from found


def _computations_at(place: Place, root: Place, spoken: Spoken) -> Iterator[Computation]:
    for aspect, expression in place.bind.expressions.items():
        reads = tuple(references_of(expression, place, root))
        if aspect is Aspect.COUNT:
            around = place.parent or root
            yield Computation(around, aspect, expression, reads, repeat=place)
        else:
            yield Computation(place, aspect, expression, reads)
    control = place.control
    if control is not None and control.itemset is not None:
        yield _choices_of(control.itemset, place, root)
    elif control is not None and control.items:
        yield Computation(place, Aspect.CHOICES, None)
    reads = tuple(
        reference
        for expression in spoken(place)
        for reference in references_of(expression, place, root)
    )
    if reads:
        yield Computation(place, Aspect.WORDING, None, tuple(dict.fromkeys(reads)))


def _choices_of(itemset: Itemset, place: Place, root: Place) -> Computation:
    reads = references_of(itemset.nodes, place, root)
    for inner in (itemset.value, itemset.label):
        if inner is not None:
            reads += references_of(inner, place, root, on=itemset.nodes)
    return Computation(place, Aspect.CHOICES, itemset.nodes, tuple(dict.fromkeys(reads)))


def _enter(graph: Graph, computation: Computation, reference: Reference) -> None:
    route = computation.place.route_from(reference.anchor)
    reader = Reader(computation, reference.anchor, route)
    for place in _read_with(reference.place, computation.place):
        readers = graph.readers.setdefault(place, [])
        if reader not in readers:
            readers.append(reader)
    repeat = reference.place.repeat
    while repeat is not None:
        if reference.anchor.within(repeat):
            if reference.place is repeat:
                graph.counted.setdefault(repeat, []).append(reader)
        else:
            graph.counters.setdefault(repeat, []).append(reader)
        repeat = repeat.parent.repeat if repeat.parent else None


def _read_with(place: Place, reader: Place) -> Iterator[Place]:
    """The places whose value is read with a place: what a group says is what stands in it. One
    that reads a group around itself, or a repeat, asks how many there are and where it stands.
    """
    yield place
    if not place.is_repeat and not reader.within(place):
        for child in place.children:
            yield from child.walk()


def _rank(graph: Graph) -> None:
    """Number the computations so that what is read comes before who reads it."""
    computations = list(_all(graph))
    before = {computation: _needed(graph, computation) for computation in computations}
    for rank, circle in enumerate(_components(computations, before)):
        for computation in circle:
            computation.rank = rank
        if len(circle) > 1 or circle[0] in before[circle[0]]:
            _check_circle(circle, graph)


def _needed(graph: Graph, computation: Computation) -> list[Computation]:
    """What must have been computed before, as far as places tell."""
    found: dict[Computation, None] = {}
    for reference in computation.reads:
        for place in _read_with(reference.place, computation.place):
            found.update(dict.fromkeys(_producers(graph, place)))
        found.update(dict.fromkeys(_settled(graph, reference.place, reference.anchor)))
    if computation.aspect is not Aspect.RELEVANT and computation.aspect is not Aspect.COUNT:
        found.update(dict.fromkeys(_settled(graph, computation.place, computation.place)))
    if computation.aspect in {Aspect.CHOICES, Aspect.CONSTRAINT}:
        own = graph.at[computation.place]
        found.update(dict.fromkeys(o for o in own if o.aspect is Aspect.CALCULATE))
    return list(found)


def _producers(graph: Graph, place: Place) -> Iterator[Computation]:
    return (c for c in graph.at.get(place, ()) if c.aspect in _GIVES_VALUE)


def _settled(graph: Graph, place: Place, anchor: Place) -> Iterator[Computation]:
    """What decides whether a place is there at all, from the anchor down."""
    at: Place | None = place
    while at is not None:
        yield from (c for c in graph.at.get(at, ()) if c.aspect is Aspect.RELEVANT)
        if at in graph.counts and not anchor.within(at):
            yield graph.counts[at]
        at = at.parent


def _components(
    computations: list[Computation], before: dict[Computation, list[Computation]]
) -> Iterator[list[Computation]]:
    """Groups of computations that need each other, those that are needed first (Tarjan)."""
    index: dict[Computation, int] = {}
    low: dict[Computation, int] = {}
    stack: list[Computation] = []
    on_stack: set[Computation] = set()
    for start in computations:
        if start in index:
            continue
        work = [(start, iter(before[start]))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            computation, needed = work[-1]
            for other in needed:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    on_stack.add(other)
                    work.append((other, iter(before[other])))
                    break
                if other in on_stack:
                    low[computation] = min(low[computation], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[computation])
                if low[computation] == index[computation]:
                    circle = []
                    while True:
                        other = stack.pop()
                        on_stack.discard(other)
                        circle.append(other)
                        if other is computation:
                            break
                    yield circle


def _check_circle(circle: list[Computation], graph: Graph) -> None:
    """Refuse a circle of calculations within one instance. That an instance reads another one of
    the same repeat (a running total) is no circle, nor are conditions that hide each other.
    """
    members = {c for c in circle if c.aspect in _IN_CIRCLES}
    following = {
        computation: [
            other
            for reference in computation.reads
            if reference.is_of_own_instance
            for other in _met(graph, reference, computation)
            if other in members
        ]
        for computation in members
    }
    ordered = sorted(members, key=lambda c: c.place.index)
    for computation in ordered:
        if computation.aspect is Aspect.CALCULATE and (path := _path_back(computation, following)):
            raise _fault_of(
                path, mark("These questions are calculated from each other in a circle: {path}.")
            )
    for computation in ordered:
        if computation.aspect is Aspect.RELEVANT and (path := _path_back(computation, following)):
            text = mark("These questions show and hide each other in a circle: {path}.")
            graph.circles.append(_fault_of(path, text))
            break


def _fault_of(path: list[Computation], text: str) -> FormFault:
    return FormFault(
        text,
        column="calculation" if path[0].aspect is Aspect.CALCULATE else path[0].aspect.value,
        name=path[0].place.name,
        path=" → ".join(computation.place.name for computation in path),
    )


def _met(graph: Graph, reference: Reference, reader: Computation) -> Iterator[Computation]:
    """What is computed of a place that is read, and whether it is there at all."""
    for place in _read_with(reference.place, reader.place):
        yield from (c for c in graph.at.get(place, ()) if c.aspect is Aspect.CALCULATE)
    at: Place | None = reference.place
    while at is not None and not reader.place.within(at):
        yield from (c for c in graph.at.get(at, ()) if c.aspect is Aspect.RELEVANT)
        if at in graph.counts:
            yield graph.counts[at]
        at = at.parent


def _path_back(
    start: Computation, following: dict[Computation, list[Computation]]
) -> list[Computation]:
    """The shortest way from a computation to itself, with it at both ends."""
    ways = [[start]]
    seen = set()
    while ways:
        way = ways.pop(0)
        for other in following.get(way[-1], ()):
            if other is start:
                return [*way, start]
            if other not in seen:
                seen.add(other)
                ways.append([*way, other])
    return []
