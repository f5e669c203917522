"""A filter of very many words: pressed, it shows them all as a tree; typed into, what begins so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from app.ui.icons import icon
from app.ui.kit.field import Field
from app.ui.kit.offers import Offer
from app.ui.kit.search import SearchField

_LEAST, _WIDEST = 112, 200
_ROOM = 60
Finds = Callable[[str], Sequence[Offer]]


class SearchFilter(Field):
    """One of many, or (empty) none of them: the empty field says what it then stands for.

    `find` answers what is offered for a typed text, all of it for ""; `label` words a value.
    """

    def __init__(self, find: Finds, label: Callable[[object], str]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._find, self._label = find, label
        self._value: object = None
        self._nothing = ""
        self.search = SearchField(icon="")
        self.search.setProperty("filter", "true")
        arrow = self.search.addAction(
            icon("chevron-down", "text2"), QLineEdit.ActionPosition.TrailingPosition
        )
        arrow.triggered.connect(self.open)
        self._box.addWidget(self.search)
        self.search.asked.connect(self._ask)
        self.search.picked.connect(self._pick)
        self.search.entered.connect(lambda _: self._settle())
        self.search.descended.connect(self.open)
        self.search.installEventFilter(self)

    def set_words(self, empty: str, nothing: str) -> None:
        """Say what the empty field stands for, and what is said where nothing is found."""
        self.search.setPlaceholderText(empty)
        self._nothing = nothing
        self.set_value(self._value)

    def editor(self) -> SearchField:
        return self.search

    def value(self) -> object:
        return self._value

    def set_value(self, value: object) -> None:
        self._value = value or None
        said = self.said()
        self.search.setText(said)
        self.search.setCursorPosition(0)
        self.search.setToolTip(said)
        self._fit()

    def said(self) -> str:
        """What is chosen, in words; "" for nothing."""
        return self.words_of(self._value)

    def words_of(self, value: object) -> str:
        """The words of a value, whichever is chosen; "" for none."""
        return self._label(value) if value else ""

    def open(self) -> None:
        """Show everything there is to choose."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.selectAll()
        self._offer("")

    def _fit(self) -> None:
        measure = self.search.fontMetrics()
        empty = measure.horizontalAdvance(self.search.placeholderText()) + _ROOM
        wide = measure.horizontalAdvance(self.search.text()) + _ROOM
        # a long name is cut, and its tooltip says all of it; the word for nothing never is
        self.search.setFixedWidth(max(_LEAST, min(wide, _WIDEST) if self.search.text() else empty))

    def _ask(self, typed: str) -> None:
        self._offer(typed)

    def _offer(self, typed: str) -> None:
        is_asked = typed.strip() and typed != self.said()
        found = self._find(typed if is_asked else "")
        self.search.offer(found, mark_first=bool(is_asked), nothing=self._nothing)

    def _pick(self, value: object) -> None:
        self._change(value)

    def _change(self, value: object) -> None:
        was = self._value
        self.set_value(value)
        if self._value != was:
            self.edited.emit(self._value)
            self.committed.emit(self._value)

    def _settle(self) -> None:
        """The field is left: an emptied one stands for nothing, what is no choice goes."""
        if self.search.text().strip():
            self.set_value(self._value)
        else:
            self._change(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search:
            if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
                self.open()
            elif isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
                is_gone = event.reason() != Qt.FocusReason.ActiveWindowFocusReason
                if is_gone and not self.search.is_open():
                    self._settle()
        return super().eventFilter(watched, event)
