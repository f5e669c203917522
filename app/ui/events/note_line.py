"""The line what is said is typed into, and the list under it: one key each for kind and vote."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from app.ui.events.grid import ProgrammeGrid
from app.ui.icons import icon

_MORE, _LESS = frozenset("+="), frozenset("-−–")
"""On most keyboards + stands on the key of =."""


def _number(event: QEvent) -> int:
    """The digit of Ctrl and a digit, or 0."""
    if not isinstance(event, QKeyEvent) or event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return 0
    return event.key() - Qt.Key.Key_0 if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9 else 0


def _is_taken(event: QEvent) -> bool:
    """Ctrl and a digit is ours while the keyboard is here, and does not lead to another page."""
    if event.type() == QEvent.Type.ShortcutOverride and _number(event):
        event.accept()
        return True
    return False


class NoteLine(QLineEdit):
    """Enter adds; several lines pasted at once are several notes; Down goes into the list."""

    entered = Signal(str)
    pasted = Signal(list)
    kind_asked = Signal(int)
    descended = Signal()
    taken = Signal()
    """The keyboard came here."""

    def __init__(self) -> None:
        super().__init__()
        self.addAction(icon("plus", "accent"), QLineEdit.ActionPosition.LeadingPosition)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.taken.emit()
        return _is_taken(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self._paste_lines():
            return
        if _number(event):
            self.kind_asked.emit(_number(event))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                self.entered.emit(self.text())
        elif event.key() == Qt.Key.Key_Down:
            self.descended.emit()
        else:
            super().keyPressEvent(event)

    def _paste_lines(self) -> bool:
        lines = QGuiApplication.clipboard().text().splitlines()
        lines = [line.strip() for line in lines if line.strip()]
        if len(lines) > 1:
            self.pasted.emit(lines)
        return len(lines) > 1


class SaidTable(ProgrammeGrid):
    """What was said: edited in place, moved by Alt and arrows, voted for by + and -."""

    voted = Signal(object, int)
    kind_asked = Signal(int)
    taken = Signal()
    """The keyboard came here."""

    def __init__(self) -> None:
        super().__init__(row_height=48)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.taken.emit()
        return _is_taken(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.selected()
        if row is not None and _number(event):
            self.kind_asked.emit(_number(event))
        elif row is not None and event.text() in _MORE | _LESS:
            self.voted.emit(row, 1 if event.text() in _MORE else -1)
        else:
            super().keyPressEvent(event)
