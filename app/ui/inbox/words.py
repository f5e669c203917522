"""How values and sides of a conflict are said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.language import Language
from app.model import DELETED, ENUMERATIONS, RECORD_TYPES, Record
from app.model import kinds as k
from app.model.kinds import is_place
from app.model.numbering import neighbours
from app.storage.questions.answer_conflicts import (
    answer_words,
    differing_answers,
    is_about_answers,
    question_words,
)
from app.storage.questions.conflicts import Conflict, Standing
from app.ui.context import Context
from app.ui.inbox.reading import title_of
from app.ui.people.words import masked
from app.ui.sources import item_name, place_name, report_name
from app.ui.words import field_said

_TITLE = 60
"""So much of a neighbour's title is said."""


def field_label(language: Language, found: Conflict) -> str:
    """What the field in conflict is called."""
    if found.field == DELETED:
        return language.text("Deleted here, changed there")
    return short_label(language, found)


def kind_of(found: Conflict) -> k.Kind | None:
    """The kind of the field in conflict; None where it is the record itself."""
    return RECORD_TYPES[found.type_name].kinds().get(found.field)


def short_label(language: Language, found: Conflict) -> str:
    """The same for a list."""
    return field_said(language, found.type_name, found.field)


def value_words(context: Context, type_name: str, record_id: bytes, name: str, value: Any) -> str:
    """A value of a record as people say it; "" for an empty one. Phones are masked."""
    if value in (None, "", ()):
        return ""
    if name == "phone":
        return masked(str(value))
    kind = RECORD_TYPES[type_name].kinds()[name]
    if isinstance(kind, k.Number) and kind.among:
        return _between(context, type_name, record_id, kind.among, value)
    return _SAID.get(type(kind), _plain)(context, kind, value)


def _between(
    context: Context, type_name: str, record_id: bytes, among: tuple[str, ...], place: int
) -> str:
    """Between which others a record would stand at a place in their order."""
    ws, say = context.workspace, context.language.text
    record = ws.get(RECORD_TYPES[type_name], record_id)
    if record is None:
        return ""
    shared = {name: getattr(record, name) for name in among}
    lines: list[Any] = ws.find(RECORD_TYPES[type_name], **shared)
    before, after = (
        _short(title_of(ws, one)) if one is not None else ""
        for one in neighbours(lines, record_id, place)
    )
    if before and after:
        return say("between “{before}” and “{after}”", before=before, after=after)
    if after:
        return say("at the beginning, before “{after}”", after=after)
    return say("at the end, after “{before}”", before=before) if before else say("alone")


def _short(title: str) -> str:
    first = title.strip().partition("\n")[0]
    return first if len(first) <= _TITLE else f"{first[: _TITLE - 1]}…"


def _plain(_: Context, __: Any, value: Any) -> str:
    return "; ".join(str(one) for one in value) if isinstance(value, tuple) else str(value)


def _term(context: Context, kind: Any, code: Any) -> str:
    term = ENUMERATIONS[kind.enumeration].get(str(code))
    return context.language.label(term.labels) if term else str(code)


def _terms(context: Context, kind: Any, codes: Any) -> str:
    return ", ".join(_term(context, kind, code) for code in codes)


def _yes_no(context: Context, _: Any, value: Any) -> str:
    return context.language.text("yes") if value else context.language.text("no")


def _day(context: Context, _: Any, value: Any) -> str:
    return context.language.day(value)


def _link(context: Context, kind: Any, value: Any) -> str:
    linked = context.workspace.get(RECORD_TYPES[kind.to], value)
    return title_of(context.workspace, linked) if linked else "…"


def _place(context: Context, _: Any, code: Any) -> str:
    return place_name(context, str(code))


def _items(context: Context, kind: Any, codes: Any) -> str:
    say = _NAMED.get(kind.of, item_name)
    return ", ".join(say(context, str(one)) for one in codes)


_NAMED = {"territory": place_name, "report": report_name}
"""Coded items that are no items of frameworks, and who knows their names."""


def _file(context: Context, _: Any, value: Any) -> str:
    return context.language.text("file {name}", name=str(value)[:8])


def _document(context: Context, _: Any, __: Any) -> str:
    return context.language.text("the whole filled form")


_SAID: dict[type[k.Kind], Callable[[Context, Any, Any], str]] = {
    k.Choice: _term,
    k.Choices: _terms,
    k.YesNo: _yes_no,
    k.Day: _day,
    k.Link: _link,
    k.Territory: _place,
    k.Items: _items,
    k.File: _file,
    k.Document: _document,
}
"""Kind of field → how its values are said; the others are what was written."""


def standing_words(context: Context, found: Conflict) -> list[str]:
    """What each side says; masks that hide the difference are taken off."""
    language = context.language
    if found.field == DELETED:
        words = {True: language.text("Delete the record"), False: language.text("Keep the record")}
        return [words[bool(one.value)] for one in found.standing]
    if is_about_answers(found):
        return _answers_said(context, found)
    empty = language.text("empty")
    said = [
        value_words(context, found.type_name, found.id, found.field, one.value) or empty
        for one in found.standing
    ]
    if len(set(said)) < len(said) and not is_place(kind_of(found)):
        return [str(one.value or empty) for one in found.standing]
    return said


def _answers_said(context: Context, found: Conflict) -> list[str]:
    """What each side of a filled form answers where they differ."""
    code = context.language.code
    answers = differing_answers(context.workspace, found)
    if not answers:
        return [_document(context, None, None) for _ in found.standing]
    return [
        "; ".join(f"{question_words(one, code)}: {answer_words(one, at, code)}" for one in answers)
        for at in range(len(found.standing))
    ]


def side(context: Context, one: Standing) -> str:
    """Where a value stands."""
    if one.device == context.workspace.identity.device:
        return context.language.text("In this notebook")
    return context.language.text("In a package that came")


def facts_of(context: Context, record: Record, without: set[str]) -> list[tuple[str, str]]:
    """The record around a conflict: its other fields that say something."""
    facts = []
    for name, kind in record.kinds().items():
        said = "" if name in without or is_place(kind) else value_words(
            context, record.type_name, record.id, name, getattr(record, name)
        )  # fmt: skip
        if said and not isinstance(kind, k.LongText | k.Document):
            facts.append((context.language.text(kind.label), said))
    return facts
