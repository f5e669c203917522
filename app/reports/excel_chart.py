"""Charts of Excel's own over the figures they show, which stand above them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.reports.chart_tables import chart_words
from app.reports.content import BarChart, Shade
from app.reports.excel_cells import HEADER, SECOND, Cells
from app.reports.legal import legal
from app.reports.pdf.style import SHADES


def write_chart(book: Any, cells: Cells, sheet: Any, chart: BarChart, top: int) -> None:
    """Write the figures of a chart with their headers in the row `top`, and the chart below."""
    shades = list(dict.fromkeys(part.shade for bar in chart.bars for part in bar.parts))
    legend = dict(chart.legend)
    for at, shade in enumerate(shades, 1):
        cells.text(sheet, top, at, legend.get(shade, ""), **HEADER)
    for row, bar in enumerate(chart.bars, top + 1):
        cells.text(sheet, row, 0, bar.label)
        for at, shade in enumerate(shades, 1):
            if not bar.parts:
                continue  # what is kept back is no nought
            value = sum(part.value for part in bar.parts if part.shade is shade)
            sheet.write_number(row, at, value, cells.look(num_format="#,##0.##"))
        cells.text(sheet, row, len(shades) + 1, bar.remark)
    last = top + len(chart.bars)
    for row, note in enumerate(chart.notes, last + 2):
        cells.text(sheet, row, 0, note, font_color=SECOND)
    if chart.bars and shades:
        drawn = _drawn(book, sheet.get_name(), chart, shades, top)
        said = {"description": legal(chart_words(chart))}
        sheet.insert_chart(last + len(chart.notes) + 3, 0, drawn, said)


def _drawn(book: Any, name: str, chart: BarChart, shades: Sequence[Shade], top: int) -> Any:
    kind = "percent_stacked" if chart.is_share else "stacked"
    drawn = book.add_chart({"type": "bar", "subtype": kind})
    last = top + len(chart.bars)
    for at, shade in enumerate(shades, 1):
        fill: dict[str, Any] = {"fill": {"color": SHADES[shade]}}
        if shade is Shade.UNKNOWN:
            fill = {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": SHADES[shade]}}
        drawn.add_series(
            {
                "name": [name, top, at],
                "categories": [name, top + 1, 0, last, 0],
                "values": [name, top + 1, at, last, at],
                "gap": 40,
                "data_labels": {"value": True},
                **fill,
            }
        )
    drawn.set_y_axis({"reverse": True})
    drawn.set_legend({"position": "top"} if chart.legend else {"none": True})
    drawn.set_size({"width": 720, "height": 90 + 34 * len(chart.bars)})
    return drawn
