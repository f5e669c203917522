"""How numbers spread: standing bars side by side, each over its stretch of the scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from app.ui.kit.charts.chart import CAPTION, NUMBER, Chart, ChartTable, fill, hatch, metrics, write
from app.ui.kit.elide import elided

_TALL = 120
_HEAD = 20
_FOOT = 22
_WIDEST = 84
_SEAM = 2
_HIDDEN = 0.06
_CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True)
class Bin:
    """One stretch of the scale: what it is called, how many fell into it (None: kept back)."""

    label: str
    count: int | None
    number: str


class SpreadChart(Chart):
    """A histogram; every bar bears its number."""

    def __init__(self) -> None:
        super().__init__()
        self._bins: tuple[Bin, ...] = ()
        self._headers: tuple[str, ...] = ("", "")

    def set_bins(self, bins: Sequence[Bin], headers: tuple[str, str]) -> None:
        """Show these stretches from the lowest to the highest."""
        self._bins, self._headers = tuple(bins), headers
        self.renew()

    def table(self) -> ChartTable:
        return ChartTable(self._headers, tuple((each.label, each.number) for each in self._bins))

    def height_at(self, width: int) -> int:
        return _HEAD + _TALL + _FOOT if self._bins else 0

    def boxes(self, width: int) -> list[QRectF]:
        pitch = self._pitch(width)
        high = self.height_at(width)
        return [QRectF(at * pitch, 0, pitch - _SEAM, high) for at in range(len(self._bins))]

    def _pitch(self, width: int) -> float:
        return min(width / max(len(self._bins), 1), _WIDEST)

    def paint(self, painter: QPainter, width: int) -> None:
        if not self._bins:
            return
        pitch = self._pitch(width)
        most = max((each.count or 0 for each in self._bins), default=0) or 1
        floor = float(_HEAD + _TALL)
        for index, each in enumerate(self._bins):
            left = index * pitch
            share = _HIDDEN if each.count is None else each.count / most
            high = max(_TALL * share, 1.0)
            box = QRectF(left, floor - high, max(pitch - _SEAM, 1), high)
            if each.count is None:
                hatch(painter, box)
            else:
                fill(painter, box, "accent" if each.count else "line")
            above = QRectF(left, box.top() - _HEAD, pitch, _HEAD)
            ink = "text3" if each.count is None else "text"
            write(painter, each.number, above, NUMBER, ink, _CENTRE)
            self._write_label(painter, each.label, QRectF(left, floor, pitch, _FOOT))
        fill(painter, QRectF(0, floor, pitch * len(self._bins), 1), "ctrl")

    def _write_label(self, painter: QPainter, label: str, box: QRectF) -> None:
        said = elided(metrics(CAPTION), label, round(box.width()))
        write(painter, said, box, CAPTION, "text2", _CENTRE)
