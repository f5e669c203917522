"""Photos as strips: two beside each other, made small enough for print, captions below."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from app.reports.content import Picture, Pictures
from app.reports.pdf.flow import MM, Pen, Strip
from app.reports.pdf.lettering import lines_of
from app.reports.pdf.marks import hatch, shows, write
from app.reports.pdf.style import CELL_NOTE, LINE
from app.reports.photos import printable

_GAP = 12.0
_HIGHEST = 74 * MM


def picture_strips(pictures: Pictures, measure: float) -> Iterator[Strip]:
    """Rows of two photos; a damaged one leaves a hatched frame, never a report undone."""
    width = (measure - _GAP) / 2
    for begin in range(0, len(pictures.items), 2):
        pair = pictures.items[begin : begin + 2]
        images = [_readable(picture.data) for picture in pair]
        sizes = [_size(image, width) for image in images]
        height = max(size[1] for size in sizes)
        captions = [picture.caption for picture in pair]
        draw = _drawn(images, sizes, captions, width, height)
        yield Strip(height, draw, before=8, is_glued=True)
        yield from _captions(pair, width)


def _readable(data: bytes) -> Any:
    """The photo ready for the page; None when it cannot be read."""
    from reportlab.lib.utils import ImageReader

    small = printable(data)
    return None if small is None else ImageReader(io.BytesIO(small))


def _size(image: Any, width: float) -> tuple[float, float]:
    if image is None:
        return width, width * 0.5
    wide, high = image.getSize()
    scale = min(width / wide, _HIGHEST / high)
    return wide * scale, high * scale


def _drawn(
    images: Sequence[Any],
    sizes: Sequence[tuple[float, float]],
    captions: Sequence[str],
    width: float,
    height: float,
) -> Any:
    def draw(pen: Pen, x: float, y: float) -> None:
        several = zip(images, sizes, captions, strict=True)
        for index, (image, (wide, high), caption) in enumerate(several):
            left = x + index * (width + _GAP)
            if image is None:
                hatch(pen, left, y - high, wide, high, LINE)
                continue
            with shows(pen, caption):
                pen.drawImage(image, left, y - height, wide, high)

    return draw


def _captions(pair: Sequence[Picture], width: float) -> Iterator[Strip]:
    captions = [lines_of(picture.caption, CELL_NOTE, width) for picture in pair]
    most = max(len(lines) for lines in captions)
    for row in range(most):
        words = [lines[row] if row < len(lines) else "" for lines in captions]
        space = 3.0 if row == 0 else 0.0
        yield Strip(CELL_NOTE.line, _beside(words, width), space, is_glued=row < min(most, 6) - 1)


def _beside(words: Sequence[str], width: float) -> Any:
    def draw(pen: Pen, x: float, y: float) -> None:
        for index, text in enumerate(words):
            write(pen, text, CELL_NOTE, x + index * (width + _GAP), y)

    return draw
