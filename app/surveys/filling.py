"""Filling a form in: a document that is answered question by question and stays consistent."""

from __future__ import annotations

import random
from typing import TypedDict, Unpack

from app.errors import AppError
from app.surveys.actions import FIRST_LOAD, LOAD, Actions
from app.surveys.choices import Choices
from app.surveys.device import Clock, Device, local_now, stamp
from app.surveys.documents import relevant, whole
from app.surveys.entries import Entry, Pages, Violation
from app.surveys.explanations import Explainer, Explanation
from app.surveys.faults import FormFault
from app.surveys.form import Form
from app.surveys.metadata import ends_at, identity_of, preloaded, set_identity
from app.surveys.parts import Kind
from app.surveys.places import fresh
from app.surveys.recalculation import Recalculation
from app.surveys.state import State, Tree
from app.surveys.surroundings import Surroundings
from app.surveys.values import Refused, Value, computed, given, within
from app.surveys.xpath.nodes import Document, Element
from app.surveys.xpath.xml import BrokenXml, parse_xml


class Given(TypedDict, total=False):
    """What a filling may be given besides its form."""

    device: Device | None
    clock: Clock
    seed: int | None
    last_saved: str | None


class Filling:
    """One submission in the making. Positions are paths with the indexes of repeat instances, as
    `/data/person[2]/age`; they change when an instance before them is removed.
    """

    def __init__(
        self,
        form: Form,
        *,
        device: Device | None = None,
        clock: Clock = local_now,
        seed: int | None = None,
        last_saved: str | None = None,
        draft: str | None = None,
    ) -> None:
        """Begin a submission, or with `draft` go on with one; a `seed` makes chance repeatable."""
        element = form.template.copied() if draft is None else _element(draft)
        self._begin(form, element, device, clock, seed, last_saved)
        if draft is None:
            self._tidy_defaults()
            self._preload()
        self._work.compute_all()
        self._actions.load(frozenset({LOAD} if draft is not None else {FIRST_LOAD, LOAD}))
        self._work.changed.clear()

    @classmethod
    def resume(cls, form: Form, document: str, **surroundings: Unpack[Given]) -> Filling:
        """Go on with a draft, as `document()` gave it."""
        return cls(form, draft=document, **surroundings)

    @classmethod
    def edit(cls, form: Form, submission: str, **surroundings: Unpack[Given]) -> Filling:
        """Change a submission that was finalised: it gets an identity of its own and remembers
        the one it replaces (`deprecatedID`).
        """
        filling = cls(form, draft=submission, **surroundings)
        filling.replace_identity()
        return filling

    def _begin(
        self,
        form: Form,
        element: Element,
        device: Device | None,
        clock: Clock,
        seed: int | None,
        last_saved: str | None,
    ) -> None:
        self.form = form
        self._device = device or Device()
        self._tree = Tree(form, element)
        saved = Document(_element(last_saved)) if last_saved else None
        chance = random.Random(seed)  # noqa: S311 (order of choices, not secrets)
        self._scope = Surroundings(form, self._tree, self._device, clock, chance, saved)
        self._choices = Choices(self._scope)
        self._work = Recalculation(self._tree, form.graph, self._scope, self._choices)
        self._actions = Actions(form, self._tree, self._work, self._scope)
        self._pages = Pages(form, self._tree, self._scope, self._choices)

    def _tidy_defaults(self) -> None:
        """Write the values a form begins with as answers are written; what fits no answer goes."""
        for state in self._tree.root.walk():
            if state.place.bind.type != "string" and (text := state.value):
                self._work.set_value(state, computed(text, state.place.bind.type))

    def _preload(self) -> None:
        for state in self._tree.root.walk():
            if state.place.bind.preload:
                text = preloaded(state.place, self._scope, self._device)
                if text is not None:
                    self._work.set_value(state, text)

    def replace_identity(self) -> None:
        """Become the successor of the submission this was until now."""
        before = self.identity
        set_identity(self._tree, "deprecatedID", before)
        set_identity(self._tree, "instanceID", f"uuid:{self._scope.uuid()}")

    @property
    def identity(self) -> str:
        """The submission's own id, as `uuid:…`."""
        return identity_of(self._tree.element)

    @property
    def name(self) -> str:
        """How the form calls this submission (`instance_name`), "" if it does not."""
        return identity_of(self._tree.element, "instanceName")

    @property
    def language(self) -> str:
        """The form's language that labels are in."""
        return self._scope.form_language

    def set_language(self, language: str) -> None:
        """Say labels, hints, messages and choices in another of the form's languages."""
        self._scope.speak(language)
        for state in self._tree.root.walk():
            state.entry = None
        self._work.compute_named()
        self._settled()

    def answer(self, position: str, value: Value) -> frozenset[str]:
        """Give an answer; says which positions changed. What cannot be meant there is kept as
        the entry's `refused` and empties the answer; what is read-only is left as it is.
        """
        state = self._state(position)
        if state.locked or not state.is_relevant:
            return frozenset()
        text = self._given(state, value)
        self._work.changed.add(state)
        state.entry = None
        self._work.set_value(state, text)
        return self._settled()

    def _given(self, state: State, value: Value) -> str:
        state.refused = None
        control = state.place.control
        if control is not None and control.kind is Kind.TRIGGER and isinstance(value, bool):
            return "OK" if value else ""
        try:
            if control is not None and control.kind.takes_choices:
                return self._choices.chosen(state, value)
            text = given(value, state.place.bind.type, self._scope.timezone)
            return within(text, control.parameters) if control and control.is_range else text
        except Refused:
            state.refused = str(value)
            return ""

    def add_repeat(self, position: str, index: int | None = None) -> str:
        """Add an instance to the repeat at a position (`/data/person`), as the last or before the
        index-th (from 1); says its position.
        """
        path, _, name = position.rpartition("/")
        around = self._state(path)
        repeat = next(iter(around.place.named.get(name, ())), None)
        if repeat is None or not repeat.is_repeat:
            raise LookupError(position)
        there = len(self._tree.instances(around, repeat))
        at = there if index is None else min(max(index - 1, 0), there)
        instance = self._work.add_instance(around, repeat, at)
        self._settled()
        return instance.position

    def remove_repeat(self, position: str, index: int) -> frozenset[str]:
        """Remove the index-th instance (from 1) of the repeat at a position."""
        instance = self._state(f"{position}[{index}]")
        if not instance.place.is_repeat:
            raise LookupError(position)
        self._work.remove_instance(instance)
        return self._settled()

    def _settled(self) -> frozenset[str]:
        self._actions.follow()
        changed = frozenset(s.position for s in self._work.changed if s.is_attached)
        self._work.changed.clear()
        return changed

    def entries(self) -> list[Entry]:
        """Everything on the pages in order, also what is hidden now (`is_relevant` is false)."""
        return self._pages.entries()

    def entry(self, position: str) -> Entry:
        """What stands at one position."""
        return self._pages.entry(self._state(position))

    def value(self, position: str) -> str:
        """The value at a position, "" if it is hidden."""
        state = self._state(position)
        return state.value if state.is_relevant else ""

    def faults(self) -> list[AppError]:
        """Expressions of the form that had no value for the answers given so far."""
        return list(self._work.faults.values())

    def problems(self) -> list[Violation]:
        """What hinders finalising, in the order of the document."""
        return list(self._pages.problems())

    def why(self, position: str) -> Explanation:
        """Why a question is hidden, required, refused, locked or has its value."""
        return Explainer(self._tree, self._scope, self._pages).explain(self._state(position))

    def document(self) -> str:
        """The whole document, to go on with later."""
        return whole(self._tree.element)

    def submission(self) -> str:
        """The document as it is sent: without what is hidden, with its identity and its end."""
        for place in ends_at(self.form):
            for state in self._tree.at(self._tree.root, place.route_from(self.form.root)):
                self._work.set_value(state, stamp(self._scope.now()))
        if not self.identity:
            set_identity(self._tree, "instanceID", f"uuid:{self._scope.uuid()}")
        self._settled()
        return relevant(self._tree.element)

    def _state(self, position: str) -> State:
        state = self._tree.find(position)
        if state is None:
            raise LookupError(position)
        return state


def _element(document: str) -> Element:
    try:
        return fresh(parse_xml(document).element)
    except BrokenXml as error:
        raise FormFault.because(error) from error
