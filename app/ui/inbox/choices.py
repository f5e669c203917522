"""Two entries field by field, and which of their values the one who stays will have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from app.model import Person
from app.storage.questions.pairs import SideBySide

EQUAL, FIRST, SECOND, BOTH = "equal", "a", "b", "both"
"""Where a value of the one who stays comes from."""
_JOINTS = {"phone": ", ", "email": ", ", "organisation": "; ", "position": "; ", "note": "\n"}
"""Texts that may hold both values, and what stands between them."""
_ORDER = (
    *("surname", "name", "patronymic", "sex", "birth_year", "age_group", "village", "territory"),
    *("organisation", "position", "categories", "phone", "email"),
)
_ALWAYS = ("surname", "name", "sex", "birth_year")
_UNLIKE = 0.4
"""Texts that have less in common are marked whole, not letter by letter."""

Runs = list[tuple[str, bool]]
"""A text in pieces; those that differ from the other one are marked."""


@dataclass
class Choice:
    """One field of two entries and the value that stays."""

    name: str
    a: Any
    b: Any
    source: str = field(init=False)

    def __post_init__(self) -> None:
        empty = Person.kinds()[self.name].empty
        if self.a == self.b:
            self.source = EQUAL
        elif empty in (self.a, self.b):
            self.source = SECOND if self.a == empty else FIRST
        else:
            self.source = BOTH if self.can_be_both else FIRST

    @property
    def can_be_both(self) -> bool:
        """Whether the one who stays can have both values."""
        return together(self.name, (self.a, self.b)) is not None

    @property
    def value(self) -> Any:
        """The value that stays."""
        if self.source == SECOND:
            return self.b
        return together(self.name, (self.a, self.b)) if self.source == BOTH else self.a

    def choose(self, source: str) -> None:
        """Let the value of one entry stay, or of both."""
        if self.source != EQUAL and (source != BOTH or self.can_be_both):
            self.source = source


def together(name: str, values: Sequence[Any]) -> Any:
    """All of these values in one field of this name; None where it holds one only."""
    if all(isinstance(value, tuple) for value in values):
        return tuple(dict.fromkeys(one for value in values for one in value))
    if name in _JOINTS and all(isinstance(value, str) and value for value in values):
        return _JOINTS[name].join(dict.fromkeys(values))
    return None


def choices_of(pair: SideBySide) -> list[Choice]:
    """The fields of two entries of which one says something, in the order they are read in."""
    names = (*_ORDER, *(name for name in Person.kinds() if name not in _ORDER))
    return list(_choices(pair, names))


def _choices(pair: SideBySide, names: tuple[str, ...]) -> Iterator[Choice]:
    for name in names:
        a, b = getattr(pair.a.person, name), getattr(pair.b.person, name)
        empty = Person.kinds()[name].empty
        if name != "duplicate_of" and (name in _ALWAYS or (a, b) != (empty, empty)):
            yield Choice(name, a, b)


def differing(one: str, other: str, *, is_whole: bool = False) -> Runs:
    """The first text in pieces; the letters the other one has not are marked, or all of it."""
    if not one or not other or one == other:
        return [(one, False)] if one else []
    matcher = SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False)
    if is_whole or len(one.casefold()) != len(one) or matcher.ratio() < _UNLIKE:
        return [(one, True)]
    return [
        (one[begin:end], kind != "equal")
        for kind, begin, end, _, _ in matcher.get_opcodes()
        if begin < end
    ]
