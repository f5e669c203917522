"""The rows of a list: the screen's own objects, drawn into cells when they are first seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from app.ui.kit.cells import CELL_ROLE, EMPTY, TONE_ROLE, Cell, Column, Index

Drawing = Callable[[Any], Sequence[Cell]]
More = Callable[[int], Sequence[object]]


class RowModel(QAbstractTableModel):
    """Rows of the screen's own objects; cells are drawn from a row when they are first seen."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: list[Column] = []
        self.rows: list[object] = []
        self.tone: Callable[[Any], str] | None = None
        self._draw: Drawing = lambda row: [Cell(str(row))]
        self._cells: dict[int, Sequence[Cell]] = {}
        self._more: More | None = None

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Have these columns."""
        self.beginResetModel()
        self.columns = list(columns)
        self._cells.clear()
        self.endResetModel()

    def set_drawing(self, draw: Drawing) -> None:
        """Draw a row by this function: one cell for each column."""
        self._draw = draw
        self.redraw()

    def set_rows(self, rows: Sequence[object], more: More | None) -> None:
        """Show these rows; `more` gives the next ones from an offset, none at the end."""
        self.beginResetModel()
        self.rows = list(rows)
        self._cells.clear()
        self._more = more
        self.endResetModel()

    def redraw(self) -> None:
        """Draw all cells anew."""
        self._cells.clear()
        if self.rows and self.columns:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def cell(self, row: int, column: int) -> Cell:
        """One cell."""
        if row not in self._cells:
            self._cells[row] = self._draw(self.rows[row])
        cells = self._cells[row]
        return cells[column] if column < len(cells) else EMPTY

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == TONE_ROLE:
            return self.tone(self.rows[index.row()]) if self.tone else ""
        if role not in _CELL_ROLES:
            return None
        cell = self.cell(index.row(), index.column())
        return _CELL_ROLES[role](cell)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].label.replace("\n", " ")
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.columns[section].label if self.columns[section].icon else None
        return None

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008 - Qt's own signature
        return self._more is not None

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008 - Qt's own signature
        if self._more is None:
            return
        rows = self._more(len(self.rows))
        if not rows:
            self._more = None
            return
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self.rows.extend(rows)
        self.endInsertRows()


_CELL_ROLES: dict[int, Callable[[Cell], object]] = {
    int(CELL_ROLE): lambda cell: cell,
    int(Qt.ItemDataRole.DisplayRole): lambda cell: cell.text,
    int(Qt.ItemDataRole.AccessibleTextRole): lambda cell: cell.said(),
    int(Qt.ItemDataRole.ToolTipRole): lambda cell: cell.tip or None,
}
