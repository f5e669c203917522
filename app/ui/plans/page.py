"""The place of action plans in the window: the list, one of them, or one measure."""

from __future__ import annotations

from app.ui.context import Context
from app.ui.list_and_views import ListAndViews
from app.ui.plans.list import PlansList
from app.ui.plans.measure import MeasureView
from app.ui.plans.plan import PlanView


class PlansPage(ListAndViews):
    """`open(plan=id, tab=)` shows a plan, `open(measure=id, tab=)` one measure, else the list."""

    def __init__(self, context: Context) -> None:
        self.list = PlansList(context)
        self.view, self.measure = PlanView(context), MeasureView(context)
        super().__init__(context, self.list, measure=self.measure, plan=self.view)
        self.view.moved.connect(self.moved)
        self.measure.moved.connect(self.moved)
