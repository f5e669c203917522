"""Whether what was done is safely written: the mark in the top bar."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.errors import AppError, Invalid
from app.language import Language
from app.ui.kit import Icon, LinkButton, Text
from app.ui.tasks import Tasks

PATIENCE_MS = 300


class SaveState(QObject):
    """Follows the writes: `idle`, `saving` (when one takes long), `saved` or `failed`."""

    changed = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.state = "idle"
        self.saved_at: datetime | None = None
        self.error: AppError | None = None
        self._under_way = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE_MS)
        self._timer.timeout.connect(self._is_slow)
        tasks.save_began.connect(self._began)
        tasks.save_done.connect(self._done)
        tasks.save_failed.connect(self._failed)

    def _began(self) -> None:
        self._under_way += 1
        if not self._timer.isActive():
            self._timer.start()

    def _is_slow(self) -> None:
        if self._under_way:
            self._become("saving")

    def _done(self) -> None:
        self._ended()
        if not self._under_way:
            self.saved_at = datetime.now().astimezone()
            self.error = None
            self._become("saved")

    def _failed(self, error: Exception) -> None:
        self._ended()
        if isinstance(error, Invalid):
            # a field to mend is said at the field; the rest is saved
            self._become("saved" if self.saved_at else "idle")
            return
        self.error = error if isinstance(error, AppError) else None
        self._become("failed")

    def _ended(self) -> None:
        self._under_way = max(0, self._under_way - 1)
        if not self._under_way:
            self._timer.stop()

    def _become(self, state: str) -> None:
        self.state = state
        self.changed.emit()


class SaveMark(QWidget):
    """«✓ Saved 10:42», «Saving…», or «Not saved» with the reason and a button to try again."""

    retry_asked = Signal()

    def __init__(self, state: SaveState, language: Language) -> None:
        super().__init__()
        self._state = state
        self._language = language
        self._icon = Icon("check", 16, "ok")
        self._text = Text("", "second")
        self._retry = LinkButton()
        self._retry.clicked.connect(self.retry_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self._icon, self._text, self._retry):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        state.changed.connect(self._show)
        self.retranslate(language)

    def retranslate(self, language: Language) -> None:
        """Say it in another language."""
        self._language = language
        self._retry.setText(language.text("Try again"))
        self._show()

    def _show(self) -> None:
        text, icon, colour = self._words()
        self._icon.setVisible(bool(icon))
        self._icon.set_icon(icon, colour)
        self._text.setText(text)
        self._text.set_colour("warn" if self._state.state == "failed" else "")
        self._retry.setVisible(self._state.state == "failed")
        error = self._state.error
        self._text.setToolTip(self._language.error(error) if error else "")

    def _words(self) -> tuple[str, str, str]:
        state, text = self._state, self._language.text
        if state.state == "failed":
            return text("Not saved"), "triangle-alert", "warn"
        if state.state == "saving":
            return text("Saving…"), "", ""
        if state.state == "saved" and state.saved_at is not None:
            return (
                text("Saved {time}", time=self._language.time(state.saved_at.time())),
                "check",
                "ok",
            )
        return "", "", ""
