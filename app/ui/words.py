"""How codes and refusals are worded anywhere in the window."""

from __future__ import annotations

from app.errors import AppError, Invalid
from app.language import Language
from app.model import ENUMERATIONS


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
