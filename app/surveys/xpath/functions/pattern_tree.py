"""The tree of a regular expression, and the reading of it."""

from __future__ import annotations

import functools
import itertools
import re
import sys
import unicodedata
from dataclasses import dataclass

DEEPEST = 40
MOST_REPEATS = 5_000
_ASSIGNED = 0x20000  # letters beyond are signs of old Chinese
_QUANTIFIER = re.compile(r"(?:([*+?])|\{(\d{1,4})(?:(,)(\d{1,4})?)?\})([?+]?)")
_PROPERTY = re.compile(r"\\([pP])(?:\{(\w+)\}|(\w))")
_GROUP = re.compile(r"\((\?(?::|=|!|<=|<!|P?<(\w+)>))?")
_POSIX = {
    "Alpha": "a-zA-Z",
    "Digit": "0-9",
    "Alnum": "a-zA-Z0-9",
    "Upper": "A-Z",
    "Lower": "a-z",
    "Punct": r"!-/:-@\[-`{-~",
    "Space": r"\s",
}
_SCRIPTS = {
    "Cyrillic": "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "Latin": "A-Za-zÀ-ɏ",
}


class Unreadable(ValueError):
    """A pattern that is none, or has what is not read here."""


@dataclass(frozen=True, slots=True)
class Atom:
    """What takes exactly one letter: itself as Python's `re` writes it."""

    text: str
    is_fixed = True


@dataclass(frozen=True, slots=True)
class Mark:
    r"""What takes no letter (`^`, `$`, `\b`), or refers back to a group."""

    text: str
    is_fixed = False


@dataclass(frozen=True, slots=True)
class Group:
    """A part in brackets; `lead` is how the brackets begin."""

    lead: str
    body: Item

    @property
    def text(self) -> str:
        """The group as Python writes it."""
        return f"{self.lead}{self.body.text})"

    @property
    def is_fixed(self) -> bool:
        """Whether it takes the same number of letters always, one at least."""
        return self.body.is_fixed


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part that comes `least` to `most` times (None: any number)."""

    body: Item
    least: int
    most: int | None
    manner: str

    @property
    def text(self) -> str:
        """The repetition as Python writes it."""
        most = "" if self.most is None else str(self.most)
        return f"{self.body.text}{{{self.least},{most}}}{self.manner}"

    @property
    def is_fixed(self) -> bool:
        """Whether it takes the same number of letters always, one at least."""
        return self.least == self.most and self.least > 0 and self.body.is_fixed


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts one behind the other."""

    items: tuple[Item, ...]

    @property
    def text(self) -> str:
        """The parts as Python writes them."""
        return "".join(item.text for item in self.items)

    @property
    def is_fixed(self) -> bool:
        """Whether it takes the same number of letters always, one at least."""
        return bool(self.items) and all(item.is_fixed for item in self.items)


@dataclass(frozen=True, slots=True)
class Choice:
    """One part or another."""

    options: tuple[Item, ...]
    is_fixed = False

    @property
    def text(self) -> str:
        """The choice as Python writes it."""
        return "|".join(option.text for option in self.options)


