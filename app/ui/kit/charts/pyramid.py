"""A pyramid on the screen: women and men back to back, line by line, numbers at the ends."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from app.reports.content import Part, Pyramid, PyramidRow, Shade
from app.reports.words import side_words
from app.ui.kit.charts.chart import (
    NUMBER,
    ChartTable,
    fill,
    hatch,
    metrics,
    write,
)
from app.ui.kit.charts.labelled import LabelledChart

_HEAD, _WORD = 24, (12, 600)
_BAR, _MIDDLE, _GAP = 18, 2, 8
_SWATCH = 10
TOKENS = {Shade.WOMEN: "women", Shade.MEN: "men", Shade.UNKNOWN: "unknown"}
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class PyramidChart(LabelledChart):
    """Shows a `Pyramid`; each line can be opened."""

    head, pitch, air = _HEAD, 26, 4

    def __init__(self) -> None:
        super().__init__()
        self._pyramid = Pyramid((), (), "")

    def set_pyramid(self, pyramid: Pyramid) -> None:
        """Show this."""
        self._pyramid = pyramid
        self.renew()

    def table(self) -> ChartTable:
        words = [word for _, word in self._pyramid.legend]
        rows = tuple(
            (row.label, *(side_words(part) for part in _sides(row)[: len(words)]))
            for row in self._pyramid.rows
        )
        return ChartTable((self._pyramid.header, *words), rows)

    def box_words(self, at: int) -> str:
        table = self.table()
        label, *numbers = table.rows[at]
        sides = zip(table.headers[1:], numbers, strict=True)
        return ", ".join((label, *(f"{word} {number}" for word, number in sides)))

    def labels(self) -> list[str]:
        return [row.label for row in self._pyramid.rows]

    def _numbers(self, side: int) -> int:
        said = [side_words(_sides(row)[side]) for row in self._pyramid.rows]
        return max((metrics(NUMBER).horizontalAdvance(text) for text in said), default=0) + _GAP

    def _apart(self) -> int:
        """The width of the column of whom the side is not known; 0 without one."""
        if len(self._pyramid.legend) < 3:
            return 0
        word = metrics(_WORD).horizontalAdvance(self._pyramid.legend[2][1])
        return max(word + _SWATCH + 6, _SWATCH + 6 + self._numbers(2)) + _GAP

    def paint(self, painter: QPainter, width: int) -> None:
        if not self._pyramid.rows:
            return
        room, apart = self.label_room(width), self._apart()
        middle, scale = self._middle(width - apart, room)
        self._paint_head(painter, middle, width - apart)
        for row, box in zip(self._pyramid.rows, self.write_labels(painter, width), strict=True):
            for side, part in enumerate((row.left, row.right)):
                self._paint_side(painter, part, box, middle, scale, side)
            if apart:
                self._paint_apart(painter, row.apart, box, width - apart + _GAP)

    def _middle(self, width: int, room: int) -> tuple[float, float]:
        """Where both sides meet, and how long one is: each side has the room it needs, so that no
        bar is shorter than it could be.
        """
        sides = (self._longest(0), self._longest(1))
        numbers = (self._numbers(0) + _GAP, self._numbers(1) + _GAP)
        words = [metrics(_WORD).horizontalAdvance(word) + 28 for _, word in self._pyramid.legend]
        bars = max(width - room - sum(numbers), 40)
        scale = bars / (sum(sides) or 1)
        # the words above want room too
        least = max(words[1], sides[1] * scale + numbers[1])
        scale = min(scale, (width - least - room - numbers[0]) / (sides[0] or 1))
        return width - least, max(scale, 0)

    def _longest(self, side: int) -> float:
        parts = [_sides(row)[side] for row in self._pyramid.rows]
        return max((part.value for part in parts if part is not None), default=0.0)

    def _paint_head(self, painter: QPainter, middle: float, apart: float) -> None:
        (left, women), (right, men), *others = self._pyramid.legend
        wide = metrics(_WORD).horizontalAdvance(women)
        box = QRectF(middle - 6 - wide, 0, wide, _HEAD)
        write(painter, women, box, _WORD, "text2")
        _swatch(painter, box.left() - _SWATCH - 6, left)
        _swatch(painter, middle + 8, right)
        wide = metrics(_WORD).horizontalAdvance(men)
        write(painter, men, QRectF(middle + 24, 0, wide, _HEAD), _WORD, "text2")
        for shade, word in others:
            _swatch(painter, apart + _GAP, shade)
            at = QRectF(
                apart + _GAP + _SWATCH + 6, 0, metrics(_WORD).horizontalAdvance(word), _HEAD
            )
            write(painter, word, at, _WORD, "text2")

    def _paint_side(
        self,
        painter: QPainter,
        part: Part | None,
        box: QRectF,
        middle: float,
        scale: float,
        side: int,
    ) -> None:
        way = 1 if side else -1
        long = 0.0 if part is None else part.value * scale
        foot = middle + way * _MIDDLE / 2
        bar = QRectF(min(foot, foot + way * long), box.center().y() - _BAR / 2, long, _BAR)
        if part is not None and long:
            fill(painter, bar, TOKENS[part.shade])
        wide = self._numbers(side)
        left = foot + _GAP - 2 + long if way > 0 else foot - long - wide - _GAP + 2
        align = _LEFT if way > 0 else _RIGHT
        self._write(painter, part, QRectF(left, box.top(), wide, box.height()), align)

    def _paint_apart(self, painter: QPainter, part: Part | None, box: QRectF, left: float) -> None:
        square = QRectF(left, box.center().y() - _SWATCH / 2, _SWATCH, _SWATCH)
        if part is not None and part.value:
            hatch(painter, square)
        at = QRectF(square.right() + 6, box.top(), self._numbers(2), box.height())
        self._write(painter, part, at, _LEFT)

    def _write(
        self, painter: QPainter, part: Part | None, box: QRectF, align: Qt.AlignmentFlag
    ) -> None:
        write(painter, side_words(part), box, NUMBER, "text3" if part is None else "text", align)


def _sides(row: PyramidRow) -> tuple[Part | None, Part | None, Part | None]:
    return row.left, row.right, row.apart


def _swatch(painter: QPainter, left: float, shade: Shade) -> None:
    box = QRectF(left, (_HEAD - _SWATCH) / 2, _SWATCH, _SWATCH)
    if shade is Shade.UNKNOWN:
        hatch(painter, box)
    else:
        fill(painter, box, TOKENS[shade])
