"""The directions a step of a path may take from a node, and what it may look for there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from app.surveys.xpath.nodes import (
    Attribute,
    Branch,
    Comment,
    Element,
    Instruction,
    Node,
    Text,
)
from app.surveys.xpath.syntax import Step

REVERSE = {"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"}
# Prefixes expressions may use whatever the form calls the namespace itself.
WELL_KNOWN = {
    "h": "http://www.w3.org/1999/xhtml",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "html": "http://www.w3.org/1999/xhtml",
    "xf": "http://www.w3.org/2002/xforms",
    "xforms": "http://www.w3.org/2002/xforms",
    "jr": "http://openrosa.org/javarosa",
    "orx": "http://openrosa.org/xforms",
    "odk": "http://www.opendatakit.org/xforms",
    "entities": "http://www.opendatakit.org/xforms/entities",
    "ev": "http://www.w3.org/2001/xml-events",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "xsd": "http://www.w3.org/2001/XMLSchema",
}


def descendants(node: Node) -> Iterator[Node]:
    """What stands in a node at any depth, in document order."""
    waiting = [*reversed(node.children)]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(found.children))


def _ancestors(node: Node) -> Iterator[Node]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _siblings(node: Node) -> tuple[list[Node], list[Node]]:
    """The siblings before and behind a node."""
    parent = node.parent
    if parent is None or isinstance(node, Attribute):
        return [], []
    place = parent.index(node)
    return parent.children[:place], parent.children[place + 1 :]


def _following(node: Node) -> Iterator[Node]:
    if isinstance(node, Attribute) and node.parent is not None:
        yield from descendants(node.parent)
        node = node.parent
    for above in (node, *_ancestors(node)):
        for sibling in _siblings(above)[1]:
            yield sibling
            yield from descendants(sibling)


def _preceding(node: Node) -> Iterator[Node]:
    if isinstance(node, Attribute) and node.parent is not None:
        node = node.parent
    for above in (node, *_ancestors(node)):
        for sibling in reversed(_siblings(above)[0]):
            yield from reversed([sibling, *descendants(sibling)])


def _attributes(node: Node) -> Iterable[Node]:
    return node.attributes.values() if isinstance(node, Element) else ()


AXES: dict[str, Callable[[Node], Iterable[Node]]] = {
    "ancestor": _ancestors,
    "ancestor-or-self": lambda node: (node, *_ancestors(node)),
    "attribute": _attributes,
    "child": lambda node: node.children,
    "descendant": descendants,
    "descendant-or-self": lambda node: (node, *descendants(node)),
    "following": _following,
    "following-sibling": lambda node: _siblings(node)[1],
    "namespace": lambda _: (),
    "parent": lambda node: () if node.parent is None else (node.parent,),
    "preceding": _preceding,
    "preceding-sibling": lambda node: reversed(_siblings(node)[0]),
    "self": lambda node: (node,),
}
_TYPES: dict[str, type[Node]] = {
    "node": Node,
    "text": Text,
    "comment": Comment,
    "processing-instruction": Instruction,
}


def test_of(step: Step) -> Callable[[Node], bool] | None:
    """What a node must be for a step to take it; None if every node will do."""
    if step.kind == "node":
        return None
    if step.kind != "name":
        return _typed(_TYPES[step.kind], step.name)
    principal = Attribute if step.axis == "attribute" else Element
    if step.prefix:
        return _prefixed(principal, step.prefix, step.name)
    if step.name == "*":
        return lambda node: isinstance(node, principal)
    return _named(principal, step.name)


def _typed(wanted: type[Node], target: str) -> Callable[[Node], bool]:
    if not target:
        return lambda node: isinstance(node, wanted)
    return lambda node: isinstance(node, Instruction) and node.target == target


def _named(principal: type[Attribute | Element], name: str) -> Callable[[Node], bool]:
    if principal is Element:
        return lambda node: isinstance(node, Element) and node.tag == name
    return lambda node: isinstance(node, Attribute) and node.name == name and not node.namespace


def _prefixed(
    principal: type[Attribute | Element], prefix: str, name: str
) -> Callable[[Node], bool]:
    namespace = WELL_KNOWN.get(prefix)

    def test(node: Node) -> bool:
        return (
            isinstance(node, principal)
            and (name in {"*", node.name})
            and (node.namespace == namespace or node.prefix == prefix)
        )

    return test


def parents(nodes: list[Node]) -> list[Node]:
    """The parents of nodes of one depth, each once."""
    found: dict[Branch, None] = {}
    for node in nodes:
        if node.parent is not None:
            found[node.parent] = None
    return list(found)
