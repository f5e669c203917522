"""Reads an XForm into a Form: what the file says, put where a filling finds it at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.errors import AppError
from app.language import mark
from app.surveys.binds import read_actions, read_binds
from app.surveys.body import Body
from app.surveys.faults import FormFault
from app.surveys.form import Form
from app.surveys.graph import graph_of
from app.surveys.instances import Files, read_instances
from app.surveys.metadata import add_identity
from app.surveys.parts import Bind, Control, Itemset, Place, Translated
from app.surveys.places import Places
from app.surveys.questions import questions_of
from app.surveys.searches import words_of
from app.surveys.texts import Spoken, translations_of
from app.surveys.xpath.expression import Expression, compile_expression
from app.surveys.xpath.nodes import XHTML, Document, Element
from app.surveys.xpath.xml import BrokenXml, parse_xml

_JAVAROSA_MEDIA = "jr://"


def read_form(xform: str, files: Files) -> Form:
    """Read an XForm. `files` gives what lies beside it by name: lists of choices above all."""
    document = _document(xform)
    head, body, model = _parts(document)
    primary = next(model.named("instance")[0].elements(), None)
    if primary is None:
        raise _no_form()
    prefixes = _prefixes(document.element)
    lacked_identity = add_identity(primary, prefixes)
    places = Places(primary, prefixes)
    compiler = _Compiler()
    read_binds(model, places, compiler.at)
    if lacked_identity:
        _identify(places)
    texts, default = translations_of(model, compiler.anywhere)
    say = _Dictionary(texts.get(default, {})).words
    controls = Body(places, compiler.at, say).read(body) if body is not None else ()
    actions = read_actions(model, body, places, compiler.at)
    itemsets = list(_itemsets(controls))
    lists = read_instances(model, itemsets, files)
    wanted = [*lists.files, *(name for name in _media(texts) if name not in lists.files)]
    return Form(
        title=_title(head, primary),
        form_id=primary.get("id") or primary.name,
        version=primary.get("version") or "",
        languages=tuple(texts) or ("",),
        default_language=default,
        questions=questions_of(places, texts, lists.lists),
        files=tuple(wanted),
        missing=tuple(lists.missing),
        settings=_settings(model),
        root=places.root,
        template=places.instance,
        places=tuple(places.all),
        body=controls,
        actions=actions,
        instances=lists.lists,
        last_saved=frozenset(lists.last_saved),
        texts=texts,
        instance_name=model.named("instance")[0].get("id") or "",
        find=places.find,
        graph=graph_of(places.all, places.root, Spoken(texts, lists.lists)),
        faults=tuple(compiler.faults),
    )


def _identify(places: Places) -> None:
    meta = next(c for c in places.root.children if c.name.rpartition(":")[2] == "meta")
    own = next(c for c in meta.children if c.name.rpartition(":")[2] == "instanceID")
    own.bind = Bind(preload="uid")


def _document(xform: str) -> Document:
    try:
        return parse_xml(xform)
    except BrokenXml as error:
        raise FormFault.because(error) from error


def _parts(document: Document) -> tuple[Element | None, Element | None, Element]:
    html = document.element
    named = {child.name: child for child in html.elements() if child.namespace == XHTML}
    head = named.get("head")
    model = head.first("model") if head is not None else None
    if html.name != "html" or model is None or not model.named("instance"):
        raise _no_form()
    return head, named.get("body"), model


def _no_form() -> FormFault:
    return FormFault(mark("This XML is no XForm: it has no model with a document to fill in."))


def _prefixes(html: Element) -> Mapping[str, str]:
    """What the prefixes in paths stand for; forms declare them at the top, seldom further in."""
    found = dict(html.namespaces)
    for element in html.walk():
        for prefix, namespace in element.namespaces.items():
            found.setdefault(prefix, namespace)
    return found


def _title(head: Element | None, primary: Element) -> str:
    for child in head.elements() if head is not None else ():
        if child.name == "title" and child.text.strip():
            return " ".join(child.text.split())
    return primary.get("id") or primary.name


def _settings(model: Element) -> Mapping[str, str]:
    submission = model.first("submission")
    found = {a.name: a.value for a in submission.attributes.values()} if submission else {}
    return {**found, **{a.name: a.value for a in model.attributes.values()}}


def _itemsets(controls: tuple[Control, ...]) -> Iterator[Itemset]:
    for control in controls:
        if control.itemset is not None:
            yield control.itemset
        yield from _itemsets(control.children)


class _Dictionary:
    """The form's texts in the language it begins with."""

    def __init__(self, texts: Mapping[str, Translated]) -> None:
        self._texts = texts

    def words(self, name: str) -> str:
        found = self._texts.get(name)
        return words_of(found.forms.get("")) if found else ""


def _media(texts: Mapping[str, Mapping[str, Translated]]) -> list[str]:
    named = {
        plain.strip().rsplit("/", 1)[-1]: None
        for translations in texts.values()
        for translated in translations.values()
        for text in translated.forms.values()
        if (plain := text.plain) and plain.strip().startswith(_JAVAROSA_MEDIA)
    }
    return list(named)


class _Compiler:
    """Compiles the expressions of one form, and remembers which of them call what is not known."""

    def __init__(self) -> None:
        self.faults: list[FormFault] = []

    def at(self, written: str, place: Place, column: str) -> Expression:
        """An expression that stands at a place, in a column of the author's workbook."""
        try:
            expression = compile_expression(written)
        except AppError as error:
            raise _misread(error, place, column) from error
        self.faults += [_misread(fault, place, column) for fault in expression.faults]
        return expression

    def anywhere(self, written: str) -> Expression:
        """An expression in a text of the form's dictionary."""
        try:
            return compile_expression(written)
        except AppError as error:
            raise FormFault(
                mark("A text of the form holds an expression that cannot be read: {reason}"),
                reason=error,
            ) from error


def _misread(error: AppError, place: Place, column: str) -> FormFault:
    return FormFault(
        mark("The question “{name}”, {column}: {reason}"),
        column=column,
        name=place.name,
        reason=error,
    )
