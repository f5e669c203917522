"""Texts in two languages: the original, and beside it in a quieter voice what it says in another.

A `Paired` text is a text like any other; as such it says both languages with a stroke between.
A drawer that can stand them one below the other asks `voices` for its lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_STROKE = " / "
_SIGN = " · "


class Spoken(NamedTuple):
    """A stretch of a text; one that stands beside the original is written more quietly."""

    text: str
    is_beside: bool


class Paired(str):
    """One text in two languages."""

    __slots__ = ("voices",)
    voices: tuple[Spoken, ...]

    @classmethod
    def of(cls, original: str, beside: str) -> str:
        """Both texts as one; what is the same in both languages stands once."""
        if original == beside or not beside or not _has_letters(original + beside):
            return original or beside
        return cls._made(_woven(original, beside)) if original else beside

    @classmethod
    def _made(cls, voices: Sequence[Spoken]) -> str:
        if not any(spoken.is_beside for spoken in voices):
            return "\n".join(spoken.text for spoken in voices)
        made = cls(_in_a_line(voices))
        made.voices = tuple(voices)
        return made

    @classmethod
    def alone(cls, beside: str) -> str:
        """A text that is said in the quieter voice only."""
        return cls._made([Spoken(beside, is_beside=True)])

    @classmethod
    def below(cls, texts: Iterable[str]) -> str:
        """Several texts as one, each of which begins a new line."""
        return cls._made([spoken for text in texts for spoken in voices(text)])


def voices(text: str) -> tuple[Spoken, ...]:
    """The stretches of a text in their order, each of which begins a new line."""
    return text.voices if isinstance(text, Paired) else (Spoken(text, is_beside=False),)


def stacked(text: str) -> str:
    """A text whose languages stand one below the other."""
    return "\n".join(spoken.text for spoken in voices(text))


def paragraphs(text: str) -> list[str]:
    """A long text in its paragraphs, which an empty line parts; each is in its own voice."""
    if not isinstance(text, Paired):
        return [part for part in text.split("\n\n") if part.strip()]
    return [
        Paired.alone(part) if is_beside else part
        for one, is_beside in text.voices
        for part in paragraphs(one)
    ]


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _woven(original: str, beside: str) -> list[Spoken]:
    """Lines of as many lines go in pairs; texts of different length one after the other."""
    ours, theirs = original.split("\n"), beside.split("\n")
    if len(ours) != len(theirs):
        return [Spoken(original, is_beside=False), Spoken(beside, is_beside=True)]
    woven: list[Spoken] = []
    for one, other in zip(ours, theirs, strict=True):
        woven.append(Spoken(one, is_beside=False))
        added = _added(one, other)
        if added:
            woven.append(Spoken(added, is_beside=True))
    return woven


def _added(original: str, beside: str) -> str:
    """What the other language says of a line of several parts that the original has not said."""
    ours, theirs = original.split(_SIGN), beside.split(_SIGN)
    if original == beside or not _has_letters(beside):
        return ""
    if len(ours) != len(theirs):
        return beside
    parts = zip(ours, theirs, strict=True)
    return _SIGN.join(other for one, other in parts if one != other and _has_letters(other))


def _in_a_line(voices: Sequence[Spoken]) -> str:
    said = ""
    for spoken in voices:
        sign = _STROKE if spoken.is_beside else "\n"
        said = f"{said}{sign}{spoken.text}" if said else spoken.text
    return said
