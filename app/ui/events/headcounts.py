"""People counted without a list: so many women, youths, pupils … at a mass event."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.actions.attendance import count_group, drop_group
from app.errors import AppError, Invalid
from app.language import Language, mark
from app.model import Changes, Headcount
from app.storage.questions.attendance import headcounts
from app.ui.context import Context
from app.ui.kit import (
    ChoiceField,
    Figure,
    IconButton,
    LinkButton,
    NumberField,
    PlainButton,
    Row,
    Scroller,
    SoftBox,
    Stack,
    Text,
)
from app.ui.theme import restyle
from app.ui.words import terms

CHOICES = (
    ("sex", "sex", mark("both sexes")),
    ("age_group", "age_group", mark("all ages")),
    ("qualifier", "value_qualifier", mark("exactly")),
    ("category", "participant_category", mark("any category")),
)
"""Field, enumeration, and the word for no choice; it also says what the field is."""
_NUMBER_WIDTH = 110


class GroupLine(SoftBox):
    """One group and its number; it is kept as soon as there is a number."""

    dropped = Signal()
    counted = Signal()

    def __init__(self, context: Context, event: bytes, group: Headcount | None) -> None:
        super().__init__(margin=10)
        self._context = context
        self._event = event
        self.group_id = group.id if group else None
        self._is_sent = self._is_stale = False
        self.choices = {name: ChoiceField() for name, *_ in CHOICES}
        self.number = NumberField(context.language, 0, 10_000_000)
        self.fault = Text("", "error")
        self.drop = IconButton("x")
        self.drop.clicked.connect(self.dropped)
        self._lay_out()
        self.retranslate(context.language)
        if group is not None:
            self.show_group(group)
        self.number.edited.connect(self._typed)
        for field in (self.number, *self.choices.values()):
            field.committed.connect(lambda _: self.keep())

    def _lay_out(self) -> None:
        self.number.setFixedWidth(_NUMBER_WIDTH)
        for field in self.choices.values():
            field.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        *first, category = self.choices.values()
        *groups, qualifier = first
        self.add(Row(*groups, qualifier, self.number, None, self.drop))
        self.add(Row(category, 4, self.fault, None))

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        kinds = Headcount.kinds()
        for name, enumeration, none in CHOICES:
            known = [one for one in terms(language, enumeration) if one[0] != "exact"]
            self.choices[name].set_options(known, language.text(none))
            self.choices[name].set_name(language.text(kinds[name].label))
        self.number.set_name(language.text(kinds["number"].label))
        self.drop.set_name(language.text("Remove this group"))

    def show_group(self, group: Headcount) -> None:
        """Show what is stored, unless one is typing here."""
        if not self.number.editor().hasFocus():
            self.number.set_value(group.number)
        for name, field in self.choices.items():
            value = getattr(group, name)
            field.set_value(None if value == "exact" else value)

    def value(self) -> int:
        """The number, 0 while it is none."""
        number = self.number.value()
        return number if isinstance(number, int) else 0

    def is_waiting(self) -> bool:
        """Whether what it holds is on its way into the notebook."""
        return self._is_sent

    def _typed(self, _: object) -> None:
        self.fault.setText("")
        self.number.set_failed(False)
        self.counted.emit()

    def keep(self) -> None:
        """Write the group down; a line without a number waits for one."""
        if self.number.value() in (None, "") and self.group_id is None:
            return
        if self._is_sent:
            self._is_stale = True
            return
        self._is_sent = True
        values = {name: field.value() for name, field in self.choices.items()}
        self._context.do(
            count_group,
            self._event,
            {**values, "number": self.number.value()},
            self.group_id,
            on_done=self._kept,
            on_error=self._refused,
            on_lost=self._take_back,
        )

    def _kept(self, changes: Changes) -> None:
        self._is_sent = False
        made = changes.ids("headcount")
        if self.group_id is None and made:
            (self.group_id,) = made
        if self._is_stale:
            self._is_stale = False
            self.keep()

    def _take_back(self) -> None:
        self._is_sent = False

    def _refused(self, error: AppError) -> None:
        if self._is_stale:  # something else was said meanwhile
            self._is_stale = False
            self.keep()
            return
        said = error.problems[0] if isinstance(error, Invalid) else error
        self.number.set_failed(True)
        self.fault.setText(self._context.language.error(said))


class HeadcountEditor(QWidget):
    """The groups of an event and their sum, in place of the sheet."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._event = b""
        self._lines: list[GroupLine] = []
        self._wants_focus = False
        self._title = Text("", "section")
        self._hint = Text("", "second", wrap=True)
        self._sum = Figure()
        self._back = LinkButton(icon="chevron-left")
        self._add = PlainButton(icon="plus")
        self._rows = Stack(gap=8)
        self._lay_out()
        self._back.clicked.connect(self.closed)
        self._add.clicked.connect(self._begin_group)

    def _lay_out(self) -> None:
        body = Stack(self._rows, Row(self._add, None), 12, gap=8)
        body.add(Row(self._sum, None), None)
        scroller = Scroller(body)
        restyle(scroller, "ground", "none")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 0)
        column.setSpacing(8)
        column.addWidget(Row(self._back, None))
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addWidget(scroller, 1)

    def set_event(self, event: bytes) -> None:
        """Count at another event."""
        if event != self._event:
            self._event = event
            for line in list(self._lines):
                self._take_away(line)
        self.refresh()

    def retranslate(self, language: Language) -> None:
        """Say everything in another language."""
        self._back.setText(language.text("To the list"))
        self._title.setText(language.text("Count without a list"))
        self._hint.setText(
            language.text(
                "For events where nobody is written down by name. "
                "These people are shown apart in the report and are never added to the list."
            )
        )
        self._add.setText(language.text("Add a group"))
        for line in self._lines:
            line.retranslate(language)
        self._count()

    def refresh(self) -> None:
        """Read the groups anew."""
        if self._event:
            self._context.ask(
                headcounts, self._event, on_done=self._show, key="attendance.headcounts"
            )

    def begin(self, event: bytes) -> None:
        """Count at this event, from its last group on or with a line for the first."""
        self._wants_focus = True
        self.set_event(event)

    def add_line(self, group: Headcount | None = None) -> GroupLine:
        """A line for one more group."""
        line = GroupLine(self._context, self._event, group)
        line.dropped.connect(partial(self._drop, line))
        line.counted.connect(self._count)
        self._lines.append(line)
        self._rows.add(line)
        return line

    def _begin_group(self) -> None:
        self.add_line().choices["sex"].focus()

    def _show(self, groups: Sequence[Headcount]) -> None:
        stored = {group.id: group for group in groups}
        for line in list(self._lines):
            if line.group_id is not None and line.group_id not in stored:
                self._take_away(line)
        shown = {line.group_id: line for line in self._lines}
        if not any(line.is_waiting() for line in self._lines):
            for group in groups:
                if group.id in shown:
                    shown[group.id].show_group(group)
                else:
                    self.add_line(group)
        self._count()
        if self._wants_focus:
            self._wants_focus = False
            line = self._lines[-1] if self._lines else self.add_line()
            line.number.focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._begin_group()
        else:
            super().keyPressEvent(event)

    def _drop(self, line: GroupLine) -> None:
        self._take_away(line)
        if line.group_id is not None:
            self._context.do(drop_group, line.group_id)
            self._context.toast_undo(self._context.language.text("The group was removed"))
        self._count()

    def _take_away(self, line: GroupLine) -> None:
        self._lines.remove(line)
        line.hide()
        self._rows.box.removeWidget(line)
        line.deleteLater()

    def _count(self) -> None:
        language = self._context.language
        total = sum(line.value() for line in self._lines)
        words = language.plural("person counted", "people counted", total)
        self._sum.set_figure(language.number(total), words)
