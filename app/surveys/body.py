"""What a form shows, and in which order: its body."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import replace

from app.language import mark
from app.surveys.binds import CompileAt
from app.surveys.faults import FormFault
from app.surveys.parts import Aspect, Choice, Control, Itemset, Kind, Place
from app.surveys.places import JAVAROSA, Places
from app.surveys.searches import search_in, searched, words_of
from app.surveys.texts import Compile, wording_from, wording_of
from app.surveys.xpath.expression import Expression
from app.surveys.xpath.nodes import Element

_BY_TAG = {
    "select1": Kind.SELECT_ONE,
    "select": Kind.SELECT_MULTIPLE,
    "rank": Kind.RANK,
    "range": Kind.RANGE,
    "trigger": Kind.TRIGGER,
    "upload": Kind.UPLOAD,
    "input": Kind.TEXT,
    "secret": Kind.TEXT,
}
_BY_TYPE = {
    "int": Kind.INTEGER,
    "integer": Kind.INTEGER,
    "long": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "dateTime": Kind.DATE_TIME,
    "geopoint": Kind.GEOPOINT,
    "geotrace": Kind.GEOTRACE,
    "geoshape": Kind.GEOSHAPE,
    "barcode": Kind.BARCODE,
}
_NOT_PARAMETERS = {"ref", "bind", "nodeset", "appearance", "class", "query"}


class Body:
    """Reads the controls of one form."""

    def __init__(self, places: Places, compile_at: CompileAt, say: Callable[[str], str]) -> None:
        """`say` gives the words of a text in the form's dictionary."""
        self._places = places
        self._say = say
        self._compile_at = compile_at
        self._count = itertools.count(1)

    def read(self, element: Element, around: Place | None = None) -> tuple[Control, ...]:
        """The controls in an element, in order."""
        found = []
        for child in element.elements():
            if child.name == "repeat":
                found.append(self._repeat(child, None, around))
            elif child.name == "group":
                found.append(self._group(child, around))
            elif child.name in _BY_TAG and (control := self._question(child, around)):
                found.append(control)
        return tuple(found)

    def _group(self, element: Element, around: Place | None) -> Control:
        place = self._place(element, around)
        repeat = element.first("repeat")
        inner = self._place(repeat, place or around) if repeat else None
        if repeat is not None and inner is not None and inner is place:
            return self._repeat(repeat, element, around)
        control = Control(
            Kind.GROUP,
            place,
            appearance=element.get("appearance") or "",
            label=wording_of(element.first("label"), self._compiled(place or around)),
            children=self.read(element, place or around),
            index=next(self._count),
        )
        if place is not None and place.control is None:
            place.control = control
        return control

    def _repeat(self, element: Element, group: Element | None, around: Place | None) -> Control:
        place = self._place(element, around)
        if place is None:
            raise FormFault(
                mark("The form repeats {path}, which its own document does not have."),
                path=element.get("nodeset") or "",
            )
        self._places.set_repeat(place)
        count = element.get(f"{{{JAVAROSA}}}count")
        if count:
            place.is_counted = True
            counted = {Aspect.COUNT: self._compile_at(count, place, "repeat_count")}
            place.bind = replace(place.bind, expressions={**place.bind.expressions, **counted})
        place.is_fixed = bool(count) or (
            element.get(f"{{{JAVAROSA}}}noAddRemove") or ""
        ).strip() in {"true()", "true", "1"}
        label = (group.first("label") if group else None) or element.first("label")
        appearance = " ".join(
            filter(None, (e.get("appearance") for e in (group, element) if e is not None))
        )
        place.control = Control(
            Kind.REPEAT,
            place,
            appearance=appearance,
            label=wording_of(label, self._compiled(place)),
            children=self.read(element, place),
        )
        return place.control

    def _question(self, element: Element, around: Place | None) -> Control | None:
        """A question; None where the document has no place for it, as other programs do."""
        place = self._place(element, around)
        if place is None:
            return None
        compiled = self._compiled(place)
        call, appearance = search_in(element.get("appearance") or "")
        items = tuple(_choice_of(item, compiled) for item in element.named("item"))
        itemset = self._itemset(element, place)
        if call:
            itemset, items = searched(call, items, self._words, self._compiled(place))
        control = Control(
            _kind_of(element, place),
            place,
            appearance=appearance,
            label=wording_of(element.first("label"), compiled),
            hint=wording_of(element.first("hint"), compiled),
            items=items,
            itemset=itemset,
            parameters={
                attribute.name: attribute.value
                for attribute in element.attributes.values()
                if attribute.name not in _NOT_PARAMETERS
            },
        )
        if place.control is None:
            place.control = control
        return control

    def _itemset(self, element: Element, place: Place) -> Itemset | None:
        """The list choices come from; `query` is how older forms say it."""
        itemset = element.first("itemset")
        written = itemset.get("nodeset") if itemset else element.get("query")
        if not written:
            return None
        value = itemset.first("value") if itemset else None
        label = itemset.first("label") if itemset else None
        return Itemset(
            nodes=self._compile_at(written, place, "choice_filter"),
            value=self._compile_at((value and value.get("ref")) or "name", place, "choices"),
            label=self._compile_at((label and label.get("ref")) or "label", place, "choices"),
            instance=instance_named_in(written),
        )

    def _words(self, choice: Choice) -> str:
        label = choice.label
        return self._say(label.itext_id) if label.itext_id else words_of(label.text)

    def _place(self, element: Element, around: Place | None) -> Place | None:
        reference = element.get("ref") or element.get("nodeset") or element.get("bind")
        if not reference:
            return None
        return self._places.find(reference, around)

    def _compiled(self, place: Place | None) -> Compile:
        at = place or self._places.root

        def compiled(text: str) -> Expression:
            return self._compile_at(text, at, "label")

        return compiled


def _choice_of(item: Element, compiled: Compile) -> Choice:
    value, label = item.first("value"), item.first("label")
    said = (value.get("ref") or value.text if value else "").strip()
    return Choice(said, wording_of(label, compiled) or wording_from(f"'{said}'", compiled))


def _kind_of(element: Element, place: Place) -> Kind:
    kind = _BY_TAG[element.name]
    if kind is not Kind.TEXT:
        return kind
    if element.get("query"):
        return Kind.SELECT_ONE
    read_only = place.bind.expressions.get(Aspect.READ_ONLY)
    is_told = read_only is not None and read_only.text.replace(" ", "") == "true()"
    if is_told and Aspect.CALCULATE not in place.bind.expressions and place.bind.type == "string":
        return Kind.NOTE
    return _BY_TYPE.get(place.bind.type, Kind.TEXT)


_INSTANCE = re.compile(r"""instance\(\s*(['"])(.*?)\1\s*\)""")


def instance_named_in(expression: str) -> str:
    """The list an expression looks into first, "" if it looks into the answers themselves."""
    found = _INSTANCE.search(expression)
    return found[2] if found else ""
