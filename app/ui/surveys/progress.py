"""How far a sheet is: which question of how many, in which part, what is answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import Language
from app.ui.kit import ElidedText, Row, StepStrip, Text


class SheetProgress(QWidget):
    """A line of words and the strip of steps under it."""

    def __init__(self) -> None:
        super().__init__()
        self._where = Text("", "label", colour="text2")
        self._part = ElidedText("", "caption", colour="text2")
        self._sums = Text("", "caption", colour="text2")
        self.strip = StepStrip()
        words = Row(self._where, self._part, None, self._sums, gap=8)
        words.box.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 2, 24, 14)
        column.setSpacing(8)
        column.addWidget(words)
        column.addWidget(self.strip)

    def show_where(self, where: str, part: str, states: Sequence[str]) -> None:
        """Show where one is."""
        self._where.setText(where)
        self._part.setText(f"· {part}" if part else "")
        self._part.setVisible(bool(part))
        self.strip.set_states(states, f"{where}. {self._sums.text()}")

    def show_sums(self, language: Language, answered: int, not_asked: int) -> None:
        """Say how much is answered and how much is not asked."""
        said = language.plural("{n} answer given", "{n} answers given", answered)
        if not_asked:
            hidden = language.plural("{n} not asked", "{n} not asked", not_asked)
            said = language.text("{answered}, {hidden}", answered=said, hidden=hidden)
        self._sums.setText(said)
