"""What the lists of the window have in common: head, filters, table, and an empty first page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.model import Changes
from app.reports.csv_file import write_csv
from app.ui.context import Context
from app.ui.kit import Cell, EmptyPage, KeyHints, ListTable, PageHeader, Row, Stack, Text
from app.ui.kit.buttons import Button
from app.ui.page import Page


class ListPage(Page):
    """A list of the notebook; where nothing is in it yet, the page that says how to begin.

    A subclass says its lines (`_cells`) and words (`_say_the_rest`), puts itself together by
    `lay_out` and shows what was read by `show_lines`.
    """

    mine: tuple[str, ...] = ()
    """The types of records the lines are made of."""
    table_type: type[ListTable] = ListTable
    """A `WrappedTable` where long titles go on in a second line."""

    def __init__(self, context: Context, icons: tuple[str, str, str], row_height: int = 48) -> None:
        super().__init__(context)
        icon, primary, other = icons
        self.header = PageHeader()
        self.table: ListTable = self.table_type(row_height=row_height)
        self.table.set_drawing(self._cells)
        self.empty = EmptyPage(icon, primary_icon=primary, other_icon=other)
        self.empty.link_chosen.connect(lambda: context.go("exchange"))
        self.hint_line = KeyHints()
        self.body = QStackedWidget()
        self._found = Text("", "caption")
        self._ways: tuple[Button, ...] = ()
        self._total = 0

    def set_ways(self, *buttons: Button) -> None:
        """Put the ways to begin something new into the head; the empty page has its own."""
        self._ways = buttons
        for button in buttons:
            self.header.add_action(button)

    def lay_out(self, filters: Row, *above: QWidget) -> None:
        """Put the page together; `above` opens over the list."""
        filters.add(None, self._found)
        self._listed = Stack(filters, self.table, gap=8)
        self.body.addWidget(self._listed)
        self.body.addWidget(self.empty)
        middle = Stack(*above, self.body, gap=12, margins=(24, 4, 24, 0))
        middle.box.setStretch(len(above), 1)
        self.assemble(header=self.header, body=middle, footer=self.hint_line)

    def retranslate(self) -> None:
        self._say_the_rest()
        super().retranslate()

    def changed(self, changes: Changes) -> None:
        if changes.types & set(self.mine):
            self.refresh()

    def show_lines(self, lines: Sequence[Any], total: int) -> None:
        """Show what the filters left of all there is."""
        language, self._total = self.language, total
        self.table.set_rows(lines)
        if lines and self.table.selected() is None:
            self.table.selectRow(0)
        for button in self._ways:
            button.setVisible(bool(total))
        self.header.set_count(language.number(total) if total else "")
        said = language.text("{n} of {all}", n=len(lines), all=total)
        if not lines:
            said = language.text("Nothing fits the filters")
        self._found.setText(said if len(lines) < total else "")
        self.show_list()

    def show_list(self) -> None:
        """Show the list, or how to begin where there is nothing to list."""
        self.body.setCurrentWidget(self._listed if self._total else self.empty)

    def _cells(self, line: Any) -> list[Cell]:
        raise NotImplementedError

    def _say_the_rest(self) -> None:
        """Say what no single text is bound to: columns, filters, the empty page."""


def save_table(
    context: Context, name: str, head: Sequence[str], lines: Sequence[Sequence[str]]
) -> None:
    """Let the user save what is seen of a list as a table Excel opens."""
    text = context.language.text
    path = context.save_file(text("Save the list"), f"{name}.csv", "CSV (*.csv)")
    if path is not None:
        context.ask(
            lambda _: write_csv(path, head, lines),
            on_done=lambda _: context.toast(text("Saved: {name}", name=path.name)),
        )
