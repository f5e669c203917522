"""Charts for who cannot see the picture: maps and pyramids as tables, each chart as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.reports.content import (
    Align,
    Bar,
    BarChart,
    Cell,
    Chart,
    Column,
    Entry,
    MapChart,
    Part,
    Pyramid,
    PyramidRow,
    Shade,
    Table,
)
from app.reports.words import NOTHING, side_words


def chart_table(chart: MapChart | Pyramid) -> Table:
    """The numbers of a chart, in its order."""
    return _map_table(chart) if isinstance(chart, MapChart) else _pyramid_table(chart)


def _map_table(chart: MapChart) -> Table:
    place, number = chart.headers
    rows = [(each.name, Cell(each.text or NOTHING, value=each.value)) for each in chart.places]
    columns = (Column(place, 4), Column(number, 1.4, Align.RIGHT))
    return Table(columns, tuple(rows), notes=chart.notes)


def _pyramid_table(pyramid: Pyramid) -> Table:
    sides = [Column(word, 1.4, Align.RIGHT) for _, word in pyramid.legend]
    rows = [_pyramid_row(row, len(sides)) for row in pyramid.rows]
    return Table((Column(pyramid.header, 4), *sides), tuple(rows), notes=pyramid.notes)


def _pyramid_row(row: PyramidRow, sides: int) -> tuple[Entry, ...]:
    parts = (row.left, row.right, row.apart)[:sides]
    return (row.label, *(_side(part) for part in parts))


def _side(part: Part | None) -> Cell:
    is_told = part is not None and bool(part.text)
    return Cell(side_words(part), value=part.value if part is not None and is_told else None)


def chart_words(chart: Chart, about: str = "") -> str:
    """All a chart shows as one sentence, after what it is about; then its notes."""
    match chart:
        case BarChart(bars=bars):
            names = dict(chart.legend)
            said = [f"{bar.label}: {_bar_words(bar, names)}" for bar in bars]
        case MapChart(places=places):
            said = [f"{place.name}: {place.text or NOTHING}" for place in places]
        case Pyramid(rows=rows):
            sides = [word for _, word in chart.legend]
            said = [f"{row.label}: {_row_words(row, sides)}" for row in rows]
    words = "; ".join(filter(None, (" ".join(one.split()) for one in said)))
    sign = " " if about.endswith((".", "?", "!", ":", "…")) else ": "
    sentence = f"{sign.join(filter(None, (about, words)))}." if words else about
    return " ".join(filter(None, (sentence, *chart.notes)))


def _bar_words(bar: Bar, names: Mapping[Shade, str]) -> str:
    parts = [
        " ".join(filter(None, (names.get(part.shade, ""), part.text)))
        for part in bar.parts
        if part.value and part.text
    ]
    said = ", ".join(parts)
    if not said:
        return bar.remark or NOTHING
    return f"{said} ({bar.remark})" if bar.remark else said


def _row_words(row: PyramidRow, sides: Iterable[str]) -> str:
    parts = (row.left, row.right, row.apart)
    told = [f"{word} {side_words(part)}" for word, part in zip(sides, parts, strict=False)]
    return ", ".join(told)
