"""The form on paper: the questionnaire as it will be printed, in a language one chooses."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import AppError
from app.language import LANGUAGES
from app.ui.context import Context
from app.ui.events.printing import print_report, save_report
from app.ui.events.report import PAGE_WIDTH, WAIT_MS, Pages, PageScroller, Preview, draw_preview
from app.ui.kit import (
    Banner,
    Hint,
    Line,
    PlainButton,
    PrimaryButton,
    Segments,
    SidePanel,
    Stack,
    Text,
)
from app.ui.surveys.tab import SurveyTab

QUESTIONNAIRE = "questionnaire"
_NAMES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}
_LEAST, _SIDES = 320, 64


class PaperTab(SurveyTab):
    """A real preview: the same file that is saved, page by page."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._is_stale = True
        self._drawn_width = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._draw)
        self.code = Segments([(code, _NAMES[code]) for code in LANGUAGES])
        self.code.set_value(self.language.code)
        self.save = PrimaryButton(icon="download")
        self.print = PlainButton(icon="printer")
        self.pages = Pages()
        self.scroller = PageScroller(self.pages)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.banner = Banner("warn")
        self._title, self._state = Text("", "label"), Text("", "second")
        self._note = Text("", "second", wrap=True)
        self._lay_out()
        self._listen()
        self._say_words()

    def _lay_out(self) -> None:
        side = SidePanel(290, border=True)
        side.add(16, self._title, self.code, 8, self._note, 8)
        side.add(Line(), 8, self.save, self.print, 4, self._state, None)
        left = Stack(self.banner, self.scroller, gap=0)
        left.box.setStretch(1, 1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(side)
        self.assemble(body=body)
        self.banner.hide()

    def _listen(self) -> None:
        self.code.chosen.connect(lambda _: self.refresh())
        self.scroller.resized.connect(self._resized)
        self.save.clicked.connect(self.save_it)
        self.print.clicked.connect(self.print_it)
        self.on_key("Ctrl+P", self.print_it)

    def _say_words(self) -> None:
        say = self.language.text
        self._title.setText(say("Language of the paper"))
        self._note.setText(
            say(
                "Print it, have it filled by hand, and type it in later: “Fill”, then “From paper”."
            )
        )
        self.save.setText(say("Save as PDF"))
        self.print.setText(say("Print"))
        self.scroller.setAccessibleName(say("Pages of the questionnaire"))

    # ---- what a tab answers ----

    def retranslate(self) -> None:
        self._say_words()
        super().retranslate()

    def hints(self) -> list[Hint]:
        return [Hint("Ctrl P", self.language.text("print"))]

    def began(self) -> None:
        self.pages.show_pages([], 1.0, [])

    def refresh(self) -> None:
        """Draw anew, a moment later: several wishes in a row are one drawing."""
        self._is_stale = True
        if self.survey_id and self.isVisible():
            self._state.setText(self.language.text("Drawing…"))
            self._timer.start()

    def leave(self) -> None:
        self._timer.stop()
        self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.leave()

    # ---- drawing ----

    def wanted(self) -> dict[str, object]:
        """What the paper is of."""
        return {"survey": self.survey_id}

    def _width(self) -> int:
        room = max(_LEAST, self.scroller.viewport().width() - _SIDES)
        return int(min(room, PAGE_WIDTH) * self.devicePixelRatioF())

    def _resized(self) -> None:
        if self._width() != self._drawn_width:
            self.refresh()

    def _draw(self) -> None:
        self._is_stale = False
        self._drawn_width = self._width()
        self.context.ask(
            draw_preview,
            QUESTIONNAIRE,
            self.code.value() or self.language.code,
            self.wanted(),
            self._drawn_width,
            on_done=self._show,
            on_error=self._failed,
            key="surveys.paper",
        )

    def _show(self, preview: Preview) -> None:
        self.banner.hide()
        say, count = self.language.text, len(preview.pages)
        names = [say("Page {n} of {all}", n=n, all=count) for n in range(1, count + 1)]
        self.pages.show_pages(preview.pages, self.devicePixelRatioF(), names)
        self._state.setText(self.language.plural("{n} page", "{n} pages", count))

    def _failed(self, error: AppError) -> None:
        self._state.setText("")
        self.pages.show_pages([], 1.0, [])
        self.banner.set_content("", self.language.error(error))
        self.banner.show()

    # ---- doing ----

    def save_it(self) -> None:
        """Ask where the PDF shall lie and write it there."""
        save_report(self.context, QUESTIONNAIRE, self.wanted(), self.code.value())

    def print_it(self) -> None:
        """Send the questionnaire to a printer."""
        print_report(self.context, QUESTIONNAIRE, self.wanted(), self.code.value())
