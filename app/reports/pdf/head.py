"""The head of an official paper as strips: letterhead with its logo, number and day."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from app.reports.content import Align
from app.reports.official import Letterhead, NumberLine
from app.reports.pdf.flow import MM, Pen, Strip
from app.reports.pdf.lettering import Letter, lines_of, width_of
from app.reports.pdf.marks import rule, shows, write, write_in
from app.reports.pdf.style import ADDRESS, BODY, CONTROL, OFFICE, TEXT
from app.reports.photos import printable

_LOGO = 24 * MM
_GAP = 12.0
_BELOW = 10.0
_MOST = 24
"""So many lines of a letterhead are shown: what is longer is no letterhead."""
_BLANK_DAY = 90.0

_Line = tuple[str, Letter]


def letterhead_strips(head: Letterhead, measure: float) -> Iterator[Strip]:
    """One strip: a language at the left, the next at the right, the logo between; a line below."""
    logo = readable(head.logo)
    wide, high = size_of(logo)
    is_between = len(head.columns) > 1
    width = (measure - (wide + 2 * _GAP if wide else _GAP)) / 2 if is_between else measure
    columns = [_lines(column, width) for column in head.columns]
    tall = max((_height(lines) for lines in columns), default=0.0)
    above = 0.0 if is_between else high + (6 if high and tall else 0)
    height = max(tall, high) if is_between else above + tall

    def draw(pen: Pen, x: float, y: float) -> None:
        if logo is not None:
            drop = (height - high) / 2 if is_between else 0.0
            with shows(pen, head.shows):
                pen.drawImage(logo, x + (measure - wide) / 2, y - drop - high, wide, high)
        for at, lines in enumerate(columns):
            left = x + at * (measure - width)
            _write(pen, lines, left, y - above - (tall - _height(lines)) / 2, width)
        rule(pen, x, y - height - _BELOW / 2, measure, TEXT, 1)
        rule(pen, x, y - height - _BELOW / 2 - 2, measure, TEXT, 0.4)

    if height:
        yield Strip(height + _BELOW + 4, draw, is_glued=True)


def number_strips(line: NumberLine, measure: float) -> Iterator[Strip]:
    """The number at the left, the day at the right, or a line to write it on."""
    lines = lines_of(line.number, BODY, measure * 0.6)

    def draw(pen: Pen, x: float, y: float) -> None:
        for index, text in enumerate(lines):
            write(pen, text, BODY, x, y - index * BODY.line)
        if line.day:
            write(pen, line.day, BODY, x + measure - width_of(line.day, BODY), y)
        else:
            rule(pen, x + measure - _BLANK_DAY, y - BODY.line + 2, _BLANK_DAY, CONTROL, 0.7)

    yield Strip(max(len(lines), 1) * BODY.line + 10, draw, before=2, is_glued=True)


def _lines(column: tuple[str, str], width: float) -> list[_Line]:
    office, address = column
    said = [(line, OFFICE) for line in lines_of(office, OFFICE, width)] if office else []
    below = [(line, ADDRESS) for line in lines_of(address, ADDRESS, width)] if address else []
    return [*said, *below][:_MOST]


def _height(lines: Sequence[_Line]) -> float:
    return sum(letter.line for _, letter in lines)


def _write(pen: Pen, lines: Sequence[_Line], x: float, top: float, width: float) -> None:
    for text, letter in lines:
        write_in(pen, text, letter, x, top, width, Align.CENTRE)
        top -= letter.line


def readable(data: bytes) -> Any:
    """The logo ready for the page; None when there is none that can be read."""
    from reportlab.lib.utils import ImageReader

    small = printable(data) if data else None
    return None if small is None else ImageReader(io.BytesIO(small))


def size_of(logo: Any) -> tuple[float, float]:
    """How wide and high a logo is drawn, in points; a lying one is lower than a square one."""
    if logo is None:
        return 0.0, 0.0
    wide, high = logo.getSize()
    scale = min(_LOGO / high, 1.6 * _LOGO / wide)
    return wide * scale, high * scale
