"""The marks of a choice: a square that is ticked, a circle that is filled."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.ui.theme import look

BOX = 18
_CHECK = ((4.6, 9.4), (7.6, 12.4), (13.4, 6.2))


def paint_box(painter: QPainter, x: float, y: float, *, on: bool) -> None:
    """A square with its upper left corner at a place: filled with a tick, or empty."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not on:
        painter.setPen(QPen(look().colour("ctrl"), 1))
        painter.setBrush(look().colour("surface"))
        painter.drawRoundedRect(QRectF(x + 0.5, y + 0.5, BOX - 1, BOX - 1), 3, 3)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().colour("accent"))
    painter.drawRoundedRect(QRectF(x, y, BOX, BOX), 3, 3)
    pen = QPen(look().colour("onaccent"), 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline([QPointF(x + dx, y + dy) for dx, dy in _CHECK])


def paint_circle(painter: QPainter, x: float, y: float, *, on: bool) -> None:
    """A circle of 16 pixels with its upper left corner at a place: with a point in it, or empty."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look().colour("accent" if on else "ctrl"), 2 if on else 1.25))
    painter.setBrush(look().colour("surface"))
    painter.drawEllipse(QRectF(x, y, 16, 16))
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colour("accent"))
        painter.drawEllipse(QRectF(x + 4, y + 4, 8, 8))
