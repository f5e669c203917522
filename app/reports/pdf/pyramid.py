"""Pyramids as strips: the words of both sides, and a line each with its bars back to back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.reports.content import Align, Part, Pyramid, PyramidRow, Shade
from app.reports.pdf.flow import Pen, Strip
from app.reports.pdf.lettering import Letter, lines_of, width_of
from app.reports.pdf.marks import hatch, write, write_in
from app.reports.pdf.prose import line_strips
from app.reports.pdf.style import CELL, NOTE, SHADES, TEXT, TEXT_SECOND
from app.reports.words import NOTHING

_BAR = 13.0
_PAD = 4.5
_MIDDLE = 1.6
_WORD = Letter("semibold", 8.5, TEXT)
_NUMBER = Letter("regular", 8.5, TEXT_SECOND)
_SWATCH = 8.0
_STUB = 10.0


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the sides stand across the text, in points from its left."""

    labels: float
    middle: float
    side: float
    apart: float
    most: float

    def length(self, part: Part) -> float:
        return self.side * part.value / self.most if self.most else 0.0


def pyramid_strips(pyramid: Pyramid, measure: float) -> Iterator[Strip]:
    """The strips of a pyramid that is as wide as the text."""
    frame = _frame(pyramid, measure)
    yield _head(pyramid, frame)
    for index, row in enumerate(pyramid.rows):
        yield _line(row, frame, is_glued=index < len(pyramid.rows) - 1)
    for index, note in enumerate(pyramid.notes):
        yield from line_strips(note, NOTE, measure, before=1 if index else 4)


def _frame(pyramid: Pyramid, measure: float) -> _Frame:
    labels = max((width_of(row.label, CELL) for row in pyramid.rows), default=0.0)
    labels = min(labels, measure * 0.3) + 8
    numbers = max(
        (
            width_of(part.text, _NUMBER)
            for row in pyramid.rows
            for part in (row.left, row.right)
            if part is not None
        ),
        default=0.0,
    )
    apart = 0.0
    if any(row.apart is not None and row.apart.value for row in pyramid.rows):
        words = [word for shade, word in pyramid.legend if shade is Shade.UNKNOWN]
        apart = max(measure * 0.14, *(width_of(word, _WORD) + 20 for word in words))
    side = (measure - labels - apart) / 2 - numbers - 10
    middle = labels + (measure - labels - apart) / 2
    return _Frame(labels, middle, side, measure - apart + 6, pyramid.longest)


def _head(pyramid: Pyramid, frame: _Frame) -> Strip:
    def draw(pen: Pen, x: float, y: float) -> None:
        (left, women), (right, men), *others = pyramid.legend
        middle = x + frame.middle
        at = middle - 6 - width_of(women, _WORD)
        write(pen, women, _WORD, at, y)
        _box(pen, left, at - 12, y - 9.5, _SWATCH, _SWATCH)
        write(pen, men, _WORD, middle + 18, y)
        _box(pen, right, middle + 6, y - 9.5, _SWATCH, _SWATCH)
        for shade, word in others:
            _box(pen, shade, x + frame.apart, y - 9.5, _SWATCH, _SWATCH)
            write(pen, word, _WORD, x + frame.apart + 12, y)

    return Strip(16, draw, before=4, is_glued=True)


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
        if row.apart is not None and row.apart.value:
            _box(pen, Shade.UNKNOWN, x + frame.apart, middle - 5, 10, 10)
            write(pen, row.apart.text, _NUMBER, x + frame.apart + 14, middle + _NUMBER.line / 2)

    return Strip(height, draw, is_glued=is_glued)


def _side(
    pen: Pen, part: Part | None, frame: _Frame, foot: float, middle: float, *, way: int
) -> None:
    """A bar away from the middle and its number at the end; what is not told is a hatched stub."""
    long = _STUB if part is None else frame.length(part)
    shade = Shade.UNKNOWN if part is None else part.shade
    if long:
        _box(pen, shade, foot if way > 0 else foot - long, middle - _BAR / 2, long, _BAR)
    text = NOTHING if part is None or not part.text else part.text
    end = foot + way * (long + 4)
    top = middle + _NUMBER.line / 2
    if way > 0:
        write(pen, text, _NUMBER, end, top)
    else:
        write_in(pen, text, _NUMBER, end - 60, top, 60, Align.RIGHT)


def _box(pen: Pen, shade: Shade, x: float, y: float, width: float, height: float) -> None:
    if shade is Shade.UNKNOWN:
        hatch(pen, x, y, width, height, SHADES[shade])
        return
    pen.setFillColor(SHADES[shade])
    pen.rect(x, y, width, height, stroke=0, fill=1)
