"""What a table shows: columns and cells, and the delegate that paints a cell from its record."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.icons import pixmap
from app.ui.kit.chips import HEIGHT as CHIP_HEIGHT
from app.ui.kit.chips import chip_width, paint_chip
from app.ui.kit.elide import elided
from app.ui.theme import look

Index = QModelIndex | QPersistentModelIndex
PAD = 8
_ICON = 16
_ICON_GAP = 6
CELL_ROLE = Qt.ItemDataRole.UserRole + 1
TONE_ROLE = Qt.ItemDataRole.UserRole + 2
_GROUNDS = {"bad": "badS", "warn": "warnS", "ok": "okS", "soft": "canvas", "new": "accentS"}


@dataclass(frozen=True)
class Column:
    """A column: its key and word (or icon), its width (0 takes the rest), and its side.

    A word of two lines makes the head of its table higher.
    """

    key: str
    label: str = ""
    width: int = 0
    align: str = "left"
    sortable: bool = False
    icon: str = ""
    from_width: int = 0
    """Shown only when the table is at least so wide."""
    until_width: int = 0
    """Shown only when the table is narrower."""

    def fits(self, width: int) -> bool:
        """Whether it is shown in a table of this width."""
        return width >= self.from_width and not (self.until_width and width >= self.until_width)


@dataclass(frozen=True)
class Cell:
    """All that one cell shows; `spoken` is for what an icon or a chip alone would say."""

    text: str = ""
    sub: str = ""
    icon: str = ""
    icon_colour: str = "text2"
    chip: str = ""
    chip_kind: str = "new"
    colour: str = "text"
    weight: int = 400
    size: int = 14
    align: str = ""
    spoken: str = ""
    tip: str = ""
    sub_colour: str = "text2"
    sub_icon: str = ""
    is_wrapped: bool = False
    """In a `WrappedTable`: goes on in as many lines as it needs, chip and second line below."""
    lines: int = 0
    """The most lines of a wrapped cell's text, and of its second line; 0 where all is shown."""
    indent: int = 0
    """How deep it stands in a tree; wrapped cells only."""

    def said(self) -> str:
        """The cell in words, for the screen reader."""
        parts = (self.spoken or self.text, self.chip, self.sub)
        return ", ".join(part for part in parts if part)


EMPTY = Cell()


class CellDelegate(QStyledItemDelegate):
    """Paints icon, text, chip and second line; ground and hairline of the row."""

    def __init__(self) -> None:
        super().__init__()
        self.hovered_row = -1
        self.aligns: list[str] = []

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, 32)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self.paint_ground(painter, rect, index, chosen=chosen)
        cell = index.data(CELL_ROLE)
        if isinstance(cell, Cell):
            room = rect.adjusted(PAD, 0, -PAD, -1)
            painter.setClipRect(rect)
            self.paint_cell(painter, room, cell, self._align(cell, index), chosen=chosen)
        painter.restore()

    def _align(self, cell: Cell, index: Index) -> str:
        column = index.column()
        known = self.aligns[column] if column < len(self.aligns) else "left"
        return cell.align or known

    def paint_ground(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Fill without antialiasing, a pixel wider: else seams show between columns at 125 %."""
        ground = _GROUNDS.get(str(index.data(TONE_ROLE) or ""), "")
        if chosen:
            ground = "sel"
        elif index.row() == self.hovered_row and ground != "badS":
            ground = "hover"
        wide = rect.adjusted(0, 0, 1, 0)
        if ground:
            painter.fillRect(wide, look().colour(ground))
        line = QRect(wide.left(), wide.bottom(), wide.width(), 1)
        painter.fillRect(line, look().colour("line2"))
        if chosen and index.column() == 0:
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, look().colour("accent"))

    def paint_cell(
        self, painter: QPainter, room: QRect, cell: Cell, align: str, *, chosen: bool
    ) -> None:
        """Paint what the cell holds into its room."""
        room = QRect(room)
        if cell.icon:
            room = self._paint_icon(painter, room, cell, align)
        if cell.sub:
            half = QRect(room.left(), room.center().y() - 19, room.width(), 21)
            self._paint_text(painter, half, cell, align, chosen=chosen)
            self._paint_sub(painter, half.translated(0, 19), cell, align)
        else:
            self._paint_text(painter, room, cell, align, chosen=chosen)

    def _paint_icon(self, painter: QPainter, room: QRect, cell: Cell, align: str) -> QRect:
        scale = painter.device().devicePixelRatio()
        drawn = pixmap(cell.icon, _ICON, cell.icon_colour, scale)
        top = room.center().y() - _ICON // 2 + 1
        if not cell.text:
            left = {
                "center": room.center().x() - _ICON // 2 + 1,
                "right": room.right() - _ICON + 1,
            }.get(align, room.left())
            painter.drawPixmap(left, top, drawn)
            return room
        words = self._words_width(cell)
        spare = max(0, room.width() - _ICON - _ICON_GAP - words)
        left = room.left() + {"center": spare // 2, "right": spare}.get(align, 0)
        painter.drawPixmap(left, top, drawn)
        room.setLeft(left + _ICON + _ICON_GAP)
        if align == "center":
            # the words are centred together with their icon, not once more in what is left
            room.setWidth(min(room.width(), words))
        return room

    def _words_width(self, cell: Cell) -> int:
        words = QFontMetrics(look().font(cell.size, cell.weight)).horizontalAdvance(cell.text)
        return max(words, QFontMetrics(look().font(12, 400)).horizontalAdvance(cell.sub))

    def _paint_text(
        self, painter: QPainter, room: QRect, cell: Cell, align: str, *, chosen: bool
    ) -> None:
        font = look().font(cell.size, cell.weight)
        metrics = QFontMetrics(font)
        chip = chip_width(cell.chip) + 8 if cell.chip else 0
        shown = elided(metrics, cell.text, room.width() - chip)
        painter.setFont(font)
        painter.setPen(look().colour(cell.colour))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | _SIDES[align]
        words = room.adjusted(0, 0, -chip, 0) if align == "left" else room
        painter.drawText(words.adjusted(0, 0, 1, 0), flags, shown)
        if cell.chip:
            left = room.left() + (metrics.horizontalAdvance(shown) + 8 if shown else 0)
            at = QRect(
                left, room.center().y() - CHIP_HEIGHT // 2 + 1, chip_width(cell.chip), CHIP_HEIGHT
            )
            paint_chip(painter, at, cell.chip, cell.chip_kind, raised=chosen)

    def _paint_sub(self, painter: QPainter, room: QRect, cell: Cell, align: str) -> None:
        font = look().font(12, 400)
        room = QRect(room)
        if cell.sub_icon:
            scale = painter.device().devicePixelRatio()
            drawn = pixmap(cell.sub_icon, 14, cell.sub_colour, scale)
            painter.drawPixmap(room.left(), room.center().y() - 6, drawn)
            room.setLeft(room.left() + 20)
        painter.setFont(font)
        painter.setPen(look().colour(cell.sub_colour))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | _SIDES[align]
        painter.drawText(room, flags, elided(QFontMetrics(font), cell.sub, room.width()))


_SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}
