"""Pyramids as strips: the words of both sides, and a strip a line, its bars back to back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.reports.content import Align, Part, Pyramid, PyramidRow, Shade
from app.reports.pdf.chart import draw_shade, legend_strip
from app.reports.pdf.flow import Pen, Strip
from app.reports.pdf.lettering import Letter, lines_of, widest_of, width_of
from app.reports.pdf.marks import write, write_in
from app.reports.pdf.prose import line_strips
from app.reports.pdf.style import CELL, NOTE, TEXT_SECOND
from app.reports.words import side_words

_BAR = 13.0
_PAD = 4.5
_MIDDLE = 1.6
_NUMBER = Letter("regular", 8.5, TEXT_SECOND)
_STUB = 10.0
_LABELS, _APART = 0.3, 0.1
"""So much of the width the labels may take, and those whose side is not known have."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the sides stand across the text, in points from its left."""

    labels: float
    middle: float
    scale: float
    """How long one of what is counted is."""
    apart: float
    has_apart: bool


def pyramid_strips(pyramid: Pyramid, measure: float) -> Iterator[Strip]:
    """The strips of a pyramid that is as wide as the text."""
    frame = _frame(pyramid, measure)
    yield legend_strip(pyramid.legend, measure)
    for index, row in enumerate(pyramid.rows):
        is_glued = bool(pyramid.notes) or index < len(pyramid.rows) - 1
        yield _line(row, frame, is_glued=is_glued)
    for index, note in enumerate(pyramid.notes):
        yield from line_strips(note, NOTE, measure, before=1 if index else 4)


def _frame(pyramid: Pyramid, measure: float) -> _Frame:
    labels = max((widest_of(row.label, CELL) for row in pyramid.rows), default=0.0)
    labels = min(labels, measure * _LABELS) + 8
    has_apart = any(shade is Shade.UNKNOWN for shade, _ in pyramid.legend)
    apart = measure * _APART if has_apart else 0.0
    left, right = ([side(row) for row in pyramid.rows] for side in (_left, _right))
    # each side as wide as it needs, so that no bar is shorter than it could be
    bars = measure - labels - apart - _numbers(left) - _numbers(right)
    longest = (_longest(left), _longest(right))
    scale = bars / (sum(longest) or 1)
    middle = labels + _numbers(left) + longest[0] * scale
    return _Frame(labels, middle, scale, measure - apart + 6, has_apart)


def _left(row: PyramidRow) -> Part | None:
    return row.left


def _right(row: PyramidRow) -> Part | None:
    return row.right


def _numbers(parts: Sequence[Part | None]) -> float:
    said = [width_of(part.text, _NUMBER) for part in parts if part is not None]
    return max((*said, _STUB)) + 12


def _longest(parts: Sequence[Part | None]) -> float:
    return max((part.value for part in parts if part is not None), default=0.0)


def _line(row: PyramidRow, frame: _Frame, *, is_glued: bool) -> Strip:
    # a hair more than the longest needs, else rounding breaks its last letter off
    labels = lines_of(row.label, CELL, frame.labels - 8 + 0.1)
    height = max(_BAR + 2 * _PAD, len(labels) * CELL.line + 4)

    def draw(pen: Pen, x: float, y: float) -> None:
        middle = y - height / 2
        top = middle + len(labels) * CELL.line / 2
        for index, line in enumerate(labels):
            write(pen, line, CELL, x, top - index * CELL.line)
        _side(pen, row.left, frame, x + frame.middle - _MIDDLE / 2, middle, way=-1)
        _side(pen, row.right, frame, x + frame.middle + _MIDDLE / 2, middle, way=1)
        if frame.has_apart:
            _apart(pen, row.apart, x + frame.apart, middle)

    return Strip(height, draw, is_glued=is_glued)


def _apart(pen: Pen, part: Part | None, x: float, middle: float) -> None:
    """Those of whom the side is not known; what is not told is a dash without a box."""
    if part is not None and part.value:
        draw_shade(pen, Shade.UNKNOWN, x, middle - 5, 10, 10)
    text = side_words(part)
    write(pen, text, _NUMBER, x + 14, middle + _NUMBER.line / 2)


def _side(
    pen: Pen, part: Part | None, frame: _Frame, foot: float, middle: float, *, way: int
) -> None:
    """A bar away from the middle and its number at the end; what is not told is a dash alone."""
    long = 0.0 if part is None else part.value * frame.scale
    if part is not None and long:
        left = foot if way > 0 else foot - long
        draw_shade(pen, part.shade, left, middle - _BAR / 2, long, _BAR)
    text = side_words(part)
    end = foot + way * (long + 4)
    top = middle + _NUMBER.line / 2
    if way > 0:
        write(pen, text, _NUMBER, end, top)
    else:
        write_in(pen, text, _NUMBER, end - 60, top, 60, Align.RIGHT)
