"""Marks and lines: the small things that are drawn and not typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from app.reports.content import Align, Mark
from app.reports.paper import Pick
from app.reports.pdf.flow import Pen, begin_shown, end_shown
from app.reports.pdf.lettering import Letter, Quiet, font_name, width_of
from app.reports.pdf.style import ACCENT, CONTROL, PICK_NUMBER, TEXT_SECOND, TEXT_THIRD, WARNING


@cache
def ink(colour: str) -> Any:
    """The colour as the drawing library has it: of a word it would make one each time anew."""
    from reportlab.lib.colors import HexColor

    return HexColor(colour)


def write(pen: Pen, text: str, letter: Letter, x: float, top: float) -> None:
    """Write one line whose top left corner is at x, top."""
    if isinstance(text, Quiet):
        letter = letter.quiet
    pen.setFont(font_name(letter.weight), letter.size)
    pen.setFillColor(ink(letter.colour))
    pen.drawString(x, top - letter.drop, text)


def write_in(
    pen: Pen, text: str, letter: Letter, x: float, top: float, width: float, align: Align
) -> None:
    """Write one line at the left, in the middle or at the right of a width."""
    free = width - width_of(text, letter)
    shift = {Align.LEFT: 0.0, Align.CENTRE: free / 2, Align.RIGHT: free}[align]
    write(pen, text, letter, x + shift, top)


def rule(pen: Pen, x: float, y: float, width: float, colour: str, thickness: float = 0.5) -> None:
    """A level line."""
    pen.setStrokeColor(ink(colour))
    pen.setLineWidth(thickness)
    pen.line(x, y, x + width, y)


def upright(pen: Pen, x: float, top: float, height: float, colour: str) -> None:
    """An upright hairline."""
    pen.setStrokeColor(ink(colour))
    pen.setLineWidth(0.5)
    pen.line(x, top, x, top - height)


def draw_mark(pen: Pen, mark: Mark, centre: float, middle: float) -> None:
    """Draw a tick, an empty box or a dash around a point."""
    pen.setLineWidth(1.3)
    if mark is Mark.TICK:
        pen.setStrokeColor(ACCENT)
        pen.lines(
            [
                (centre - 3.2, middle + 0.1, centre - 0.9, middle - 2.3),
                (centre - 0.9, middle - 2.3, centre + 3.4, middle + 2.8),
            ]
        )
    elif mark is Mark.BOX:
        pen.setStrokeColor(CONTROL)
        pen.setLineWidth(0.8)
        pen.rect(centre - 4, middle - 4, 8, 8, stroke=1, fill=0)
    else:
        pen.setStrokeColor(TEXT_THIRD)
        pen.setLineWidth(0.7)
        pen.line(centre - 2, middle, centre + 2, middle)


PICK_SIZE = 13.0


def draw_pick(pen: Pen, pick: Pick, centre: float, middle: float) -> None:
    """A circle or a square to tick, its number small and pale inside, so that a tick is seen."""
    half = PICK_SIZE / 2
    pen.setStrokeColor(TEXT_SECOND)
    pen.setLineWidth(0.9)
    if pick.is_one_of_many:
        pen.rect(centre - half, middle - half, PICK_SIZE, PICK_SIZE, stroke=1, fill=0)
    else:
        pen.circle(centre, middle, half, stroke=1, fill=0)
    top = middle + PICK_NUMBER.line / 2
    write_in(pen, str(pick.number), PICK_NUMBER, centre - half, top, PICK_SIZE, Align.CENTRE)


def draw_warning(pen: Pen, x: float, middle: float) -> None:
    """A small triangle with a stroke inside, seven points wide: look here."""
    pen.setStrokeColor(WARNING)
    pen.setLineWidth(0.9)
    shape = pen.beginPath()
    shape.moveTo(x, middle - 3)
    shape.lineTo(x + 7, middle - 3)
    shape.lineTo(x + 3.5, middle + 3.4)
    shape.close()
    pen.drawPath(shape, stroke=1, fill=0)
    pen.line(x + 3.5, middle + 1.1, x + 3.5, middle - 0.7)
    pen.line(x + 3.5, middle - 1.7, x + 3.5, middle - 2.1)


def hatch(pen: Pen, x: float, y: float, width: float, height: float, colour: str) -> None:
    """A framed and hatched box: what is not known."""
    pen.saveState()
    frame = pen.beginPath()
    frame.rect(x, y, width, height)
    pen.setStrokeColor(colour)
    pen.setLineWidth(0.7)
    pen.clipPath(frame, stroke=1, fill=0)
    start = x - height
    while start < x + width:
        pen.line(start, y, start + height, y + height)
        start += 3
    pen.restoreState()


@contextmanager
def shows(pen: Pen, words: str) -> Iterator[None]:
    """Let what is drawn within say these words to who cannot see it."""
    begin_shown(pen, words)
    yield
    end_shown(pen)
