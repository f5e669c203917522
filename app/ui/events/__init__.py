"""Events: the list of them, and each with its tabs."""

from app.ui.events.page import EventsPage

__all__ = ["EventsPage"]
