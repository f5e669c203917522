"""The points of a resolution under their headings: written, moved, numbered, made parts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.actions.events import Made
from app.actions.resolutions import add_point, add_said, move_point, remove_point, save_point
from app.errors import AppError
from app.model import ResolutionItem
from app.storage.questions.resolutions import PointLine, ResolutionPage
from app.ui.context import Context
from app.ui.events.chosen import ChosenRecord
from app.ui.events.grid import ProgrammeGrid
from app.ui.events.note_line import NoteLine
from app.ui.events.words import said_plainly
from app.ui.kit import (
    Beside,
    Cell,
    Column,
    Form,
    Hint,
    LinkButton,
    QuietButton,
    Row,
    SidePanel,
    Stack,
    Text,
)
from app.ui.measures import column_width
from app.ui.page import Page
from app.ui.record_places import place_of
from app.ui.resolutions.words import HeadingRow, Line, heading_cells, lines_of, point_cells
from app.ui.sources import workspace_sources

FIELDS = ("text", "framework_items", "level", "is_part")
_DASHES = "-–—·"
_WIDE, _NARROW = 320, 276


class PointsGrid(ProgrammeGrid):
    """Headings are passed over by keys that change; Space makes a point a part of the one above."""

    joined = Signal(object)

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these; a heading goes over all columns but the first."""
        self.clearSpans()
        self.set_rows(lines)
        columns = len(self._model.columns)
        for at, line in enumerate(lines):
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


