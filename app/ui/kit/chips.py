"""Chips: small words on a tinted ground, for facts, states, filters and choices."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui.icons import icon, icon_size, pixmap
from app.ui.theme import look

GROUNDS = {
    "fact": ("line", "text2"),
    "new": ("accentS", "accent"),
    "ok": ("okS", "ok"),
    "warn": ("warnS", "warn"),
    "bad": ("badS", "bad"),
}
"""Ground and ink of each kind of chip."""
HEIGHT = 20
_SIDE = 8
_ICON = 14
_LEAST = 72
"""A picked thing keeps at least so much room for its first letters."""
_STATE_ICONS = {"ok": "check", "warn": "triangle-alert", "bad": "triangle-alert"}


def chip_width(text: str, icon_name: str = "") -> int:
    """How wide a chip will be."""
    words = QFontMetrics(look().font(12, 600)).horizontalAdvance(text)
    return words + 2 * _SIDE + (_ICON + 4 if icon_name else 0)


def paint_chip(
    painter: QPainter, at: QRect, text: str, kind: str, icon_name: str = "", *, raised: bool = False
) -> None:
    """Paint a chip into a rectangle; `raised` for one on a ground of its own colour."""
    ground, ink = GROUNDS[kind]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().colour("surface" if raised else ground))
    painter.drawRoundedRect(at, 4, 4)
    room = at.adjusted(_SIDE, 0, -_SIDE, 0)
    if icon_name:
        drawn = pixmap(icon_name, _ICON, ink, painter.device().devicePixelRatio())
        painter.drawPixmap(room.left(), at.center().y() - _ICON // 2 + 1, drawn)
        room.setLeft(room.left() + _ICON + 4)
    painter.setPen(look().colour(ink))
    painter.setFont(look().font(12, 600))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()


class Chip(QWidget):
    """A fact (grey), something new (accent) or a state (with its icon)."""

    def __init__(self, text: str = "", kind: str = "fact", icon: str | None = None) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._text, self._kind, self._icon = "", kind, ""
        self.set_text(text, kind, icon)

    def text(self) -> str:
        """The word on the chip."""
        return self._text

    def set_text(self, text: str, kind: str = "", icon: str | None = None) -> None:
        """Say another word, perhaps of another kind; an empty word takes no room."""
        self._kind = kind or self._kind
        self._icon = _STATE_ICONS.get(self._kind, "") if icon is None else icon
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self._text, self._icon) if self._text else 0, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._text:
            return
        paint_chip(QPainter(self), self.rect(), self._text, self._kind, self._icon)


class FilterChip(QPushButton):
    """A filter that is on; pressing it takes the filter away."""

    removed = Signal()

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setProperty("kind", "filter-chip")
        self.setAutoDefault(False)
        self.setIcon(icon("x", "accent", size=14, gap=4))
        self.setIconSize(icon_size(14, gap=4))
        self.clicked.connect(self.removed)


class PickedChip(FilterChip):
    """Something picked, whose name may be long: what has no room is cut, the tip says all of it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._full = text
        # a button is never narrower than its hint, unless its policy lets it shrink
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self._full) + self._frame()
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, super().minimumSizeHint().height())

    def _frame(self) -> int:
        """What stands beside the words: the cross and the sides."""
        self.ensurePolished()
        return super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.width() >= self.sizeHint().width():
            self.setText(self._full)
            return
        room = self.width() - self._frame()
        cut = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room)
        if cut != self.text():
            self.setText(cut)


class ChoiceChip(QPushButton):
    """A word that can be chosen or not."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setProperty("kind", "choice-chip")
        self.setCheckable(True)
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:
        # the chosen word is bolder; without this room the row would jump
        bold = QFontMetrics(look().font(13, 600)).horizontalAdvance(self.text())
        return QSize(max(super().sizeHint().width(), bold + 24), 28)
