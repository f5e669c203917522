"""F1: every key that does something here, in one sheet over the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.language import Language, mark
from app.ui.kit import Hint, IconButton, KeyCap, Scroller, Text
from app.ui.kit.layout import let_go

EVERYWHERE: tuple[Hint, ...] = (
    Hint("Ctrl K", mark("search everything")),
    Hint("Ctrl 1", mark("first page of the menu; Ctrl 2 the second, and so on")),
    Hint("Alt Left", mark("back")),
    Hint("Alt Right", mark("forward")),
    Hint("F6", mark("next part of the window")),
    Hint("Ctrl Z", mark("undo the last change")),
    Hint("Ctrl Shift L", mark("lock")),
    Hint("Esc", mark("close, then clear, then leave")),
    Hint("F1", mark("this list")),
)


_AROUND = 84
"""What the sheet needs besides its lines: head and margins."""


class KeyList(QFrame):
    """A sheet in the middle of its host; Esc, F1 or the cross closes it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setProperty("box", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._host = host
        self._title = Text("", "section")
        self._close = IconButton("x")
        self._close.clicked.connect(self.hide)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 14, 14, 16)
        self._column.addLayout(head)
        self._body: QWidget | None = None
        self._sheet: QWidget | None = None
        host.installEventFilter(self)
        self.hide()

    def show_keys(self, page: Sequence[Hint], language: Language) -> None:
        """Show the page's own keys first, then those of everywhere."""
        self._title.setText(language.text("Keys"))
        self._close.set_name(language.text("Close"))
        self.setAccessibleName(self._title.text())
        everywhere = [Hint(hint.keys, language.text(hint.text)) for hint in EVERYWHERE]
        if self._body is not None:
            let_go(self._body)
        known = {hint.keys for hint in everywhere}
        own = [hint for hint in page if hint.keys not in known]
        sheet = _sheet([*own, *everywhere])
        self._sheet = sheet
        self._body = Scroller(sheet)
        self._column.addWidget(self._body)
        self.show()
        self._place()
        # the lines know their height only when they wear the style sheet
        QTimer.singleShot(0, self, self._place)
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> None:
        width = min(560, self._host.width() - 48)
        wanted = self._sheet.sizeHint().height() + _AROUND if self._sheet is not None else 0
        height = min(wanted, self._host.height() - 48)
        left = (self._host.width() - width) // 2
        top = (self._host.height() - height) // 2
        self.setGeometry(left, top, width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.hide()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False


def _sheet(hints: Sequence[Hint]) -> QWidget:
    sheet = QWidget()
    sheet.setProperty("ground", "none")
    grid = QGridLayout(sheet)
    grid.setContentsMargins(0, 4, 6, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for line, hint in enumerate(hints):
        grid.addWidget(KeyCap(hint.keys), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Text(hint.text, "second", colour="text"), line, 1)
    return sheet
