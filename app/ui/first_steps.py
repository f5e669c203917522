"""The column beside the first run: which step one is at, and what is promised."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.language import Language
from app.ui.kit import Icon, Stack, Text
from app.ui.theme import look


class StepMark(QWidget):
    """The number of a step in a circle, filled while it is the present one."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.is_current = False
        self.setFixedSize(28, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.is_current
        painter.setPen(QPen(look().colour("accent" if on else "ctrl"), 1))
        painter.setBrush(look().colour("accent") if on else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))
        painter.setPen(look().colour("onaccent" if on else "text2"))
        painter.setFont(look().font(13, 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


class Steps(QFrame):
    """The column at the left: where one is in the three steps."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Text("", "title")
        self._lead = Text("", "second", wrap=True)
        self._marks = [StepMark(number) for number in (1, 2, 3)]
        self._names = [Text("", "body", wrap=True) for _ in self._marks]
        self._subs = [Text("", "caption", wrap=True) for _ in self._marks]
        self._promise = Text("", "second", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 40, 24, 28)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._lead)
        column.addSpacing(16)
        for mark, name, sub in zip(self._marks, self._names, self._subs, strict=True):
            line = QHBoxLayout()
            line.setSpacing(12)
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Stack(name, sub, gap=1), 1)
            column.addLayout(line)
            column.addSpacing(14)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(Icon("shield-check", 18, "ok"), 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._promise, 1)
        column.addLayout(foot)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        text = language.text
        self._title.setText(text("Depter"))
        self._lead.setText(text("Opened for the first time. Three steps, two minutes."))
        names = (text("Language and who you are"), text("Passphrase"), text("Recovery key"))
        subs = (
            text("You can change this at any time"),
            text("The notebook is encrypted on this computer"),
            text("For the day the passphrase is forgotten"),
        )
        for label, words in zip((*self._names, *self._subs), (*names, *subs), strict=True):
            label.setText(words)
        self._promise.setText(
            text("No internet is needed. Nothing leaves this computer without your permission.")
        )

    def set_brief(self, brief: bool) -> None:
        """Leave the second lines out where there is no height for them."""
        for sub in self._subs:
            sub.setVisible(not brief)

    def set_step(self, step: int) -> None:
        """Mark the present step."""
        for at, (mark, name) in enumerate(zip(self._marks, self._names, strict=True)):
            mark.is_current = at == step
            mark.update()
            name.set_role("subsection" if at == step else "body")
            name.set_colour("text" if at == step else "text2")
