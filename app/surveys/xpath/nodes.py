"""The tree of nodes that forms are filled in and expressions are evaluated on.

Read `children`, `attributes` and `namespaces` freely, but change them by the methods only: they
keep the indexes right by which names and places in the document are found quickly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

XFORMS = "http://www.w3.org/2002/xforms"
XHTML = "http://www.w3.org/1999/xhtml"
XML = "http://www.w3.org/XML/1998/namespace"


class Node:
    """Anything that stands in a tree; `order` is its place in it once `in_order` has counted."""

    __slots__ = ("order", "parent")
    children: Sequence[Node] = ()
    is_relevant = True

    def __init__(self) -> None:
        self.parent: Branch | None = None
        self.order = 0

    @property
    def text(self) -> str:
        """What the node says, with all that stands in it."""
        raise NotImplementedError

    def named(self, tag: str) -> list[Element]:  # noqa: ARG002 - what has children overrides it
        """Its children of this tag, in order; found at once. Do not change the list."""
        return _NOTHING

    def root(self) -> Node:
        """The uppermost node of the tree: its Document, unless this is a piece on its own."""
        node: Node = self
        while node.parent is not None:
            node = node.parent
        return node


class _Leaf(Node):
    """A node that holds one text."""

    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        super().__init__()
        self.value = value

    @property
    def text(self) -> str:
        return self.value


class Text(_Leaf):
    """A stretch of text in an element."""

    __slots__ = ()


class Comment(_Leaf):
    """A comment: kept, and never part of what an element says."""

    __slots__ = ()


class Instruction(_Leaf):
    """A processing instruction, with what it is meant for."""

    __slots__ = ("target",)

    def __init__(self, target: str, value: str) -> None:
        super().__init__(value)
        self.target = target


class Attribute(_Leaf):
    """An attribute of an element; its parent is the element, although it is no child of it."""

    __slots__ = ("name", "namespace", "prefix")

    def __init__(self, name: str, value: str, namespace: str = "", prefix: str = "") -> None:
        super().__init__(value)
        self.name = name
        self.namespace = namespace
        self.prefix = prefix


class Branch(Node):
    """A node that has children: an element or the document."""

    __slots__ = ("_named", "children")

    def __init__(self) -> None:
        super().__init__()
        self.children: list[Node] = []
        self._named: dict[str, list[Element]] | None = None

    @property
    def text(self) -> str:
        """What all text in it says, joined."""
        return _said_by(self.children)

    def elements(self) -> Iterator[Element]:
        """Its children that are elements, in order."""
        return (child for child in self.children if isinstance(child, Element))

    def named(self, tag: str) -> list[Element]:
        """Its children of this tag, in order; found at once. Do not change the list."""
        named = self._named
        if named is None:
            named = self._named = {}
            for child in self.elements():
                named.setdefault(child.tag, []).append(child)
        return named.get(tag, _NOTHING)

    def first(self, tag: str) -> Element | None:
        """Its first child of this tag."""
        found = self.named(tag)
        return found[0] if found else None

    def adopt(self, child: Node) -> None:
        """Append a node to a tree that is being read, in which nothing was looked up yet."""
        child.parent = self
        self.children.append(child)

    def append(self, child: Node) -> None:
        """Put a node behind the others."""
        self.insert(len(self.children), child)

    def insert(self, index: int, child: Node) -> None:
        """Put a node before the child that has this index now."""
        if child.parent is not None:
            raise ValueError("the node stands elsewhere: remove it there first")
        child.parent = self
        before = self.children[index - 1] if 0 < index <= len(self.children) else None
        is_last = index >= len(self.children)
        self.children.insert(index, child)
        if self._named is not None and isinstance(child, Element):
            alike = self._named.setdefault(child.tag, [])
            if is_last or not alike or alike[-1] is before:
                alike.append(child)
            else:
                self._named = None
        _restructured(self)

    def remove(self, child: Node) -> None:
        """Take a child out; it and what stands in it become a tree of their own."""
        del self.children[self.index(child)]
        child.parent = None
        if self._named is not None and isinstance(child, Element):
            self._named[child.tag].remove(child)
        _restructured(self)

    def index(self, child: Node) -> int:
        """The place of a child among the children, from 0."""
        children = self.children
        if children and children[-1] is child:
            return len(children) - 1
        try:
            return children.index(child)  # nodes are equal to themselves alone
        except ValueError:
            raise ValueError("the node is no child of this one") from None

    def walk(self) -> Iterator[Element]:
        """All elements in it at any depth, in document order, without itself."""
        for child in self.elements():
            yield child
            yield from child.walk()


class Document(Branch):
    """A whole document; `indexes` is where expressions keep what they looked up in it."""

    __slots__ = ("indexes", "is_counted")

    def __init__(self, root: Element | None = None) -> None:
        super().__init__()
        self.is_counted = False
        self.indexes: dict[Any, Any] = {}
        if root is not None:
            self.append(root)

    @property
    def element(self) -> Element:
        """The one element all others stand in."""
        return next(self.elements())


class Element(Branch):
    """An element. What is not relevant says nothing in expressions and is no part of node-sets.

    `tag` is the name an expression finds it by: the local name alone for what is in no namespace,
    in that of XForms or in a default one of a form's own, else `{namespace}name`. `binding` is
    the engine's: whatever it wants to know of the node.
    """

    __slots__ = (
        "attributes",
        "binding",
        "is_relevant",
        "name",
        "namespace",
        "namespaces",
        "prefix",
        "tag",
    )

    def __init__(self, name: str, namespace: str = "", prefix: str = "") -> None:
        super().__init__()
        self.name = name
        self.namespace = namespace
        self.prefix = prefix
        is_plain = not namespace or namespace == XFORMS or not (prefix or namespace == XHTML)
        self.tag = name if is_plain else f"{{{namespace}}}{name}"
        self.attributes = _NO_ATTRIBUTES
        self.namespaces = _NO_NAMESPACES
        self.is_relevant = True
        self.binding: Any = None

    @property
    def text(self) -> str:
        """What all text in it says, joined; setting it replaces everything that stands in it."""
        return _said_by(self.children)

    @text.setter
    def text(self, text: str) -> None:
        children = self.children
        if len(children) == 1 and type(only := children[0]) is Text and text:
            only.value = text
            _changed(self)
            return
        for child in children:
            child.parent = None
        self.children = []
        self._named = None
        if text:
            self.append(Text(text))
        else:
            _restructured(self)

    def get(self, key: str) -> str | None:
        """An attribute's value by its name, or by `{namespace}name` if it is in one."""
        found = self.attributes.get(key)
        return None if found is None else found.value

    def set(self, key: str, value: str, prefix: str = "") -> None:
        """Set or change an attribute; one in a namespace needs its prefix when it is new."""
        known = self.attributes.get(key)
        if known is not None:
            known.value = value
            _changed(self)
            return
        namespace, _, name = key.rpartition("}")
        attribute = Attribute(name, value, namespace.removeprefix("{"), prefix)
        attribute.parent = self
        if not self.attributes:
            self.attributes = {}  # those without attributes share an empty one
        self.attributes[key] = attribute
        _restructured(self)

    def unset(self, key: str) -> None:
        """Take an attribute away, if it is there."""
        if (known := self.attributes.pop(key, None)) is not None:
            known.parent = None
            _restructured(self)

    def copied(self) -> Element:
        """A copy with all that stands in it, in no tree and without bindings."""
        copy = Element(self.name, self.namespace, self.prefix)
        copy.namespaces = self.namespaces
        for key, given in self.attributes.items():
            copy.set(key, given.value, given.prefix)
        for child in self.children:
            copy.adopt(child.copied() if isinstance(child, Element) else _copied_leaf(child))
        return copy


