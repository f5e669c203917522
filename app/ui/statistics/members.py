"""Lists on the pages of clubs and bodies; the one of members finds people or makes new ones."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal

from app.ui.context import Context
from app.ui.events.parts import PartAdder
from app.ui.kit import Column, Row, Stack, Text, WrappedTable
from app.ui.sources import record_finder

_ROLE = 190


class TitledList(Stack):
    """A titled list that is as high as its rows, with a way to add."""

    def __init__(self, *beside: Any) -> None:
        super().__init__(gap=4)
        self.title = Text("", "subsection")
        self.nothing = Text("", "second", wrap=True)
        self.table = WrappedTable(row_height=40)
        self.table.hold_all()
        self.add(Row(self.title, None, *beside), self.nothing, self.table)

    def say(self, title: str, nothing: str) -> None:
        """Name the list, and say what stands there while it is empty."""
        self.title.setText(title)
        self.nothing.setText(nothing)
        self.table.set_name(title)
        self.table.set_columns([Column("line", title)])

    def show_lines(self, lines: Any) -> None:
        """Show these."""
        self.table.set_rows(lines)
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)


class MembersList(TitledList):
    """Who belongs to it; above them the line that takes the next one in."""

    added = Signal(object, str)
    """A known person (her id) or a new name, and the role."""

    def __init__(self, context: Context, roles: str, role: str) -> None:
        super().__init__()
        self._context = context
        finder = record_finder(context, "person")
        self.adder = PartAdder(context.language, roles, role, finder)
        self.adder.added.connect(self.added)
        self.adder.role.setFixedWidth(_ROLE)
        self.box.insertWidget(1, self.adder)

    def say(self, title: str, nothing: str) -> None:
        language = self._context.language
        self.adder.retranslate(language, language.text("Person: a few letters"))
        super().say(title, nothing)
