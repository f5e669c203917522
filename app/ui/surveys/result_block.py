"""One block of results: what was asked, of how many answers, a chart or a table, and copies."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QSizePolicy

from app.language import Language
from app.reports.survey_blocks import STEPS, WORDS, Block
from app.reports.words import marked_words
from app.storage.questions.results import SaidText
from app.ui.icons import icon
from app.ui.kit import IconButton, LinkButton, Row, Stack, Text
from app.ui.kit.charts import Chart, RowsChart
from app.ui.kit.layout import empty
from app.ui.surveys.result_charts import as_text, chart_of, picture_of, show_in, table_of
from app.ui.surveys.result_words import ResultWords

_HEAD = 32
_EXAMPLES = 3
_LONGEST = 160


class ResultBlock(Stack):
    """Shows one block; its chart can be walked by arrows, each part opens its filled forms."""

    opened = Signal(object, str)
    """`Said` and the words of a part of the chart."""
    read_asked = Signal(str, str)
    """The path and the words of a question answered in one's own words."""
    copied = Signal(str)
    """What was copied, in words."""

    def __init__(self, block: Block, language: Language, source: Callable[[], str]) -> None:
        super().__init__(gap=6)
        self.block, self._language, self._source = block, language, source
        self._is_table = False
        self.chart: Chart | None = chart_of(block)
        self.table: RowsChart | None = None
        self._examples = Stack(gap=6)
        self._lay_out()
        self.set_block(block, language)

    def _lay_out(self) -> None:
        self.title = Text("", "subsection", wrap=True)
        self.n = Text("", "caption")
        self.caption = Text("", "caption", wrap=True)
        self.small = Text("", "caption", wrap=True)
        self.more = LinkButton()
        self.more.clicked.connect(self._read)
        self.copy = IconButton("copy")
        self.menu = QMenu(self)
        self.copy.clicked.connect(self._offer_copies)
        head = Row(self.title, self.n, self.copy)
        head.box.setStretch(0, 1)
        head.setMinimumHeight(_HEAD)
        self.add(head, self.caption)
        if self.chart is not None:
            self.chart.set_openable(True)
            self.chart.opened.connect(self._open)
            self.add(self.chart)
        self._below = Row(self.more, None)
        self.add(self._examples, self._below, self.small)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        copy = QShortcut(QKeySequence("Ctrl+C"), self)
        copy.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy.activated.connect(self.copy_table)

    # ---- showing ----

    def set_block(self, block: Block, language: Language) -> None:
        """Show other counts of the same questions."""
        self.block, self._language = block, language
        words, say = ResultWords(language), language.text
        title = words.title(block)
        self.title.setText(title)
        self.n.setText(words.n(block))
        self._set(self.caption, words.caption(block))
        nobody = "" if block.n else say("Nobody answered this")
        self._set(self.small, marked_words(language) if block.has_small else nobody)
        self.copy.set_name(say("Copy: {title}", title=title))
        self.copy.setVisible(block.kind != WORDS and bool(block.n))
        is_read = block.kind == WORDS and bool(block.n)
        self._below.setVisible(is_read)
        self.more.setText(
            language.plural("Read {n} answer", "Read all {n} answers", block.n) if is_read else ""
        )
        if self.chart is not None:
            show_in(self.chart, block, language)
            self.chart.setVisible(bool(block.n) and not self._is_table)
        self._fill_table()

    def _set(self, text: Text, said: str) -> None:
        text.setText(said)
        text.setVisible(bool(said))

    def show_examples(self, said: list[SaidText]) -> None:
        """A few answers in words, as they were written."""
        empty(self._examples.box)
        for each in said[:_EXAMPLES]:
            short = each.text if len(each.text) <= _LONGEST else f"{each.text[:_LONGEST]}…"
            quoted = Text(self._language.text("“{answer}”", answer=short), "second", wrap=True)
            quoted.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._examples.add(quoted)

    def show_table(self, is_table: bool) -> None:
        """Show the numbers as a table, or as a chart again."""
        self._is_table = is_table
        if self.chart is None:
            return
        if is_table and self.table is None:
            self.table = RowsChart()
            self.box.insertWidget(3, self.table)
        self.chart.setVisible(not is_table and bool(self.block.n))
        if self.table is not None:
            self.table.setVisible(is_table and bool(self.block.n))
        self._fill_table()

    def _fill_table(self) -> None:
        if self.table is None:
            return
        self.table.set_table(table_of(self.block, self._language))

    # ---- doing ----

    def _open(self, at: int) -> None:
        openings = ResultWords(self._language).openings(self.block)
        if at < len(openings):
            said, words = openings[at]
            self.opened.emit(said, self._opened_words(words))

    def _opened_words(self, words: str) -> str:
        if self.block.kind == STEPS:
            return words
        return f"{self.title.text()}: {words}"

    def _read(self) -> None:
        self.read_asked.emit(self.block.questions[0].path, self.title.text())

    def _offer_copies(self) -> None:
        say = self._language.text
        self.menu.clear()
        self.menu.addAction(icon("copy"), say("Copy as a table"), self.copy_table)
        self.menu.addAction(icon("copy"), say("Copy as a picture"), self.copy_picture)
        at = self.copy.mapToGlobal(self.copy.rect().bottomRight())
        at.setX(at.x() - self.menu.sizeHint().width())
        self.menu.popup(at)

    def copy_table(self) -> None:
        """Put the numbers on the clipboard, as spreadsheets take them."""
        if self.block.kind != WORDS:
            said = as_text(self.block, self._language, self._source())
            QGuiApplication.clipboard().setText(said)
            self.copied.emit(self._language.text("The table is copied"))

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture."""
        image = picture_of(self.block, self._language, self._source())
        if image is not None:
            QGuiApplication.clipboard().setImage(image)
            self.copied.emit(self._language.text("The picture is copied"))
