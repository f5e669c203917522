"""The pages of one report as they will be printed, drawn anew whenever something is wanted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from app.errors import AppError
from app.ui.context import Context
from app.ui.kit import Banner, Stack
from app.ui.reports.pages_view import Pages, PageScroller, Preview, Wish, draw_preview

PAGE_WIDTH = 760
"""How wide an upright page is shown at most, in logical pixels."""
WAIT_MS = 150
_LEAST, _SIDES = 220, 64


class PagesPane(Stack):
    """Draws off the window's thread, a moment after the last wish, and only while it is shown."""

    begun = Signal()
    drawn = Signal(int, int)
    """So many pages there are, and so many of them are shown."""
    failed = Signal()
    """There is nothing to show; the banner says why."""

    def __init__(self, context: Context, key: str) -> None:
        super().__init__(gap=0)
        self._context = context
        self._key = key
        self._wanted: tuple[str, str, Mapping[str, object]] | None = None
        self.is_stale = True
        self._wish = Wish()
        self._drawn_width = 0
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(WAIT_MS)
        self.timer.timeout.connect(self._draw)
        self.pages = Pages()
        self.scroller = PageScroller(self.pages)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.scroller.resized.connect(self._resized)
        self.banner = Banner("warn")
        self.banner.hide()
        self.box.addWidget(self.banner)
        self.box.addWidget(self.scroller, 1)

    def want(self, name: str, code: str, values: Mapping[str, object]) -> None:
        """Show this report with these parameters, in one of the languages of papers."""
        if self._wanted is None or self._wanted[0] != name:
            self.empty()
        self._wanted = name, code, values
        self.refresh()

    def empty(self) -> None:
        """Something else is to be shown: what was drawn, and what was said of it, goes."""
        self.banner.hide()
        self.pages.show_pages([], 1.0, [])

    def refresh(self) -> None:
        """Draw anew, a moment later: several wishes in a row are one drawing."""
        self.is_stale = self._wish.is_stale = True
        if self._wanted is not None and self.isVisible():
            self.begun.emit()
            self.timer.start()

    def leave(self) -> None:
        """Draw no more until it is shown again."""
        self.timer.stop()
        self.is_stale = self._wish.is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.is_stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.leave()

    def _width(self) -> int:
        """Pixels across a page: what the room takes beside a bar, on a sharp screen more.

        Whether the bar is there already is all one, or its coming would have all drawn again.
        """
        bar = self.scroller.verticalScrollBar().sizeHint().width()
        room = max(_LEAST, self.scroller.maximumViewportSize().width() - bar - _SIDES)
        return int(min(room, PAGE_WIDTH) * self.devicePixelRatioF())

    def _resized(self) -> None:
        if self._width() != self._drawn_width:
            self.refresh()

    def _draw(self) -> None:
        if self._wanted is None:
            return
        name, code, values = self._wanted
        self.is_stale = False
        self._drawn_width = self._width()
        self._wish = Wish()
        self._context.ask(
            draw_preview,
            name,
            code,
            dict(values),
            self._drawn_width,
            self._wish,
            on_done=self._show,
            on_error=self._fail,
            key=self._key,
        )

    def _show(self, preview: Preview | None) -> None:
        if preview is None:
            return  # another wish came in between, and is on its way
        language, shown, count = self._context.language, len(preview.pages), preview.count
        self.banner.set_content("", "\n".join(language.error(one) for one in preview.remarks))
        self.banner.setVisible(bool(preview.remarks))
        names = [language.text("Page {n} of {all}", n=n, all=count) for n in range(1, shown + 1)]
        top = self.scroller.verticalScrollBar().value()
        self.pages.show_pages(preview.pages, self.devicePixelRatioF(), names)
        self.scroller.verticalScrollBar().setValue(top)
        self.drawn.emit(count, shown)

    def _fail(self, error: AppError) -> None:
        self.empty()
        self.banner.set_content("", self._context.language.error(error))
        self.banner.show()
        self.failed.emit()
