"""The tab one sees first: who took part, where from, women and men, ages, categories."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QWidget

from app.reports.overview_blocks import (
    AGES,
    CATEGORIES,
    NOBODY,
    OBLASTS,
    RAIONS,
    OverviewBlocks,
    OverviewRead,
    read_overview,
)
from app.reports.words import kept_words, marked_words
from app.storage.disclosure import SMALLEST
from app.storage.questions.indicators import EVERYTHING, IndicatorFilter
from app.storage.questions.overview import Overview
from app.storage.questions.saved import QUESTIONS
from app.ui.context import Context
from app.ui.kit import CheckField, EmptyPage, Hint, Line, Scroller, Stack, Text
from app.ui.kit.charts import (
    Chart,
    OblastMap,
    PyramidChart,
    RowsChart,
    ShareChart,
)
from app.ui.statistics.chart_block import ChartBlock, Given
from app.ui.statistics.figure_strip import FigureStrip
from app.ui.statistics.overview_words import (
    OFF_RULE,
    PEOPLE,
    WOMEN,
    key_figures,
    table_words,
)
from app.ui.statistics.tab import FiguresTab

_SLOW_MS = 400
"""What is counted sooner needs no word."""
_TWO_COLUMNS_FROM = 860
_LEFT, _RIGHT = 55, 45
"""How the width is shared between the columns."""


class OverviewTab(FiguresTab):
    """One look at a period and a territory; every figure and every part opens its records."""

    mine = frozenset({"event", "registration", "attendance", "person", "territory"})
    report = "overview"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: OverviewRead | None = None
        self._make_parts()
        self._lay_out()
        self._say_words()

    def _make_parts(self) -> None:
        self.compare = CheckField()
        self.compare.committed.connect(lambda _: self.read())
        self.filters.add(self.compare)
        self.strip = FigureStrip()
        self.strip.opened.connect(self._open_figure)
        self.map_chart, self.share_chart = OblastMap(), ShareChart()
        self.map_chart.narrowed.connect(self._narrow)
        self.age_chart, self.row_chart = PyramidChart(), RowsChart()
        self.map = self._block(self.map_chart, self._give_map, self._open_place)
        self.shares = self._block(self.share_chart, self._give_shares, self._open_share)
        self.ages = self._block(self.age_chart, self._give_ages, partial(self._open_part, AGES))
        self.categories = self._block(
            self.row_chart, self._give_categories, partial(self._open_part, CATEGORIES)
        )
        self.foot = Text("", "caption", wrap=True)
        self.counting = Text("", "second")
        self.counting.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self._say_slow)
        self.empty = EmptyPage("columns-3", "x")
        self.empty.primary_chosen.connect(self._help_on)

    def _block(
        self, chart: Chart, give: Callable[[], Given], open_part: Callable[[int], object]
    ) -> ChartBlock:
        block = ChartBlock(self.context, chart, give, self.source_line)
        block.opened.connect(open_part)
        return block

    def _lay_out(self) -> None:
        left = Stack(self.map, 6, Line(), 6, self.ages, None, gap=0)
        right = Stack(self.shares, 6, Line(), 6, self.categories, None, gap=0)
        self._between = Line(upright=True)
        columns = QWidget()
        self._columns = QHBoxLayout(columns)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(20)
        self._columns.addWidget(left, _LEFT)
        self._columns.addWidget(self._between)
        self._columns.addWidget(right, _RIGHT)
        shown = Stack(self.strip, 4, Line(), 4, columns, None, 8, self.foot, gap=4)
        shown.box.setContentsMargins(24, 4, 14, 12)
        self.pages = QStackedWidget()
        self._scroller, self._nobody = Scroller(shown), Scroller(self.empty)
        self.pages.addWidget(Stack(None, self.counting, None))
        self.pages.addWidget(self._scroller)
        self.pages.addWidget(self._nobody)
        above = Stack(self.filters, margins=(24, 8, 24, 8), gap=0)
        listed = Stack(above, Line(), gap=0)
        listed.box.addWidget(self.pages, 1)
        self.put_together(listed)
        self.setFocusProxy(self.filters.period.editor())

    def _say_words(self) -> None:
        self.compare.set_text(self.language.text("Compare with the period before"))
        self.compare.set_name("")
        self._show()

    # ---- what a tab answers ----

    def retranslate(self) -> None:
        super().retranslate()
        self._say_words()
        self.refresh()

    def figure_hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("← → ↑ ↓", say("along the chart")),
            Hint("Enter", say("the records")),
            Hint("Shift Enter", say("only this oblast")),
            Hint("Ctrl C", say("copy")),
            Hint("/", say("filter")),
        ]

    def focus_figures(self) -> None:
        self.map.chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self._slow.stop()
        super().leave()

    # ---- reading ----

    def read(self) -> None:
        wanted = self.filters.wanted()
        before, _ = self.before(wanted)
        self.compare.setVisible(before is not None)
        self.filters.fit()
        self._slow.start()
        self.context.ask(
            read_overview,
            wanted,
            before if self.compare.value() else None,
            on_done=self._take,
            key="statistics.overview",
        )

    def _take(self, read: OverviewRead) -> None:
        is_first = self._shown is None
        self._slow.stop()
        self.counting.setText("")
        self._shown = read
        self.counted()
        self._show()
        if is_first and self.filters.period.editor().hasFocus():
            self.map_chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_slow(self) -> None:
        """It takes a while: what stands there is of before, or nothing is there yet."""
        self.counting.setText(self.language.text("Counting…"))
        self.say_source()

    # ---- showing ----

    def source_line(self) -> str:
        """Of what the figures are, as everything that is copied carries it."""
        return self.source.line(self.filters.said(self._of))

    @property
    def _of(self) -> IndicatorFilter:
        """The filter of what is shown; another may be chosen while it is being counted."""
        return (self._shown or NOBODY).wanted

    def brief_source(self) -> str:
        if self.counting.text():
            return self.counting.text()
        return super().brief_source() if self._shown is not None else ""

    def say_source(self) -> None:
        self.foot.setText(self.source_line() if self._shown is not None else "")
        super().say_source()

    def _pieces(self, *, has_small: bool) -> OverviewBlocks:
        read = self._shown or NOBODY
        return OverviewBlocks(self.language, read, has_small, marks_small=has_small)

    def _show(self) -> None:
        shown = self._shown
        self.say_source()
        if shown is None:
            return
        pieces = self._pieces(has_small=True)
        _, days = self.before(shown.wanted)
        self.strip.set_figures(key_figures(self.language, shown, days))
        self._show_places(pieces)
        self._show_people(pieces)
        self._say_empty(shown.found)
        self.pages.setCurrentWidget(self._scroller if shown.found.people else self._nobody)

    def _show_places(self, pieces: OverviewBlocks) -> None:
        say = self.language.text
        chart = pieces.map()
        self.map_chart.set_map(chart)
        title, beside = say("Participants by oblast"), " ".join(chart.notes)
        has_marks = pieces.hides_places
        self.map.set_words(title, beside, self._marked_words(has_marks=has_marks))
        header = say("Raion or city") if pieces.read.is_near else say("Oblast")
        self.share_chart.set_chart(pieces.shares(), header)
        bounds, has_marks = (
            say("The bounds of the 30 % rule are marked"),
            pieces.has_marks(pieces.near_by),
        )
        self.shares.set_words(
            say("Share of women"), bounds, self._marked_words(has_marks=has_marks)
        )

    def _show_people(self, pieces: OverviewBlocks) -> None:
        say = self.language.text
        self.age_chart.set_pyramid(pieces.ages())
        has_marks = pieces.has_marks("age_group")
        self.ages.set_words(say("Sex and age"), "", self._marked_words(has_marks=has_marks))
        self.row_chart.set_table(table_words(pieces.categories(is_brief=True)))
        has_marks = pieces.has_marks("category")
        self.categories.set_words(say("By category"), "", self._marked_words(has_marks=has_marks))

    def _marked_words(self, *, has_marks: bool) -> tuple[str, ...]:
        return (marked_words(self.language),) if has_marks else ()

    def _say_empty(self, found: Overview) -> None:
        say, is_all = self.language.text, self._of == EVERYTHING
        if is_all:
            self.empty.set_content(
                say("There are no figures yet"),
                say("As soon as somebody has come to an event, the figures stand here."),
                say("To the events"),
            )
            return
        events = self.language.plural("{n} event", "{n} events", found.events)
        self.empty.set_content(
            say("Nobody is counted in this period and territory"),
            say("Held: {events}. Choose less, or clear the filter.", events=events),
            say("Clear the filter"),
        )

    def _help_on(self) -> None:
        if self._of == EVERYTHING:
            self.context.go("events")
        else:
            self.filters.clear()

    # ---- what stands behind ----

    def _open_figure(self, key: str) -> None:
        if key == OFF_RULE:
            self.context.go("statistics", tab="quotas", group="event")
        elif key == WOMEN:
            self._list(PEOPLE, lambda: self.language.text("Women"), "sex", "f")
        else:
            self._list(key, lambda: self._title(key))

    def _title(self, key: str) -> str:
        return self.language.text(QUESTIONS[key].title)

    def _open_part(self, by: str, at: int) -> None:
        if self._shown is None:
            return
        pieces = self._pieces(has_small=True)
        shares, named = {
            AGES: (pieces.age_order, pieces.age),
            CATEGORIES: (pieces.found.categories, pieces.category),
        }.get(by, (pieces.near, pieces.place))
        code = shares[at].code
        self._list(PEOPLE, lambda: f"{self._title(PEOPLE)}: {named(code)}", by, code)

    def _open_share(self, at: int) -> None:
        is_near = self._pieces(has_small=True).read.is_near
        self._open_part(RAIONS if is_near else OBLASTS, at)

    def _open_place(self, at: int) -> None:
        place = self.map_chart.places[at]
        self._list(PEOPLE, lambda: f"{self._title(PEOPLE)}: {place.name}", OBLASTS, place.code)

    def _narrow(self, at: int) -> None:
        """Be of the events in one oblast only."""
        self.filters.narrow(self.map_chart.places[at].code)

    def _list(
        self, key: str, words: Callable[[], str], by: str = "", code: str | None = None
    ) -> None:
        self.list_records(key, self._of, words, by, code)

    # ---- copies ----

    def _facts(self) -> str:
        found = self._pieces(has_small=True).found
        people, number = self.language.text("different people"), self.language.number(found.people)
        if 0 < found.people < SMALLEST:
            number = self.language.text("fewer than {n}", n=SMALLEST)
        return f"{number} · {people}"

    def _give_map(self) -> Given:
        drawn, pieces = OblastMap(), self._pieces(has_small=False)
        chart = pieces.map()
        drawn.set_map(chart)
        kept = (kept_words(self.language),) if pieces.hides_places else ()
        return Given(drawn, self._facts(), (*chart.notes, *kept))

    def _give_shares(self) -> Given:
        drawn, chart = ShareChart(), self._pieces(has_small=False).shares()
        drawn.set_chart(chart, self.language.text("Oblast"))
        return Given(drawn, self._facts(), chart.notes)

    def _give_ages(self) -> Given:
        drawn, chart = PyramidChart(), self._pieces(has_small=False).ages()
        drawn.set_pyramid(chart)
        return Given(drawn, self._facts(), chart.notes)

    def _give_categories(self) -> Given:
        drawn, table = RowsChart(), self._pieces(has_small=False).categories()
        drawn.set_table(table_words(table))
        return Given(drawn, self._facts(), table.notes)

    # ---- the room ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= _TWO_COLUMNS_FROM
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        self._between.setVisible(is_wide)
