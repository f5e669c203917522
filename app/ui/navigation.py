"""The column at the left: where one can go, and who one is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from app.language import Language
from app.ui.icons import pixmap
from app.ui.kit import IconButton, Line, Stack
from app.ui.kit.elide import elided
from app.ui.kit.text import ElidedText, Text
from app.ui.pages import PageEntry
from app.ui.theme import look

WIDTH = 220
NARROW_WIDTH = 57
_ITEM, _LOW_ITEM = 36, 26
"""The height of a place; lower where the window is too low for all of them."""


class NavItem(QAbstractButton):
    """One place: icon and word; the chosen one has a bar, a soft ground and a bold word."""

    def __init__(self, entry: PageEntry) -> None:
        super().__init__()
        self.entry = entry
        self._count = 0
        self.is_narrow = False
        self.setCheckable(True)
        self.setMinimumHeight(_LOW_ITEM)
        self.setMaximumHeight(_ITEM)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def say(self, word: str, key: str) -> None:
        """Name the place, with the key that goes there."""
        self.setText(word)
        self.setAccessibleName(word)
        self.setToolTip(f"{word} ({key})" if key else word)
        self.update()

    def set_count(self, count: int) -> None:
        """How many things wait there; 0 says nothing."""
        self._count = count
        self.setAccessibleDescription(str(count) if count else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(NARROW_WIDTH - 16 if self.is_narrow else WIDTH - 16, _ITEM)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        painter.setPen(Qt.PenStyle.NoPen)
        if on or self.underMouse():
            painter.setBrush(look().colour("accentS" if on else "line2"))
            painter.drawRoundedRect(self.rect(), 4, 4)
        if on:
            painter.setBrush(look().colour("accent"))
            painter.drawRoundedRect(QRect(0, 8, 3, self.height() - 16), 1.5, 1.5)
        self._paint_words(painter, on=on)
        if self.hasFocus():
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(look().colour("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)

    def _paint_words(self, painter: QPainter, *, on: bool) -> None:
        drawn = pixmap(self.entry.icon, 18, "accent" if on else "text2", self.devicePixelRatioF())
        painter.drawPixmap(11, (self.height() - 18) // 2, drawn)
        if self.is_narrow:
            if self._count:
                painter.setBrush(look().colour("accent"))
                painter.drawEllipse(27, 6, 8, 8)
            return
        room = self.rect().adjusted(40, 0, -10, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        if self._count:
            painter.setFont(look().font(13, 600))
            painter.setPen(look().colour("text2"))
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, str(self._count))
            room.setRight(room.right() - 32)
        painter.setFont(look().font(14, 600 if on else 400))
        painter.setPen(look().colour("accent" if on else "text"))
        word = elided(painter.fontMetrics(), self.text(), room.width())
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, word)


class Navigation(QFrame):
    """All places a role needs, settings at the foot, and whose notebook it is."""

    chosen = Signal(str)
    narrowed = Signal(bool)

    def __init__(self, entries: Sequence[PageEntry], language: Language) -> None:
        super().__init__()
        self.is_narrow = False
        self._items = {entry.name: NavItem(entry) for entry in entries if not entry.under}
        self._under = {entry.name: entry.under for entry in entries if entry.under}
        self._name = ElidedText("", "strong")
        self._role = Text("", "caption", wrap=True, colour="text2")
        self._fold = IconButton("panel-left-close")
        self._fold.clicked.connect(lambda: self.narrowed.emit(not self.is_narrow))
        self._lay_out()
        for item in self._items.values():
            item.clicked.connect(lambda _=False, name=item.entry.name: self.chosen.emit(name))
        self.retranslate(language)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 0)
        column.setSpacing(2)
        for item in self._items.values():
            if not item.entry.at_foot:
                column.addWidget(item)
        column.addStretch(1)
        for item in self._items.values():
            if item.entry.at_foot:
                column.addWidget(item)
        column.addSpacing(4)
        column.addWidget(Line())
        self._who = Stack(self._name, self._role, gap=0)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 6, 0, 6)
        foot.addWidget(self._who, 1)
        foot.addWidget(self._fold)
        self._foot = foot
        column.addLayout(foot)

    def retranslate(self, language: Language) -> None:
        """Say the places in another language."""
        for number, item in enumerate(self._items.values(), 1):
            item.say(language.text(item.entry.label), f"Ctrl {number}")
        self._fold.set_name(language.text("Fold or unfold the menu"))

    def set_who(self, name: str, role: str) -> None:
        """Whose notebook it is."""
        self._name.setText(name)
        self._role.setText(role)

    def set_count(self, page: str, count: int) -> None:
        """How many things wait on a page."""
        if page in self._items:
            self._items[page].set_count(count)

    def mark(self, page: str) -> None:
        """Show where one is."""
        for name, item in self._items.items():
            item.setChecked(name == self._under.get(page, page))

    def names(self) -> list[str]:
        """The places in their order, for Ctrl 1…9."""
        return list(self._items)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only."""
        self.is_narrow = narrow
        self.setFixedWidth(NARROW_WIDTH if narrow else WIDTH)
        self._who.setVisible(not narrow)
        self._foot.setContentsMargins(4 if narrow else 10, 6, 0, 6)
        for item in self._items.values():
            item.is_narrow = narrow
            item.update()

    def focus(self) -> None:
        """Take the keyboard."""
        current = next((i for i in self._items.values() if i.isChecked()), None)
        if current is not None:
            current.setFocus(Qt.FocusReason.TabFocusReason)
