"""One event: its head, its tabs, and what can be done with it as a whole."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication

from app.actions.events import Made, copy_event
from app.actions.records import delete
from app.language import mark
from app.model import Changes
from app.storage.questions.events import EventHead, event_head
from app.ui.context import Context
from app.ui.different_values import DifferentValues
from app.ui.events.words import state_chip, where
from app.ui.icons import icon
from app.ui.kit import (
    Banner,
    Hint,
    IconButton,
    PlainButton,
    Stack,
)
from app.ui.tabbed_view import TabbedView
from app.ui.words import term

if TYPE_CHECKING:
    from app.ui.events.tab import EventTab

TABS = (
    ("overview", mark("Overview"), "", "app.ui.events.overview:OverviewTab"),
    ("programme", mark("Programme"), "", "app.ui.events.programme:ProgrammeTab"),
    (
        "people",
        mark("People and attendance"),
        mark("Attendance"),
        "app.ui.events.attendance:AttendanceTab",
    ),
    ("surveys", mark("Surveys"), "", "app.ui.events.surveys:SurveysTab"),
    ("notes", mark("Group work"), "", "app.ui.events.notes:NotesTab"),
    ("materials", mark("Materials"), "", "app.ui.events.materials:MaterialsTab"),
    ("report", mark("Report"), "", "app.ui.events.report:ReportTab"),
)
"""Key, word, short word, and where the class is: it is imported when first shown."""
HEAD = (
    *("event", "registration", "attachment", "distribution", "note", "agenda_item"),
    *("venue", "territory", "event_organisation", "event_person"),
)


class EventView(TabbedView):
    """The page of one event."""

    places = TABS

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.event_id = b""
        self._head: EventHead | None = None
        self._make_header()
        self.gone = Banner("warn")
        self.gone.acted.connect(lambda: self.context.go("events"))
        self.gone.hide()
        self.different = DifferentValues(context, "event")
        top = Stack(self.header, self.tabs, self.gone, self.different, gap=0)
        self.assemble(header=top, body=self.stack, footer=self.hint_line)
        self.on_key("Ctrl+P", self._print)
        self._show_words()

    def _make_header(self) -> None:
        self.print = PlainButton(icon="printer")
        self.print.clicked.connect(self._print)
        self.print_small = IconButton("printer")
        self.print_small.clicked.connect(self._print)
        self.more = IconButton("ellipsis")
        self.more.clicked.connect(self._open_menu)
        self.header.add_action(self.print)
        self.header.add_action(self.print_small)
        self.header.add_action(self.more)

    # ---- where one is ----

    def title(self) -> str:
        return self._head.event.title if self._head else self.language.text("Event")

    def open(self, **place: object) -> None:
        super().open(**place)
        event_id = cast("bytes", place["event"])
        if event_id != self.event_id:
            self._leave_tab()
            self.event_id = event_id
            self._head = None
        self.choose_tab(place.get("tab"))
        if self.here is not None:
            self.here.go_to(**place)
        self.refresh_head()
        if place.get("is_new"):
            tab = self._tabs["overview"]
            cast("Any", tab).begin()
        self._where = {"event": event_id, "tab": self.tabs.key()}

    def _show_tab(self, key: str) -> None:
        tab = self._tab(key)
        if self.stack.currentWidget() is not tab:
            self._leave_tab()
        self.stack.setCurrentWidget(tab)
        if self.event_id:
            tab.set_event(self.event_id)
        self._show_actions()
        self._keep_keyboard(tab)
        self.moved.emit(key)

    def _keep_keyboard(self, tab: EventTab) -> None:
        """Keys of the page work only while the keyboard is in it: never let it fall out."""
        # arrows along the strip of tabs take it back there by themselves
        focus, first = QApplication.focusWidget(), tab.first()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        elif focus is None or not tab.isAncestorOf(focus):
            self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def made_tab(self, tab: EventTab) -> None:
        tab.hints_changed.connect(self._show_actions)

    def _leave_tab(self) -> None:
        tab = cast("EventTab | None", self.stack.currentWidget())
        if tab is not None:
            tab.leave()

    def leave(self) -> None:
        self._leave_tab()

    def hints(self) -> list[Hint]:
        return [*super().hints(), Hint("Ctrl P", self.language.text("print"))]

    # ---- showing ----

    def refresh(self) -> None:
        if not self.event_id:
            return
        self.refresh_head()
        if self.here is not None:
            self.here.refresh()

    def refresh_head(self) -> None:
        """Read anew what stands above the tabs."""
        self.context.ask(event_head, self.event_id, on_done=self._show_head, key="events.head")
        self.different.look_at(self.event_id)

    def _show_head(self, head: EventHead | None) -> None:
        self._head = head
        self.gone.setVisible(head is None)
        self.stack.setEnabled(head is not None)
        if head is None:
            return
        language, event = self.language, head.event
        self.header.set_title(event.title or language.text("No title"))
        self.header.set_chip(*state_chip(language, event, date.today()))
        self.header.set_facts(
            [
                term(language, "event_type", event.type),
                language.days(event.date_from, event.date_to),
                where(language, head.place, head.territory_names),
            ]
        )
        self._show_words()

    def _show_words(self) -> None:
        say, head = self.language.text, self._head
        counts = {} if head is None else {
            "people": head.people, "notes": head.notes, "materials": head.materials
        }  # fmt: skip
        self.say_tabs(counts)
        self.more.set_name(say("More"))
        self.gone.set_content("", say("This event was deleted."), say("To the list of events"))
        self._show_actions()

    def _show_actions(self) -> None:
        say = self.language.text
        words = {"people": say("Print the list"), "programme": say("Print the programme")}
        word, is_narrow = words.get(self.tabs.key(), ""), self.is_narrow
        self.print.setText(word)
        self.print_small.set_name(word)
        self.print.setVisible(bool(word) and not is_narrow)
        self.print_small.setVisible(bool(word) and is_narrow)
        self.hint_line.set_hints(self.hints())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_head()
        self._show_actions()

    def retranslate(self) -> None:
        super().retranslate()
        self._show_words()
        for tab in self._tabs.values():
            if tab is not self.here:
                tab.retranslate()
        if self.here is not None:
            self.here.retranslate()

    def changed(self, changes: Changes) -> None:
        if not self.event_id:
            return
        if changes.types & set(HEAD):
            self.refresh_head()
        else:
            self.different.look_at(self.event_id)
        if self.here is not None:
            self.here.changed(changes)

    # ---- doing ----

    def _open_menu(self) -> None:
        say = self.language.text
        self.menu.clear()
        for word, drawing, act in (
            (say("Print the sign-in sheet"), "printer", self._print_sheet),
            (say("Copy the event"), "copy", self.copy),
            (say("Give to the unit"), "upload", lambda: self.context.go("exchange")),
        ):
            self.menu.addAction(icon(drawing), word, act)
        self.menu.addSeparator()
        self.menu.addAction(icon("x", "bad"), say("Delete the event"), self.remove)
        self.pop_up(self.more)

    def _print(self) -> None:
        """Print what the shown tab prints: its own paper, else the sheet to sign."""
        if self.here is not None and hasattr(self.here, "print_it"):
            self.here.print_it()
        else:
            self._print_sheet()

    def _print_sheet(self) -> None:
        from app.ui.reports.printing import print_report

        print_report(self.context, "sign-in-sheet", {"event": self.event_id})

    def copy(self) -> None:
        """Make an event like this one, from today on, and go to it."""
        if self._head is None:
            return
        title = self.language.text("{title} (copy)", title=self._head.event.title)
        self.context.do(copy_event, self.event_id, title, date.today(), on_done=self._open_copy)

    def _open_copy(self, made: Made) -> None:
        self.context.go("events", event=made.id, tab="overview", is_new=True)

    def remove(self) -> None:
        """Delete this event with all that is part of it, and return to the list."""
        title = self._head.event.title if self._head else ""
        said = self.language.text("“{title}” is deleted", title=title)
        self._leave_tab()
        self.context.do(delete, "event", self.event_id, on_done=partial(self._removed, said))

    def _removed(self, said: str, _: object) -> None:
        self.context.go("events")
        self.context.toast_undo(said)
