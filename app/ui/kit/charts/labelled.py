"""Charts of lines below each other: a label at the left that wraps, and beside it what is drawn."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.ui.kit.charts.chart import LINE, Chart, label_width, lines_of, write_lines


class LabelledChart(Chart):
    """Each line can be opened; it is as high as its label needs."""

    head = 0
    """The room above the lines."""
    pitch = 28
    """How high a line is at least."""
    air = 8
    """How much higher it is than its words."""

    def labels(self) -> list[str]:
        """The words of the lines, in their order."""
        raise NotImplementedError

    def label_room(self, width: int) -> int:
        """How wide the column of labels is."""
        return label_width(self.labels(), width)

    def boxes(self, width: int) -> list[QRectF]:
        return self.lines(width)

    def lines(self, width: int) -> list[QRectF]:
        """Where the lines stand, over the whole width."""
        room, top, found = self.label_room(width), float(self.head), []
        for label in self.labels():
            high = max(self.pitch, len(lines_of(label, room)) * LINE + self.air)
            found.append(QRectF(0, top, width, high))
            top += high
        return found

    def height_at(self, width: int) -> int:
        lines = self.lines(width)
        return round(lines[-1].bottom()) if lines else 0

    def write_labels(self, painter: QPainter, width: int) -> list[QRectF]:
        """Write the labels; answers where the lines stand."""
        room, lines = self.label_room(width), self.lines(width)
        for label, box in zip(self.labels(), lines, strict=True):
            at = QRectF(0, box.top(), room, box.height())
            write_lines(painter, lines_of(label, room), at)
        return lines
