"""Which of a form's languages is meant: authors name them as they like, the program by codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_CODE = re.compile(r"\(\s*([A-Za-z]{2,3})(?:[-_]\w+)?\s*\)\s*$")
_NAMES = {
    "ky": ("ky", "kg", "kir", "кыргызча", "кыргыз тили", "киргизский", "кыргызский", "kyrgyz"),
    "ru": ("ru", "rus", "русский", "русский язык", "орусча", "russian"),
    "en": ("en", "eng", "английский", "англисче", "english"),
}
_CODES = {name: code for code, names in _NAMES.items() for name in names}
_INSTEAD = ("ru", "ky", "en")
"""Who does not find her own language reads one of these, in this order, as everywhere."""
_PARTED = re.compile(r"\s+\|\s+")
_ORDER = ("ky", "ru", "en")


def code_of(language: str) -> str:
    """The code of a language as a form names it: «Кыргызча (ky)» → ky; "" where it is unknown."""
    found = _CODE.search(language)
    named = found[1] if found else language
    return _CODES.get(named.strip().casefold(), "")


def language_for(languages: Iterable[str], code: str) -> str | None:
    """The form's name of a language, else of one that is read instead, else its first."""
    known = list(languages)
    by_code: dict[str, str] = {}
    for language in known:
        by_code.setdefault(code_of(language), language)
    for wanted in (code, *_INSTEAD):
        if wanted in by_code:
            return by_code[wanted]
    return known[0] if known else None


def label_in(labels: Mapping[str, str], code: str) -> str:
    """One of the labels a form gives by its languages; "" where it gives none."""
    language = language_for(labels, code)
    return labels[language] if language is not None else ""


def title_in(title: str, code: str) -> str:
    """A form's title in a language. XLSForm knows one title: with ` | ` between, it is one in
    Kyrgyz and Russian, or in Kyrgyz, Russian and English.
    """
    parts = _PARTED.split(title.strip())
    if len(parts) not in {2, 3}:
        return title.strip()
    said = dict(zip(_ORDER, parts, strict=False))
    return said.get(code) or said["ru"]
