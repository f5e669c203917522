"""Group work of an event: what was said, the groups, the stakeholders, and what was resolved."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from app.language import mark
from app.model import Changes
from app.ui.context import Context
from app.ui.events.tab import EventTab
from app.ui.kit import Hint, Row, Segments, Stack

PARTS = (
    ("said", mark("What was said"), "app.ui.events.group_said:SaidView"),
    ("groups", mark("Groups"), "app.ui.events.group_list:GroupsView"),
    ("stakeholders", mark("Stakeholders"), "app.ui.events.stakeholders:StakeholdersView"),
    (
        "resolutions",
        mark("Resolutions"),
        "app.ui.resolutions.of_event:EventResolutionsView",
    ),
)
"""Key, word, and where the class is: it is imported when first shown."""


class NotesTab(EventTab):
    """A switch of parts; each reads for itself when it is shown."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._views: dict[str, EventTab] = {}
        self.parts = Segments()
        self.parts.chosen.connect(self.show_part)
        self.stack = QStackedWidget()
        top = Row(self.parts, None, margins=(24, 12, 24, 0))
        body = Stack(top, self.stack, gap=0)
        body.box.setStretch(1, 1)
        self.assemble(body=body)
        self._say_the_rest()
        self.parts.set_value(PARTS[0][0])
        self._show(PARTS[0][0])

    # ---- parts ----

    def part(self, key: str) -> EventTab:
        """One part, made when it is first asked for."""
        if key not in self._views:
            place = next(where for name, _, where in PARTS if name == key)
            module, _, class_name = place.partition(":")
            make = cast("Callable[[Context], EventTab]", getattr(import_module(module), class_name))
            self._views[key] = make(self.context)
            self.stack.addWidget(self._views[key])
        return self._views[key]

    @property
    def here(self) -> EventTab:
        """The part that is shown."""
        return self.part(self.parts.value())

    def show_part(self, key: str) -> None:
        """Show one part; a keyboard that was in the former one goes where this one begins."""
        was = self.stack.currentWidget()
        had = was is not None and was.isAncestorOf(QApplication.focusWidget() or self)
        if was is not self.part(key):
            self.leave()
        self.parts.set_value(key)
        self._show(key)
        first = self.here.first()
        if had and first is not None:
            # else the keyboard would fall to whatever comes next in the window
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hints_changed.emit()

    def _show(self, key: str) -> None:
        self.stack.setCurrentWidget(self.part(key))
        if self.event_id:
            self.part(key).set_event(self.event_id)

    def go_to(self, **place: object) -> None:
        known = {key for key, *_ in PARTS}
        wanted = str(place.get("part", "said" if "note" in place else ""))
        if wanted in known and wanted != self.parts.value():
            self.show_part(wanted)
        self.here.go_to(**place)

    # ---- what the page is asked ----

    def _say_the_rest(self) -> None:
        self.parts.set_options([(key, self.language.text(word)) for key, word, _ in PARTS])

    def retranslate(self) -> None:
        self._say_the_rest()
        for view in self._views.values():
            view.retranslate()

    def hints(self) -> list[Hint]:
        return self.here.hints()

    def began(self) -> None:
        for view in self._views.values():
            view.began()

    def refresh(self) -> None:
        if self.event_id:
            self.here.set_event(self.event_id)

    def first(self) -> QWidget | None:
        return self.here.first()

    def changed(self, changes: Changes) -> None:
        self.here.changed(changes)

    def leave(self) -> None:
        current = self.stack.currentWidget()
        if isinstance(current, EventTab):
            current.leave()
