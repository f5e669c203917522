"""The place of events in the window: the list, or one of them."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from app.model import Changes
from app.ui.context import Context
from app.ui.events.event import EventView
from app.ui.events.list import EventsList
from app.ui.kit import Hint
from app.ui.page import Page


class EventsPage(Page):
    """Shows the list; `open(event=id, tab="programme")` shows one event."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list = EventsList(context)
        self.view = EventView(context)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.view)
        self.assemble(body=self.stack)
        self.view.moved.connect(self._moved)

    @property
    def here(self) -> Page:
        """What is shown: the list or an event."""
        return self.view if self.stack.currentWidget() is self.view else self.list

    def title(self) -> str:
        return self.here.title()

    def open(self, **where: object) -> None:
        super().open(**where)
        event_id = where.get("event")
        if not isinstance(event_id, bytes):
            self.view.leave()
            self.stack.setCurrentWidget(self.list)
            self.list.open(**where)
            self._where = self.list.where()
            self.list.refresh()
            if self.isVisible():
                self.list.table.setFocus()
            return
        self.stack.setCurrentWidget(self.view)
        self.view.open(**where)

    def _moved(self, tab: str) -> None:
        self._where = {"event": self.view.event_id, "tab": tab}

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
