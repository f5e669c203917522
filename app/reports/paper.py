"""Paper: what stands on a page to be filled in by hand, as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pick:
    """A sign to tick, with the number by which it is typed in later."""

    number: int
    is_one_of_many: bool = False
    """Whether others may be ticked beside it: then it is a square, else a circle."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A label with a line to write on; what is known already stands on the line."""

    label: str
    share: float = 1.0
    """How much of the width it takes."""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Blanks:
    """Lines to fill at the head of a page, several beside each other."""

    rows: tuple[tuple[Blank, ...], ...]


@dataclass(frozen=True, slots=True)
class Options:
    """Answers to tick."""

    items: tuple[str, ...]
    are_many: bool = False
    are_ranked: bool = False
    """Whether a number is written into each square instead of a tick."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Steps to ring one of, beside each other."""

    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines to write on, as wide as `share` of the text; what is counted stands at the end."""

    count: int = 1
    share: float = 1.0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Squares:
    """A square a digit, in groups with a sign between, as for a day: [][].[][].[][][][]."""

    groups: tuple[int, ...]
    sign: str


Answer = Options | Scale | Lines | tuple[Squares, ...]
"""Where the answer to a question is written."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its number, when it is to be answered, what is asked, where to answer."""

    number: str
    text: str
    answer: Answer
    note: str = ""
    when: str = ""


def paper_texts(block: Blanks | Asked) -> Iterator[str]:
    """Every text of a block that is filled in by hand, in reading order."""
    if isinstance(block, Blanks):
        yield from (
            text for row in block.rows for blank in row for text in (blank.label, blank.value)
        )
        return
    yield from (block.when, block.number, block.text, block.note)
    match block.answer:
        case Options(items=words) | Scale(steps=words):
            yield from words
        case Lines(unit=unit):
            yield unit
        case _:
            pass


def answer_line(answer: Answer) -> Iterator[str]:
    """Where to answer, as plain text draws it."""
    match answer:
        case Options():
            yield from (
                _option(answer, number, item) for number, item in enumerate(answer.items, 1)
            )
        case Scale(steps=steps):
            yield "   ".join(f"( ) {step}" for step in steps)
        case Lines(count=count, unit=unit):
            yield from (f"{'_' * 20} {unit}".rstrip() for _ in range(count))
        case squares:
            yield "   ".join(
                each.sign.join("_" * group for group in each.groups) for each in squares
            )


def _option(options: Options, number: int, item: str) -> str:
    signs = "__" if options.are_ranked else "[ ]" if options.are_many else "( )"
    return f"{signs} {number} {item}"
