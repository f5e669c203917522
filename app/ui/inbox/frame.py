"""The frame of every tab of the inbox: a list, one of its matters beside it, or an empty page."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.ui.kit import EmptyPage, Line


class Frame(QStackedWidget):
    """The list at the left, the matter at the right; where nothing waits, that is said."""

    def __init__(self, listed: QWidget, matter: QWidget, empty: EmptyPage) -> None:
        super().__init__()
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(listed, 1)
        row.addWidget(Line(upright=True))
        row.addWidget(matter, 2)
        self.addWidget(body)
        self.addWidget(empty)

    def show_any(self, has_any: bool) -> None:
        """Show the list, or that nothing waits."""
        self.setCurrentIndex(0 if has_any else 1)
