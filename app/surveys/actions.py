"""What a form sets when it is begun or opened, a repeat grows, or a value changes."""

from __future__ import annotations

from app.surveys.form import Form
from app.surveys.parts import Action, Place
from app.surveys.recalculation import Recalculation
from app.surveys.state import State, Tree
from app.surveys.surroundings import Surroundings
from app.surveys.values import computed
from app.surveys.xpath.expression import compile_expression
from app.surveys.xpath.nodes import Attribute, Element

FIRST_LOAD = "odk-instance-first-load"
LOAD = "odk-instance-load"
NEW_REPEAT = "odk-new-repeat"
CHANGED = "xforms-value-changed"
_MOST_ROUNDS = 50


class Actions:
    """Carries out the form's actions in one filling."""

    def __init__(self, form: Form, tree: Tree, work: Recalculation, scope: Surroundings) -> None:
        self._tree = tree
        self._work = work
        self._scope = scope
        self._all = form.actions
        self._on_change = _by_observed(form.actions, CHANGED)
        self._on_new = _by_observed(form.actions, NEW_REPEAT)

    def load(self, events: frozenset[str]) -> None:
        """The document was begun, or opened again: all is computed, then the actions follow."""
        self._work.settle()
        for action in self._all:
            if action.events & events:
                self._carry_out(action, self._tree.root)
                self._work.settle()
        self._work.assigned.clear()
        self.follow()

    def follow(self) -> None:
        """Settle what is due, and answer what it brought about until nothing more happens."""
        for _ in range(_MOST_ROUNDS):
            self._work.settle()
            if not self._work.added and not self._work.assigned:
                return
            added, self._work.added = self._work.added, []
            for instance in added:
                self._greet(instance)
            assigned, self._work.assigned = self._work.assigned, []
            for state in dict.fromkeys(assigned):
                for action in self._on_change.get(state.place, ()):
                    if state.is_attached:
                        self._carry_out(action, state)

    def _greet(self, instance: State) -> None:
        for action in self._on_new.get(instance.place, ()):
            if instance.is_attached:
                self._carry_out(action, instance)
                self._work.settle()

    def _carry_out(self, action: Action, observed: State) -> None:
        for state in self._targets(action, observed):
            if state.is_relevant:
                self._work.set_value(state, self._value(action, state))

    def _value(self, action: Action, state: State) -> str:
        if action.value is None:
            return action.text
        found = action.value.string(state.node, self._scope)
        return computed(found, state.place.bind.type)

    def _targets(self, action: Action, observed: State) -> list[State]:
        """The nodes an action means: those nearest to where it happened, or as its path says."""
        if "[" in action.target:
            nodes = compile_expression(action.target).evaluate(observed.node, self._scope)
            found = nodes if isinstance(nodes, list) else []
            return [state for node in found if (state := _state_of(node)) is not None]
        common = observed
        while not action.place.within(common.place) and common.parent is not None:
            common = common.parent
        return self._tree.at(common, action.place.route_from(common.place))


def _state_of(node: object) -> State | None:
    if isinstance(node, Attribute) and isinstance(node.parent, Element):
        owner: State | None = node.parent.binding
        return owner.attributes.get(f"@{node.name}") if owner else None
    return node.binding if isinstance(node, Element) else None


def _by_observed(actions: tuple[Action, ...], event: str) -> dict[Place, list[Action]]:
    found: dict[Place, list[Action]] = {}
    for action in actions:
        if event in action.events and action.observed is not None:
            found.setdefault(action.observed, []).append(action)
    return found
