"""The inbox: what two notebooks see differently, and people who may be one."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.language import mark
from app.model import Changes
from app.ui.context import Context
from app.ui.inbox.conflicts import ConflictsPane
from app.ui.kit import Hint, Line, PageHeader, Stack, Tab, Tabs
from app.ui.page import Page

_DUPLICATES = "app.ui.inbox.duplicates"


class InboxPage(Page):
    """`open(tab="conflicts" | "duplicates")` shows a tab."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.header = PageHeader()
        self.tabs = Tabs()
        self.conflicts = ConflictsPane(context)
        self.panes: dict[str, QWidget] = {"conflicts": self.conflicts}
        self._counts: dict[str, int] = {}
        self._add_duplicates()
        self._stack = QStackedWidget()
        for pane in self.panes.values():
            self._stack.addWidget(pane)
        self.assemble(Stack(self.header, self.tabs, Line(), gap=0), self._stack)
        self.tabs.chosen.connect(self._show)
        self.conflicts.counted.connect(lambda number: self._count("conflicts", number))
        self.say(self.header.set_title, mark("Inbox"))
        self._set_tabs()
        self._show("conflicts")

    def _add_duplicates(self) -> None:
        if find_spec(_DUPLICATES) is None:
            return
        self.duplicates = import_module(_DUPLICATES).DuplicatesView(self.context)
        self.panes["duplicates"] = self.duplicates
        if hasattr(self.duplicates, "counted"):
            self.duplicates.counted.connect(lambda number: self._count("duplicates", number))

    def _pages(self) -> list[Page]:
        return [pane for pane in self.panes.values() if isinstance(pane, Page)]

    # ---- what every page answers ----

    def title(self) -> str:
        return self.language.text("Inbox")

    def hints(self) -> list[Hint]:
        pane = self._stack.currentWidget()
        return pane.hints() if isinstance(pane, Page) else []

    def retranslate(self) -> None:
        self._set_tabs()
        for pane in self._pages():
            pane.retranslate()
        super().retranslate()

    def refresh(self) -> None:
        for pane in self._pages():
            pane.refresh()

    def changed(self, changes: Changes) -> None:
        for pane in self._pages():
            pane.changed(changes)

    def leave(self) -> None:
        for pane in self._pages():
            pane.leave()

    def open(self, **where: object) -> None:
        super().open(**where)
        tab = where.get("tab")
        if isinstance(tab, str) and tab in self.panes:
            self._show(tab)

    def where(self) -> dict[str, object]:
        return {"tab": self.tabs.key()}

    # ---- tabs ----

    def _set_tabs(self) -> None:
        text, counts = self.language.text, self._counts
        tabs = [Tab("conflicts", text("Different values"), counts.get("conflicts") or None)]
        if "duplicates" in self.panes:
            tabs.append(Tab("duplicates", text("Duplicates"), counts.get("duplicates") or None))
        self.tabs.set_tabs(tabs)

    def _show(self, key: str) -> None:
        if self.tabs.key() != key:
            self.tabs.choose(key)
            return
        pane = self.panes[key]
        self._stack.setCurrentWidget(pane)
        self.setFocusProxy(pane)

    def _count(self, key: str, number: int) -> None:
        self._counts[key] = number
        self._set_tabs()
        self.header.set_count(
            self.language.plural(
                "{n} matter waits, nothing is stopped by it",
                "{n} matters wait, nothing is stopped by them",
                sum(self._counts.values()),
            )
            if any(self._counts.values())
            else ""
        )
