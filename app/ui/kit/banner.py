"""Banners: a tinted line or box in the page that says something and offers a cure."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from app.ui.kit.buttons import IconButton, PlainButton
from app.ui.kit.layout import Row, Stack
from app.ui.kit.text import Icon, Text
from app.ui.theme import restyle

_ICONS = {"info": "info", "ok": "circle-check", "warn": "triangle-alert", "bad": "circle-alert"}
_INKS = {"info": "accent", "ok": "ok", "warn": "warn", "bad": "bad"}


class Banner(QFrame):
    """`info`, `ok`, `warn` or `bad`: icon, bold title, text, one action. Never blocks.

    In a narrow column it is stacked: the action stands below the words.
    """

    acted = Signal()
    closed = Signal()

    def __init__(
        self,
        kind: str = "info",
        title: str = "",
        text: str = "",
        action: str = "",
        *,
        closable: bool = False,
        icon: str = "",
        stacked: bool = False,
    ) -> None:
        super().__init__()
        self._icon = Icon(size=18)
        self._icon_name = icon
        self._title = Text("", "strong", wrap=True)
        self._text = Text("", "body", wrap=True)
        self._action = PlainButton()
        self._action.clicked.connect(self.acted)
        self._close = IconButton("x")
        self._close.clicked.connect(self._shut)
        self._lay_out(is_stacked=stacked)
        # only now it has a place: shown before, it would be a window of its own for a moment
        self._close.setVisible(closable)
        self.set_kind(kind)
        self.set_content(title, text, action)

    def _lay_out(self, *, is_stacked: bool) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(10)
        words = Stack(self._title, self._text, gap=2)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row.addWidget(self._icon)
        self._row = row
        row.addWidget(words, 1)
        if is_stacked:
            words.add(Row(self._action, None))
        else:
            row.addWidget(self._action)
        row.addWidget(self._close)

    def set_kind(self, kind: str) -> None:
        """Change the tone."""
        restyle(self, "box", kind)
        self._icon.set_icon(self._icon_name or _ICONS[kind], _INKS[kind])
        self._title.set_colour(_INKS[kind])

    def set_content(self, title: str = "", text: str = "", action: str = "") -> None:
        """Say something; what is empty takes no room."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._text.setText(text)
        self._text.setVisible(bool(text))
        side = Qt.AlignmentFlag.AlignTop if title and text else Qt.AlignmentFlag.AlignVCenter
        self._row.setAlignment(self._icon, side)
        self._text.set_role("second" if title else "body")
        self._text.set_colour("text")
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(" ".join(part for part in (title, text) if part))

    def set_close_name(self, name: str) -> None:
        """Give the closing cross its spoken name."""
        self._close.set_name(name)

    def _shut(self) -> None:
        self.hide()
        self.closed.emit()
