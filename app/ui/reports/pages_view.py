"""Drawn pages as they will be printed, one below the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.reports.preview import page_pictures
from app.storage import Workspace
from app.ui.kit import Scroller
from app.ui.kit.layout import empty
from app.ui.reports.printing import image_of, pdf_of
from app.ui.theme import look


@dataclass(frozen=True)
class Preview:
    """The drawn pages and what they are of."""

    wanted: tuple[object, ...]
    pages: list[QImage]


def draw_preview(
    workspace: Workspace,
    name: str,
    code: str,
    values: Mapping[str, object],
    width: int,
) -> Preview:
    """Gather, draw and turn a report into pictures."""
    pdf = pdf_of(workspace, name, code, values)
    pages = [image_of(picture) for picture in page_pictures(pdf, width)]
    return Preview((name, code, *values.items()), pages)


class PageView(QWidget):
    """One page on its paper."""

    def __init__(self, page: QImage, scale: float, name: str) -> None:
        super().__init__()
        self._page = page
        page.setDevicePixelRatio(scale)
        size = page.deviceIndependentSize().toSize()
        self._size = QSize(size.width() + 2, size.height() + 2)
        self.setFixedSize(self._size)
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(1, 1, self._page)
        painter.setPen(look().colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Pages(QWidget):
    """The pages one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 16, 24, 24)
        self._column.setSpacing(16)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_pages(self, pages: list[QImage], scale: float, names: list[str]) -> None:
        """Show these instead of the former."""
        empty(self._column)
        for page, name in zip(pages, names, strict=True):
            self._column.addWidget(PageView(page, scale, name))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), look().colour("canvas"))

    def count(self) -> int:
        """How many pages are shown."""
        return self._column.count()


class PageScroller(Scroller):
    """Scrolls pages down, and sideways too while a narrower drawing is on its way."""

    resized = Signal()

    def _take_width(self) -> None:
        self.setMinimumWidth(280)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()
