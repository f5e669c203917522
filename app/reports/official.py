"""The head of an official paper, as plain data: whose it is, its number, who approves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who a paper is from: in each language the office, and below it address and phone."""

    columns: tuple[tuple[str, str], ...]
    logo: bytes = b""
    """A picture that can be read; it stands between two languages, or above the only one."""
    shows: str = ""
    """What the logo is, for who cannot see it."""


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The number of a paper and its day; an empty one is left to be written by hand."""

    number: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalBlock:
    """The block at the top right of an official paper: the word of approval, and lines to fill."""

    word: str
    lines: tuple[str, ...]


HEAD = (Letterhead, NumberLine, ApprovalBlock)
"""What stands above the title, where it begins a document."""


def letterhead_lines(head: Letterhead) -> Iterator[str]:
    """What a letterhead says, language by language."""
    for column in head.columns:
        yield from filter(None, column)
