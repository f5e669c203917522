"""People and attendance: who is on the list, who is there, and the one line that adds them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.actions.attendance import (
    keep_unfinished,
    register,
    register_new,
    unregister,
)
from app.errors import AppError, Invalid
from app.language import mark
from app.model import Changes, Registration
from app.storage.questions.attendance import (
    Alike,
    Known,
    Moment,
    Sheet,
    SheetRow,
    sheet,
    unfinished,
)
from app.ui.context import Context
from app.ui.events.counters import CountersLine, CountersPanel, figures
from app.ui.events.headcounts import HeadcountEditor
from app.ui.events.line_editor import LineEditor
from app.ui.events.listing import BY_ARRIVAL, BY_NAME, Listing, listed
from app.ui.events.moments import current_moment
from app.ui.events.new_person import NewPersonLine
from app.ui.events.sheet_bar import SheetBar
from app.ui.events.tab import EventTab
from app.ui.events.tick_grid import BAR, TickGrid
from app.ui.events.ticking import Ticking
from app.ui.icons import icon
from app.ui.kit import Hint, Stack
from app.ui.measures import COMPACT

MINE = ("registration", "attendance", "person", "consent", "event", "headcount")
_HINTS = (
    ("Space", mark("tick")),
    ("F2", mark("add a person")),
    ("Ctrl Space", mark("the whole column")),
    ("Up Down Left Right", mark("move")),
    ("Enter", mark("mend the line")),
    ("Del", mark("take off the list")),
)


class AttendanceTab(EventTab):
    """The sheet of one event. Ticks show at once and are written behind."""

    counted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.now: Callable[[], datetime] = _now
        self._sheet: Sheet | None = None
        self._ticking = Ticking(context)
        self._listing = Listing()
        self._moment: Moment | None = None
        self._wanted: bytes | None = None
        self._home_of = b""
        self._make_parts()
        self._lay_out()
        self._listen()
        self.retranslate()

    def _make_parts(self) -> None:
        language = self.context.language
        self.bar = SheetBar(self.context)
        self.quick_add = self.bar.quick_add
        self.new_line = NewPersonLine(self.context)
        self.editor = LineEditor(self.context)
        self.grid = TickGrid(language)
        self.panel = CountersPanel(language)
        self.line = CountersLine(language)
        self.headcounts = HeadcountEditor(self.context)

    def _lay_out(self) -> None:
        # the scroll bar of the grid stands in the gap to the counters
        above = Stack(self.line, self.bar, self.new_line, self.editor, margins=(0, 0, BAR, 0))
        left = QVBoxLayout()
        left.setSpacing(8)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(above)
        left.addWidget(self.grid, 1)
        self.new_line.hide()
        self.editor.hide()
        body = QHBoxLayout()
        body.setContentsMargins(24, 12, 14, 0)
        body.setSpacing(10)
        body.addLayout(left, 1)
        body.addWidget(self.panel)
        self._body = body
        list_side = QWidget()
        list_side.setLayout(body)
        self.sides = QStackedWidget()
        self.sides.addWidget(list_side)
        self.sides.addWidget(self.headcounts)
        self.assemble(body=self.sides)
        self.setTabOrder(self.bar.part, self.grid.table)

    def _listen(self) -> None:
        table = self.grid.table
        self.quick_add.known_picked.connect(self._register)
        self.quick_add.new_asked.connect(self._begin_new)
        self.new_line.add_asked.connect(self._register_new)
        self.new_line.known_picked.connect(self._register_alike)
        self.new_line.closed.connect(self._to_search)
        self.new_line.kept.connect(self._keep_unfinished)
        self.editor.closed.connect(self._close_editor)
        self.bar.filter_chosen.connect(self._set_filter)
        self.bar.moment_chosen.connect(self._set_moment)
        table.tick_asked.connect(self._turn)
        table.column_asked.connect(self._turn_column)
        table.remove_asked.connect(self._remove)
        table.edit_asked.connect(self._edit)
        table.menu_asked.connect(self._open_menu)
        table.typed.connect(self._type_name)
        table.head.sort_asked.connect(self._sort)
        for part in (self.panel, self.line):
            part.count_asked.connect(self.count_without_list)
        self.headcounts.closed.connect(self._to_list)
        # from anywhere in the window, as long as this tab is the one that is shown
        shortcut = QShortcut(QKeySequence("F2"), self)
        shortcut.activated.connect(self._to_search)

    # ---- what a tab answers ----

    @property
    def count(self) -> int:
        """How many people are on the list."""
        return len(self._sheet.rows) if self._sheet else 0

    def began(self) -> None:
        self._sheet = None
        self._ticking.forget()
        self._moment = None
        self._listing = Listing(order=self._listing.order)
        self.quick_add.set_event(self.event_id)
        self.new_line.set_event(self.event_id)
        self._to_list(focus=False)
        self._close_parts()

        self.context.ask(
            unfinished, self.event_id, on_done=self._bring_back, key="attendance.unfinished"
        )

    def first(self) -> QWidget:
        return self.quick_add

    def refresh(self) -> None:
        if not self.event_id:
            return
        self.context.ask(sheet, self.event_id, on_done=self._read, key="attendance.sheet")
        if self.sides.currentWidget() is self.headcounts:
            self.headcounts.refresh()

    def changed(self, changes: Changes) -> None:
        if self.is_mine(changes, *MINE):
            self.refresh()
            self.editor.reload()

    def leave(self) -> None:
        self.editor.flush()
        self.quick_add.close_list()
        self.new_line.leave()

    def retranslate(self) -> None:
        language = self.context.language
        self.grid.model.language = language
        for part in (self.bar, self.new_line, self.editor, self.panel, self.line):
            part.retranslate(language)
        self.headcounts.retranslate(language)
        self.grid.table.setAccessibleName(language.text("Attendance"))
        self._show()
        self.refresh()

    def hints(self) -> list[Hint]:
        return [Hint(keys, self.language.text(what)) for keys, what in _HINTS]

    # ---- showing ----

    def _read(self, found: Sheet | None) -> None:
        self._sheet = found
        if found is not None:
            if self._home_of != self.event_id:
                self._home_of = self.event_id
                self.new_line.set_home(found.event.territory)
            if self._moment not in found.moments:
                self._moment = current_moment(found, self.now())
            self._sheet = self._ticking.onto(found)
        self._show()
        self.counted.emit(self.count)

    def _show(self) -> None:
        found, now = self._sheet, self.now()
        rows = listed(found, self._listing, self._moment, self.language) if found else []
        self.grid.show_sheet(found, rows, self._moment, now)
        self._show_empty()
        if found is None:
            return
        self._show_figures(found)
        self._show_bar(found)
        if self._wanted is not None and self.grid.model.row_of(self._wanted) >= 0:
            self.grid.stand_at_person(self._wanted)
            self._wanted = None

    def _show_figures(self, found: Sheet) -> None:
        counts = figures(found, self._moment)
        self.panel.show_figures(counts, self._moment)
        self.line.show_figures(counts)

    def _show_empty(self) -> None:
        say = self.language.text
        if self.count:
            self.grid.table.set_empty(say("Nobody on the list is like that."))
        else:
            self.grid.table.set_empty(
                say("Nobody is on the list yet. Type three letters of a name above.")
            )

    def _show_bar(self, found: Sheet) -> None:
        self.bar.show_sheet(self.language, found, self._listing, self._moment)
        self.bar.show_moments(self.language, found.moments, self._moment, self.now().date())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Give the room there is to what one is at."""
        is_narrow = self.window().width() < COMPACT
        is_mending = not self.editor.isHidden()
        self.panel.setVisible(not is_narrow)
        self.bar.filter.setVisible(not is_narrow)
        self.line.setVisible(is_narrow and not is_mending)
        is_new = not self.new_line.isHidden()
        self.bar.setVisible(not is_new and not (is_narrow and is_mending))
        self._body.setContentsMargins(24, 8 if is_narrow else 12, 14, 0)

    # ---- looking at a part, in an order, at a moment ----

    def _set_filter(self, which: str) -> None:
        self._listing = dataclasses.replace(self._listing, filter=which)
        self._show()

    def _sort(self, order: str) -> None:
        self._listing = dataclasses.replace(self._listing, order=order)
        self.grid.table.head.order = order
        self._show()

    def _set_moment(self, at: int) -> None:
        if self._sheet is not None:
            self._moment = self._sheet.moments[at]
            self._show()

    # ---- registering ----

    def _register(self, known: Known) -> None:
        self.quick_add.clear()
        self._enlist(known.person)

    def _register_alike(self, alike: Alike) -> None:
        self.new_line.clear()
        self._to_search()
        self._enlist(alike.person)

    def _enlist(self, person: bytes) -> None:
        self._look_at_all()
        self._wanted = Registration.id_for({"event": self.event_id, "person": person})
        self.context.do(register, self.event_id, person, self._moment)
        self.refresh()

    def _begin_new(self, typed: str) -> None:
        self.quick_add.close_list()
        self.editor.hide()
        self.new_line.show()
        self._arrange()
        self.new_line.begin(typed)

    def _register_new(self, values: dict[str, object], consent: bool) -> None:
        self._look_at_all()
        self.context.do(
            register_new,
            self.event_id,
            values,
            consent,
            self._moment,
            on_done=self._registered_new,
            on_error=self._not_registered,
        )

    def _registered_new(self, changes: Changes) -> None:
        (self._wanted,) = changes.ids("registration")
        self.new_line.clear()
        self.quick_add.clear()
        self._to_search()

    def _not_registered(self, error: AppError) -> None:
        if isinstance(error, Invalid):
            self.new_line.set_problems(error.problems)
        else:
            self.context.tasks.failed.emit(error)

    def _keep_unfinished(self, event: bytes, typed: dict[str, str]) -> None:
        self.context.do(keep_unfinished, event, typed)

    def _bring_back(self, typed: dict[str, str]) -> None:
        """What was being typed when the program was ended; nothing newer is written over."""
        if typed and self.new_line.is_empty():
            self._begin_new("")
            self.new_line.bring_back(typed)

    def _look_at_all(self) -> None:
        """A filter would hide who has just been added."""
        self._listing = dataclasses.replace(self._listing, filter="all")

    def _type_name(self, letter: str) -> None:
        self._to_search()
        self.quick_add.begin(letter)

    # ---- ticking ----

    def _turn(self, row: SheetRow, moment: Moment) -> None:
        if self._sheet is not None:
            self._sheet = self._ticking.turn(self._sheet, row, moment, self.refresh)
            self._show_ticks(self._sheet)

    def _show_ticks(self, found: Sheet) -> None:
        """A tick changes the figures; who is shown stays until the next reading."""
        self.grid.show_sheet(found, self.grid.model.rows, self._moment, self.now())
        self._show_figures(found)
        self._show_bar(found)

    def _turn_column(self, moment: Moment) -> None:
        if self._sheet is not None:
            self._ticking.turn_column(self._sheet, self.grid.model.rows, moment)

    # ---- one line of the list ----

    def _remove(self, row: SheetRow) -> None:
        at = self.grid.model.row_of(row.registration)
        rows = self.grid.model.rows
        after = rows[at + 1 : at + 2] or rows[max(0, at - 1) : at]
        self._wanted = after[0].registration if after else None
        said = self.language.text("Taken off the list: {name}", name=row.name)
        self.context.do(
            unregister, row.registration, on_done=lambda _: self.context.toast_undo(said)
        )

    def _edit(self, row: SheetRow) -> None:
        self.new_line.hide()
        self.editor.show()
        self._arrange()
        self.editor.begin(row)

    def _close_editor(self) -> None:
        self.editor.hide()
        self._arrange()
        self.grid.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_menu(self, row: SheetRow, at: QPoint) -> None:
        say = self.language.text
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("pencil"), say("Mend the line"), lambda: self._edit(row))
        menu.addAction(
            icon("user"),
            say("The person's card"),
            lambda: self.context.go("people", person=row.person),
        )
        is_by_name = self._listing.order == BY_NAME
        order = say("In order of arrival") if is_by_name else say("In order of names")
        turn = BY_ARRIVAL if is_by_name else BY_NAME
        menu.addAction(icon("arrow-left-right"), order, lambda: self._sort(turn))
        menu.addSeparator()
        menu.addAction(icon("x", "bad"), say("Take off the list"), lambda: self._remove(row))
        menu.popup(at)

    # ---- from part to part ----

    def _to_search(self) -> None:
        """Back to the search; what was typed of a new person waits."""
        self._close_parts()
        self._to_list(focus=False)
        self.quick_add.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _close_parts(self) -> None:
        self.editor.flush()
        self.new_line.hide()
        self.editor.hide()
        self._arrange()

    def count_without_list(self) -> None:
        """Show the groups that are counted without names."""
        self.sides.setCurrentWidget(self.headcounts)
        self.headcounts.begin(self.event_id)

    def _to_list(self, *, focus: bool = True) -> None:
        self.sides.setCurrentIndex(0)
        if focus:
            self.grid.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _now() -> datetime:
    return datetime.now().astimezone()
