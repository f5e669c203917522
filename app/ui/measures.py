"""Measures screens share: from when on a window is narrow, how wide a column must be."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QFontMetrics

from app.ui.theme import look

COMPACT = 1000
"""Under this logical window width heads are lower, words shorter and figures one line."""
_SIDES = 17
_CARET = 18
_ICON = 22


def column_width(label: str, least: int, *, sortable: bool = False) -> int:
    """The width of a table column whose heading is never cut, in any language."""
    words = max(_width(line, 12, 600) for line in label.split("\n"))
    return max(least, words + _SIDES + (_CARET if sortable else 0))


def folded(label: str) -> str:
    """A heading in two lines as near to one length as its words allow."""
    words = label.split(" ")
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    if not halves:
        return label
    return "\n".join(min(halves, key=lambda two: max(len(half) for half in two)))


def words_width(
    texts: Iterable[str], size: int, weight: int = 400, *, has_icon: bool = False
) -> int:
    """The width of a column in which none of these texts is cut."""
    widest = max((_width(text, size, weight) for text in texts), default=0)
    return widest + _SIDES + (_ICON if has_icon else 0)


def _width(text: str, size: int, weight: int) -> int:
    return QFontMetrics(look().font(size, weight)).horizontalAdvance(text)
