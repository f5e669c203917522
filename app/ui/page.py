"""What every page of the window is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.language import Language
from app.model import Changes
from app.ui.context import Context
from app.ui.kit import Hint


class Page(QWidget):
    """One place of the window. It is told what changed and asks itself whether that is its own."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._said: list[tuple[Callable[[str], object], str, dict[str, object]]] = []
        self._where: dict[str, object] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def language(self) -> Language:
        """The language of the window at present."""
        return self.context.language

    def assemble(
        self,
        header: QWidget | None = None,
        body: QWidget | None = None,
        footer: QWidget | None = None,
    ) -> None:
        """Put the page together: the header and the footer stay, the body takes the rest."""
        if header is not None:
            self._column.addWidget(header)
        if body is not None:
            self._column.addWidget(body, 1)
            body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        else:
            self._column.addStretch(1)
        if footer is not None:
            self._column.addWidget(footer)

    def say(self, setter: Callable[[str], object], text: str, **values: object) -> None:
        """Bind a marked text to a setter: said now, and again in every new language."""
        self._said.append((setter, text, values))
        setter(self.language.text(text, **values))

    def on_key(self, keys: str, act: Callable[[], object]) -> None:
        """Act on a key while this page is shown; single letters not while one types."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        single = len(keys) == 1
        shortcut.activated.connect(lambda: None if single and _is_typing() else act())

    # ---- what a page may answer in its own way ----

    def title(self) -> str:
        """The page's name in the window's history."""
        return ""

    def open(self, **where: object) -> None:
        """Show a place in the page."""
        self._where = where

    def where(self) -> dict[str, object]:
        """The place that is shown, for the way back."""
        return self._where

    def refresh(self) -> None:
        """Read anew what is shown."""

    def retranslate(self) -> None:
        """Say everything in the present language."""
        for setter, text, values in self._said:
            setter(self.language.text(text, **values))
        self.refresh()

    def changed(self, changes: Changes) -> None:
        """Something was written: is it mine?"""
        self.refresh()

    def leave(self) -> None:
        """The page is being left, or the window locks or closes."""

    def hints(self) -> list[Hint]:
        """The keys of this page, for the list of keys (F1)."""
        return []


def _is_typing() -> bool:
    focus = QApplication.focusWidget()
    if isinstance(focus, QComboBox):
        return True  # letters go to its words
    return isinstance(focus, (QLineEdit, QPlainTextEdit)) and not focus.isReadOnly()
