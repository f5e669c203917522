"""Different values: the records that wait, and one of them to decide."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from app.actions.conflicts import settle_by_device, settle_by_time, settle_each
from app.errors import AppError, Invalid
from app.language import mark
from app.model import Changes
from app.storage.questions.conflicts import Place
from app.ui.context import Context
from app.ui.inbox.bulk import BulkBar
from app.ui.inbox.frame import Frame
from app.ui.inbox.matter import MatterView
from app.ui.inbox.reading import Matter, Waiting, read_waiting
from app.ui.inbox.words import short_label, standing_words
from app.ui.kit import (
    ActionFooter,
    Cell,
    Column,
    EmptyPage,
    Hint,
    LinkButton,
    ListTable,
    PrimaryButton,
    QuietButton,
    Row,
    Scroller,
    Stack,
    Text,
)
from app.ui.page import Page
from app.ui.words import places_said

_ROW = 56
_LIST, _NARROW_LIST = 340, 280
_NARROW, _SIDES = 900, 72
_MOST_VALUES = 9


class ConflictsPane(Page):
    """The tab «Conflicts»: 1, 2 … choose, Enter settles and goes to the next record."""

    counted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._waiting = Waiting()
        self._wanted = b""
        """The record to show when it is read."""
        self._make_list()
        self._make_matter()
        self._make_footer()
        self._lay_out()
        self._say_all()
        self._set_keys()

    # ---- making ----

    def _make_list(self) -> None:
        self.table = ListTable(row_height=_ROW, header_height=0)
        self.table.horizontalHeader().hide()
        self.table.set_drawing(self._cells)
        self.table.row_chosen.connect(self._chosen)
        self.table.row_opened.connect(lambda _: self.settle())
        self.bulk_button = LinkButton(icon="git-merge")
        self.bulk_button.clicked.connect(self._turn_bulk)
        self._more = Text("", "caption", wrap=True)
        foot = Stack(self._more, Row(self.bulk_button, None), gap=2, margins=(8, 6, 8, 8))
        self._list = Stack(self.table, foot, gap=0)
        self._list.box.setStretch(0, 1)
        self._list.setMinimumWidth(_NARROW_LIST)
        self.setFocusProxy(self.table)

    def _make_matter(self) -> None:
        self.bulk = BulkBar()
        self.bulk.settle_asked.connect(self._settle_all)
        self.matter = MatterView(self.context)
        self.matter.turned.connect(self._show_state)
        self._bulk_room = Stack(self.bulk, margins=(24, 14, 24, 0))
        self._bulk_room.hide()
        self.bulk.close_button.clicked.connect(self._bulk_room.hide)

    def _make_footer(self) -> None:
        self.footer = ActionFooter()
        self._note = Text("", "error")
        self._note.hide()
        self.later = QuietButton()
        self.settle_button = PrimaryButton()
        self.footer.add_note(self._note)
        self.footer.add_action(self.later)
        self.footer.add_action(self.settle_button)
        self.later.clicked.connect(self.go_on)
        self.settle_button.clicked.connect(self.settle)

    def _lay_out(self) -> None:
        right = Stack(self._bulk_room, Scroller(self.matter), self.footer, gap=0)
        right.box.setStretch(1, 1)
        self.empty = EmptyPage("inbox")
        self._frame = Frame(self._list, right, self.empty)
        self.assemble(body=self._frame)

    def _say_all(self) -> None:
        self.say(self.table.set_name, mark("Records with different values"))
        self.say(self.bulk_button.setText, mark("Settle all alike"))
        self.say(self.later.setText, mark("Later"))
        self.say(self.settle_button.setText, mark("Settle and next"))
        self._show_hints()

    def _set_keys(self) -> None:
        for number in range(1, _MOST_VALUES + 1):
            self.on_key(str(number), partial(self._press, number))
        self.on_key("0", self._write_other)
        for keys in ("Return", "Enter"):
            self.on_key(keys, self._enter)

    # ---- what a page answers ----

    def hints(self) -> list[Hint]:
        text = self.language.text
        return [
            Hint("1", text("the first value")),
            Hint("2", text("the second value")),
            Hint("3", text("keep them all, where a field holds several")),
            Hint("0", text("write another value")),
            Hint("Enter", text("settle and next")),
        ]

    def retranslate(self) -> None:
        self._show_hints()
        if self.matter.matter is not None:
            self.matter.show_matter(self.matter.matter)
        super().retranslate()

    def changed(self, changes: Changes) -> None:
        self.refresh()

    def refresh(self) -> None:
        self.context.ask(read_waiting, on_done=self._answered, key="inbox.conflicts")

    def show_record(self, record: bytes) -> None:
        """Show a record among those that wait."""
        self._wanted = record
        self.refresh()

    def _answered(self, waiting: Waiting) -> None:
        self._waiting = waiting
        wanted, self._wanted = self._wanted, b""
        self.counted.emit(waiting.fields)
        text = self.language.text
        self.empty.set_content(
            text("Nothing waits for you"),
            text("When two notebooks say different things about one field, you decide it here."),
        )
        self._frame.show_any(bool(waiting.matters))
        self._show_list()
        if not waiting.matters:
            self._bulk_room.hide()
            return
        is_found = bool(wanted) and self.table.select(lambda row: row.id == wanted)
        if not is_found and self.table.selected() is None:
            self.table.selectRow(0)
        else:
            self._chosen(self.table.selected())
        self._show_bulk()

    def _show_list(self) -> None:
        language = self.language
        self.table.set_columns(
            [Column("record"), Column("fields", "", 84, "right", from_width=310)]
        )
        self.table.set_rows(self._waiting.matters)
        shown = sum(len(matter.conflicts) for matter in self._waiting.matters)
        more = self._waiting.fields - shown
        self._more.setText(language.plural("{n} more field", "{n} more fields", max(more, 0)))
        self._more.setVisible(more > 0)
        self.bulk_button.setVisible(len(self._waiting.matters) > 1)

    def _cells(self, row: object) -> list[Cell]:
        if not isinstance(row, Matter):
            return []
        language = self.language
        fields = places_said(
            (Place(one.type_name, one.id, one.field) for one in row.conflicts), language
        )
        number = language.plural("{n} field", "{n} fields", len(row.conflicts))
        return [
            Cell(row.title or "–", sub=fields, icon="split", weight=500, tip=fields),
            Cell(number, size=12, colour="text2"),
        ]

    # ---- choosing ----

    def _chosen(self, row: object) -> None:
        if isinstance(row, Matter) and row != self.matter.matter:
            self.matter.show_matter(row)
            self._note.hide()
            self._show_state()

    def _press(self, number: int) -> None:
        if self._waiting.matters:
            self.matter.press(number)

    def _write_other(self) -> None:
        block = next((one for one in self.matter.blocks if not one.is_decided), None)
        if block is not None:
            block.write_other()

    def _enter(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QPlainTextEdit):
            focus.insertPlainText("\n")
        else:
            self.settle()

    def _show_state(self) -> None:
        if self.matter.decisions():
            self._note.hide()
            self.footer.hide_hints(False)

    # ---- settling ----

    def settle(self) -> None:
        """Write what was decided about this record; the next one comes."""
        decided = self.matter.decisions()
        if not decided:
            self._complain(self.language.text("Choose one of the values first"))
            return
        title = self.matter.matter.title if self.matter.matter else ""
        self.context.do(
            settle_each,
            decided,
            on_done=lambda _: self.context.toast_undo(
                self.language.text("“{record}” is settled", record=title)
            ),
            on_error=self._refused,
        )

    def _complain(self, text: str) -> None:
        self._note.setText(text)
        self._note.show()
        self.footer.hide_hints(True)

    def _refused(self, error: AppError) -> None:
        if isinstance(error, Invalid):
            self.matter.show_problems(error)
        else:
            self.context.toast(self.language.error(error), "warn")
            self.refresh()

    def go_on(self) -> None:
        """Leave this record for later."""
        rows = self.table.rows()
        if rows:
            at = self.table.currentIndex().row()
            self.table.selectRow((at + 1) % len(rows))

    # ---- by rule ----

    def _turn_bulk(self) -> None:
        self._bulk_room.setVisible(not self._bulk_room.isVisible())
        self.bulk.setVisible(self._bulk_room.isVisible())
        self._show_bulk()
        if self.bulk.isVisible():
            self.bulk.rule.focus()

    def _show_bulk(self) -> None:
        found = [one for matter in self._waiting.matters for one in matter.conflicts]
        self.bulk.show_rules(found, self._waiting.fields, self.language)

    def _settle_all(self, device: object) -> None:
        if isinstance(device, bytes):
            self.context.do(settle_by_device, device, on_done=self._settled_all)
        else:
            self.context.do(settle_by_time, on_done=self._settled_all)
        self._bulk_room.hide()

    def _settled_all(self, changes: Changes) -> None:
        number = len(changes.changes)
        self.context.toast_undo(
            self.language.plural("{n} field was settled", "{n} fields were settled", number)
        )

    # ---- the list, elsewhere ----

    def listed(self) -> tuple[list[str], list[list[str]]]:
        """Head and lines of the list, for a file: a line for each value that was said."""
        text, language = self.language.text, self.language
        head = [text("Record"), text("Field"), text("Value"), text("By whom"), text("When")]
        lines = []
        for matter in self._waiting.matters:
            for found in matter.conflicts:
                words = standing_words(self.context, found)
                for said, one in zip(words, found.standing, strict=True):
                    when = language.moment(one.at.astimezone())
                    field = short_label(language, found)
                    lines.append([matter.title, field, said, one.who, when])
        return head, lines

    # ---- width ----

    def _show_hints(self) -> None:
        text = self.language.text
        self.footer.set_hints(
            [
                Hint("1 2", text("choose")),
                Hint("Enter", text("settle and next")),
                Hint("Up Down", text("records")),
            ]
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._list.setMaximumWidth(_NARROW_LIST if self.width() < _NARROW else _LIST)
