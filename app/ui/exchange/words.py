"""How exchange is said: colleagues, fingerprints, numbers of packages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.exchange import Card, Outcome, fingerprint
from app.language import Language
from app.model import ENUMERATIONS


def role_word(language: Language, role: str) -> str:
    """The word for a role."""
    term = ENUMERATIONS["staff_role"].get(role)
    return language.label(term.labels) if term else role


def key_words(card: Card, language: Language) -> str:
    """The fingerprint in letters of the language, to compare by telephone."""
    return fingerprint(card.key, language.code)


def package_words(one: Outcome, language: Language) -> str:
    """A package by its sender and number: the names of files are made for machines."""
    sender = one.sender.name if one.sender else one.path.name
    return f"{sender} · {language.text('No. {n}', n=one.number)}"


def ranges(numbers: Sequence[int]) -> str:
    """Numbers with runs drawn together: 1–7, 9."""
    parts: list[str] = []
    ordered = sorted(set(numbers))
    at = 0
    while at < len(ordered):
        end = at
        while end + 1 < len(ordered) and ordered[end + 1] == ordered[end] + 1:
            end += 1
        first, last = ordered[at], ordered[end]
        parts.append(str(first) if at == end else f"{first}–{last}")
        at = end + 1
    return ", ".join(parts)


def moment_of(text: str) -> datetime | None:
    """A moment as packages and cards write it."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        return None


def day_of(text: str, language: Language) -> str:
    """Its day on this computer's calendar."""
    moment = moment_of(text)
    return language.day(moment.date()) if moment else ""


def dash(number: int, language: Language) -> str:
    """A number in a table, where nothing is a dash."""
    return language.number(number) if number else "–"
