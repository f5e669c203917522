"""The panel one chooses a template in: what is ready, in a few words each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.language import Language
from app.model.templates import EventTemplate, event_templates
from app.ui.kit import Box, IconButton, PlainButton, Row, SoftBox, Text


class TemplatePanel(SoftBox):
    """Cards side by side; pressing one chooses it."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__(gap=12)
        self._title = Text("", "subsection")
        self._close = IconButton("x")
        self._close.clicked.connect(self.closed)
        self.add(Row(self._title, None, self._close))
        self._cards = [TemplateCard(template) for template in event_templates().values()]
        row = QHBoxLayout()
        row.setSpacing(12)
        for card in self._cards:
            card.chosen.connect(self.chosen)
            row.addWidget(card, 1)
        self.box.addLayout(row)
        self.retranslate(language)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._title.setText(language.text("Start from a template"))
        self._close.set_name(language.text("Close"))
        for card in self._cards:
            card.retranslate(language)

    def focus(self) -> None:
        """Take the keyboard to the first card."""
        self._cards[0].button.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class TemplateCard(Box):
    """One template: its name, what it is for, how much it brings."""

    chosen = Signal(str)

    def __init__(self, template: EventTemplate) -> None:
        super().__init__("card", gap=4, margin=14)
        self._template = template
        self._about = Text("", "second", wrap=True)
        self._facts = Text("", "caption")
        self.button = PlainButton(icon="copy")
        self.button.clicked.connect(lambda: self.chosen.emit(template.code))
        self._name = Text("", "strong", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(4)
        for part in (self._name, self._about, self._facts):
            column.addWidget(part)
        column.addStretch(1)
        self.box.addLayout(column, 1)
        self.box.addWidget(self.button)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        template = self._template
        name = language.label(template.name)
        self._name.setText(name)
        self._about.setText(language.label(template.about))
        days = language.plural("{n} day", "{n} days", template.days)
        count = language.plural(
            "{n} line of programme", "{n} lines of programme", len(template.programme)
        )
        self._facts.setText(f"{days} · {count}")
        self.button.setText(language.text("Begin"))
        self.button.setAccessibleName(name)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self._template.code)
