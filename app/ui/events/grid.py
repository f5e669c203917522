"""The table of a programme: cells one edits in place, several goals in one cell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from app.ui.kit import WrappedTable


class CellEditor(QLineEdit):
    """The line over a cell: Enter keeps, Tab keeps and goes on, Esc leaves it as it was."""

    ended = Signal(str, int)
    """The text and whether to go on (1), back (-1) or stay (0)."""
    dropped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ended.emit(self.text(), 0)
        elif event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            if step:
                self.ended.emit(self.text(), step)
                return True
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)


class ProgrammeGrid(WrappedTable):
    """A list whose cells open for writing: F2, Enter or a double click."""

    written = Signal(object, str, str)
    """The row, the key of the column, and what was typed."""
    asked = Signal(object, str)
    """A cell that is not typed but chosen was to be opened: the row, the key of the column."""
    moved = Signal(object, int)

    def __init__(self, row_height: int = 40) -> None:
        super().__init__(row_height=row_height)
        self._editor: QLineEdit | None = None
        self._at = QModelIndex()
        self._text_of: Callable[[object, str], str] = lambda row, key: ""
        self._may_edit: frozenset[str] = frozenset()
        self.doubleClicked.disconnect()
        self.doubleClicked.connect(self.edit_at)

    def set_editing(self, text_of: Callable[[object, str], str], keys: frozenset[str]) -> None:
        """What stands in the line when a cell is opened, and which columns may be opened."""
        self._text_of, self._may_edit = text_of, keys

    def is_editing(self) -> bool:
        """Whether a cell is open."""
        return self._editor is not None

    def edit_at(self, index: QModelIndex) -> None:
        """Open a cell for writing."""
        key = self._key(index)
        if not index.isValid():
            return
        if key not in self._may_edit:
            self.asked.emit(self._row(index), key)
            return
        self.close_editor()
        self._at = index
        self.setCurrentIndex(index)
        self.scrollTo(index)
        editor = CellEditor(self.viewport())
        editor.setText(self._text_of(self._row(index), key))
        editor.setAccessibleName(self._model.columns[index.column()].label)
        editor.ended.connect(self._ended)
        editor.dropped.connect(self._dropped)
        editor.installEventFilter(self)
        self._editor = editor
        self._place()
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.selectAll()

    def close_editor(self) -> None:
        """Keep what is typed and close the line."""
        if isinstance(self._editor, CellEditor):
            self._keep(self._editor.text())

    def _place(self) -> None:
        if self._editor is not None:
            rect = self.visualRect(self._at)
            self._editor.setGeometry(rect.adjusted(0, 3, -2, -4))

    def _keep(self, text: str) -> None:
        editor, self._editor = self._editor, None
        if editor is None:
            return
        editor.removeEventFilter(self)
        row, key = self._row(self._at), self._key(self._at)
        editor.hide()
        editor.deleteLater()
        if text != self._text_of(row, key):
            self.written.emit(row, key, text)

    def _ended(self, text: str, step: int) -> None:
        at = self._at
        self._keep(text)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._by_keyboard = True
        if step:
            self._go_on(at, step)

    def _go_on(self, at: QModelIndex, step: int) -> None:
        column = at.column() + step
        while 0 <= column < len(self._model.columns):
            index = self._model.index(at.row(), column)
            if self._key(index) in self._may_edit and not self.isColumnHidden(column):
                self.edit_at(index)
                return
            column += step

    def _dropped(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._by_keyboard = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._editor and event.type() == QEvent.Type.FocusOut:
            self.close_editor()
        return super().eventFilter(watched, event)

    def _row(self, index: QModelIndex) -> object:
        return self._model.rows[index.row()]

    def _key(self, index: QModelIndex) -> str:
        return self._model.columns[index.column()].key if index.isValid() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if not index.isValid():
            super().keyPressEvent(event)
        elif alt and step:
            self.moved.emit(self._row(index), step)
        elif event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_at(index)
        else:
            super().keyPressEvent(event)

    def _focus_rect(self, index: QModelIndex) -> QRect:
        rect = self.visualRect(index)
        return rect.adjusted(1, 1, -2, -2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 74)