class PointsPart(Page):
    """A line for a new point, the points, and at the right the chosen one in full."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._page: ResolutionPage | None = None
        self._chosen: PointLine | None = None
        self._wanted = b""
        self.line = NoteLine()
        self.line.entered.connect(lambda text: self._add([text]))
        self.line.pasted.connect(self._add)
        self.more = QuietButton(icon="messages-square")
        self.more.clicked.connect(self._add_said)
        self.table = PointsGrid(row_height=42)
        self.line.descended.connect(self.table.enter)
        self.table.set_drawing(self._cells)
        self.table.set_tone(lambda row: "soft" if isinstance(row, HeadingRow) else "")
        self.table.set_editing(_text_of, frozenset({"text"}))
        self.table.written.connect(self._written)
        self.table.moved.connect(self._move)
        self.table.joined.connect(self._join)
        self.table.row_chosen.connect(self._choose)
        self.table.row_removed.connect(self.remove)
        self.table.asked.connect(lambda row, _: self._open_goals(row))
        self._make_side()
        self._lay_out()
        self._say_the_rest()
        self.on_key("N", self.line.setFocus)

    def _make_side(self) -> None:
        sources = workspace_sources(self.context)
        self.form = Form(self.language, ResolutionItem, FIELDS, columns=1, sources=sources)
        self._record = ChosenRecord(self.context, self.form, save_point)
        self._heading = Text("", "subsection")
        self._came = Text("", "caption", wrap=True)
        self.source = LinkButton()
        self.source.clicked.connect(self._show_source)
        self._source_row = Row(self.source, None)
        self.side = SidePanel(_WIDE, border=True)
        self.side.add(12, self._heading, self._came, self._source_row, self.form, None)
        self.side.hide()

    def _lay_out(self) -> None:
        self._counts = Text("", "caption", wrap=True)
        self._nothing = Text("", "body", wrap=True, colour="text2")
        self._entry = Row(self.line, self.more)
        self._entry.box.setStretch(0, 1)
        left = Stack(
            *(self._entry, self._nothing, self.table, self._counts), gap=8, margins=(24, 8, 16, 8)
        )
        left.box.addStretch(0)
        left.box.setStretch(2, 1)
        self.assemble(body=Beside(left, self.side, _NARROW))

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.line.setPlaceholderText(say("New point; with a dash in front, a part"))
        self.line.setAccessibleName(say("New point"))
        self.more.setText(say("From group work"))
        self.table.set_name(say("Points"))
        self._heading.setText(say("The chosen point"))
        self.source.setText(say("Show the note"))
        self._nothing.setText(say("No points are written down yet."))
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

    def began(self) -> None:
        """Another resolution is being shown: forget what was of the former one."""
        self._page, self._chosen = None, None
        self._record.drop()
        self.line.clear()
        self.side.hide()

    def go_to(self, point: bytes) -> None:
        """Mark a point when it is read."""
        self._wanted = point
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def first(self) -> QWidget:
        """What takes the keyboard."""
        return self.table if self.table.rows() else self.line

    def show_page(self, page: ResolutionPage) -> None:
        """Show a resolution's points as they were read."""
        self._page = page
        is_open = page.resolution.status != "adopted"
        self._entry.setVisible(is_open)
        self.more.setVisible(bool(page.resolution.event))
        self.form.set_read_only(not is_open)
        self._nothing.setVisible(not page.groups)
        self.table.setVisible(bool(page.groups))
        points = page.points
        carried = sum(bool(line.measures) for line in points)
        say = self.language.text
        self._counts.setText(
            say(
                "Points: {n}; from group work: {said}; with measures: {carried}",
                n=sum(line.number is not None for line in points),
                said=sum(bool(line.point.note) for line in points),
                carried=carried,
            )
            if points
            else ""
        )
        if not self.table.is_editing():
            self.table.set_lines(lines_of(page))
            if self._wanted and self.table.select(lambda row: row.id == self._wanted):
                self._wanted = b""
        if self._chosen is not None:
            chosen = self._chosen.id
            self._fill(next((line for line in points if line.id == chosen), None))

    def _cells(self, row: Line) -> list[Cell]:
        if isinstance(row, HeadingRow):
            return heading_cells(self.language, row.group)
        return point_cells(self.language, row, self._page.goals if self._page else {})

    def _choose(self, row: Line | None) -> None:
        if isinstance(row, PointLine):
            self._record.choose(row.id)
            self._fill(row)
        elif row is not None:
            self._record.drop()
            self._fill(None)

    def _fill(self, line: PointLine | None) -> None:
        self._chosen = line
        self.side.setVisible(line is not None)
        if line is None:
            return
        self._record.show({name: getattr(line.point, name) for name in FIELDS})
        said = self.language.text("From the note: “{text}”", text=line.note)
        self._came.setText(said)
        for widget in (self._came, self._source_row):
            widget.setVisible(bool(line.note))

    def _show_source(self) -> None:
        note = self._chosen.point.note if self._chosen else None
        place = place_of(self.context.workspace, "note", note) if note else None
        if place is not None:
            self.context.go(place[0], **place[1])

    def _open_goals(self, row: Line) -> None:
        self._choose(row)
        self.form.field("framework_items").focus()

    # ---- doing ----

    def _add(self, lines: Sequence[str]) -> None:
        if self._page is None:
            return
        after = self._chosen.id if self._chosen else None
        for line in lines:
            values: dict[str, object] = {"text": line.lstrip(f"{_DASHES} ")}
            if line.lstrip()[:1] in {*_DASHES}:
                values["is_part"] = True
            self.context.do(
                *(add_point, self._page.resolution.id, values, after),
                on_done=self._added,
                on_error=partial(self._not_added, line),
            )
        self.line.clear()

    def _add_said(self) -> None:
        if self._page is not None:
            self.context.do(add_said, self._page.resolution.id, on_error=self._refused)

    def _added(self, made: Made) -> None:
        self._wanted = made.id

    def _not_added(self, typed: str, error: AppError) -> None:
        self.line.setText(" ".join(part for part in (typed, self.line.text()) if part))
        self._refused(error)

    def _refused(self, error: AppError) -> None:
        self.context.toast(said_plainly(self.language, error), "warn")

    def _written(self, line: PointLine, _: str, text: str) -> None:
        self.context.do(save_point, line.id, {"text": text}, on_error=self._refused)

    def _move(self, line: PointLine, step: int) -> None:
        if self._page is None:
            return
        order = [point.id for point in self._page.points]
        at = order.index(line.id) + step
        if 0 <= at < len(order):
            self._wanted = line.id
            self.context.do(move_point, line.id, at, on_error=self._refused)

    def _join(self, line: PointLine) -> None:
        values = {"is_part": not line.point.is_part}
        self.context.do(save_point, line.id, values, on_error=self._refused)

    def remove(self, line: Line) -> None:
        """Take a point out; the note it came from stays, and a toast leads back."""
        if isinstance(line, PointLine):
            words = self.language.text("The point is taken out")
            self.context.do(
                remove_point,
                line.id,
                on_done=lambda _: self.context.toast_undo(words),
                on_error=self._refused,
            )

    def leave(self) -> None:
        self.table.close_editor()
        self._record.flush()


def _text_of(row: object, _: str) -> str:
    return row.point.text if isinstance(row, PointLine) else ""
