"""Drawn pages as they will be printed, one below the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.reports import draw, make_in
from app.reports.preview import number_of_pages, page_pictures
from app.reports.remark import Remark
from app.stopping import stopped_by
from app.storage import Workspace
from app.ui.kit import Scroller
from app.ui.kit.layout import let_go
from app.ui.reports.printing import image_of
from app.ui.theme import look

MOST_PAGES = 40
"""So many pages are shown; the file has all of them."""


@dataclass(frozen=True)
class Preview:
    """The first of the drawn pages, how many there are, and what stands on none of them."""

    pages: list[QImage]
    count: int
    remarks: tuple[Remark, ...] = ()


class _Stale(Exception):
    """Nobody wants the drawing any more."""


@dataclass
class Wish:
    """A drawing that was asked for; whoever draws looks now and then whether it still is."""

    is_stale: bool = False

    def look(self) -> None:
        """Ends the drawing when nobody wants it any more."""
        if self.is_stale:
            raise _Stale


def draw_preview(
    workspace: Workspace,
    name: str,
    code: str,
    values: Mapping[str, object],
    width: int,
    wish: Wish,
) -> Preview | None:
    """Gather, draw and turn a report into pictures; None when nobody wants them any more."""
    try:
        with stopped_by(wish.look):
            wish.look()
            document = make_in(code, name, workspace, values)
            pdf = draw(document, "pdf")
            pages = [image_of(picture) for picture in page_pictures(pdf, width, MOST_PAGES)]
    except _Stale:
        return None
    return Preview(pages, number_of_pages(pdf), document.remarks)


class PageView(QWidget):
    """One page on its paper."""

    def __init__(self, page: QImage, scale: float, name: str) -> None:
        super().__init__()
        self.show_page(page, scale, name)

    def show_page(self, page: QImage, scale: float, name: str) -> None:
        """Show this page instead of the former."""
        self._page = page
        page.setDevicePixelRatio(scale)
        size = page.deviceIndependentSize().toSize()
        self.setFixedSize(QSize(size.width() + 2, size.height() + 2))
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(1, 1, self._page)
        painter.setPen(look().colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Pages(QWidget):
    """The pages one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self._views: list[PageView] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 16, 24, 24)
        self._column.setSpacing(16)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_pages(self, pages: list[QImage], scale: float, names: list[str]) -> None:
        """Show these instead of the former, on the same papers as far as there are some."""
        while len(self._views) > len(pages):
            let_go(self._views.pop())
        for at, (page, name) in enumerate(zip(pages, names, strict=True)):
            if at < len(self._views):
                self._views[at].show_page(page, scale, name)
            else:
                self._views.append(PageView(page, scale, name))
                self._column.addWidget(self._views[-1])

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), look().colour("canvas"))

    def count(self) -> int:
        """How many pages are shown."""
        return len(self._views)


class PageScroller(Scroller):
    """Scrolls pages down, and sideways too while a narrower drawing is on its way."""

    resized = Signal()

    def _take_width(self) -> None:
        self.setMinimumWidth(280)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()
