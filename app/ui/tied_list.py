"""A titled list of records that belong to something: each leads to where it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from app.language import mark
from app.storage.questions.frameworks import Tied
from app.ui.context import Context
from app.ui.kit import Cell, Column, Stack, Text, WrappedTable
from app.ui.record_places import place_of

_LABELS = {
    "event": mark("Event"),
    "note": mark("Group work"),
    "resolution_item": mark("Point of a resolution"),
    "plan_measure": mark("Measure of a plan"),
    "framework_item": mark("Goal"),
}
_ICONS = {
    "event": "calendar-days",
    "note": "messages-square",
    "resolution_item": "file-check",
    "plan_measure": "target",
    "framework_item": "flag",
}


class TiedList(Stack):
    """A press or Enter opens what a line is of."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=4)
        self._context = context
        self.title = Text("", "subsection", wrap=True)
        self.table = WrappedTable(row_height=44)
        self.table.set_drawing(self._cells)
        self.table.hold_all()
        self.table.row_opened.connect(self._open)
        self.table.clicked.connect(lambda index: self._open(self.table.rows()[index.row()]))
        self.add(self.title, self.table)

    def show_tied(self, title: str, tied: Sequence[Tied]) -> None:
        """Show these under a title."""
        self.title.setText(title)
        self.table.setVisible(bool(tied))
        self.table.set_name(title)
        self.table.set_columns([Column("tied", title)])
        self.table.set_rows(tied)

    def _cells(self, tied: Tied) -> list[Cell]:
        language = self._context.language
        label = language.text(_LABELS[tied.type_name])
        is_own = tied.id == tied.at
        sub = label if is_own or not tied.at_title else f"{label} · {tied.at_title}"
        text = tied.text or language.text("No title")
        icon = _ICONS[tied.type_name]
        return [Cell(text, sub=sub, sub_icon=icon, size=13, colour="accent", is_wrapped=True)]

    def _open(self, tied: Tied) -> None:
        place = place_of(self._context.workspace, tied.type_name, tied.id)
        if place is not None:
            self._context.go(place[0], **place[1])
