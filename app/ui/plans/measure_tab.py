"""What every tab of a measure is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.storage.questions.following import MeasurePage
from app.ui.page import Page


class MeasureTab(Page):
    """One side of one measure; it is handed the measure whenever that was read anew."""

    page: MeasurePage | None = None

    def show_measure(self, page: MeasurePage) -> None:
        """Show a measure, or the same one with what changed."""
        is_other = self.page is None or self.page.line.id != page.line.id
        if is_other:
            self.leave()
        self.page = page
        if is_other:
            self.began()
        self.refresh()

    def began(self) -> None:
        """Another measure is being shown: forget what was of the former one."""

    def first(self) -> QWidget | None:
        """What takes the keyboard when the tab is opened; None leaves it with the strip of tabs."""
        return None

    def at_place(self, **where: object) -> None:
        """Show a place in the tab, as a link asked for."""
