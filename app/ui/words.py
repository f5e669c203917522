"""How codes and refusals are worded anywhere in the window."""

from __future__ import annotations

from collections.abc import Iterable

from app.errors import AppError, Invalid
from app.language import Language
from app.model import DELETED, ENUMERATIONS, RECORD_TYPES
from app.model.kinds import is_place
from app.storage.questions.conflicts import Place


def term(language: Language, enumeration: str, code: str | None) -> str:
    """The word of a code; a code this version does not know is shown as it is."""
    if not code:
        return ""
    known = ENUMERATIONS[enumeration].get(code)
    return language.label(known.labels) if known else code


def terms(language: Language, enumeration: str) -> list[tuple[str, str]]:
    """Codes and words of an enumeration, for a field of choices."""
    known = ENUMERATIONS[enumeration].values()
    return [(one.code, language.label(one.labels)) for one in known]


def said_plainly(language: Language, error: AppError) -> str:
    """What is wrong, in one line: of a refused record, its first problem."""
    if isinstance(error, Invalid) and error.problems:
        return language.error(error.problems[0])
    return language.error(error)


def field_said(language: Language, type_name: str, field: str) -> str:
    """What a field is called about which notebooks disagree, in a list of such."""
    record_type = RECORD_TYPES.get(type_name)
    if record_type is None:
        return type_name
    kind = record_type.kinds().get(field)
    if is_place(kind):
        return language.text("Place in the list")
    if kind is not None:
        return language.text(kind.label)
    if field == DELETED:
        return language.text("Delete or keep?")
    return language.text(record_type.label)


def places_said(places: Iterable[Place], language: Language) -> str:
    """What these fields are called, each once; some have a comma in their name."""
    said = dict.fromkeys(field_said(language, at.type_name, at.field) for at in places)
    return " · ".join(said)
