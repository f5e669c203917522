"""The programme of a day on one line: what is over, what is on, what comes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.model import AgendaItem
from app.ui.kit.elide import elided
from app.ui.theme import look

_HEIGHT = 52
_LEAST = 84
_BAR = 4
_GAP = 4


class Timeline(QWidget):
    """One bar for each session, as long as it lasts; the present one is dark and bold."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[AgendaItem] = []
        self._now = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    def set_items(self, items: Sequence[AgendaItem], now: str) -> None:
        """Show these sessions; `now` is the time of day, "HH:MM"."""
        self._items = [item for item in items if item.time_from]
        self._now = now
        said = (f"{item.time_from} {item.title}" for item in self._items)
        self.setAccessibleName("; ".join(said))
        self.setVisible(bool(self._items))
        self.update()

    def present(self) -> int:
        """Which session is on; -1 before the first."""
        started = [at for at, item in enumerate(self._items) if (item.time_from or "") <= self._now]
        return started[-1] if started else -1

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST * 2, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        present = self.present()
        for at, (item, rect) in enumerate(self._shown(), self._first_shown(present)):
            state = "over" if at < present else "on" if at == present else "ahead"
            if state == "on" and item.time_to and item.time_to <= self._now:
                state = "over"
            self._paint_item(painter, rect, item, state)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            # what has no room on the line is read in full under the mouse
            under = (item for item, rect in self._shown() if rect.contains(event.pos()))
            QToolTip.showText(event.globalPos(), next((item.title for item in under), ""), self)
            return True
        return super().event(event)

    def _shown(self) -> list[tuple[AgendaItem, QRect]]:
        first = self._first_shown(self.present())
        items = self._items[first : first + self._room()]
        return list(zip(items, self._rects(items), strict=True))

    def _room(self) -> int:
        return max(1, (self.width() + _GAP) // (_LEAST + _GAP))

    def _first_shown(self, present: int) -> int:
        """Where there is no room for all, the present session stands second."""
        most = max(0, len(self._items) - self._room())
        return min(max(0, present - 1), most)

    def _rects(self, items: Sequence[AgendaItem]) -> list[QRect]:
        lasts = [max(10, _minutes(item)) for item in items]
        least = self._least(items)
        spare = max(0, self.width() - sum(least) - _GAP * (len(items) - 1))
        total = sum(lasts)
        rects, left = [], 0
        for minutes, width in zip(lasts, least, strict=True):
            rect = QRect(left, 0, width + spare * minutes // total, _HEIGHT)
            rects.append(rect)
            left += rect.width() + _GAP
        return rects

    def _least(self, items: Sequence[AgendaItem]) -> list[int]:
        """Room for every title where there is so much, else the same for all."""
        metrics = QFontMetrics(look().font(13, 600))
        titles = [max(_LEAST, metrics.horizontalAdvance(item.title) + 10) for item in items]
        fits = sum(titles) + _GAP * (len(items) - 1) <= self.width()
        return titles if fits else [_LEAST] * len(items)

    def _paint_item(self, painter: QPainter, rect: QRect, item: AgendaItem, state: str) -> None:
        bar = look().colour("line" if state == "ahead" else "accent")
        painter.setOpacity(0.5 if state == "over" else 1.0)
        painter.fillRect(rect.left(), 2, rect.width(), _BAR, bar)
        painter.setOpacity(1.0)
        is_on = state == "on"
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look().font(12, 600 if is_on else 400))
        painter.setPen(look().colour("accent" if is_on else "text2"))
        painter.drawText(QRect(rect.left(), 11, rect.width(), 18), side, item.time_from or "")
        painter.setFont(look().font(13, 600 if is_on else 400))
        painter.setPen(look().colour("text"))
        title = elided(painter.fontMetrics(), item.title, rect.width() - 6)
        painter.drawText(QRect(rect.left(), 29, rect.width(), 20), side, title)


def _minutes(item: AgendaItem) -> int:
    if not item.time_from or not item.time_to:
        return 30
    begins, ends = (int(time[:2]) * 60 + int(time[3:]) for time in (item.time_from, item.time_to))
    return ends - begins
