"""What every tab of the statistics is."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.model import Changes
from app.ui.context import Context
from app.ui.page import Page
from app.ui.statistics.filters import StatisticsFilters


class StatisticsTab(Page):
    """One side of the statistics; it reads when it is shown and when its own types changed."""

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
