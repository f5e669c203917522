"""How a cell of the sheet is painted: ground, tint of the present half-day, ticks, shield."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.storage.questions.attendance import GIVEN, WITHDRAWN, SheetRow
from app.ui.events.sheet_model import Index, SheetModel, Tick
from app.ui.icons import pixmap
from app.ui.kit import Cell, CellDelegate
from app.ui.kit.marks import BOX, paint_box
from app.ui.theme import look

PAD = 8
_TINT = 14
"""Opacity of the tint of the present half-day, of 255: seen on every ground, hides none."""
_ALIGNS = ("right", "left", "center", "right", "left")
SHIELDS = {GIVEN: ("shield-check", "ok"), WITHDRAWN: ("shield-x", "bad")}
NO_SHIELD = ("shield-x", "warn")


class SheetDelegate(QStyledItemDelegate):
    """Paints from the model's rows; without antialiasing where cells meet, else seams show."""

    def __init__(self, model: SheetModel) -> None:
        super().__init__()
        self._model = model
        self._text = CellDelegate()
        self.hovered_row = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, 30)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._paint_ground(painter, rect, index, chosen=chosen)
        painter.setClipRect(rect)
        row, column = self._model.rows[index.row()], index.column()
        moment = self._model.moment_at(column)
        if moment is not None:
            paint_tick(painter, rect, self._model.tick(row, moment))
        elif column == self._model.consent_column:
            icon, ink = SHIELDS.get(row.consent, NO_SHIELD)
            drawn = pixmap(icon, 16, ink, painter.device().devicePixelRatio())
            painter.drawPixmap(rect.center().x() - 7, rect.center().y() - 7, drawn)
        else:
            self._paint_text(painter, rect, row, index, chosen=chosen)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        wide = rect.adjusted(0, 0, 1, 0)
        if chosen or index.row() == self.hovered_row:
            painter.fillRect(wide, look().colour("sel" if chosen else "hover"))
        moment = self._model.moment_at(index.column())
        if moment is not None and moment == self._model.current:
            painter.fillRect(rect, tint())
        line = QRect(wide.left(), wide.bottom(), wide.width(), 1)
        painter.fillRect(line, look().colour("line2"))
        if chosen and index.column() == 0:
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, look().colour("accent"))

    def _paint_text(
        self, painter: QPainter, rect: QRect, row: SheetRow, index: Index, *, chosen: bool
    ) -> None:
        column = index.column()
        text = str(index.data() or "")
        if column == 1:
            new = self._model.language.text("new") if row.is_new else ""
            cell = Cell(text, weight=500, chip=new)
        elif column in (0, 4):
            ink = "text3" if column == 0 else "text2"
            cell = Cell(text, colour=ink, size=13)
        else:
            cell = Cell(text)
        room = rect.adjusted(PAD, 0, -PAD, -1)
        self._text.paint_cell(painter, room, cell, _ALIGNS[column], chosen=chosen)


def tint() -> QColor:
    """The ground of the present half-day."""
    colour = QColor(look().colour("accent"))
    colour.setAlpha(_TINT)
    return colour


def paint_tick(painter: QPainter, rect: QRect, tick: Tick) -> None:
    """A filled box: came; an empty one: did not; a dash: not yet."""
    x = rect.center().x() - BOX // 2 + 1
    y = rect.center().y() - BOX // 2 + 1
    if tick.present is None:
        painter.fillRect(QRect(x + 5, y + 8, 8, 2), look().colour("off"))
        return
    paint_box(painter, x, y, on=tick.present)
