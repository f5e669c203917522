"""The inbox: what two notebooks see differently, people who may be one, what cannot be read."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget

from app.language import mark
from app.model import Changes
from app.ui.context import Context
from app.ui.inbox.conflicts import ConflictsPane
from app.ui.inbox.duplicates import DuplicatesView
from app.ui.inbox.quarantine import QuarantinePane
from app.ui.kit import Hint, Line, PageHeader, QuietButton, Stack, Tab, Tabs
from app.ui.list_page import save_table
from app.ui.page import Page

Pane = ConflictsPane | DuplicatesView | QuarantinePane
_TABS = {
    "conflicts": mark("Different values"),
    "duplicates": mark("Duplicates"),
    "quarantine": mark("Quarantine"),
}


class InboxPage(Page):
    """`open(tab="conflicts" | "duplicates" | "quarantine")` shows a tab; `record=id` a record in it
    about which notebooks disagree.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.header = PageHeader()
        self.tabs = Tabs()
        self.conflicts = ConflictsPane(context)
        self.duplicates = DuplicatesView(context)
        self.quarantine = QuarantinePane(context)
        self.panes: dict[str, Pane] = {
            "conflicts": self.conflicts,
            "duplicates": self.duplicates,
            "quarantine": self.quarantine,
        }
        self.export_button = QuietButton(icon="download")
        self.header.add_action(self.export_button)
        self._counts: dict[str, int] = {}
        self._is_led = False
        self._stack = QStackedWidget()
        for pane in self.panes.values():
            self._stack.addWidget(pane)
        self.assemble(Stack(self.header, self.tabs, Line(), gap=0), self._stack)
        self.tabs.chosen.connect(self._show)
        self.export_button.clicked.connect(self.export)
        self.on_key("Ctrl+E", self.export)
        self.on_key("Ctrl+PgUp", lambda: self.tabs.step(-1))
        self.on_key("Ctrl+PgDown", lambda: self.tabs.step(1))
        for key, pane in self.panes.items():
            pane.counted.connect(partial(self._count, key))
        self.say(self.header.set_title, mark("Inbox"))
        self.say(self.export_button.setText, mark("Export"))
        self._set_tabs()
        self._show("conflicts")

    # ---- what every page answers ----

    def title(self) -> str:
        return self.language.text("Inbox")

    def hints(self) -> list[Hint]:
        seen = Hint("Ctrl E", self.language.text("what is seen, to Excel"))
        return [*self.panes[self.tabs.key()].hints(), seen]

    def retranslate(self) -> None:
        self._set_tabs()
        for pane in self.panes.values():
            pane.retranslate()
        super().retranslate()

    def refresh(self) -> None:
        for pane in self.panes.values():
            pane.refresh()

    def changed(self, changes: Changes) -> None:
        for pane in self.panes.values():
            pane.changed(changes)

    def leave(self) -> None:
        for pane in self.panes.values():
            pane.leave()

    def open(self, **where: object) -> None:
        super().open(**where)
        tab = where.get("tab")
        if isinstance(tab, str) and tab in self.panes:
            self._is_led = True
            self._show(tab)
        record = where.get("record")
        if isinstance(record, bytes):
            self.conflicts.show_record(record)

    def where(self) -> dict[str, object]:
        return {"tab": self.tabs.key()}

    # ---- tabs ----

    def _set_tabs(self) -> None:
        text, counts = self.language.text, self._counts
        self.tabs.set_tabs(
            [Tab(key, text(label), counts.get(key) or None) for key, label in _TABS.items()]
        )
        self.export_button.setEnabled(bool(counts.get(self.tabs.key())))

    def _show(self, key: str) -> None:
        if self.tabs.key() != key:
            self.tabs.choose(key)
            return
        pane = self.panes[key]
        focus = QApplication.focusWidget()
        self._stack.setCurrentWidget(pane)
        self.setFocusProxy(pane)
        if focus is not None and self.isAncestorOf(focus) and not self.tabs.isAncestorOf(focus):
            # else the keyboard would fall to whatever comes next in the window
            pane.setFocus(Qt.FocusReason.OtherFocusReason)
        self.export_button.setEnabled(bool(self._counts.get(key)))

    def _lead(self) -> None:
        """Once, go where something waits: nobody is shown an empty tab beside a full one."""
        if not self._is_led and len(self._counts) == len(self.panes):
            self._is_led = True
            waiting = next((key for key, number in self._counts.items() if number), None)
            if waiting and not self._counts[self.tabs.key()]:
                self._show(waiting)
                if self.isAncestorOf(QApplication.focusWidget() or self.window()):
                    self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self, key: str, number: int) -> None:
        self._counts[key] = number
        self._set_tabs()
        self._lead()
        self.header.set_count(
            self.language.plural(
                "{n} matter waits, nothing is stopped by it",
                "{n} matters wait, nothing is stopped by them",
                sum(self._counts.values()),
            )
            if any(self._counts.values())
            else ""
        )

    # ---- the list, elsewhere ----

    def export(self) -> None:
        """Write the list of the tab as it is seen as a table Excel opens."""
        key = self.tabs.key()
        save_table(self.context, self.language.text(_TABS[key]), *self.panes[key].listed())
