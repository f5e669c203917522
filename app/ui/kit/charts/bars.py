"""Lying bars: how often each answer was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

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

_BAR = 18
_GAP = 12
_HIDDEN = 0.04
_TICK = 16


@dataclass(frozen=True)
class Bar:
    """One answer: its words, how long its bar is (0 to 1), and its number as it is said."""

    label: str
    length: float
    number: str
    note: str = ""
    is_hidden: bool = False
    """Whether the number is kept back: then the bar is a hatched stub that tells nothing."""
    is_unknown: bool = False
    """Whether the bar is of those of whom it is not known: it is hatched to its full length."""
    is_right: bool | None = None
    """For a question that is marked: whether this is a right answer."""
    right_word: str = ""
    """What the tick of a right answer is called where it cannot be seen."""

    @property
    def said(self) -> str:
        """The words of the answer, with the tick in words."""
        is_ticked = bool(self.is_right and self.right_word)
        return f"{self.label} ({self.right_word})" if is_ticked else self.label


class BarChart(LabelledChart):
    """Bars of one colour; the right answer of a marked question has a tick and the strong one."""

    def __init__(self, headers: tuple[str, ...] = ("", "", "")) -> None:
        super().__init__()
        self._headers = headers
        self._bars: tuple[Bar, ...] = ()

    def set_bars(self, bars: Sequence[Bar], headers: tuple[str, ...] | None = None) -> None:
        """Show these bars."""
        self._bars = tuple(bars)
        self._headers = headers or self._headers
        self.renew()

    def table(self) -> ChartTable:
        rows = tuple((bar.said, bar.number, bar.note) for bar in self._bars)
        return ChartTable(self._headers, rows)

    def labels(self) -> list[str]:
        return [bar.label for bar in self._bars]

    def paint(self, painter: QPainter, width: int) -> None:
        room = self.label_room(width)
        numbers = max(
            (metrics(NUMBER).horizontalAdvance(_said(bar)) for bar in self._bars), default=0
        )
        ticks = _TICK + 4 if any(bar.is_right for bar in self._bars) else 0
        full = max(width - room - numbers - 2 * _GAP - ticks, 20)
        for bar, line in zip(self._bars, self.write_labels(painter, width), strict=True):
            long = full * (_HIDDEN if bar.is_hidden else bar.length)
            box = QRectF(room + _GAP, line.center().y() - _BAR / 2, max(long, 1), _BAR)
            if bar.is_hidden or bar.is_unknown:
                hatch(painter, box)
            else:
                fill(painter, box, "chart2" if bar.is_right is False else "accent")
            at = QRectF(box.right() + 8, line.top(), numbers, line.height())
            if bar.is_right:
                at.translate(_TICK + 4, 0)
                drawn = pixmap("check", _TICK, "ok", painter.device().devicePixelRatio())
                middle = line.center().y()
                painter.drawPixmap(round(box.right()) + 6, round(middle - _TICK / 2), drawn)
            write(painter, _said(bar), at, NUMBER, "text3" if bar.is_hidden else "text")


def _said(bar: Bar) -> str:
    return f"{bar.number} · {bar.note}" if bar.note else bar.number
