"""What every tab of the statistics is."""

from __future__ import annotations

from app.model import Changes
from app.ui.context import Context
from app.ui.page import Page


class StatisticsTab(Page):
    """One side of the statistics; it reads when it is shown and when its own types changed."""

    mine: frozenset[str] = frozenset()

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

    def step_back(self) -> bool:
        """Esc: leave what lies above the tab; whether there was anything."""
        return False

    def changed(self, changes: Changes) -> None:
        if not self.mine or changes.types & self.mine:
            self._is_stale = True
            if self.isVisible():
                self.show_now()
