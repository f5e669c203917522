"""Charts of Excel's own over the figures they show, which stand above them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from app.reports.content import (
    Align,
    Bar,
    BarChart,
    Cell,
    MapChart,
    Margins,
    Pyramid,
    Shade,
    Table,
)
from app.reports.excel_cells import (
    HEADER,
    LINE_HEIGHT,
    SECOND,
    SIDES,
    Cells,
    lines,
    number_format,
    words,
)
from app.reports.excel_head import pixels_high
from app.reports.excel_pages import keep_whole, page_height
from app.reports.legal import legal
from app.reports.pdf.style import SHADES
from app.reports.text import chart_lines

_DARK = {Shade.WOMEN, Shade.ANSWER, Shade.STEP_1, Shade.STEP_5}
"""On these the figures are written in white."""
_FIGURE = 7.0
"""So wide a header of figures is, in letters, in a column nobody set the width of."""
_LABELS = 38
"""About so many letters of a label stand beside each other."""
_WIDE, _BAR, _LINE, _ROUND = 760, 16, 15, 96
"""In pixels: a chart, what a bar has around its label, a line of it, and the rest of a chart."""
_MEASURE, _PICTURE = 480.0, 640
"""How wide a picture is drawn in points, and shown in pixels."""
_MOST_TITLE = 255
_WHITE, _NUMBER = re.compile(r"\s"), re.compile(r"\d+(\.\d+)?")


class Figures(NamedTuple):
    """Where a chart's figures stand: a table from the row `first` on, or room below `below`.

    `wide` are the widths of the columns, in letters; `heads` the rows each page begins with.
    """

    sheet: Any
    table: Table | None
    wide: Sequence[float]
    first: int
    below: int
    margins: Margins = Margins()
    heads: range = range(0)
    is_lying: bool = False

    def kept_whole(self, row: int, high: float, wide: float) -> float:
        """Let what stands from a row on stand on one page; answers how high it may be there."""
        page = page_height(self.margins, self.wide, wide, is_lying=self.is_lying)
        return keep_whole(self.sheet, row, high, page, self.heads)


class _Range(NamedTuple):
    """The rows of a chart's labels and figures, and the column of each shade's."""

    top: int
    columns: Mapping[Shade, int]
    bottom: int


def write_chart(book: Any, cells: Cells, chart: BarChart, title: str, figures: Figures) -> None:
    """Put a chart below the table whose figures it shows, else write them out above it."""
    shades = list(_shades(chart))
    shown = _in_table(chart, shades, figures)
    row = figures.below
    if shown is None:
        shown, row = _written(cells, chart, shades, title, figures)
    notes = figures.table.notes if figures.table else ()
    for note in chart.notes:
        if note not in notes:
            cells.across(figures.sheet, row, note, figures.wide, font_color=SECOND)
            row += 1
    if chart.bars and shades:
        drawn = _drawn(book, cells.font, figures.sheet.get_name(), chart, shown, title)
        many = [lines(bar.label, _LABELS) for bar in chart.bars]
        high = _ROUND + sum(_BAR + _LINE * each for each in many)
        room = figures.kept_whole(row, high, _WIDE)
        # bars closer than their labels are high would be no chart: such a one runs over pages
        drawn.set_size({"width": _WIDE, "height": room if room >= _least(many) else high})
        said = {"description": legal("\n".join(chart_lines(chart)))}
        figures.sheet.insert_chart(row, 0, drawn, said)


def insert_picture(figures: Figures, chart: MapChart | Pyramid) -> None:
    """Put the picture of what Excel has no chart for below its figures, with its words."""
    from app.reports.word.chart import SCALE, chart_picture

    scale = _PICTURE / (_MEASURE * SCALE)
    picture = chart_picture(chart, _MEASURE)
    high = pixels_high(picture) * scale
    scale *= figures.kept_whole(figures.below, high, _PICTURE) / high
    look = {
        "image_data": io.BytesIO(picture),
        "description": legal("\n".join(chart_lines(chart))),
        "x_scale": scale,
        "y_scale": scale,
        "object_position": 1,
    }
    figures.sheet.insert_image(figures.below, 0, "chart.png", look)


def _shades(chart: BarChart) -> Iterator[Shade]:
    """What the bars are made of, without what is nowhere and has no word."""
    legend = dict(chart.legend)
    for shade in dict.fromkeys(part.shade for bar in chart.bars for part in bar.parts):
        parts = (part for bar in chart.bars for part in bar.parts if part.shade is shade)
        if not legend or shade in legend or any(part.value for part in parts):
            yield shade


def _in_table(chart: BarChart, shades: Sequence[Shade], figures: Figures) -> _Range | None:
    """Where the table has what the chart shows, or None where it says something else."""
    table = figures.table
    if table is None or len(table.rows) != len(chart.bars) or _says_more(chart):
        return None
    if [words(row[0]) for row in table.rows] != [bar.label for bar in chart.bars]:
        return None
    columns: dict[Shade, int] = {}
    for shade in shades:
        wanted = [_sum(chart, at, shade) for at in range(len(chart.bars))]
        for column in range(1, len(table.columns)):
            held = [_value(row[column]) if column < len(row) else None for row in table.rows]
            if held == wanted and column not in columns.values():
                columns[shade] = column
                break
        else:
            return None
    return _Range(figures.first, columns, figures.first + len(table.rows) - 1)


def _says_more(chart: BarChart) -> bool:
    """Whether something stands at the end of a bar that its figures do not say."""
    return any(bar.parts and not _is_said(bar) for bar in chart.bars)


def _is_said(bar: Bar) -> bool:
    plain = _WHITE.sub("", bar.remark).replace(",", ".")
    if not plain or bar.remark in {part.text for part in bar.parts}:
        return True
    return bool(_NUMBER.fullmatch(plain)) and float(plain) == sum(each.value for each in bar.parts)


def _sum(chart: BarChart, at: int, shade: Shade) -> float | None:
    parts = chart.bars[at].parts
    # what is kept back is no nought
    return sum(part.value for part in parts if part.shade is shade) if parts else None


def _value(entry: object) -> float | None:
    value = entry.value if isinstance(entry, Cell) else None
    return value if isinstance(value, int | float) else None


def _written(
    cells: Cells, chart: BarChart, shades: Sequence[Shade], title: str, figures: Figures
) -> tuple[_Range, int]:
    """Write the figures with their headers; answers where, and the row below them."""
    sheet, top = figures.sheet, figures.below
    if figures.table is not None:
        cells.across(sheet, top, title, figures.wide, bold=True)
        top += 1
    legend, says_more = dict(chart.legend), _says_more(chart)
    if legend:
        for at, shade in enumerate(shades, 1):
            cells.text(sheet, top, at, str(legend.get(shade, "")), **HEADER)
        most = max((lines(str(word), _FIGURE) for word in legend.values()), default=1)
        sheet.set_row(top, most * LINE_HEIGHT + 4)
    top += 1
    for row, bar in enumerate(chart.bars, top):
        cells.text(sheet, row, 0, str(bar.label))
        for at, shade in enumerate(shades, 1):
            value = _sum(chart, row - top, shade)
            if value is not None:
                texts = (part.text for part in bar.parts if part.shade is shade)
                text = next(filter(None, texts), "" if says_more else bar.remark)
                form = number_format(text, value) if len(shades) == 1 else "#,##0.##"
                sheet.write_number(
                    row, at, value, cells.look(num_format=form, **SIDES[Align.RIGHT])
                )
        if says_more or not bar.parts:
            cells.text(sheet, row, len(shades) + 1, str(bar.remark))
    bottom = top + len(chart.bars) - 1
    columns = {shade: at for at, shade in enumerate(shades, 1)}
    return _Range(top, columns, bottom), bottom + 2


def _drawn(book: Any, font: str, name: str, chart: BarChart, shown: _Range, title: str) -> Any:
    is_one = len(shown.columns) == 1 and not chart.is_share
    kind = "clustered" if is_one else "percent_stacked" if chart.is_share else "stacked"
    drawn = book.add_chart({"type": "bar", "subtype": kind} if not is_one else {"type": "bar"})
    letters = {"name": font, "size": 9}
    legend = dict(chart.legend)
    for shade, column in shown.columns.items():
        drawn.add_series(_series(name, shade, column, shown, letters, legend, is_one=is_one))
    drawn.set_y_axis({"reverse": True, "num_font": letters, "interval_unit": 1})
    lines_of_axis = {"visible": False, "line": {"none": True}}
    drawn.set_x_axis(
        {"major_gridlines": lines_of_axis, "num_font": letters, "visible": False, "min": 0}
    )
    drawn.set_title(
        {
            "name": legal(title).replace("\n", " ")[:_MOST_TITLE],
            "name_font": {"name": font, "size": 11, "bold": True},
        }
    )
    drawn.set_legend({"position": "bottom", "font": letters} if chart.legend else {"none": True})
    drawn.set_chartarea({"border": {"none": True}})
    return drawn


def _least(many: Sequence[int]) -> float:
    return _ROUND + _LINE * sum(many)


def _series(
    name: str,
    shade: Shade,
    column: int,
    shown: _Range,
    letters: Mapping[str, Any],
    legend: Mapping[Shade, str],
    *,
    is_one: bool,
) -> dict[str, Any]:
    fill: dict[str, Any] = {"fill": {"color": SHADES[shade]}}
    if shade is Shade.UNKNOWN:
        fill = {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": SHADES[shade]}}
    ink = "#FFFFFF" if shade in _DARK and not is_one else "#1A2025"
    labels: dict[str, Any] = {"value": True, "font": {**letters, "color": ink}}
    if is_one:
        labels |= {"position": "outside_end"}
    else:
        labels |= {"position": "center", "num_format": "#,##0;;"}  # no nought on no bar
    return {
        "name": legal(legend.get(shade, ""))[:_MOST_TITLE] or name,
        "categories": [name, shown.top, 0, shown.bottom, 0],
        "values": [name, shown.top, column, shown.bottom, column],
        "gap": 40,
        "data_labels": labels,
        **fill,
    }
