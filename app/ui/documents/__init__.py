"""Documents in the window: their layouts, and what was issued under a number."""

from app.ui.documents.issued import IssuedPage
from app.ui.documents.layouts import LayoutsPage

__all__ = ["IssuedPage", "LayoutsPage"]
