"""Keys pressed as a person presses them, in any alphabet."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.unlock import Unlock
from app.ui.window import Window

KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Tab": Qt.Key.Key_Tab,
    "Space": Qt.Key.Key_Space,
    "Del": Qt.Key.Key_Delete,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
    "PgDn": Qt.Key.Key_PageDown,
    "F2": Qt.Key.Key_F2,
    "Z": Qt.Key.Key_Z,
    "2": Qt.Key.Key_2,
}
HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}


def focused() -> QWidget:
    """The widget that has the keyboard; the window, when none of its widgets has."""
    focus = QApplication.focusWidget() or QApplication.activeWindow()
    assert focus is not None, "no window has the keyboard"
    return focus


def press(*keys: str) -> None:
    """Press keys one after the other: "Enter", "Ctrl+Space"."""
    for key in keys:
        *held, name = key.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifiers |= HELD[one]
        QTest.keyClick(focused(), KEYS[name], modifiers)


def type_text(text: str) -> None:
    """Type letters, each into what has the keyboard at that moment."""
    for letter in text:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click,
            focused(),
            Qt.Key.Key_unknown,
            letter,
            Qt.KeyboardModifier.NoModifier,
        )


def unlock(window: Window, passphrase: str, qtbot: QtBot) -> None:
    """Write the passphrase when the field has the keyboard, and wait until the notebook is open."""
    lock = window.screen_shown
    assert isinstance(lock, Unlock)
    qtbot.waitUntil(lambda: focused() is lock.passphrase.line)
    type_text(passphrase)
    press("Enter")
    qtbot.waitUntil(lambda: window.context is not None)
