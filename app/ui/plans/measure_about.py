"""What a measure is: the form of its record in parts; what every measure ought to have is said."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.actions.plans import save_measure
from app.language import mark
from app.model import PlanMeasure
from app.storage.questions.following import MeasurePage
from app.storage.questions.frameworks import doubts
from app.ui.context import Context
from app.ui.kit import Banner, Hint, Scroller, Stack
from app.ui.plans.measure_tab import MeasureTab
from app.ui.plans.record_form import RecordForm
from app.ui.sources import workspace_sources

PARTS = (
    (mark("What is to be done"), 1, ("text", "framework_items")),
    ("", 2, ("problem", "recommendation")),
    (mark("Who answers for it"), 2, ("organisation", "person", "responsible", "level")),
    ("", 1, ("partners", "participants")),
    (mark("When and how far"), 3, ("starts_on", "deadline", "status")),
    (mark("Money"), 2, ("budget", "budget_source", "budget_status", "budget_decision")),
    (mark("What it will bring"), 1, ("expected_results",)),
    (mark("More"), 2, ("heading", "resolution_item")),
    ("", 1, ("note",)),
)
_LACKING = {
    "responsible": mark("who answers for it"),
    "deadline": mark("deadline"),
    "framework_items": mark("goal"),
    "indicator": mark("indicator"),
    "budget_source": mark("source of the budget"),
}


class MeasureAboutTab(MeasureTab):
    """Everything is saved as it is typed; problems are said under the field."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.lacks = Banner("info")
        self.form = RecordForm(
            context, PlanMeasure, PARTS, save_measure, workspace_sources(context)
        )
        column = Stack(self.lacks, self.form, None, gap=12, margins=(24, 14, 24, 16))
        self.scroller = Scroller(column)
        self.assemble(body=self.scroller)

    def retranslate(self) -> None:
        self.form.retranslate()
        super().retranslate()

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [Hint("Tab", say("next field")), Hint("Ctrl Z", say("undo"))]

    def began(self) -> None:
        self.scroller.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        if self.page is not None:
            self.form.show_record(self.page.line.measure)
            self._show_lacking(self.page)
            codes = self.page.line.measure.framework_items
            self.context.ask(doubts, codes, on_done=self._show_doubts, key="plans.doubts")

    def _show_lacking(self, page: MeasurePage) -> None:
        say = self.language.text
        words = ", ".join(say(_LACKING[name]) for name in page.line.lacks)
        self.lacks.set_content("", say("Not said yet: {list}.", list=words))
        self.lacks.setVisible(bool(words))

    def _show_doubts(self, found: dict[str, str]) -> None:
        said = self.language.text(
            "Withdrawn or unknown: {codes}. The link is kept; choose what stands in its place.",
            codes=", ".join(found),
        )
        self.form.doubt("framework_items", said if found else "")

    def first(self) -> QWidget | None:
        return self.form.form_of("text").field("text").editor()

    def at_place(self, **where: object) -> None:
        name = str(where.get("field", ""))
        if name in PlanMeasure.kinds():
            self.form.focus(name)
            row = self.form.form_of(name).row(name)
            self.scroller.ensureWidgetVisible(row, 0, 80)

    def leave(self) -> None:
        self.form.leave()
