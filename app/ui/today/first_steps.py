"""What to do first in a new notebook."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.language import Language, mark
from app.ui.kit import Card, Icon, PlainButton, PrimaryButton, Stack, Text

_STEPS = (
    (
        "event",
        "calendar-days",
        mark("1. Plan your first event"),
        mark("Choose a template: the programme and the sign-in sheet are there at once."),
        mark("New event"),
    ),
    (
        "people",
        "users",
        mark("2. Bring your people in"),
        mark("Import the Excel list you have, or write people down as they come."),
        mark("Import a list"),
    ),
    (
        "card",
        "arrow-left-right",
        mark("3. Give your card to your unit"),
        mark("With it they can seal packages for you, and you know theirs by its words."),
        mark("My card"),
    ),
)
"""Key, icon, heading, words, button."""


class FirstSteps(Card):
    """Three steps, each with the button that begins it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(gap=12, margin=24)
        self.setMaximumWidth(760)
        self._words: list[tuple[Text, Text]] = []
        self.buttons: list[PlainButton | PrimaryButton] = []
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 8, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(20)
        self._grid.setColumnStretch(1, 1)
        for line, (key, icon, *_) in enumerate(_STEPS):
            self._add_step(line, key, icon)
        self.add(self._holder)

    def _add_step(self, line: int, key: str, icon: str) -> None:
        title, words = Text("", "subsection"), Text("", "second", wrap=True)
        button = PlainButton() if line else PrimaryButton()
        button.clicked.connect(lambda: self.chosen.emit(key))
        room = Stack(title, words, gap=2)
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(Icon(icon, 24, "accent"), line, 0, top)
        self._grid.addWidget(room, line, 1)
        self._grid.addWidget(button, line, 2, Qt.AlignmentFlag.AlignVCenter)
        self._words.append((title, words))
        self.buttons.append(button)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self.set_title(language.text("Your notebook is ready. Three steps to begin with:"))
        rows: Sequence[tuple[tuple[Text, Text], PlainButton | PrimaryButton]] = list(
            zip(self._words, self.buttons, strict=True)
        )
        for ((title, words), button), (_, _, heading, text, act) in zip(rows, _STEPS, strict=True):
            title.setText(language.text(heading))
            words.setText(language.text(text))
            button.setText(language.text(act))
