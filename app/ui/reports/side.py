"""The column beside a paper: what it is asked with, its language, and where it can go."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.language import Language
from app.reports import WRITTEN_IN
from app.ui.kit import (
    IconButton,
    Line,
    PlainButton,
    PrimaryButton,
    ProgressRow,
    Row,
    Segments,
    SidePanel,
    Stack,
    Text,
)

WIDTH = 290
NAMES = {
    "ky": ("КЫ", "Кыргызча"),
    "ru": ("РУ", "Русский"),
    "en": ("EN", "English"),
    "ky+ru": ("КЫ + РУ", "Кыргызча + Русский"),
}
"""Language of the paper → its short and its whole name, each in itself."""


class PaperSide(QFrame):
    """Options, which scroll; below them, always seen, the language and the ways out."""

    def __init__(self, language: Language, *options: QWidget | int) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._make_parts(language)
        panel = SidePanel(WIDTH, border=True)
        panel.add(12, *options, None)
        self.foot = foot = QFrame()
        foot.setProperty("box", "side")
        inside = QVBoxLayout(foot)
        inside.setContentsMargins(21, 0, 10, 8)
        inside.setSpacing(0)
        self._ways = Stack(
            4, self.save, Row(self.word, self.excel, self.print), self.state, self.progress, gap=6
        )
        inside.addWidget(
            Stack(
                Line(),
                2,
                self._title,
                self.code,
                self._ways,
                gap=6,
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(panel, 1)
        column.addWidget(foot)

    def _make_parts(self, language: Language) -> None:
        self.code = Segments([(code, NAMES[code][0]) for code in WRITTEN_IN])
        for segment in self.code.segments():
            segment.setAccessibleName(NAMES[segment.code][1])
            segment.setToolTip(NAMES[segment.code][1])
        self.save = PrimaryButton(icon="download")
        self.word, self.excel, self.print = PlainButton(), PlainButton(), IconButton("printer")
        self._title, self.state = Text("", "label"), Text("", "caption")
        self.is_busy = False
        self.progress = ProgressRow(language)
        self.progress.is_busy.connect(self._work)

    def retranslate(self, language: Language) -> None:
        """Say everything in the present language; the paper keeps its own."""
        say = language.text
        self._title.setText(say("Language of the paper"))
        self.save.setText(say("Save as PDF"))
        self.word.setText("Word")
        self.excel.setText("Excel")
        self.word.setAccessibleName(say("Save as a Word file"))
        self.excel.setAccessibleName(say("Save as an Excel file"))
        self.print.set_name(say("Print"))
        self.progress.retranslate(language)

    def show_ways(self, *, is_one: bool) -> None:
        """The ways out of the one paper, unless all go another way."""
        self._ways.setVisible(is_one)

    def let_out(self, *, is_drawn: bool) -> None:
        """Whether there is something to save and to print."""
        for button in (self.save, self.word, self.excel, self.print):
            button.setEnabled(is_drawn)

    def _work(self, is_busy: bool) -> None:
        self.is_busy = is_busy
