"""The numbers of a chart as a table: words at the left, wrapped, and a column for each number."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from app.reports.words import KEPT
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

    def set_table(self, table: ChartTable) -> None:
        """Show these rows; the first column is the words."""
        self._table = table
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
            cells = [body.horizontalAdvance(row[at].rstrip(KEPT)) for row in self._table.rows]
            found.append(max(_LEAST, *words, max(cells, default=0) + self._signs()[at - 1]))
        return found

    def _signs(self) -> list[int]:
        """The room each column of numbers keeps at its right for the sign of what is kept back, so
        that figures stand below each other whether they bear it or not.
        """
        wide = metrics(LABEL).horizontalAdvance(KEPT)
        rows = [row[1:] for row in self._table.rows]
        return [
            wide if any(row[at].endswith(KEPT) for row in rows) else 0
            for at in range(len(self._table.headers) - 1)
        ]

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
        widths, signs = self._widths(), self._signs()
        for at, lines in enumerate(self._head_lines(width)):
            left = float(room + _GAP * at + sum(widths[: at - 1])) if at else 0.0
            wide = widths[at - 1] if at else room
            top = high - _PAD / 2 - len(lines) * LINE
            for line, words in enumerate(lines):
                box = QRectF(left, top + line * LINE, wide, LINE)
                write(painter, words, box, _HEAD, "text2", _RIGHT if at else _LEFT)
        fill(painter, QRectF(0, high - 1, width, 1), "ctrl")
        for row, box in zip(self._table.rows, self.boxes(width), strict=True):
            write_lines(painter, lines_of(row[0], room), box)
            left = float(room)
            for number, wide, sign in zip(row[1:], widths, signs, strict=True):
                figures = number[: len(number) - number.endswith(KEPT)]
                at_right = QRectF(left + _GAP, box.top(), wide - sign, box.height())
                write(painter, figures, at_right, LABEL, "text", _RIGHT)
                at_right.adjust(0, 0, sign, 0)
                write(painter, number[len(figures) :], at_right, LABEL, "text", _RIGHT)
                left += _GAP + wide
            fill(painter, QRectF(0, box.bottom() - 1, width, 1), "line2")
