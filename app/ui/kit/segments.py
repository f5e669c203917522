"""A switch of a few words of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy

from app.ui.kit.layout import let_go
from app.ui.theme import look, restyle

Option = tuple[str, str]
"""A code that is stored and the word that is shown."""


ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
"""Keys a button would use to move the focus; in a group of ours they move the choice."""


class Segment(QPushButton):
    """One word of a switch."""

    def __init__(self, code: str, word: str) -> None:
        super().__init__(word)
        self.code = code
        self.setProperty("kind", "segment")
        self.setCheckable(True)
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:
        bold = QFontMetrics(look().font(13, 600)).horizontalAdvance(self.text())
        return QSize(bold + 20, 26)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Segments(QFrame):
    """A switch; `can_clear` lets a second press on the chosen word take the choice back."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[Option] = (), *, can_clear: bool = False) -> None:
        super().__init__()
        self.setFixedHeight(30)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._can_clear = can_clear
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._segments: list[Segment] = []
        self.set_options(options)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these words; the choice is kept where its code stays."""
        value = self.value()
        if [code for code, _ in options] == [segment.code for segment in self._segments]:
            for segment, (_, word) in zip(self._segments, options, strict=True):
                segment.setText(word)
            return
        for segment in self._segments:
            let_go(segment)
        self._segments = [self._segment(code, word) for code, word in options]
        self.set_value(value)

    def _segment(self, code: str, word: str) -> Segment:
        segment = Segment(code, word)
        segment.clicked.connect(lambda: self._pressed(segment))
        self._row.addWidget(segment)
        return segment

    def value(self) -> str:
        """The code of the chosen word, or ""."""
        return next((segment.code for segment in self._segments if segment.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Choose without a signal."""
        for segment in self._segments:
            segment.setChecked(segment.code == value)
        self._set_tab_stop()

    def segments(self) -> list[Segment]:
        """The buttons, for names and shortcuts of their own."""
        return list(self._segments)

    def set_failed(self, failed: bool) -> None:
        """Mark the switch as wrong."""
        restyle(self, "failed", "true" if failed else "false")

    def focus(self) -> None:
        """Take the keyboard."""
        chosen = next((s for s in self._segments if s.isChecked()), None)
        stop = chosen or next(iter(self._segments), None)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        at = next((i for i, s in enumerate(self._segments) if s.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        target = self._segments[(at + step) % len(self._segments)]
        target.setFocus()
        if self.value() != target.code:
            self._pressed(target)

    def _pressed(self, pressed: Segment) -> None:
        was = getattr(self, "_last", "")
        code = "" if self._can_clear and was == pressed.code else pressed.code
        self.set_value(code)
        self.chosen.emit(code)

    def _set_tab_stop(self) -> None:
        self._last = self.value()
        stop = self._last or (self._segments[0].code if self._segments else "")
        for segment in self._segments:
            tab = segment.code == stop
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus)
