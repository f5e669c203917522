"""Fields one types into: text, long text, numbers, days and times, read with tolerance."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from app.language import Language
from app.model.kinds import Day, Kind, Number, Time
from app.ui.icons import icon
from app.ui.kit.field import Field
from app.ui.theme import restyle


class TextField(Field):
    """One line of text; `secret` hides it behind dots with an eye to look."""

    def __init__(self, icon: str = "", *, secret: bool = False, limit: int = 0) -> None:
        super().__init__()
        self.line = QLineEdit()
        self._box.addWidget(self.line)
        if limit:
            self.line.setMaxLength(limit)
        if icon:
            self._lead(icon)
        if secret:
            self._hide_letters()
        self._said: object = ""
        self.line.textEdited.connect(lambda _: self.edited.emit(self.value()))
        self.line.editingFinished.connect(self._finished)

    def _lead(self, name: str) -> None:
        restyle(self.line, "lead", "true")
        self.line.addAction(icon(name), QLineEdit.ActionPosition.LeadingPosition)

    def _hide_letters(self) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = self.line.addAction(icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.triggered.connect(self._look)

    def _look(self) -> None:
        hidden = self.line.echoMode() == QLineEdit.EchoMode.Password
        mode = QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self._eye.setIcon(icon("eye-off" if hidden else "eye"))

    def _finished(self) -> None:
        if self.value() != self._said:
            self._said = self.value()
            self.committed.emit(self._said)

    def editor(self) -> QLineEdit:
        return self.line

    def text(self) -> str:
        """What is typed, letter by letter."""
        return self.line.text()

    def value(self) -> object:
        return self.line.text()

    def set_value(self, value: object) -> None:
        text = self._shown(value)
        self._said = value
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def _shown(self, value: object) -> str:
        return "" if value is None else str(value)

    def set_placeholder(self, text: str) -> None:
        """A pale example of what to write."""
        self.line.setPlaceholderText(text)

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)


class _KindField(TextField):
    """A line that is read by a kind of the model; what it cannot read stays as it was typed."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind

    def value(self) -> object:
        return self.kind.clean(self.line.text())

    def _finished(self) -> None:
        value = self.value()
        if value is not None and self.kind.fault(value) is None:
            self.line.setText(self._shown(value))
        super()._finished()


class NumberField(_KindField):
    """A number; spaces between thousands and a decimal comma are understood."""

    def __init__(
        self,
        language: Language,
        minimum: int = 0,
        maximum: int = 1_000_000_000,
        decimals: int = 0,
        kind: Number | None = None,
    ) -> None:
        super().__init__(kind or Number(label="", least=minimum, most=maximum, decimals=decimals))


class DayField(_KindField):
    """A day typed as 19.11.2026, 19,11,26, 19-11-2026 or 191126."""

    def __init__(self, language: Language, kind: Day | None = None) -> None:
        super().__init__(kind or Day(label=""))
        self.retranslate(language)

    def retranslate(self, language: Language) -> None:
        """Give the example in another language."""
        self._language = language
        self.set_placeholder(language.text("dd.mm.yyyy"))

    def value(self) -> object:
        text = self.line.text().strip()
        if text.isdigit() and len(text) in (6, 8):
            text = f"{text[:2]}.{text[2:4]}.{text[4:]}"
        return self.kind.clean(text)

    def _shown(self, value: object) -> str:
        if isinstance(value, date):
            return f"{value.day:02d}.{value.month:02d}.{value.year}"
        return super()._shown(value)


class TimeField(_KindField):
    """A time typed as 9.00, 9:00, 900 or 9."""

    def __init__(self, language: Language, kind: Time | None = None) -> None:
        super().__init__(kind or Time(label=""))
        self.retranslate(language)

    def retranslate(self, language: Language) -> None:
        """Give the example in another language."""
        self.set_placeholder(language.text("hh:mm"))


class _Paper(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class LongTextField(Field):
    """Text of several lines; Tab leaves it."""

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self.paper = _Paper()
        self.paper.setTabChangesFocus(True)
        self.paper.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._box.addWidget(self.paper)
        self._said: object = ""
        self._silent = False
        self.set_lines(lines)
        self.paper.textChanged.connect(self._typed)
        self.paper.left.connect(self._finished)

    def set_lines(self, lines: int) -> None:
        """How many lines are seen without scrolling."""
        height = QFontMetrics(self.paper.font()).lineSpacing() * lines + 22
        self.paper.setFixedHeight(height)

    def _typed(self) -> None:
        if not self._silent:
            self.edited.emit(self.value())

    def _finished(self) -> None:
        if self.value() != self._said:
            self._said = self.value()
            self.committed.emit(self._said)

    def editor(self) -> QPlainTextEdit:
        return self.paper

    def value(self) -> Any:
        return self.paper.toPlainText()

    def set_value(self, value: object) -> None:
        text = self._shown(value)
        if text != self.paper.toPlainText():
            self._silent = True
            self.paper.setPlainText(text)
            self._silent = False
        self._said = self.value()

    def _shown(self, value: object) -> str:
        return "" if value is None else str(value)

    def set_placeholder(self, text: str) -> None:
        """A pale example of what to write."""
        self.paper.setPlaceholderText(text)

    def set_read_only(self, read_only: bool) -> None:
        self.paper.setReadOnly(read_only)


class TextListField(LongTextField):
    """Short texts, one to a line."""

    def value(self) -> tuple[str, ...]:
        lines = (line.strip() for line in self.paper.toPlainText().split("\n"))
        return tuple(line for line in lines if line)

    def _shown(self, value: object) -> str:
        if isinstance(value, (tuple, list)):
            return "\n".join(str(part) for part in value)
        return super()._shown(value)
