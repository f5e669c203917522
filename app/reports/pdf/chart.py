"""Bar charts as strips: a legend, the marks' words, a strip a bar, the unknown hatched apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.reports.content import Align, Bar, BarChart, Part, Shade
from app.reports.pdf.flow import TOGETHER, Pen, Strip, stays_with_next
from app.reports.pdf.lettering import Letter, lines_of, widest_of, width_of
from app.reports.pdf.marks import draw_warning, hatch, write, write_in
from app.reports.pdf.prose import line_strips
from app.reports.pdf.style import (
    CELL,
    CELL_STRONG,
    CONTROL,
    LINE,
    NOTE,
    SHADES,
    TEXT,
    TEXT_SECOND,
    WARNING,
    WHITE,
)

_BAR = 13.0
_PAD = 4.5
_GAP = 1.6
_HATCHED = 12.0
_LEGEND_LINE = 14.0
_LIGHT = {Shade.MEN, Shade.STEP_2, Shade.STEP_3, Shade.STEP_4}
"""Grounds on which dark letters are read better."""
_INSIDE = {shade: Letter("semibold", 8.5, TEXT if shade in _LIGHT else WHITE) for shade in SHADES}
_OUTSIDE = Letter("regular", 8.5, TEXT_SECOND)
_WARNING = Letter("semibold", 8.5, WARNING)
_SIGN = 10.0
_FEW, _TOGETHER = 6, 14
"""So few low bars are never parted, so many only where much of a page would stay empty."""
_LABELS = 0.45
"""So much of the width the labels may take: goals have long names."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where labels, bars and remarks stand across the text, in points from its left."""

    bars: float
    width: float
    remarks: float
    apart: float
    most: float
    is_share: bool
    said: float
    """How wide a remark may stand; a longer one takes several lines."""

    def length(self, part: Part, whole: float) -> float:
        """How long a part of a bar is."""
        most = whole if self.is_share else self.most
        return self.width * part.value / most if most else 0.0


def chart_strips(chart: BarChart, measure: float) -> Iterator[Strip]:
    """The strips of a chart that is as wide as the text."""
    scale = _scale(chart, measure)
    marks = [_mark_words(chart, scale)] if chart.marks else []
    head = (legend_strip(chart.legend, measure), *marks)
    yield from head
    strips = [_bar(chart, bar, scale) for bar in chart.bars]
    count = len(strips)
    is_small = count <= _FEW and sum(strip.height for strip in strips) <= TOGETHER
    for index, strip in enumerate(strips):
        is_glued = stays_with_next(index, count, is_short=is_small, has_more=bool(chart.notes))
        is_kept = index < min(count, _TOGETHER) - 1
        yield replace(strip, is_glued=is_glued, is_kept=is_kept, repeated=head)
    for index, note in enumerate(chart.notes):
        yield from line_strips(note, NOTE, measure, before=1 if index else 4)


def _scale(chart: BarChart, measure: float) -> _Scale:
    longest = max((widest_of(bar.label, CELL) for bar in chart.bars), default=0.0)
    labels = min(longest, measure * _LABELS) + 8
    apart = max((_apart(bar) for bar in chart.bars), default=0.0) if chart.is_share else 0.0
    remark = max((width_of(bar.remark, CELL_STRONG) for bar in chart.bars), default=0.0)
    sign = _SIGN if any(bar.is_warning for bar in chart.bars) else 0.0
    said = min(remark, measure * 0.3 - sign) + 1
    remarks = said + sign + 9 + apart
    return _Scale(
        bars=labels,
        width=measure - labels - remarks,
        remarks=measure - remarks + 8,
        apart=measure - apart + 4,
        most=max((sum(part.value for part in bar.parts) for bar in chart.bars), default=0.0),
        is_share=chart.is_share,
        said=said,
    )


def _apart(bar: Bar) -> float:
    unknown = [part for part in bar.parts if part.shade is Shade.UNKNOWN and part.value]
    return max((_HATCHED + 6 + width_of(part.text, _OUTSIDE) for part in unknown), default=0.0) + 6


def legend_strip(legend: Sequence[tuple[Shade | str, str]], measure: float) -> Strip:
    """What shades, or colours of a map, stand for, on as many lines as they need."""
    spots, place, line = [], 0.0, 0
    for shade, word in legend:
        wide = 12 + width_of(word, _OUTSIDE)
        if place and place + wide > measure:
            place, line = 0.0, line + 1
        spots.append((shade, word, place, line * _LEGEND_LINE))
        place += wide + 14

    def draw(pen: Pen, x: float, y: float) -> None:
        for shade, word, across, down in spots:
            _swatch(pen, shade, x + across, y - down - 9.5)
            write(pen, word, _OUTSIDE, x + across + 12, y - down)

    height = _LEGEND_LINE * (line + 1) + 2 if legend else 4.0
    return Strip(height, draw, before=4, is_glued=True)


