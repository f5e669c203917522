"""A real preview of one report: the same file that is saved, page by page, in any language."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.errors import AppError
from app.reports import WRITTEN_IN
from app.reports.writing import can_be_written
from app.ui.context import Context
from app.ui.kit import (
    Banner,
    Line,
    PlainButton,
    PrimaryButton,
    Row,
    Segments,
    SidePanel,
    Stack,
    Text,
)
from app.ui.reports.pages_view import Pages, PageScroller, Preview, draw_preview
from app.ui.reports.printing import print_report, save_report
from app.ui.reports.writing_view import WritingView

PAGE_WIDTH = 760
"""How wide an upright page is shown at most, in logical pixels."""
WAIT_MS = 150
_SIDE, _LEAST, _SIDES = 290, 320, 64
_NAMES = {
    "ky": ("КЫ", "Кыргызча"),
    "ru": ("РУ", "Русский"),
    "en": ("EN", "English"),
    "ky+ru": ("КЫ + РУ", "Кыргызча + Русский"),
}
"""Language of the paper → its short and its whole name, each in itself."""


class PaperView(QWidget):
    """Pages at the left; at the right what stands in them, the language, save and print.

    It draws off the window's thread, a moment after the last wish, and only while it is shown.
    """

    def __init__(self, context: Context, key: str, *options: QWidget | int) -> None:
        super().__init__()
        self._context = context
        self._key = key
        self._name = ""
        self._values: Mapping[str, object] | None = None
        self.is_stale = True
        self._drawn_width = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._draw)
        self._make_parts()
        self._lay_out(options)
        self._listen()
        self.retranslate()

    def _make_parts(self) -> None:
        self.code = Segments([(code, _NAMES[code][0]) for code in WRITTEN_IN])
        for segment in self.code.segments():
            segment.setAccessibleName(_NAMES[segment.code][1])
            segment.setToolTip(_NAMES[segment.code][1])
        self.code.set_value(self._context.language.code)
        self.save = PrimaryButton(icon="download")
        self.word, self.excel = PlainButton(), PlainButton()
        self.print = PlainButton(icon="printer")
        self.pages = Pages()
        self.scroller = PageScroller(self.pages)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.write = PlainButton(icon="pencil")
        self.writing = WritingView(self._context, self._key)
        self.left = QStackedWidget()
        self.left.addWidget(self.scroller)
        self.left.addWidget(self.writing)
        self.banner = Banner("warn")
        self.banner.hide()
        self._title, self._state = Text("", "label"), Text("", "second")

    def _lay_out(self, options: tuple[QWidget | int, ...]) -> None:
        side = SidePanel(_SIDE, border=True)
        side.add(16, *options, self._title, self.code, 4, self.write, 4, Line(), 8)
        side.add(self.save, Row(self.word, self.excel), self.print, 4, self._state, None)
        left = Stack(self.banner, self.left, gap=0)
        left.box.setStretch(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 14, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(side)

    def _listen(self) -> None:
        self.code.chosen.connect(lambda _: self.refresh())
        self.scroller.resized.connect(self._resized)
        self.save.clicked.connect(lambda: self.save_it("pdf"))
        self.word.clicked.connect(lambda: self.save_it("docx"))
        self.excel.clicked.connect(lambda: self.save_it("xlsx"))
        self.print.clicked.connect(self.print_it)
        self.write.clicked.connect(self._turn)

    def retranslate(self) -> None:
        """Say everything in the present language; the paper keeps its own."""
        say = self._context.language.text
        self._title.setText(say("Language of the paper"))
        self.write.setText(say("Show the pages") if self.is_writing else say("Write the texts"))
        self.writing.retranslate()
        self.save.setText(say("Save as PDF"))
        self.word.setText("Word")
        self.excel.setText("Excel")
        self.word.setAccessibleName(say("Save as a Word file"))
        self.excel.setAccessibleName(say("Save as an Excel file"))
        self.print.setText(say("Print"))
        self.scroller.setAccessibleName(say("Pages of the report"))

    # ---- writing ----

    @property
    def is_writing(self) -> bool:
        """Whether the parts to be written are shown in place of the pages."""
        return self.left.currentWidget() is self.writing

    def write_it(self, *, is_on: bool = True) -> None:
        """Show the parts that are told in words, or the pages again."""
        self.writing.leave()
        self.left.setCurrentWidget(self.writing if is_on else self.scroller)
        self.retranslate()
        self.refresh()

    def _turn(self) -> None:
        self.write_it(is_on=not self.is_writing)

    # ---- what is wanted ----

    def want(self, name: str, values: Mapping[str, object]) -> None:
        """Show this report with these parameters."""
        if name != self._name:
            self.began()
        self._name, self._values = name, values
        self.write.setVisible(can_be_written(name))
        if self.is_writing and not can_be_written(name):
            self.write_it(is_on=False)
        self.refresh()

    def began(self) -> None:
        """Something else is to be shown: what was drawn goes."""
        self.pages.show_pages([], 1.0, [])

    def refresh(self) -> None:
        """Draw anew, a moment later: several wishes in a row are one drawing."""
        self.is_stale = True
        if self.is_writing and self._values is not None:
            self.writing.want(self._name, self._code(), self._values)
        if self._values is not None and self.isVisible():
            self._state.setText(self._context.language.text("Drawing…"))
            self._timer.start()

    def leave(self) -> None:
        """Draw no more until it is shown again."""
        self.writing.leave()
        self._timer.stop()
        self.is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.is_stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.leave()

    def _code(self) -> str:
        return self.code.value() or self._context.language.code

    # ---- drawing ----

    def _width(self) -> int:
        """Pixels across a page: what the room takes, on a sharp screen more."""
        room = max(_LEAST, self.scroller.viewport().width() - _SIDES)
        return int(min(room, PAGE_WIDTH) * self.devicePixelRatioF())

    def _resized(self) -> None:
        if self._width() != self._drawn_width:
            self.refresh()

    def _draw(self) -> None:
        self.is_stale = False
        self._drawn_width = self._width()
        self._context.ask(
            draw_preview,
            self._name,
            self._code(),
            dict(self._values or {}),
            self._drawn_width,
            on_done=self._show,
            on_error=self._failed,
            key=self._key,
        )

    def _show(self, preview: Preview) -> None:
        self.banner.hide()
        language, count = self._context.language, len(preview.pages)
        names = [language.text("Page {n} of {all}", n=n, all=count) for n in range(1, count + 1)]
        top = self.scroller.verticalScrollBar().value()
        self.pages.show_pages(preview.pages, self.devicePixelRatioF(), names)
        self.scroller.verticalScrollBar().setValue(top)
        self._state.setText(language.plural("{n} page", "{n} pages", count))
        self._let_save(is_drawn=True)

    def _failed(self, error: AppError) -> None:
        self._state.setText("")
        self.began()
        self.banner.set_content("", self._context.language.error(error))
        self.banner.show()
        self._let_save(is_drawn=False)

    def _let_save(self, *, is_drawn: bool) -> None:
        for button in (self.save, self.word, self.excel, self.print):
            button.setEnabled(is_drawn)

    # ---- doing ----

    def save_it(self, form: str = "pdf") -> None:
        """Ask where the file shall lie and write it there."""
        save_report(self._context, self._name, self._values or {}, self.code.value(), form)

    def print_it(self) -> None:
        """Send what is shown to a printer."""
        print_report(self._context, self._name, self._values or {}, self.code.value())
