"""Key caps, the footer that says which keys do what here, and the footer of actions."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.ui.kit.layout import let_go
from app.ui.kit.text import ElidedText, Text
from app.ui.theme import look

NARROW = 1200
"""Under this logical window width the hints are cut to three."""
_HINT_GAP = 16
_ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Shift": "⇧"}


@dataclass(frozen=True)
class Hint:
    """Keys (space between caps) and what they do here."""

    keys: str
    text: str


def cap_width(key: str) -> int:
    """How wide the cap of one key will be."""
    return max(20, QFontMetrics(look().font(11, 500)).horizontalAdvance(_ARROWS.get(key, key)) + 12)


_TONES = {
    "plain": ("ctrl", "", "text2"),
    "strong": ("accent", "accent", "onaccent"),
    "toast": ("toastaccent", "", "ontoast"),
}
"""Border, ground and ink of a cap."""


def paint_cap(painter: QPainter, x: int, middle: int, key: str, tone: str = "plain") -> None:
    """Paint a key cap with its left edge at `x`, centred on the line `middle`."""
    border, ground, ink = _TONES[tone]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look().colour(border))
    painter.setBrush(look().colour(ground) if ground else Qt.BrushStyle.NoBrush)
    width = cap_width(key)
    painter.translate(0.5, 0.5)
    painter.drawRoundedRect(x, middle - 10, width - 1, 19, 4, 4)
    painter.translate(-0.5, -0.5)
    painter.setPen(look().colour(ink))
    painter.setFont(look().font(11, 600 if tone == "strong" else 500))
    word = _ARROWS.get(key, key)
    painter.drawText(x, middle - 10, width, 20, Qt.AlignmentFlag.AlignCenter, word)
    painter.restore()


class KeyCap(QWidget):
    """Keys drawn as caps: a space parts two caps, a no-break space two keys on one cap."""

    def __init__(self, keys: str = "", tone: str = "plain") -> None:
        super().__init__()
        self._keys: list[str] = keys.split(" ")
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(keys)

    def sizeHint(self) -> QSize:
        gaps = 6 * max(0, len(self._keys) - 1)
        return QSize(sum(cap_width(key) for key in self._keys) + gaps, 20)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        x = 0
        for key in self._keys:
            paint_cap(painter, x, 10, key, self._tone)
            x += cap_width(key) + 6


class _HintView(QWidget):
    def __init__(self, hint: Hint) -> None:
        super().__init__()
        self.text = hint.text
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(KeyCap(hint.keys))
        row.addWidget(Text(hint.text, "caption"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class HintRow(QWidget):
    """Keys and what they do, one after the other; what does not fit is left to F1."""

    def __init__(self, *hints: Hint) -> None:
        super().__init__()
        self._views: list[_HintView] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_HINT_GAP)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_hints(list(hints))

    def set_hints(self, hints: list[Hint]) -> None:
        """Show these keys."""
        for view in self._views:
            let_go(view)
        self._views = [_HintView(hint) for hint in hints]
        for view in self._views:
            self._row.addWidget(view)

    def shown(self) -> list[str]:
        """What the keys do that have room."""
        return [view.text for view in self._views if view.isVisibleTo(self)]

    def fit(self, room: int) -> int:
        """Show what fits, at most three in a narrow window; answers the room that is left."""
        window = self.window()
        most = 3 if window.width() < NARROW and window.isWindow() else len(self._views)
        for at, view in enumerate(self._views):
            room -= view.sizeHint().width() + _HINT_GAP
            view.setVisible(at < most and room >= 0)
        return room


class KeyHints(QFrame):
    """The 32-pixel footer of a page: keys and what they do, with an optional note at the right."""

    def __init__(self, *hints: Hint, note: str = "") -> None:
        super().__init__()
        self.setProperty("box", "footer")
        self.setFixedHeight(33)
        self._hints = HintRow()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(_HINT_GAP)
        row.addWidget(self._hints)
        row.addStretch(1)
        self._note = ElidedText(note, "caption")
        row.addWidget(self._note)
        self.set_hints(list(hints), note)

    def set_hints(self, hints: list[Hint], note: str = "", tip: str = "") -> None:
        """Show these keys; what does not fit is left to F1."""
        self._hints.set_hints(hints)
        self._note.setText(note)
        self._note.setToolTip(tip)
        self._fit()

    def shown(self) -> list[str]:
        """What the keys do that have room."""
        return self._hints.shown()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 33)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A note is kept before the last keys, which F1 tells as well, but not before the first."""
        room, wide = self.width() - 48, self._note.sizeHint().width() + _HINT_GAP
        keeps = bool(self._note.text()) and wide < room // 2
        left = self._hints.fit(room - wide if keeps else room)
        self._note.setVisible(bool(self._note.text()) and (keeps or left > wide))


class ActionFooter(QFrame):
    """The 56-pixel footer of a page whose work ends in a press: a note left, buttons right.

    Keys may stand at the left too: as many as the rest leaves room for; F1 tells them all.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("box", "footer")
        self.setFixedHeight(57)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 0, 24, 0)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self._notes = 0
        self._hints: HintRow | None = None

    def set_side(self, margin: int) -> None:
        """Keep clear of both edges by so much."""
        self._row.setContentsMargins(margin, 0, margin, 0)

    def add_note(self, widget: QWidget) -> None:
        """Put something at the left."""
        self._row.insertWidget(self._notes, widget)
        self._notes += 1

    def add_action(self, button: QWidget) -> None:
        """Put a button at the right."""
        self._row.addWidget(button)

    def set_hints(self, hints: list[Hint]) -> None:
        """Say these keys at the left."""
        if self._hints is None:
            self._hints = HintRow()
            self.add_note(self._hints)
        self._hints.set_hints(hints)
        self._fit()

    def hide_hints(self, is_hidden: bool) -> None:
        """Leave the room of the keys to something that has to be said."""
        if self._hints is not None:
            self._hints.setVisible(not is_hidden)
        self._fit()

    def shown_hints(self) -> list[str]:
        """What the keys do that have room."""
        return self._hints.shown() if self._hints is not None else []

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return least if self._hints is None else QSize(self._taken(), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._hints is not None:
            self._hints.fit(self.width() - self._taken())

    def _taken(self) -> int:
        """The room of the margins and of everything but the keys."""
        margins = self._row.contentsMargins()
        others = (part for part in self.findChildren(QWidget) if part.parentWidget() is self)
        shown = [part for part in others if part is not self._hints and not part.isHidden()]
        widths = sum(part.sizeHint().width() + self._row.spacing() for part in shown)
        return margins.left() + margins.right() + widths
