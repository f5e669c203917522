"""How a person is said: sex, age, place, kinds of consent, a phone that not everyone shall see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from app.language import Language, mark
from app.model import ENUMERATIONS, age_at, full_name

CONSENT_WORDS = {
    "given": mark("Consent given"),
    "withdrawn": mark("Consent withdrawn"),
    "none": mark("No consent"),
    "forgotten": mark("Forgotten on demand"),
}
FORGOTTEN = mark("A forgotten person")
CONSENT_ICONS = {
    "given": ("shield-check", "ok"),
    "withdrawn": ("shield-x", "bad"),
    "none": ("shield-x", "warn"),
    "forgotten": ("shield-x", "text3"),
}
"""State of consent → icon and its colour."""

_HIDDEN = "···"
_LONG_NAME = 24
_JOINT = " · "


def masked(phone: str) -> str:
    """The beginning and the end of a phone number, enough to compare: «0772 ··· 118»."""
    plain = re.sub(r"[^\d+]", "", phone)
    if len(plain) < 7:
        return _HIDDEN if phone.strip() else ""
    head = 7 if plain.startswith("+") else 4
    return f"{plain[:head]} {_HIDDEN} {plain[-3:]}"


def word(language: Language, enumeration: str, code: str | None) -> str:
    """The word for a code; the code itself when it is of a newer version."""
    if not code:
        return ""
    term = ENUMERATIONS[enumeration].get(code)
    return language.label(term.labels) if term else code


def words(language: Language, enumeration: str, codes: Iterable[str]) -> str:
    """The words for several codes, one after the other."""
    return ", ".join(word(language, enumeration, code) for code in codes)


def sex_letter(language: Language, sex: str | None) -> str:
    """One letter for a narrow column; a dash where nothing is known."""
    said = word(language, "sex", sex) if sex in ("f", "m") else ""
    return said[:1] or "–"


def birth_words(language: Language, birth_year: int | None) -> str:
    """The birth year, and how old somebody becomes this year."""
    age = age_at(date.today(), birth_year)
    if age is None:
        return str(birth_year or "")
    return language.plural(
        "{year}, {n} year old", "{year}, {n} years old", age, year=str(birth_year)
    )


def short_name(surname: str, name: str, patronymic: str) -> str:
    """The name for a list: a long one keeps only the first letter of its patronymic."""
    whole = full_name(surname, name, patronymic)
    if len(whole) <= _LONG_NAME or not patronymic:
        return whole
    return full_name(surname, name, f"{patronymic[:1]}.")


def joined(parts: Iterable[str]) -> str:
    """Separate facts in one line; what is not known leaves no gap."""
    return _JOINT.join(part for part in parts if part)


def place_label(language: Language, names: Mapping[str, str] | tuple[str, str, str]) -> str:
    """The name of a territory in the language, out of its three names."""
    if isinstance(names, tuple):
        names = dict(zip(("ky", "ru", "en"), names, strict=True))
    return language.label(names)


def initials(surname: str, name: str) -> str:
    """One or two letters that stand for a person where there is no photo."""
    return (surname[:1] + name[:1]).upper() or "?"
