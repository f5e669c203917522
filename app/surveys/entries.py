"""What stands on the pages of a filling, in order: questions, groups, repeats, instances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.surveys.choices import MEDIA, Choices
from app.surveys.form import Form
from app.surveys.parts import Aspect, Control, Kind, Place, Wording, kind_at
from app.surveys.state import State, Tree, stand_in
from app.surveys.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Violation:
    """What hinders finalising at one question; `message` is the form's own, "" if it has none.

    `kind`: "required" (no answer), "constraint" (an answer the form does not accept), "refused"
    (something typed that cannot be meant there; `refused` of the entry holds it).
    """

    position: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A choice on offer: its code, how it is called, and files shown beside it."""

    value: str
    label: str
    media: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a page as it stands now. Texts are as the form wrote them (Markdown, HTML):
    `labels.plain` or `labels.styled` make them fit to be shown.
    """

    position: str
    path: str
    name: str
    kind: Kind
    level: int
    label: str = ""
    hint: str = ""
    guidance: str = ""
    value: str = ""
    text: str = ""
    """The value as a person says it: labels of what was chosen."""
    choices: tuple[Offered, ...] = ()
    is_relevant: bool = True
    is_required: bool = False
    is_read_only: bool = False
    violation: Violation | None = None
    refused: str = ""
    appearance: frozenset[str] = frozenset()
    media: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    type: str = "string"
    count: int = 0
    """For a repeat, how many instances it has; for an instance, which one it is (from 1)."""
    is_fixed: bool = False
    """A repeat whose instances nobody adds or removes by hand."""

    @property
    def is_question(self) -> bool:
        """Whether it asks or tells something, rather than holding others."""
        return self.kind.is_asked


class Pages:
    """Makes the entries of one filling; what did not change is not made again."""

    def __init__(self, form: Form, tree: Tree, scope: Surroundings, choices: Choices) -> None:
        self._form = form
        self._tree = tree
        self._scope = scope
        self._choices = choices

    def entries(self) -> list[Entry]:
        """Everything on the pages, in order."""
        found: list[Entry] = []
        for control in self._form.body:
            self._collect(control, self._tree.root, 0, found)
        return found

    def _collect(self, control: Control, around: State, level: int, found: list[Entry]) -> None:
        if control.place is None:
            found.append(self._loose(control, around, level))
            for child in control.children:
                self._collect(child, around, level + 1, found)
            return
        if control.kind is Kind.REPEAT:
            self._collect_repeat(control, around, level, found)
            return
        for state in self._states(control, around):
            state.level = level
            found.append(self.entry(state))
            for child in control.children:
                self._collect(child, state, level + 1, found)

    def _collect_repeat(
        self, control: Control, around: State, level: int, found: list[Entry]
    ) -> None:
        place = control.place
        if place is None or place.parent is None:
            return
        for parent in self._above(control, around):
            instances = self._tree.instances(parent, place)
            found.append(self._range(control, parent, len(instances), level))
            for instance in instances:
                instance.level = level + 1
                found.append(self.entry(instance))
                for child in control.children:
                    self._collect(child, instance, level + 2, found)

    def _states(self, control: Control, around: State) -> list[State]:
        place = control.place
        if place is None:
            return []
        common = around
        while not place.within(common.place) and common.parent is not None:
            common = common.parent
        return self._tree.at(common, place.route_from(common.place))

    def _above(self, control: Control, around: State) -> list[State]:
        place = control.place
        if place is None or place.parent is None:
            return []
        common = around
        while not place.parent.within(common.place) and common.parent is not None:
            common = common.parent
        return self._tree.at(common, place.parent.route_from(common.place))

    def entry(self, state: State) -> Entry:
        """The entry of one state, as it was made last unless something about it changed."""
        entry: Entry | None = state.entry
        if entry is None:
            entry = state.entry = self._made(state)
        return entry

    def _made(self, state: State) -> Entry:
        place, control = state.place, state.place.control
        if control is None or place.is_repeat:
            kind = Kind.INSTANCE if place.is_repeat else kind_at(place)
            value = state.value if state.is_relevant and not place.children else ""
            return Entry(
                state.position,
                place.path,
                place.name,
                kind,
                state.level,
                label=self._label(control, state),
                value=value,
                text=value,
                is_relevant=state.is_relevant,
                is_required=state.is_required,
                is_read_only=state.locked,
                violation=self.violation(state),
                appearance=control.appearances if control else frozenset(),
                type=place.bind.type,
                count=state.index,
                is_fixed=place.is_fixed,
            )
        value = state.value if state.is_relevant and not control.children else ""
        choices = self._offered(state) if control.kind.takes_choices else ()
        return Entry(
            state.position,
            place.path,
            place.name,
            control.kind,
            state.level,
            label=self._label(control, state),
            hint=self._scope.worded(control.hint, state.node),
            guidance=self._scope.worded(control.hint, state.node, "guidance"),
            value=value,
            text=self._text(control, value, choices),
            choices=choices,
            is_relevant=state.is_relevant,
            is_required=state.is_required,
            is_read_only=state.locked,
            violation=self.violation(state),
            refused=state.refused or "",
            appearance=control.appearances,
            media=self._media(control.label, state),
            parameters=control.parameters,
            type=place.bind.type,
        )

    def _label(self, control: Control | None, state: State) -> str:
        return self._scope.worded(control.label, state.node) if control else ""

    def _media(self, label: Wording | None, state: State) -> dict[str, str]:
        if label is None or not label.itext_id:
            return {}
        found = {form: self._scope.worded(label, state.node, form).strip() for form in MEDIA}
        return {form: name for form, name in found.items() if name}

    def _offered(self, state: State) -> tuple[Offered, ...]:
        items = state.choices if state.choices is not None else self._choices.look_up(state)
        return tuple(
            Offered(
                item.value,
                self._choices.said(item, state),
                dict(self._choices.media(item, state)),
            )
            for item in items
        )

    @staticmethod
    def _text(control: Control, value: str, choices: tuple[Offered, ...]) -> str:
        if not choices or not value:
            return value
        called = {choice.value: choice.label for choice in choices}
        codes = [value] if control.kind is Kind.SELECT_ONE else value.split()
        return ", ".join(called.get(code) or code for code in codes)

    def violation(self, state: State) -> Violation | None:
        """What is wrong at a state, if it is there at all."""
        if not state.is_relevant:
            return None
        bind = state.place.bind
        if state.refused is not None:
            return Violation(state.position, "refused", "")
        if state.is_required and not state.value.strip():
            message = self._scope.worded(bind.required_message, state.node)
            return Violation(state.position, "required", message)
        if not state.is_satisfied:
            message = self._scope.worded(bind.constraint_message, state.node)
            return Violation(state.position, "constraint", message)
        return None

    def _range(self, control: Control, around: State, count: int, level: int) -> Entry:
        place = control.place
        if place is None:
            raise LookupError(control.appearance)
        return Entry(
            f"{around.position}/{place.name}",
            place.path,
            place.name,
            Kind.REPEAT,
            level,
            label=self._scope.worded(control.label, around.node),
            is_relevant=self._is_wanted(place, around),
            is_read_only=around.locked,
            appearance=control.appearances,
            count=count,
            is_fixed=place.is_fixed,
        )

    def _is_wanted(self, repeat: Place, around: State) -> bool:
        """Whether a repeat is relevant as a whole, also while it has no instance."""
        condition = repeat.bind.expressions.get(Aspect.RELEVANT)
        if not around.is_relevant or condition is None:
            return around.is_relevant
        return condition.boolean(stand_in(around, repeat), self._scope)

    def _loose(self, control: Control, around: State, level: int) -> Entry:
        """A group that only stands on the page and holds no part of the document."""
        return Entry(
            f"{around.position}#{control.index}",
            "",
            "",
            Kind.GROUP,
            level,
            label=self._scope.worded(control.label, around.node),
            is_relevant=around.is_relevant,
            appearance=control.appearances,
        )

    def problems(self) -> Iterator[Violation]:
        """What hinders finalising, in the order of the document. What nobody is asked for hinders
        nobody: forms mark whole columns as required, their calculations too.
        """
        for state in self._tree.root.walk():
            problem = self.violation(state) if state.place.control is not None else None
            if problem is not None:
                yield problem
