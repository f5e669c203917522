"""Before and after: a hollow mark, a full mark, and the way between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter

from app.ui.kit.charts.chart import (
    CAPTION,
    NUMBER,
    ChartTable,
    dot,
    fill,
    metrics,
    write,
)
from app.ui.kit.charts.labelled import LabelledChart

_AXIS = 26
_GAP = 32
_BESIDE = 48
"""Room for the number at a mark that stands at a hundred."""
_RADIUS = 5
_TICKS = (0, 25, 50, 75, 100)
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class Gain:
    """One question: shares before and after (0 to 1), and all three numbers as they are said."""

    label: str
    before: float
    after: float
    before_said: str
    after_said: str
    gain_said: str

    @property
    def tone(self) -> str:
        """The token of the gain: more were right afterwards, fewer, or as many."""
        if self.after == self.before:
            return "text2"
        return "ok" if self.after > self.before else "bad"


class GainChart(LabelledChart):
    """Questions on one scale from nought to a hundred per cent."""

    head, pitch, air = _AXIS, 34, 10

    def __init__(self) -> None:
        super().__init__()
        self._gains: tuple[Gain, ...] = ()
        self._headers: tuple[str, ...] = ("", "", "", "")
        self._ticks: tuple[str, ...] = tuple(f"{tick}\u202f%" for tick in _TICKS)

    def set_gains(
        self, gains: Sequence[Gain], headers: tuple[str, ...], ticks: Sequence[str] = ()
    ) -> None:
        """Show these questions; headers: question, before, after, gain."""
        self._gains, self._headers = tuple(gains), headers
        self._ticks = tuple(ticks) or self._ticks
        self.renew()

    def table(self) -> ChartTable:
        rows = tuple(
            (gain.label, gain.before_said, gain.after_said, gain.gain_said) for gain in self._gains
        )
        return ChartTable(self._headers, rows)

    def labels(self) -> list[str]:
        return [gain.label for gain in self._gains]

    def boxes(self, width: int) -> list[QRectF]:
        return []

    def paint(self, painter: QPainter, width: int) -> None:
        if not self._gains:
            return
        room = self.label_room(width)
        ends = max(metrics(NUMBER).horizontalAdvance(gain.gain_said) for gain in self._gains)
        scale = QRectF(room + _GAP, _AXIS, max(width - room - _GAP - _BESIDE - ends, 40), 0)
        self._paint_axis(painter, scale, self.height_at(width))
        for gain, line in zip(self._gains, self.write_labels(painter, width), strict=True):
            _paint_gain(painter, gain, scale, line.center().y())
            at = QRectF(width - ends, line.top(), ends, line.height())
            write(painter, gain.gain_said, at, NUMBER, gain.tone, _RIGHT)

    def _paint_axis(self, painter: QPainter, scale: QRectF, height: int) -> None:
        for tick, word in zip(_TICKS, self._ticks, strict=True):
            x = round(scale.left() + scale.width() * tick / 100)
            fill(painter, QRectF(x, _AXIS - 2, 1, height - _AXIS + 2), "line")
            at = QRectF(x - 40, 0, 80, _AXIS - 8)
            write(painter, word, at, (11, 400), "text3", Qt.AlignmentFlag.AlignHCenter)


def _paint_gain(painter: QPainter, gain: Gain, scale: QRectF, middle: float) -> None:
    before = round(scale.left() + scale.width() * gain.before)
    after = round(scale.left() + scale.width() * gain.after)
    low, high = sorted((before, after))
    fill(painter, QRectF(low, middle - 2, high - low, 4), "chart2")
    dot(painter, QPoint(before, round(middle)), _RADIUS, filled=False)
    dot(painter, QPoint(after, round(middle)), _RADIUS, filled=True)
    is_left = gain.before <= gain.after
    for said, at, is_here_left, font, colour in (
        (gain.before_said, before, is_left, CAPTION, "text2"),
        (gain.after_said, after, not is_left, NUMBER, "text"),
    ):
        box = QRectF(at - 60 - _RADIUS - 5, middle - 10, 60, 20)
        if not is_here_left:
            box.moveLeft(at + _RADIUS + 6)
        write(painter, said, box, font, colour, _RIGHT if is_here_left else _LEFT)
