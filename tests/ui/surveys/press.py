"""Keys of the filling screen, pressed as a person presses them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.events.press import HELD, focused, type_text

__all__ = ["press", "type_text"]
_KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Space": Qt.Key.Key_Space,
    "PgDn": Qt.Key.Key_PageDown,
    "PgUp": Qt.Key.Key_PageUp,
    "Down": Qt.Key.Key_Down,
    "F3": Qt.Key.Key_F3,
    "F4": Qt.Key.Key_F4,
    "F5": Qt.Key.Key_F5,
    "L": Qt.Key.Key_L,
    "N": Qt.Key.Key_N,
    "T": Qt.Key.Key_T,
    **{str(digit): Qt.Key(int(Qt.Key.Key_0) + digit) for digit in range(10)},
}


def press(*keys: str) -> None:
    """Press keys one after the other: "1", "Enter", "Shift+Enter"."""
    for key in keys:
        *held, name = key.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifiers |= HELD[one]
        QTest.keyClick(focused(), _KEYS[name], modifiers)
