"""What each tab of exchange is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import Language
from app.ui.context import Context
from app.ui.kit import ActionFooter, ProgressRow, Scroller, Stack


class Pane(QWidget):
    """Content that scrolls, a line of progress, and a footer of actions that stays."""

    counted = Signal(object)
    """How many there are, for the tab; None for no number."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.room = Stack(gap=14, margins=(24, 12, 24, 16))
        self.progress = ProgressRow(context.language)
        self.footer = ActionFooter()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Scroller(self.room), 1)
        self._busy = Stack(self.progress, margins=(24, 4, 24, 4))
        column.addWidget(self._busy)
        column.addWidget(self.footer)

    @property
    def language(self) -> Language:
        """The language of the window at present."""
        return self.context.language

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.progress.retranslate(self.language)

    def refresh(self) -> None:
        """Read anew what is shown."""

    def take(self, paths: Sequence[Path]) -> None:
        """Files were dropped on the page while this tab was shown."""
