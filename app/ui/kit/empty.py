"""What a page shows before there is anything: one sentence and what to do first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit.buttons import LinkButton, PlainButton, PrimaryButton
from app.ui.kit.layout import Row
from app.ui.kit.text import Icon, Text


class EmptyPage(QWidget):
    """Icon, sentence, a primary and one other way, and a link."""

    primary_chosen = Signal()
    other_chosen = Signal()
    link_chosen = Signal()

    def __init__(self, icon: str, primary_icon: str = "plus", other_icon: str = "") -> None:
        super().__init__()
        self._title = Text("", "title")
        self._text = Text("", "body", wrap=True, colour="text2")
        self._primary = PrimaryButton(icon=primary_icon)
        self._other = PlainButton(icon=other_icon)
        self._link_text = Text("", "second")
        self._link = LinkButton()
        self._primary.clicked.connect(self.primary_chosen)
        self._other.clicked.connect(self.other_chosen)
        self._link.clicked.connect(self.link_chosen)
        self.setFocusProxy(self._primary)
        self._lay_out(Icon(icon, 40, "text3"))

    def _lay_out(self, icon: Icon) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(icon, 0, centre)
        column.addSpacing(12)
        self._title.setAlignment(centre)
        column.addWidget(self._title, 0, centre)
        self._text.setAlignment(centre)
        column.addWidget(self._text)
        column.addSpacing(8)
        column.addWidget(Row(None, self._primary, self._other, None))
        column.addSpacing(8)
        column.addWidget(Row(None, self._link_text, self._link, None, gap=0))
        column.addStretch(3)

    def set_content(
        self,
        title: str,
        text: str = "",
        primary: str = "",
        other: str = "",
        link_text: str = "",
        link: str = "",
    ) -> None:
        """Say what is not there yet and what to do; what is empty takes no room."""
        for widget, words in (
            (self._title, title),
            (self._text, text),
            (self._primary, primary),
            (self._other, other),
            (self._link_text, link_text),
            (self._link, link),
        ):
            widget.setText(words)
            widget.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, as Space does."""
        pressed = next((one for one in (self._primary, self._other) if one.hasFocus()), None)
        if pressed is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            pressed.click()
        else:
            super().keyPressEvent(event)
