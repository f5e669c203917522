"""Fields one chooses in: a list, chips, yes or no, a tick."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLayout,
    QLayoutItem,
    QSizePolicy,
    QWidget,
)

from app.language import Language
from app.model.kinds import NO_RECORD
from app.ui.kit.chips import ChoiceChip
from app.ui.kit.field import Field
from app.ui.kit.layout import empty
from app.ui.kit.segments import Option, Segments
from app.ui.kit.text import Text

_COMBO_ROOM = 52


class Combo(QComboBox):
    """A closed list that does not change when the page is scrolled over it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(12)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = [self.itemText(at) for at in range(self.count())] or [""]
        widest = max(metrics.horizontalAdvance(word) for word in words)
        return QSize(widest + _COMBO_ROOM, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(90, super().minimumSizeHint().height())


class ChoiceField(Field):
    """One of a few words; `empty` is the word for none, without it there is always a choice."""

    def __init__(self, options: Sequence[Option] = (), empty: str | None = "") -> None:
        super().__init__()
        self.combo = Combo()
        self._box.addWidget(self.combo)
        self._empty = empty
        self.set_options(options, empty)
        self.combo.activated.connect(self._activated)

    def set_options(self, options: Sequence[Option], empty: str | None = "") -> None:
        """Offer these words; the choice is kept."""
        value = self.value()
        self._empty = empty
        self.combo.clear()
        if empty is not None:
            self.combo.addItem(empty, None)
        for code, word in options:
            self.combo.addItem(word, code)
        self.set_value(value)
        self.combo.updateGeometry()

    def editor(self) -> QComboBox:
        return self.combo

    def value(self) -> object:
        return self.combo.currentData()

    def set_value(self, value: object) -> None:
        at = self.combo.findData(value)
        if at < 0 and value not in (None, ""):
            # a code this version does not know is shown as it is, never lost
            self.combo.addItem(str(value), value)
            at = self.combo.count() - 1
        self.combo.setCurrentIndex(max(at, 0))
        self.combo.setToolTip(self.combo.currentText())

    def words_of(self, value: object) -> str:
        """The word for a value, whichever is chosen; "" for none."""
        if value in (None, ""):
            return ""
        at = self.combo.findData(value)
        return self.combo.itemText(at) if at >= 0 else str(value)

    def _activated(self) -> None:
        self.combo.setToolTip(self.combo.currentText())
        self.edited.emit(self.value())
        self.committed.emit(self.value())


class RecordChoiceField(ChoiceField):
    """One of a few records, each by its id; shown are their names."""

    def set_records(self, records: Sequence[tuple[bytes, str]], none: str = "") -> None:
        """Offer these records, and none at all where there is a word for it; the choice is kept."""
        nothing = [(NO_RECORD, none)] if none else []
        self.set_options([*((record.hex(), name) for record, name in records), *nothing], "")

    def value(self) -> object:
        chosen = super().value()
        if chosen == NO_RECORD:
            return chosen
        return bytes.fromhex(chosen) if isinstance(chosen, str) and chosen else None

    def set_value(self, value: object) -> None:
        code = value.hex() if isinstance(value, bytes) else value
        super().set_value(code if self.combo.findData(code) >= 0 else None)


class Flow(QLayout):
    """Widgets side by side, going on in the next line where the room ends."""

    def __init__(self, gap: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        least = [widget.minimumSizeHint() for _, widget in self._shown()]
        widest = max((size.width() for size in least), default=0)
        return QSize(widest, max((size.height() for size in least), default=0))

    def _shown(self) -> Iterator[tuple[QLayoutItem, QWidget]]:
        """What takes room: what nobody hid, even while the page it is on is not in view."""
        for item in self._items:
            widget = item.widget()
            by_hand = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
            if widget is not None and not (widget.isHidden() and widget.testAttribute(by_hand)):
                yield item, widget

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item, widget in self._shown():
            hint, least = widget.sizeHint(), widget.minimumSizeHint()
            size = QSize(min(hint.width(), max(rect.width(), least.width())), hint.height())
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line - rect.y()


class Chips(QWidget):
    """Widgets in a flow; the height follows the width."""

    def __init__(self, gap: int = 6) -> None:
        super().__init__()
        self.flow = Flow(gap)
        self.setLayout(self.flow)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fit(self) -> None:
        """Take the height the widgets need at the present width."""
        # a layout's height-for-width is lost in grids; a fixed height is not
        self.setFixedHeight(max(self.flow.heightForWidth(self.width()), 1))

    def empty(self) -> None:
        """Take all widgets away."""
        empty(self.flow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            # what was put in while nobody saw it counts only once it is shown
            self.fit()
        return done


class ChoicesField(Field):
    """Any number of a few words, each a chip that can be pressed."""

    def __init__(self, options: Sequence[Option] = ()) -> None:
        super().__init__()
        self._chips: dict[str, ChoiceChip] = {}
        self._view = Chips()
        self._box.addWidget(self._view)
        self._kept: tuple[str, ...] = ()
        self.set_options(options)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these words; the choice is kept."""
        value = self.value()
        self._view.empty()
        self._chips = {}
        for code, word in options:
            chip = ChoiceChip(word)
            chip.clicked.connect(self._pressed)
            self._view.flow.addWidget(chip)
            self._chips[code] = chip
        self._view.fit()
        self.set_value(value)

    def editor(self) -> QWidget:
        return next(iter(self._chips.values()), self._view)

    def value(self) -> tuple[str, ...]:
        chosen = tuple(code for code, chip in self._chips.items() if chip.isChecked())
        return chosen + self._kept

    def set_value(self, value: object) -> None:
        codes = tuple(str(code) for code in value) if isinstance(value, (tuple, list)) else ()
        self._kept = tuple(code for code in codes if code not in self._chips)
        for code, chip in self._chips.items():
            chip.setChecked(code in codes)

    def set_name(self, name: str) -> None:
        self._view.setAccessibleName(name)

    def set_description(self, text: str) -> None:
        self._view.setAccessibleDescription(text)

    def set_read_only(self, read_only: bool) -> None:
        self._view.setEnabled(not read_only)

    def _pressed(self) -> None:
        self.edited.emit(self.value())
        self.committed.emit(self.value())


class YesNoField(Field):
    """Yes, no, or (by pressing the chosen word again) not said."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.switch = Segments(can_clear=True)
        self._box.addWidget(self.switch)
        self._box.addStretch(1)
        self.retranslate(language)
        self.switch.chosen.connect(self._chosen)

    def retranslate(self, language: Language) -> None:
        """Say the words in another language."""
        self.switch.set_options([("yes", language.text("Yes")), ("no", language.text("No"))])

    def editor(self) -> QWidget:
        return self.switch

    def value(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.switch.value())

    def set_value(self, value: object) -> None:
        self.switch.set_value("" if value is None else "yes" if value else "no")

    def focus(self) -> None:
        self.switch.focus()

    def _chosen(self, _: str) -> None:
        self.edited.emit(self.value())
        self.committed.emit(self.value())


class _TickWords(Text):
    """Words that take the mouse for their tick."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__("", "body", wrap=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()


class CheckField(Field):
    """A tick with its own words, which wrap where they are asked to."""

    def __init__(self, text: str = "", *, wraps: bool = False) -> None:
        super().__init__()
        self.check = QCheckBox()
        self._words = _TickWords() if wraps else None
        self._box.addWidget(self.check)
        if self._words is None:
            self._box.addStretch(1)
        else:
            self._box.setSpacing(0)  # the tick keeps a gap for words of its own
            self._box.addWidget(self._words, 1)
            self._box.setAlignment(self.check, Qt.AlignmentFlag.AlignTop)
            self._words.pressed.connect(self.check.click)
            self.setSizePolicy(self._words.sizePolicy())
        self.check.clicked.connect(self._clicked)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """The words beside the tick."""
        if self._words is None:
            self.check.setText(text)
        else:
            self._words.setText(text)
            self.check.setAccessibleName(text)

    def editor(self) -> QCheckBox:
        return self.check

    def set_name(self, name: str) -> None:
        self.check.setAccessibleName(self.check.text() or name)

    def value(self) -> bool:
        return self.check.isChecked()

    def set_value(self, value: object) -> None:
        self.check.setChecked(bool(value))

    def _clicked(self) -> None:
        self.edited.emit(self.value())
        self.committed.emit(self.value())
