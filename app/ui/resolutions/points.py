"""The points of a resolution under their headings: written, moved, numbered, made parts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.actions.resolutions import add_point, add_said, move_point, remove_point, save_point
from app.model import ResolutionItem
from app.storage.questions.resolutions import PointLine, ResolutionPage
from app.ui.context import Context
from app.ui.events.grid import ProgrammeGrid
from app.ui.events.typed_list import TypedList, Verb
from app.ui.kit import (
    Cell,
    Column,
    Hint,
    LinkButton,
    QuietButton,
    Row,
    Text,
)
from app.ui.kit.table_model import More
from app.ui.measures import column_width
from app.ui.record_places import place_of
from app.ui.resolutions.words import HeadingRow, Line, heading_cells, lines_of, point_cells
from app.ui.sources import workspace_sources
from app.ui.trail import Place

_DASHES = "-–—·"
_WIDE = 320


class PointsGrid(ProgrammeGrid):
    """Headings are passed over by keys that change; Space makes a point a part of the one above."""

    joined = Signal(object)

    def set_rows(self, rows: Sequence[object], more: More | None = None) -> None:
        """Show these; a heading goes over all columns but the first."""
        self.clearSpans()
        super().set_rows(rows, more)
        columns = len(self._model.columns)
        for at, line in enumerate(rows):
            if isinstance(line, HeadingRow):
                self.setSpan(at, 1, 1, columns - 1)

    def edit_at(self, index: QModelIndex) -> None:
        if index.isValid() and isinstance(self._row(index), PointLine):
            is_number = self._key(index) == "number"
            super().edit_at(index.siblingAtColumn(1) if is_number else index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.selected()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Space and isinstance(row, PointLine):
            self.joined.emit(row)
        elif isinstance(row, HeadingRow) and (alt or event.key() == Qt.Key.Key_Delete):
            event.accept()
        else:
            super().keyPressEvent(event)


class PointsPart(TypedList):
    """A line for a new point, the points, and at the right the chosen one in full."""

    fields = ("text", "framework_items", "level", "is_part")
    table: PointsGrid

    def __init__(self, context: Context) -> None:
        super().__init__(context, PointsGrid(row_height=42))
        self.resolution_id = b""
        self._page: ResolutionPage | None = None
        self.more = QuietButton(icon="messages-square")
        self.more.clicked.connect(self._add_said)
        self._make_table()
        self.make_side(ResolutionItem, workspace_sources(self.context), save_point, _WIDE)
        self._came = Text("", "caption", wrap=True)
        self.source = LinkButton()
        self.source.clicked.connect(self._show_source)
        self._source_row = Row(self.source, None)
        self.side.add(12, self.heading, self._came, self._source_row, self.form, None)
        self._entry = Row(self.line, self.more)
        self._entry.box.setStretch(0, 1)
        self.lay_out(self._entry, top=8)
        self._say_the_rest()

    def _make_table(self) -> None:
        self.table.set_drawing(self._cells)
        self.table.set_tone(lambda row: "soft" if isinstance(row, HeadingRow) else "")
        self.table.set_editing(_text_of, frozenset({"text"}))
        self.table.written.connect(self._written)
        self.table.moved.connect(self._move)
        self.table.joined.connect(self._join)
        self.table.row_removed.connect(self.remove)
        self.table.asked.connect(lambda row, _: self._open_goals(row))

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.line.setPlaceholderText(say("New point; with a dash in front, a part"))
        self.line.setAccessibleName(say("New point"))
        self.more.setText(say("From group work"))
        self.table.set_name(say("Points"))
        self.heading.setText(say("The chosen point"))
        self.source.setText(say("Show the note"))
        self.nothing.setText(say("No points are written down yet."))
        measures = say("Measures")
        self.table.set_columns(
            [
                Column("number", "", 44, align="right"),
                Column("text", say("Point")),
                Column("goals", say("Goals"), 104, from_width=480),
                Column("measures", measures, column_width(measures, 72), "right", from_width=400),
            ]
        )

    def retranslate(self) -> None:
        self._say_the_rest()
        self.form.retranslate(self.language)
        if self._page is not None:
            self.show_page(self._page)

    def hints(self) -> list[Hint]:
        say = self.language.text
        if self._page is not None and self._page.resolution.status == "adopted":
            return []
        return [
            Hint("N", say("new point")),
            Hint("F2", say("change")),
            Hint("Alt Up Down", say("move")),
            Hint("Space", say("part of the point above")),
            Hint("Del", say("delete")),
        ]

    # ---- showing ----

    def set_resolution(self, resolution_id: bytes) -> None:
        """Turn to another resolution, which is read and shown afterwards."""
        self.resolution_id = resolution_id
        self.began()

    def began(self) -> None:
        super().began()
        self._page = None

    def go_to(self, point: bytes) -> None:
        """Mark a point when it is read."""
        self.wanted = point
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def show_page(self, page: ResolutionPage) -> None:
        """Show a resolution's points as they were read."""
        self._page = page
        is_open = page.resolution.status != "adopted"
        self._entry.setVisible(is_open)
        self.more.setVisible(bool(page.resolution.event))
        self.form.set_read_only(not is_open)
        self.nothing.setVisible(not page.groups)
        self.table.setVisible(bool(page.groups))
        points = page.points
        carried = sum(bool(line.measures) for line in points)
        say = self.language.text
        self.counts.setText(
            say(
                "Points: {n}; from group work: {said}; with measures: {carried}",
                n=sum(line.number is not None for line in points),
                said=sum(bool(line.point.note) for line in points),
                carried=carried,
            )
            if points
            else ""
        )
        self.show_rows(lines_of(page))

    def _cells(self, row: Line) -> list[Cell]:
        if isinstance(row, HeadingRow):
            return heading_cells(self.language, row.group)
        return point_cells(self.language, row, self._page.goals if self._page else {})

    def asked_of(self, row: Line) -> ResolutionItem | None:
        return row.point if isinstance(row, PointLine) else None

    def fill(self, row: PointLine | None) -> None:
        super().fill(row)
        if row is not None:
            self._came.setText(self.language.text("From the note: “{text}”", text=row.note))
            for widget in (self._came, self._source_row):
                widget.setVisible(bool(row.note))

    def _show_source(self) -> None:
        note = self.chosen.point.note if self.chosen else None
        place = place_of(self.context.workspace, "note", note) if note else None
        if place is not None:
            self.context.go(place[0], **place[1])

    def _open_goals(self, row: Line) -> None:
        self.choose(row)
        self.form.field("framework_items").focus()

    # ---- doing ----

    def whole(self) -> bytes:
        return self.resolution_id

    def way_to(self, whole: bytes) -> Place:
        return Place("resolutions", {"resolution": whole, "part": "points"})

    def adding(self, line: str) -> Verb:
        values: dict[str, object] = {"text": line.lstrip(f"{_DASHES} ")}
        if line.lstrip()[:1] in {*_DASHES}:
            values["is_part"] = True
        return add_point, self.resolution_id, values, self.chosen.id if self.chosen else None

    def _add_said(self) -> None:
        if self._page is not None:
            self.context.do(add_said, self._page.resolution.id, on_error=self.refused)

    def _written(self, line: PointLine, _: str, text: str) -> None:
        self.context.do(save_point, line.id, {"text": text}, on_error=self.refused)

    def _move(self, line: PointLine, step: int) -> None:
        if self._page is None:
            return
        order = [point.id for point in self._page.points]
        at = order.index(line.id) + step
        if 0 <= at < len(order):
            self.wanted = line.id
            self.context.do(move_point, line.id, at, on_error=self.refused)

    def _join(self, line: PointLine) -> None:
        values = {"is_part": not line.point.is_part}
        self.context.do(save_point, line.id, values, on_error=self.refused)

    def remove(self, line: Line) -> None:
        """Take a point out; the note it came from stays, and a toast leads back."""
        if isinstance(line, PointLine):
            words = self.language.text("The point is taken out")
            self.context.do(
                remove_point,
                line.id,
                on_done=lambda _: self.context.toast_undo(words),
                on_error=self.refused,
            )


def _text_of(row: object, _: str) -> str:
    return row.point.text if isinstance(row, PointLine) else ""
