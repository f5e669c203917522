"""The foot of the filling screen: back, on, the keys, and when the draft was saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.language import Language
from app.ui.kit import Hint, HintRow, PlainButton, PrimaryButton, Text

_HEIGHT = 57
_SIDE = 24


class FillingFooter(QFrame):
    """Two buttons at the left, as much of the keys as has room, the draft at the right."""

    back_asked = Signal()
    on_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("box", "footer")
        self.setFixedHeight(_HEIGHT)
        self.back = PlainButton(icon="chevron-left")
        self.on = PrimaryButton()
        self._hints = HintRow()
        self._saved = Text("", "caption")
        self._said: tuple[object, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        row.setSpacing(8)
        for part in (self.back, self.on):
            row.addWidget(part)
        row.addSpacing(12)
        row.addWidget(self._hints)
        row.addStretch(1)
        row.addWidget(self._saved)
        self.back.clicked.connect(self.back_asked)
        self.on.clicked.connect(self.on_asked)

    def say(self, language: Language, on: str, hints: list[Hint]) -> None:
        """Say the buttons and the keys; `on` is the word of the button that goes on."""
        said = (language.code, on, tuple(hints))
        if said == self._said:
            return
        self._said = said
        self.back.setText(language.text("Back"))
        self.on.setText(on)
        self._hints.set_hints(hints)
        self._fit()

    def set_saved(self, text: str) -> None:
        """Say when the draft was last written."""
        self._saved.setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        buttons = self.back.sizeHint().width() + self.on.sizeHint().width()
        saved = self._saved.sizeHint().width()
        self._hints.fit(self.width() - 2 * _SIDE - buttons - saved - 52)
