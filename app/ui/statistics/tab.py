"""What every tab of the statistics is, those with filters, and those with records behind."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.model import Changes
from app.storage.questions.indicators import IndicatorFilter
from app.storage.questions.saved import QUESTIONS
from app.ui.context import Context
from app.ui.kit import Hint
from app.ui.kit.period_choice import said_days
from app.ui.page import Page
from app.ui.source import Source
from app.ui.statistics.behind import Asked, RecordsBehind
from app.ui.statistics.filters import Offers, StatisticsFilters, earlier, read_offers


class StatisticsTab(Page):
    """One side of the statistics; it reads when it is shown and when its own types changed."""

    hints_changed = Signal()
    """Other keys count now."""
    source_said = Signal(str)
    """What stands above the tab of the state of the data is to be said anew."""
    mine: frozenset[str] = frozenset()
    report = ""
    """The report whose tables are saved here; "" where there are none."""
    asked_by: StatisticsFilters | None = None
    """The filters of the tab, where it has some."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._is_stale = True

    def show_now(self) -> None:
        """It is being shown: read where something changed meanwhile."""
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def go_to(self, **place: object) -> None:
        """Show a place in the tab."""

    def take_filters(self, other: StatisticsTab) -> None:
        """Be of the same as the tab that was shown before."""
        if self.asked_by is not None and other.asked_by is not None:
            before = self.asked_by.wanted()
            self.asked_by.choose(other.asked_by.choice())
            self._is_stale = self._is_stale or self.asked_by.wanted() != before

    def brief_source(self) -> str:
        """When the figures were counted, and of which data; "" where a tab says it itself."""
        return ""

    def step_back(self) -> bool:
        """Esc: leave what lies above the tab; whether there was anything."""
        return False

    def changed(self, changes: Changes) -> None:
        if not self.mine or changes.types & self.mine:
            self._is_stale = True
            if self.isVisible():
                self.show_now()


class FilteredTab(StatisticsTab):
    """A tab of what is chosen in its line of filters; it says when and of what it was counted."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.filters = self.asked_by = StatisticsFilters(self.language)
        self.filters.changed.connect(self.read)
        self.source = Source(context, self.say_source)
        self.on_key("/", self.filters.focus)

    def say_source(self) -> None:
        """Say anew of what the figures are."""
        self.source_said.emit(self.brief_source())

    def brief_source(self) -> str:
        return self.source.brief()

    def read(self) -> None:
        """Ask for what is shown anew, of the present filter."""
        raise NotImplementedError

    def refresh(self) -> None:
        self.source.forget()
        key = f"statistics.offers.{type(self).__name__}"
        self.context.ask(read_offers, on_done=self._take_offers, key=key)
        self.read()

    def _take_offers(self, offers: Offers) -> None:
        self.filters.set_offers(offers)

    def counted(self) -> None:
        """What was asked for has been counted just now."""
        self.source.count()
        self.say_source()

    def leave(self) -> None:
        self.source.leave()

    def retranslate(self) -> None:
        self.filters.retranslate(self.language)
        self.say_source()


class FiguresTab(FilteredTab):
    """Figures of which each opens the records behind it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.behind = RecordsBehind(context)
        self.behind.left.connect(self.step_back)
        self.body = QStackedWidget()
        self.body.currentChanged.connect(lambda _: self.hints_changed.emit())

    def put_together(self, figures: QWidget) -> None:
        """The figures, and the records behind one of them in their place."""
        self.body.addWidget(figures)
        self.body.addWidget(self.behind)
        self.assemble(body=self.body)

    def figure_hints(self) -> list[Hint]:
        """The keys of the figures."""
        raise NotImplementedError

    def hints(self) -> list[Hint]:
        if self.body.currentWidget() is not self.behind:
            return self.figure_hints()
        say = self.language.text
        return [Hint("Enter", say("open")), Hint("Esc", say("Back to the figures"))]

    def focus_figures(self) -> None:
        """Take the keyboard back from the records."""
        raise NotImplementedError

    def refresh(self) -> None:
        super().refresh()
        if self.body.currentWidget() is self.behind:
            self.behind.refresh()

    def retranslate(self) -> None:
        super().retranslate()
        self.behind.retranslate()

    def step_back(self) -> bool:
        if self.body.currentWidget() is not self.behind:
            return False
        self.body.setCurrentIndex(0)
        self.focus_figures()
        return True

    def list_records(
        self, key: str, wanted: IndicatorFilter, words: Callable[[], str], by: str, code: str | None
    ) -> None:
        """Show the records behind a figure (`code` None) or behind one part of it."""
        heeded = wanted.heeded(QUESTIONS[key])
        self.body.setCurrentWidget(self.behind)
        self.behind.show_records(
            Asked(key, wanted, by, code, words, lambda: self.filters.said(heeded))
        )
        self.behind.focus()

    def before(self, wanted: IndicatorFilter) -> tuple[IndicatorFilter | None, str]:
        """The same filter of the period before, and that period in words."""
        compared = earlier(wanted)
        if compared is None:
            return None, ""
        return compared, said_days(self.language, compared.since, compared.until)
