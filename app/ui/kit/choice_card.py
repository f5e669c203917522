"""A choice worth a sentence: a card with a round mark, a title and what it means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy, QWidget

from app.ui.kit.elide import elided
from app.ui.kit.marks import paint_circle
from app.ui.kit.segments import ARROWS
from app.ui.theme import look

_LEFT = 44


class ChoiceCard(QAbstractButton):
    """One choice; chosen it has a strong border, a soft ground and a filled mark."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code
        self._sub = ""
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, title: str, sub: str = "") -> None:
        """What is chosen, and what it means."""
        self.setText(title)
        self._sub = sub
        self.setAccessibleName(title)
        self.setAccessibleDescription(sub)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        title = QFontMetrics(look().font(14, 600)).horizontalAdvance(self.text())
        return QSize(_LEFT + title + 16, 56 if self._sub else 44)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.isChecked() or self.hasFocus()
        width = 2 if strong else 1
        border = "accent" if strong else "text2" if self.underMouse() else "ctrl"
        painter.setPen(QPen(look().colour(border), width))
        ground = "accentS" if self.isChecked() else "hover" if self.underMouse() else "surface"
        painter.setBrush(look().colour(ground))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        self._paint_mark(painter)
        self._paint_words(painter)

    def _paint_mark(self, painter: QPainter) -> None:
        middle = self.rect().center().y() + 0.5
        paint_circle(painter, 16, middle - 8, on=self.isChecked())

    def _paint_words(self, painter: QPainter) -> None:
        room = self.rect().adjusted(_LEFT, 0, -12, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(look().font(14, 600))
        painter.setPen(look().colour("text"))
        if not self._sub:
            painter.drawText(room, flags, self.text())
            return
        painter.drawText(QRect(room.left(), 8, room.width(), 22), flags, self.text())
        font = look().font(12, 400)
        painter.setFont(font)
        painter.setPen(look().colour("text2"))
        sub = elided(QFontMetrics(font), self._sub, room.width())
        painter.drawText(QRect(room.left(), 29, room.width(), 18), flags, sub)


class ChoiceCards(QWidget):
    """Some cards of which one is chosen; one stop for Tab, arrows move."""

    chosen = Signal(str)

    def __init__(self, codes: Sequence[str], *, across: bool = False) -> None:
        super().__init__()
        direction = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        self._box = QBoxLayout(direction, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(12 if across else 8)
        self._cards = [ChoiceCard(code) for code in codes]
        for card in self._cards:
            card.clicked.connect(lambda _=False, card=card: self._pressed(card))
            self._box.addWidget(card, 1)
        self.set_value(codes[0])

    def say(self, words: Sequence[tuple[str, str]]) -> None:
        """Title and meaning of each card, in their order."""
        for card, (title, sub) in zip(self._cards, words, strict=True):
            card.say(title, sub)

    def value(self) -> str:
        """The code of the chosen card."""
        return next((card.code for card in self._cards if card.isChecked()), "")

    def set_value(self, code: str) -> None:
        """Choose without a signal."""
        for card in self._cards:
            on = card.code == code
            card.setChecked(on)
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = (Qt.Key.Key_Down, Qt.Key.Key_Right)
        up = (Qt.Key.Key_Up, Qt.Key.Key_Left)
        step = 1 if event.key() in down else -1 if event.key() in up else 0
        at = next((i for i, card in enumerate(self._cards) if card.isChecked()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        target = self._cards[(at + step) % len(self._cards)]
        self._pressed(target)
        target.setFocus()

    def _pressed(self, card: ChoiceCard) -> None:
        self.set_value(card.code)
        self.chosen.emit(card.code)
