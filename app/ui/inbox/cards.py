"""The card of one value: which key takes it, where it stands, what, who, when, which device."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit import Chip, ElidedText, Icon, Line, Row, Stack, Text
from app.ui.kit.keys import cap_width, paint_cap
from app.ui.theme import look

_SHORT_VALUE = 28
"""So many letters may stand in the large size."""
_WIDE = 310


@dataclass(frozen=True)
class Side:
    """What a card says."""

    key: str
    where: str
    value: str
    note: str
    who: str
    when: str
    machine: str

    def spoken(self) -> str:
        """All of it in one line, for the screen reader."""
        parts = (self.where, self.value, self.note, self.who, self.when, self.machine)
        return ", ".join(part for part in parts if part)


class Cap(QWidget):
    """A key cap that is filled while its card is chosen."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key, self._is_strong = key, False
        self.setFixedSize(cap_width(key), 20)

    def set_strong(self, strong: bool) -> None:
        """Fill the cap, or empty it."""
        self._is_strong = strong
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_cap(QPainter(self), 0, 10, self._key, "strong" if self._is_strong else "plain")


class ValueCard(QAbstractButton):
    """One of the values that stand against each other; `short` is for second and later fields."""

    def __init__(self, side: Side, chosen_word: str, *, short: bool = False) -> None:
        super().__init__()
        self.side = side
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._is_short = short
        self._cap = Cap(side.key)
        self._chosen, self._chosen_below = Chip("", "new"), Chip("", "new")
        self._note = ElidedText(side.note, "caption")
        self._chosen_word = chosen_word
        self._tick = Icon("check", 18, "accent")
        self._tick.hide()
        if short:
            self._lay_out_short()
        else:
            self._lay_out()
        self.setAccessibleName(side.spoken())
        self.toggled.connect(self._turned)

    def _lay_out(self) -> None:
        side = self.side
        is_short = len(side.value) <= _SHORT_VALUE
        value = Text(side.value, "question" if is_short else "name", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(6)
        head = Row(self._cap, ElidedText(side.where, "name"), None, self._chosen, gap=10)
        below = Row(self._note, self._chosen_below, None)
        below.setFixedHeight(20)
        for part in (head, value, below):
            column.addWidget(part)
        column.addStretch(1)
        column.addSpacing(4)
        column.addWidget(Line())
        column.addSpacing(2)
        for icon, said in (("user", side.who), ("clock", side.when), ("monitor", side.machine)):
            if said:
                column.addWidget(_fact(icon, said))

    def _lay_out_short(self) -> None:
        side = self.side
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 14, 8)
        row.setSpacing(12)
        who = " · ".join(part for part in (side.who or side.where, side.when) if part)
        value = Text(side.value, "name", wrap=True)
        words = Stack(value, Text(who, "caption", wrap=True, colour="text2"), gap=1)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row.addWidget(self._cap)
        row.addWidget(words, 1)
        row.addWidget(self._tick)

    def _turned(self, on: bool) -> None:
        self._cap.set_strong(on)
        if self._is_short:
            self._tick.setVisible(on)
        else:
            self._place_word()
        self.update()

    def _place_word(self) -> None:
        """«Chosen» stands at the head; on a narrow card it takes the place of the note."""
        on, is_wide = self.isChecked(), self.width() >= _WIDE
        self._chosen.set_text(self._chosen_word if on and is_wide else "", icon="check")
        self._chosen_below.set_text(self._chosen_word if on and not is_wide else "", icon="check")
        self._note.setVisible(is_wide or not on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_short:
            self._place_word()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize(200, 60)

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else QSize(200, 60)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.isChecked() or self.hasFocus()
        width = 2 if strong else 1
        border = "accent" if strong else "text2" if self.underMouse() else "ctrl"
        ground = "accentS" if self.isChecked() else "hover" if self.underMouse() else "surface"
        painter.setPen(QPen(look().colour(border), width))
        painter.setBrush(look().colour(ground))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)


def _fact(icon: str, said: str) -> Row:
    words = ElidedText(said, "second", colour="text")
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return Row(Icon(icon, 16), words, gap=8)


def choose(cards: Sequence[ValueCard], at: int | None) -> None:
    """Choose one card, or none."""
    for number, card in enumerate(cards):
        card.setChecked(number == at)
