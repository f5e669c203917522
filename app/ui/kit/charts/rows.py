"""The numbers of a chart as a table: words at the left, wrapped, and a column for each number."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from app.ui.kit.charts.chart import (
    LABEL,
    LINE,
    Chart,
    ChartTable,
    fill,
    lines_of,
    metrics,
    words_of,
    write,
    write_lines,
)

_HEAD = (12, 600)
_LEAST = 56
_GAP = 16
_PAD = 10
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class RowsChart(Chart):
    """A small table that cuts no word: long ones go on in the next line."""

    def __init__(self) -> None:
        super().__init__()
        self._table = ChartTable((), ())
        self._struck: frozenset[tuple[int, int]] = frozenset()

    def set_table(
        self, table: ChartTable, struck: frozenset[tuple[int, int]] = frozenset()
    ) -> None:
        """Show these rows; the first column is the words. Struck are row and column of numbers."""
        self._table, self._struck = table, struck
        self.renew()

    def minimumSizeHint(self) -> QSize:
        words = [word for row in self._table.rows for word in words_of(row[0])]
        longest = max((metrics(LABEL).horizontalAdvance(word) for word in words), default=0)
        widths = self._widths()
        least = max(longest, _LEAST) + sum(widths) + _GAP * len(widths)
        return QSize(least, super().minimumSizeHint().height())

    def table(self) -> ChartTable:
        return self._table

    def _widths(self) -> list[int]:
        """How wide each column of numbers is: its longest word, its widest number."""
        head, body, found = metrics(_HEAD), metrics(LABEL), []
        for at, header in enumerate(self._table.headers[1:], start=1):
            words = [head.horizontalAdvance(word) for word in words_of(header)]
            cells = [body.horizontalAdvance(row[at]) for row in self._table.rows]
            found.append(max(_LEAST, *words, *cells))
        return found

    def _head_lines(self, width: int) -> list[list[str]]:
        widths = [self._label_width(width), *self._widths()]
        headers = zip(self._table.headers, widths, strict=True)
        return [lines_of(header, wide, _HEAD) for header, wide in headers]

    def _label_width(self, width: int) -> int:
        widths = self._widths()
        return max(width - sum(widths) - _GAP * len(widths), _LEAST)

    def _head_height(self, width: int) -> int:
        return max((len(lines) for lines in self._head_lines(width)), default=0) * LINE + _PAD

    def boxes(self, width: int) -> list[QRectF]:
        top, found = float(self._head_height(width)), []
        room = self._label_width(width)
        for row in self._table.rows:
            high = len(lines_of(row[0], room)) * LINE + _PAD
            found.append(QRectF(0, top, width, high))
            top += high
        return found

    def height_at(self, width: int) -> int:
        if not self._table.headers:
            return 0
        boxes = self.boxes(width)
        return round(boxes[-1].bottom()) + 1 if boxes else self._head_height(width)

    def paint(self, painter: QPainter, width: int) -> None:
        if not self._table.headers:
            return
        room, high = self._label_width(width), self._head_height(width)
        widths = self._widths()
        for at, lines in enumerate(self._head_lines(width)):
            left = float(room + _GAP * at + sum(widths[: at - 1])) if at else 0.0
            wide = widths[at - 1] if at else room
            top = high - _PAD / 2 - len(lines) * LINE
            for line, words in enumerate(lines):
                box = QRectF(left, top + line * LINE, wide, LINE)
                write(painter, words, box, _HEAD, "text2", _RIGHT if at else _LEFT)
        fill(painter, QRectF(0, high - 1, width, 1), "ctrl")
        for at, (row, box) in enumerate(zip(self._table.rows, self.boxes(width), strict=True)):
            write_lines(painter, lines_of(row[0], room), box)
            left = float(room)
            for column, (number, wide) in enumerate(zip(row[1:], widths, strict=True), start=1):
                at_right = QRectF(left + _GAP, box.top(), wide, box.height())
                is_struck = (at, column) in self._struck
                ink = "text3" if is_struck else "text"
                write(painter, number, at_right, LABEL, ink, _RIGHT, is_struck=is_struck)
                left += _GAP + wide
            fill(painter, QRectF(0, box.bottom() - 1, width, 1), "line2")
