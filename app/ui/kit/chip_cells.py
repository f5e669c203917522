"""Cells with more than one chip in them."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from app.ui.kit.cells import Cell, CellDelegate
from app.ui.kit.chips import HEIGHT, chip_width, paint_chip
from app.ui.theme import look

SEVERAL = "\n"
"""Between the chips of one cell."""


class ChipsDelegate(CellDelegate):
    """Paints more than one chip where a cell has several."""

    def paint_cell(
        self, painter: QPainter, room: QRect, cell: Cell, align: str, *, chosen: bool
    ) -> None:
        if SEVERAL not in cell.chip:
            super().paint_cell(painter, room, cell, align, chosen=chosen)
            return
        left, top = room.left(), room.center().y() - HEIGHT // 2 + 1
        words = cell.chip.split(SEVERAL)
        for at, word in enumerate(words):
            width = chip_width(word)
            rest = len(words) - at
            if left + width > room.right() and at:
                painter.setPen(look().colour("text2"))
                painter.drawText(room.adjusted(left - room.left(), 0, 0, 0), 0x0081, f"+{rest}")
                return
            at_rect = QRect(left, top, width, HEIGHT)
            paint_chip(painter, at_rect, word, cell.chip_kind, raised=chosen)
            left += width + 4
