"""The strip of tabs under a page's title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy

from app.ui.kit.layout import let_go
from app.ui.kit.segments import ARROWS
from app.ui.theme import look

HEIGHT = 40
_PAD = 6
_GAP = 28 - 2 * _PAD
_MARGIN = 24 - _PAD
_COUNT_GAP = 6


@dataclass(frozen=True)
class Tab:
    """A key, the word shown, how many there are, and a shorter word for narrow windows."""

    key: str
    label: str
    count: int | None = None
    short: str = ""


class TabButton(QAbstractButton):
    """One tab: a real button, so that the keyboard and screen readers know it."""

    def __init__(self, tab: Tab) -> None:
        super().__init__()
        self.tab = tab
        self._narrow = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_tab(tab)

    def show_tab(self, tab: Tab) -> None:
        """Show another word or count."""
        self.tab = tab
        self.setText(tab.label)
        self.setAccessibleName(tab.label if tab.count is None else f"{tab.label}, {tab.count}")
        self.updateGeometry()
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Use the shorter word."""
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    def _word(self) -> str:
        return self.tab.short if self._narrow and self.tab.short else self.tab.label

    def _word_width(self) -> int:
        return QFontMetrics(look().font(14, 600)).horizontalAdvance(self._word())

    def sizeHint(self) -> QSize:
        width = self._word_width()
        if self.tab.count is not None:
            count = QFontMetrics(look().font(13, 400)).horizontalAdvance(str(self.tab.count))
            width += _COUNT_GAP + count
        return QSize(width + 2 * _PAD, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        ink = "accent" if on or self.underMouse() else "text2"
        painter.setPen(look().colour(ink))
        painter.setFont(look().font(14, 600 if on else 400))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect().adjusted(_PAD, 0, 0, 0), middle, self._word())
        width = self._word_width()
        if self.tab.count is not None:
            painter.setPen(look().colour("text3"))
            painter.setFont(look().font(13, 400))
            at = self.rect().adjusted(_PAD + width + _COUNT_GAP, 0, 0, 0)
            painter.drawText(at, middle, str(self.tab.count))
        if on:
            painter.fillRect(_PAD, HEIGHT - 3, width, 3, look().colour("accent"))
        if self.hasFocus():
            self._paint_focus(painter)

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setColor(look().colour("accent"))
        pen.setWidth(2)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().adjusted(1, 6, -1, -7), 4, 4)


class Tabs(QFrame):
    """The strip: arrows move along it, it is one stop for Tab."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        self._row.setSpacing(_GAP)
        self._row.addStretch(1)
        self._buttons: list[TabButton] = []
        self._is_brief = False

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        """Show these tabs; the chosen one stays chosen where its key stays."""
        if [tab.key for tab in tabs] == [button.tab.key for button in self._buttons]:
            for button, tab in zip(self._buttons, tabs, strict=True):
                button.show_tab(tab)
            self._fit()
            return
        key = self.key()
        for button in self._buttons:
            let_go(button)
        self._buttons = [self._button(at, tab) for at, tab in enumerate(tabs)]
        self._mark(key or (tabs[0].key if tabs else ""))
        self._fit()

    def _button(self, at: int, tab: Tab) -> TabButton:
        button = TabButton(tab)
        button.clicked.connect(lambda: self.choose(button.tab.key))
        self._row.insertWidget(at, button)
        return button

    def key(self) -> str:
        """The key of the chosen tab."""
        return next((button.tab.key for button in self._buttons if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose a tab and say so."""
        self._mark(key)
        self.chosen.emit(key)

    def step(self, by: int) -> None:
        """Choose the next tab, or the one before; the last is followed by the first."""
        keys = [button.tab.key for button in self._buttons]
        if keys:
            self.choose(keys[(keys.index(self.key()) + by) % len(keys)])

    def _mark(self, key: str) -> None:
        for button in self._buttons:
            on = button.tab.key == key
            button.setChecked(on)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        at = next((i for i, button in enumerate(self._buttons) if button.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        target = self._buttons[(at + step) % len(self._buttons)]
        self.choose(target.tab.key)
        target.setFocus()

    def set_brief(self, brief: bool) -> None:
        """Say the shorter words even where the longer ones would fit."""
        self._is_brief = brief
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least_width(), HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for button in self._buttons:
            button.set_narrow(self._is_brief)
        wide = sum(button.sizeHint().width() for button in self._buttons)
        gaps = max(0, len(self._buttons) - 1)
        room = self.width() - 2 * _MARGIN
        if wide + gaps * _GAP > room:
            for button in self._buttons:
                button.set_narrow(True)
            narrow = sum(button.sizeHint().width() for button in self._buttons)
            self._row.setSpacing(max(0, min(_GAP, (room - narrow) // max(1, gaps))))
        else:
            self._row.setSpacing(_GAP)

    def _least_width(self) -> int:
        metrics = QFontMetrics(look().font(14, 600))
        width = 2 * _MARGIN
        for button in self._buttons:
            tab = button.tab
            width += metrics.horizontalAdvance(tab.short or tab.label) + 2 * _PAD
            width += 0 if tab.count is None else 12 + 8 * len(str(tab.count))
        return width
