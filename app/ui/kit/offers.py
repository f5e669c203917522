"""The list that opens under a search field: what was found, the typed part marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.language import folded_span
from app.ui.icons import pixmap
from app.ui.kit.elide import elided
from app.ui.kit.keys import cap_width, paint_cap
from app.ui.theme import look

Index = QModelIndex | QPersistentModelIndex
_ROW = 30
_LINE = 17
_GROUP = 26
_SIDE = 12
_MOST_HEIGHT = 420


@dataclass(frozen=True)
class Offer:
    """One thing found: what it stands for, how it reads, and the key that takes it."""

    value: object
    text: str
    sub: str = ""
    icon: str = ""
    note: str = ""
    key: str = ""
    warning: str = ""
    group: str = ""
    pinned: bool = False
    """Stands last, under a hairline, and has nothing of what was typed marked in it."""


@dataclass(frozen=True)
class _Heading:
    text: str


class _Found(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Offer | _Heading] = []
        self.typed = ""

    def show(self, offers: Sequence[Offer], typed: str, nothing: str) -> None:
        self.beginResetModel()
        self.typed = typed
        self.rows = [_Heading(nothing)] if nothing and not offers else []
        group = ""
        for offer in offers:
            if offer.group and offer.group != group:
                self.rows.append(_Heading(offer.group))
            group = offer.group
            self.rows.append(offer)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(row, _Heading):
                return row.text
            return ", ".join(part for part in (row.text, row.sub, row.warning, row.note) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], _Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Paint(QStyledItemDelegate):
    def __init__(self, found: _Found) -> None:
        super().__init__()
        self._found = found

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = self._found.rows[index.row()]
        if isinstance(row, _Heading):
            return QSize(100, _GROUP)
        height = _ROW + (_LINE if row.sub else 2) + (_LINE if row.warning else 0)
        return QSize(100, height + (9 if row.pinned else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._found.rows[index.row()]
        rect: QRect = option.rect
        painter.save()
        if isinstance(row, _Heading):
            painter.setFont(look().font(12, 600))
            painter.setPen(look().colour("text3"))
            at = rect.adjusted(_SIDE, 6, -_SIDE, 0)
            painter.drawText(at, 0x0081, row.text)
        else:
            if row.pinned:
                line = QRect(rect.left() + 4, rect.top() + 4, rect.width() - 8, 1)
                painter.fillRect(line, look().colour("line"))
                rect = rect.adjusted(0, 9, 0, 0)
            self._paint_offer(painter, rect, row, marked=self._is_marked(option))
        painter.restore()

    def _is_marked(self, option: QStyleOptionViewItem) -> bool:
        from PySide6.QtWidgets import QStyle

        state = option.state
        return bool(state & QStyle.StateFlag.State_Selected)

    def _paint_offer(self, painter: QPainter, rect: QRect, offer: Offer, *, marked: bool) -> None:
        if marked:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().colour("sel"))
            painter.drawRoundedRect(rect, 4, 4)
        scale = painter.device().devicePixelRatio()
        left = rect.left() + _SIDE
        if offer.icon:
            ink = "accent" if marked or offer.pinned else "text2"
            drawn = pixmap(offer.icon, 18, ink, scale)
            painter.drawPixmap(left, rect.top() + 6, drawn)
            left += 30
        right = self._paint_right(painter, rect, offer, marked=marked)
        lines = QRect(left, rect.top() + 4, right - left, 22)
        self._paint_name(painter, lines, offer)
        # the lines below the name have the whole width: a warning must not be cut
        at = QRect(left, lines.top() + 19, rect.right() - _SIDE - left, _LINE)
        if offer.sub:
            self._paint_line(painter, at, offer.sub, "text2")
            at.translate(0, _LINE)
        if offer.warning:
            self._paint_line(painter, at, offer.warning, "warn", "triangle-alert")

    def _paint_right(self, painter: QPainter, rect: QRect, offer: Offer, *, marked: bool) -> int:
        right = rect.right() - _SIDE
        key = "Enter" if marked and not offer.key else offer.key
        middle = rect.top() + 16
        for cap in reversed(key.split()):
            right -= cap_width(cap)
            paint_cap(painter, right, middle, cap, "strong" if marked else "plain")
            right -= 6
        if offer.note:
            metrics = QFontMetrics(look().font(12, 400))
            width = metrics.horizontalAdvance(offer.note)
            right -= width + 6
            painter.setFont(look().font(12, 400))
            painter.setPen(look().colour("text2"))
            painter.drawText(QRect(right, middle - 10, width + 2, 20), 0x0084, offer.note)
        return right - 8

    def _paint_name(self, painter: QPainter, at: QRect, offer: Offer) -> None:
        plain, bold = look().font(14, 500), look().font(14, 600)
        shown = elided(QFontMetrics(bold), offer.text, at.width())
        span = None if offer.pinned else folded_span(shown, self._found.typed)
        begin, end = span or (0, 0)
        x = at.left()
        for part, font, ink in (
            (shown[:begin], plain, "text"),
            (shown[begin:end], bold, "accent"),
            (shown[end:], plain, "text"),
        ):
            painter.setFont(font)
            painter.setPen(look().colour(ink))
            painter.drawText(QRect(x, at.top(), at.right() - x + 8, at.height()), 0x0081, part)
            x += QFontMetrics(font).horizontalAdvance(part)

    def _paint_line(
        self, painter: QPainter, at: QRect, text: str, ink: str, icon: str = ""
    ) -> None:
        font = look().font(12, 400)
        room = QRect(at)
        if icon:
            drawn = pixmap(icon, 14, ink, painter.device().devicePixelRatio())
            painter.drawPixmap(room.left(), room.top() + 2, drawn)
            room.setLeft(room.left() + 20)
        painter.setFont(font)
        painter.setPen(look().colour(ink))
        painter.drawText(room, 0x0081, elided(QFontMetrics(font), text, room.width()))


class OfferList(QFrame):
    """A frame inside the window (no popup of its own: the keyboard stays in the field)."""

    picked = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self.setProperty("box", "popup")
        self._field = field
        self._found = _Found()
        self._view = QListView()
        self._view.setModel(self._found)
        self._paint = _Paint(self._found)
        self._view.setItemDelegate(self._paint)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setMouseTracking(True)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._view.setStyleSheet("QListView{background:transparent;}")
        self._view.clicked.connect(self._clicked)
        self._view.entered.connect(self._view.setCurrentIndex)
        box = QVBoxLayout(self)
        box.setContentsMargins(5, 5, 5, 5)
        box.addWidget(self._view)
        self.hide()

    def offer(
        self, offers: Sequence[Offer], typed: str, *, mark_first: bool = True, nothing: str = ""
    ) -> None:
        """Show these, or the words for nothing found, or hide when there are none either."""
        self._found.show(offers, typed, nothing)
        if not self._found.rows:
            self.hide()
            return
        if mark_first:
            self.move_mark(1)
        self._place()
        self.show()
        self.raise_()

    def offers(self) -> list[Offer]:
        """What is shown, in its order."""
        return [row for row in self._found.rows if isinstance(row, Offer)]

    def marked(self) -> Offer | None:
        """The offer Enter would take."""
        index = self._view.currentIndex()
        row = self._found.rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Offer) else None

    def move_mark(self, step: int) -> None:
        """Mark the next or former offer, round the ends."""
        rows = self._found.rows
        at = self._view.currentIndex().row() if self._view.currentIndex().isValid() else -1
        if at < 0 and step < 0:
            at = 0
        for _ in rows:
            at = (at + step) % len(rows)
            if isinstance(rows[at], Offer):
                self._view.setCurrentIndex(self._found.index(at))
                self._announce()
                return

    def _announce(self) -> None:
        offer = self.marked()
        if offer is None:
            return
        self._field.setAccessibleDescription(offer.text)
        event = QAccessibleEvent(self._field, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(event)

    def _clicked(self, index: QModelIndex) -> None:
        row = self._found.rows[index.row()]
        if isinstance(row, Offer):
            self.picked.emit(row)

    def _place(self) -> None:
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        below = self._field.mapTo(window, QPoint(0, self._field.height() + 4))
        wanted = sum(
            self._paint.sizeHint(QStyleOptionViewItem(), self._found.index(at)).height()
            for at in range(len(self._found.rows))
        )
        room = window.height() - below.y() - 8
        height = min(wanted + 12, _MOST_HEIGHT, max(room, 120))
        if room < 120:
            below.setY(below.y() - self._field.height() - 8 - height)
        width = max(self._field.width(), min(360, window.width() - below.x() - 8))
        self.setGeometry(below.x(), below.y(), width, height)
