"""A panel one chooses something ready-made in: cards side by side, a few words each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from app.ui.kit.buttons import IconButton, PlainButton
from app.ui.kit.layout import Box, Row, SoftBox
from app.ui.kit.text import Text

_MOST_ABREAST = 4
"""More cards than these stand in two rows."""


@dataclass(frozen=True)
class CardWords:
    """What a card says: its name, what it is for, how much it brings, and its button."""

    name: str
    about: str = ""
    facts: str = ""
    button: str = ""


class CardPanel(SoftBox):
    """Cards side by side; pressing one chooses its key, Esc closes the panel."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, keys: Sequence[str], icon: str = "") -> None:
        super().__init__(gap=12)
        self._title = Text("", "subsection")
        self._close = IconButton("x")
        self._close.clicked.connect(self.closed)
        self.add(Row(self._title, None, self._close))
        self.cards = [PanelCard(key, icon) for key in keys]
        grid = QGridLayout()
        grid.setSpacing(12)
        columns = len(keys) if len(keys) <= _MOST_ABREAST else _MOST_ABREAST - 1
        for at, card in enumerate(self.cards):
            card.chosen.connect(self.chosen)
            grid.addWidget(card, at // columns, at % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self.box.addLayout(grid)

    def say(self, title: str, close: str, words: Sequence[CardWords]) -> None:
        """Say the panel and its cards, in their order."""
        self._title.setText(title)
        self._close.set_name(close)
        for card, said in zip(self.cards, words, strict=True):
            card.say(said)

    def focus(self) -> None:
        """Take the keyboard to the first card."""
        self.cards[0].button.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class PanelCard(Box):
    """One thing to choose; a press anywhere on it chooses it."""

    chosen = Signal(str)

    def __init__(self, key: str, icon: str) -> None:
        super().__init__("card", gap=4, margin=14)
        self.key = key
        self._name = Text("", "strong", wrap=True)
        self._about = Text("", "second", wrap=True)
        self._facts = Text("", "caption")
        self.button = PlainButton(icon=icon)
        self.button.clicked.connect(lambda: self.chosen.emit(key))
        column = QVBoxLayout()
        column.setSpacing(4)
        for part in (self._name, self._about, self._facts):
            column.addWidget(part)
        column.addStretch(1)
        self.box.addLayout(column, 1)
        self.box.addWidget(self.button)

    def say(self, words: CardWords) -> None:
        """Say what is chosen here."""
        self._name.setText(words.name)
        self._about.setText(words.about)
        self._facts.setText(words.facts)
        self._facts.setVisible(bool(words.facts))
        self.button.setText(words.button)
        self.button.setAccessibleName(words.name)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.key)