def _swatch(pen: Pen, shade: Shade | str, x: float, y: float) -> None:
    if isinstance(shade, Shade):
        draw_shade(pen, shade, x, y, 8, 8)
        return
    pen.setFillColor(shade)
    pen.setStrokeColor(CONTROL)
    pen.setLineWidth(0.5)
    pen.rect(x, y, 8, 8, stroke=1, fill=1)


def draw_shade(pen: Pen, shade: Shade, x: float, y: float, width: float, height: float) -> None:
    """A stretch of a chart; the unknown is hatched."""
    if shade is Shade.UNKNOWN:
        hatch(pen, x, y, width, height, SHADES[shade])
        return
    pen.setFillColor(SHADES[shade])
    pen.rect(x, y, width, height, stroke=0, fill=1)


def _mark_words(chart: BarChart, scale: _Scale) -> Strip:
    def draw(pen: Pen, x: float, y: float) -> None:
        for share, word in chart.marks:
            middle = x + scale.bars + scale.width * share
            write_in(pen, word, _OUTSIDE, middle - 30, y, 60, Align.CENTRE)

    return Strip(_OUTSIDE.line, draw, is_glued=True)


def _bar(chart: BarChart, bar: Bar, scale: _Scale) -> Strip:
    # a hair more than the longest needs, else rounding breaks its last letter off
    labels = lines_of(bar.label, CELL, scale.bars - 8 + 0.1)
    remark = lines_of(bar.remark, CELL_STRONG, scale.said) if bar.remark else []
    height = max(_BAR + 2 * _PAD, max(len(labels), len(remark)) * CELL.line + 4)

    def draw(pen: Pen, x: float, y: float) -> None:
        middle = y - height / 2
        top = middle + len(labels) * CELL.line / 2
        for index, line in enumerate(labels):
            write(pen, line, CELL, x, top - index * CELL.line)
        end = _parts(pen, bar, scale, x + scale.bars, middle)
        _marks(pen, chart, scale, x + scale.bars, y, height)
        place = x + scale.remarks if scale.is_share else max(end + 6, x + scale.bars + 6)
        _remark(pen, bar, remark, place, middle)
        if scale.is_share:
            _unknown(pen, bar, x + scale.apart, middle)

    return Strip(height, draw)


def _parts(pen: Pen, bar: Bar, scale: _Scale, x: float, middle: float) -> float:
    """Draw the stretches of the bar; answers where it ends."""
    parts = [p for p in bar.parts if not (scale.is_share and p.shade is Shade.UNKNOWN)]
    whole = sum(part.value for part in parts)
    if scale.is_share and not whole:
        pen.setFillColor(LINE)
        pen.rect(x, middle - 0.5, scale.width, 1, stroke=0, fill=1)
    for part in parts:
        length = scale.length(part, whole)
        if length:
            draw_shade(pen, part.shade, x, middle - _BAR / 2, max(length - _GAP, 0.6), _BAR)
            _number(pen, part, x, length, middle)
        x += length
    return x


def _number(pen: Pen, part: Part, x: float, length: float, middle: float) -> None:
    """Write in the stretch what it stands for, as much as fits: at the bar's outer ends."""
    letter = _INSIDE[part.shade]
    text = next(
        (said for said in (part.text, part.short) if width_of(said, letter) + 8 <= length), ""
    )
    if part.shade is Shade.UNKNOWN:
        return
    align = Align.RIGHT if part.shade is Shade.MEN and part.short else Align.LEFT
    top = middle + letter.line / 2 + 0.2
    write_in(pen, text, letter, x + 4, top, length - 8 - _GAP, align)


def _marks(pen: Pen, chart: BarChart, scale: _Scale, x: float, top: float, height: float) -> None:
    for share, _ in chart.marks:
        place = x + scale.width * share
        pen.setStrokeColor(WHITE)
        pen.setLineWidth(2.4)
        pen.line(place, top, place, top - height)
        pen.setStrokeColor(TEXT)
        pen.setLineWidth(0.9)
        pen.line(place, top, place, top - height)


def _remark(pen: Pen, bar: Bar, lines: Sequence[str], x: float, middle: float) -> None:
    letter = _WARNING if bar.is_warning else _OUTSIDE
    top = middle + letter.line * len(lines) / 2
    if bar.is_warning:
        draw_warning(pen, x, middle)
        x += _SIGN
    for index, line in enumerate(lines):
        write(pen, line, letter, x, top - index * letter.line)


def _unknown(pen: Pen, bar: Bar, apart: float, middle: float) -> None:
    """Those who are not known, apart from the bar of shares."""
    for part in bar.parts:
        if part.shade is Shade.UNKNOWN and part.value:
            hatch(pen, apart, middle - _HATCHED / 2, _HATCHED, _HATCHED, SHADES[part.shade])
            top = middle + _OUTSIDE.line / 2
            write(pen, part.text, _OUTSIDE, apart + _HATCHED + 4, top)
