"""Functions of texts."""

from __future__ import annotations

import math

from app.surveys.xpath.functions.family import Family, flattened
from app.surveys.xpath.functions.patterns import matches
from app.surveys.xpath.values import Value, to_text

TEXTS = Family()
_SPACE = " \t\r\n"


@TEXTS.function("string", "text.", "text")
def string(text: str) -> Value:
    """A value as a text."""
    return text


@TEXTS.function("concat", "any*", "text")
def concat(*values: Value) -> Value:
    """All values as one text, of node-sets every node."""
    return "".join([to_text(value) for value in flattened(values)])


@TEXTS.function("join", "text any*", "text")
def join(between: str, *values: Value) -> Value:
    """All values as one text with another between them."""
    return between.join([to_text(value) for value in flattened(values)])


@TEXTS.function("starts-with", "text text", "boolean")
def starts_with(text: str, part: str) -> Value:
    """Whether a text begins with another."""
    return text.startswith(part)


@TEXTS.function("ends-with", "text text", "boolean")
def ends_with(text: str, part: str) -> Value:
    """Whether a text ends with another."""
    return text.endswith(part)


@TEXTS.function("contains", "text text", "boolean")
def contains(text: str, part: str) -> Value:
    """Whether a text has another in it."""
    return part in text


@TEXTS.function("substring-before", "text text", "text")
def substring_before(text: str, part: str) -> Value:
    """What stands before the first place of a part; nothing where it is not in the text."""
    before, found, _ = text.partition(part) if part else ("", "", "")
    return before if found else ""


@TEXTS.function("substring-after", "text text", "text")
def substring_after(text: str, part: str) -> Value:
    """What stands behind the first place of a part; nothing where it is not in the text."""
    return text.partition(part)[2] if part else text


@TEXTS.function("substring", "text number number?", "text")
def substring(text: str, first: float, length: float = math.inf) -> Value:
    """A piece by the place of its first letter (from 1) and its length, both rounded."""
    begin = _rounded(first)
    end = begin + _rounded(length)
    if math.isnan(begin) or math.isnan(end):
        return ""
    begin = max(begin, 1)
    end = min(end, len(text) + 1)
    return text[int(begin) - 1 : int(end) - 1] if begin < end else ""


def _rounded(number: float) -> float:
    return math.floor(number + 0.5) if math.isfinite(number) else number


@TEXTS.function("substr", "text number number?", "text")
def substr(text: str, first: float, end: float = math.inf) -> Value:
    """A piece from one place to before another, from 0; negative places count from the end."""
    begin, behind = (_place(number, len(text)) for number in (first, end))
    return text[begin:behind]


def _place(number: float, length: int) -> int:
    """A place in a text so long: no number is the first place, what lies outside the nearest."""
    if math.isnan(number):
        return 0
    place = math.trunc(max(-length - 1, min(number, length)))
    return max(place + length, 0) if place < 0 else place


@TEXTS.function("string-length", "text.", "number")
def string_length(text: str) -> Value:
    """How many letters a text has."""
    return float(len(text))


@TEXTS.function("normalize-space", "text.", "text")
def normalize_space(text: str) -> Value:
    """A text with one blank between its words and none around them."""
    for sign in "\t\r\n":
        text = text.replace(sign, " ")
    return " ".join(word for word in text.split(" ") if word)


@TEXTS.function("translate", "text text text", "text")
def translate(text: str, letters: str, others: str) -> Value:
    """A text with letters replaced by those at the same places of another list, or taken out."""
    table: dict[int, str] = {}
    for place, letter in enumerate(letters):
        table.setdefault(ord(letter), others[place : place + 1])
    return text.translate(table)


@TEXTS.function("upper-case", "text", "text")
def upper_case(text: str) -> Value:
    """A text in capital letters."""
    return text.upper()


@TEXTS.function("lower-case", "text", "text")
def lower_case(text: str) -> Value:
    """A text in small letters."""
    return text.lower()


@TEXTS.function("regex", "text text", "boolean")
def regex(text: str, pattern: str) -> Value:
    """Whether a whole text is as a regular expression says."""
    return matches(pattern, text)
