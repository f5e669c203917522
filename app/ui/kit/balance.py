"""Women and men against the 30 and 70 per cent marks; who is not known stands apart, hatched."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.language import Language
from app.ui.kit.text import Swatch, Text
from app.ui.theme import look

_BAR = 14
_TOP = 16
MARKS = (30, 70)


class BalanceBar(QWidget):
    """The bar: women, men, and the unknown hatched at its end, with both marks across the known."""

    def __init__(self) -> None:
        super().__init__()
        self._women = self._men = self._unknown = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_counts(self, women: int, men: int, unknown: int = 0) -> None:
        """Show these people."""
        self._women, self._men, self._unknown = women, men, unknown
        self.setAccessibleName(f"{women} / {men} / {unknown}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, _TOP + _BAR + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(140, _TOP + _BAR + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        everyone = self._women + self._men + self._unknown
        if not everyone:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().colour("line"))
            painter.drawRoundedRect(0, _TOP, self.width(), _BAR, 3, 3)
            self._paint_marks(painter, float(self.width()))
            return
        known = self.width() * (self._women + self._men) / everyone
        self._paint_parts(painter, known)
        if self._women + self._men:
            self._paint_marks(painter, known)

    def _paint_parts(self, painter: QPainter, known: float) -> None:
        both = max(1, self._women + self._men)
        edge = known * self._women / both
        painter.setPen(Qt.PenStyle.NoPen)
        gap = 2.0 if self._women and self._men else 0.0
        painter.setBrush(look().colour("women"))
        if self._women:
            painter.drawRoundedRect(QRectF(0, _TOP, edge - gap / 2, _BAR), 3, 3)
        painter.setBrush(look().colour("men"))
        if self._men:
            painter.drawRoundedRect(
                QRectF(edge + gap / 2, _TOP, known - edge - gap / 2, _BAR), 3, 3
            )
        if self._unknown:
            rest = QRectF(known + 2.5, _TOP + 0.5, self.width() - known - 3, _BAR - 1)
            painter.setPen(look().colour("unknown"))
            painter.setBrush(QBrush(look().colour("unknown"), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(rest, 3, 3)

    def _paint_marks(self, painter: QPainter, known: float) -> None:
        painter.setFont(look().font(12, 400))
        for mark in MARKS:
            x = round(known * mark / 100)
            painter.fillRect(x - 2, _TOP - 3, 4, _BAR + 7, look().colour("surface"))
            painter.fillRect(x - 1, _TOP - 3, 2, _BAR + 7, look().colour("text"))
            if known < 120 and mark == MARKS[1]:
                continue
            painter.setPen(look().colour("text2"))
            # narrow no-break space, as in every figure of the house
            painter.drawText(
                x - 30, 0, 60, _TOP - 4, Qt.AlignmentFlag.AlignCenter, f"{mark}\u202f%"
            )


class BalanceLegend(QWidget):
    """The numbers that belong to the bar, with their shares."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._counts = (0, 0, 0)
        self._names = [Text("", "second", colour="text") for _ in range(3)]
        self._numbers = [Text("", "name") for _ in range(3)]
        self._shares = [Text("", "caption", colour="text2") for _ in range(3)]
        self._swatches = [Swatch("women"), Swatch("men"), Swatch("unknown", hatched=True)]
        self._lay_out()
        self.retranslate(language)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for line in range(3):
            grid.addWidget(self._swatches[line], line, 0)
            grid.addWidget(self._names[line], line, 1)
            grid.addWidget(self._numbers[line], line, 2, right)
            grid.addWidget(self._shares[line], line, 3, right)
        grid.setColumnMinimumWidth(3, 36)

    def retranslate(self, language: Language) -> None:
        """Say the words in another language."""
        self._language = language
        words = (language.text("Women"), language.text("Men"), language.text("Not stated"))
        for label, word in zip(self._names, words, strict=True):
            label.setText(word)
        self.set_counts(*self._counts)

    def set_counts(self, women: int, men: int, unknown: int = 0) -> None:
        """Show these people; the unknown have no share, for the shares are of the known."""
        self._counts = (women, men, unknown)
        known = women + men
        for line, count in enumerate(self._counts):
            self._numbers[line].setText(self._language.number(count))
            share = self._language.percent(count, known) if known and line < 2 else ""
            self._shares[line].setText(share)
        for widgets in (self._swatches, self._names, self._numbers, self._shares):
            widgets[2].setVisible(bool(unknown))
