"""Facts and figures beside the matter: label and value pairs, a big number with its words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from app.ui.kit.layout import Stack, empty
from app.ui.kit.text import Text

Fact = tuple[str, str]


class Facts(QWidget):
    """Label at the left, value at the right of it, one pair a line."""

    def __init__(self, label_width: int = 104) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, label_width)
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show these pairs; a pair without a value is left out."""
        empty(self._grid)
        shown = [(label, value) for label, value in facts if value]
        for line, (label, value) in enumerate(shown):
            name = Text(label, "second", wrap=True)
            text = Text(value, "second", wrap=True, colour="text")
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, line, 1, Qt.AlignmentFlag.AlignTop)


class Figure(QWidget):
    """A big number, what it counts, and what it is measured by."""

    def __init__(self) -> None:
        super().__init__()
        self._number = Text("", "figure")
        self._caption = Text("", "second", colour="text")
        self._note = Text("", "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._number)
        row.addWidget(Stack(None, self._caption, self._note, None, gap=0))
        row.addStretch(1)

    def set_figure(self, number: str, caption: str, note: str = "") -> None:
        """Show a number with its words."""
        self._number.setText(number)
        self._caption.setText(caption)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleName(" ".join(part for part in (number, caption, note) if part))
