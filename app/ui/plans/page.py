"""The place of action plans in the window: the list, one of them, or one measure."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QStackedWidget

from app.model import Changes
from app.ui.context import Context
from app.ui.kit import Hint
from app.ui.page import Page
from app.ui.plans.list import PlansList
from app.ui.plans.measure import MeasureView
from app.ui.plans.plan import PlanView


class PlansPage(Page):
    """`open(plan=id, tab=)` shows a plan, `open(measure=id, tab=)` one measure, else the list."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list = PlansList(context)
        self.view = PlanView(context)
        self.measure = MeasureView(context)
        self.stack = QStackedWidget()
        for page in (self.list, self.view, self.measure):
            self.stack.addWidget(page)
        self.assemble(body=self.stack)
        self.view.moved.connect(self._moved)
        self.measure.moved.connect(self._moved)

    @property
    def here(self) -> Page:
        """What is shown: the list, a plan or a measure."""
        return cast("Page", self.stack.currentWidget())

    def title(self) -> str:
        return self.here.title()

    def open(self, **where: object) -> None:
        super().open(**where)
        page: Page = self.list
        if isinstance(where.get("measure"), bytes):
            page = self.measure
        elif isinstance(where.get("plan"), bytes):
            page = self.view
        if self.here is not page:
            self.here.leave()
        self.stack.setCurrentWidget(page)
        page.open(**where)
        if page is self.list:
            self._where = self.list.where()
            self.list.refresh()
            if self.isVisible():
                self.list.table.setFocus()

    def _moved(self, tab: str) -> None:
        if self.here is self.view:
            self._where = {"plan": self.view.plan_id, "tab": tab}
        elif self.here is self.measure:
            self._where = {"measure": self.measure.measure_id, "tab": tab}

    def refresh(self) -> None:
        self.here.refresh()

    def retranslate(self) -> None:
        for page in (self.list, self.view, self.measure):
            page.retranslate()

    def changed(self, changes: Changes) -> None:
        for page in (self.list, self.view, self.measure):
            page.changed(changes)

    def leave(self) -> None:
        self.here.leave()

    def hints(self) -> list[Hint]:
        return self.here.hints()
