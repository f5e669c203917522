"""Keeps a filling right: after every change, what depends on it is computed again, and no more."""

from __future__ import annotations

import heapq

from app.language import mark
from app.surveys.choices import Choices
from app.surveys.graph import Computation, Graph, Reader
from app.surveys.parts import Aspect, Place
from app.surveys.state import State, Tree, stand_in
from app.surveys.surroundings import Surroundings
from app.surveys.values import computed
from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.nodes import Attribute, Element
from app.surveys.xpath.values import Value, to_boolean, to_text

_MOST_INSTANCES = 5000  # of all repeats together that a count makes
_MOST_ROUNDS = 40


class Recalculation:
    """The work that is due in one filling. Change values by its methods, then `settle`."""

    def __init__(self, tree: Tree, graph: Graph, scope: Surroundings, choices: Choices) -> None:
        self._tree = tree
        self._graph = graph
        self._scope = scope
        self._choices = choices
        self._due: list[tuple[int, int, Computation, State]] = []
        self._queued: set[tuple[State, Computation]] = set()
        self._count = 0
        self.changed: set[State] = set()
        self.faults: dict[tuple[str, str], ExpressionFault] = {}
        """Expressions that had no value when they were last evaluated, by path and aspect."""
        self.added: list[State] = []
        """Instances of repeats that were added and not yet greeted by the form's actions."""
        self._counted = 0
        self._surplus: dict[tuple[State, Place], list[State]] = {}
        """Instances a count put aside, by the repeat they stood in; the next one last."""
        self.assigned: list[State] = []
        """Values that were set and not yet answered by the form's actions."""

    def set_value(self, state: State, text: str) -> None:
        """Put a value into the document and have everything that reads it computed again. Of
        choices only those are taken that are on offer; the others wait until they are again.
        """
        if state.choices is not None:
            state.chosen = text
            text = self._choices.on_offer(state, text)
        self._put(state, text)

    def _put(self, state: State, text: str) -> None:
        if state.node.text == text:
            return
        if isinstance(state.node, Attribute) and isinstance(state.parent, State):
            owner = state.parent.node
            if isinstance(owner, Element):
                owner.set(state.place.name.removeprefix("@"), text)
        elif isinstance(state.node, Element):
            state.node.text = text
        self._is_changed(state)
        self.assigned.append(state)

    def _is_changed(self, state: State) -> None:
        self._touch(state)
        for reader in self._graph.readers.get(state.place, ()):
            self._ask(reader, state)
        for computation in self._graph.at.get(state.place, ()):
            if computation.aspect is Aspect.CONSTRAINT:
                self._queue(computation, state)

    def _touch(self, state: State) -> None:
        state.entry = None
        self.changed.add(state)

    def _ask(self, reader: Reader, state: State) -> None:
        for concerned in self._tree.at(state.above(reader.anchor), reader.route):
            self._queue(reader.computation, concerned)

    def _queue(self, computation: Computation, state: State) -> None:
        key = (state, computation)
        if key not in self._queued:
            self._queued.add(key)
            self._count += 1
            heapq.heappush(self._due, (computation.rank, self._count, computation, state))

    def compute_all(self, within: State | None = None) -> None:
        """Have everything computed, in the whole document or in one part of it."""
        for state in (within or self._tree.root).walk():
            for computation in self._graph.at.get(state.place, ()):
                self._queue(computation, state)

    def compute_named(self) -> None:
        """Have computed again what holds the names of choices: the language is another one."""
        for state in self._tree.root.walk():
            for computation in self._graph.at.get(state.place, ()):
                expression = computation.expression
                if expression is not None and "jr:choice-name" in expression.text:
                    self._queue(computation, state)

    def settle(self) -> None:
        """Compute what is due until nothing is. Conditions that chase each other in a circle are
        left where they are after some rounds.
        """
        left = _MOST_ROUNDS * (len(self._due) + 1000)
        while self._due:
            _, _, computation, state = heapq.heappop(self._due)
            self._queued.discard((state, computation))
            if state.is_attached:
                self._try(computation, state)
            left -= 1
            if left < 0:
                self._due.clear()
                self._queued.clear()

    def _try(self, computation: Computation, state: State) -> None:
        """Compute; what has no value leaves things as they are, so that one odd answer stops no
        form, and is told in `faults`.
        """
        key = (computation.place.path, computation.aspect.value)
        try:
            self._compute(computation, state)
            self.faults.pop(key, None)
        except ExpressionFault as fault:
            self.faults[key] = fault

    def _compute(self, computation: Computation, state: State) -> None:
        match computation.aspect:
            case Aspect.CALCULATE:
                if state.is_relevant:
                    found = to_text(self._value(computation, state))
                    self.set_value(state, computed(found, state.place.bind.type))
            case Aspect.RELEVANT:
                state.is_wanted = self._is_true(computation, state)
                self._refresh_relevance(state)
            case Aspect.CONSTRAINT | Aspect.REQUIRED:
                self._refresh_validity(computation, state)
            case Aspect.READ_ONLY:
                self._refresh_lock(computation, state)
            case Aspect.CHOICES:
                self._refresh_choices(state)
            case Aspect.COUNT:
                self._refresh_count(computation, state)
            case Aspect.WORDING:
                self._touch(state)

    def _refresh_validity(self, computation: Computation, state: State) -> None:
        before = state.is_required, state.is_satisfied
        if computation.aspect is Aspect.REQUIRED:
            state.is_required = self._is_true(computation, state)
        else:
            state.is_satisfied = not state.value or self._is_true(computation, state)
        if before != (state.is_required, state.is_satisfied):
            self._touch(state)

    def _refresh_lock(self, computation: Computation, state: State) -> None:
        is_read_only = self._is_true(computation, state)
        if is_read_only != state.is_read_only:
            state.is_read_only = is_read_only
            for inner in state.walk():
                self._touch(inner)

    def _is_true(self, computation: Computation, state: State) -> bool:
        return to_boolean(self._value(computation, state))

    def _value(self, computation: Computation, state: State) -> Value:
        if computation.expression is None:
            raise LookupError(computation.aspect)
        return computation.expression.evaluate(state.node, self._scope)

    def _refresh_count(self, computation: Computation, around: State) -> None:
        repeat = computation.repeat
        if repeat is None or computation.expression is None:
            return
        number = computation.expression.number(stand_in(around, repeat), self._scope)
        there = self._tree.instances(around, repeat)
        wanted = int(min(number, 1e9)) if number > 0 else 0
        room = max(_MOST_INSTANCES - self._counted, 0)
        self._counted += min(wanted - len(there), room)
        kept = self._surplus.setdefault((around, repeat), [])
        for instance in reversed(there[wanted:]):
            self.remove_instance(instance)
            kept.append(instance)
        for index in range(len(there), min(wanted, len(there) + room)):
            if kept:
                self._restore(kept.pop(), index)
            else:
                self.add_instance(around, repeat, index)
        if wanted - len(there) > room:
            raise ExpressionFault(
                mark(
                    "“{name}” is to be repeated more often than {limit} times, which no form needs."
                ),
                name=repeat.name,
                limit=_MOST_INSTANCES,
            )

    def _restore(self, instance: State, index: int) -> None:
        """Take an instance up again that a smaller count had put aside: a slip of the finger
        loses no answers.
        """
        self._tree.put_back(instance, index)
        self._enter(instance, index)

    def add_instance(self, around: State, repeat: Place, index: int) -> State:
        """Put an instance into a repeat and have computed what is in it and what counts it."""
        instance = self._tree.add(around, repeat, index)
        self._enter(instance, index)
        self.added.append(instance)
        return instance

    def _enter(self, instance: State, index: int) -> None:
        around = instance.parent
        if around is None:
            return
        self._refresh_relevance(instance)
        self.compute_all(instance)
        self.changed.update(instance.walk())
        self._recount(around, instance.place, index + 1)

    def remove_instance(self, instance: State) -> None:
        """Take an instance out of a repeat and have computed what counts it."""
        around, index = instance.parent, instance.index - 1
        self._tree.remove(instance)
        if around is not None:
            self._recount(around, instance.place, index)

    def _recount(self, around: State, repeat: Place, shifted_from: int) -> None:
        self.changed.add(around)
        for reader in self._graph.counters.get(repeat, ()):
            self._ask(reader, around)
        for node in around.element.named(repeat.tag)[shifted_from:]:
            self.changed.update(node.binding.walk())
            for reader in self._graph.counted.get(repeat, ()):
                self._ask(reader, node.binding)

    def _refresh_relevance(self, state: State) -> None:
        node = state.node
        if not isinstance(node, Element):
            return
        is_relevant = state.is_wanted and (state.parent is None or state.parent.is_relevant)
        if node.is_relevant == is_relevant:
            return
        node.is_relevant = is_relevant
        self._is_changed(state)
        for computation in self._graph.at.get(state.place, ()):
            if computation.aspect is Aspect.CALCULATE and is_relevant:
                self._queue(computation, state)
        for child in state.children():
            self._refresh_relevance(child)

    def _refresh_choices(self, state: State) -> None:
        """Look the choices up again: what is not on offer is not chosen, until it is again."""
        self._touch(state)
        if state.chosen is None:
            state.chosen = state.value
        state.choices = self._choices.look_up(state)
        self._put(state, self._choices.on_offer(state, state.chosen))
