"""Texts that name somebody: what everybody may read holds no name, phone or address of a person.

A text is looked through for those the register knows, in any letters, order or case; a surname
counts only beside its first name or initial, for many a street and word is a surname too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from app.language import fold
from app.model.name_keys import phones
from app.storage.connection import Connection

_SHORTEST, _ENDING = 3, 3
"""So many letters of a name are its own at least, and so many more an ending may have."""
_NEAR = (-2, -1, 1, 2)
_NUMBER = re.compile(r"\d[\d\s()./+\-‑–]{7,}\d")
_ADDRESS = re.compile(r"\w[\w.+%\-]*@[\w.\-]+\.\w+")
_LAST_DIGITS = 9
_DIALLED = {"", "0", "996", "00996"}
"""What is dialled before a number; anything else makes it a sum of money."""
_MOST_DIGITS = _LAST_DIGITS + max(map(len, _DIALLED))


class Naming:
    """Knows everybody of the register by name, phone and address."""

    def __init__(self, connection: Connection) -> None:
        self._names: dict[str, set[str]] = {}
        """The stem of a surname → the first names that go with it."""
        self._begins: set[str] = set()
        self._phones: set[str] = set()
        self._addresses: set[str] = set()
        rows = connection.execute(
            "SELECT surname, name, phone, email FROM person WHERE _deleted = 0"
        )
        for surname, name, phone, email in rows:
            self._learn(fold(surname or ""), fold(name or ""))
            self._phones.update(one for one in phones(phone or "") if len(one) == _LAST_DIGITS)
            self._addresses.update(_addresses(email or ""))

    def _learn(self, surname: str, name: str) -> None:
        if surname and name:
            stem = _stem(surname.split(maxsplit=1)[0])
            self._names.setdefault(stem, set()).add(name.split(maxsplit=1)[0])
            self._begins.add(stem[:_SHORTEST])

    def is_in(self, value: Any) -> bool:
        """Whether a text, or one of several, names somebody."""
        texts: Sequence[str] = (value,) if isinstance(value, str) else value
        return any(self._is_named(text) for text in texts)

    def _is_named(self, text: str) -> bool:
        if self._phones and not self._phones.isdisjoint(_numbers(text)):
            return True
        if "@" in text and not self._addresses.isdisjoint(_addresses(text)):
            return True
        said = re.findall(r"\w+", fold(text))
        return any(
            any(_is_name(said[near], name) for near in self._around(said, at) for name in names)
            for at, names in self._surnames(said)
        )

    def _surnames(self, said: Sequence[str]) -> Iterator[tuple[int, set[str]]]:
        """Where a surname stands, whatever its ending, with the first names that go with it."""
        for at, word in enumerate(said):
            if word[:_SHORTEST] not in self._begins:
                continue
            for end in range(max(len(word) - 2 * _ENDING, _SHORTEST), len(word) + 1):
                if names := self._names.get(word[:end]):
                    yield at, names

    @staticmethod
    def _around(said: Sequence[str], at: int) -> Iterator[int]:
        for step in _NEAR:
            is_beside = abs(step) == 1
            if 0 <= at + step < len(said) and (is_beside or len(said[at + step]) > 1):
                yield at + step


def _numbers(text: str) -> Iterator[str]:
    """What may be phones, by their last digits: each may stand behind other digits."""
    for run in _NUMBER.findall(text):
        groups = re.findall(r"\d+", run)
        for at, group in enumerate(groups):
            if at and not group.startswith(("0", "996")) and len(group) < _LAST_DIGITS:
                continue  # within a sum of money
            digits = ""
            for part in groups[at:]:
                digits += part
                if len(digits) > _MOST_DIGITS:
                    break
                if digits[:-_LAST_DIGITS] in _DIALLED:
                    yield digits[-_LAST_DIGITS:]


def _addresses(text: str) -> Iterator[str]:
    return (found.casefold() for found in _ADDRESS.findall(text))


def _stem(word: str) -> str:
    """A name without what changes at its end: Осмонова, Осмоновой, Осмоновага."""
    return word[: max(len(word) - 2, _SHORTEST)]


def _is_name(word: str, name: str) -> bool:
    """Whether a word is this first name with any ending, or its initial."""
    if len(word) == 1:
        return name.startswith(word)
    stem = name[: max(len(name) - 1, _SHORTEST)]
    return word.startswith(stem) and len(word) <= len(name) + _ENDING
