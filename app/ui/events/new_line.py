"""The line one adds to a programme with, and what the program understood of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from app.language import Language
from app.model.programme import read_line
from app.ui.icons import icon
from app.ui.kit import Stack, Text
from app.ui.typed_line import lines_of
from app.ui.words import term


class _Line(QLineEdit):
    pasted = Signal(list)
    entered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            lines = QGuiApplication.clipboard().text().splitlines()
            lines = [line for line in lines if line.strip()]
            if len(lines) > 1:
                self.pasted.emit(lines)
                return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                self.entered.emit(self.text())
            return
        super().keyPressEvent(event)


class NewLine(Stack):
    """Enter adds; several lines pasted at once are several lines of programme."""

    written = Signal(list)

    def __init__(self) -> None:
        super().__init__(gap=4)
        self.line = _Line()
        self.line.addAction(icon("plus", "accent"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.entered.connect(lambda text: self.written.emit(lines_of(text)))
        self.line.pasted.connect(self.written)
        self.line.textChanged.connect(self._understand)
        self._understood = Text("", "caption")
        self._understood.hide()
        self.add(self.line, self._understood)
        self._language: Language | None = None
        self._begins: str | None = None

    def show_next(self, language: Language, begins: str | None, *, is_first: bool) -> None:
        """Say when the next line begins."""
        self._language, self._begins = language, begins
        self.line.setAccessibleName(language.text("New line"))
        if is_first:
            text = language.text("9.00-9.30 Registration / who speaks; or paste a whole table")
        else:
            text = language.text("New line from {time}: title / who speaks", time=begins or "")
        self.line.setPlaceholderText(text)

    def clear(self) -> None:
        """Be ready for the next."""
        self.line.clear()

    def _understand(self, text: str) -> None:
        self._understood.setVisible(bool(text.strip()) and self._language is not None)
        if not text.strip() or self._language is None:
            return
        line = read_line(lines_of(text)[0], self._begins)
        kind = term(self._language, "agenda_item_kind", line.kind)
        times = "–".join(time for time in (line.time_from, line.time_to) if time)
        parts = (times, line.title, line.speaker, kind)
        self._understood.setText("  ·  ".join(part for part in parts if part))
