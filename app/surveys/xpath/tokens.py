"""The words of an expression."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.language.texts import mark
from app.surveys.xpath.faults import ExpressionFault

_SPACE = re.compile(r"[ \t\r\n]*")
_NAME = r"[^\W\d][\w.\-·]*"
_OPERATOR = re.compile(r"and|or|mod|div|\*|!=|<=|>=|[|+\-=<>]")
_TOKEN = re.compile(
    rf"""(?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<text>"[^"]*"|'[^']*')
    |(?P<name>{_NAME}(?::(?:{_NAME}|\*))?)
    |(?P<sign>\.\.|::|//|!=|<=|>=|[()\[\].@,/|+\-=<>*])""",
    re.VERBOSE,
)
_BEFORE_OPERAND = {"", "@", "::", "(", "[", ",", "/", "//"}


class Token(NamedTuple):
    """A word: its kind (number, text, name, sign, operator, end), itself, and where it begins."""

    kind: str
    word: str
    place: int


def tokens_of(text: str) -> Iterator[Token]:
    """The words of an expression one by one, ending with one of kind "end".

    What follows an operand is an operator, so `div` and `*` are told from names by what is
    before them, as XPath asks.
    """
    place = 0
    kind, word = "operator", ""
    while True:
        place = _SPACE.match(text, place).end()  # type: ignore[union-attr]  # matches always
        if place >= len(text):
            yield Token("end", "", place)
            return
        awaits_operand = kind == "operator" or (kind == "sign" and word in _BEFORE_OPERAND)
        found = None if awaits_operand else _OPERATOR.match(text, place)
        if found is not None:
            kind = "operator"
        else:
            found = _TOKEN.match(text, place)
            if found is None:
                raise unreadable(text, place)
            kind = found.lastgroup or ""
            if kind == "sign" and found.group() in {"+", "-", "|", "=", "<", ">", "!=", "<=", ">="}:
                kind = "operator"
        word = found.group()
        yield Token(kind, word, place)
        place = found.end()


def unreadable(text: str, place: int) -> ExpressionFault:
    """The fault of an expression that cannot be read on from this place."""
    if place >= len(text):
        return ExpressionFault(
            mark("The expression “{expression}” breaks off: something is missing at its end."),
            expression=text,
            column=place + 1,
        )
    return ExpressionFault(
        mark("The expression “{expression}” cannot be read from “{rest}” on (character {column})."),
        expression=shortened(text),
        rest=shortened(text[place:], 20),
        column=place + 1,
    )


def shortened(text: str, length: int = 200) -> str:
    """The beginning of a text that may be very long."""
    return text if len(text) <= length else text[: length - 1] + "…"
