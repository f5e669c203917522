"""The list table: thousands of rows, sorted elsewhere, painted from cell records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from app.ui.kit.cells import Cell, CellDelegate, Column
from app.ui.kit.table_header import Header, HeadPainter
from app.ui.kit.table_model import Drawing, More, RowModel
from app.ui.theme import look


class ListTable(QTableView):
    """A list one walks through: arrows move, Enter opens, Del removes, a header press sorts."""

    sort_chosen = Signal(str, bool)
    row_chosen = Signal(object)
    row_opened = Signal(object)
    row_removed = Signal(object)
    menu_asked = Signal(object, QPoint)
    several_chosen = Signal(list)
    """All chosen rows, where several may be: Shift and arrows, Ctrl and a press, Ctrl A."""

    def __init__(self, row_height: int = 32, header_height: int = 32) -> None:
        super().__init__()
        self._model = RowModel()
        self._delegate = CellDelegate()
        self._head = Header(header_height)
        self._by_keyboard = False
        self._is_named = False
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(self._head)
        self._set_manners(row_height)
        self._head.sort_asked.connect(self._header_pressed)
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        self.doubleClicked.connect(lambda index: self._tell(self.row_opened, index.row()))
        self.customContextMenuRequested.connect(self._menu)
        self.entered.connect(lambda index: self._hover(index.row()))

    def _set_manners(self, row_height: int) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def allow_several(self) -> None:
        """Let several rows be chosen together."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(
            lambda *_: self.several_chosen.emit(self.chosen_rows())
        )

    def chosen_rows(self) -> list[Any]:
        """All chosen rows in their order."""
        at = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [self._model.rows[row] for row in at if row < len(self._model.rows)]

    def set_name(self, name: str) -> None:
        """Tell the screen reader what the list is of; else it says the first heading."""
        self._is_named = True
        self.setAccessibleName(name)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Have these columns; the first of width 0 takes the rest of the room."""
        self._model.set_columns(columns)
        self._head.set_columns(columns)
        if not self._is_named:
            self.setAccessibleName(next((column.label for column in columns if column.label), ""))
        self._delegate.aligns = [column.align for column in columns]
        for at, column in enumerate(columns):
            stretch = QHeaderView.ResizeMode.Stretch
            mode = QHeaderView.ResizeMode.Fixed if column.width else stretch
            self._head.setSectionResizeMode(at, mode)
            if column.width:
                self._head.resizeSection(at, column.width)
        self._fit_columns()

    def set_drawing(self, draw: Drawing) -> None:
        """Draw a row by this function: one cell for each column."""
        self._model.set_drawing(draw)

    def set_delegate(self, delegate: CellDelegate) -> None:
        """Paint cells by another delegate, in the manner of this one."""
        delegate.aligns = self._delegate.aligns
        self._delegate = delegate
        self.setItemDelegate(delegate)

    def set_heading(self, key: str, paint: HeadPainter) -> None:
        """Paint the heading of a column by this function instead of its word."""
        self._head.drawn_heads[key] = paint

    def set_rows(self, rows: Sequence[object], more: More | None = None) -> None:
        """Show these rows; a row equal to the one that was chosen stays chosen."""
        was, top = self.selected(), self.verticalScrollBar().value()
        together = self.chosen_rows()
        self._model.set_rows(rows, more)
        again = len(together) > 1 and self._choose_again(together)
        if not again and was is not None and not self.select(lambda row: _same(row, was)):
            self.row_chosen.emit(None)
        self.verticalScrollBar().setValue(top)

    def _choose_again(self, together: Sequence[object]) -> bool:
        """Choose the rows that were chosen together, as far as they are there; whether any is."""
        ids = {getattr(row, "id", row) for row in together}
        again = [at for at, row in enumerate(self._model.rows) if getattr(row, "id", row) in ids]
        if not again:
            return False
        self.selectRow(again[0])
        manner = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for at in again[1:]:
            self.selectionModel().select(self._model.index(at, 0), manner)
        return True

    def set_tone(self, tone: Callable[[Any], str]) -> None:
        """Tint rows: "bad", "warn", "ok", "new", "soft" or ""."""
        self._model.tone = tone

    def set_sorted(self, key: str, *, descending: bool = False) -> None:
        """Show by which column the rows are sorted."""
        self._head.sorted_key, self._head.descending = key, descending
        self._head.viewport().update()

    def redraw(self) -> None:
        """Draw all cells anew, after a change of language or of what they show."""
        self._model.redraw()

    def rows(self) -> list[Any]:
        """The rows that are loaded."""
        return list(self._model.rows)

    def cell(self, row: int, column: int) -> Cell:
        """One cell, as it is shown."""
        return self._model.cell(row, column)

    def selected(self) -> Any:
        """The chosen row, or None."""
        index = self.currentIndex()
        known = index.isValid() and index.row() < len(self._model.rows)
        return self._model.rows[index.row()] if known else None

    def selectRow(self, row: int) -> None:
        # a Shift that is held would choose all rows between the last one and this
        manner = self.selectionMode()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        super().selectRow(row)
        self.setSelectionMode(manner)

    def select(self, is_it: Callable[[Any], bool]) -> bool:
        """Choose the first row of which this is true; whether there was one."""
        for at, row in enumerate(self._model.rows):
            if is_it(row):
                self.selectRow(at)
                return True
        return False

    def sizeHint(self) -> QSize:
        return QSize(320, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 96)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row() if self.currentIndex().isValid() else -1
        self._by_keyboard = True
        if row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell(self.row_opened, row)
        elif row >= 0 and event.key() == Qt.Key.Key_Delete:
            self._tell(self.row_removed, row)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif event.text().strip():
            # letters belong to the page's single-letter keys, not to a search in the list
            event.ignore()
        else:
            super().keyPressEvent(event)

    def enter(self) -> None:
        """Take the keyboard, onto the first row where none is chosen."""
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keyboard = False
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._by_keyboard = event.reason() in by_key
        if self._by_keyboard and not self.currentIndex().isValid() and self._model.rows:
            self.selectRow(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if self.hasFocus() and self._by_keyboard and index.isValid():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look().colour("accent"), 2))
            painter.drawRoundedRect(self._focus_rect(index), 4, 4)

    def _focus_rect(self, index: QModelIndex) -> QRect:
        """The rounded frame of the keyboard: the whole row in a list."""
        rect = self.visualRect(index)
        return QRect(1, rect.top() + 1, self.viewport().width() - 2, rect.height() - 3)

    def _fit_columns(self) -> None:
        width = self.viewport().width()
        for at, column in enumerate(self._model.columns):
            self.setColumnHidden(at, not column.fits(width))

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered_row:
            self._delegate.hovered_row = row
            self.viewport().update()

    def _header_pressed(self, section: int) -> None:
        column = self._model.columns[section]
        if column.sortable:
            again = column.key == self._head.sorted_key
            self.sort_chosen.emit(column.key, again and not self._head.descending)

    def _row_changed(self, index: QModelIndex) -> None:
        if index.isValid():
            self._tell(self.row_chosen, index.row())

    def _menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            self.menu_asked.emit(self._model.rows[index.row()], self.viewport().mapToGlobal(at))

    def _tell(self, signal: Any, row: int) -> None:
        signal.emit(self._model.rows[row])


def _same(row: object, was: object) -> bool:
    row_id = getattr(row, "id", None)
    return row_id == getattr(was, "id", None) if row_id is not None else row == was
