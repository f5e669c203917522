"""The nodes of one filling and what is known of each: relevance, violations, choices.

A State is bound to each node of the document that stands at a place of the form. Nodes the form
does not know are left alone, so that a document of another version keeps what it holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.surveys.form import Form
from app.surveys.parts import Choice, Place
from app.surveys.places import fresh
from app.surveys.xpath.nodes import Attribute, Document, Element, Node


@dataclass(frozen=True, slots=True)
class Item:
    """A choice that is on offer: its code, and what says how it is called."""

    value: str
    source: Node | Choice


class State:
    """What is known of one node."""

    __slots__ = (
        "attributes",
        "choices",
        "chosen",
        "entry",
        "index",
        "is_attached",
        "is_read_only",
        "is_required",
        "is_satisfied",
        "is_wanted",
        "level",
        "node",
        "parent",
        "place",
        "position",
        "refused",
    )

    def __init__(self, node: Element | Attribute, place: Place, parent: State | None) -> None:
        self.node = node
        self.place = place
        self.parent = parent
        self.attributes: dict[str, State] = {}
        self.choices: tuple[Item, ...] | None = None
        self.chosen: str | None = None
        """What was chosen, with what is not on offer now and comes back when it is again."""
        self.entry: Any = None
        """What was last said of it to the pages, until something about it changes."""
        self.level = 0
        self.index = 0
        self.is_attached = True
        self.is_wanted = True
        """Relevant as far as its own condition goes; the node's own sign takes in those above."""
        self.is_read_only = False
        self.is_required = False
        self.is_satisfied = True
        self.refused: str | None = None
        """What somebody typed here that cannot be meant."""
        self.position = ""

    @property
    def element(self) -> Element:
        """Its node, which is an element wherever anything can stand in it."""
        if not isinstance(self.node, Element):
            raise TypeError(self.place.path)
        return self.node

    @property
    def is_relevant(self) -> bool:
        """Whether the question is there at all, all above it taken in."""
        if isinstance(self.node, Element):
            return self.node.is_relevant
        return self.parent is None or self.parent.is_relevant

    @property
    def locked(self) -> bool:
        """Whether it, or something it stands in, is read-only."""
        state: State | None = self
        while state is not None:
            if state.is_read_only:
                return True
            state = state.parent
        return False

    @property
    def value(self) -> str:
        """What the document holds here, relevant or not."""
        return self.node.text

    def children(self) -> Iterator[State]:
        """The states of its attributes and child elements, in order."""
        yield from self.attributes.values()
        if isinstance(self.node, Element):
            for child in self.node.elements():
                if child.binding is not None:
                    yield child.binding

    def walk(self) -> Iterator[State]:
        """It and all in it, in document order."""
        yield self
        for child in self.children():
            yield from child.walk()

    def above(self, place: Place) -> State:
        """The state at a place it stands in (or its own)."""
        state: State = self
        while state.place is not place:
            if state.parent is None:
                raise LookupError(place.path)
            state = state.parent
        return state


