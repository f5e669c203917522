"""A list one types: a line for the next record, the list, and the chosen one in full beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.actions.events import Made
from app.errors import AppError
from app.model import Record
from app.ui.context import Context
from app.ui.events.chosen import ChosenRecord, Save
from app.ui.events.grid import ProgrammeGrid
from app.ui.events.note_line import NoteLine
from app.ui.events.tab import EventTab
from app.ui.kit import Beside, Form, ListTable, SidePanel, Sources, Stack, Text
from app.ui.page import Page
from app.ui.trail import Place
from app.ui.typed_line import TypedLine, lines_of
from app.ui.words import said_plainly

Verb = tuple[Callable[..., Made], *tuple[Any, ...]]
"""An action and what it is given after the workspace."""
_NARROW = 276


class TypedList(Page):
    """Enter adds what was typed, several pasted lines are several records; Down goes into the list.

    What is mended beside the list outlives every reading.
    """

    fields: tuple[str, ...] = ()
    """What is asked of the chosen record."""

    def __init__(self, context: Context, table: ListTable) -> None:
        super().__init__(context)
        self.chosen: Any = None
        """The row that is shown in full."""
        self.wanted = b""
        """The record to mark when it is read."""
        self.table = table
        self.line = NoteLine()
        self.typed = TypedLine(context, self.line, self.way_to)
        self.line.entered.connect(lambda text: self.write(lines_of(text)))
        self.line.pasted.connect(self.write)
        self.line.descended.connect(table.enter)
        table.row_chosen.connect(self.choose)
        self.heading = Text("", "subsection")
        self.counts = Text("", "caption", wrap=True)
        self.nothing = Text("", "body", wrap=True, colour="text2")
        self.on_key("N", self.line.setFocus)

    def make_side(self, asked: type[Record], sources: Sources, save: Save, width: int) -> None:
        """Make the form of the chosen record and the panel it stands in."""
        self.form = Form(self.language, asked, self.fields, columns=1, sources=sources)
        self.record = ChosenRecord(self.context, self.form, save)
        self.side = SidePanel(width, border=True)
        self.side.hide()

    def lay_out(self, *above: QWidget, listed: QWidget | None = None, top: int = 12) -> None:
        """Put the page together: what stands above the list, the list, the counts; the panel."""
        parts = (*above, self.nothing, listed or self.table, self.counts)
        left = Stack(*parts, gap=8, margins=(24, top, 16, 8))
        left.box.addStretch(0)
        left.box.setStretch(len(parts) - 2, 1)
        self.assemble(body=Beside(left, self.side, _NARROW))

    # ---- what a list of this kind says of itself ----

    def whole(self) -> bytes:
        """The event, or whatever else the list is of."""
        raise NotImplementedError

    def way_to(self, whole: bytes) -> Place:
        """Where the list of a whole is shown."""
        raise NotImplementedError

    def adding(self, line: str) -> Verb:
        """How a typed line becomes a record."""
        raise NotImplementedError

    def asked_of(self, row: Any) -> Record | None:
        """The record a row is of; None where there is nothing to mend."""
        raise NotImplementedError

    def show_side(self) -> None:
        """Show beside the list what the chosen row calls for."""
        self.side.setVisible(self.chosen is not None)

    # ---- the chosen one ----

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these: a new one is marked, the chosen one is shown as it is now."""
        if not (isinstance(self.table, ProgrammeGrid) and self.table.is_editing()):
            self.table.set_rows(rows)
            if self.wanted and self.table.select(lambda row: row.id == self.wanted):
                self.wanted = b""
        if self.chosen is not None:
            known = self.chosen.id
            self.fill(next((row for row in rows if row.id == known), None))

    def choose(self, row: Any) -> None:
        """Turn to another row."""
        if row is None or (self.chosen is not None and row.id == self.chosen.id):
            return
        if self.asked_of(row) is None:
            self.record.drop()
            self.fill(None)
        else:
            self.record.choose(row.id)
            self.fill(row)

    def fill(self, row: Any) -> None:
        """Show a row in full, or that none is chosen."""
        self.chosen = row
        self.show_side()
        if row is not None:
            asked = self.asked_of(row)
            self.record.show({name: getattr(asked, name) for name in self.fields})

    def began(self) -> None:
        """Another whole is being shown: forget what was of the former one."""
        self.chosen, self.wanted = None, b""
        self.record.drop()
        self.typed.turn_to(self.whole())
        self.side.hide()

    def leave(self) -> None:
        if isinstance(self.table, ProgrammeGrid):
            self.table.close_editor()
        self.record.flush()

    def first(self) -> QWidget:
        """What takes the keyboard."""
        return self.table if self.table.rows() else self.line

    # ---- doing ----

    def write(self, lines: Sequence[str]) -> None:
        """Make a record of each line."""
        for line in lines:
            self.typed.write(line, *self.adding(line), on_done=self._added)
        self.line.clear()

    def _added(self, made: Made) -> None:
        self.wanted = made.id

    def refused(self, error: AppError) -> None:
        """Say why something was not done."""
        self.context.toast(said_plainly(self.language, error), "warn")


class EventList(TypedList, EventTab):
    """A list of group work that is typed; which one of them is `part`."""

    part = ""

    def whole(self) -> bytes:
        return self.event_id

    def way_to(self, whole: bytes) -> Place:
        return Place("events", {"event": whole, "tab": "notes", "part": self.part})
