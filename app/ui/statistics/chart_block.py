"""A chart with its title, a remark beside it, and copies: as a table, as a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from app.ui.context import Context
from app.ui.icons import icon
from app.ui.kit import IconButton, Row, Stack, Text
from app.ui.kit.charts import Chart
from app.ui.kit.charts.picture import worded_picture


@dataclass(frozen=True)
class Given:
    """What is given away of a chart: drawn anew without small numbers, with what is to be read."""

    chart: Chart
    facts: str
    reasons: tuple[str, ...] = ()


class ChartBlock(Stack):
    """Shows a chart that is drawn elsewhere; a part of it opens its records."""

    opened = Signal(int)

    def __init__(
        self, context: Context, chart: Chart, give: Callable[[], Given], source: Callable[[], str]
    ) -> None:
        super().__init__(gap=4)
        self._context, self.chart = context, chart
        self._give, self._source = give, source
        self._title = Text("", "subsection")
        self._remark = Text("", "caption", wrap=True)
        self._remark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.copy = IconButton("copy")
        self.copy.clicked.connect(self._offer_copies)
        self.menu = QMenu(self)
        self._notes = Text("", "caption", wrap=True)
        head = Row(self._title, self._remark, self.copy, gap=12)
        head.box.setStretch(1, 1)
        self.add(head, chart, self._notes)
        chart.set_openable(True)
        chart.opened.connect(self.opened)
        keys = QShortcut(QKeySequence("Ctrl+C"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.copy_table)

    def set_words(self, title: str, remark: str = "", notes: Sequence[str] = ()) -> None:
        """Name the chart, say what stands at its right and below it."""
        self._title.setText(title)
        self._remark.setText(remark)
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self.copy.set_name(self._context.language.text("Copy: {title}", title=title))

    def title(self) -> str:
        """What the chart is called."""
        return self._title.text()

    def notes(self) -> str:
        """What is said below it."""
        return self._notes.text()

    def _offer_copies(self) -> None:
        say = self._context.language.text
        self.menu.clear()
        self.menu.addAction(icon("copy"), say("Copy as a table"), self.copy_table)
        self.menu.addAction(icon("copy"), say("Copy as a picture"), self.copy_picture)
        at = self.copy.mapToGlobal(self.copy.rect().bottomRight())
        at.setX(at.x() - self.menu.sizeHint().width())
        self.menu.popup(at)

    def copy_table(self) -> None:
        """Put the numbers on the clipboard, as spreadsheets take them, without small ones."""
        given = self._give()
        table = given.chart.table().as_text()
        given.chart.deleteLater()
        lines = (self.title(), given.facts, table, *given.reasons, self._source())
        QGuiApplication.clipboard().setText("\n".join(line for line in lines if line))
        self._context.toast(self._context.language.text("The table is copied"))

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture, without small numbers."""
        given = self._give()
        foot = [*given.reasons, self._source()]
        image = worded_picture(given.chart, self.title(), given.facts, foot)
        given.chart.deleteLater()
        QGuiApplication.clipboard().setImage(image)
        self._context.toast(self._context.language.text("The picture is copied"))
