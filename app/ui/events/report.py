"""The report of an event as it will be printed: language, what stands in it, save, print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.errors import AppError
from app.language import LANGUAGES, language, mark
from app.model import Changes
from app.reports.preview import page_pictures
from app.storage import Workspace
from app.ui.context import Context
from app.ui.events.printing import image_of, pdf_of, print_report, save_report
from app.ui.events.tab import EventTab
from app.ui.kit import (
    Banner,
    CheckField,
    ChoiceField,
    Hint,
    Line,
    PlainButton,
    PrimaryButton,
    Scroller,
    Segments,
    SidePanel,
    Stack,
    Text,
)
from app.ui.kit.layout import empty
from app.ui.theme import look

PAGE_WIDTH = 760
"""How wide an upright page is shown at most, in logical pixels."""
WAIT_MS = 150
PAPERS = {
    "event": mark("Event report"),
    "sign-in-sheet": mark("Sign-in sheet"),
    "programme": mark("Programme"),
}
"""Name of a report → its word."""


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
    pdf = pdf_of(workspace, name, language(code), values)
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


class ReportTab(EventTab):
    """A real preview: the same file that is saved, page by page."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._is_stale = True
        self._drawn_width = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._draw)
        self._make_options()
        self._make_pages()
        self._lay_out()
        self._say_the_rest()

    def _make_options(self) -> None:
        self.paper = ChoiceField([(name, "") for name in PAPERS], empty=None)
        self.paper.set_value("event")
        self.code = Segments([(code, code.upper()) for code in LANGUAGES])
        self.code.set_value(self.language.code)
        self.names, self.photos = CheckField(), CheckField()
        self.approval, self.phone = CheckField(), CheckField()
        for field in (self.names, self.photos, self.phone):
            field.set_value(True)
        self.paper.committed.connect(lambda _: self._chosen())
        self.code.chosen.connect(lambda _: self._chosen())
        for field in (self.names, self.photos, self.approval, self.phone):
            field.edited.connect(lambda _: self._chosen())
        self.save = PrimaryButton(icon="download")
        self.print = PlainButton(icon="printer")
        self.save.clicked.connect(self.save_it)
        self.print.clicked.connect(self.print_it)

    def _make_pages(self) -> None:
        self.pages = Pages()
        self.scroller = PageScroller(self.pages)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scroller.resized.connect(self._resized)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.banner = Banner("warn")
        self.banner.hide()
        self._state = Text("", "second")

    def _lay_out(self) -> None:
        self._paper_title, self._code_title = Text("", "label"), Text("", "label")
        self._inside_title = Text("", "label")
        side = SidePanel(290, border=True)
        side.add(16, self._paper_title, self.paper, 8, self._code_title, self.code, 8)
        side.add(self._inside_title, self.names, self.photos, self.approval, self.phone, 8)
        side.add(Line(), 8, self.save, self.print, 4, self._state, None)
        left = Stack(self.banner, self.scroller, gap=0)
        left.box.setStretch(1, 1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 14, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(side)
        self.assemble(body=body)

    # ---- words ----

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.paper.set_options([(name, say(word)) for name, word in PAPERS.items()], None)
        self.paper.set_name(say("Paper"))
        names = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}
        self.code.set_options([(code, names[code]) for code in LANGUAGES])
        self._paper_title.setText(say("Paper"))
        self._code_title.setText(say("Language of the paper"))
        self._inside_title.setText(say("What stands in it"))
        self.names.set_text(say("List of names"))
        self.photos.set_text(say("Photos"))
        self.approval.set_text(say("Block of approval"))
        self.phone.set_text(say("Column for the phone"))
        self.save.setText(say("Save as PDF"))
        self.print.setText(say("Print"))
        self.scroller.setAccessibleName(say("Pages of the report"))
        self._show_options()

    def retranslate(self) -> None:
        self._say_the_rest()
        super().retranslate()

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [Hint("Up Down", say("scroll")), Hint("Tab", say("next field"))]

    # ---- what is wanted ----

    @property
    def name(self) -> str:
        """Which report is shown."""
        return str(self.paper.value() or "event")

    def wanted(self) -> dict[str, object]:
        """The parameters of the shown report."""
        if self.name == "sign-in-sheet":
            return {"event": self.event_id, "phone": self.phone.value()}
        if self.name == "programme":
            return {"event": self.event_id}
        return {
            "event": self.event_id,
            "names": self.names.value(),
            "photos": self.photos.value(),
            "approval": self.approval.value(),
        }

    def _chosen(self) -> None:
        self._show_options()
        self.refresh()

    def _show_options(self) -> None:
        for field in (self.names, self.photos, self.approval):
            field.setVisible(self.name == "event")
        self.phone.setVisible(self.name == "sign-in-sheet")
        self._inside_title.setVisible(self.name != "programme")

    # ---- reading ----

    def began(self) -> None:
        self.pages.show_pages([], 1.0, [])

    def refresh(self) -> None:
        """Draw anew, a moment later: several wishes in a row are one drawing."""
        self._is_stale = True
        if self.event_id and self.isVisible():
            self._state.setText(self.language.text("Drawing…"))
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def first(self) -> QWidget:
        return self.scroller

    def changed(self, changes: Changes) -> None:
        self.refresh()

    def leave(self) -> None:
        self._timer.stop()
        self._is_stale = True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.leave()

    def _width(self) -> int:
        """Pixels across a page: what the room takes, on a sharp screen more."""
        room = max(320, self.scroller.viewport().width() - 64)
        return int(min(room, PAGE_WIDTH) * self.devicePixelRatioF())

    def _resized(self) -> None:
        if self._width() != self._drawn_width:
            self.refresh()

    def _draw(self) -> None:
        self._is_stale = False
        self._drawn_width = self._width()
        self.context.ask(
            draw_preview,
            self.name,
            self.code.value() or self.language.code,
            self.wanted(),
            self._drawn_width,
            on_done=self._show,
            on_error=self._failed,
            key="events.report",
        )

    def _show(self, preview: Preview) -> None:
        self.banner.hide()
        say, count = self.language.text, len(preview.pages)
        names = [say("Page {n} of {all}", n=n, all=count) for n in range(1, count + 1)]
        top = self.scroller.verticalScrollBar().value()
        self.pages.show_pages(preview.pages, self.devicePixelRatioF(), names)
        self.scroller.verticalScrollBar().setValue(top)
        self._state.setText(self.language.plural("{n} page", "{n} pages", count))

    def _failed(self, error: AppError) -> None:
        self._state.setText("")
        self.banner.set_content("", self.language.error(error))
        self.banner.show()

    # ---- doing ----

    def save_it(self) -> None:
        """Ask where the PDF shall lie and write it there."""
        save_report(self.context, self.name, self.wanted(), self.code.value())

    def print_it(self) -> None:
        """Send what is shown to a printer."""
        print_report(self.context, self.name, self.wanted(), self.code.value())
