"""Finds what the eye overlooks: cut words, labels without room, content wider than its view."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTableView,
    QWidget,
)

from app.ui.kit import ElidedText, Header, KeyCap, Tabs
from app.ui.kit.cells import PAD
from app.ui.kit.chips import PickedChip
from app.ui.kit.elide import watch_cuts
from app.ui.theme import look

_NEAR = 1
_COMBO_ARROW = 30
_LINE_ICON = 22


def layout_faults(widget: QWidget, room: QSize | None = None) -> list[str]:
    """Everything in a shown widget that is cut, or does not fit into `room`, in plain words."""
    settle()
    least = widget.minimumSizeHint()
    size = room or widget.size()
    faults = []
    if least.width() > size.width() or least.height() > size.height():
        faults.append(f"needs {least.width()}x{least.height()} of {size.width()}x{size.height()}")
    with watch_cuts() as cuts:
        widget.grab()
    faults += [f"cut while painting: {text!r}" for text in dict.fromkeys(cuts)]
    for child in widget.findChildren(QWidget):
        if child.isVisibleTo(widget) and not child.visibleRegion().isEmpty():
            faults += [f"{fault} in {_path(child)}" for fault in _faults_of(child)]
    return faults


def settle() -> None:
    """Let layouts, timers of no delay and late deletions come to rest."""
    for _ in range(4):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def _faults_of(widget: QWidget) -> list[str]:
    for kind, look_at in _KINDS:
        if isinstance(widget, kind):
            return look_at(widget)
    return []


def _label(label: QLabel) -> list[str]:
    if isinstance(label, ElidedText) or not label.text():
        return []
    if not label.wordWrap():
        return _too_narrow(label, label.sizeHint().width(), label.text())
    needed = label.heightForWidth(label.width())
    if needed > label.height() + _NEAR:
        return [f"{label.text()!r} needs {needed} of {label.height()} px in height"]
    return []


def _button(button: QAbstractButton) -> list[str]:
    if isinstance(button, PickedChip):
        return []  # a long name is cut there on purpose; its tip says all of it
    return _too_narrow(button, button.sizeHint().width(), button.text()) if button.text() else []


def _combo(combo: QComboBox) -> list[str]:
    text = combo.currentText()
    needed = combo.fontMetrics().horizontalAdvance(text) + _COMBO_ARROW
    return _too_narrow(combo, needed, text)


def _line(line: QLineEdit) -> list[str]:
    shown = line.text() or line.placeholderText()
    if line.text() and not line.isReadOnly():
        return []  # what one types may be longer than its field
    needed = line.fontMetrics().horizontalAdvance(shown) + 20 + _LINE_ICON * len(line.actions())
    needed += sum(cap.width() + 8 for cap in line.findChildren(KeyCap) if cap.isVisible())
    return _too_narrow(line, needed, shown) if shown else []


def _scroller(area: QScrollArea) -> list[str]:
    content = area.widget()
    if content is None:
        return []
    least, room = content.minimumSizeHint().width(), area.viewport().width()
    return [f"content of {least} px scrolls in {room} px"] if least > room else []


def _table(table: QTableView) -> list[str]:
    width = table.horizontalHeader().length()
    room = table.viewport().width()
    faults = [f"columns of {width} px in {room} px"] if width > room + _NEAR else []
    header = table.horizontalHeader()
    if isinstance(header, Header):
        faults += _header_words(header)
    return faults


def _header_words(header: Header) -> list[str]:
    metrics = QFontMetrics(look().font(12, 600))
    faults = []
    for at, column in enumerate(header.columns):
        if header.isSectionHidden(at) or column.icon:
            continue
        lines = column.label.split("\n")
        needed = max(metrics.horizontalAdvance(line) for line in lines) + 2 * PAD
        needed += 18 if column.key == header.sorted_key else 0
        if needed > header.sectionSize(at) + _NEAR:
            faults.append(f"heading {column.label!r} needs {needed} of {header.sectionSize(at)} px")
    return faults


def _tabs(tabs: Tabs) -> list[str]:
    least = tabs.minimumSizeHint().width()
    return [f"tabs need {least} of {tabs.width()} px"] if least > tabs.width() else []


_KINDS = (
    (QLabel, _label),
    (QAbstractButton, _button),
    (QComboBox, _combo),
    (QLineEdit, _line),
    (QScrollArea, _scroller),
    (QTableView, _table),
    (Tabs, _tabs),
)


def _too_narrow(widget: QWidget, needed: int, text: str) -> list[str]:
    if needed <= widget.width() + _NEAR:
        return []
    return [f"{text!r} needs {needed} of {widget.width()} px"]


def _path(widget: QWidget) -> str:
    names = []
    at: QWidget | None = widget
    while at is not None and len(names) < 4:
        names.append(type(at).__name__)
        at = at.parentWidget()
    return " < ".join(names)
