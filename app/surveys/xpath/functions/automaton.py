"""Matches a pattern by going through a text once, with all states it may be in at the time."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.surveys.xpath.functions.pattern_tree import (
    Atom,
    Choice,
    Group,
    Item,
    Mark,
    Pattern,
    Repeat,
    Sequence,
)

MOST_STATES = 5_000
_Test = Callable[[str, int], bool]


class TooLarge(ValueError):
    """A pattern that would need too many states."""


class Automaton:
    """States with what leads from one to the next: a letter, or nothing, or a place in the text.

    Only for patterns that are regular; a text of n letters takes n times the states, at most.
    """

    def __init__(self, pattern: Pattern) -> None:
        self._flags = re.ASCII | (re.IGNORECASE if pattern.ignores_case else 0)
        self._letters: list[tuple[re.Pattern[str], int] | None] = []
        self._silent: list[list[tuple[_Test | None, int]]] = []
        start = self._state()
        self._start = start
        self._end = self._add(pattern.tree, start)

    def accepts(self, text: str) -> bool:
        """Whether the whole text fits."""
        states = self._closed({self._start}, text, 0)
        for place, letter in enumerate(text):
            following = set()
            for state in states:
                step = self._letters[state]
                if step is not None and step[0].fullmatch(letter):
                    following.add(step[1])
            states = self._closed(following, text, place + 1)
            if not states:
                return False
        return self._end in states

    def _closed(self, states: set[int], text: str, place: int) -> set[int]:
        """The states with all that is reached from them without a letter."""
        waiting = list(states)
        while waiting:
            for test, target in self._silent[waiting.pop()]:
                if target not in states and (test is None or test(text, place)):
                    states.add(target)
                    waiting.append(target)
        return states

    def _state(self) -> int:
        if len(self._letters) >= MOST_STATES:
            raise TooLarge
        self._letters.append(None)
        self._silent.append([])
        return len(self._letters) - 1

    def _link(self, start: int, end: int, test: _Test | None = None) -> None:
        self._silent[start].append((test, end))

    def _add(self, item: Item, start: int) -> int:
        """Add a part that begins in a state; answer the state it ends in."""
        match item:
            case Atom(text):
                end = self._state()
                self._letters[start] = (re.compile(text, self._flags), end)
            case Mark(text):
                end = self._state()
                place_test = re.compile(text, self._flags)
                self._link(start, end, lambda said, at: place_test.match(said, at) is not None)
            case Group(_, body):
                end = self._add(body, start)
            case Sequence(items):
                end = start
                for part in items:
                    end = self._add(part, end)
            case Choice(options):
                end = self._state()
                for option in options:
                    begin = self._state()
                    self._link(start, begin)
                    self._link(self._add(option, begin), end)
            case Repeat():
                end = self._add_repeat(item, start)
        return end

    def _add_repeat(self, item: Repeat, start: int) -> int:
        here = start
        for _ in range(item.least):
            here = self._add(item.body, here)
        end = self._state()
        if item.most is None:
            loop = self._state()
            self._link(here, loop)
            self._link(self._add(item.body, loop), loop)
            self._link(loop, end)
            return end
        self._link(here, end)
        for _ in range(item.most - item.least):
            here = self._add(item.body, here)
            self._link(here, end)
        return end
