"""The place of events in the window: the list, or one of them."""

from __future__ import annotations

from app.ui.context import Context
from app.ui.events.event import EventView
from app.ui.events.list import EventsList
from app.ui.list_and_views import ListAndViews


class EventsPage(ListAndViews):
    """Shows the list; `open(event=id, tab="programme")` shows one event."""

    def __init__(self, context: Context) -> None:
        self.list, self.view = EventsList(context), EventView(context)
        super().__init__(context, self.list, event=self.view)
        self.view.moved.connect(self.moved)
