"""What is on offer where an answer is picked from a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.surveys.parts import Choice, Itemset, Kind
from app.surveys.state import Item, State
from app.surveys.surroundings import Surroundings
from app.surveys.values import Refused, Value, given
from app.surveys.xpath.nodes import Element

_A_NAME = re.compile(r"\s*([\w.\-]+)\s*")
MEDIA = ("image", "audio", "video", "big-image")


class Choices:
    """Finds the choices of a question and says them."""

    def __init__(self, scope: Surroundings) -> None:
        self._scope = scope
        scope.label_of = self.label

    def look_up(self, state: State) -> tuple[Item, ...]:
        """The choices on offer at a state now."""
        control = state.place.control
        if control is None or not control.kind.takes_choices:
            return ()
        written = tuple(Item(choice.value, choice) for choice in control.items)
        if control.itemset is None:
            return written
        return (*written, *self._found(control.itemset, state))

    def _found(self, itemset: Itemset, state: State) -> Iterator[Item]:
        nodes = itemset.nodes.evaluate(state.node, self._scope)
        name = _A_NAME.fullmatch(itemset.value.text)
        for node in nodes if isinstance(nodes, list) else ():
            if name is not None and isinstance(node, Element):
                found = node.first(name[1])
                yield Item(found.text if found is not None else "", node)
            else:
                yield Item(itemset.value.string(node, self._scope), node)

    def chosen(self, state: State, value: Value) -> str:
        """An answer as the document holds it: codes of what is on offer, of several in the order
        of the list (of a ranking, in the order given). Refused if one is not on offer.
        """
        control = state.place.control
        text = given(value, "string").strip()
        codes = text.split() if control is None or control.kind is not Kind.SELECT_ONE else [text]
        items = state.choices if state.choices is not None else self.look_up(state)
        order = {item.value: index for index, item in reversed(list(enumerate(items)))}
        if text and not all(code in order for code in codes):
            raise Refused
        if control is not None and control.kind is Kind.SELECT_MULTIPLE:
            codes = sorted(dict.fromkeys(codes), key=order.__getitem__)
        return " ".join(codes)

    def on_offer(self, state: State, value: str) -> str:
        """An answer without the choices that are not on offer at a state now."""
        if not value:
            return value
        offered = {item.value for item in state.choices or ()}
        control = state.place.control
        if control is not None and control.kind is Kind.SELECT_ONE:
            return value if value in offered else ""
        codes = value.split()
        kept = [code for code in codes if code in offered]
        return value if len(kept) == len(codes) else " ".join(kept)

    def label(self, state: State, value: str) -> str:
        """How a choice of a question is called; "" for what is no choice of it."""
        for item in state.choices if state.choices is not None else self.look_up(state):
            if item.value == value:
                return self.said(item, state)
        return ""

    def said(self, item: Item, state: State) -> str:
        """How a choice is called."""
        if isinstance(item.source, Choice):
            return self._scope.worded(item.source.label, state.node)
        control = state.place.control
        label = control.itemset.label if control and control.itemset else None
        return self._scope.string(label, item.source) if label else item.value

    def media(self, item: Item, state: State) -> tuple[tuple[str, str], ...]:
        """Files shown beside a choice, by form."""
        name = self._text_name(item, state)
        found = ((form, self._scope.translated(name, form, state.node)) for form in MEDIA)
        return tuple((form, text.strip()) for form, text in found if text) if name else ()

    def _text_name(self, item: Item, state: State) -> str:
        """Under which id a choice stands in the form's dictionary."""
        if isinstance(item.source, Choice):
            return item.source.label.itext_id
        control = state.place.control
        column = control.itemset.text_column if control and control.itemset else ""
        if not column or not isinstance(item.source, Element):
            return ""
        found = item.source.first(column)
        return found.text if found is not None else ""
