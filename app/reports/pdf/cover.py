"""A title page as strips that fill it: who gives it, what it is and, at its foot, what is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.reports.content import Align, Cover, Facts
from app.reports.pdf.flow import Pen, Strip
from app.reports.pdf.lettering import Letter, lines_of
from app.reports.pdf.marks import rule, write_in
from app.reports.pdf.prose import fact_strips
from app.reports.pdf.style import ACCENT, TEXT, TEXT_SECOND

_OFFICE = Letter("medium", 11, TEXT_SECOND)
_TITLES = (Letter("semibold", 24, TEXT), Letter("semibold", 17, TEXT), Letter("semibold", 13, TEXT))
_SUBTITLE = Letter("regular", 11.5, TEXT_SECOND)
_MOST_LINES = 4
_LEAST_WHITE = 8.0
_ABOVE = 0.4
"""So much of the white stands above the title, the rest below."""


def cover_strips(cover: Cover, measure: float, room: float) -> Iterator[Strip]:
    """The title page in a room of this height; one that holds more goes on over the page."""
    facts = list(fact_strips(Facts(cover.pairs), measure))
    office = list(_centred(cover.office, _OFFICE, measure))
    title = [_line(measure), *_title(cover.title, measure), _line(measure)]
    subtitle = list(_centred(cover.subtitle, _SUBTITLE, measure))
    used = sum(strip.before + strip.height for strip in (*office, *title, *subtitle, *facts))
    yield from office
    yield _white(max((room - used) * _ABOVE, _LEAST_WHITE))
    yield from title
    yield from subtitle
    yield _white(max((room - used) * (1 - _ABOVE) - 1, _LEAST_WHITE))
    yield from facts


def _title(text: str, measure: float) -> Iterator[Strip]:
    """The title in the largest letter in which it is no more than a few lines."""
    sizes = (one for one in _TITLES if len(lines_of(text, one, measure)) <= _MOST_LINES)
    return _centred([text], next(sizes, _TITLES[-1]), measure)


def _centred(texts: Sequence[str], letter: Letter, measure: float) -> Iterator[Strip]:
    for text in texts:
        for index, line in enumerate(lines_of(text, letter, measure)):

            def draw(pen: Pen, x: float, y: float, line: str = line) -> None:
                write_in(pen, line, letter, x, y, measure, Align.CENTRE)

            yield Strip(letter.line, draw, before=0 if index else 5)


def _line(measure: float) -> Strip:
    return Strip(14, lambda pen, x, y: rule(pen, x, y - 7, measure, ACCENT, 1.2))


def _white(height: float) -> Strip:
    return Strip(height, lambda *_: None)
