"""What every tab of a plan is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.storage.questions.plans import PlanPage
from app.ui.page import Page


class PlanTab(Page):
    """One side of one plan; it is handed the plan whenever that was read anew."""

    page: PlanPage | None = None

    def show_plan(self, page: PlanPage) -> None:
        """Show a plan, or the same one with what changed."""
        is_other = self.page is None or self.page.plan.id != page.plan.id
        if is_other:
            self.leave()
        self.page = page
        if is_other:
            self.began()
        self.refresh()

    def note(self) -> tuple[str, str]:
        """What the line of keys says beside them, and more of it in its tip."""
        return "", ""

    def began(self) -> None:
        """Another plan is being shown: forget what was of the former one."""

    def first(self) -> QWidget | None:
        """What takes the keyboard when the tab is opened; None leaves it with the strip of tabs."""
        return None

    def at_place(self, **where: object) -> None:
        """Show a place in the tab, as a link asked for."""
