"""Between the instances of a repeat: whether there is another one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import Language
from app.surveys import Entry, plain
from app.ui.kit import ChoiceRows, Text
from app.ui.surveys.question import WIDEST

_ADD, _PASS = "add", "pass"


class MorePage(QWidget):
    """1 adds one more, 2 (or Enter) goes on."""

    added = Signal(str)
    passed = Signal()

    def __init__(self, language: Language, entry: Entry) -> None:
        super().__init__()
        self.position = entry.position
        name = plain(entry.label) or entry.name
        title = Text(language.text("Is there another: {name}?", name=name), "question", wrap=True)
        there = language.plural("{n} is written down", "{n} are written down", entry.count)
        self.rows = ChoiceRows()
        self.rows.set_choices(
            [(_ADD, language.text("Yes, add one")), (_PASS, language.text("No, go on"))]
        )
        self.rows.setAccessibleName(title.text())
        self.rows.chosen.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(Text(there, "body", colour="text2"))
        column.addSpacing(4)
        column.addWidget(self.rows)
        self.setMaximumWidth(WIDEST)

    def focus(self) -> None:
        """Take the keyboard."""
        self.rows.focus()

    def _chosen(self, codes: tuple[str, ...]) -> None:
        if codes == (_ADD,):
            self.added.emit(self.position)
        elif codes == (_PASS,):
            self.passed.emit()
