"""What waits for a decision: different values, and entries that may be one person."""

from app.ui.inbox.page import InboxPage

__all__ = ["InboxPage"]
