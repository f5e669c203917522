"""Measures screens share: from when on a window is narrow, how wide a column must be."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics

from app.ui.theme import look

COMPACT = 1000
"""Under this logical window width heads are lower, words shorter and figures one line."""
_SIDES = 17
_CARET = 18


def column_width(label: str, least: int, *, sortable: bool = False) -> int:
    """The width of a table column whose heading is never cut, in any language."""
    words = QFontMetrics(look().font(12, 600)).horizontalAdvance(label)
    return max(least, words + _SIDES + (_CARET if sortable else 0))
