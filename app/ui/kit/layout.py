"""Rooms for widgets: rows, columns, cards, side panels and scrollers, on the 4-pixel grid."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.kit.text import Text

Margins = tuple[int, int, int, int]
_ROOMY = 1000
"""From so wide a room on the panel beside a body has its whole width."""
_BESIDE, _ALONE = 14, 8
"""At the right of the panel, which has a margin of its own, and of a body without it."""


def let_go(widget: QWidget) -> None:
    """Take a widget out of its place for good; nobody sees it again."""
    # hidden first: what a layout is about to show would, without a parent, be a window of its own
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def empty(box: QLayout) -> None:
    """Take every widget out of a layout and let go of it."""
    while item := box.takeAt(0):
        widget = item.widget()
        if widget is not None:
            let_go(widget)


class _Box(QWidget):
    """Widgets one after another; `None` is a stretch, a number is a gap."""

    def __init__(self, box: QBoxLayout, parts: tuple[QWidget | int | None, ...]) -> None:
        super().__init__()
        self.setProperty("ground", "none")
        self.box = box
        self.setLayout(box)
        self.add(*parts)

    def add(self, *parts: QWidget | int | None) -> None:
        """Put more widgets (or `None`, a stretch; or a number, a gap) at the end."""
        for part in parts:
            if part is None:
                self.box.addStretch(1)
            elif isinstance(part, int):
                self.box.addSpacing(part)
            else:
                self.box.addWidget(part)


class Row(_Box):
    """Widgets side by side, centred in height."""

    def __init__(
        self, *parts: QWidget | int | None, gap: int = 8, margins: Margins = (0, 0, 0, 0)
    ) -> None:
        box = QHBoxLayout()
        box.setSpacing(gap)
        box.setContentsMargins(*margins)
        super().__init__(box, parts)


class Stack(_Box):
    """Widgets one below the other."""

    def __init__(
        self, *parts: QWidget | int | None, gap: int = 8, margins: Margins = (0, 0, 0, 0)
    ) -> None:
        box = QVBoxLayout()
        box.setSpacing(gap)
        box.setContentsMargins(*margins)
        super().__init__(box, parts)


class Beside(QWidget):
    """A body with a panel at its right; the body takes what room there is.

    In a narrow room the panel may be narrower; without it the body ends where a page ends.
    """

    def __init__(self, body: QWidget, panel: QWidget, narrow: int = 0) -> None:
        super().__init__()
        self._panel, self._wide, self._narrow = panel, panel.width(), narrow
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._row.addWidget(body, 1)
        self._row.addWidget(panel)
        panel.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._narrow:
            self._panel.setFixedWidth(self._wide if self.width() >= _ROOMY else self._narrow)

    def _fit(self) -> None:
        self._row.setContentsMargins(0, 0, _ALONE if self._panel.isHidden() else _BESIDE, 0)


class Halves(QWidget):
    """Widgets in columns of one width; fewer widgets than columns leave the last ones free."""

    def __init__(self, *parts: QWidget, columns: int = 2, gap: int = 16) -> None:
        super().__init__()
        self.setProperty("ground", "none")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(gap)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 1)
        for at, part in enumerate(parts):
            grid.addWidget(part, at // columns, at % columns)


class Box(QFrame):
    """A framed or tinted room: `card` (border), `soft` (canvas), `drop` (dashed), or a state."""

    def __init__(self, kind: str = "card", *, gap: int = 8, margin: int = 16) -> None:
        super().__init__()
        self.setProperty("box", kind)
        self.box = QVBoxLayout(self)
        self.box.setSpacing(gap)
        self.box.setContentsMargins(margin, margin, margin, margin)

    def add(self, *parts: QWidget | int | None) -> None:
        """Put more widgets (or `None`, a stretch; or a number, a gap) at the end."""
        for part in parts:
            if part is None:
                self.box.addStretch(1)
            elif isinstance(part, int):
                self.box.addSpacing(part)
            else:
                self.box.addWidget(part)


class Card(Box):
    """A bordered box with an optional title."""

    def __init__(self, title: str = "", *, gap: int = 8, margin: int = 20) -> None:
        super().__init__("card", gap=gap, margin=margin)
        self.heading = Text(title, "section")
        self.box.addWidget(self.heading)
        self.heading.setVisible(bool(title))

    def set_title(self, title: str) -> None:
        """Name the card; "" takes the line away."""
        self.heading.setText(title)
        self.heading.setVisible(bool(title))


class SoftBox(Box):
    """A box on canvas ground: something beside the matter."""

    def __init__(self, *, gap: int = 8, margin: int = 16) -> None:
        super().__init__("soft", gap=gap, margin=margin)


class Scroller(QScrollArea):
    """Scrolls its content down, never sideways: the content takes the width there is."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        self.setWidget(content)
        content.installEventFilter(self)
        self._take_width()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._content:
            self._take_width()
        return super().eventFilter(watched, event)

    def _take_width(self) -> None:
        # else a wide content would be cut at the right without a sign
        bar = self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(self._content.minimumSizeHint().width() + bar)

    def sizeHint(self) -> QSize:
        hint = self._content.sizeHint()
        return QSize(hint.width() + self.verticalScrollBar().sizeHint().width(), hint.height())


class SidePanel(QFrame):
    """The column at the right of a page; it scrolls by itself."""

    def __init__(self, width: int = 272, *, border: bool = False, gap: int = 8) -> None:
        super().__init__()
        self.setFixedWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        if border:
            self.setProperty("box", "side")
        self.column = Stack(gap=gap, margins=(20 if border else 0, 0, 10, 12))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1 if border else 0, 0, 0, 0)
        self.scroller = Scroller(self.column)
        self.scroller.setMinimumWidth(0)
        outer.addWidget(self.scroller)

    def add(self, *parts: QWidget | int | None) -> None:
        """Put more widgets (or `None`, a stretch; or a number, a gap) at the end."""
        self.column.add(*parts)


def tab_through(*rooms: QWidget) -> None:
    """Let Tab go through these one after the other, within each as its parts were made."""
    stops = [
        one
        for room in rooms
        for one in (room, *room.findChildren(QWidget))
        # a list that drops down is a window of its own
        if one.focusPolicy() is not Qt.FocusPolicy.NoFocus and one.window() is room.window()
    ]
    for one, following in pairwise(stops):
        QWidget.setTabOrder(one, following)
