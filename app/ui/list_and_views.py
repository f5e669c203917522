"""A place of the window that shows a list, or one of what is listed."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QStackedWidget

from app.model import Changes
from app.ui.context import Context
from app.ui.kit import Hint
from app.ui.list_page import ListPage
from app.ui.page import Page


class ListAndViews(Page):
    """`open(NAME=id, …)` shows the view of that name, else the list.

    Of several names the first that is given counts.
    """

    def __init__(self, context: Context, listed: ListPage, **views: Page) -> None:
        super().__init__(context)
        self._list, self._views = listed, views
        self.stack = QStackedWidget()
        for page in self._pages:
            self.stack.addWidget(page)
        self.assemble(body=self.stack)

    @property
    def _pages(self) -> list[Page]:
        return [self._list, *self._views.values()]

    @property
    def here(self) -> Page:
        """What is shown: the list or a view."""
        return cast("Page", self.stack.currentWidget())

    def title(self) -> str:
        return self.here.title()

    def open(self, **where: object) -> None:
        super().open(**where)
        given = (page for name, page in self._views.items() if isinstance(where.get(name), bytes))
        page = next(given, self._list)
        if self.here is not page:
            self.here.leave()
        self.stack.setCurrentWidget(page)
        page.open(**where)
        if page is self._list:
            self._where = self._list.where()
            self._list.refresh()
            if self.isVisible():
                self._list.table.setFocus()

    def moved(self, tab: str) -> None:
        """Another tab of a view was opened: the way back leads to it."""
        name = next((name for name, page in self._views.items() if page is self.here), "")
        if name and self._where.get(name):
            self._where = {name: self._where[name], "tab": tab}

    def refresh(self) -> None:
        self.here.refresh()

    def retranslate(self) -> None:
        for page in self._pages:
            page.retranslate()

    def changed(self, changes: Changes) -> None:
        for page in self._pages:
            page.changed(changes)

    def leave(self) -> None:
        self.here.leave()

    def hints(self) -> list[Hint]:
        return self.here.hints()
