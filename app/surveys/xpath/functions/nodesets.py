"""Functions of node-sets: counting, naming, places, instances and repeats."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.language.texts import mark
from app.surveys.xpath.compiled import Compiled, Frame, nodes_of, number_of
from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.functions.family import Family
from app.surveys.xpath.nodes import XML, Attribute, Branch, Element, Instruction, Node
from app.surveys.xpath.values import NAN, NodeSet, Value, number_in, to_text

NODESETS = Family()


@NODESETS.function("count", "nodes", "number")
def count(nodes: NodeSet) -> Value:
    """How many nodes there are."""
    return float(len(nodes))


@NODESETS.function("count-non-empty", "nodes", "number")
def count_non_empty(nodes: NodeSet) -> Value:
    """How many nodes say anything."""
    return float(sum(bool(node.text) for node in nodes))


@NODESETS.placed("sum", "nodes", "number")
def total(_: Node, frame: Frame, nodes: NodeSet) -> Value:
    """The sum of all nodes; what says nothing yet adds nothing."""
    scope = frame.scope
    return math.fsum([number_in(text, scope) for node in nodes if (text := node.text)])


def _position(_: Node, frame: Frame) -> Value:
    return float(frame.position)


@NODESETS.built("position", 0, 1)
def position(arguments: Sequence[Compiled]) -> Compiled:
    """The place among the candidates, or that of a node among its neighbours of the same name."""
    if not arguments:
        return Compiled(_position, "number", uses_position=True)
    nodes = nodes_of(arguments[0])
    return Compiled(
        lambda node, frame: _place(nodes(node, frame)), "number", arguments[0].uses_position
    )


def _place(nodes: NodeSet) -> float:
    if not nodes:
        return NAN
    node = nodes[0]
    if not isinstance(node, Element) or node.parent is None:
        return 1.0
    place = 0.0
    for sibling in node.parent.named(node.tag):
        place += 1
        if sibling is node:
            break
    return place


@NODESETS.built("last", 0, 0)
def last(_: Sequence[Compiled]) -> Compiled:
    """How many candidates there are."""
    return Compiled(lambda _, frame: float(frame.size), "number", uses_position=True)


@NODESETS.placed("current", "", "nodes")
def current(_: Node, frame: Frame) -> Value:
    """The node the whole expression is evaluated on."""
    return [frame.current]


@NODESETS.placed("instance", "text", "nodes")
def instance(_: Node, frame: Frame, name: str) -> Value:
    """The instance of this id."""
    found = frame.scope.instance(name, frame.current)
    return [] if found is None else [found]


@NODESETS.function("name", "nodes.", "text")
def name(nodes: NodeSet) -> Value:
    """The name of the first node with its prefix."""
    node = nodes[0] if nodes else None
    if isinstance(node, Element | Attribute) and node.prefix:
        return f"{node.prefix}:{node.name}"
    return local_name(nodes)


@NODESETS.function("local-name", "nodes.", "text")
def local_name(nodes: NodeSet) -> Value:
    """The name of the first node without its prefix."""
    node = nodes[0] if nodes else None
    if isinstance(node, Element | Attribute):
        return node.name
    return node.target if isinstance(node, Instruction) else ""


@NODESETS.function("namespace-uri", "nodes.", "text")
def namespace_uri(nodes: NodeSet) -> Value:
    """The namespace of the first node."""
    node = nodes[0] if nodes else None
    return node.namespace if isinstance(node, Element | Attribute) else ""


@NODESETS.placed("id", "any", "nodes")
def by_id(_: Node, frame: Frame, value: Value) -> Value:
    """The elements whose `id` is one of the words."""
    said = [node.text for node in value] if isinstance(value, list) else [to_text(value)]
    wanted = {word for text in said for word in text.split()}
    root = frame.root
    if not isinstance(root, Branch):
        return []
    elements = [*([root] if isinstance(root, Element) else []), *root.walk()]
    frame.spend(len(elements))
    return [element for element in elements if element.get("id") in wanted]


@NODESETS.placed("lang", "text", "boolean")
def lang(node: Node, _: Frame, code: str) -> Value:
    """Whether the node's `xml:lang`, its own or the nearest above, is this language."""
    here: Node | None = node
    while here is not None:
        said = here.get(f"{{{XML}}}lang") if isinstance(here, Element) else None
        if said is not None:
            said, wanted = said.lower(), code.lower()
            return said == wanted or said.startswith(f"{wanted}-")
        here = here.parent
    return False


@NODESETS.built("indexed-repeat", 3, None)
def indexed_repeat(arguments: Sequence[Compiled]) -> Compiled:
    """Nodes inside chosen instances of repeats, each named with the number of the instance."""
    if len(arguments) % 2 == 0:
        raise ExpressionFault(
            mark("In “{expression}”, indexed-repeat() lacks the number of its last repeat.")
        )
    target = nodes_of(arguments[0])
    pairs = [
        (nodes_of(repeat), number_of(index))
        for repeat, index in zip(arguments[1::2], arguments[2::2], strict=True)
    ]

    def run(node: Node, frame: Frame) -> Value:
        chosen = []
        for repeats, index in pairs:
            place = index(node, frame)
            found = [repeat for repeat in repeats(node, frame) if _is_at(repeat, place)]
            if not found:
                return []
            chosen.append(set(found))
        inside = [found for found in target(node, frame) if _is_inside(found, chosen)]
        return _nearest(inside, node)

    return Compiled(run, "nodes", any(part.uses_position for part in arguments))


def _is_at(node: Node, place: float) -> bool:
    """Whether a node has this place among its neighbours of the same name."""
    if not isinstance(node, Element) or node.parent is None or not place.is_integer():
        return False
    alike = node.parent.named(node.tag)
    return 1 <= place <= len(alike) and alike[int(place) - 1] is node


def _is_inside(node: Node, chosen: list[set[Node]]) -> bool:
    above = set(_upwards(node))
    return all(not repeats.isdisjoint(above) for repeats in chosen)


def _nearest(found: NodeSet, node: Node) -> NodeSet:
    """Those that share most with the context node: of outer repeats not named, its own."""
    if len(found) < 2:
        return found
    above = set(_upwards(node))
    shared = [sum(outer in above for outer in _upwards(candidate)) for candidate in found]
    most = max(shared)
    return [candidate for candidate, count in zip(found, shared, strict=True) if count == most]


def _upwards(node: Node) -> list[Node]:
    found = [node]
    while found[-1].parent is not None:
        found.append(found[-1].parent)
    return found
