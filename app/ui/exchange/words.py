"""How exchange is said: colleagues, fingerprints, numbers of packages."""

from __future__ import annotations

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
