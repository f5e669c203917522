"""The chart and the table of one block of results, for the screen and for giving away."""

from __future__ import annotations

from PySide6.QtGui import QImage

from app.language import Language
from app.reports.survey_blocks import BARS, SPREAD, STEPS, Block
from app.reports.words import kept_words
from app.ui.kit.charts import BarChart, Chart, ChartTable, LikertChart, SpreadChart
from app.ui.kit.charts.picture import worded_picture
from app.ui.surveys.result_words import ResultWords


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
    told = " · ".join(fact for fact in facts if fact)
    foot = (_kept_back(block, language), source)
    image = worded_picture(chart, words.title(block), told, foot)
    chart.deleteLater()
    return image


def _kept_back(block: Block, language: Language) -> str:
    return kept_words(language) if block.has_small else ""
