"""Long work in place: a bar, how far it is, and a way to stop it."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from app.language import Language
from app.ui.kit.buttons import QuietButton
from app.ui.kit.layout import Row, Stack
from app.ui.kit.text import ElidedText, Text

_PATIENCE_MS = 1000


class ProgressRow(Stack):
    """A bar with «214 / 511», the remaining time and Cancel; unseen during the first second."""

    cancelled = Signal()
    is_busy = Signal(bool)
    """Work began, or is over."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        self._words = ElidedText("", "second")
        self._count = Text("", "caption")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = QuietButton()
        super().__init__(Row(self._words, None, self._count, self._stop), self._bar, gap=2)
        self._stop.clicked.connect(self.cancelled)
        self.setParent(parent)
        self._language = language
        self._began = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._timer.timeout.connect(self.show)
        self.retranslate(language)
        self.hide()

    def retranslate(self, language: Language) -> None:
        """Say the words in another language."""
        self._language = language
        self._stop.setText(language.text("Cancel"))

    def start(self, text: str = "") -> None:
        """Begin; the row shows itself when the work takes longer than a second."""
        self._began = time.monotonic()
        self.set_progress(0, 0, text)
        self._timer.start()
        self.is_busy.emit(True)

    def finish(self) -> None:
        """The work is over."""
        self._timer.stop()
        self.hide()
        self.is_busy.emit(False)

    def set_progress(self, done: int, total: int, text: str = "") -> None:
        """How far it is; a total of 0 means it cannot be known."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if text:
            self._words.setText(text)
            self._bar.setAccessibleName(text)
        self._count.setText(self._counted(done, total))

    def _counted(self, done: int, total: int) -> str:
        if not total:
            return ""
        number = self._language.number
        left = self._left(done, total)
        if left is None:
            return self._language.text("{done} / {total}", done=number(done), total=number(total))
        return self._language.text(
            "{done} / {total}, about {seconds} s left",
            done=number(done),
            total=number(total),
            seconds=number(left),
        )

    def _left(self, done: int, total: int) -> int | None:
        taken = time.monotonic() - self._began
        if not done or taken < 2:
            return None
        return round(taken / done * (total - done))
