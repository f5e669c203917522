"""The page of statistics: indicators, shares of women and men, bodies, clubs, reach."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget

from app.language import mark
from app.model import Changes
from app.ui.context import Context
from app.ui.kit import Hint, KeyHints, PageHeader, Stack, Tab, Tabs
from app.ui.page import Page
from app.ui.statistics.tab import StatisticsTab

TABS = (
    ("indicators", mark("Indicators"), "app.ui.statistics.indicators:IndicatorsTab"),
    ("quotas", mark("Quotas"), "app.ui.statistics.quotas:QuotasTab"),
    ("bodies", mark("Bodies"), "app.ui.statistics.bodies:BodiesTab"),
    ("clubs", mark("Clubs"), "app.ui.statistics.clubs:ClubsTab"),
    ("reach", mark("Reach"), "app.ui.statistics.reach:ReachTab"),
)
_LOW = 600


class StatisticsPage(Page):
    """`open(tab=)` shows a tab; what else is said is for the tab, as `indicator=` or `body=`."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._tabs: dict[str, StatisticsTab] = {}
        self.header = PageHeader()
        self.tabs = Tabs()
        self.tabs.chosen.connect(self._show_tab)
        self.stack = QStackedWidget()
        self.hint_line = KeyHints()
        top = Stack(self.header, self.tabs, gap=0)
        self.assemble(header=top, body=self.stack, footer=self.hint_line)
        self.on_key("Ctrl+PgDown", lambda: self._step(1))
        self.on_key("Ctrl+PgUp", lambda: self._step(-1))
        self.on_key("Escape", self._escape)
        self._say_words()

    def _say_words(self) -> None:
        say = self.language.text
        self.header.set_title(say("Statistics"))
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
        wished = str(where.get("tab", "")) or self.tabs.key()
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
        self.stack.setCurrentWidget(tab)
        tab.show_now()
        self.hint_line.set_hints(self.hints())
        focus = QApplication.focusWidget()
        if self.isVisible() and (focus is None or not self.tabs.isAncestorOf(focus)):
            tab.setFocus(Qt.FocusReason.OtherFocusReason)

    def _escape(self) -> None:
        if self.here is not None:
            self.here.step_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.set_compact(self.window().height() < _LOW)
