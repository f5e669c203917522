"""Prose as strips: titles, headings, paragraphs, lists, facts and what is signed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from app.reports.content import (
    Caption,
    Document,
    Facts,
    Heading,
    Paragraph,
    Points,
    SignatureLines,
    Voice,
)
from app.reports.official import ApprovalBlock
from app.reports.pdf.flow import Pen, Strip
from app.reports.pdf.lettering import Letter, lines_of, shortened, widest_of
from app.reports.pdf.marks import rule, write
from app.reports.pdf.style import (
    ACCENT,
    BODY,
    CAPTION,
    CONTROL,
    HEADINGS,
    KICKER,
    LABEL,
    LONG_TITLE,
    STRONG,
    TITLE,
    VOICES,
    WARNING,
    WARNING_GROUND,
    WHEN,
)

_OUTLINE_WIDTH = 400.0
_TOGETHER = 8
_TOGETHER_HEIGHT = 270.0
"""So few facts of so little height, in points, stay on one page."""
_BEFORE_HEADING = {1: 18.0, 2: 12.0, 3: 8.0, 4: 6.0}
_MOST_TITLE_LINES = 3
_MOST_AT_ONCE = 14
"""What is known of one thing is cut into pieces of so many lines, or it would fit on no page."""

Draw = Callable[[Pen, float, float], None]


def line_strips(
    text: str, letter: Letter, measure: float, *, before: float = 0.0, is_glued: bool = False
) -> Iterator[Strip]:
    """A strip a line; the first two stay together and the last two as well."""
    lines = lines_of(text, letter, measure)
    last = len(lines) - 1
    for index, line in enumerate(lines):
        is_kept = index < last and (index == 0 or index == last - 1)
        space = before if index == 0 else 0.0
        yield Strip(letter.line, _written(line, letter), space, is_glued=is_glued or is_kept)


def _written(line: str, letter: Letter, shift: float = 0.0) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        write(pen, line, letter, x + shift, y)

    return draw


def title_strips(document: Document, measure: float) -> Iterator[Strip]:
    """What kind of paper it is, its title, and a line below."""
    if document.kicker:
        yield from line_strips(document.kicker, KICKER, measure, is_glued=True)
    is_long = len(lines_of(document.title, TITLE, measure)) > _MOST_TITLE_LINES
    letter = LONG_TITLE if is_long else TITLE
    yield from line_strips(document.title, letter, measure, before=2, is_glued=True)

    def draw(pen: Pen, x: float, y: float) -> None:
        rule(pen, x, y - 5, measure, ACCENT, 1.2)

    yield Strip(14, draw)


def heading_strips(heading: Heading, measure: float) -> Iterator[Strip]:
    """A heading stays with what follows it, and the outline leads to its first line."""
    level = min(heading.level, max(HEADINGS))
    letter, before = HEADINGS[level], _BEFORE_HEADING[level]
    words = shortened(heading.text, letter, _OUTLINE_WIDTH)
    for index, line in enumerate(lines_of(heading.text, letter, measure)):
        outline = (heading.level - 1, words) if index == 0 else None
        space = before if index == 0 else 0.0
        draw = _written(line, letter)
        yield Strip(letter.line, draw, space, is_glued=True, outline=outline)
    for line in lines_of(heading.note, WHEN, measure) if heading.note else []:
        yield Strip(WHEN.line, _written(line, WHEN), is_glued=True)
    yield Strip(3, lambda *_: None, is_glued=True)


def caption_strips(caption: Caption, measure: float) -> Iterator[Strip]:
    """What the table or chart below shows; it stays with it."""
    yield from line_strips(caption.said or caption.text, CAPTION, measure, before=9, is_glued=True)


def paragraph_strips(paragraph: Paragraph, measure: float) -> Iterator[Strip]:
    """Running text; a warning stands on its own ground with a bar at its side."""
    letter = VOICES[paragraph.voice]
    if paragraph.voice is not Voice.WARNING:
        yield from line_strips(paragraph.text, letter, measure, before=4)
        return
    lines = lines_of(paragraph.text, letter, measure - 20)
    for index, line in enumerate(lines):
        is_last = index == len(lines) - 1
        height = letter.line + (4 if index == 0 else 0) + (4 if is_last else 0)
        draw = _warning(line, letter, measure, height, inset=4 if index == 0 else 0)
        yield Strip(height, draw, 6 if index == 0 else 0, is_glued=not is_last)


def _warning(line: str, letter: Letter, measure: float, height: float, inset: float) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        pen.setFillColor(WARNING_GROUND)
        pen.rect(x, y - height, measure, height, stroke=0, fill=1)
        pen.setFillColor(WARNING)
        pen.rect(x, y - height, 2.5, height, stroke=0, fill=1)
        write(pen, line, letter, x + 10, y - inset)

    return draw


def point_strips(points: Points, measure: float) -> Iterator[Strip]:
    """A list: each item hangs beside its number or its dash."""
    for number, item in enumerate(points.items, start=1):
        sign = f"{number}." if points.numbered else "–"
        lines = lines_of(item, BODY, measure - _hang())
        for index, line in enumerate(lines):
            draw = _hanging(sign if index == 0 else "", line)
            is_kept = index < len(lines) - 1 and index in {0, len(lines) - 2}
            yield Strip(BODY.line, draw, 2.5 if index == 0 else 0.0, is_glued=is_kept)


def _hang() -> float:
    """Where the texts of a list stand: right of their numbers, however large these are."""
    return BODY.size * 1.8


def _hanging(sign: str, line: str) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        write(pen, sign, LABEL, x + 1, y + 0.4)
        write(pen, line, BODY, x + _hang(), y)

    return draw


def fact_strips(facts: Facts, measure: float) -> Iterator[Strip]:
    """Labels in a narrow column, what is known about each beside them."""
    longest = max((widest_of(label, LABEL) for label, _ in facts.pairs), default=0.0)
    first = min(max(longest + 14, measure * 0.22), measure * 0.4)
    high = sum(len(lines_of(value, BODY, measure - first)) for _, value in facts.pairs)
    is_short = len(facts.pairs) <= _TOGETHER and high * BODY.line <= _TOGETHER_HEIGHT
    for number, (label, value) in enumerate(facts.pairs):
        said = lines_of(label, LABEL, first - 8)
        known = lines_of(value, BODY, measure - first)
        count = max(len(said), len(known))
        is_kept = is_short and number < len(facts.pairs) - 1
        for begin in range(0, count, _MOST_AT_ONCE):
            end = begin + _MOST_AT_ONCE
            space = 0.0 if begin else 3.0 if number else 6.0
            draw = _pair(said[begin:end], known[begin:end], first)
            is_glued = is_kept and number == 0
            height = (min(end, count) - begin) * BODY.line
            yield Strip(height, draw, space, is_glued=is_glued, is_kept=is_kept)


def _pair(said: Sequence[str], known: Sequence[str], first: float) -> Draw:
    """The label's lines, then those of the value: in that order they are read aloud and copied."""

    def draw(pen: Pen, x: float, y: float) -> None:
        for index, line in enumerate(said):
            write(pen, line, LABEL, x, y - index * BODY.line - (BODY.drop - LABEL.drop))
        for index, line in enumerate(known):
            write(pen, line, BODY, x + first, y - index * BODY.line)

    return draw


