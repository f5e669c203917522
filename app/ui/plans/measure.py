"""One measure of a plan: where it comes from, what it is, what was seen and counted of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from app.actions.records import delete
from app.language import mark
from app.model import Changes
from app.storage.questions.following import MeasurePage, measure_page
from app.ui.context import Context
from app.ui.different_values import DifferentValues
from app.ui.icons import icon
from app.ui.kit import (
    Banner,
    Hint,
    IconButton,
    PrimaryButton,
    Stack,
)
from app.ui.plans.origin import Origin
from app.ui.plans.plan import MINE
from app.ui.plans.words import first_line, state_chip
from app.ui.tabbed_view import TabbedView

if TYPE_CHECKING:
    from app.ui.plans.measure_tab import MeasureTab

TABS = (
    ("about", mark("The measure"), "", "app.ui.plans.measure_about:MeasureAboutTab"),
    ("monitoring", mark("Monitoring"), "", "app.ui.plans.entries:EntriesTab"),
    ("indicators", mark("Indicators"), "", "app.ui.plans.indicators:IndicatorsTab"),
    (
        "beneficiaries",
        mark("Whom it serves"),
        "",
        "app.ui.plans.beneficiaries:BeneficiariesTab",
    ),
    ("files", mark("Photos and files"), mark("Files"), "app.ui.plans.files:FilesTab"),
)
"""Key, word, short word, and where the class is: it is imported when first shown."""
_LOW = 560


class MeasureView(TabbedView):
    """The page of one measure of a plan."""

    places = TABS

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.today: Callable[[], date] = date.today
        self.measure_id = b""
        self.page: MeasurePage | None = None
        self._asked: dict[str, object] = {}
        self._make_header()
        self.origin = Origin(context)
        self.origin.tab_asked.connect(self.show_field)
        self.gone = Banner("warn")
        self.gone.acted.connect(lambda: self.context.go("plans"))
        self.gone.hide()
        self.different = DifferentValues(context, "plan_measure")
        top = Stack(self.header, self.origin, self.tabs, self.gone, self.different, gap=0)
        self.assemble(header=top, body=self.stack, footer=self.hint_line)
        self.on_key("M", self.write_monitoring)
        self._say_words()

    def _make_header(self) -> None:
        self.write = PrimaryButton(icon="pencil")
        self.write.clicked.connect(self.write_monitoring)
        self.more = IconButton("ellipsis")
        self.more.clicked.connect(self._open_more)
        for button in (self.write, self.more):
            self.header.add_action(button)

    # ---- where one is ----

    def title(self) -> str:
        if self.page is None:
            return self.language.text("Measure")
        return f"{self.page.line.number}. {first_line(self.page.line.measure.text)}"

    def open(self, **where: object) -> None:
        super().open(**where)
        measure_id = cast("bytes", where["measure"])
        if measure_id != self.measure_id:
            self.leave()
            self.measure_id, self.page = measure_id, None
        self._asked = where
        self.choose_tab(where.get("tab"), else_first=True)
        self.refresh()

    def show_field(self, tab: str, field: str) -> None:
        """Go to a tab, and to a field of it."""
        self._asked = {"field": field}
        self.tabs.choose(tab)

    def _show_tab(self, key: str) -> None:
        tab = self._tab(key)
        was = cast("MeasureTab | None", self.stack.currentWidget())
        if was is not None and was is not tab:
            was.leave()
        self.stack.setCurrentWidget(tab)
        if self.page is not None:
            self._hand_over(tab)
        self.hint_line.set_hints(self.hints())
        self._fit()
        self.moved.emit(key)

    def _hand_over(self, tab: MeasureTab) -> None:
        if self.page is None:
            return
        tab.show_measure(self.page)
        asked, self._asked = self._asked, {}
        if asked and self.isVisible():
            (tab.first() or self.tabs).setFocus(Qt.FocusReason.OtherFocusReason)
        if asked:
            tab.at_place(**asked)

    def hints(self) -> list[Hint]:
        *mine, other = super().hints()
        return [*mine, Hint("M", self.language.text("write monitoring")), other]

    # ---- showing ----

    def refresh(self) -> None:
        if self.measure_id:
            self.context.ask(
                measure_page, self.measure_id, self.today(), on_done=self._show, key="plans.measure"
            )
            self.different.look_at(self.measure_id)

    def _show(self, page: MeasurePage | None) -> None:
        if page is not None and page.line.id != self.measure_id:
            return
        self.page = page
        self.gone.setVisible(page is None)
        self.stack.setEnabled(page is not None)
        self._say_words()
        if page is not None:
            self.origin.show_measure(page)
        if self.here is not None and page is not None:
            self._hand_over(self.here)

    def _say_words(self) -> None:
        say, page = self.language.text, self.page
        self.header.set_title(self.title())
        self.header.set_chip(*(state_chip(self.language, page.line) if page else ("", "fact")))
        go = self.context.go
        crumbs: list[tuple[str, Callable[[], object]]] = [
            (say("Plans of action"), lambda: go("plans", text=""))
        ]
        if page is not None:
            here = partial(go, "plans", plan=page.plan.id, tab="measures", chosen=page.line.id)
            crumbs.append((_short(page.plan.title), here))
        self.header.set_crumbs(crumbs)
        self.say_tabs(self._counts(page) if page else {})
        self.write.setText(say("Write monitoring"))
        self.write.setEnabled(page is not None)
        self.more.set_name(say("More"))
        self.gone.set_content("", say("This measure was deleted."), say("To the list of plans"))
        self.hint_line.set_hints(self.hints())

    def _counts(self, page: MeasurePage) -> dict[str, int]:
        return {
            "monitoring": len(page.entries),
            "indicators": len(page.indicators),
            "beneficiaries": sum(one.number or 0 for one in page.beneficiaries),
            "files": sum(len(files) for files in page.files.values()),
        }

    def retranslate(self) -> None:
        super().retranslate()
        self._say_words()
        self.origin.retranslate()
        for tab in self._tabs.values():
            tab.retranslate()

    def changed(self, changes: Changes) -> None:
        if self.measure_id and changes.types & MINE:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_head()
        self._fit()

    def _fit(self) -> None:
        """In a low window the chain stands on the first tab alone: the others need the room."""
        is_low = self.window().height() < _LOW
        self.origin.setVisible(not is_low or self.tabs.key() == TABS[0][0])

    # ---- doing ----

    def write_monitoring(self) -> None:
        """Begin an entry of today."""
        self.tabs.choose("monitoring")
        self._tab("monitoring").at_place(write=True)

    def _open_more(self) -> None:
        if self.page is None:
            return
        say = self.language.text
        self.menu.clear()
        self.menu.addAction(icon("x", "bad"), say("Delete the measure"), self.remove)
        self.pop_up(self.more)

    def remove(self) -> None:
        """Take this measure off its plan, and return to the plan."""
        if self.page is None:
            return
        title = first_line(self.page.line.measure.text)
        said = self.language.text("“{title}” is deleted", title=title)
        back = partial(self._removed, said, self.page.plan.id)
        self.leave()
        self.context.do(delete, "plan_measure", self.measure_id, on_done=back)

    def _removed(self, said: str, plan: bytes, _: Any) -> None:
        self.context.go("plans", plan=plan, tab="measures")
        self.context.toast_undo(said)


def _short(title: str) -> str:
    return title if len(title) <= 60 else f"{title[:59]}…"
