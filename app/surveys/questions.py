"""What can be said of a form's questions without filling them: for tables, exports and paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.surveys.form import Option, Question
from app.surveys.labels import plain
from app.surveys.parts import Aspect, Control, Place, Text, Wording, kind_at
from app.surveys.places import Places
from app.surveys.texts import Texts
from app.surveys.xpath.expression import Expression
from app.surveys.xpath.nodes import Document, Element

_LAST_STEP = re.compile(r"^\s*(?:[\w:.\-/]*/)?([\w.\-]+)\s*$")
_MOST_OPTIONS = 5000


def questions_of(
    places: Places, texts: Texts, lists: Mapping[str, Document]
) -> tuple[Question, ...]:
    """Every place that holds a value, in the order of the document, groups and repeats between."""
    languages = tuple(texts) or ("",)
    describe = _Describer(texts, languages, lists)
    return tuple(
        describe.question(place)
        for top in places.root.children
        for place in top.walk()
        if not place.is_attribute
    )


class _Describer:
    def __init__(
        self, texts: Texts, languages: tuple[str, ...], lists: Mapping[str, Document]
    ) -> None:
        self._texts = texts
        self._languages = languages
        self._lists = lists

    def question(self, place: Place) -> Question:
        control = place.control
        repeat = place.repeat if not place.is_repeat else (place.parent and place.parent.repeat)
        return Question(
            path=place.path,
            name=place.name,
            kind=kind_at(place),
            type=place.bind.type,
            labels=self._labels(control.label if control else None),
            hints=self._labels(control.hint if control else None),
            options=tuple(self._options(control)) if control else (),
            group=place.parent.path if place.parent and place.parent.parent else "",
            repeat=repeat.path if repeat else "",
            appearance=control.appearance if control else "",
            is_required=Aspect.REQUIRED in place.bind.expressions,
            level=place.path.count("/") - 2,
        )

    def _labels(self, wording: Wording | None) -> dict[str, str]:
        if wording is None:
            return {}
        said = {language: self._said(wording, language) for language in self._languages}
        return {language: label for language, label in said.items() if label}

    def _said(self, wording: Wording, language: str) -> str:
        if wording.itext_id:
            translated = self._texts.get(language, {}).get(wording.itext_id)
            return sketch(translated.forms.get("")) if translated else ""
        return sketch(wording.text)

    def _options(self, control: Control) -> Iterator[Option]:
        for choice in control.items:
            yield Option(choice.value, self._labels(choice.label))
        itemset = control.itemset
        if itemset is None or itemset.instance not in self._lists or itemset.label is None:
            return
        items = list(self._lists[itemset.instance].element.elements())
        if len(items) > _MOST_OPTIONS:
            return
        value, label = itemset.value.text.strip(), itemset.label.text.strip()
        key = itemset.text_column
        seen = set()
        for item in items:
            code = _child(item, value)
            if code and code not in seen:
                seen.add(code)
                looked_up = Wording(itext_id=_child(item, key)) if key else None
                labels = (
                    self._labels(looked_up)
                    if looked_up
                    else dict.fromkeys(self._languages, plain(_child(item, label)))
                )
                yield Option(code, labels)


def _child(item: Element, name: str) -> str:
    found = item.first(name)
    return found.text if found is not None else ""


def sketch(text: Text | None) -> str:
    """A text where nothing is filled in yet: the names of questions stand for their answers."""
    if text is None:
        return ""
    return plain("".join(p if isinstance(p, str) else _named(p) for p in text.parts))


def _named(expression: Expression) -> str:
    step = _LAST_STEP.match(expression.text)
    return f"${{{step[1]}}}" if step else "…"