def signature_strips(signatures: SignatureLines, measure: float) -> Iterator[Strip]:
    """Office, a line to sign on, name: all on one page."""
    third = measure / 3
    last = len(signatures.lines) - 1
    for index, (office, name) in enumerate(signatures.lines):
        said = lines_of(office, BODY, third * 1.2 - 8)
        known = lines_of(name, STRONG, third * 0.9)
        height = max(len(said), len(known), 1) * BODY.line
        draw = _to_sign(said, known, third)
        yield Strip(height, draw, before=26, is_glued=index < last)


def _to_sign(said: list[str], known: list[str], third: float) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        for index, line in enumerate(said):
            write(pen, line, BODY, x, y - index * BODY.line)
        rule(pen, x + third * 1.2, y - BODY.line + 1, third * 0.8, CONTROL, 0.7)
        for index, line in enumerate(known):
            write(pen, line, STRONG, x + third * 2.1, y - index * BODY.line)

    return draw


def approval_strips(approval: ApprovalBlock, measure: float) -> Iterator[Strip]:
    """The block of approval at the top right; an empty line is a line to fill by hand."""
    left, width = measure * 0.55, measure * 0.45
    yield Strip(STRONG.line + 3, _written(approval.word, STRONG, left), is_glued=True)
    for line in approval.lines:
        for part in lines_of(line, BODY, width):
            yield Strip(BODY.line, _written(part, BODY, left), is_glued=True)
        if not line:
            yield Strip(4, _blank(left, width), is_glued=True)
    yield Strip(14, lambda *_: None, is_glued=True)


def _blank(left: float, width: float) -> Draw:
    def draw(pen: Pen, x: float, y: float) -> None:
        rule(pen, x + left, y - 2, width, CONTROL, 0.7)

    return draw
