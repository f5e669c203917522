"""What of good packages could not be read, and alarms of copies and clocks: why, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from app.actions.alarms import read_alarm
from app.errors import AppError
from app.exchange.quarantine import Retried, retry, values_in
from app.language import mark
from app.model import RECORD_TYPES, Changes
from app.storage import Workspace
from app.storage.questions.alarms import Alarm, alarms
from app.storage.questions.quarantine import Waiting, count, waiting
from app.ui.context import Context
from app.ui.inbox.alarm_words import alarm_words
from app.ui.inbox.frame import Frame
from app.ui.inbox.held_view import HeldView, field_label, type_label
from app.ui.inbox.reading import title_of
from app.ui.kit import (
    ActionFooter,
    Cell,
    Column,
    ElidedText,
    EmptyPage,
    Hint,
    ListTable,
    PlainButton,
    PrimaryButton,
    QuietButton,
    Scroller,
    Stack,
    Text,
)
from app.ui.page import Page
from app.ui.tasks import Progress

_ROW = 56
_LIST, _NARROW_LIST = 340, 280
_NARROW = 900
_MOST, _LONGEST = 500, 80
_NAMING = ("surname", "name", "title")
"""What a record that is not here is called by, where that much of it can be read."""


@dataclass(frozen=True)
class Held:
    """A change that waits, with the name of its record where that is here."""

    waiting: Waiting
    title: str

    @property
    def id(self) -> bytes:
        """By which the list keeps its place."""
        return str(self.waiting.no).encode()


@dataclass(frozen=True)
class Answer:
    """What the tab shows: alarms first, then what waits; `number` counts all of it."""

    alarms: list[Alarm] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    number: int = 0

    @property
    def rows(self) -> list[Alarm | Held]:
        """The lines of the list."""
        return [*self.alarms, *self.held]


def read_quarantine(ws: Workspace) -> Answer:
    """Every alarm, and as much of the quarantine as one reads."""
    raised = alarms(ws)
    held = [Held(one, _title(ws, one)) for one in waiting(ws)[:_MOST]]
    return Answer(raised, held, len(raised) + count(ws))


def _title(ws: Workspace, one: Waiting) -> str:
    record_type = RECORD_TYPES.get(one.type_name)
    record = ws.get(record_type, one.id) if record_type and one.id else None
    if record:
        return title_of(ws, record)
    came = values_in(one)
    return " ".join(came[name] for name in _NAMING if name in came)[:_LONGEST]


@dataclass(frozen=True)
class Tried:
    """What another reading of the quarantine did."""

    retried: Retried
    types: frozenset[str]

    @property
    def changes(self) -> Changes:
        """For the other pages."""
        return Changes(merged=dict.fromkeys(self.types, 1) if self.retried.released else {})


def try_again(ws: Workspace, *, progress: Progress) -> Tried:
    """Read everything that waits once more."""
    progress.step(0, 0)
    types = frozenset(one.type_name for one in waiting(ws) if one.type_name)
    return Tried(retry(ws), types)


class QuarantinePane(Page):
    """The tab «Quarantine»: Enter reads it again, or says that an alarm was read."""

    counted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._answer = Answer()
        self._is_trying = False
        self._make_list()
        self._make_footer()
        self._lay_out()
        self._say_all()

    def _make_list(self) -> None:
        self.table = ListTable(row_height=_ROW, header_height=0)
        self.table.horizontalHeader().hide()
        self.table.set_columns([Column("what")])
        self.table.set_drawing(self._cells)
        self.table.set_tone(lambda row: "warn" if isinstance(row, Alarm) else "")
        self.table.row_chosen.connect(self._chosen)
        self.table.row_opened.connect(lambda _: self._act())
        self._more = Text("", "caption", wrap=True)
        foot = Stack(self._more, margins=(16, 6, 16, 8))
        self._list = Stack(self.table, foot, gap=0)
        self._list.box.setStretch(0, 1)
        self._list.setMinimumWidth(_NARROW_LIST)
        self.setFocusProxy(self.table)

    def _make_footer(self) -> None:
        self.footer = ActionFooter()
        self._note = ElidedText("", "second")
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.senders = QuietButton()
        self.card = PlainButton()
        self.retry_button = PrimaryButton(icon="history")
        self.read_button = PrimaryButton(icon="check")
        self.footer.add_note(self._note)
        self._note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        for button in (self.senders, self.card, self.retry_button, self.read_button):
            self.footer.add_action(button)
            button.hide()
        self.senders.clicked.connect(lambda: self.context.go("exchange", tab="senders"))
        self.card.clicked.connect(lambda: self.context.go("exchange", tab="card"))
        self.retry_button.clicked.connect(self.try_again)
        self.read_button.clicked.connect(self.mark_read)

    def _lay_out(self) -> None:
        self.view = HeldView(self.context)
        right = Stack(Scroller(self.view), self.footer, gap=0)
        right.box.setStretch(0, 1)
        self.empty = EmptyPage("shield-check")
        self._frame = Frame(self._list, right, self.empty)
        self.assemble(body=self._frame)

    def _say_all(self) -> None:
        self.say(self.table.set_name, mark("What could not be read, and alarms"))
        self.say(self.senders.setText, mark("Who has sent what"))
        self.say(self.card.setText, mark("My card"))
        self.say(self.retry_button.setText, mark("Try again"))
        self.say(self.read_button.setText, mark("I have read it"))

    # ---- what a page answers ----

    def hints(self) -> list[Hint]:
        return [Hint("Enter", self.language.text("try again, or mark as read"))]

    def retranslate(self) -> None:
        super().retranslate()
        self._show()

    def refresh(self) -> None:
        self.context.ask(read_quarantine, on_done=self._answered, key="inbox.quarantine")

    def _answered(self, answer: Answer) -> None:
        self._answer = answer
        self.counted.emit(answer.number)
        self._show()

    # ---- showing ----

    def _show(self) -> None:
        text, answer = self.language.text, self._answer
        self.empty.set_content(
            text("Nothing is in quarantine"),
            text(
                "When a record of a good package cannot be read, it waits here with the reason; "
                "alarms of copied notebooks and wrong clocks stand here too."
            ),
        )
        self._frame.show_any(bool(answer.rows))
        self.table.set_rows(answer.rows)
        more = answer.number - len(answer.rows)
        self._more.setText(self.language.plural("{n} more record", "{n} more records", more))
        self._more.setVisible(more > 0)
        if answer.rows and self.table.selected() is None:
            self.table.selectRow(0)
        else:
            self._chosen(self.table.selected())

    def _cells(self, row: object) -> list[Cell]:
        language = self.language
        if isinstance(row, Alarm):
            said = alarm_words(row, language)
            tip = f"{said.title}\n{said.meaning}"
            return [_line(said.whose, said.brief, "triangle-alert", "warn", tip)]
        if not isinstance(row, Held):
            return []
        one, kind = row.waiting, type_label(row.waiting, language)
        parts = (kind if row.title else "", field_label(one, language), one.sender)
        sub = " · ".join(part for part in parts if part)
        return [_line(row.title or kind, sub, "file-warning", "bad")]

    def _chosen(self, row: object) -> None:
        is_alarm = isinstance(row, Alarm)
        if row is None:
            return
        self.retry_button.setVisible(not is_alarm)
        self.senders.setVisible(not is_alarm and self.width() >= _NARROW)
        self.read_button.setVisible(is_alarm)
        self.card.setVisible(isinstance(row, Alarm) and row.is_own and not row.days)
        text = self.language.text
        if isinstance(row, Alarm):
            self.view.show_alarm(row)
            self._note.setText(text("Nothing is lost and nothing stops."))
        elif isinstance(row, Held):
            self.view.show_waiting(row.waiting, row.title)
            self._note.setText(text("It is kept as it came, and takes part in nothing."))

    # ---- doing ----

    def _act(self) -> None:
        if isinstance(self.table.selected(), Alarm):
            self.mark_read()
        else:
            self.try_again()

    def try_again(self) -> None:
        """Read everything that waits once more, as after an upgrade."""
        if self._is_trying:
            return
        self._is_trying = True
        self.retry_button.set_busy(self.language.text("Reading…"))
        self.context.run(
            try_again, on_done=self._tried, on_error=self._failed, on_cancelled=self._ended
        )

    def _tried(self, tried: Tried) -> None:
        self._ended()
        language, released = self.language, tried.retried.released
        said = language.plural("{n} record went in.", "{n} records went in.", released)
        if not released:
            said = language.text("It cannot be read by this version either. It waits on.")
        self.context.toast(said, "ok" if released else "info")
        self.refresh()

    def _failed(self, error: AppError) -> None:
        self._ended()
        self.context.toast(self.language.error(error), "warn")

    def _ended(self) -> None:
        self._is_trying = False
        self.retry_button.set_idle()

    def mark_read(self) -> None:
        """Say the chosen alarm no more."""
        alarm = self.table.selected()
        if isinstance(alarm, Alarm):
            self.context.do(read_alarm, alarm, on_done=self._read, undo=False)

    def _read(self, _: object) -> None:
        self.context.changed.emit(Changes())  # no record is another, but less waits
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- the list, elsewhere ----

    def listed(self) -> tuple[list[str], list[Sequence[str]]]:
        """Head and lines of the list, for a file."""
        text, language = self.language.text, self.language
        head = [text("Record"), text("Kind"), text("Field"), text("From whom"), text("Reason")]
        lines: list[Sequence[str]] = []
        for alarm in self._answer.alarms:
            said = alarm_words(alarm, language)
            lines.append([said.title, text("Alarm"), "", alarm.name, said.meaning])
        for held in self._answer.held:
            one = held.waiting
            where = (type_label(one, language), field_label(one, language), one.sender)
            lines.append([held.title, *where, text(one.reason)])
        return head, lines

    # ---- width ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._list.setMaximumWidth(_NARROW_LIST if self.width() < _NARROW else _LIST)
        self._chosen(self.table.selected())


def _line(title: str, sub: str, icon: str, colour: str, tip: str = "") -> Cell:
    tip = tip or f"{title}\n{sub}"
    return Cell(title, sub=sub, icon=icon, icon_colour=colour, weight=500, tip=tip)
