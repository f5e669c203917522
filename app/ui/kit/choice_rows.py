"""Answers to choose among: a row each, with the key that picks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from app.ui.kit.keys import paint_cap
from app.ui.kit.layout import let_go
from app.ui.kit.marks import BOX, paint_box, paint_circle
from app.ui.kit.segments import ARROWS, Option
from app.ui.theme import look

ONE, MANY, RANKED = "one", "many", "ranked"
"""How many may be chosen, and whether their order counts."""
_HEIGHT, _COMPACT = 40, 34
_CAP, _MARK, _WORDS = 13, 46, 77
"""Where the key cap, the mark and the words begin."""
PICTURE = 64
"""The square a picture of an answer is shown in."""
_WAIT_MS = 700
_PASSED_ON = (*ARROWS, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Home, Qt.Key.Key_End)


class TypedKey:
    """Digits one after the other, read as a key as soon as no longer one can be meant."""

    def __init__(self, keys: Sequence[str] = ()) -> None:
        self.keys = tuple(keys)
        self._so_far = ""

    def add(self, digit: str) -> str | None:
        """Take a digit; answers the key when it is complete."""
        typed = self._so_far + digit
        if not any(key.startswith(typed) for key in self.keys):
            typed = digit
        meant = [key for key in self.keys if key.startswith(typed)]
        self._so_far = typed if len(meant) > 1 else ""
        return meant[0] if len(meant) == 1 and meant[0] == typed else None

    def take(self) -> str | None:
        """What was typed so far is all: answers it, or None."""
        typed, self._so_far = self._so_far, ""
        return typed if typed in self.keys else None


class ChoiceRow(QAbstractButton):
    """One answer: key cap, mark, words; chosen it has a strong border and a soft ground."""

    def __init__(
        self, code: str, kind: str, number: int, *, upright: bool = False, bare: bool = False
    ) -> None:
        super().__init__()
        self.code = code
        self._kind, self._number, self._upright, self._bare = kind, number, upright, bare
        self.rank = 0
        """Its place among the ranked ones; 0 is none."""
        self.is_compact = False
        self._picture = QPixmap()
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """The words of the answer."""
        self.setText(words)
        self._tell_rank()
        self.update()

    def set_picture(self, picture: QPixmap) -> None:
        """Show a picture beside the words, or none; a `bare` row has no room for one."""
        self._picture = QPixmap() if self._bare else picture
        self.updateGeometry()
        self.update()

    def has_picture(self) -> bool:
        """Whether a picture is shown."""
        return not self._picture.isNull()

    def set_rank(self, rank: int) -> None:
        """Stand at a place among the ranked ones."""
        self.rank = rank
        self._tell_rank()
        self.update()

    def _tell_rank(self) -> None:
        self.setAccessibleName(f"{self.rank}. {self.text()}" if self.rank else self.text())

    def height_at(self, width: int) -> int:
        """How high the row must be for its words to be read whole at a width."""
        least = _COMPACT if self.is_compact else _HEIGHT
        if self._bare:
            return least
        beside = PICTURE + 8 if self.has_picture() and not self._upright else 0
        room = width - (16 if self._upright else self._words_left() + 12 + beside)
        metrics = QFontMetrics(look().font(13 if self._upright else 14))
        flags = Qt.TextFlag.TextWordWrap
        words = metrics.boundingRect(QRect(0, 0, max(room, 40), 10_000), flags, self.text())
        if self._upright:
            return words.height() + 46 + (PICTURE + 8 if self.has_picture() else 0)
        least = max(least, PICTURE + 12) if self.has_picture() else least
        return max(least, words.height() + (least - 20 if not self.has_picture() else 12))

    def _words_left(self) -> int:
        return _WORDS if self._number else _WORDS - _MARK + _CAP

    def sizeHint(self) -> QSize:
        least = 56 if self._bare or self._upright else 160
        return QSize(least, self.height_at(max(self.width(), least)))

    def minimumSizeHint(self) -> QSize:
        return QSize(56 if self._bare or self._upright else 100, 20)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PASSED_ON:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        if self._bare:
            self._paint_pair(painter, self.height() // 2)
            return
        if self._upright:
            self._paint_upright(painter)
            return
        middle = self.height() // 2
        if self._number:
            paint_cap(painter, _CAP, middle, str(self._number))
        left = _MARK if self._number else _CAP
        self._paint_mark(painter, left, middle)
        right = 12
        if self.has_picture():
            self._paint_picture(painter, self.width() - PICTURE - 8, middle - PICTURE // 2)
            right += PICTURE + 8
        room = self.rect().adjusted(self._words_left(), 0, -right, 0)
        self._paint_words(painter, room, Qt.AlignmentFlag.AlignLeft)

    def _paint_ground(self, painter: QPainter) -> None:
        on, over = self.isChecked(), self.underMouse() or self.hasFocus()
        strong = on or self.hasFocus()
        border = "accent" if strong else "text2" if over else "ctrl"
        if not self.isEnabled():
            border, strong, over = "line", False, False
        width = 2 if strong else 1
        painter.setPen(QPen(look().colour(border), width))
        painter.setBrush(look().colour("accentS" if on else "hover" if over else "surface"))
        inset = width / 2
        room = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(room, 6, 6)
        if on and self.hasFocus():
            painter.setPen(QPen(look().colour("accent"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(3, 3, -3, -3), 4, 4)

    def _paint_mark(self, painter: QPainter, x: int, middle: int) -> None:
        on = self.isChecked()
        if self._kind == RANKED:
            self._paint_rank(painter, x, middle)
        elif self._kind == MANY:
            paint_box(painter, x, middle - BOX // 2, on=on)
        else:
            paint_circle(painter, x + 1, middle - 8, on=on)

    def _paint_rank(self, painter: QPainter, x: int, middle: int) -> None:
        word = str(self.rank) if self.rank else "–"
        painter.setFont(look().font(14, 600))
        painter.setPen(look().colour("accent" if self.rank else "text3"))
        painter.drawText(QRect(x, middle - 10, 20, 20), Qt.AlignmentFlag.AlignCenter, word)

    def _paint_upright(self, painter: QPainter) -> None:
        self._paint_pair(painter, 20)
        top = 34
        if self.has_picture():
            self._paint_picture(painter, (self.width() - PICTURE) // 2, top)
            top += PICTURE + 8
        room = self.rect().adjusted(8, top, -8, -4)
        self._paint_words(painter, room, Qt.AlignmentFlag.AlignHCenter, 13)

    def _paint_picture(self, painter: QPainter, x: int, y: int) -> None:
        """The picture in its square, not stretched."""
        shown = self._picture.size().scaled(PICTURE, PICTURE, Qt.AspectRatioMode.KeepAspectRatio)
        corner = QPoint(x + (PICTURE - shown.width()) // 2, y + (PICTURE - shown.height()) // 2)
        painter.drawPixmap(QRect(corner, shown), self._picture)

    def _paint_pair(self, painter: QPainter, middle: int) -> None:
        """Cap and mark beside each other in the middle of the width."""
        centre = self.width() // 2
        if self._number:
            paint_cap(painter, centre - 24, middle, str(self._number))
            self._paint_mark(painter, centre + 4, middle)
        else:
            self._paint_mark(painter, centre - 9, middle)

    def _paint_words(
        self, painter: QPainter, room: QRect, side: Qt.AlignmentFlag, size: int = 14
    ) -> None:
        painter.setFont(look().font(size))
        painter.setPen(look().colour("text" if self.isEnabled() else "off"))
        flags = Qt.AlignmentFlag.AlignVCenter | side
        painter.drawText(room, int(flags) | int(Qt.TextFlag.TextWordWrap), self.text())


class ChoiceRows(QWidget):
    """Rows of which one or several are chosen; one stop for Tab, arrows move, numbers pick.

    Columns of 0 put all into one line; `upright` has the words under the mark, `bare` has them
    only spoken, for a table whose heading says them.
    """

    chosen = Signal(tuple)
    """The codes that are chosen now, in their order."""

    def __init__(
        self,
        kind: str = ONE,
        columns: int = 1,
        *,
        compact: bool = False,
        numbered: bool = True,
        upright: bool = False,
        bare: bool = False,
    ) -> None:
        super().__init__()
        self._kind, self._columns = kind, columns
        self._compact, self._numbered, self._upright = compact, numbered, upright
        self._bare = bare
        self._chosen: tuple[str, ...] = ()
        self._rows: list[ChoiceRow] = []
        self._typed = TypedKey()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.settle)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6 if compact else 8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_choices(self, options: Sequence[Option]) -> None:
        """Offer these; what was chosen stays chosen where it is still offered."""
        if [code for code, _ in options] == [row.code for row in self._rows]:
            for row, (_, words) in zip(self._rows, options, strict=True):
                row.say(words)
            self.set_value(self._chosen)
            self._fit()
            return
        had_keyboard = any(row.hasFocus() for row in self._rows)
        self._make_rows(options)
        self.set_value(self._chosen)
        self._fit()
        if had_keyboard:
            self.focus()

    def set_pictures(self, pictures: Mapping[str, QPixmap]) -> None:
        """Show a picture beside each code that has one."""
        for row in self._rows:
            row.set_picture(pictures.get(row.code, QPixmap()))
        self._fit()

    def _make_rows(self, options: Sequence[Option]) -> None:
        for row in self._rows:
            self._grid.removeWidget(row)
            let_go(row)
        self._rows = []
        self._typed = TypedKey(self._keys(options))
        columns = self._columns or max(1, len(options))
        for at, (code, words) in enumerate(options):
            number = at + 1 if self._numbered else 0
            row = ChoiceRow(code, self._kind, number, upright=self._upright, bare=self._bare)
            row.is_compact = self._compact
            row.say(words)
            row.clicked.connect(lambda _=False, row=row: self._pressed(row))
            self._grid.addWidget(row, at // columns, at % columns, Qt.AlignmentFlag.AlignTop)
            # Qt would show it a turn later, and what is not shown takes no keyboard
            if self.isVisible():
                row.show()
            self._rows.append(row)
        for column in range(min(columns, len(options))):
            self._grid.setColumnStretch(column, 1)

    def rows(self) -> list[ChoiceRow]:
        """The rows, in their order."""
        return list(self._rows)

    def value(self) -> tuple[str, ...]:
        """The codes that are chosen."""
        return self._chosen

    def set_value(self, codes: Sequence[str]) -> None:
        """Choose without a signal; a code that is not offered is kept."""
        self._chosen = tuple(codes)
        for row in self._rows:
            row.setChecked(row.code in self._chosen)
            ranked = self._kind == RANKED and row.code in self._chosen
            row.set_rank(self._chosen.index(row.code) + 1 if ranked else 0)
        self._set_tab_stop()

    def focus(self) -> None:
        """Take the keyboard, onto what is chosen or the first row."""
        stop = next((row for row in self._rows if row.isChecked()), None)
        stop = stop or next(iter(self._rows), None)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> None:
        """Pick the number that was typed, without waiting for another digit."""
        self._timer.stop()
        key = self._typed.take()
        if key:
            self._press_key(key)

    def _keys(self, options: Sequence[Option]) -> list[str]:
        """What is typed for each: its number, or where none is shown the number it is itself."""
        if self._numbered:
            return [str(at) for at in range(1, len(options) + 1)]
        codes = [code for code, _ in options]
        return codes if all(code.isdecimal() for code in codes) else []

    def _set_tab_stop(self) -> None:
        stop = next((row for row in self._rows if row.isChecked()), None)
        stop = stop or next(iter(self._rows), None)
        for row in self._rows:
            is_stop = row is stop
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)

    def _pressed(self, row: ChoiceRow) -> None:
        self._chosen = self._with(row.code)
        self.set_value(self._chosen)
        self.chosen.emit(self._chosen)

    def _with(self, code: str) -> tuple[str, ...]:
        """What is chosen after a press on a row; a second press takes it back."""
        if code in self._chosen:
            return tuple(kept for kept in self._chosen if kept != code)
        if self._kind == ONE:
            return (code,)
        if self._kind == RANKED:
            return (*self._chosen, code)
        both = {*self._chosen, code}
        offered = tuple(row.code for row in self._rows if row.code in both)
        return (*offered, *(kept for kept in self._chosen if kept not in offered))

    def _press_key(self, key: str) -> None:
        row = self._rows[self._typed.keys.index(key)]
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        # typed from a paper, a number means the answer, also where it stands there already
        if self._kind != ONE or row.code not in self._chosen:
            self._pressed(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.text().isdecimal() and self._typed.keys:
            self._type(event.text())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settle()
            event.ignore()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._chosen:
            self.set_value(())
            self.chosen.emit(())
        elif not self._move(key):
            super().keyPressEvent(event)

    def _type(self, digit: str) -> None:
        self._timer.stop()
        key = self._typed.add(digit)
        if key:
            self._press_key(key)
        else:
            self._timer.start()

    def _move(self, key: Qt.Key) -> bool:
        columns = self._columns or max(1, len(self._rows))
        at = next((i for i, row in enumerate(self._rows) if row.hasFocus()), None)
        steps = {
            Qt.Key.Key_Down: columns,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Home: -len(self._rows),
            Qt.Key.Key_End: len(self._rows),
        }
        if at is None or key not in steps:
            return False
        target = min(max(at + steps[key], 0), len(self._rows) - 1)
        self._rows[target].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Rows of one line are of one height; wrapped words get what they need."""
        columns = self._columns or max(1, len(self._rows))
        gap = self._grid.spacing()
        width = (self.width() - gap * (columns - 1)) // columns
        for first in range(0, len(self._rows), columns):
            line = self._rows[first : first + columns]
            height = max(row.height_at(width) for row in line)
            for row in line:
                row.setFixedHeight(height)
        self.updateGeometry()
