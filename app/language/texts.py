"""Texts in the user's language: an English source, its translation, and the values in it."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from app.errors import AppError
from app.language.formats import Formats
from app.language.sorting import sort_key
from app.language.translations import translations

LANGUAGES = ("ky", "ru", "en")
_PLACE = re.compile(r"{(\w+)}")
_GROUPED_FROM = 10_000


class Marked(str):
    """An English source text that waits for a Language: as a value in a text it is translated."""

    __slots__ = ()


def mark(text: str) -> str:
    """Mark a text for the catalogues where no Language is at hand, as in declarations."""
    return Marked(text)


class Said(Protocol):
    """What carries a marked text with the values to fill it, as an AppError does."""

    @property
    def text(self) -> str:
        """The English source."""

    @property
    def values(self) -> Mapping[str, object]:
        """What its placeholders stand for."""


class Language(Formats):
    """One of the languages the program speaks. It is handed to whoever writes, never global."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self._catalogue = translations(code)

    def text(self, source: str, /, **values: object) -> str:
        """Say an English source text in this language, with its placeholders filled."""
        return self._filled(self._catalogue.gettext(source) if source else "", values)

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Say a text that counts something; {n} is the number."""
        return self._filled(self._catalogue.ngettext(one, many, n), {"n": self.number(n), **values})

    def text_in(self, context: str, source: str, /, **values: object) -> str:
        """Say a text whose translation depends on where it stands."""
        return self._filled(self._catalogue.pgettext(context, source), values)

    def label(self, labels: Mapping[str, str] | None) -> str:
        """Choose from names given in several languages: own, else Russian, Kyrgyz, English."""
        known = labels or {}
        return next(
            (label for code in (self.code, "ru", "ky", "en") if (label := known.get(code))), ""
        )

    def error(self, error: Said) -> str:
        """Say what went wrong: the text of an AppError, or of one Problem of a record."""
        return self._filled(self._catalogue.gettext(error.text), error.values)

    def sort_key(self, text: str) -> str:
        """Where a name stands in a list; the Kyrgyz order serves all three languages."""
        return sort_key(text)

    def _filled(self, text: str, values: Mapping[str, object]) -> str:
        if not values:
            return text
        return _PLACE.sub(
            lambda place: self._said(values[place[1]]) if place[1] in values else place[0], text
        )

    def _said(self, value: object) -> str:
        match value:
            case Marked():
                return self._catalogue.gettext(value)
            case AppError():
                return self.error(value)
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case int() | float() if isinstance(value, float) or abs(value) >= _GROUPED_FROM:
                return self.number(value)
            case _:
                return str(value)


@functools.cache
def language(code: str) -> Language:
    """The Language of a code in LANGUAGES; its catalogue is read once."""
    if code not in LANGUAGES:
        raise LookupError(code)
    return Language(code)
