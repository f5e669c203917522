"""Buttons: one primary a screen, plain ones beside it, links and bare icons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton

from app.ui.icons import GAP, icon, icon_size

_ICON_COLOURS = {
    "primary": "onaccent",
    "plain": "text",
    "danger": "bad",
    "quiet": "text2",
    "link": "accent",
    "icon": "text2",
}


class Button(QPushButton):
    """A press button of one kind; its icon carries its own gap."""

    kind = "plain"

    def __init__(self, text: str = "", icon: str = "") -> None:
        super().__init__(text)
        self.setProperty("kind", self.kind)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._word = ""
        if icon:
            self.set_icon(icon)

    def set_icon(self, name: str) -> None:
        """Show an icon before the word."""
        self.setIcon(icon(name, _ICON_COLOURS[self.kind], gap=GAP))
        self.setIconSize(icon_size())

    def set_key(self, keys: str) -> None:
        """Let a key press the button too, and say so in its tooltip."""
        self.setShortcut(QKeySequence(keys))
        self.setToolTip(keys.replace("+", " "))

    def set_busy(self, word: str) -> None:
        """Say what is being done, and take no further press until `set_idle`."""
        if self.isEnabled():
            self._word = self.text()
        self.setText(word)
        self.setEnabled(False)

    def set_idle(self) -> None:
        """Take presses again, under the former word."""
        self.setText(self._word or self.text())
        self.setEnabled(True)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class PrimaryButton(Button):
    """What this page is for."""

    kind = "primary"


class PlainButton(Button):
    """Another way."""

    kind = "plain"


class DangerButton(Button):
    """What takes something away."""

    kind = "danger"


class QuietButton(Button):
    """A choice of second rank, without a border."""

    kind = "quiet"


class LinkButton(Button):
    """A way to another place."""

    kind = "link"


class CrumbButton(Button):
    """A step of the way here, in the small letters above a title."""

    kind = "crumb"


class IconButton(Button):
    """A bare icon; its name is spoken and shown as a tooltip."""

    kind = "icon"

    def __init__(self, icon: str, name: str = "") -> None:
        super().__init__()
        self.set_icon(icon)
        self.set_name(name)

    def set_icon(self, name: str) -> None:
        """Show another drawing."""
        self.setIcon(icon(name, "text2"))
        self.setIconSize(icon_size(gap=0))

    def set_name(self, name: str) -> None:
        """Say what the button does, to the mouse and to the screen reader."""
        self.setToolTip(name)
        self.setAccessibleName(name)
