r"""Regular expressions of forms, matched in bounded time whatever the pattern and the text.

A pattern is read into a tree. Where the ways to try are few, Python's `re` matches it; where they
may explode (`(a+)+`), an automaton goes through the text once. Patterns are those of Java and
JavaScript, which differ from Python's: `\d` and `\w` are ASCII, `\p{L}` is any letter.
"""

from __future__ import annotations

import functools
import math
import re

from app.language.texts import mark
from app.surveys.xpath.faults import ExpressionFault
from app.surveys.xpath.functions.automaton import Automaton, TooLarge
from app.surveys.xpath.functions.pattern_tree import (
    Atom,
    Choice,
    Group,
    Item,
    Pattern,
    Repeat,
    Sequence,
    Unreadable,
    read,
)

MOST_WAYS = 2_000_000
LONGEST_TEXT = 20_000


def matches(pattern: str, text: str) -> bool:
    """Whether a whole text is as a pattern says; ExpressionFault if that cannot be told."""
    said, fast = _prepared(pattern)
    if ways(said.tree, len(text)) <= MOST_WAYS:
        return fast.fullmatch(text) is not None
    if said.is_regular and len(text) <= LONGEST_TEXT:
        automaton = _automaton(pattern)
        if automaton is not None:
            return automaton.accepts(text)
    raise ExpressionFault(
        mark("In “{expression}”, the pattern {pattern} takes too long to be compared."),
        pattern=pattern,
    )


@functools.lru_cache(maxsize=512)
def _prepared(pattern: str) -> tuple[Pattern, re.Pattern[str]]:
    try:
        said = read(pattern)
        flags = re.ASCII | (re.IGNORECASE if said.ignores_case else 0)
        return said, re.compile(said.tree.text, flags)
    except (Unreadable, re.error, OverflowError, RecursionError) as error:
        raise ExpressionFault(
            mark("In “{expression}”, the pattern {pattern} cannot be read."), pattern=pattern
        ) from error


@functools.lru_cache(maxsize=64)
def _automaton(pattern: str) -> Automaton | None:
    said, _ = _prepared(pattern)
    try:
        return Automaton(said)
    except TooLarge:
        return None


def ways(item: Item, length: int) -> float:
    """How many ways a matcher that tries them all may have to go through a text so long."""
    match item:
        case Sequence(items):
            return math.prod(ways(part, length) for part in items)
        case Choice(options):
            return sum(ways(option, length) for option in options)
        case Group(_, body):
            return ways(body, length)
        case Repeat(body, least, most):
            most = length if most is None else min(most, length + 1)
            inner = ways(body, length)
            if inner > 1:
                return math.inf if most * math.log(inner) > 20 else inner**most
            freedom = max(most - least, 0) + 1.0
            # a body that may be empty or of any length can be cut in many places
            return freedom if isinstance(body, Atom) or body.is_fixed else math.inf
        case _:
            return 1.0
