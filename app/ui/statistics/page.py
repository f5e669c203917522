"""The page of statistics: overview, indicators, shares of women and men, bodies, clubs, reach."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget

from app.language import mark
from app.model import Changes
from app.reports.indicator_blocks import parameters_of
from app.ui.context import Context
from app.ui.kit import (
    ElidedText,
    Hint,
    KeyHints,
    PageHeader,
    PlainButton,
    PrimaryButton,
    Row,
    Stack,
    Tab,
    Tabs,
)
from app.ui.page import Page
from app.ui.reports.printing import save_report
from app.ui.statistics.tab import StatisticsTab

TABS = (
    ("overview", mark("Overview"), "app.ui.statistics.overview:OverviewTab"),
    ("indicators", mark("Indicators"), "app.ui.statistics.indicators:IndicatorsTab"),
    ("quotas", mark("Quotas"), "app.ui.statistics.quotas:QuotasTab"),
    ("bodies", mark("Bodies"), "app.ui.statistics.bodies:BodiesTab"),
    ("clubs", mark("Clubs"), "app.ui.statistics.clubs:ClubsTab"),
    ("reach", mark("Reach"), "app.ui.statistics.reach:ReachTab"),
)
REPORT = "consolidated"
"""The report figures are added to."""
_LOW = 600
_BESIDE = 48
"""White space around the line beside the tabs."""


class StatisticsPage(Page):
    """`open(tab=)` shows a tab; what else is said is for the tab, as `indicator=` or `body=`."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._tabs: dict[str, StatisticsTab] = {}
        self.header = PageHeader()
        self.save, self.add = PlainButton(icon="download"), PrimaryButton(icon="file-text")
        self.save.clicked.connect(self._save_tables)
        self.add.clicked.connect(self._add_to_report)
        for button in (self.save, self.add):
            # the tabs stay where they are, whichever of them has buttons
            kept = button.sizePolicy()
            kept.setRetainSizeWhenHidden(True)
            button.setSizePolicy(kept)
        self.header.add_action(self.save)
        self.header.add_action(self.add)
        self.tabs = Tabs()
        self.source = ElidedText("", "caption")
        self.tabs.chosen.connect(self._show_tab)
        self.stack = QStackedWidget()
        self.hint_line = KeyHints()
        strip = Row(self.tabs, self.source, gap=0, margins=(0, 0, 24, 0))
        strip.box.setStretch(0, 1)
        top = Stack(self.header, strip, gap=0)
        self.assemble(header=top, body=self.stack, footer=self.hint_line)
        self.on_key("Ctrl+PgDown", lambda: self._step(1))
        self.on_key("Ctrl+PgUp", lambda: self._step(-1))
        self.on_key("Escape", self._escape)
        self._say_words()

    def _say_words(self) -> None:
        say = self.language.text
        self.header.set_title(say("Statistics"))
        self.save.setText(say("Save tables"))
        self.add.setText(say("Add to a report"))
        self.tabs.set_tabs([Tab(key, say(word)) for key, word, _ in TABS])
        self.hint_line.set_hints(self.hints())

    # ---- what a page answers ----

    def title(self) -> str:
        return self.language.text("Statistics")

    def hints(self) -> list[Hint]:
        mine = self.here.hints() if self.here is not None else []
        return [*mine, Hint("Ctrl PgUp PgDn", self.language.text("other tab"))]

    @property
    def here(self) -> StatisticsTab | None:
        """The tab that is shown."""
        return self._tabs.get(self.tabs.key())

    def open(self, **where: object) -> None:
        known = [key for key, *_ in TABS]
        named = "indicators" if "indicator" in where else self.tabs.key()
        wished = str(where.get("tab", "")) or named
        self.tabs.choose(wished if wished in known else known[0])
        self._show_tab(self.tabs.key())
        if self.here is not None:
            self.here.go_to(**where)

    def where(self) -> dict[str, object]:
        mine = self.here.where() if self.here is not None else {}
        return {"tab": self.tabs.key(), **mine}

    def refresh(self) -> None:
        if self.here is not None:
            self.here.refresh()

    def changed(self, changes: Changes) -> None:
        for tab in self._tabs.values():
            tab.changed(changes)

    def retranslate(self) -> None:
        for tab in self._tabs.values():
            tab.retranslate()
        self._say_words()

    def leave(self) -> None:
        if self.here is not None:
            self.here.leave()

    # ---- tabs ----

    def tab(self, key: str) -> StatisticsTab:
        """One tab, made when it is first asked for."""
        if key not in self._tabs:
            place = next(where for name, _, where in TABS if name == key)
            module, _, class_name = place.partition(":")
            make = getattr(import_module(module), class_name)
            self._tabs[key] = cast("Callable[[Context], StatisticsTab]", make)(self.context)
            self._tabs[key].source_said.connect(lambda _: self._say_source())
            self._tabs[key].hints_changed.connect(self._say_hints)
            self.stack.addWidget(self._tabs[key])
        return self._tabs[key]

    def _step(self, step: int) -> None:
        keys = [key for key, *_ in TABS]
        self.tabs.choose(keys[(keys.index(self.tabs.key()) + step) % len(keys)])

    def _show_tab(self, key: str) -> None:
        tab = self.tab(key)
        was = self.stack.currentWidget()
        if isinstance(was, StatisticsTab) and was is not tab:
            was.leave()
            tab.take_filters(was)
        self.stack.setCurrentWidget(tab)
        tab.show_now()
        self._say_hints()
        for button in (self.save, self.add):
            button.setVisible(bool(tab.report))
        self._say_source()
        focus = QApplication.focusWidget()
        if self.isVisible() and (focus is None or not self.tabs.isAncestorOf(focus)):
            tab.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_hints(self) -> None:
        self.hint_line.set_hints(self.hints())

    def _say_source(self) -> None:
        said = self.here.brief_source() if self.here is not None else ""
        self.source.setText(said)
        self._fit_source()

    def _fit_source(self) -> None:
        """The line stands beside the tabs where there is room; the tab says it below as well."""
        room = self.width() - self.tabs.minimumSizeHint().width() - _BESIDE
        wide = self.source.fontMetrics().horizontalAdvance(self.source.text())
        self.source.setVisible(0 < wide < room)

    def _asked(self) -> dict[str, object]:
        """What a report is to be asked with, to be of what the tab shows."""
        filters = self.here.asked_by if self.here is not None else None
        return parameters_of(filters.wanted()) if filters is not None else {}

    def _save_tables(self) -> None:
        if self.here is not None and self.here.report:
            save_report(self.context, self.here.report, self._asked(), form="xlsx")

    def _add_to_report(self) -> None:
        self.context.go("reports", report=REPORT, **self._asked())

    def _escape(self) -> None:
        if self.here is not None:
            self.here.step_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.set_compact(self.window().height() < _LOW)
        self._fit_source()
