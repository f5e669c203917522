"""What the expressions of one filling may ask for: lists, texts, the clock, chance."""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Callable
from datetime import datetime

from app.surveys.device import Clock, Device
from app.surveys.form import Form
from app.surveys.parts import Text, Wording
from app.surveys.state import State, Tree
from app.surveys.xpath.expression import Expression
from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.nodes import Attribute, Branch, Document, Element, Node
from app.surveys.xpath.scope import Scope

_CODE = re.compile(r"\(([A-Za-z]{2,3})(?:[-_]\w+)?\)\s*$")


class Surroundings(Scope):
    """A Scope that knows the form, its lists, and the document being filled."""

    def __init__(
        self,
        form: Form,
        tree: Tree,
        device: Device,
        clock: Clock,
        chance: random.Random,
        last_saved: Document | None,
    ) -> None:
        self._form = form
        self._tree = tree
        self._device = device
        self._clock = clock
        self._chance = chance
        self._last_saved = last_saved or Document(Element(form.template.name))
        self.label_of: Callable[[State, str], str] = lambda _state, value: value
        """How a choice of a question is said; the choices know, and are made with this scope."""
        self.speak(form.default_language)

    def speak(self, language: str) -> None:
        """Take texts from this language of the form's."""
        self.form_language = language
        code = _CODE.search(language)
        self.language = code[1].lower() if code else (language[:2].lower() or "en")

    def root(self, node: Node) -> Node:  # noqa: ARG002 (a hook)
        return self._tree.document

    def instance(self, name: str, node: Node) -> Branch | None:  # noqa: ARG002 (a hook)
        if name in self._form.last_saved:
            return self._last_saved
        if name == self._form.instance_name:
            return self._tree.document
        return self._form.instances.get(name)

    def now(self) -> datetime:
        return self._clock()

    def random(self) -> float:
        return self._chance.random()

    def uuid(self) -> str:
        return str(uuid.UUID(int=self._chance.getrandbits(128), version=4))

    def property(self, name: str) -> str:
        return self._device.property(name)

    def version(self) -> str:
        return self._form.version

    def itext(self, name: str) -> str:
        return self.translated(name, "", self._tree.root.node)

    def choice_name(self, value: str, path: str, node: Node) -> str:
        state = self._asked(path, node)
        return self.label_of(state, value) if state is not None else ""

    def translated(self, name: str, form: str, node: Node) -> str:
        """A text of the form's dictionary, in one of its forms: in the language that is spoken, in
        another one if it lacks there, its id where no language has it.
        """
        texts = self._form.texts
        spoken = (self.form_language, self._form.default_language, *texts)
        found = next((texts[code][name] for code in spoken if name in texts.get(code, ())), None)
        if found is None:
            return "" if form else name
        text = found.forms.get(form)
        return self.said(text, node) if text else ""

    def said(self, text: Text, node: Node) -> str:
        """A text with its outputs, as they are at a node."""
        return "".join(
            part if isinstance(part, str) else self.string(part, node) for part in text.parts
        )

    def string(self, expression: Expression, node: Node) -> str:
        """What a part of a text comes to: nothing, where it has no value."""
        try:
            return expression.string(node, self)
        except ExpressionFault:
            return ""

    def worded(self, wording: Wording | None, node: Node, form: str = "") -> str:
        """A label, hint or message at a node; `form` asks for what stands beside it instead."""
        if wording is None:
            return ""
        if wording.itext_id:
            return self.translated(wording.itext_id, form, node)
        if form:
            return ""
        if wording.computed is not None:
            return self.string(wording.computed, node)
        return self.said(wording.text, node) if wording.text else ""

    def _asked(self, path: str, node: Node) -> State | None:
        """The question a path given as text means, nearest to the node that asks."""
        owner = node.parent if isinstance(node, Attribute) else node
        at: State | None = owner.binding if isinstance(owner, Element) else None
        at = at or self._tree.root
        place = self._form.find(path, at.place)
        if place is None:
            return None
        common = at
        while not place.within(common.place) and common.parent is not None:
            common = common.parent
        found = self._tree.at(common, place.route_from(common.place))
        return found[0] if found else None
