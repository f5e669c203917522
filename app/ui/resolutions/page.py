"""The place of resolutions in the window: the list, or one of them."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from app.model import Changes
from app.ui.context import Context
from app.ui.kit import Hint
from app.ui.page import Page
from app.ui.resolutions.list import ResolutionsList
from app.ui.resolutions.view import ResolutionView


class ResolutionsPage(Page):
    """Shows the list; `open(resolution=id, part="points", point=id)` shows one resolution."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list = ResolutionsList(context)
        self.view = ResolutionView(context)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.view)
        self.assemble(body=self.stack)

    @property
    def here(self) -> Page:
        """What is shown: the list or a resolution."""
        return self.view if self.stack.currentWidget() is self.view else self.list

    def title(self) -> str:
        return self.here.title()

    def open(self, **where: object) -> None:
        super().open(**where)
        if isinstance(where.get("resolution"), bytes):
            self.stack.setCurrentWidget(self.view)
            self.view.open(**where)
            return
        self.view.leave()
        self.stack.setCurrentWidget(self.list)
        self.list.open(**where)
        self.list.refresh()
        if self.isVisible():
            self.list.table.setFocus()

    def refresh(self) -> None:
        self.here.refresh()

    def retranslate(self) -> None:
        self.list.retranslate()
        self.view.retranslate()

    def changed(self, changes: Changes) -> None:
        self.list.changed(changes)
        self.view.changed(changes)

    def leave(self) -> None:
        self.here.leave()

    def hints(self) -> list[Hint]:
        return self.here.hints()