Item = Atom | Mark | Group | Repeat | Sequence | Choice


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that was read; `is_regular` without looking around and referring back."""

    tree: Item
    ignores_case: bool
    is_regular: bool


def read(pattern: str) -> Pattern:
    """Read a pattern; Unreadable if it is none."""
    ignores_case = pattern.startswith("(?i)")
    reader = _Reader(pattern[4:] if ignores_case else pattern)
    tree = reader.choice()
    if not reader.is_at_end:
        raise Unreadable(pattern)
    return Pattern(tree, ignores_case, reader.is_regular)


class _Reader:
    """Walks along a pattern."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._place = 0
        self._depth = 0
        self.is_regular = True

    @property
    def is_at_end(self) -> bool:
        return self._place >= len(self._pattern)

    def choice(self) -> Item:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unreadable(self._pattern)
        options = [self._sequence()]
        while self._next == "|":
            self._place += 1
            options.append(self._sequence())
        self._depth -= 1
        return options[0] if len(options) == 1 else Choice(tuple(options))

    @property
    def _next(self) -> str:
        return self._pattern[self._place : self._place + 1]

    def _sequence(self) -> Item:
        items: list[Item] = []
        while self._next not in {"", "|", ")"}:
            items.append(self._repeated(self._item()))
        return items[0] if len(items) == 1 else Sequence(tuple(items))

    def _repeated(self, item: Item) -> Item:
        found = _QUANTIFIER.match(self._pattern, self._place)
        if found is None:
            return item
        if isinstance(item, Mark):
            raise Unreadable(self._pattern)
        self._place = found.end()
        sign, least, comma, most, manner = found.groups()
        if sign:
            bounds = {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
        else:
            bounds = (int(least), int(most) if most else None if comma else int(least))
        if bounds[0] > MOST_REPEATS or (bounds[1] or 0) > MOST_REPEATS:
            raise Unreadable(self._pattern)
        if manner == "+":
            self.is_regular = False
        return Repeat(item, *bounds, manner)

    def _item(self) -> Item:
        sign = self._next
        if sign == "(":
            return self._group()
        if sign == "[":
            return Atom(self._class())
        if sign == "\\":
            return self._escape()
        self._place += 1
        if sign in {"^", "$"}:
            return Mark(sign)
        if sign in {"*", "+", "?"}:
            raise Unreadable(self._pattern)
        return Atom(sign if sign == "." else re.escape(sign))

    def _group(self) -> Item:
        found = _GROUP.match(self._pattern, self._place)
        if found is None or (found.group(1) is None and self._pattern[found.end() :][:1] == "?"):
            raise Unreadable(self._pattern)
        self._place = found.end()
        looks = (found.group(1) or "") in {"?=", "?!", "?<=", "?<!"}
        if looks:
            self.is_regular = False
        lead = f"(?P<{found.group(2)}>" if found.group(2) else found.group()
        body = self.choice()
        if self._next != ")":
            raise Unreadable(self._pattern)
        self._place += 1
        return Group(lead, body)

    def _escape(self) -> Item:
        found = _PROPERTY.match(self._pattern, self._place)
        if found is not None:
            self._place = found.end()
            return Atom(f"[{_property(found)}]")
        sign = self._pattern[self._place + 1 : self._place + 2]
        if not sign:
            raise Unreadable(self._pattern)
        self._place += 2
        if sign in {"b", "B", "A", "Z"}:
            return Mark(f"\\{sign}")
        if sign == "z":
            return Mark("\\Z")
        if sign.isdigit():
            self.is_regular = False
            return Group("(?:", Mark(f"\\{sign}")) if sign != "0" else Atom("\\0")
        if sign in "xu":
            return Atom(self._code(sign))
        return Atom(f"\\{sign}" if sign in "dDwWsStnrfv" else re.escape(sign))

    def _code(self, sign: str) -> str:
        digits = self._pattern[self._place : self._place + (2 if sign == "x" else 4)]
        self._place += len(digits)
        try:
            return re.escape(chr(int(digits, 16)))
        except ValueError as error:
            raise Unreadable(self._pattern) from error

    def _class(self) -> str:
        """A class of letters, as Python writes it."""
        begin = self._place
        self._place += 2 if self._pattern[begin + 1 : begin + 2] == "^" else 1
        said = self._pattern[begin : self._place]
        is_first = True
        while is_first or self._next != "]":
            if self.is_at_end:
                raise Unreadable(self._pattern)
            found = _PROPERTY.match(self._pattern, self._place)
            if found is not None:
                said += _property(found)
                self._place = found.end()
            elif self._next == "\\":
                item = self._escape()
                if isinstance(item, Mark) and item.text != r"\b":
                    raise Unreadable(self._pattern)
                said += item.text
            else:
                said += re.escape(self._next) if self._next in "[&~|" else self._next
                self._place += 1
            is_first = False
        self._place += 1
        return said + "]"


def _property(found: re.Match[str]) -> str:
    """The letters of a Unicode property as the inside of a class."""
    name = found.group(2) or found.group(3)
    is_other = found.group(1) == "P"
    plain = _POSIX.get(name) or _SCRIPTS.get(name.removeprefix("Is").removeprefix("In"))
    if plain is not None:
        if is_other:
            raise Unreadable(name)
        return plain
    ranges = _ranges(name.removeprefix("Is"), is_other)
    if not ranges:
        raise Unreadable(name)
    return ranges


@functools.lru_cache(maxsize=32)
def _ranges(category: str, is_other: bool) -> str:
    """The letters whose category begins so (or does not), as ranges."""
    said = ""
    known = False
    for is_in, codes in itertools.groupby(range(_ASSIGNED), lambda code: _is_of(code, category)):
        known = known or is_in
        if is_in is not is_other:
            first, *rest = codes
            said += f"{_hex(first)}-{_hex(rest[-1] if rest else first)}"
    if is_other:
        said += f"{_hex(_ASSIGNED)}-{_hex(sys.maxunicode)}"
    return said if known else ""


def _is_of(code: int, category: str) -> bool:
    return unicodedata.category(chr(code)).startswith(category)


def _hex(code: int) -> str:
    return f"\\U{code:08x}"
