"""The map of the oblasts on the screen: the same layout, steps and words as on paper."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QToolTip

from app.reports.content import MapChart, MapPlace
from app.reports.map_layout import Label, Layout, Size, lay_out
from app.ui.kit.charts.chart import CAPTION, ENTER, LINE, Chart, ChartTable, fill, metrics, write
from app.ui.kit.charts.likert import ink_on
from app.ui.theme import look

_NAME, _NUMBER = (12, 600), (12, 400)
_SHAPE, _LOWEST, _HIGHEST = 0.42, 170, 220
"""How high the map is of its width, and within which bounds."""
_LEGEND, _SWATCH, _GAP = 22, 14, 5
_NEAR = 9
"""How near to the point of a city is at it."""
_HALF = 8
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_TURN = 2.0
"""How much farther a place that lies aside seems than one straight ahead."""


class OblastMap(Chart):
    """Arrows walk from oblast to oblast as they lie; the hovered and the marked have an outline."""

    narrowed = Signal(int)
    """Shift Enter, or a press with Shift: all is to be of this place only."""

    def __init__(self) -> None:
        super().__init__()
        self._chart = MapChart((), (), ("", ""))
        self._over: int | None = None
        self._layout: tuple[int, Layout] | None = None

    def set_map(self, chart: MapChart) -> None:
        """Show this map."""
        self._chart = chart
        self._layout = None
        self.renew()
        values = [place.value or 0 for place in self.places]
        self.start_at(values.index(max(values)) if values else 0)

    @property
    def places(self) -> tuple[MapPlace, ...]:
        """What is shown, in the order of `opened`."""
        return self._chart.places

    def table(self) -> ChartTable:
        rows = tuple((place.name, place.text) for place in self.places)
        return ChartTable(self._chart.headers, rows)

    # ---- where things are ----

    def height_at(self, width: int) -> int:
        return self._map_height(width) + LINE // 2 + _LEGEND * len(self._legend_lines(width))

    def _map_height(self, width: int) -> int:
        return round(min(max(width * _SHAPE, _LOWEST), _HIGHEST))

    def layout_at(self, width: int) -> Layout:
        """Where everything stands at a width."""
        if self._layout is None or self._layout[0] != width:
            stacked = {place.code: self._stacked(place) for place in self.places if place.text}
            lined = {place.code: self._lined(place) for place in self.places if place.text}
            self._layout = (width, lay_out(width, self._map_height(width), stacked, lined))
        return self._layout[1]

    def _stacked(self, place: MapPlace) -> Size:
        widths = (
            metrics(_NAME).horizontalAdvance(place.label),
            metrics(_NUMBER).horizontalAdvance(place.text),
        )
        return float(max(widths)), 2.0 * LINE

    def _lined(self, place: MapPlace) -> Size:
        name = metrics(_NAME).horizontalAdvance(place.label)
        number = metrics(_NUMBER).horizontalAdvance(place.text)
        return float(name + _GAP + number), float(LINE)

    def boxes(self, width: int) -> list[QRectF]:
        layout = self.layout_at(width)
        return [self._box(layout, place.code) for place in self.places]

    def _box(self, layout: Layout, code: str) -> QRectF:
        label = layout.labels.get(code)
        if label is not None:
            box = label.box
            return QRectF(box.left, box.top, box.width, box.height)
        x, y = layout.middles[code]
        return QRectF(x - _HALF, y - _HALF, 2 * _HALF, 2 * _HALF)

    def place_of(self, point: QPointF) -> int | None:
        at = super().place_of(point)
        if at is not None or not self._is_openable:
            return at
        layout = self.layout_at(self.width())
        for at, place in enumerate(self.places):
            city = layout.cities.get(place.code)
            if city is not None and math.dist(city, (point.x(), point.y())) < _NEAR:
                return at
        return next(
            (
                at
                for at, place in enumerate(self.places)
                if _outline(layout, place.code).contains(point)
            ),
            None,
        )

    def neighbour(self, key: Qt.Key) -> int | None:
        way = _WAYS.get(key)
        if way is None:
            return None
        layout = self.layout_at(self.width())
        here = layout.middles[self.places[self.place].code]

        def far(at: int) -> float:
            x, y = layout.middles[self.places[at].code]
            ahead = (x - here[0]) * way[0] + (y - here[1]) * way[1]
            aside = abs((x - here[0]) * way[1]) + abs((y - here[1]) * way[0])
            return ahead + _TURN * aside if ahead > 1 else math.inf

        best = min(range(len(self.places)), key=far, default=self.place)
        return best if math.isfinite(far(best)) else self.place

    # ---- drawing ----

    def paint(self, painter: QPainter, width: int) -> None:
        layout = self.layout_at(width)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in self.places:
            self._paint_shape(painter, layout, place)
        if self._over is not None and self._over < len(self.places):
            self._paint_outline(painter, layout, self.places[self._over].code)
        for place in self.places:
            self._paint_city(painter, layout, place.code)
            label = layout.labels.get(place.code)
            if label is not None:
                self._paint_label(painter, place, label)
        self._paint_legend(painter, width)

    def paint_place(self, painter: QPainter, box: QRectF) -> None:
        layout, place = self.layout_at(self.width()), self.places[self.place]
        self._paint_outline(painter, layout, place.code)
        label = layout.labels.get(place.code)
        if label is not None:
            self._paint_label(painter, place, label)
            if not label.is_inside:
                super().paint_place(painter, box.adjusted(-4, -2, 4, 2))

    def _paint_shape(self, painter: QPainter, layout: Layout, place: MapPlace) -> None:
        if place.code not in layout.rings:
            return
        is_told = place.step is not None
        painter.setPen(QPen(look().colour("surface" if is_told else "ctrl"), 1))
        painter.setBrush(look().colour(self._ground(place)))
        painter.drawPath(_outline(layout, place.code))

    def _ground(self, place: MapPlace) -> str:
        if place.step is None:
            return "canvas"
        return f"map{self._chart.tone(place.step) + 1}"

    def _paint_outline(self, painter: QPainter, layout: Layout, code: str) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, wide in (("surface", 5), ("text", 2)):
            pen = QPen(look().colour(colour), wide)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            if code in layout.cities:
                x, y = layout.cities[code]
                painter.drawEllipse(QPointF(x, y), _HALF, _HALF)
            else:
                painter.drawPath(_outline(layout, code))

    def _paint_city(self, painter: QPainter, layout: Layout, code: str) -> None:
        if code in layout.cities:
            x, y = layout.cities[code]
            painter.setPen(QPen(look().colour("surface"), 1))
            painter.setBrush(look().colour("text"))
            painter.drawEllipse(QPointF(x, y), 3, 3)

    def _paint_label(self, painter: QPainter, place: MapPlace, label: Label) -> None:
        box = label.box
        rect = QRectF(box.left, box.top, box.width, LINE)
        if label.is_inside:
            ink = "text" if place.step is None else ink_on(look().colour(self._ground(place)))
            write(painter, place.label, rect, _NAME, ink, _CENTRE)
            rect.translate(0, LINE)
            write(painter, place.text, rect, _NUMBER, ink, _CENTRE)
            return
        if label.leads is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look().colour("text2"), 1))
            painter.drawLine(QPointF(*label.leads[0]), QPointF(*label.leads[1]))
        write(painter, place.label, rect, _NAME)
        rect.translate(metrics(_NAME).horizontalAdvance(place.label) + _GAP, 0)
        write(painter, place.text, rect, _NUMBER)

    # ---- the legend ----

    def _legend_lines(self, width: int) -> list[list[int]]:
        """Which steps stand on which line of the legend."""
        lines: list[list[int]] = []
        used = width
        for step, word in enumerate(self._chart.legend):
            wide = _SWATCH + 6 + metrics(CAPTION).horizontalAdvance(word) + 16
            if used + wide > width:
                lines.append([])
                used = 0
            lines[-1].append(step)
            used += wide
        return lines

    def _paint_legend(self, painter: QPainter, width: int) -> None:
        top = float(self._map_height(width) + LINE // 2)
        for line in self._legend_lines(width):
            x = 0.0
            for step in line:
                word = self._chart.legend[step]
                box = QRectF(x, top + (_LEGEND - _SWATCH) // 2, _SWATCH, _SWATCH - 3)
                fill(painter, box, "ctrl")
                fill(painter, box.adjusted(1, 1, -1, -1), f"map{self._chart.tone(step) + 1}")
                wide = metrics(CAPTION).horizontalAdvance(word)
                at = QRectF(x + _SWATCH + 6, top - 1, wide, _LEGEND)
                write(painter, word, at, CAPTION, "text2")
                x += _SWATCH + 6 + wide + 16
            top += _LEGEND

    # ---- keys and the mouse ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_openable and Qt.Key(event.key()) in ENTER and _with_shift(event):
            self.narrowed.emit(self.place)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.place_of(event.position()) if _with_shift(event) else None
        if place is None:
            super().mouseReleaseEvent(event)
        else:
            self.narrowed.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.place_of(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def _hover(self, place: int | None) -> None:
        if place != self._over:
            self._over = place
            self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_of(QPointF(event.pos()))
            if place is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.box_words(place), self)
            return True
        return super().event(event)


def _with_shift(event: QKeyEvent | QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


def _outline(layout: Layout, code: str) -> QPainterPath:
    path = QPainterPath()
    for ring in layout.rings.get(code, ()):
        path.moveTo(*ring[0])
        for point in ring[1:]:
            path.lineTo(*point)
        path.closeSubpath()
    return path
