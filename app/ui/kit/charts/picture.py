"""A chart as a picture to be given away: its title above, what it was counted of below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from app.ui.kit.charts.chart import LINE, Chart, lines_of, write
from app.ui.theme import look

_WIDE = 760
_MARGIN = 16
_TITLE = (14, 600)
_SMALL = (12, 400)
_SCALE = 2
_Line = tuple[str, tuple[int, int], str]


def worded_picture(chart: Chart, title: str, facts: str, foot: Sequence[str]) -> QImage:
    """The chart with a title, a line of facts, and what stands below: why, and the source."""
    head = [(line, _TITLE, "text") for line in lines_of(title, _WIDE, _TITLE)]
    head += _lines(facts, "text2")
    *reasons, source = foot
    below = [line for reason in reasons for line in _lines(reason, "text2")]
    return _compose(head, chart.picture(_WIDE), [*below, *_lines(source, "text3")])


def _lines(text: str, colour: str) -> list[_Line]:
    return [(line, _SMALL, colour) for line in lines_of(text, _WIDE, _SMALL)] if text else []


def _compose(head: Sequence[_Line], drawn: QImage, foot: Sequence[_Line]) -> QImage:
    """Lines above and below a drawn chart, on the ground of the page."""
    tall = drawn.height() // _SCALE
    high = (len(head) + len(foot)) * LINE + tall + 2 * _MARGIN + 16
    image = QImage(QSize(_WIDE + 2 * _MARGIN, high) * _SCALE, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(_SCALE)
    image.fill(look().colour("surface"))
    painter = QPainter(image)
    top = float(_MARGIN)
    for at, part in enumerate((head, foot)):
        for text, font, colour in part:
            box = QRectF(_MARGIN, top, _WIDE, LINE)
            write(painter, text, box, font, colour, Qt.AlignmentFlag.AlignLeft)
            top += LINE
        if not at:
            painter.drawImage(QRectF(_MARGIN, top + 8, _WIDE, tall), drawn)
            top += tall + 16
    painter.end()
    return image
