"""One action plan: its head, its tabs, and what can be done with it as a whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.actions.plans import save_plan
from app.actions.records import delete
from app.language import mark
from app.model import Changes
from app.storage import Workspace
from app.storage.questions.plans import PlanPage, plan_page
from app.ui.context import Context
from app.ui.different_values import DifferentValues
from app.ui.icons import icon
from app.ui.kit import (
    Banner,
    IconButton,
    PlainButton,
    PrimaryButton,
    Stack,
)
from app.ui.plans.words import decision_chip
from app.ui.tabbed_view import TabbedView

if TYPE_CHECKING:
    from app.ui.plans.measures import MeasuresTab
    from app.ui.plans.tab import PlanTab

TABS = (
    (
        "measures",
        mark("Measures and dates"),
        mark("Measures"),
        "app.ui.plans.measures:MeasuresTab",
    ),
    (
        "indicators",
        mark("Indicators"),
        "",
        "app.ui.plans.plan_lists:PlanIndicatorsTab",
    ),
    ("monitoring", mark("Monitoring"), "", "app.ui.plans.plan_lists:PlanMonitoringTab"),
    ("group", mark("Working group"), mark("Group"), "app.ui.plans.group:GroupTab"),
    ("budget", mark("Budget"), "", "app.ui.plans.plan_lists:PlanBudgetTab"),
    ("about", mark("About the plan"), mark("The plan"), "app.ui.plans.about:AboutTab"),
)
"""Key, word, short word, and where the class is: it is imported when first shown."""
MINE = frozenset(
    (
        *("action_plan", "plan_measure", "plan_member", "monitoring_entry", "indicator"),
        *("indicator_value", "beneficiary", "attachment", "organisation", "person", "note"),
        *("territory", "framework_item", "event", "project"),
    )
)


class PlanView(TabbedView):
    """The page of one plan."""

    places = TABS

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.today: Callable[[], date] = date.today
        self.plan_id = b""
        self.page: PlanPage | None = None
        self._asked: dict[str, object] = {}
        self._make_header()
        self.gone = Banner("warn")
        self.gone.acted.connect(lambda: self.context.go("plans"))
        self.gone.hide()
        self.different = DifferentValues(context, "action_plan")
        top = Stack(self.header, self.tabs, self.gone, self.different, gap=0)
        self.assemble(header=top, body=self.stack, footer=self.hint_line)
        self.on_key("Ctrl+P", self._open_papers)
        self._say_words()

    def _make_header(self) -> None:
        self.papers = PlainButton(icon="printer")
        self.papers_small = IconButton("printer")
        self.add = PrimaryButton(icon="plus")
        self.more = IconButton("ellipsis")
        self.papers.clicked.connect(self._open_papers)
        self.papers_small.clicked.connect(self._open_papers)
        self.add.clicked.connect(self.add_measure)
        self.more.clicked.connect(self._open_more)
        for button in (self.papers, self.papers_small, self.add, self.more):
            self.header.add_action(button)

    # ---- where one is ----

    def title(self) -> str:
        return self.page.plan.title if self.page else self.language.text("Action plan")

    def open(self, **where: object) -> None:
        super().open(**where)
        plan_id = cast("bytes", where["plan"])
        if plan_id != self.plan_id:
            self.leave()
            self.plan_id, self.page = plan_id, None
        self._asked = where
        self.choose_tab(where.get("tab"))
        self.refresh()

    def _show_tab(self, key: str) -> None:
        tab = self._tab(key)
        was = cast("PlanTab | None", self.stack.currentWidget())
        if was is not None and was is not tab:
            was.leave()
        self.stack.setCurrentWidget(tab)
        if self.page is not None:
            self._hand_over(tab)
        self._show_hints()
        self.moved.emit(key)

    def _hand_over(self, tab: PlanTab) -> None:
        """Give the tab the plan and the place in it that was asked for; then the keyboard."""
        if self.page is None:
            return
        tab.show_plan(self.page)
        asked, self._asked = self._asked, {}
        if asked:
            tab.at_place(**asked)
            self._give_keyboard(tab.first())

    def _give_keyboard(self, first: QWidget | None) -> None:
        if not self.isVisible():
            return
        (first or self.tabs).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_hints(self) -> None:
        note, tip = self.here.note() if self.here is not None else ("", "")
        self.hint_line.set_hints(self.hints(), note, tip)

    # ---- showing ----

    def refresh(self) -> None:
        if self.plan_id:
            self.context.ask(
                plan_page, self.plan_id, self.today(), on_done=self._show, key="plans.plan"
            )
            self.different.look_at(self.plan_id)

    def _show(self, page: PlanPage | None) -> None:
        self.page = page
        self.gone.setVisible(page is None)
        self.stack.setEnabled(page is not None)
        self.add.setEnabled(page is not None)
        self._say_words()
        if self.here is not None and page is not None:
            self._hand_over(self.here)
            self._show_hints()

    def _say_words(self) -> None:
        say, page = self.language.text, self.page
        self.header.set_title(self.title() or say("No title"))
        self.header.set_chip(*(decision_chip(self.language, page.plan) if page else ("", "fact")))
        self.header.set_crumbs(self._crumbs(page))
        self.say_tabs(self._counts(page) if page else {})
        self.gone.set_content("", say("This plan was deleted."), say("To the list of plans"))
        self._show_hints()
        self._show_actions()

    def _crumbs(self, page: PlanPage | None) -> list[tuple[str, Callable[[], object]]]:
        go, say = self.context.go, self.language.text
        crumbs: list[tuple[str, Callable[[], object]]] = [
            (say("Plans of action"), lambda: go("plans", text=""))
        ]
        for names in (*page.above, page.place) if page else ():
            name = self.language.label(names)
            if name:
                crumbs.append((name, partial(go, "plans", text=name)))
        return crumbs

    def _counts(self, page: PlanPage) -> dict[str, int]:
        return {
            "measures": len(page.measures),
            "indicators": sum(line.indicators for line in page.measures),
            "monitoring": sum(line.entries for line in page.measures),
            "group": len(page.members),
        }

    def _show_actions(self) -> None:
        say, is_narrow = self.language.text, self.is_narrow
        self.papers.setText(say("Print"))
        self.papers_small.set_name(say("Print"))
        self.papers.setVisible(not is_narrow)
        self.papers_small.setVisible(is_narrow)
        self.add.setText(say("Add a measure"))
        self.more.set_name(say("More"))

    def retranslate(self) -> None:
        super().retranslate()
        self._say_words()
        for tab in self._tabs.values():
            tab.retranslate()

    def changed(self, changes: Changes) -> None:
        if self.plan_id and changes.types & MINE:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_head()
        self._show_actions()

    # ---- doing ----

    def add_measure(self) -> None:
        """Ask what is to be done, above the measures."""
        self.tabs.choose("measures")
        cast("MeasuresTab", self._tab("measures")).show_adding()

    def _open_papers(self) -> None:
        say, go = self.language.text, self.context.go
        self.menu.clear()
        for name, word in (
            ("action-plan", say("The plan")),
            ("monitoring", say("Its monitoring")),
            ("closing", say("Its closing report")),
            ("activities", say("Table of activities")),
        ):
            open_it = partial(go, "reports", report=name, plan=self.plan_id)
            self.menu.addAction(icon("file-text"), word, open_it)
        self.pop_up(self.papers if self.papers.isVisible() else self.papers_small)

    def _open_more(self) -> None:
        if self.page is None:
            return
        say, is_template = self.language.text, bool(self.page.plan.is_template)
        word = say("No longer a pattern") if is_template else say("Make it a pattern for others")
        self.menu.clear()
        self.menu.addAction(icon("copy"), word, partial(self._make_template, not is_template))
        self.menu.addAction(
            icon("upload"), say("Give to the unit"), lambda: self.context.go("exchange")
        )
        self.menu.addSeparator()
        self.menu.addAction(icon("x", "bad"), say("Delete the plan"), self.remove)
        self.pop_up(self.more)

    def _make_template(self, is_template: bool) -> None:
        self.context.do(_set_template, self.plan_id, is_template)

    def remove(self) -> None:
        """Delete this plan with all that is part of it, and return to the list."""
        said = self.language.text("“{title}” is deleted", title=self.title())
        self.leave()
        self.context.do(delete, "action_plan", self.plan_id, on_done=partial(self._removed, said))

    def _removed(self, said: str, _: Any) -> None:
        self.context.go("plans")
        self.context.toast_undo(said)


def _set_template(workspace: Workspace, plan_id: bytes, is_template: bool) -> Changes:
    return save_plan(workspace, plan_id, {"is_template": is_template})
