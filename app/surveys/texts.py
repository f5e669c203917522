"""Labels and messages: how a form writes them, in every language it speaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from app.surveys.parts import Itemset, Place, Text, Translated, Wording
from app.surveys.xpath.expression import Expression
from app.surveys.xpath.nodes import Document, Element
from app.surveys.xpath.nodes import Text as TextNode

Compile = Callable[[str], Expression]
Texts = Mapping[str, Mapping[str, Translated]]
"""By language, then by id."""
_LOOKED_UP = re.compile(r"""^\s*jr:itext\(\s*(['"])(.*?)\1\s*\)\s*$""")
_PREFERRED = ("", "long", "short")


def text_of(element: Element, compiled: Compile) -> Text:
    """What stands in a label or a translation: words, and outputs to be computed."""
    parts: list[str | Expression] = []
    _collect(element, compiled, parts)
    return Text(tuple(parts))


def _collect(element: Element, compiled: Compile, parts: list[str | Expression]) -> None:
    for child in element.children:
        if isinstance(child, TextNode):
            parts.append(child.value)
        elif isinstance(child, Element):
            if child.name == "output":
                written = child.get("value") or child.get("ref") or "''"
                parts.append(compiled(written))
            else:
                _collect(child, compiled, parts)


def wording_of(element: Element | None, compiled: Compile) -> Wording | None:
    """A label or a hint, written in place or looked up; None where there is none."""
    if element is None:
        return None
    reference = element.get("ref")
    return wording_from(reference, compiled) if reference else Wording(text_of(element, compiled))


def wording_from(reference: str, compiled: Compile) -> Wording:
    """A label that an expression finds; one that names its text outright is not computed."""
    known = _LOOKED_UP.match(reference)
    return Wording(itext_id=known[2]) if known else Wording(computed=compiled(reference))


def message_from(written: str | None, compiled: Compile) -> Wording | None:
    """A message of a bind: the words themselves, unless they say where to look them up."""
    if not written:
        return None
    if "jr:itext(" in written:
        return wording_from(written, compiled)
    return Wording(Text((written,)))


def translations_of(
    model: Element, compiled: Compile
) -> tuple[dict[str, Mapping[str, Translated]], str]:
    """The form's dictionary by language, and the language it begins with."""
    found: dict[str, Mapping[str, Translated]] = {}
    default = ""
    itext = model.first("itext")
    for translation in itext.named("translation") if itext else ():
        language = translation.get("lang") or ""
        found[language] = {
            text.get("id") or "": _translated(text, compiled) for text in translation.named("text")
        }
        if translation.get("default") is not None:
            default = default or language
    return found, default or next(iter(found), "")


class Spoken:
    """The expressions in the texts of a place: its label, hint, messages and choices, in whatever
    language; what they read changes what is to be seen.
    """

    def __init__(self, texts: Texts, lists: Mapping[str, Document]) -> None:
        self._lists = lists
        self._in_texts: dict[str, dict[Expression, None]] = {}
        for translations in texts.values():
            for name, translated in translations.items():
                for text in translated.forms.values():
                    for part in text.parts:
                        if not isinstance(part, str):
                            self._in_texts.setdefault(name, {})[part] = None

    def __call__(self, place: Place) -> Iterator[Expression]:
        """The expressions in what is said at a place."""
        for wording in (place.bind.constraint_message, place.bind.required_message):
            yield from self._of(wording)
        if (control := place.control) is not None:
            for wording in (control.label, control.hint, *(item.label for item in control.items)):
                yield from self._of(wording)
            if control.itemset is not None and self._in_texts:
                yield from self._of_items(control.itemset)

    def _of(self, wording: Wording | None) -> Iterator[Expression]:
        if wording is not None:
            yield from wording.expressions
            yield from self._in_texts.get(wording.itext_id, ())

    def _of_items(self, itemset: Itemset) -> Iterator[Expression]:
        column = itemset.text_column
        if column and itemset.instance in self._lists:
            for item in self._lists[itemset.instance].element.elements():
                name = item.first(column)
                if name is not None:
                    yield from self._in_texts.get(name.text, ())


def _translated(text: Element, compiled: Compile) -> Translated:
    forms: dict[str, Text] = {}
    for value in text.named("value"):
        forms.setdefault(value.get("form") or "", text_of(value, compiled))
    said = next((form for form in _PREFERRED if form in forms), None)
    if said:
        forms[""] = forms[said]
    return Translated(forms)
