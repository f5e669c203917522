"""What every field is, and the row it stands in: label, field, one kept line for help or error."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.text import Icon, Text
from app.ui.theme import restyle

LINE_HEIGHT = 18


class Field(QWidget):
    """Holds one value a person gives. `set_value` is silent; only people cause signals."""

    edited = Signal(object)
    """The value after each key or choice."""
    committed = Signal(object)
    """The value when the field is left or a choice is made."""
    passed = Signal()
    """Enter was pressed in a field that keeps the key for itself, and nothing is left to take."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)

    def value(self) -> object:
        """What stands in the field; a text that cannot be read is given as it was typed."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show a value without a signal."""
        raise NotImplementedError

    def problem(self) -> str:
        """A translated sentence when the field itself sees that the value cannot be meant."""
        return ""

    def editor(self) -> QWidget:
        """The widget that takes the keyboard."""
        raise NotImplementedError

    def set_failed(self, failed: bool) -> None:
        """Mark the field as wrong."""
        restyle(self.editor(), "failed", "true" if failed else "false")

    def set_read_only(self, read_only: bool) -> None:
        """Show the value without letting it be changed."""
        self.editor().setEnabled(not read_only)

    def set_name(self, name: str) -> None:
        """Tell the screen reader what is asked here."""
        self.editor().setAccessibleName(name)

    def set_description(self, text: str) -> None:
        """Tell the screen reader the help or the error."""
        self.editor().setAccessibleDescription(text)

    def focus(self) -> None:
        """Take the keyboard."""
        self.editor().setFocus(Qt.FocusReason.OtherFocusReason)


class FormRow(QWidget):
    """Label above, field, and below a line that is always kept, so that rows never jump."""

    def __init__(
        self,
        label: str,
        field: Field,
        help: str = "",
        *,
        optional: bool = False,
        wraps: bool = False,
    ) -> None:
        super().__init__()
        self.field = field
        self._wraps = wraps
        self._label = Text(label, "label", wrap=wraps)
        self._optional = Text("", "caption")
        self._icon = Icon(size=14)
        self._line = Text("", "caption", wrap=True)
        self._help = help
        self._is_optional = optional
        self._lay_out()
        self.set_label(label)
        self.set_help(help)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._label, 1 if self._wraps else 0)
        top.addWidget(self._optional)
        if not self._wraps:
            top.addStretch(1)
        bottom = QHBoxLayout()
        bottom.setSpacing(6)
        bottom.addWidget(self._icon)
        bottom.addWidget(self._line, 1)
        bottom.setContentsMargins(0, 0, 0, 0)
        bottom.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        self._room = QWidget()
        self._room.setFixedHeight(LINE_HEIGHT)
        self._room.setLayout(bottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.field)
        column.addWidget(self._room)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_label(self, label: str, optional_word: str = "") -> None:
        """Name the field; a field that may stay empty bears a word saying so."""
        self._label.setText(label)
        self.field.set_name(label)
        if optional_word:
            self._optional.setText(optional_word)
        self._optional.setVisible(self._is_optional and bool(self._optional.text()))

    def set_help(self, text: str) -> None:
        """What to write here; shown while nothing is wrong."""
        self._help = text
        self.clear()

    def set_error(self, text: str) -> None:
        """Say what is wrong and what to do; "" takes it back."""
        if not text:
            self.clear()
            return
        self._say(text, "error", "circle-alert", "bad")
        self.field.set_failed(True)

    def set_warning(self, text: str) -> None:
        """Say what to look at; nothing is blocked by it."""
        if not text:
            self.clear()
            return
        self._say(text, "second", "triangle-alert", "warn")
        self.field.set_failed(False)

    def error(self) -> str:
        """The error that is shown, or ""."""
        return self._line.text() if self._line.property("role") == "error" else ""

    def clear(self) -> None:
        """Show the help again."""
        self._icon.hide()
        self._line.set_role("caption")
        self._line.set_colour("")
        self._line.setText(self._help)
        self._fit()
        self.field.set_failed(False)
        self.field.set_description(self._help)

    def _say(self, text: str, role: str, icon: str, colour: str) -> None:
        self._icon.set_icon(icon, colour)
        self._icon.show()
        self._line.set_role(role)
        self._line.set_colour(colour)
        self._line.setText(text)
        self._fit()
        self.field.set_description(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """One line is always kept; a sentence that needs a second one gets it rather than a cut."""
        shown = self._icon.isVisibleTo(self)
        width = self.width() - (self._icon.width() + 6 if shown else 0)
        height = self._line.heightForWidth(width) if self._line.text() else 0
        self._room.setFixedHeight(max(LINE_HEIGHT, height))
