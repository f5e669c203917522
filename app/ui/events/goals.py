"""Choosing the goals a session or a note serves: found by letters, shown as chips."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.language import Language
from app.ui.kit import ElidedText, Finder, IconButton, PicksField, Row, SoftBox


class GoalPanel(SoftBox):
    """Opens under a table for one of its rows."""

    chosen = Signal(object, object)
    """The record and the codes of its goals."""

    def __init__(self, finder: Finder) -> None:
        super().__init__(gap=8, margin=12)
        self._finder = finder
        self._record: object = b""
        self._title = ElidedText("", "label")
        self._close = IconButton("x")
        self._close.clicked.connect(self.hide)
        self.add(Row(self._title, None, self._close))
        self.field: PicksField | None = None

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._language = language
        self._close.set_name(language.text("Close"))
        if self.field is not None:
            self.field.retranslate(language)

    def open(self, record: object, title: str, codes: tuple[str, ...]) -> None:
        """Choose for this record."""
        if self.field is None:
            self.field = PicksField(self._language, self._finder)
            self.field.committed.connect(lambda codes: self.chosen.emit(self._record, codes))
            self.add(self.field)
        self._record = record
        self._title.setText(self._language.text("Goals of “{title}”", title=title))
        self.field.set_placeholder(self._language.text("Goal, task or measure: a few letters"))
        self.field.set_value(codes)
        self.show()
        self.field.editor().setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
