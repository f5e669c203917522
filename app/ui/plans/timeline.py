"""The measures of a plan in time: bars on one scale, what is reached filled, today a line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from app.model.action_plan import FINISHED
from app.storage.questions.plans import MeasureLine, PlanPage
from app.ui.kit import Cell
from app.ui.kit.wrapped_table import WrapDelegate
from app.ui.theme import look

_ROMAN = ("I", "II", "III", "IV")
_HIGH = 10
_LEAST = 8
_LABEL_GAP = 8


@dataclass(frozen=True)
class Scale:
    """From which day to which the column reaches, and which day is today."""

    first: date
    last: date
    today: date

    def at(self, day: date, room: QRect) -> int:
        """Where a day lies in the column, in its pixels."""
        whole = max(1, (self.last - self.first).days)
        return room.left() + room.width() * (day - self.first).days // whole

    def quarters(self) -> list[tuple[date, str]]:
        """The first days of the quarters, each with its name: «IV 26»."""
        found, at = [], self.first
        while at < self.last:
            found.append((at, f"{_ROMAN[(at.month - 1) // 3]} {at.year % 100:02}"))
            at = _next_quarter(at)
        return found

    @property
    def has_today(self) -> bool:
        """Whether today lies on it."""
        return self.first <= self.today <= self.last


@dataclass(frozen=True)
class Bar:
    """A measure on the scale: from and to, the share that is reached, and its colour."""

    first: date
    last: date
    reached: float
    colour: str
    is_late: bool = False


@dataclass(frozen=True)
class BarCell(Cell):
    """A cell that shows a bar."""

    bar: Bar | None = None


def scale_of(page: PlanPage) -> Scale | None:
    """The scale of a plan's measures, as far as today where one is late.

    Without any day of them it is that of the plan's period; None without that too.
    """
    lines, period = page.measures, (page.plan.period_from, page.plan.period_to)
    days = [
        day for one in lines for day in (one.measure.starts_on, one.measure.deadline) if day
    ] or [day for day in period if day]
    if not days:
        return None
    if page.late:
        days.append(page.today)
    return Scale(_quarter(min(days)), _next_quarter(max(days)), page.today)


def bar_of(line: MeasureLine) -> Bar | None:
    """The bar of a measure; None while it has no deadline."""
    measure = line.measure
    if measure.deadline is None:
        return None
    progress = (line.progress or 0) / 100
    is_done = measure.status == "done"
    colour = "ok" if is_done else "bad" if line.days_late else "accent"
    if measure.status in FINISHED and not is_done:
        colour = "text3"
    first = min(measure.starts_on or measure.deadline, measure.deadline)
    return Bar(first, measure.deadline, 1.0 if is_done else progress, colour, bool(line.days_late))


def _quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _next_quarter(day: date) -> date:
    return _quarter(_quarter(day) + timedelta(days=100))


class TimelineDelegate(WrapDelegate):
    """Paints the bars of the column of time; everything else as in any list."""

    scale: Scale | None = None

    def paint_cell(
        self, painter: QPainter, room: QRect, cell: Cell, align: str, *, chosen: bool
    ) -> None:
        if not isinstance(cell, BarCell):
            super().paint_cell(painter, room, cell, align, chosen=chosen)
            return
        if self.scale is None:
            return
        self._paint_quarters(painter, room)
        if cell.bar is not None:
            self._paint_bar(painter, room, cell.bar)
        else:
            super().paint_cell(painter, room, cell, "left", chosen=chosen)
        if self.scale.has_today:
            at = self.scale.at(self.scale.today, room)
            painter.fillRect(at, room.top(), 1, room.height() + 1, look().colour("text"))

    def _paint_quarters(self, painter: QPainter, room: QRect) -> None:
        if self.scale is None:
            return
        for day, _ in self.scale.quarters()[1:]:
            at = self.scale.at(day, room)
            painter.fillRect(at, room.top(), 1, room.height(), look().colour("line2"))

    def _paint_bar(self, painter: QPainter, room: QRect, bar: Bar) -> None:
        if self.scale is None:
            return
        colour = look().colour(bar.colour)
        left, right = self.scale.at(bar.first, room), self.scale.at(bar.last, room)
        left = min(left, right - _LEAST)
        middle = room.center().y() + 1
        whole = QRectF(left + 0.5, middle - _HIGH / 2 + 0.5, right - left - 1, _HIGH - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(look().colour("surface"))
        painter.drawRoundedRect(whole, 2, 2)
        if bar.reached:
            painter.setBrush(colour)
            reached = QRectF(whole)
            reached.setWidth(max(2.0, whole.width() * min(1.0, bar.reached)))
            painter.drawRoundedRect(reached, 2, 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if bar.is_late:
            painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
            until = min(self.scale.at(self.scale.today, room), room.right())
            painter.drawLine(QPoint(right + 1, middle), QPoint(until, middle))


def paint_head(painter: QPainter, room: QRect, scale: Scale | None) -> None:
    """Paint the names of the quarters that have room, and the dot of today."""
    if scale is None:
        return
    painter.setFont(look().font(11, 600))
    painter.setPen(look().colour("text2"))
    metrics = QFontMetrics(painter.font())
    free = room.left()
    for day, word in scale.quarters():
        at, width = scale.at(day, room), metrics.horizontalAdvance(word)
        if at >= free and at + width <= room.right() + 1:
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(at, room.top(), width + 2, room.height()), side, word)
            free = at + width + _LABEL_GAP
    if scale.has_today:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colour("text"))
        painter.drawEllipse(QPoint(scale.at(scale.today, room), room.bottom() - 2), 3, 3)