class Tree:
    """The document of one filling with its states. It keeps the structure; it computes nothing."""

    def __init__(self, form: Form, element: Element) -> None:
        self.form = form
        self.element = element
        self.document = Document(element)
        self.root = self._bound(element, form.root, None)

    def at(self, anchor: State, route: tuple[str, ...]) -> list[State]:
        """All states that a route of tags leads to from a state."""
        states = [anchor]
        for tag in route:
            found: list[State] = []
            for state in states:
                if tag in state.attributes:
                    found.append(state.attributes[tag])
                elif isinstance(state.node, Element):
                    found += [b for node in state.node.named(tag) if (b := node.binding)]
            states = found
        return states

    def find(self, position: str) -> State | None:
        """The state at a position such as `/data/person[2]/age`; None if there is none."""
        steps = position.strip("/").split("/")
        state = self.root
        if not steps or steps[0].partition("[")[0] != state.place.name:
            return None
        for step in steps[1:]:
            name, _, index = step.partition("[")
            places = state.place.named.get(name, ())
            found = self.at(state, (places[0].tag,)) if places else []
            wanted = int(index[:-1]) - 1 if index[:-1].isdigit() else 0
            if wanted >= len(found):
                return None
            state = found[wanted]
        return state

    def instances(self, parent: State, repeat: Place) -> list[State]:
        """The instances of a repeat in one place, in order."""
        return self.at(parent, (repeat.tag,))

    def add(self, parent: State, repeat: Place, index: int) -> State:
        """Put a new instance into a repeat, as its index-th (from 0)."""
        if repeat.template is None:
            raise LookupError(repeat.path)
        element = repeat.template.copied()
        self._insert(element, parent, repeat, index)
        state = self._bound(element, repeat, parent)
        self._renumber(parent, repeat, index)
        return state

    def _insert(self, element: Element, parent: State, repeat: Place, index: int) -> None:
        before = parent.element.named(repeat.tag)
        if index < len(before):
            where = parent.element.index(before[index])
        elif before:
            where = parent.element.index(before[-1]) + 1
        else:
            where = self._where(parent.element, parent.place, repeat)
        parent.element.insert(where, element)

    def put_back(self, instance: State, index: int) -> None:
        """Put an instance that was removed back, as the index-th (from 0)."""
        parent = instance.parent
        if parent is None:
            return
        self._insert(instance.element, parent, instance.place, index)
        for state in instance.walk():
            state.is_attached = True
        self._renumber(parent, instance.place, index)

    def remove(self, instance: State) -> None:
        """Take an instance of a repeat away."""
        parent = instance.parent
        if parent is None:
            return
        for state in instance.walk():
            state.is_attached = False
        parent.element.remove(instance.node)
        self._renumber(parent, instance.place, instance.index - 1)

    def _bound(self, element: Element, place: Place, parent: State | None) -> State:
        state = State(element, place, parent)
        element.binding = state
        _place_itself(state)
        for child in place.children:
            if child.is_attribute:
                self._bind_attribute(state, element, child)
                continue
            nodes = element.named(child.tag)
            if not nodes and not child.is_repeat:
                missing = fresh(child.source)
                element.insert(self._where(element, place, child), missing)
                nodes = [missing]
            for node in list(nodes) if child.is_repeat else nodes[:1]:
                self._bound(node, child, state)
            if child.is_repeat:
                self._renumber(state, child, 0)
        return state

    @staticmethod
    def _bind_attribute(state: State, element: Element, place: Place) -> None:
        name = place.name.removeprefix("@")
        attribute = element.attributes.get(name)
        if attribute is None:
            element.set(name, "")
            attribute = element.attributes[name]
        bound = State(attribute, place, state)
        state.attributes[place.tag] = bound
        _place_itself(bound)

    @staticmethod
    def _where(element: Element, place: Place, child: Place) -> int:
        """Where a child belongs that is not there yet: behind those the form has before it."""
        earlier = {c.tag for c in place.children[: place.children.index(child)]}
        where = 0
        for index, node in enumerate(element.children):
            if isinstance(node, Element) and node.tag in earlier:
                where = index + 1
        return where

    def _renumber(self, parent: State, repeat: Place, start: int) -> None:
        for index, node in enumerate(parent.element.named(repeat.tag)[start:], start + 1):
            instance: State = node.binding
            if instance.index != index:
                instance.index = index
                for state in instance.walk():
                    _place_itself(state)
                    state.entry = None


def stand_in(around: State, repeat: Place) -> Element:
    """A node where the expressions of a repeat are evaluated while it has no instance."""
    node = Element(repeat.name)
    node.parent = around.node if isinstance(around.node, Element) else None
    return node


def _place_itself(state: State) -> None:
    """Work out a state's position; those above must know theirs."""
    if state.parent is None:
        state.position = f"/{state.place.name}"
        return
    index = f"[{state.index}]" if state.place.is_repeat and state.index else ""
    state.position = f"{state.parent.position}/{state.place.name}{index}"
