"""The grid one ticks in: people × days, one tab stop with arrows inside, sums below."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QScrollBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.language import Language
from app.storage.questions.attendance import Moment, Sheet, SheetRow
from app.ui.events.sheet_model import FIRST_COLUMNS, TICKS_FROM, SheetModel
from app.ui.events.tick_header import Sums, TickHeader
from app.ui.events.tick_paint import PAD, SheetDelegate
from app.ui.kit.chips import chip_width
from app.ui.theme import look

ROW = 30
_WIDTHS = {"no": 36, "sex": 38, "year": 58, "consent": 34}
_TICK, _TICK_DAY = 44, 52
_NAME_LEAST, _PLACE_LEAST = 196, 140
BAR = 10
"""The scroll bar stands beside the columns, whether it is there or not."""
WIDE = 1200
"""From this logical window width on there is room for the organisation."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TickTable(QTableView):
    """The table itself. The current cell is always one of the ticks."""

    tick_asked = Signal(object, object)
    """A row and a moment: turn this tick over."""
    column_asked = Signal(object)
    remove_asked = Signal(object)
    edit_asked = Signal(object)
    menu_asked = Signal(object, QPoint)
    typed = Signal(str)
    """A letter, which is the beginning of a name."""
    shown_from = Signal(int, int, int)
    """First shown column of ticks, how many are shown, how many there are."""

    def __init__(self, model: SheetModel) -> None:
        super().__init__()
        self._sheet = model
        self._delegate = SheetDelegate(model)
        self.head = TickHeader(model)
        self._first = 0
        self._name_width = 0
        self._empty = ""
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(self.head)
        self._set_manners()
        self.entered.connect(lambda index: self._hover(index.row()))
        model.modelReset.connect(self.fit)

    def _set_manners(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
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

    # ---- what is shown ----

    def set_empty(self, text: str) -> None:
        """What stands in the middle while nobody is shown."""
        self._empty = text
        self.setAccessibleDescription("" if self._sheet.rows else text)
        self.viewport().update()

    def fit(self) -> None:
        """Share the width out: names stay, days that do not fit are scrolled to."""
        moments = self._sheet.moments
        width = self.width() - BAR
        tick = _TICK_DAY if moments and moments[0][1] == "day" else _TICK
        widths = self._fixed_widths()
        fixed = sum(widths.values())
        wants = fixed + _NAME_LEAST + _PLACE_LEAST + len(moments) * tick
        has_place = self.window().width() >= WIDE and wants <= width
        room = width - fixed - _NAME_LEAST - (_PLACE_LEAST if has_place else 0)
        # a day is shown whole: half of one would cut its caption
        halves = len(self._sheet.sheet.event.parts()) if self._sheet.sheet else 1
        count = min(len(moments), max(halves, room // tick // halves * halves))
        first = max(0, min(self._first, len(moments) - count))
        self._first = first - first % halves
        rest = max(_NAME_LEAST, width - fixed - count * tick)
        name = max(_NAME_LEAST, min(self._name_width, rest - _PLACE_LEAST))
        place = rest - name if has_place else 0
        self._set_widths({**widths, "name": rest - place, "place": place}, tick, count)
        self.shown_from.emit(self._first, count, len(moments))

    def measure_names(self) -> None:
        """Learn the room in which no name is cut."""
        font, new = look().font(14, 500), self._sheet.language.text("new")
        measure, chip = QFontMetrics(font).horizontalAdvance, chip_width(new) + 8
        widths = (measure(row.name) + chip * row.is_new for row in self._sheet.rows)
        self._name_width = max(widths, default=0) + 2 * PAD

    def _fixed_widths(self) -> dict[str, int]:
        """As in the table of widths, or wider where the head's word asks for it."""
        measure = QFontMetrics(look().font(12, 600)).horizontalAdvance
        widths = dict(_WIDTHS)
        for column, name in enumerate(FIRST_COLUMNS):
            if name in ("sex", "year"):
                side = 4 if name == "sex" else 2 * PAD
                widths[name] = max(widths[name], measure(self._sheet.head(column)) + side)
        return widths

    def _set_widths(self, widths: dict[str, int], tick: int, count: int) -> None:
        for column, name in enumerate(FIRST_COLUMNS):
            self.setColumnHidden(column, not widths[name])
            if widths[name]:
                self.head.resizeSection(column, widths[name])
        for at in range(len(self._sheet.moments)):
            self.setColumnHidden(TICKS_FROM + at, not self._first <= at < self._first + count)
            self.head.resizeSection(TICKS_FROM + at, tick)
        if self._sheet.columnCount() > self._sheet.consent_column:
            self.head.resizeSection(self._sheet.consent_column, widths["consent"])

    def show_from(self, first: int) -> None:
        """Scroll sideways so that this column of ticks is the first that is seen."""
        if first != self._first:
            self._first = first
            self.fit()

    def _shown_count(self) -> int:
        return sum(
            not self.isColumnHidden(TICKS_FROM + at) for at in range(len(self._sheet.moments))
        )

    def bring(self, moment: Moment | None) -> None:
        """Scroll sideways until a column is seen."""
        if moment not in self._sheet.moments:
            return
        at, count = self._sheet.moments.index(moment), self._shown_count()
        if at < self._first:
            self.show_from(at)
        elif at >= self._first + count:
            self.show_from(at - count + 2)

    # ---- where one is ----

    def selected(self) -> SheetRow | None:
        """The person one stands at."""
        at = self.currentIndex().row()
        return self._sheet.rows[at] if 0 <= at < len(self._sheet.rows) else None

    def moment(self) -> Moment | None:
        """The column one stands in."""
        return self._sheet.moment_at(self.currentIndex().column())

    def stand_at(self, row: int, moment: Moment | None) -> None:
        """Go to a cell."""
        if not 0 <= row < len(self._sheet.rows):
            return
        self.bring(moment)
        index = self._sheet.index(row, self._sheet.column_of(moment))
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, keys: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Up and down through people; Home and End go to the first and last of them."""
        edge = {
            QAbstractItemView.CursorAction.MoveHome: 0,
            QAbstractItemView.CursorAction.MoveEnd: len(self._sheet.rows) - 1,
        }.get(action)
        if edge is not None and self._sheet.rows:
            return self._sheet.index(edge, self.currentIndex().column())
        return super().moveCursor(action, keys)

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """One row is chosen, wherever in it one stands."""
        flags = QItemSelectionModel.SelectionFlag
        return flags.ClearAndSelect | flags.Rows

    # ---- keys and mouse ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._used(event):
            super().keyPressEvent(event)

    def _used(self, event: QKeyEvent) -> bool:
        key, row = Qt.Key(event.key()), self.selected()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if row is not None and key == Qt.Key.Key_Space:
            self._space(row, whole_column=control)
        elif row is not None and key in _STEPS and not control:
            self._step(_STEPS[key])
        elif row is not None and key == Qt.Key.Key_Delete:
            self.remove_asked.emit(row)
        elif row is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_asked.emit(row)
        elif event.text().isalpha() and not control:
            self.typed.emit(event.text())
        elif event.text().strip():
            event.ignore()
        else:
            return False
        return True

    def _space(self, row: SheetRow, *, whole_column: bool) -> None:
        moment = self.moment()
        if moment is None:
            return
        if whole_column:
            self.column_asked.emit(moment)
            return
        down = min(self.currentIndex().row() + 1, len(self._sheet.rows) - 1)
        self.tick_asked.emit(row, moment)
        self.stand_at(down, moment)

    def _step(self, step: int) -> None:
        moment = self.moment()
        at = self._sheet.moments.index(moment) + step if moment is not None else 0
        if 0 <= at < len(self._sheet.moments):
            self.stand_at(self.currentIndex().row(), self._sheet.moments[at])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            super().mousePressEvent(event)
            return
        moment = self._sheet.moment_at(index.column())
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.stand_at(index.row(), moment or self._sheet.current or self.moment())
        row = self.selected()
        if event.button() == Qt.MouseButton.LeftButton and moment is not None:
            self.tick_asked.emit(row, moment)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._sheet.moment_at(index.column()) is None:
            self.edit_asked.emit(self._sheet.rows[index.row()])
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        sideways = event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            sideways = sideways or event.angleDelta().y()
        if sideways and abs(sideways) > abs(event.angleDelta().y()) * (not event.modifiers()):
            self.show_from(self._first + (1 if sideways < 0 else -1))
            return
        super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            at = self.visualRect(index).bottomLeft() if by_key else event.pos()
            self.menu_asked.emit(self._sheet.rows[index.row()], self.viewport().mapToGlobal(at))

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered_row:
            self._delegate.hovered_row = row
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    # ---- painting and room ----

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.stand_at(0, self._sheet.current)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        index = self.currentIndex()
        if not self._sheet.rows:
            painter.setFont(look().font(14, 400))
            painter.setPen(look().colour("text2"))
            room = self.viewport().rect().adjusted(24, 0, -24, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | 0x1000, self._empty)
        elif self.hasFocus() and index.isValid():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look().colour("accent"), 2))
            rect = self.visualRect(index)
            frame = QRect(rect.left() + 2, rect.top() + 1, rect.width() - 4, rect.height() - 3)
            painter.drawRoundedRect(frame, 4, 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def sizeHint(self) -> QSize:
        return QSize(600, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(480, 46 + ROW)


class TickGrid(QWidget):
    """The table with its sums and, for long events, the bar that scrolls the days."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.model = SheetModel(language)
        self.table = TickTable(self.model)
        self.sums = Sums(self.model, self.table.head)
        self.bar = QScrollBar(Qt.Orientation.Horizontal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.sums)
        column.addWidget(self.bar)
        self.setFocusProxy(self.table)
        self.bar.hide()
        self.bar.valueChanged.connect(self.table.show_from)
        self.table.shown_from.connect(self._set_bar)

    def show_sheet(
        self, sheet: Sheet | None, rows: list[SheetRow], current: Moment | None, now: datetime
    ) -> None:
        """Show these people of a sheet; whom one stands at stays so while she is shown."""
        was, moment = self.table.selected(), self.table.moment()
        top = self.table.verticalScrollBar().value()
        turned = current != self.model.current or moment not in (sheet.moments if sheet else [])
        self.table.head.today = now.date()
        if rows is not self.model.rows:
            self.model.show(sheet, rows, current, now)
            self.table.measure_names()
        else:
            self.model.show(sheet, rows, current, now)
        self.table.fit()
        if turned:
            moment = current
            self.table.bring(current)
        if was is not None:
            self.table.verticalScrollBar().setValue(top)
            row = self.model.row_of(was.registration)
            if row >= 0 and self.table.currentIndex() != self.model.index(
                row, self.model.column_of(moment)
            ):
                self.table.stand_at(row, moment)
        self.table.head.viewport().update()
        self.table.viewport().update()
        self.sums.retell()

    def stand_at_person(self, registration: bytes) -> None:
        """Go to somebody's line, in the column one is at work on."""
        self.table.stand_at(self.model.row_of(registration), self.model.current)

    def _set_bar(self, first: int, count: int, total: int) -> None:
        self.bar.blockSignals(True)
        self.bar.setRange(0, max(0, total - count))
        self.bar.setPageStep(max(1, count))
        self.bar.setValue(first)
        self.bar.blockSignals(False)
        self.bar.setVisible(total > count)
        self.sums.update()
