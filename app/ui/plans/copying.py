"""The panel that asks which plan, or which pattern, a new plan shall be like."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.language import fold
from app.model.templates import plan_templates
from app.storage.questions.plans import PlanFilter, PlanLine, list_plans
from app.ui.context import Context
from app.ui.kit import IconButton, Offer, Row, SearchField, SoftBox, Text

_MOST = 8


class CopyPanel(SoftBox):
    """Patterns first, then plans; a few letters narrow them, Enter takes the marked one."""

    chosen = Signal(bytes, str)
    template_chosen = Signal(str)
    """The code of a template that came with the program."""
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(gap=8, margin=12)
        self._context = context
        self._title = Text("", "subsection")
        self._about = Text("", "second", wrap=True)
        self._close = IconButton("x")
        self._close.clicked.connect(self.closed)
        self.search = SearchField()
        self.search.asked.connect(self._ask)
        self.search.picked.connect(self._pick)
        self.add(Row(self._title, None, self._close), self._about, self.search)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        say = self._context.language.text
        self._title.setText(say("Like another plan"))
        self._about.setText(
            say(
                "Measures, indicators and whom they serve are taken over; the days move along. "
                "Decisions, money granted and progress stay with the other plan."
            )
        )
        self._close.set_name(say("Close"))
        self.search.set_placeholder(say("A plan or a pattern: a few letters"))

    def focus(self) -> None:
        """Take the keyboard and offer what there is."""
        self.search.clear()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask("")

    def _ask(self, typed: str) -> None:
        found = [
            line
            for templates in (True, False)
            for line in list_plans(
                self._context.workspace, PlanFilter(text=typed, templates=templates), date.today()
            ).lines
        ]
        nothing = self._context.language.text("No plan is called so")
        offers = [self._offer(line) for line in found[:_MOST]]
        self.search.offer([*offers, *self._templates(typed)], nothing=nothing)

    def _templates(self, typed: str) -> list[Offer]:
        language, words = self._context.language, fold(typed).split()
        return [
            Offer(code, language.label(one.name), sub=language.label(one.about), icon="copy")
            for code, one in plan_templates().items()
            if all(word in fold(language.label(one.name)) for word in words)
        ]

    def _offer(self, line: PlanLine) -> Offer:
        language = self._context.language
        count = language.plural("{n} measure", "{n} measures", line.measures)
        sub = " · ".join(part for part in (language.label(line.place), count) if part)
        return Offer(line, line.title, sub=sub)

    def _pick(self, picked: PlanLine | str) -> None:
        if isinstance(picked, str):
            self.template_chosen.emit(picked)
        else:
            self.chosen.emit(picked.id, picked.title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
