"""The papers of an event as they will be printed: which, and what stands in it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.language import mark
from app.model import Changes
from app.ui.context import Context
from app.ui.events.tab import EventTab
from app.ui.kit import CheckField, ChoiceField, Hint, Text
from app.ui.reports.paper import PaperView

PAPERS = {
    "event": mark("Event report"),
    "sign-in-sheet": mark("Sign-in sheet"),
    "programme": mark("Programme"),
    "stakeholders": mark("Stakeholder map"),
}
"""Name of a report → its word."""


class ReportTab(EventTab):
    """A real preview of what can be printed of an event."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._make_options()
        self.view = PaperView(
            context,
            "events.report",
            self._paper_title,
            self.paper,
            8,
            self._inside_title,
            self.names,
            self.photos,
            self.approval,
            self.phone,
            8,
        )
        self.assemble(body=self.view)
        self._say_the_rest()

    def _make_options(self) -> None:
        self.paper = ChoiceField([(name, "") for name in PAPERS], empty=None)
        self.paper.set_value("event")
        self.names, self.photos = CheckField(), CheckField()
        self.approval, self.phone = CheckField(), CheckField()
        for field in (self.names, self.photos, self.phone):
            field.set_value(True)
        self.paper.committed.connect(lambda _: self._chosen())
        for field in (self.names, self.photos, self.approval, self.phone):
            field.edited.connect(lambda _: self._chosen())
        self._paper_title, self._inside_title = Text("", "label"), Text("", "label")

    # ---- words ----

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.paper.set_options([(name, say(word)) for name, word in PAPERS.items()], None)
        self.paper.set_name(say("Paper"))
        self._paper_title.setText(say("Paper"))
        self._inside_title.setText(say("What stands in it"))
        self.names.set_text(say("List of names"))
        self.photos.set_text(say("Photos"))
        self.approval.set_text(say("Block of approval"))
        self.phone.set_text(say("Column for the phone"))
        self._show_options()

    def retranslate(self) -> None:
        self._say_the_rest()
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

    def wanted(self) -> dict[str, object]:
        """The parameters of the shown report."""
        if self.name == "sign-in-sheet":
            return {"event": self.event_id, "phone": self.phone.value()}
        if self.name != "event":
            return {"event": self.event_id}
        return {
            "event": self.event_id,
            "names": self.names.value(),
            "photos": self.photos.value(),
            "approval": self.approval.value(),
        }

    def _chosen(self) -> None:
        self._show_options()
        self.refresh()

    def _show_options(self) -> None:
        for field in (self.names, self.photos, self.approval):
            field.setVisible(self.name == "event")
        self.phone.setVisible(self.name == "sign-in-sheet")
        self._inside_title.setVisible(self.name in {"event", "sign-in-sheet"})

    # ---- what a tab answers ----

    def began(self) -> None:
        self.view.began()

    def refresh(self) -> None:
        if self.event_id:
            self.view.want(self.name, self.wanted())

    def first(self) -> QWidget:
        return self.view.scroller

    def changed(self, changes: Changes) -> None:
        self.refresh()

    def leave(self) -> None:
        self.view.leave()
