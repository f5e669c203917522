"""The table of two entries: what each says, and what stays."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from app.ui.icons import pixmap
from app.ui.inbox.choices import Runs
from app.ui.kit import ElidedText, Line, Text
from app.ui.kit.elide import elided
from app.ui.kit.layout import empty
from app.ui.theme import look

HEIGHT = 39
_PAD = 10
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class ValueCell(QAbstractButton):
    """One value; the letters that differ stand bold on amber, a tick says that it stays."""

    moved = Signal(int, int)

    def __init__(self, *, stays: bool = False) -> None:
        super().__init__()
        self._runs: Runs = []
        self._missing, self._origin = "", ""
        self._stays = stays
        self.setCheckable(not stays)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_value(self, runs: Runs, missing: str, spoken: str) -> None:
        """Show a value in pieces, or a word for one that is missing."""
        self._runs, self._missing = runs, missing
        self.setToolTip("".join(text for text, _ in runs))
        self.setAccessibleName(spoken)
        self.update()

    def show_origin(self, origin: str) -> None:
        """Say whose value it is."""
        self._origin = origin
        self.update()

    def text_shown(self) -> str:
        """The value as it is read."""
        return "".join(text for text, _ in self._runs) or self._missing

    def let_choose(self, can_choose: bool) -> None:
        """Take presses, or only show."""
        self.setEnabled(can_choose)
        focus = Qt.FocusPolicy.StrongFocus if can_choose else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(focus)
        hand = Qt.CursorShape.PointingHandCursor if can_choose else Qt.CursorShape.ArrowCursor
        self.setCursor(hand)

    def sizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, HEIGHT)

    def nextCheckState(self) -> None:
        """What is ticked is said from outside."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        if step:
            self.moved.emit(*step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "accentS" if self._stays else ""
        if self.underMouse() and self.isEnabled() and not self._stays:
            ground = "hover"
        if ground:
            painter.fillRect(self.rect(), look().colour(ground))
        self._paint_runs(painter, self.rect().adjusted(_PAD, 0, -self._paint_side(painter), 0))
        if self.hasFocus():
            painter.setPen(QPen(look().colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 4, 4)

    def _paint_side(self, painter: QPainter) -> int:
        """The tick or the origin at the right; answers the room it takes."""
        room = self.rect().adjusted(0, 0, -_PAD, 0)
        if self._stays:
            painter.setFont(look().font(12))
            painter.setPen(look().colour("text2"))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(room, right, self._origin)
            return QFontMetrics(painter.font()).horizontalAdvance(self._origin) + 2 * _PAD
        if self.isChecked():
            drawn = pixmap("check", 16, "accent", painter.device().devicePixelRatio())
            painter.drawPixmap(room.right() - 15, room.center().y() - 7, drawn)
        return 16 + 2 * _PAD

    def _paint_runs(self, painter: QPainter, room: QRect) -> None:
        if self._paint_wrapped(painter, room):
            return
        left, size = room.left(), 14 if self._width(14) <= room.width() else 12
        for text, is_marked in self._runs or [(self._missing, False)]:
            painter.setFont(self._font(size, is_marked=is_marked))
            metrics = QFontMetrics(painter.font())
            shown = elided(metrics, text, room.right() - left)
            width = metrics.horizontalAdvance(shown)
            at = QRect(left, room.top(), width + 1, room.height())
            if is_marked:
                ground = QRect(left, room.center().y() - 9, width, 20)
                painter.fillRect(ground, look().colour("warnS"))
            painter.setPen(look().colour(self._ink(is_marked=is_marked)))
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, shown)
            left += width
            if shown != text:
                return

    def _paint_wrapped(self, painter: QPainter, room: QRect) -> bool:
        """A long value in one piece goes into two smaller lines, if those hold it."""
        if len(self._runs) > 1 or self._width(14) <= room.width():
            return False
        text, is_marked = self._runs[0] if self._runs else (self._missing, False)
        painter.setFont(self._font(12, is_marked=is_marked))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        wide = QRect(room.left(), room.top(), room.width(), 1000)
        taken = QFontMetrics(painter.font()).boundingRect(wide, int(flags), text)
        if taken.height() > room.height() or taken.width() > room.width():
            return False
        if is_marked:
            painter.fillRect(room.adjusted(-2, 3, 2, -3), look().colour("warnS"))
        painter.setPen(look().colour(self._ink(is_marked=is_marked)))
        painter.drawText(room, int(flags), text)
        return True

    def _width(self, size: int) -> int:
        """How wide the whole value is at a size of letters."""
        runs = self._runs or [(self._missing, False)]
        return sum(
            QFontMetrics(self._font(size, is_marked=is_marked)).horizontalAdvance(text)
            for text, is_marked in runs
        )

    def _font(self, size: int, *, is_marked: bool) -> QFont:
        return look().font(size, 600 if is_marked or self._stays else 400)

    def _ink(self, *, is_marked: bool) -> str:
        return "warn" if is_marked else "text" if self._runs else "text3"


class ComparisonRow:
    """The widgets of one line: a label, both values, and what stays."""

    def __init__(self) -> None:
        self.label = ElidedText("", "label")
        self.a, self.b, self.stays = ValueCell(), ValueCell(), ValueCell(stays=True)

    @property
    def cells(self) -> tuple[ValueCell, ValueCell, ValueCell]:
        """The three values."""
        return self.a, self.b, self.stays


class Comparison(QWidget):
    """A | B | what stays, line by line."""

    chosen = Signal(int, int)
    """The number of the line and of the column (0 A, 1 B, 2 what stays) that was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "none")
        self.rows: list[ComparisonRow] = []
        self._heads = [(Text("", "subsection"), Text("", "caption", wrap=True)) for _ in range(3)]
        self._heads[2][0].set_colour("accent")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        for column, (least, stretch) in enumerate(((108, 0), (140, 10), (140, 10), (140, 10))):
            self._grid.setColumnMinimumWidth(column, least)
            self._grid.setColumnStretch(column, stretch)

    def set_heads(self, heads: list[tuple[str, str]]) -> None:
        """Say over each column whose it is, and who wrote it when."""
        for (title, sub), (words, more) in zip(self._heads, heads, strict=True):
            title.setText(words)
            sub.setText(more)

    def set_lines(self, count: int) -> list[ComparisonRow]:
        """Have so many lines; answers them, to be filled."""
        for row in self.rows:
            row.label.hide()
        for title, sub in self._heads:
            title.setParent(None)
            sub.setParent(None)
        empty(self._grid)
        self.rows = [ComparisonRow() for _ in range(count)]
        for column, head in enumerate(self._heads, start=1):
            self._grid.addWidget(_Head(*head, is_soft=column == 3), 0, column)
        for line, row in enumerate(self.rows):
            self._add(line, row)
        return self.rows

    def _add(self, line: int, row: ComparisonRow) -> None:
        at = 2 * line + 1
        self._grid.addWidget(Line(), at, 0, 1, 4)
        self._grid.addWidget(row.label, at + 1, 0)
        for column, cell in enumerate(row.cells):
            self._grid.addWidget(cell, at + 1, column + 1)
            cell.clicked.connect(lambda _=False, at=(line, column): self.chosen.emit(*at))
            cell.moved.connect(lambda down, right, at=(line, column): self._move(at, down, right))

    def _move(self, at: tuple[int, int], down: int, right: int) -> None:
        """Go to the next value that can be chosen in this direction."""
        line, column = at[0] + down, at[1] + right
        while 0 <= line < len(self.rows) and 0 <= column < 3:
            cell = self.rows[line].cells[column]
            if cell.isEnabled():
                cell.setFocus(Qt.FocusReason.TabFocusReason)
                return
            line, column = line + down, column + right


class _Head(QWidget):
    def __init__(self, title: Text, sub: Text, *, is_soft: bool) -> None:
        super().__init__()
        self._is_soft = is_soft
        grid = QGridLayout(self)
        grid.setContentsMargins(_PAD, 6, _PAD, 8)
        grid.setSpacing(2)
        grid.addWidget(title, 0, 0)
        grid.addWidget(sub, 1, 0)
        title.show()
        sub.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_soft:
            QPainter(self).fillRect(self.rect(), look().colour("accentS"))
