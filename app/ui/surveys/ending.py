"""The end of a sheet: whether it is complete, and what is still wrong with the way to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import Language
from app.ui.kit import Banner, Icon, LinkButton, Row, Text
from app.ui.kit.layout import empty
from app.ui.surveys.question import WIDEST


@dataclass(frozen=True)
class Wrong:
    """What hinders finishing: the question, its number and words, and what is wrong there."""

    position: str
    number: int
    label: str
    message: str


class EndingPage(QWidget):
    """Says that all is well, or lists what is not; a press leads to the question."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title = Text("", "question", wrap=True)
        self._said = Banner("ok")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.links: list[LinkButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._said)
        column.addLayout(self._lines)
        column.addStretch(1)
        self.setMaximumWidth(WIDEST)

    def show_wrong(self, language: Language, wrong: Sequence[Wrong], answered: int) -> None:
        """Show what is wrong, if anything is."""
        say = language.text
        self._title.setText(say("End of the sheet"))
        empty(self._lines)
        self.links = []
        if not wrong:
            self._said.set_kind("ok")
            given = language.plural("{n} answer given", "{n} answers given", answered)
            self._said.set_content(say("Everything is in order"), given)
            return
        self._said.set_kind("bad")
        title = language.plural("{n} question needs you", "{n} questions need you", len(wrong))
        kept = say("The draft is kept. Press one to go there.")
        self._said.set_content(title, kept)
        for one in wrong:
            self._lines.addWidget(self._line(language, one))

    def focus(self) -> None:
        """Take the keyboard to the first of what is wrong."""
        if self.links:
            self.links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, language: Language, one: Wrong) -> QWidget:
        number = language.text("Question {n}", n=one.number) if one.number else one.label
        link = LinkButton(number)
        link.setAccessibleName(f"{number}. {one.label}. {one.message}")
        link.clicked.connect(lambda: self.asked.emit(one.position))
        self.links.append(link)
        words = " · ".join(part for part in (one.label, one.message) if part)
        text = Text(words, "second", wrap=True, colour="text")
        row = Row(Icon("circle-alert", 16, "bad"), link, text, gap=4)
        row.box.setStretch(2, 1)
        return row
