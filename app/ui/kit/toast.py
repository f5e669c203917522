"""The toast: what was just done, with the way back, for a few seconds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.ui.kit.keys import KeyCap
from app.ui.kit.layout import let_go
from app.ui.kit.text import Icon, Text

SECONDS = 8
_ICONS = {
    "ok": ("circle-check", "toastok"),
    "info": ("info", "toastaccent"),
    "warn": ("triangle-alert", "toastwarn"),
    "bad": ("circle-alert", "toastbad"),
}
_ABOVE_FOOTER = 52


class Toast(QFrame):
    """Bottom centre of its host; stays while the mouse is on it or its button has focus."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setProperty("box", "toast")
        self._host = host
        self._act: Callable[[], object] | None = None
        self._icon = Icon()
        self._text = Text()
        self._button = QPushButton()
        self._button.clicked.connect(self._chosen)
        self._cap: KeyCap | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 8, 14, 8)
        self._row.setSpacing(10)
        for part in (self._icon, self._text, self._button):
            self._row.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self._time_over)
        host.installEventFilter(self)
        self.hide()

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(
        self,
        text: str,
        kind: str = "ok",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        key: str = "",
    ) -> None:
        """Show a text, and a button with its key where there is something to do about it."""
        self._act = on_action
        self._icon.set_icon(*_ICONS[kind])
        self._text.setWordWrap(False)
        self._text.setText(text)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._show_key(key if action else "")
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        self._announce(text)

    def _show_key(self, key: str) -> None:
        if self._cap is not None:
            let_go(self._cap)
            self._cap = None
        if key:
            self._cap = KeyCap(key.replace(" ", "\u00a0"), tone="toast")
            self._row.addWidget(self._cap)
            # Qt would show it a turn later, after the toast has been measured without it
            self._cap.show()

    def _place(self) -> None:
        room = self._host.width() - 48
        if self.sizeHint().width() > room:
            self._text.setWordWrap(True)
        self.setMaximumWidth(room)
        self.adjustSize()
        size = self.size()
        x = (self._host.width() - size.width()) // 2
        y = self._host.height() - size.height() - _ABOVE_FOOTER
        self.setGeometry(QRect(max(8, x), max(8, y), size.width(), size.height()))

    def _announce(self, text: str) -> None:
        self.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _chosen(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()

    def _time_over(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.start()
        super().enterEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
