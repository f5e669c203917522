"""The records a figure is made of, as a list; each opens where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal

from app.storage.questions.indicators import EVERYTHING, IndicatorFilter
from app.ui.context import Context
from app.ui.kit import Cell, Column, ElidedText, QuietButton, Row, Stack, Text, WrappedTable
from app.ui.record_places import place_of
from app.ui.statistics.answers import MOST_RECORDS, RecordLine, records_behind


class Asked(NamedTuple):
    """Of which figure, or of which part of it, the records are."""

    key: str = ""
    wanted: IndicatorFilter = EVERYTHING
    by: str = ""
    code: str | None = None
    """The part; None for the whole figure."""
    words: Callable[[], str] = str
    """What is counted, in the present language."""
    said: Callable[[], str] = str
    """The filter in the present language."""


class RecordsBehind(Stack):
    """A heading with the way back, and the records below it."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(gap=8, margins=(24, 8, 24, 0))
        self.context, self._asked = context, Asked()
        self.back = QuietButton(icon="chevron-left")
        self.back.clicked.connect(self.left)
        self.heading = ElidedText("", "subsection")
        self.filter = Text("", "caption", wrap=True)
        self.count = Text("", "caption")
        self.table = WrappedTable(row_height=44)
        self.table.set_drawing(self._cells)
        self.table.row_opened.connect(self._open)
        self.add(Row(self.back, self.heading, None, self.count), self.filter, self.table)
        self.box.setStretch(2, 1)

    def show_records(self, asked: Asked) -> None:
        """List what stands behind a figure, or behind one part of it."""
        self._asked = asked
        self.table.set_rows([])
        self.retranslate()
        self.refresh()

    def retranslate(self) -> None:
        """Say everything in the present language."""
        say = self.context.language.text
        self.back.setText(say("Back to the figures"))
        self.heading.setText(self._asked.words())
        self.filter.setText(self._asked.said())
        self.table.set_name(self._asked.words())
        self.table.set_columns([Column("record", say("Record"))])

    def refresh(self) -> None:
        """Read the list anew."""
        asked = self._asked
        if asked.key:
            self.context.ask(
                records_behind,
                self.context.language,
                asked.key,
                asked.wanted,
                asked.by,
                asked.code,
                on_done=self._show,
                key="statistics.behind",
            )

    def _show(self, lines: list[RecordLine]) -> None:
        self.table.set_rows(lines)
        if lines and self.table.selected() is None:
            self.table.selectRow(0)
        language = self.context.language
        said = language.plural("{n} record", "{n} records", len(lines))
        if len(lines) == MOST_RECORDS:
            said = language.text("The first {n} are shown", n=MOST_RECORDS)
        self.count.setText(said)

    def _cells(self, line: RecordLine) -> list[Cell]:
        text = line.text or self.context.language.text("No title")
        return [Cell(text, sub=line.around, is_wrapped=True)]

    def _open(self, line: RecordLine) -> None:
        place = place_of(self.context.workspace, line.type_name, line.id)
        if place is None:
            say = self.context.language.text
            self.context.toast(say("This record has no page of its own"), "info")
        else:
            self.context.go(place[0], **place[1])

    def focus(self) -> None:
        """Take the keyboard."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
