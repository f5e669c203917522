"""Maps and pyramids as tables: for sheets and plain text, for who cannot see the picture."""

from __future__ import annotations

from app.reports.content import (
    Align,
    Cell,
    Column,
    Entry,
    MapChart,
    Part,
    Pyramid,
    PyramidRow,
    Table,
)
from app.reports.words import NOTHING


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
    if part is None or not part.text:
        return Cell(NOTHING)
    return Cell(part.text, value=part.value)
