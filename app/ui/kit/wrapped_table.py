"""A list of long texts: wrapped cells cut no word and go on in as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent, QTextLayout

from app.ui.icons import pixmap
from app.ui.kit.cells import PAD, Cell, Column
from app.ui.kit.chip_cells import ChipsDelegate
from app.ui.kit.chips import HEIGHT as CHIP_HEIGHT
from app.ui.kit.chips import chip_width, paint_chip
from app.ui.kit.elide import elided
from app.ui.kit.table import ListTable
from app.ui.kit.table_model import More
from app.ui.theme import look

INDENT = 20
"""How far a part stands to the right of what it is part of."""
_ABOVE, _CLOSE = 7, 4
_SUB_GAP = 2
_SUB_ICON = 20
_SIDE = 22
"""What an icon before the first line takes."""
_TALL = 100_000
_AT_ONCE = 300
"""So many rows are fitted without a break: far more than a window shows."""
_LEAST = 40
_WRAP_RIGHT = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class WrapDelegate(ChipsDelegate):
    """Paints wrapped cells in lines, and the others as every table does."""

    def paint_cell(
        self, painter: QPainter, room: QRect, cell: Cell, align: str, *, chosen: bool
    ) -> None:
        if cell.is_wrapped:
            _paint_lines(painter, room, cell, align, chosen=chosen)
        else:
            super().paint_cell(painter, room, cell, align, chosen=chosen)


class WrappedTable(ListTable):
    """A list whose rows are as high as their texts; `Cell.indent` makes a tree of it."""

    def __init__(self, row_height: int = 40, header_height: int = 32) -> None:
        self._least = row_height
        self._is_as_high_as_its_rows = False
        super().__init__(row_height=row_height, header_height=header_height)
        old, self._delegate = self._delegate, WrapDelegate()
        self.setItemDelegate(self._delegate)
        old.deleteLater()
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(self._refit)
        self._fitted = 0
        """How many rows, from the first, have their height."""
        self._going_on = QTimer(self)
        self._going_on.setInterval(0)
        self._going_on.timeout.connect(self._fit_some)

    def hold_all(self, *, has_header: bool = False) -> None:
        """Be as high as all rows together, for a list inside something that scrolls."""
        self._is_as_high_as_its_rows = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setVisible(has_header)
        self._take_height()

    def set_rows(self, rows: Sequence[object], more: More | None = None) -> None:
        super().set_rows(rows, more)
        self.fit_rows()

    def set_columns(self, columns: Sequence[Column]) -> None:
        super().set_columns(columns)
        self.fit_rows()

    def redraw(self) -> None:
        super().redraw()
        self.fit_rows()

    def fit_rows(self) -> None:
        """Give each row the height its text needs at the present width.

        Of a long list those one sees first have it at once, the others while the window rests.
        """
        self._fitted = 0
        self._fit_some()

    def _fit_some(self) -> None:
        model: Any = self.model()
        number = len(model.rows) if model.columns else 0
        upto = number if self._is_as_high_as_its_rows else min(number, self._fitted + _AT_ONCE)
        read = self._row_read()
        above = self.rowViewportPosition(read)
        self._fit(self._fitted, upto)
        self._fitted = upto
        if upto < number:
            self._going_on.start()
        else:
            self._going_on.stop()
            self._take_height()
        moved, bar = self.rowViewportPosition(read) - above, self.verticalScrollBar()
        if moved and bar.value():
            # what one reads stays where it is while rows above it are fitted
            bar.setValue(bar.value() + moved)

    def _row_read(self) -> int:
        """The chosen row where it is in view, else the first that is."""
        chosen, height = self.currentIndex().row(), self.viewport().height()
        is_seen = chosen >= 0 and 0 <= self.rowViewportPosition(chosen) < height
        return chosen if is_seen else self.rowAt(0)

    def _fit(self, first: int, end: int) -> None:
        model: Any = self.model()
        shown = [at for at in range(len(model.columns)) if not self.isColumnHidden(at)]
        widths = {at: self.columnWidth(at) - 2 * PAD for at in shown}
        heads = self.verticalHeader()
        for row in range(first, end):
            cells = ((model.cell(row, at), width) for at, width in widths.items())
            heights = (_height(cell, width) for cell, width in cells if cell.is_wrapped)
            height = max(self._least, *heights, 0)
            if height != heads.sectionSize(row):
                heads.resizeSection(row, height)

    def _refit(self) -> None:
        self.fit_rows()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _take_height(self) -> None:
        if self._is_as_high_as_its_rows:
            head = self.horizontalHeader()
            above = 0 if head.isHidden() else head.sizeHint().height()
            self.setFixedHeight(self.verticalHeader().length() + above + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            # the columns have their new widths only after this event
            self._fitting.start()

    def minimumSizeHint(self) -> QSize:
        return QSize(160, super().minimumSizeHint().height())


def _text_height(text: str, width: int, size: int, weight: int) -> int:
    metrics = QFontMetrics(look().font(size, weight))
    room = QRect(0, 0, max(width, _LEAST), _TALL)
    return metrics.boundingRect(room, int(_WRAP), text).height()


def _flowing(text: str, width: int, size: int, weight: int, most: int) -> str:
    """A text as it is drawn: one that needs more than `most` lines ends in «…»."""
    if not most:
        return text
    text = " ".join(text[:2000].split())
    font = look().font(size, weight)
    layout = QTextLayout(text, font)
    layout.beginLayout()
    lines: list[str] = []
    start = end = 0
    while end < len(text) and len(lines) < most:
        line = layout.createLine()
        line.setLineWidth(max(width, _LEAST))
        start, end = end, end + line.textLength()
        lines.append(text[start:end].rstrip())
    layout.endLayout()
    if end < len(text):
        lines[-1] = elided(QFontMetrics(font), text[start:], max(width, _LEAST))
    return "\n".join(lines)


def _height(cell: Cell, width: int) -> int:
    width -= cell.indent * INDENT + (_SIDE if cell.icon else 0)
    high = 2 * _above(cell) + 1
    if cell.text:
        text = _flowing(cell.text, width, cell.size, cell.weight, cell.lines)
        high += _text_height(text, width, cell.size, cell.weight)
    under = _sub_height(cell, width)
    if cell.chip:
        under = max(under, CHIP_HEIGHT) if _is_beside(cell) else under + CHIP_HEIGHT
    return high + under + _SUB_GAP * (bool(cell.sub) + bool(cell.chip and not _is_beside(cell)))


def _above(cell: Cell) -> int:
    """Where lines are counted, as many rows as can be shall be in view."""
    return _CLOSE if cell.lines else _ABOVE


def _sub_height(cell: Cell, width: int) -> int:
    if not cell.sub:
        return 0
    width -= _sub_indent(cell)
    return _text_height(_flowing(cell.sub, width, 12, 400, cell.lines), width, 12, 400)


def _sub_indent(cell: Cell) -> int:
    chip = chip_width(cell.chip) + 8 if _is_beside(cell) else 0
    return chip + (_SUB_ICON if cell.sub_icon else 0)


def _is_beside(cell: Cell) -> bool:
    """Whether the chip stands before the second line: where lines are counted, it gets none."""
    return bool(cell.lines and cell.chip and cell.sub)


def _paint_lines(painter: QPainter, room: QRect, cell: Cell, align: str, *, chosen: bool) -> None:
    flags = int(_WRAP if align == "left" else _WRAP_RIGHT)
    spare = max(0, room.height() - _height(cell, room.width()) + 1)
    room = room.adjusted(cell.indent * INDENT, _above(cell) + spare // 2, 0, 0)
    scale = painter.device().devicePixelRatio()
    if cell.icon:
        drawn = pixmap(cell.icon, 16, cell.icon_colour, scale)
        painter.drawPixmap(room.left(), room.top() + 1, drawn)
        room.setLeft(room.left() + _SIDE)
    if cell.text:
        text = _flowing(cell.text, room.width(), cell.size, cell.weight, cell.lines)
        painter.setFont(look().font(cell.size, cell.weight))
        painter.setPen(look().colour(cell.colour))
        painter.drawText(room, flags, text)
        room.setTop(room.top() + _text_height(text, room.width(), cell.size, cell.weight))
    if cell.chip and _is_beside(cell):
        at = QRect(room.left(), room.top() + _SUB_GAP, chip_width(cell.chip), CHIP_HEIGHT)
        paint_chip(painter, at, cell.chip, cell.chip_kind, raised=chosen)
    if cell.sub:
        room.setTop(room.top() + _SUB_GAP)
        words = room.adjusted(_sub_indent(cell), 0, 0, 0)
        if cell.sub_icon:
            drawn = pixmap(cell.sub_icon, 14, cell.sub_colour, scale)
            painter.drawPixmap(words.left() - _SUB_ICON, words.top() + 1, drawn)
        painter.setFont(look().font(12, 400))
        painter.setPen(look().colour(cell.sub_colour))
        painter.drawText(words, flags, _flowing(cell.sub, words.width(), 12, 400, cell.lines))
        room.setTop(room.top() + _sub_height(cell, room.width()))
    if cell.chip and not _is_beside(cell):
        at = QRect(room.left(), room.top() + _SUB_GAP, chip_width(cell.chip), CHIP_HEIGHT)
        paint_chip(painter, at, cell.chip, cell.chip_kind, raised=chosen)
