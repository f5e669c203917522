"""A field one searches with: the list opens under it and the keyboard stays in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from app.ui.icons import icon
from app.ui.kit.keys import KeyCap
from app.ui.kit.offers import Offer, OfferList
from app.ui.theme import restyle

_WAIT_MS = 120


class SearchField(QLineEdit):
    """Asks while one types; arrows mark, Enter takes, Esc closes, then clears."""

    asked = Signal(str)
    picked = Signal(object)
    entered = Signal(str)
    ctrl_entered = Signal(str)
    descended = Signal()
    """Down was pressed and nothing is offered: the keyboard may go into what stands below."""

    def __init__(
        self, placeholder: str = "", icon: str = "search", key: str = "", *, height: int = 32
    ) -> None:
        super().__init__()
        self.set_placeholder(placeholder)
        self.set_icon(icon)
        if height > 32:
            restyle(self, "tall", "true")
        self._cap = KeyCap(key.replace(" ", "\u00a0"))
        self._cap.setParent(self)
        self._cap.setVisible(bool(key))
        self._has_key = bool(key)
        self._list: OfferList | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(lambda: self.asked.emit(self.text()))
        self.textEdited.connect(lambda _: self._timer.start())
        self.textChanged.connect(self._text_changed)

    def set_placeholder(self, text: str) -> None:
        """Say what can be found here, to the eye and to the screen reader."""
        self.setPlaceholderText(text)
        self.setAccessibleName(text)

    def set_icon(self, name: str) -> None:
        """The drawing at the left."""
        if name:
            restyle(self, "lead", "true")
            self.addAction(icon(name, "text2"), QLineEdit.ActionPosition.LeadingPosition)

    def offer(self, offers: Sequence[Offer], *, mark_first: bool = True, nothing: str = "") -> None:
        """Show what was found for the present text; nothing closes the list or says so."""
        if not self.hasFocus() and offers:
            return
        if self._list is None:
            self._list = OfferList(self)
            self._list.picked.connect(self._take)
        nothing = nothing if self.text() and self.hasFocus() else ""
        self._list.offer(offers, self.text(), mark_first=mark_first, nothing=nothing)

    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._list is not None and self._list.isVisible()

    def close_list(self) -> None:
        """Take the list away; the text stays."""
        self._timer.stop()
        if self._list is not None:
            self._list.hide()

    def offers(self) -> list[Offer]:
        """What is offered at present."""
        return self._list.offers() if self._list is not None and self.is_open() else []

    def _take(self, offer: Offer) -> None:
        self.close_list()
        self.picked.emit(offer.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._used(event):
            super().keyPressEvent(event)

    def _used(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key, 0)
        if step and self._list is not None and self.is_open():
            self._list.move_mark(step)
        elif step == 1:
            if self.text():
                self.asked.emit(self.text())
            self.descended.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(ctrl=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_Escape:
            return self._escape()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and self.is_open():
            return self._take_number(event.text() or chr(key) if 0x30 <= key <= 0x39 else "")
        else:
            return False
        return True

    def _enter(self, *, ctrl: bool) -> None:
        self._timer.stop()
        if ctrl:
            self.ctrl_entered.emit(self.text())
            return
        marked = self._list.marked() if self._list is not None and self.is_open() else None
        if marked is not None:
            self._take(marked)
        else:
            self.entered.emit(self.text())

    def _escape(self) -> bool:
        if self.is_open():
            self.close_list()
        elif self.text():
            self.clear()
            self.asked.emit("")
        else:
            return False
        return True

    def _take_number(self, digit: str) -> bool:
        offers = self.offers()
        at = int(digit) - 1 if digit.isdigit() else -1
        if not 0 <= at < len(offers):
            return False
        self._take(offers[at])
        return True

    def event(self, event: QEvent) -> bool:
        # Esc closes the list before any shortcut of the window may hear it
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and (self.is_open() or self.text())
        ):
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            QTimer.singleShot(0, self, self._close_unless_focused)

    def _close_unless_focused(self) -> None:
        if not self.hasFocus():
            self.close_list()

    def _text_changed(self, text: str) -> None:
        self._cap.setVisible(self._has_key and not text)
        if not text:
            self.close_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._cap.sizeHint()
        self._cap.setGeometry(
            self.width() - size.width() - 7,
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(140, super().minimumSizeHint().height())
