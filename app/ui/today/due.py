"""Measures of plans that are overdue or soon due: a press opens the measure."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from app.language import Language
from app.storage.questions.following import DueMeasure
from app.ui.kit import Cell, Column, LinkButton, ListTable, Row, Stack, Text

_ROW, _HEAD = 50, 34
_MOST = 4
_STATE = 184


class DueList(Stack):
    """Heading, how many are overdue and how many come due, and the most pressing ones."""

    measure_asked = Signal(bytes)
    all_asked = Signal()

    def __init__(self) -> None:
        self._title = Text("", "section")
        self._count = Text("", "second", colour="text3")
        self._all = LinkButton()
        self.table = ListTable(row_height=_ROW)
        super().__init__(gap=6)
        self.add(Row(self._title, self._count, None, self._all, gap=8), self.table)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setCursor(Qt.CursorShape.PointingHandCursor)
        self.table.row_opened.connect(lambda one: self.measure_asked.emit(one.id))
        self.table.clicked.connect(
            lambda index: self.measure_asked.emit(self.table.rows()[index.row()].id)
        )
        self._all.clicked.connect(self.all_asked)

    def show_due(self, due: list[DueMeasure], language: Language) -> None:
        """Show these; the list takes no room when there are none."""
        say, shown = language.text, due[:_MOST]
        self.setVisible(bool(due))
        late = sum(one.days < 0 for one in due)
        self._title.setText(say("Measures of plans"))
        counts = (
            say("overdue {n}", n=language.number(late)) if late else "",
            say("due soon {n}", n=language.number(len(due) - late)) if len(due) > late else "",
        )
        self._count.setText(" · ".join(count for count in counts if count))
        self._all.setText(say("All plans"))
        self.table.set_name(say("Measures of plans"))
        self.table.set_columns(
            [
                Column("measure", say("Measure")),
                Column("state", say("Deadline"), _STATE),
            ]
        )
        self.table.set_drawing(lambda one: _cells(one, language))
        self.table.set_rows(shown)
        self.table.setFixedHeight(_HEAD + _ROW * len(shown))


def _cells(one: DueMeasure, language: Language) -> list[Cell]:
    sub = " · ".join(part for part in (one.plan_title, one.responsible) if part)
    title = one.text.strip().partition("\n")[0]
    day = language.day(one.deadline)
    if one.days < 0:
        word = language.plural("{n} day late", "{n} days late", -one.days)
        state = Cell(
            word,
            sub=day,
            icon="triangle-alert",
            icon_colour="bad",
            colour="bad",
            weight=600,
            size=13,
        )
    else:
        left = language.plural("{n} day left", "{n} days left", one.days)
        word = left if one.days else language.text("today")
        state = Cell(word, sub=day, icon="clock", icon_colour="warn", colour="warn", size=13)
    return [Cell(title, sub=sub, weight=500, tip=one.text), state]
