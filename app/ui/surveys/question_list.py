"""The questions beside the one that is asked: which are answered, which are not asked, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.ui.icons import pixmap
from app.ui.kit import Box, Icon, LinkButton, Row, Text
from app.ui.kit.elide import elided
from app.ui.theme import look

Index = QModelIndex | QPersistentModelIndex
ANSWERED, HERE, NOT_ASKED, OPEN, WRONG = "answered", "here", "not asked", "open", "wrong"
HEAD = "head"
"""How a question stands; a head names the group or the repeat its questions belong to."""
_ICONS = {
    ANSWERED: ("circle-check", "ok"),
    HERE: ("circle-dot", "accent"),
    NOT_ASKED: ("eye-off", "text3"),
    OPEN: ("circle", "text3"),
    WRONG: ("circle-alert", "bad"),
}
_ROW, _SECOND = 28, 17
_ICON_AT, _NUMBER_AT, _WORDS_AT, _SIDE = 10, 34, 60, 10
_MOST_LINES = 3
_SEEN_BEFORE = 3
"""So many questions are seen above the one that is asked."""


@dataclass(frozen=True)
class Line:
    """One question of the list."""

    position: str
    number: str
    text: str
    state: str
    spoken: str = ""
    """The state in a word."""


@dataclass(frozen=True)
class Why:
    """A box under a question: why something is as it is, and the question it comes from."""

    title: str
    text: str
    link: str = ""
    leads_to: str = ""


class _Lines(QAbstractListModel):
    touched = Signal(int)
    """A row looks otherwise. Its height stays: `dataChanged` would lay out all of them anew."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Line | Why] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(row, Why):
                return f"{row.title} {row.text}"
            return ", ".join(part for part in (row.number, row.text, row.spoken) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.text
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.rows[index.row()]
        if isinstance(row, Why):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def show(self, rows: Sequence[Line | Why]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def put(self, at: int, line: Line) -> None:
        if self.rows[at] != line:
            self.rows[at] = line
            self.touched.emit(at)


class _Paint(QStyledItemDelegate):
    def __init__(self, lines: _Lines, view: QListView) -> None:
        super().__init__()
        self._lines, self._view = lines, view
        self.box_height = 0
        self._heights: dict[tuple[str, int], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = self._lines.rows[index.row()]
        if isinstance(row, Why):
            return QSize(100, self.box_height + 8)
        return QSize(100, self._height(row.text, self._room(row)))

    def _height(self, text: str, room: int) -> int:
        """Worked out once: the view asks for all rows whenever one of them changes."""
        known = self._heights.get((text, room))
        if known is None:
            # as wide as the boldest: the row must not grow when it is its turn
            lines = _lines(QFontMetrics(look().font(13, 600)), text, room)
            known = self._heights[text, room] = _ROW + _SECOND * (len(lines) - 1)
        return known

    def _room(self, row: Line) -> int:
        left = _ICON_AT if row.state == HEAD else _WORDS_AT
        return self._view.viewport().width() - left - _SIDE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._lines.rows[index.row()]
        if isinstance(row, Why):
            return
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, row, option)
        if row.state == HEAD:
            self._paint_words(painter, rect, row, "text2", 600)
        else:
            self._paint_line(painter, rect, row)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRect, row: Line, option: QStyleOptionViewItem
    ) -> None:
        from PySide6.QtWidgets import QStyle

        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(Qt.PenStyle.NoPen)
        if row.state == HERE or over:
            painter.setBrush(look().colour("accentS" if row.state == HERE else "hover"))
            painter.drawRoundedRect(rect, 4, 4)
        if chosen:
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(look().colour("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)

    def _paint_line(self, painter: QPainter, rect: QRect, row: Line) -> None:
        drawing, ink = _ICONS[row.state]
        top = rect.top() + (_ROW - 16) // 2
        scale = painter.device().devicePixelRatio()
        painter.drawPixmap(rect.left() + _ICON_AT, top, pixmap(drawing, 16, ink, scale))
        number = QRect(rect.left() + _NUMBER_AT, rect.top(), 24, _ROW)
        painter.setFont(look().font(12, 600 if row.state == HERE else 400))
        painter.setPen(look().colour("text2"))
        painter.drawText(number, Qt.AlignmentFlag.AlignVCenter, row.number)
        inks = {HERE: "accent", NOT_ASKED: "text3", WRONG: "bad"}
        weight = 600 if row.state == HERE else 400
        self._paint_words(painter, rect, row, inks.get(row.state, "text"), weight)

    def _paint_words(
        self, painter: QPainter, rect: QRect, row: Line, ink: str, weight: int
    ) -> None:
        font = look().font(13, weight)
        painter.setFont(font)
        painter.setPen(look().colour(ink))
        left = rect.left() + (_ICON_AT if row.state == HEAD else _WORDS_AT)
        room, metrics = self._room(row), QFontMetrics(font)
        at = QRect(left, rect.top() + 4, room + 2, _ROW - 8)
        for line in _lines(QFontMetrics(look().font(13, 600)), row.text, room):
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, elided(metrics, line, room))
            at.translate(0, _SECOND)


def _lines(metrics: QFontMetrics, text: str, room: int) -> list[str]:
    """The words of a text in lines; what has no room in the last one is left to be cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and metrics.horizontalAdvance(longer) > room and len(lines) < _MOST_LINES - 1:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


class WhyBox(Box):
    """Why a question is not asked, must be answered or was refused, and the way to the reason."""

    asked = Signal(str)

    def __init__(self, why: Why) -> None:
        super().__init__("card", gap=4, margin=12)
        self.why = why
        self._title = Text(why.title, "strong", wrap=True)
        self._text = Text(why.text, "second", wrap=True, colour="text")
        self.link = LinkButton(why.link)
        self.link.clicked.connect(lambda: self.asked.emit(why.leads_to))
        head = Row(Icon("eye-off", 16), self._title, gap=8)
        head.box.setStretch(1, 1)
        self.add(head, self._text, Row(self.link, None, gap=0))
        self.link.setVisible(bool(why.link))
        self.setAccessibleName(f"{why.title} {why.text}")

    def height_at(self, width: int) -> int:
        """How high the box is with all its words."""
        inner = width - 26
        title = self._title.heightForWidth(inner - 24)
        link = 36 if self.why.link else 0
        return title + self._text.heightForWidth(inner) + link + 30


class QuestionList(QListView):
    """Thousands of questions are painted, not built; a press on one leads to it."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lines = _Lines()
        self._paint = _Paint(self._lines, self)
        self._at: dict[str, int] = {}
        self._here = ""
        self._why: tuple[str, Why] | None = None
        self._box: WhyBox | None = None
        self.setModel(self._lines)
        self._lines.touched.connect(lambda at: self.update(self._lines.index(at)))
        self.setItemDelegate(self._paint)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setStyleSheet("QListView{background:transparent;}")
        self.clicked.connect(self._pressed)
        self.activated.connect(self._pressed)

    def lines(self) -> list[Line]:
        """The questions, as they are shown."""
        return [row for row in self._lines.rows if isinstance(row, Line)]

    def why(self) -> Why | None:
        """What the box says, if it is shown."""
        return self._why[1] if self._why else None

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these questions."""
        self._why = self._box = None
        self._lines.show(lines)
        self._number()

    def put(self, line: Line) -> None:
        """Show how one question stands now."""
        if line.position in self._at:
            here = line.position == self._here and line.state != HEAD
            self._lines.put(self._at[line.position], replace(line, state=HERE) if here else line)

    def set_here(self, position: str, former: Line | None) -> None:
        """Mark the question that is asked; the former one gets its own state again."""
        self._here = position
        if former is not None:
            self.put(former)
        if position in self._at:
            at = self._at[position]
            line = self._lines.rows[at]
            if isinstance(line, Line):
                self._lines.put(at, replace(line, state=HERE))
            first = self._lines.index(max(0, at - _SEEN_BEFORE))
            self.scrollTo(first, QAbstractItemView.ScrollHint.PositionAtTop)

    def set_why(self, position: str, why: Why | None) -> None:
        """Put the box under a question, or take it away."""
        wanted = (position, why) if why is not None and position in self._at else None
        if wanted == self._why:
            return
        top = self.verticalScrollBar().value()
        lines: list[Line | Why] = list(self.lines())
        self._why, self._box = wanted, None
        if wanted is not None:
            at = next(i for i, row in enumerate(lines) if _is_at(row, wanted[0]))
            lines.insert(at + 1, wanted[1])
        self._lines.show(lines)
        self._number()
        self._place_box()
        self.verticalScrollBar().setValue(top)

    def _number(self) -> None:
        rows = enumerate(self._lines.rows)
        self._at = {row.position: at for at, row in rows if isinstance(row, Line)}

    def _place_box(self) -> None:
        if self._why is None:
            return
        at = next(i for i, row in enumerate(self._lines.rows) if isinstance(row, Why))
        self._box = WhyBox(self._why[1])
        self._box.asked.connect(self.asked)
        self._fit_box()
        self.setIndexWidget(self._lines.index(at), self._box)
        self.doItemsLayout()

    def _fit_box(self) -> None:
        if self._box is not None:
            self._paint.box_height = self._box.height_at(self.viewport().width())

    def _pressed(self, index: QModelIndex) -> None:
        row = self._lines.rows[index.row()]
        if isinstance(row, Line):
            self.asked.emit(row.position)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_box()
        super().resizeEvent(event)
        self.doItemsLayout()


def _is_at(row: Line | Why, position: str) -> bool:
    return isinstance(row, Line) and row.position == position
