"""The chart and the table of one block of results, for the screen and for giving away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from app.language import Language
from app.reports.survey_blocks import BARS, SPREAD, STEPS, Block
from app.ui.kit.charts import BarChart, Chart, ChartTable, LikertChart, SpreadChart
from app.ui.kit.charts.chart import LINE, lines_of, write
from app.ui.surveys.result_words import ResultWords
from app.ui.theme import look

_WIDE = 760
_MARGIN = 16
_TITLE = (14, 600)
_SMALL = (12, 400)
_SCALE = 2


def chart_of(block: Block) -> Chart | None:
    """An empty chart of the right kind; None where answers are words."""
    makers = {BARS: BarChart, STEPS: LikertChart, SPREAD: SpreadChart}
    make = makers.get(block.kind)
    return make() if make is not None else None


def show_in(chart: Chart, block: Block, language: Language, *, is_given: bool = False) -> None:
    """Put a block's answers into its chart; what is given away without small cells."""
    words, say = ResultWords(language), language.text
    if isinstance(chart, BarChart):
        bars = words.bars(block, is_given=is_given)
        chart.set_bars(bars, (say("Answer"), "n", "%"))
    elif isinstance(chart, LikertChart):
        steps, is_descending = words.scale(block)
        rows = words.steps(block, is_given=is_given)
        chart.set_steps(steps, rows, say("Statement"), is_descending=is_descending)
    elif isinstance(chart, SpreadChart):
        chart.set_bins(words.bins(block, is_given=is_given), (say("From and to"), "n"))


def table_of(block: Block, language: Language, *, is_given: bool = False) -> ChartTable:
    """A block as a table of words: all choices, also those too many for the chart."""
    words, say = ResultWords(language), language.text
    if block.kind == BARS:
        bars = words.bars(block, is_given=is_given, is_whole=True)
        rows = tuple((bar.said, bar.number, bar.note) for bar in bars)
        return ChartTable((say("Answer"), "n", "%"), rows)
    chart = chart_of(block)
    if chart is None:
        return ChartTable((), ())
    show_in(chart, block, language, is_given=is_given)
    table = chart.table()
    chart.deleteLater()
    return table


def struck_in(block: Block, language: Language) -> frozenset[tuple[int, int]]:
    """The cells of a block's table that may not be passed on: row, and column from the words."""
    words = ResultWords(language)
    if block.kind == BARS:
        bars = words.bars(block, is_whole=True)
        return frozenset(
            (at, side) for at, bar in enumerate(bars) if bar.is_struck for side in (1, 2)
        )
    if block.kind == SPREAD:
        return frozenset((at, 1) for at, one in enumerate(words.bins(block)) if one.is_struck)
    rows = words.steps(block) if block.kind == STEPS else []
    return frozenset((at, step + 1) for at, row in enumerate(rows) for step in row.struck)


def as_text(block: Block, language: Language, source: str) -> str:
    """A block as spreadsheets take it, without small cells, with what it was counted of."""
    words = ResultWords(language)
    lines = [words.title(block), words.n(block, is_given=True)]
    lines += [words.caption(block, is_given=True)]
    lines += [table_of(block, language, is_given=True).as_text(), _kept_back(block, language)]
    return "\n".join(line for line in (*lines, source) if line)


def picture_of(block: Block, language: Language, source: str) -> QImage | None:
    """A block as a picture, without small cells, with what it was counted of."""
    chart = chart_of(block)
    if chart is None:
        return None
    show_in(chart, block, language, is_given=True)
    words = ResultWords(language)
    facts = [words.n(block, is_given=True), words.caption(block, is_given=True)]
    head = [(line, _TITLE, "text") for line in lines_of(words.title(block), _WIDE, _TITLE)]
    head += _lines(" · ".join(fact for fact in facts if fact), "text2")
    foot = _lines(_kept_back(block, language), "text2") + _lines(source, "text3")
    image = _compose(head, chart.picture(_WIDE), foot)
    chart.deleteLater()
    return image


_Line = tuple[str, tuple[int, int], str]


def _lines(text: str, colour: str) -> list[_Line]:
    return [(line, _SMALL, colour) for line in lines_of(text, _WIDE, _SMALL)] if text else []


def _compose(head: Sequence[_Line], drawn: QImage, foot: Sequence[_Line]) -> QImage:
    """Lines above and below a drawn chart, on the ground of the page."""
    tall = drawn.height() // _SCALE
    high = (len(head) + len(foot)) * LINE + tall + 2 * _MARGIN + 16
    image = QImage(QSize(_WIDE + 2 * _MARGIN, high) * _SCALE, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(_SCALE)
    image.fill(look().colour("surface"))
    painter = QPainter(image)
    top = float(_MARGIN)
    for at, part in enumerate((head, foot)):
        for text, font, colour in part:
            box = QRectF(_MARGIN, top, _WIDE, LINE)
            write(painter, text, box, font, colour, Qt.AlignmentFlag.AlignLeft)
            top += LINE
        if not at:
            painter.drawImage(QRectF(_MARGIN, top + 8, _WIDE, tall), drawn)
            top += tall + 16
    painter.end()
    return image


def _kept_back(block: Block, language: Language) -> str:
    return kept_back(language) if block.has_small else ""


def kept_back(language: Language) -> str:
    """Why a number is not given."""
    return language.text("Counts below 5 are kept back, so that nobody can be recognised")
