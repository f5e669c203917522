"""Charts: bars, shares, pyramids, the map, agreement, before and after, spread, influence."""

from app.ui.kit.charts.bars import Bar, BarChart
from app.ui.kit.charts.chart import Chart, ChartTable
from app.ui.kit.charts.gains import Gain, GainChart
from app.ui.kit.charts.likert import LikertChart, Steps
from app.ui.kit.charts.oblasts import OblastMap
from app.ui.kit.charts.pyramid import PyramidChart
from app.ui.kit.charts.quadrants import Mark, QuadrantChart, QuadrantWords
from app.ui.kit.charts.rows import RowsChart
from app.ui.kit.charts.shares import ShareChart
from app.ui.kit.charts.spread import Bin, SpreadChart

__all__ = [
    "Bar",
    "BarChart",
    "Bin",
    "Chart",
    "ChartTable",
    "Gain",
    "GainChart",
    "LikertChart",
    "Mark",
    "OblastMap",
    "PyramidChart",
    "QuadrantChart",
    "QuadrantWords",
    "RowsChart",
    "ShareChart",
    "SpreadChart",
    "Steps",
]
