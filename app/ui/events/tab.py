"""What every tab of an event is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.model import Changes
from app.ui.page import Page


class EventTab(Page):
    """One side of one event. It is told which event, and reads when it is shown."""

    hints_changed = Signal()
    """Other keys count now."""
    event_id: bytes = b""

    def set_event(self, event_id: bytes) -> None:
        """Show another event."""
        if event_id != self.event_id:
            self.leave()
            self.event_id = event_id
            self.began()
        self.refresh()

    def began(self) -> None:
        """Another event is being shown: forget what was of the former one."""

    def go_to(self, **place: object) -> None:
        """Show one thing of the tab: an address may name it."""

    def place(self) -> dict[str, object]:
        """What of the tab is shown, for the way back."""
        return {}

    def first(self) -> QWidget | None:
        """What takes the keyboard when the tab is opened; None leaves it with the strip of tabs."""
        return None

    def is_mine(self, changes: Changes, *types: str) -> bool:
        """Whether something of these types was touched while an event is shown."""
        return bool(self.event_id) and bool(changes.types & set(types))
