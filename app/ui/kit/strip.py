"""How far a way of many steps is: one small bar a step."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import look

DONE, HERE, SKIPPED, AHEAD = "done", "here", "skipped", "ahead"
"""What a step is: answered, the one that is shown, not asked, still to come."""
_HEIGHT = 6
_GAP = 4
_LEAST = 3
"""Narrower bars would be dust: runs of one state are drawn as one bar then."""


class StepStrip(QWidget):
    """Bars side by side; what is not asked is hatched, so that nothing is told by colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self._states: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    def set_states(self, states: Sequence[str], spoken: str = "") -> None:
        """Show these steps; `spoken` says them in a sentence."""
        self.setAccessibleName(spoken)
        if tuple(states) != self._states:
            self._states = tuple(states)
            self.update()

    def states(self) -> tuple[str, ...]:
        """The steps, as they are shown."""
        return self._states

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._states:
            return
        painter = QPainter(self)
        count = len(self._states)
        step = (self.width() + _GAP) / count
        if step - _GAP >= _LEAST:
            for at, state in enumerate(self._states):
                self._paint_bar(painter, at * step, step - _GAP, state)
            return
        step, at = self.width() / count, 0
        for state, run in groupby(self._states):
            length = len(list(run))
            self._paint_bar(painter, at * step, length * step, state)
            at += length

    def _paint_bar(self, painter: QPainter, x: float, width: float, state: str) -> None:
        left, right = round(x), round(x + width)
        if state == SKIPPED:
            painter.setPen(look().colour("ctrl"))
            painter.setBrush(QBrush(look().colour("ctrl"), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(left, 0, max(1, right - left - 1), _HEIGHT - 1)
        else:
            painter.fillRect(left, 0, max(1, right - left), _HEIGHT, _ink(state))


def _ink(state: str) -> QColor:
    if state == HERE:
        return _mixed(look().colour("accent"), look().colour("accentS"))
    return look().colour("accent" if state == DONE else "line")


def _mixed(one: QColor, other: QColor) -> QColor:
    """Half way between two colours."""
    return QColor(
        (one.red() + other.red()) // 2,
        (one.green() + other.green()) // 2,
        (one.blue() + other.blue()) // 2,
    )
