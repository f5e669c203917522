"""Where a measure comes from and what came of it: sentence, goal, money, result; each a link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy

from app.storage.questions.following import MeasurePage, SaidAt
from app.ui.context import Context
from app.ui.goal_marks import goal_marks, goal_texts
from app.ui.kit import ElidedText, Icon, Row, Stack
from app.ui.kit.layout import empty
from app.ui.measures import COMPACT
from app.ui.pages import PAGES
from app.ui.plans.words import MONEY_WORDS, SOURCE_WORDS, first_line, money, said
from app.ui.theme import look

_HIGH = 44


@dataclass(frozen=True)
class Step:
    """One link of the chain: what it is, how it reads (perhaps nothing yet), where it leads."""

    icon: str
    name: str
    text: str
    go: Callable[[], object]
    tip: str = ""
    """All of it, where `text` is short."""


class StepButton(QAbstractButton):
    """Icon, what it is, and its words; pressing it leads there."""

    def __init__(self, step: Step, nothing: str) -> None:
        super().__init__()
        colour = "text" if step.text else "text3"
        name, text = ElidedText(step.name, "caption"), ElidedText(step.text or nothing, "second")
        text.set_colour(colour)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 2, 6, 2)
        row.setSpacing(8)
        row.addWidget(Icon(step.icon, 16, "accent" if step.text else "text3"))
        words = Stack(name, text, gap=0)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row.addWidget(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HIGH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{step.name}: {step.tip or step.text or nothing}")
        self.setToolTip(step.tip or step.text)
        self._go = step.go
        self.clicked.connect(self._went)

    def _went(self) -> None:
        self._go()

    def sizeHint(self) -> QSize:
        return QSize(160, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), look().colour("hover"))
        if self.hasFocus():
            painter.setPen(look().colour("accent"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)


class Origin(Row):
    """The chain of one measure, from the village's sentence to the photo of the result."""

    tab_asked = Signal(str, str)
    """A tab of the measure, and a field of it."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=2, margins=(18, 0, 18, 4))
        self._context = context
        self._page: MeasurePage | None = None

    def retranslate(self) -> None:
        """Say everything in the present language."""
        if self._page is not None:
            self.show_measure(self._page)

    def show_measure(self, page: MeasurePage) -> None:
        """Show the chain of a measure."""
        self._page = page
        empty(self.box)
        nothing = self._context.language.text("not linked yet")
        for at, step in enumerate(self.steps(page)):
            if at:
                self.add(Icon("chevron-right", 16, "text3"))
            self.add(StepButton(step, nothing))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow room the words need that of the arrows between them."""
        for arrow in self.findChildren(Icon, options=Qt.FindChildOption.FindDirectChildrenOnly):
            arrow.setHidden(self.width() < COMPACT)

    def steps(self, page: MeasurePage) -> list[Step]:
        """The links, in order; what is not there yet leads to where it is added."""
        say = self._context.language.text
        steps = [self._said(say("Said"), "messages-square", page.problem, "problem")]
        steps.append(
            self._said(say("Recommended"), "circle-check", page.recommendation, "recommendation")
        )
        agreed = [self._goal(page), self._resolved(page)]
        return [*steps, *agreed, self._money(page), self._result(page)]

    def _said(self, name: str, icon: str, found: SaidAt | None, field: str) -> Step:
        if found is None or found.event is None:
            text = first_line(found.note.text) if found else ""
            return Step(icon, name, text, partial(self.tab_asked.emit, "about", field))
        where = partial(
            self._context.go, "events", event=found.event.id, tab="notes", note=found.note.id
        )
        return Step(icon, name, first_line(found.note.text), where)

    def _goal(self, page: MeasurePage) -> Step:
        language = self._context.language
        name = language.text("Goal")
        codes = page.line.measure.framework_items
        ask = partial(self.tab_asked.emit, "about", "framework_items")
        if not codes:
            return Step("target", name, "", ask)
        marks = goal_marks(language, page.goals, codes)
        goal = page.goals.get(codes[0])
        title = language.label(goal.names) if goal and len(codes) == 1 else ""
        text = " · ".join(part for part in (", ".join(marks), title) if part)
        if any(entry.name == "frameworks" for entry in PAGES):
            go = partial(self._context.go, "frameworks", item=codes[0])
            return Step("target", name, text, go, goal_texts(language, page.goals, codes))
        return Step("target", name, text, ask)

    def _resolved(self, page: MeasurePage) -> Step:
        name = self._context.language.text("Resolved")
        if page.point is None or page.resolution is None:
            ask = partial(self.tab_asked.emit, "about", "resolution_item")
            return Step("file-check", name, "", ask)
        where = {"resolution": page.resolution.id, "point": page.point.id}
        go = partial(self._context.go, "resolutions", **where)
        return Step("file-check", name, first_line(page.point.text), go, page.resolution.title)

    def _money(self, page: MeasurePage) -> Step:
        language, measure = self._context.language, page.line.measure
        source = said(language, SOURCE_WORDS, measure.budget_source)
        status = said(language, MONEY_WORDS, measure.budget_status)
        text = money(language, measure.budget) if measure.budget else source
        tip = ", ".join(part for part in (text if measure.budget else "", source, status) if part)
        go = partial(self.tab_asked.emit, "about", "budget")
        return Step("banknote", language.text("Budget"), text, go, tip)

    def _result(self, page: MeasurePage) -> Step:
        language = self._context.language
        files = [file for listed in page.files.values() for file in listed]
        photos = [file for file in files if file.media_type.startswith("image/")] or files
        text = ""
        if photos:
            newest = photos[-1]
            shown = newest.title or language.day(newest.taken_on) or newest.file_name
            text = shown if len(photos) == 1 else f"{shown} (+{len(photos) - 1})"
        go = partial(self.tab_asked.emit, "files", "")
        return Step("camera", language.text("Result"), text, go)
