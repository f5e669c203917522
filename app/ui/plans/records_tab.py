"""A tab that lists records of a measure, with the chosen one in full beside the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from app.actions.records import delete, save
from app.language import mark
from app.model import Changes, Record, new_id
from app.storage import Workspace
from app.storage.questions.following import MeasurePage
from app.ui.context import Context
from app.ui.kit import (
    Beside,
    Cell,
    Column,
    Hint,
    ListTable,
    PlainButton,
    Row,
    SidePanel,
    Stack,
    Text,
)
from app.ui.measures import COMPACT
from app.ui.plans.measure_tab import MeasureTab
from app.ui.plans.record_form import Part, RecordForm
from app.ui.sources import workspace_sources

_SIDE, _NARROW_SIDE = 380, 320


class RecordsTab(MeasureTab):
    """N begins a record: it is made as soon as what it must have is typed. Del takes one away."""

    record_type: ClassVar[type[Record]]
    parts: ClassVar[Sequence[Part]] = ()
    begin_at: ClassVar[str] = ""
    """The field one begins a new record at."""
    add_word: ClassVar[str] = mark("Add")
    heading: ClassVar[str] = ""
    nothing: ClassVar[str] = ""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._begun: Record | None = None
        self.add = PlainButton(icon="plus")
        self.add.clicked.connect(self.begin)
        self.summary = Text("", "second")
        self.table = ListTable(row_height=44)
        self.table.set_drawing(self._cells)
        self.table.row_chosen.connect(self._choose)
        self.table.row_opened.connect(lambda _: self._enter_form())
        self.table.row_removed.connect(self.remove)
        self._nothing = Text("", "body", wrap=True, colour="text2")
        self._title = Text("", "subsection")
        self.form = RecordForm(
            context, self.record_type, self.parts, self._save, workspace_sources(context)
        )
        self.side = SidePanel(_SIDE, border=True)
        self.side.add(14, self._title, self.form)
        self.side.hide()
        self._lay_out()
        self.on_key("N", self.begin)
        self.say_the_rest()

    def _lay_out(self) -> None:
        left = Stack(
            Row(self.summary, None, self.add), self._nothing, self.table, gap=8,
            margins=(24, 12, 16, 8),
        )  # fmt: skip
        left.box.addStretch(0)
        left.box.setStretch(2, 1)
        self.left = left
        self.assemble(body=Beside(left, self.side))

    # ---- what a tab of this kind says of itself ----

    def columns(self) -> list[Column]:
        """The columns of the list."""
        raise NotImplementedError

    def records(self, page: MeasurePage) -> Sequence[Record]:
        """The records of a measure, in their order."""
        raise NotImplementedError

    def owner(self) -> dict[str, object]:
        """The fields by which a new record belongs to the measure."""
        return {"plan_measure": self.page.line.id if self.page else None}

    def _cells(self, record: Any) -> list[Cell]:
        raise NotImplementedError

    def said_of_all(self, page: MeasurePage) -> str:
        """One line on all of them."""
        return ""

    # ---- words ----

    def say_the_rest(self) -> None:
        """Say what no single text is bound to."""
        say = self.language.text
        self.add.setText(say(self.add_word))
        self._title.setText(say(self.heading))
        self._nothing.setText(say(self.nothing))
        self.table.set_name(say(self.record_type.label_plural))
        self.table.set_columns(self.columns())

    def retranslate(self) -> None:
        self.say_the_rest()
        self.form.retranslate()
        super().retranslate()

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("N", say("add")),
            Hint("Enter", say("change")),
            Hint("Del", say("delete")),
        ]

    # ---- showing ----

    def began(self) -> None:
        self._begun = None
        self.side.hide()
        self.table.clearSelection()

    def refresh(self) -> None:
        if self.page is None:
            return
        records = self.records(self.page)
        self.table.set_rows(records)
        self.table.setVisible(bool(records))
        self._nothing.setVisible(not records and self._begun is None)
        self.summary.setText(self.said_of_all(self.page))
        shown = next((one for one in records if one.id == self.form.record_id), None)
        if shown is not None:
            self._begun = None
            self.table.select(lambda one: one.id == shown.id)
            self._show(shown)
        elif self._begun is None and records:
            self.table.selectRow(0)
            self._show(records[0])
        elif self._begun is None:
            self.side.hide()

    def _choose(self, record: Any) -> None:
        if record is not None and record.id != self.form.record_id:
            self._begun = None
            self._show(record)

    def _show(self, record: Record) -> None:
        self.form.show_record(record)
        self.side.show()
        self.shown(record, is_new=False)

    def shown(self, record: Record, *, is_new: bool) -> None:
        """A record is in the form: show what belongs to it."""

    def first(self) -> QWidget | None:
        return self.table if self.table.rows() else self.add

    def at_place(self, **where: object) -> None:
        chosen = where.get("chosen")
        if isinstance(chosen, bytes):
            self.table.select(lambda one: one.id == chosen)
        if where.get("write"):
            self.begin()

    def leave(self) -> None:
        self.form.leave()

    # ---- doing ----

    def begin(self) -> None:
        """Show an empty form; the record is made with the first thing that is enough for one."""
        if self.page is None:
            return
        self.form.leave()
        self._begun = self.record_type(id=new_id(), **self.owner())
        self.table.clearSelection()
        self.table.setCurrentIndex(self.table.model().index(-1, -1))
        self._nothing.hide()
        self.form.show_record(self._begun)
        self.side.show()
        self.shown(self._begun, is_new=True)
        self.form.focus(self.begin_at)

    def _enter_form(self) -> None:
        self.form.focus(self.begin_at)

    def _save(self, ws: Workspace, record_id: bytes, values: Mapping[str, object]) -> Changes:
        is_new = ws.get(self.record_type, record_id) is None
        given = {**self._owner_of(record_id), **values} if is_new else values
        return save(ws, self.record_type.type_name, record_id, given)

    def _owner_of(self, record_id: bytes) -> dict[str, object]:
        begun = self._begun
        return self.owner() if begun is None or begun.id != record_id else set_fields(begun)

    def remove(self, record: Record) -> None:
        """Take a record away; a toast leads back."""
        label = self.language.text(self.record_type.label)
        said = self.language.text("Deleted: {what}", what=label)
        self.context.do(
            delete,
            self.record_type.type_name,
            record.id,
            on_done=lambda _: self.context.toast_undo(said),
        )

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        is_narrow = self.window().width() < COMPACT
        self.side.setFixedWidth(_NARROW_SIDE if is_narrow else _SIDE)


def set_fields(record: Record) -> dict[str, object]:
    """The fields of a record that say something."""
    return {name: value for name, value in record.values().items() if value not in (None, "", ())}
