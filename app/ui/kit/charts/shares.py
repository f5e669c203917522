"""Shares of women and men as bars of one length, with the marks of the rule across them all."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from app.reports.content import Bar, BarChart, Shade
from app.ui.icons import pixmap
from app.ui.kit.charts.chart import (
    NUMBER,
    ChartTable,
    fill,
    hatch,
    metrics,
    write,
)
from app.ui.kit.charts.labelled import LabelledChart
from app.ui.kit.charts.pyramid import TOKENS

_HEAD, _MARK = 20, (11, 400)
_BAR, _GAP, _SEAM = 14, 12, 2
_SIGN, _SQUARE = 14, 10
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_MIDDLE = 0.5
"""The mark of a half is thin: it is a target, the others are the rule."""
_BETWEEN = 0.2
"""How far it is from them; where that is too narrow for its word, the word is left out."""


class ShareChart(LabelledChart):
    """Shows a chart of shares as documents have it; each bar can be opened."""

    head, pitch, air = _HEAD, 25, 4

    def __init__(self) -> None:
        super().__init__()
        self._chart = BarChart(())
        self._header = ""

    def set_chart(self, chart: BarChart, header: str) -> None:
        """Show these bars."""
        self._chart, self._header = chart, header
        self.renew()

    def table(self) -> ChartTable:
        words = [word for _, word in self._chart.legend]
        rows = tuple(
            (bar.label, *_numbers(bar, len(words)), bar.remark) for bar in self._chart.bars
        )
        return ChartTable((self._header, *words, ""), rows)

    def box_words(self, at: int) -> str:
        bar = self._chart.bars[at]
        sides = zip((word for _, word in self._chart.legend), _numbers(bar, 3), strict=False)
        said = [f"{word} {number}" for word, number in sides if number]
        return ", ".join(filter(None, (bar.label, *said, bar.remark)))

    def labels(self) -> list[str]:
        return [bar.label for bar in self._chart.bars]

    def height_at(self, width: int) -> int:
        return super().height_at(width) + (2 if self._chart.bars else 0)

    def _remarks(self) -> int:
        said = [metrics(NUMBER).horizontalAdvance(bar.remark) for bar in self._chart.bars]
        signs = _SIGN + 6 if any(bar.is_warning for bar in self._chart.bars) else 0
        return max(said, default=0) + signs

    def _apart(self) -> int:
        said = [_unknown(bar) for bar in self._chart.bars]
        wide = max((metrics(NUMBER).horizontalAdvance(text) for text in said if text), default=0)
        return _SQUARE + 4 + wide + _GAP if wide else 0

    def paint(self, painter: QPainter, width: int) -> None:
        room, remarks, apart = self.label_room(width), self._remarks(), self._apart()
        left = float(room + _GAP)
        long = max(width - room - 2 * _GAP - remarks - apart, 40)
        boxes = self.write_labels(painter, width)
        for bar, box in zip(self._chart.bars, boxes, strict=True):
            self._paint_bar(painter, bar, QRectF(left, box.center().y() - _BAR / 2, long, _BAR))
            beside = left + long + _GAP
            self._paint_unknown(painter, bar, QRectF(beside, box.top(), apart, box.height()))
            at_end = QRectF(beside + apart, box.top(), remarks, box.height())
            self._paint_remark(painter, bar, at_end)
        if boxes:
            self._paint_marks(painter, left, long, boxes[-1].bottom())

    def _paint_bar(self, painter: QPainter, bar: Bar, box: QRectF) -> None:
        known = [part for part in bar.parts if part.shade is not Shade.UNKNOWN and part.value]
        whole = sum(part.value for part in known)
        if not whole:
            fill(painter, QRectF(box.left(), box.center().y(), box.width(), 1), "line")
        at = box.left()
        for part in known:
            long = box.width() * part.value / whole
            seam = _SEAM if part is not known[-1] else 0
            fill(painter, QRectF(at, box.top(), max(long - seam, 1), _BAR), TOKENS[part.shade])
            at += long

    def _paint_unknown(self, painter: QPainter, bar: Bar, box: QRectF) -> None:
        said = _unknown(bar)
        if said:
            middle = box.center().y()
            hatch(painter, QRectF(box.left(), middle - _SQUARE / 2, _SQUARE, _SQUARE))
            write(painter, said, box.adjusted(_SQUARE + 4, 0, 0, 0), NUMBER, "text2")

    def _paint_remark(self, painter: QPainter, bar: Bar, box: QRectF) -> None:
        ink = "warn" if bar.is_warning else "text"
        if bar.is_warning:
            drawn = pixmap("triangle-alert", _SIGN, "warn", painter.device().devicePixelRatio())
            top = round(box.center().y() - _SIGN / 2)
            painter.drawPixmap(round(box.left()), top, drawn)
        signs = _SIGN + 6 if any(one.is_warning for one in self._chart.bars) else 0
        at = box.adjusted(signs, 0, 0, 0)
        write(painter, bar.remark, at, NUMBER, ink)

    def _paint_marks(self, painter: QPainter, left: float, long: float, bottom: float) -> None:
        for share, word in self._chart.marks:
            x = round(left + long * share)
            if share != _MIDDLE or long * _BETWEEN > metrics(_MARK).horizontalAdvance(word) + 4:
                write(painter, word, QRectF(x - 24, 0, 48, _HEAD - 4), _MARK, "text2", _CENTRE)
            high = bottom - _HEAD + 4
            if share == _MIDDLE:
                fill(painter, QRectF(x, _HEAD - 4, 1, high), "ctrl")
                continue
            fill(painter, QRectF(x - 2, _HEAD - 4, 4, high), "surface")
            fill(painter, QRectF(x - 1, _HEAD - 4, 2, high), "text")


def _numbers(bar: Bar, most: int) -> list[str]:
    said = [part.short or part.text for part in bar.parts][:most]
    return [*said, *[""] * (most - len(said))]


def _unknown(bar: Bar) -> str:
    return next((part.text for part in bar.parts if part.shade is Shade.UNKNOWN and part.value), "")
