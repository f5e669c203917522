"""The map of the oblasts as one strip: shapes in steps of colour, numbers, the legend below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.reports.content import Align, MapChart, MapPlace
from app.reports.map_layout import Label, Layout, Size, lay_out
from app.reports.oblast_shapes import Ring
from app.reports.paired import voices
from app.reports.pdf.chart import legend_strip
from app.reports.pdf.flow import Pen, Strip
from app.reports.pdf.lettering import Letter, width_of
from app.reports.pdf.marks import write, write_in
from app.reports.pdf.prose import line_strips
from app.reports.pdf.style import CONTROL, GROUND, MAP, NOTE, TEXT, WHITE

_SHAPE = 0.46
"""How high the map is, of the width of the text."""
_NAME, _NUMBER = Letter("semibold", 8.5, TEXT), Letter("regular", 8.5, TEXT)
_LIGHT_NAME, _LIGHT_NUMBER = Letter("semibold", 8.5, WHITE), Letter("regular", 8.5, WHITE)
_GAP = 4.0
_LIGHT_FROM = 3
"""From this tone on light letters are read better."""
_DOT = 1.8


def map_strips(chart: MapChart, measure: float) -> Iterator[Strip]:
    """The strips of a map that is as wide as the text."""
    # on the map there is room for one language, in the words below it for both
    places = {
        place.code: replace(place, label=voices(place.label)[0].text) for place in chart.places
    }
    height = measure * _SHAPE
    layout = lay_out(measure, height, _stacked(places), _lined(places))

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.saveState()
        pen.translate(x, y)
        _draw_shapes(pen, chart, places, layout)
        _draw_words(pen, chart, places, layout)
        pen.restoreState()

    has_notes = bool(chart.notes)
    yield Strip(height, draw, before=4, is_glued=has_notes or bool(chart.legend))
    if chart.legend:
        steps = [(MAP[chart.tone(step)], word) for step, word in enumerate(chart.legend)]
        yield replace(legend_strip(steps, measure), is_glued=has_notes)
    for index, note in enumerate(chart.notes):
        yield from line_strips(note, NOTE, measure, before=1 if index else 4)


def _stacked(places: Mapping[str, MapPlace]) -> dict[str, Size]:
    high = _NAME.line + _NUMBER.line
    return {
        code: (max(width_of(place.label, _NAME), width_of(place.text, _NUMBER)), high)
        for code, place in places.items()
        if place.text
    }


def _lined(places: Mapping[str, MapPlace]) -> dict[str, Size]:
    return {
        code: (
            width_of(place.label, _NAME) + _GAP + width_of(place.text, _NUMBER),
            _NAME.line,
        )
        for code, place in places.items()
        if place.text
    }


def _draw_shapes(pen: Pen, chart: MapChart, places: Mapping[str, MapPlace], layout: Layout) -> None:
    pen.setLineWidth(0.9)
    for code, rings in layout.rings.items():
        place = places.get(code)
        is_told = place is not None and place.step is not None
        pen.setFillColor(
            MAP[chart.tone(place.step)] if place and place.step is not None else GROUND
        )
        pen.setStrokeColor(WHITE if is_told else CONTROL)
        _draw_rings(pen, rings)


def _draw_rings(pen: Pen, rings: tuple[Ring, ...]) -> None:
    path = pen.beginPath()
    for ring in rings:
        (x, y), *rest = ring
        path.moveTo(x, -y)
        for x, y in rest:
            path.lineTo(x, -y)
        path.close()
    pen.drawPath(path, stroke=1, fill=1, fillMode=0)


def _draw_words(pen: Pen, chart: MapChart, places: Mapping[str, MapPlace], layout: Layout) -> None:
    pen.setLineWidth(0.7)
    for code, label in layout.labels.items():
        if label.leads is not None:
            (x1, y1), (x2, y2) = label.leads
            pen.setStrokeColor(TEXT)
            pen.line(x1, -y1, x2, -y2)
        _write_label(pen, chart, places[code], label)
    for code, (x, y) in layout.cities.items():
        if code in places:
            pen.setFillColor(TEXT)
            pen.setStrokeColor(WHITE)
            pen.circle(x, -y, _DOT, stroke=1, fill=1)


def _write_label(pen: Pen, chart: MapChart, place: MapPlace, label: Label) -> None:
    box, is_light = label.box, False
    if not label.is_inside:
        write(pen, place.label, _NAME, box.left, -box.top)
        number_at = box.left + width_of(place.label, _NAME) + _GAP
        write(pen, place.text, _NUMBER, number_at, -box.top)
        return
    if place.step is not None:
        is_light = chart.tone(place.step) >= _LIGHT_FROM
    name, number = (_LIGHT_NAME, _LIGHT_NUMBER) if is_light else (_NAME, _NUMBER)
    write_in(pen, place.label, name, box.left, -box.top, box.width, Align.CENTRE)
    below = -box.top - name.line
    write_in(pen, place.text, number, box.left, below, box.width, Align.CENTRE)