_NOTHING: list[Element] = []
_NO_ATTRIBUTES: dict[str, Attribute] = {}
_NO_NAMESPACES: dict[str, str] = {}


def _said_by(children: list[Node]) -> str:
    if not children:
        return ""
    if len(children) == 1 and type(only := children[0]) is Text:
        return only.value
    return "".join(child.text for child in children if isinstance(child, Text | Element))


def in_order(nodes: Iterable[Node]) -> list[Node]:
    """The nodes in document order, each once. Those of another document come in a block."""
    once = list(dict.fromkeys(nodes))
    if len(once) < 2:
        return once
    roots = dict.fromkeys(node.root() for node in once)
    places = {root: place for place, root in enumerate(roots)}
    for root in roots:
        _count(root)
    if len(roots) == 1:
        return sorted(once, key=lambda node: node.order)
    return sorted(once, key=lambda node: (places[node.root()], node.order))


def _count(root: Node) -> None:
    if isinstance(root, Document):
        if root.is_counted:
            return
        root.is_counted = True
    waiting = [root]
    order = 0
    while waiting:
        node = waiting.pop()
        node.order = order = order + 1
        if isinstance(node, Element):
            for attribute in node.attributes.values():
                attribute.order = order = order + 1
        if isinstance(node, Branch):
            waiting.extend(reversed(node.children))


def _restructured(node: Node) -> None:
    root = node.root()
    if isinstance(root, Document):
        root.is_counted = False
        root.indexes.clear()


def _changed(node: Node) -> None:
    root = node.root()
    if isinstance(root, Document) and root.indexes:
        root.indexes.clear()


def _copied_leaf(node: Node) -> Node:
    if isinstance(node, Instruction):
        return Instruction(node.target, node.value)
    if isinstance(node, Comment):
        return Comment(node.value)
    return Text(node.text)
