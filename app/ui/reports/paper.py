"""A real preview of one report: the same file that is saved, page by page, in any language."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.reports import takes_reason
from app.reports.layouts import ISSUED
from app.reports.writing import can_be_written
from app.ui.context import Context
from app.ui.kit import Row, Segments, Stack
from app.ui.kit.layout import tab_through
from app.ui.reports.folder_view import FolderView
from app.ui.reports.issuing import IssueBox
from app.ui.reports.pages_pane import PagesPane
from app.ui.reports.printing import print_report, save_report
from app.ui.reports.side import PaperSide
from app.ui.reports.writing_view import WritingView

PAGES, TEXTS, FOLDER = "pages", "texts", "folder"
"""What can stand at the left."""


class PaperView(QWidget):
    """Pages at the left; at the right what stands in them, the language, save and print.

    In place of the pages stand, when asked for, the parts to be written, or the folder of all
    papers.
    """

    reason_needed = Signal()
    """It was to go out and names people, and nobody said why."""

    def __init__(self, context: Context, key: str, *options: QWidget | int) -> None:
        super().__init__()
        self._context = context
        self._key = key
        self._name, self._reason = "", ""
        self._values: Mapping[str, object] | None = None
        self._issued = b""
        self._make_parts()
        self._lay_out(options)
        self._listen()
        self.retranslate()

    def _make_parts(self) -> None:
        self.issuing = IssueBox(self._context, self._key)
        self.pane = PagesPane(self._context, self._key)
        self.pages, self.scroller = self.pane.pages, self.pane.scroller
        self.banner = self.pane.banner
        self.writing = WritingView(self._context, self._key)
        self.folder = FolderView(self._context, self._key)
        self._views: dict[str, QWidget] = {
            PAGES: self.pane,
            TEXTS: self.writing,
            FOLDER: self.folder,
        }
        self.left = QStackedWidget()
        for view in self._views.values():
            self.left.addWidget(view)
        self.views = Segments()

    def _lay_out(self, options: tuple[QWidget | int, ...]) -> None:
        self._options = [one for one in options if isinstance(one, QWidget)]
        self.side = PaperSide(self._context.language, *options, 8, self.issuing)
        self.code, self.save = self.side.code, self.side.save
        self.code.set_value(self._context.language.code)
        left = Stack(Row(self.views, None, margins=(8, 6, 0, 8)), self.left, gap=0)
        left.box.setStretch(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 14, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(self.side)

    def _listen(self) -> None:
        side = self.side
        self.code.chosen.connect(lambda _: self.refresh())
        self.issuing.issued.connect(self._issue)
        self.pane.begun.connect(self._begun)
        self.pane.drawn.connect(self._drawn)
        self.pane.failed.connect(self._failed)
        side.save.clicked.connect(lambda: self.save_it("pdf"))
        side.word.clicked.connect(lambda: self.save_it("docx"))
        side.excel.clicked.connect(lambda: self.save_it("xlsx"))
        side.print.clicked.connect(self.print_it)
        self.views.chosen.connect(self._turn)
        self.writing.shown.connect(self._order)
        self.folder.shown.connect(self._order)

    def retranslate(self) -> None:
        """Say everything in the present language; the paper keeps its own."""
        self.side.retranslate(self._context.language)
        self._offer_views()
        self.writing.retranslate()
        self.issuing.retranslate()
        self.folder.retranslate()
        self.scroller.setAccessibleName(self._context.language.text("Pages of the report"))

    # ---- what stands in place of the pages ----

    @property
    def is_writing(self) -> bool:
        """Whether the parts to be written are shown in place of the pages."""
        return self.left.currentWidget() is self.writing

    def write_it(self, *, is_on: bool = True) -> None:
        """Show the parts that are told in words, or the pages again."""
        self._turn(TEXTS if is_on else PAGES)

    def file_it(self, *, is_on: bool = True) -> None:
        """Show what can be saved into one folder, or the pages again."""
        self._turn(FOLDER if is_on else PAGES)

    def _turn(self, view: str) -> None:
        self.writing.leave()
        self.left.setCurrentWidget(self._views[view])
        self.views.set_value(view)
        self.side.show_ways(is_one=view != FOLDER)
        self.side.state.setText("")
        self.refresh()

    def _offer_views(self) -> None:
        say = self._context.language.text
        offered = [(PAGES, say("Pages")), (TEXTS, say("Texts")), (FOLDER, say("Into a folder"))]
        known = not self._name or can_be_written(self._name)
        self.views.set_options([one for one in offered if known or one[0] != TEXTS])
        shown = next(key for key, view in self._views.items() if self.left.currentWidget() is view)
        self.views.set_value(shown)

    # ---- what is wanted ----

    def want(self, name: str, values: Mapping[str, object], reason: str = "") -> None:
        """Show this report with these parameters; `reason` is why it names people."""
        is_new = name != self._name
        if is_new:
            self.began()
        if (name, values) != (self._name, self._values):
            self._issued = b""
        self._name, self._values, self._reason = name, values, reason
        if self.is_writing and not can_be_written(name):
            self.left.setCurrentWidget(self.pane)
        self._offer_views()
        if is_new:
            self._order()
        self.refresh()

    def _order(self) -> None:
        """Tab goes as the eye does, though some of it was made later than what follows it."""
        tab_through(self.views, self.left, *self._options, self.issuing, self.side.foot)

    def give_reason(self, reason: str) -> None:
        """Why names or small counts are told; nothing is drawn anew for it."""
        self._reason = reason

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
        self.pane.want(self._name, self._code(), self._asked())
        if self.is_writing:
            self.writing.want(self._name, self._code(), self._values)
        elif self.left.currentWidget() is self.folder:
            self.folder.want(self._name, self._code(), self._asked())
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
        self.side.state.setText(self._context.language.text("Drawing…"))

    def _drawn(self, count: int, shown: int) -> None:
        language = self._context.language
        said = language.plural("{n} page", "{n} pages", count)
        if shown < count:
            said = language.text("{n} of {all}", n=shown, all=said)
        self.side.state.setText(said)
        self.side.let_out(is_drawn=True)

    def _failed(self) -> None:
        self.side.state.setText("")
        self.side.let_out(is_drawn=False)

    # ---- doing ----

    def save_it(self, form: str = "pdf") -> None:
        """Ask where the file shall lie and write it there."""
        if self._may_go_out():
            asked, row = self._asked(), self.side.progress
            save_report(self._context, self._name, asked, self._code(), form, self._reason, row)

    def print_it(self) -> None:
        """Send what is shown to a printer."""
        if self._may_go_out():
            code, row = self._code(), self.side.progress
            print_report(self._context, self._name, self._asked(), code, self._reason, row)

    def _may_go_out(self) -> bool:
        """One file at a time, and with a reason where one is needed: else its field says so."""
        if self.side.is_busy:  # the buttons stay, or the keyboard would be nowhere
            return False
        if not self._reason.strip() and takes_reason(self._name, self._values or {}):
            self.reason_needed.emit()
            return False
        return True
