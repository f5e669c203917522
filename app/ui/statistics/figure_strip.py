"""Key figures beside each other: each says what it counts and opens what stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.ui.kit.charts.chart import lines_of, metrics, words_of, write
from app.ui.theme import look

_NUMBER, _WORD, _CHANGE = (26, 600), (13, 400), (12, 400)
_HIGH, _LINE, _SMALL = 34, 17, 16
_MOST_LINES = 3
_LEAST = 96


@dataclass(frozen=True)
class KeyFigure:
    """A figure, what it counts, and how it changed since the period before."""

    key: str
    number: str
    caption: str
    change: str = ""
    warns: bool = False


class _FigureButton(QAbstractButton):
    """One figure; it wraps its words and cuts none."""

    def __init__(self, figure: KeyFigure) -> None:
        super().__init__()
        self.figure = figure
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_figure(figure)

    def show_figure(self, figure: KeyFigure) -> None:
        """Show another figure."""
        self.figure = figure
        said = (figure.number, figure.caption, figure.change)
        self.setAccessibleName(", ".join(filter(None, said)))
        self._take_height()
        self.update()

    def height_at(self, width: int) -> int:
        """How high it is when it is so wide."""
        lines = len(lines_of(self.figure.caption, width, _WORD, _MOST_LINES))
        small = len(lines_of(self.figure.change, width, _CHANGE)) if self.figure.change else 0
        return _HIGH + lines * _LINE + small * _SMALL + 4

    def _take_height(self) -> None:
        self.setFixedHeight(self.height_at(max(self.width(), _LEAST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_height()

    def sizeHint(self) -> QSize:
        wide = metrics(_WORD).horizontalAdvance(self.figure.caption)
        return QSize(max(wide, _LEAST), self.height_at(max(wide, _LEAST)))

    def minimumSizeHint(self) -> QSize:
        words = [metrics(_WORD).horizontalAdvance(word) for word in words_of(self.figure.caption)]
        number = metrics(_NUMBER).horizontalAdvance(self.figure.number)
        return QSize(max(_LEAST, number, *words), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        figure, wide = self.figure, self.width()
        ink = "accent" if self.underMouse() else "text"
        write(painter, figure.number, QRectF(0, 0, wide, _HIGH), _NUMBER, ink)
        top = float(_HIGH)
        for line in lines_of(figure.caption, wide, _WORD, _MOST_LINES):
            write(painter, line, QRectF(0, top, wide, _LINE), _WORD, "text2")
            top += _LINE
        for line in lines_of(figure.change, wide, _CHANGE) if figure.change else ():
            write(painter, line, QRectF(0, top, wide, _SMALL), _CHANGE, "text3")
            top += _SMALL
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look().colour("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)


class FigureStrip(QWidget):
    """The figures in a row of equal widths."""

    opened = Signal(str)
    """The key of the figure that was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._buttons: list[_FigureButton] = []

    def figures(self) -> list[KeyFigure]:
        """What is shown."""
        return [button.figure for button in self._buttons]

    def set_figures(self, figures: Sequence[KeyFigure]) -> None:
        """Show these; always as many and in the same order."""
        if not self._buttons:
            for figure in figures:
                self._add(figure)
        for button, figure in zip(self._buttons, figures, strict=True):
            button.show_figure(figure)

    def _add(self, figure: KeyFigure) -> None:
        button = _FigureButton(figure)
        button.clicked.connect(lambda: self.opened.emit(button.figure.key))
        self._buttons.append(button)
        self._row.addWidget(button, 1, Qt.AlignmentFlag.AlignTop)
