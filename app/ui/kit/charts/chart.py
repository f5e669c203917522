"""What all charts share: height by width, wrapped labels, a table of what is drawn, a picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QBrush,
    QFocusEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit.elide import elided
from app.ui.theme import look

LABEL = (13, 400)
NUMBER = (12, 600)
CAPTION = (12, 400)
LINE = 17
"""The height of a line of a label."""
_MOST_LINES = 8
_PICTURE_SCALE = 2
_SHARE = 0.4
_HINT = 480
_LEAST = 280


@dataclass(frozen=True)
class ChartTable:
    """What a chart shows, in words: for a screen reader, for copying, for a look at the numbers."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_text(self) -> str:
        """Lines of cells with tabs between, as spreadsheets take them."""
        return "\n".join("\t".join(row) for row in (self.headers, *self.rows))


_BREAKS = re.compile(r"[ \t\r\n]+")
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
}
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class Chart(QWidget):
    """A painted chart. Its numbers are worded outside; it only knows how long things are."""

    opened = Signal(int)
    """A part of an openable chart was pressed: its place in the order of `boxes`."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._is_openable = False
        self._at = 0

    def table(self) -> ChartTable:
        """What is drawn, as words in rows."""
        raise NotImplementedError

    def height_at(self, width: int) -> int:
        """How high the chart is when it is so wide."""
        raise NotImplementedError

    def paint(self, painter: QPainter, width: int) -> None:
        """Draw everything into this width."""
        raise NotImplementedError

    def boxes(self, width: int) -> list[QRectF]:
        """Where the parts one can open stand, in order; none where there is nothing to open."""
        raise NotImplementedError

    def box_words(self, at: int) -> str:
        """One part in words, for a screen reader."""
        return ", ".join(filter(None, self.table().rows[at]))

    def set_openable(self, openable: bool) -> None:
        """Let each part be walked to by arrows and opened by Enter or a press."""
        self._is_openable = openable
        policy = Qt.FocusPolicy.StrongFocus if openable else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        self.setMouseTracking(openable)

    def picture(self, width: int = 0) -> QImage:
        """The chart as a picture on the ground of the page, sharp enough to be printed."""
        wide = width or max(self.width(), _LEAST)
        size = QSize(wide, self.height_at(wide)) * _PICTURE_SCALE
        image = QImage(size, QImage.Format.Format_ARGB32)
        image.setDevicePixelRatio(_PICTURE_SCALE)
        image.fill(look().colour("surface"))
        painter = QPainter(image)
        self.paint(painter, wide)
        painter.end()
        return image

    def renew(self) -> None:
        """After other content: take the height it needs, say it to the screen reader, repaint."""
        table = self.table()
        self._at = 0
        said = [", ".join(filter(None, row)) for row in table.rows]
        self.setAccessibleName("; ".join(said)[:2000])
        self._take_height()
        self.update()

    def _take_height(self) -> None:
        height = self.height_at(max(self.width(), _LEAST))
        if height != self.maximumHeight():
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(_HINT, self.height_at(max(self.width(), _LEAST)))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self.height_at(max(self.width(), _LEAST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint(painter, self.width())
        boxes = self.boxes(self.width()) if self.hasFocus() else []
        if self._at < len(boxes):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_place(painter, boxes[self._at])

    def paint_place(self, painter: QPainter, box: QRectF) -> None:
        """Draw a frame around the part the keyboard is at."""
        painter.setPen(QPen(look().colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)

    @property
    def place(self) -> int:
        """The part the keyboard is at, in the order of `boxes`."""
        return self._at

    def start_at(self, place: int) -> None:
        """Let the keyboard begin at another part than the first."""
        self._at = place

    def neighbour(self, key: Qt.Key) -> int | None:
        """The part an arrow leads to; None for a key that leads nowhere."""
        step = _STEPS.get(key)
        last = len(self.boxes(self.width())) - 1
        return None if step is None else min(max(self._at + step, 0), last)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        boxes = self.boxes(self.width()) if self._is_openable else []
        place = self.neighbour(Qt.Key(event.key())) if boxes else None
        if place is not None:
            self._at = place
            self._tell_place()
        elif self._at < len(boxes) and Qt.Key(event.key()) in ENTER:
            self.opened.emit(self._at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell_place()

    def _tell_place(self) -> None:
        if self._at < len(self.boxes(self.width())):
            self.setAccessibleDescription(self.box_words(self._at))
            changed = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(changed)
        self.update()

    def place_of(self, point: QPointF) -> int | None:
        """The part under a point."""
        boxes = self.boxes(self.width()) if self._is_openable else []
        return next((at for at, box in enumerate(boxes) if box.contains(point)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        is_over = self.place_of(event.position()) is not None
        shape = Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.place_of(event.position())
        if place is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self._at = place
        self.opened.emit(place)


def metrics(font: tuple[int, int]) -> QFontMetrics:
    """The measures of one of the house's fonts."""
    return QFontMetrics(look().font(*font))


def label_width(labels: Sequence[str], width: int) -> int:
    """The width of a column of labels: what they need, at most two fifths of the chart."""
    measure = metrics(LABEL)
    widest = max((measure.horizontalAdvance(label) for label in labels), default=0)
    return min(widest, round(width * _SHARE)) + 1


def words_of(text: str) -> list[str]:
    """What may stand on lines of their own; a number and its unit stay together."""
    return [word for word in _BREAKS.split(text) if word]


def lines_of(
    text: str, width: int, font: tuple[int, int] = LABEL, most: int = _MOST_LINES
) -> list[str]:
    """A text in lines of at most this width; what does not fit into `most` is cut with «…»."""
    measure = metrics(font)
    lines: list[str] = []
    line = ""
    for word in words_of(text):
        longer = f"{line} {word}" if line else word
        if line and measure.horizontalAdvance(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [elided(measure, each, width) for each in lines]


def write(
    painter: QPainter,
    text: str,
    box: QRectF,
    font: tuple[int, int] = LABEL,
    colour: str = "text",
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Write one line in the middle of a box's height."""
    painter.setFont(look().font(*font))
    painter.setPen(look().colour(colour))
    flags = align | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, int(flags) | Qt.TextFlag.TextDontClip, text)


def write_lines(painter: QPainter, lines: Sequence[str], box: QRectF, colour: str = "text") -> None:
    """Write lines of a label, together in the middle of a box's height."""
    top = box.center().y() - len(lines) * LINE / 2
    for index, line in enumerate(lines):
        write(
            painter, line, QRectF(box.left(), top + index * LINE, box.width(), LINE), LABEL, colour
        )


def fill(painter: QPainter, box: QRectF, colour: str) -> None:
    """Fill a box without soft edges: they would leave seams on a screen of 125 %."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(box, look().colour(colour))


def hatch(painter: QPainter, box: QRectF) -> None:
    """A hatched box: what is not known, or is not shown."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(look().colour("unknown"))
    painter.setBrush(QBrush(look().colour("unknown"), Qt.BrushStyle.BDiagPattern))
    painter.drawRect(box.adjusted(0, 0, -1, -1))


def dot(painter: QPainter, centre: QPoint, radius: int, *, filled: bool) -> None:
    """A round mark on a line, full or hollow."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = painter.pen()
    pen.setColor(look().colour("accent"))
    pen.setWidth(2)
    painter.setPen(pen)
    painter.setBrush(look().colour("accent" if filled else "surface"))
    painter.drawEllipse(centre, radius, radius)
