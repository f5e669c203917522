"""A real preview of one report: the same file that is saved, page by page, in any language."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.reports import WRITTEN_IN
from app.reports.layouts import ISSUED
from app.reports.writing import can_be_written
from app.ui.context import Context
from app.ui.kit import (
    Line,
    PlainButton,
    PrimaryButton,
    Row,
    Segments,
    SidePanel,
    Text,
)
from app.ui.reports.issuing import IssueBox
from app.ui.reports.pages_pane import PagesPane
from app.ui.reports.printing import print_report, save_report
from app.ui.reports.writing_view import WritingView

_SIDE = 290
_NAMES = {
    "ky": ("КЫ", "Кыргызча"),
    "ru": ("РУ", "Русский"),
    "en": ("EN", "English"),
    "ky+ru": ("КЫ + РУ", "Кыргызча + Русский"),
}
"""Language of the paper → its short and its whole name, each in itself."""


class PaperView(QWidget):
    """Pages at the left; at the right what stands in them, the language, save and print."""

    def __init__(self, context: Context, key: str, *options: QWidget | int) -> None:
        super().__init__()
        self._context = context
        self._key = key
        self._name = ""
        self._values: Mapping[str, object] | None = None
        self._issued = b""
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
        self.issuing = IssueBox(self._context, self._key)
        self.pane = PagesPane(self._context, self._key)
        self.pages, self.scroller = self.pane.pages, self.pane.scroller
        self.banner = self.pane.banner
        self.write = PlainButton(icon="pencil")
        self.writing = WritingView(self._context, self._key)
        self.left = QStackedWidget()
        self.left.addWidget(self.pane)
        self.left.addWidget(self.writing)
        self._title, self._state = Text("", "label"), Text("", "second")

    def _lay_out(self, options: tuple[QWidget | int, ...]) -> None:
        side = SidePanel(_SIDE, border=True)
        side.add(16, *options, self._title, self.code, 4, self.write, 4, Line(), 8)
        side.add(
            self.save, Row(self.word, self.excel), self.print, 4, self._state, self.issuing, None
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 14, 0)
        row.setSpacing(0)
        row.addWidget(self.left, 1)
        row.addWidget(side)

    def _listen(self) -> None:
        self.code.chosen.connect(lambda _: self.refresh())
        self.issuing.issued.connect(self._issue)
        self.pane.begun.connect(self._begun)
        self.pane.drawn.connect(self._drawn)
        self.pane.failed.connect(self._failed)
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
        self.issuing.retranslate()
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
        self.left.setCurrentWidget(self.writing if is_on else self.pane)
        self.retranslate()
        self.refresh()

    def _turn(self) -> None:
        self.write_it(is_on=not self.is_writing)

    # ---- what is wanted ----

    def want(self, name: str, values: Mapping[str, object]) -> None:
        """Show this report with these parameters."""
        if name != self._name:
            self.began()
        if (name, values) != (self._name, self._values):
            self._issued = b""
        self._name, self._values = name, values
        self.write.setVisible(can_be_written(name))
        if self.is_writing and not can_be_written(name):
            self.write_it(is_on=False)
        self.refresh()

    def began(self) -> None:
        """Something else is to be shown: what was drawn goes."""
        self.pane.empty()

    @property
    def is_stale(self) -> bool:
        """Whether what is shown is not yet what is wanted."""
        return self.pane.is_stale

    def refresh(self) -> None:
        """Draw anew, a moment later: several wishes in a row are one drawing."""
        if self._values is None:
            return
        if self.is_writing:
            self.writing.want(self._name, self._code(), self._values)
        self.pane.want(self._name, self._code(), self._asked())
        self.issuing.want(self._name, self._code(), self._asked())

    def leave(self) -> None:
        """Draw no more until it is shown again."""
        self.writing.leave()
        self.pane.leave()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.leave()

    def _issue(self, issued: bytes) -> None:
        self._issued = issued
        self.refresh()

    def _asked(self) -> dict[str, object]:
        """What the paper is made with: as wanted, with its number if it has got one."""
        given = {ISSUED: self._issued} if self._issued else {}
        return {**(self._values or {}), **given}

    def _code(self) -> str:
        return self.code.value() or self._context.language.code

    # ---- drawing ----

    def _begun(self) -> None:
        self._state.setText(self._context.language.text("Drawing…"))

    def _drawn(self, count: int) -> None:
        self._state.setText(self._context.language.plural("{n} page", "{n} pages", count))
        self._let_save(is_drawn=True)

    def _failed(self) -> None:
        self._state.setText("")
        self._let_save(is_drawn=False)

    def _let_save(self, *, is_drawn: bool) -> None:
        for button in (self.save, self.word, self.excel, self.print):
            button.setEnabled(is_drawn)

    # ---- doing ----

    def save_it(self, form: str = "pdf") -> None:
        """Ask where the file shall lie and write it there."""
        save_report(self._context, self._name, self._asked(), self.code.value(), form)

    def print_it(self) -> None:
        """Send what is shown to a printer."""
        print_report(self._context, self._name, self._asked(), self.code.value())
