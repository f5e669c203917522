"""Typing any letters into a widget: QTest's own keyClicks knows only Latin ones."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def type_text(widget: QWidget, text: str) -> None:
    """Type a text, letter by letter."""
    nothing = Qt.KeyboardModifier.NoModifier
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_unknown, nothing, letter))


def show_active(widget: QWidget) -> None:
    """Show a window and wait until the keyboard is its own."""
    widget.show()
    widget.activateWindow()
    assert QTest.qWaitForWindowActive(widget, 120_000)


def close_for_good(window: QWidget) -> None:
    """Close a window and have it gone, or its timers call parts that Python has let go of."""
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
