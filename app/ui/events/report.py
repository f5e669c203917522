"""The papers of an event as they will be printed: which, and what stands in it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.model import Changes
from app.reports import REPORTS
from app.ui.context import Context
from app.ui.events.tab import EventTab
from app.ui.kit import ChoiceField, Hint, Text
from app.ui.reports.options import ReportOptions, ShownOptions
from app.ui.reports.paper import PaperView

PAPERS = ("event", "sign-in-sheet", "programme", "participants", "certificate", "stakeholders")
"""The reports that are of one event."""


class ReportTab(EventTab):
    """A real preview of what can be printed of an event."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.paper = ChoiceField([(name, "") for name in PAPERS], empty=None)
        self.paper.set_value("event")
        self.paper.committed.connect(lambda _: self.refresh())
        self._paper_title = Text("", "label")
        self._options = ShownOptions(context, without=("event",))
        self._options.changed.connect(self.refresh)
        self.view = PaperView(
            context, "events.report", self._paper_title, self.paper, 4, self._options
        )
        self._options.reason_edited.connect(self.view.give_reason)
        self.view.reason_needed.connect(self._ask_reason)
        self.assemble(body=self.view)
        self._say_the_rest()

    # ---- words ----

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.paper.set_options([(name, say(REPORTS[name].label)) for name in PAPERS], None)
        self.paper.set_name(say("Paper"))
        self._paper_title.setText(say("Paper"))

    def retranslate(self) -> None:
        self._say_the_rest()
        self._options.retranslate()
        self.view.retranslate()
        super().retranslate()

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [Hint("Up Down", say("scroll")), Hint("Tab", say("next field"))]

    # ---- what is wanted ----

    @property
    def name(self) -> str:
        """Which report is shown."""
        return str(self.paper.value() or "event")

    @property
    def options(self) -> ReportOptions:
        """What the shown report is asked with, besides the event."""
        return self._options.of(self.name)

    def wanted(self) -> dict[str, object]:
        """The parameters of the shown report."""
        return {"event": self.event_id, **self.options.values()}

    # ---- what a tab answers ----

    def began(self) -> None:
        self.view.began()

    def refresh(self) -> None:
        if self.event_id:
            options = self.options
            self._options.show_only(options)
            self.view.want(self.name, self.wanted(), options.reason())
            options.look_up()

    def first(self) -> QWidget:
        return self.view.scroller

    def changed(self, changes: Changes) -> None:
        self.refresh()

    def _ask_reason(self) -> None:
        self.options.ask_reason()

    def leave(self) -> None:
        self.view.leave()
