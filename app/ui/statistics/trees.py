"""Trees one chooses a filter in: places down to raions and cities, frameworks with their goals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.language import Language, fold
from app.ui.kit import Offer

FRAMEWORK = "framework:"
"""Before the code of a framework, which is chosen in the tree of goals as a whole."""
_DEEPER = "\u2003"
_MOST_FOUND = 30


@dataclass(frozen=True)
class Branch:
    """A line of a tree one chooses in: what it stands for, its names, below what it hangs."""

    code: str
    names: Mapping[str, str]
    parent: str = ""
    before: str = ""
    """What is said before the name: the number of a goal."""


class Tree:
    """Finds in a tree: all of it in its order for nothing, else what a word of begins so."""

    def __init__(self, language: Language, branches: Sequence[Branch]) -> None:
        self._language = language
        self._branches = {one.code: one for one in branches}
        self._below: dict[str, list[Branch]] = {}
        for one in branches:
            parent = one.parent if one.parent in self._branches else ""
            self._below.setdefault(parent, []).append(one)
        self._folded = {
            one.code: [f" {fold(word)}" for word in (one.before, *one.names.values()) if word]
            for one in branches
        }

    def label(self, code: object) -> str:
        """What a branch is called."""
        one = self._branches.get(str(code))
        if one is None:
            return str(code)
        name = self._language.label(one.names) or one.code.removeprefix(FRAMEWORK)
        return f"{one.before}. {name}" if one.before else name

    def find(self, typed: str) -> list[Offer]:
        """The branches to offer for what is typed."""
        wanted = fold(typed)
        if not wanted:
            return list(self._all("", ""))
        found = [
            Offer(code, self.label(code), sub=self._above(code))
            for code, words in self._folded.items()
            if any(f" {wanted}" in word for word in words)
        ]
        return found[:_MOST_FOUND]

    def _above(self, code: str) -> str:
        parent = self._branches[code].parent
        return self.label(parent) if parent in self._branches else ""

    def _all(self, parent: str, indent: str) -> Iterator[Offer]:
        for one in self._below.get(parent, ()):
            yield Offer(one.code, indent + self.label(one.code))
            yield from self._all(one.code, indent + _DEEPER)
