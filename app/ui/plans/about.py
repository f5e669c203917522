"""What a plan is: period, basis, decision, goals, long-term results."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.actions.plans import save_plan
from app.language import mark
from app.model import ActionPlan
from app.ui.context import Context
from app.ui.kit import Hint, Scroller, Stack
from app.ui.plans.record_form import RecordForm
from app.ui.plans.tab import PlanTab
from app.ui.sources import workspace_sources

PARTS = (
    (mark("What"), 1, ("title",)),
    ("", 2, ("territory", "level", "period_from", "period_to", "event", "project")),
    (mark("The kenesh's decision"), 2, ("status", "decision_number", "decision_date")),
    ("", 2, ("decision_body", "programme")),
    (mark("Aims and goals"), 1, ("framework_items", "results")),
    (mark("More"), 1, ("note",)),
)


class AboutTab(PlanTab):
    """Everything is saved as it is typed; problems are said under the field."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.form = RecordForm(context, ActionPlan, PARTS, save_plan, workspace_sources(context))
        column = Stack(self.form, None, margins=(24, 14, 24, 16))
        self.scroller = Scroller(column)
        self.assemble(body=self.scroller)

    def retranslate(self) -> None:
        self.form.retranslate()
        super().retranslate()

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [Hint("Tab", say("next field")), Hint("Ctrl Z", say("undo"))]

    def refresh(self) -> None:
        if self.page is not None:
            self.form.show_record(self.page.plan)

    def first(self) -> QWidget | None:
        return self.form.form_of("title").field("title").editor()

    def at_place(self, **where: object) -> None:
        self.scroller.verticalScrollBar().setValue(0)
        if where.get("is_new"):
            self.form.focus("title")

    def leave(self) -> None:
        self.form.leave()
