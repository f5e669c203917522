"""Cutting a text with «…»: the one place it is done, so that a test can see every cut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

_watchers: list[list[str]] = []


def elided(metrics: QFontMetrics, text: str, width: int) -> str:
    """The text as far as it fits into `width` logical pixels, on one line."""
    line = " ".join(text[:2000].split("\n")) if "\n" in text or len(text) > 2000 else text
    # half a pixel lost to rounding must not cost a letter
    if metrics.horizontalAdvance(line) <= width + 1:
        return line
    for cuts in _watchers:
        cuts.append(line)
    return metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)


@contextmanager
def watch_cuts() -> Iterator[list[str]]:
    """Collect every text that is cut while the block runs."""
    cuts: list[str] = []
    _watchers.append(cuts)
    try:
        yield cuts
    finally:
        _watchers.remove(cuts)
