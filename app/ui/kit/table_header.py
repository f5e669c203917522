"""The head of a list: small bold words, a caret at the sorted column."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView

from app.ui.icons import pixmap
from app.ui.kit.cells import PAD, Column
from app.ui.theme import look

_TWO_LINES = 46
HeadPainter = Callable[[QPainter, QRect], None]


class Header(QHeaderView):
    """The head of a list: small bold words, a caret at the sorted column, one line below."""

    sort_asked = Signal(int)

    def __init__(self, height: int = 32) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.columns: list[Column] = []
        self._height = height
        self.drawn_heads: dict[str, HeadPainter] = {}
        """By the key of a column: what is painted instead of its word."""
        self.sorted_key = ""
        self.descending = False
        self.setFixedHeight(height)
        self.setMinimumSectionSize(20)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.sectionClicked.connect(self.sort_asked)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Have these headings; one of two lines makes the head higher."""
        self.columns = list(columns)
        is_high = any("\n" in column.label for column in columns)
        self.setFixedHeight(max(self._height, _TWO_LINES) if is_high else self._height)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, look().colour("surface"))
        line = QRect(rect.left(), rect.bottom(), rect.width() + 1, 1)
        painter.fillRect(line, look().colour("ctrl"))
        if section < len(self.columns):
            self._paint_word(painter, rect.adjusted(PAD, 0, -PAD, 0), self.columns[section])
        painter.restore()

    def _paint_word(self, painter: QPainter, room: QRect, column: Column) -> None:
        if column.key in self.drawn_heads:
            self.drawn_heads[column.key](painter, room)
            return
        scale = painter.device().devicePixelRatio()
        if column.icon:
            drawn = pixmap(column.icon, 16, "text2", scale)
            painter.drawPixmap(room.center().x() - 7, room.center().y() - 7, drawn)
            return
        on = bool(self.sorted_key) and column.key == self.sorted_key
        painter.setFont(look().font(12, 600))
        painter.setPen(look().colour("accent" if on else "text2"))
        side = {"right": 0x2, "center": 0x4}.get(column.align, 0x1)
        caret = 18 if on else 0
        words = room.adjusted(0, 0, -caret if column.align == "right" else 0, 0)
        painter.drawText(words, side | 0x80, column.label)
        if on:
            lines = column.label.split("\n")
            width = max(painter.fontMetrics().horizontalAdvance(line) for line in lines)
            left = room.right() - 14 if column.align == "right" else room.left() + width + 4
            self._paint_caret(painter, QPoint(left, room.center().y() - 6), scale)

    def _paint_caret(self, painter: QPainter, at: QPoint, scale: float) -> None:
        drawn = pixmap("chevron-down", 14, "accent", scale)
        if not self.descending:
            painter.drawPixmap(at, drawn)
            return
        painter.save()
        painter.translate(at.x() + 14, at.y() + 14)
        painter.rotate(180)
        painter.drawPixmap(0, 0, drawn)
        painter.restore()
