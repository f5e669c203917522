"""The values of one indicator, day by day and group by group, under the list of indicators."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.language import Language
from app.model import IndicatorValue
from app.ui.kit import Cell, Column, ListTable, PlainButton, Row, Stack, Text
from app.ui.measures import column_width
from app.ui.words import term


class ValuesList(Stack):
    """The newest first; Enter opens one, Del takes it away."""

    chosen = Signal(object)
    removed = Signal(object)
    asked = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__(gap=6)
        self._language = language
        self._unit = ""
        self._title = Text("", "subsection")
        self.add_value = PlainButton(icon="plus")
        self.add_value.clicked.connect(self.asked)
        self.table = ListTable(row_height=32)
        self.table.set_drawing(self._cells)
        self.table.row_opened.connect(self.chosen)
        self.table.clicked.connect(lambda _: self.chosen.emit(self.table.selected()))
        self.table.row_removed.connect(self.removed)
        self.add(Row(self._title, None, self.add_value), self.table)
        self.box.setStretch(1, 1)

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._language = language
        say = language.text
        self._title.setText(say("Values"))
        self.add_value.setText(say("Write a value"))
        self.table.set_name(say("Values"))
        day = say("As of")
        self.table.set_columns(
            [
                Column("day", day, column_width(day, 112)),
                Column("group", say("Of whom")),
                Column("value", say("Value"), 120, "right"),
            ]
        )

    def show_values(self, values: Sequence[IndicatorValue], unit: str) -> None:
        """Show these."""
        self._unit = unit
        self.table.set_rows(list(reversed(values)))
        self.table.setVisible(bool(values))

    def _cells(self, value: IndicatorValue) -> list[Cell]:
        language = self._language
        amount = " ".join(part for part in (language.number(value.value), self._unit) if part)
        return [
            Cell(language.day(value.day), size=13),
            Cell(group_words(language, value), size=13, colour="text2"),
            Cell(amount, size=13, weight=500),
        ]


def group_words(language: Language, value: IndicatorValue) -> str:
    """The group a value is of; of everybody where none is said."""
    parts = (
        term(language, "sex", value.sex),
        term(language, "age_group", value.age_group),
        term(language, "social_status", value.social_status),
        term(language, "health_status", value.disability),
    )
    return ", ".join(part for part in parts if part) or language.text("Everybody")
