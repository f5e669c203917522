"""A certificate as one strip: a frame as high as a lying page, everything in it in its middle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.reports.content import Align, Certificate
from app.reports.pdf.flow import MM, Pen, Strip
from app.reports.pdf.head import readable, size_of
from app.reports.pdf.lettering import Letter, lines_of
from app.reports.pdf.marks import rule, shows, write_in
from app.reports.pdf.style import (
    ACCENT,
    CONTROL,
    LABEL,
    LINE,
    NOTE,
    STRONG,
    TEXT,
    TEXT_SECOND,
)

_HEIGHT = 169 * MM
_INSET = 34.0
_GAP = 28.0
"""Between two languages that stand beside each other."""
_OFFICE = Letter("regular", 11, TEXT_SECOND)
_TITLE = Letter("semibold", 27, ACCENT)
_BESIDE = Letter("regular", 14, TEXT_SECOND)
_NAME = Letter("semibold", 24, TEXT)
_BODY = Letter("regular", 12, TEXT)
_SIGNED = 62.0
_LINE = 210.0
"""So long is a line to sign on, at most."""
_STEP, _LEAST = 0.92, 0.35


@dataclass(frozen=True, slots=True)
class _Band:
    """Lines that stand side by side: one column, or one for each language."""

    columns: tuple[Sequence[str], ...]
    letter: Letter
    before: float

    @property
    def height(self) -> float:
        return self.before + max(len(lines) for lines in self.columns) * self.letter.line


def certificate_strips(certificate: Certificate, measure: float) -> Iterator[Strip]:
    """One strip a certificate; letters become smaller until a long name or title fits."""
    logo = readable(certificate.logo)
    wide, high = size_of(logo)
    above = high + 8 if high else 0.0
    room = _HEIGHT - 2 * _INSET - _SIGNED - above
    scale = 1.0
    bands = _bands(certificate, measure, scale)
    while sum(band.height for band in bands) > room and scale > _LEAST:
        scale *= _STEP
        bands = _bands(certificate, measure, scale)

    def draw(pen: Pen, x: float, y: float) -> None:
        _frame(pen, x, y, measure)
        top = y - _INSET - max(room - sum(band.height for band in bands), 0) / 2
        if logo is not None:
            with shows(pen, certificate.office):
                pen.drawImage(logo, x + (measure - wide) / 2, top - high, wide, high)
            top -= above
        for band in bands:
            _write(pen, band, x, top, measure)
            top -= band.height
        _sign(pen, certificate, x, y - _HEIGHT + _INSET + _SIGNED, measure)

    yield Strip(_HEIGHT, draw, outline=(0, certificate.name))


def _bands(certificate: Certificate, measure: float, scale: float) -> list[_Band]:
    width = measure - 2 * _INSET
    voices = certificate.voices

    def band(texts: Sequence[str], letter: Letter, before: float) -> _Band:
        sized = replace(letter, points=letter.points * scale)
        each = (width - _GAP * (len(texts) - 1)) / max(len(texts), 1)
        return _Band(tuple(lines_of(text, sized, each) for text in texts), sized, before * scale)

    titles = [voice.title for voice in voices]
    bands = [band([certificate.office], _OFFICE, 0)] if certificate.office else []
    bands.append(band(titles[:1], _TITLE, 12))
    bands += [band([title], _BESIDE, 2) for title in titles[1:]]
    bands.append(band([certificate.name], _NAME, 24))
    bands.append(band([voice.text for voice in voices], _BODY, 18))
    return bands


def _write(pen: Pen, band: _Band, x: float, top: float, measure: float) -> None:
    count = len(band.columns)
    width = (measure - 2 * _INSET - _GAP * (count - 1)) / count
    for at, lines in enumerate(band.columns):
        left = x + _INSET + at * (width + _GAP)
        for index, line in enumerate(lines):
            place = top - band.before - index * band.letter.line
            write_in(pen, line, band.letter, left, place, width, Align.CENTRE)


def _frame(pen: Pen, x: float, y: float, measure: float) -> None:
    for inset, colour, width in ((0.0, ACCENT, 1.6), (5.0, LINE, 0.6)):
        pen.setStrokeColor(colour)
        pen.setLineWidth(width)
        high = _HEIGHT - 2 * inset
        pen.rect(x + inset, y - _HEIGHT + inset, measure - 2 * inset, high, stroke=1, fill=0)


def _sign(pen: Pen, certificate: Certificate, x: float, top: float, measure: float) -> None:
    """Offices, lines to sign on and names, side by side; the number in the middle below."""
    count = max(len(certificate.signatures), 1)
    width = (measure - 2 * _INSET - _GAP * (count - 1)) / count
    line_width = min(width * 0.8, _LINE)
    for at, (office, name) in enumerate(certificate.signatures):
        left = x + _INSET + at * (width + _GAP)
        rule(pen, left + (width - line_width) / 2, top - 18, line_width, CONTROL, 0.7)
        for letter, text, drop in ((STRONG, name, 21), (LABEL, office, 21 + STRONG.line)):
            line = next(iter(lines_of(text, letter, width)), "")
            write_in(pen, line, letter, left, top - drop, width, Align.CENTRE)
    foot = top - _SIGNED + NOTE.line - 14
    write_in(pen, certificate.number, NOTE, x, foot, measure, Align.CENTRE)
