"""Measures screens share: how wide a column must be for its word, and a layout made empty."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLayout

from app.ui.theme import look

COMPACT = 1000
"""Under this logical window width heads are lower, words shorter and figures one line."""
_SIDES = 17
_CARET = 18


def column_width(label: str, least: int, *, sortable: bool = False) -> int:
    """The width of a table column whose heading is never cut, in any language."""
    words = QFontMetrics(look().font(12, 600)).horizontalAdvance(label)
    return max(least, words + _SIDES + (_CARET if sortable else 0))


def clear(layout: QLayout) -> None:
    """Leave the layout without widgets; they are hidden at once and deleted in good time."""
    while item := layout.takeAt(0):
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
