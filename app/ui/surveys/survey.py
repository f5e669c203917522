"""One survey: its head, its tabs, and the panel one begins to fill it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from app.actions.surveys import restore, withdraw
from app.language import mark
from app.model import Changes
from app.storage.questions.surveys import SurveyLine, survey_line
from app.surveys.languages import title_in
from app.ui.context import Context
from app.ui.icons import icon
from app.ui.kit import (
    Banner,
    Hint,
    IconButton,
    PrimaryButton,
    Scroller,
    Stack,
)
from app.ui.measures import COMPACT
from app.ui.surveys.beginning import Beginning, BeginningPanel
from app.ui.tabbed_view import TabbedView
from app.ui.words import term

if TYPE_CHECKING:
    from app.ui.surveys.answer_intake import AnswerIntake

TABS = (
    ("answers", mark("Filled forms"), "", "app.ui.surveys.submissions:SubmissionsTab"),
    ("results", mark("Results"), "", "app.ui.surveys.results:ResultsTab"),
    ("form", mark("The form"), "", "app.ui.surveys.preview:PreviewTab"),
    ("paper", mark("On paper"), "", "app.ui.surveys.paper:PaperTab"),
    ("versions", mark("Versions"), "", "app.ui.surveys.versions:VersionsTab"),
)
"""Key, word, no short word, and where the class is: it is imported when first shown."""
HEAD = ("survey", "survey_version", "submission")


class SurveyView(TabbedView):
    """The page of one survey."""

    places = TABS
    begun = Signal(bytes, object)
    """A version shall be filled, with this beginning."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.survey_id = b""
        self.line: SurveyLine | None = None
        self._intake: AnswerIntake | None = None
        self._make_header()
        self.beginning = BeginningPanel(context)
        self.beginning.begun.connect(self._begin)
        self.beginning.closed.connect(self._hide_beginning)
        self.notice = Banner("warn")
        self.notice.acted.connect(self._restore)
        self.notice.hide()
        top = Stack(self.header, self.tabs, gap=0)
        self._room = QStackedWidget()
        self._room.addWidget(self.stack)
        self._room.addWidget(Scroller(Stack(self.beginning, None)))
        middle = Stack(self.notice, self._room, gap=8, margins=(24, 10, 24, 0))
        middle.box.setStretch(1, 1)
        self.assemble(header=top, body=middle, footer=self.hint_line)
        self.on_key("N", self.show_beginning)
        self._say_words()

    def _make_header(self) -> None:
        self.fill = PrimaryButton(icon="pencil")
        self.fill.clicked.connect(self.show_beginning)
        self.more = IconButton("ellipsis")
        self.more.clicked.connect(self._open_menu)
        self.header.add_action(self.fill)
        self.header.add_action(self.more)

    # ---- where one is ----

    def title(self) -> str:
        known = self.line.title if self.line else self.language.text("Survey")
        return title_in(known, self.language.code)

    def open(self, **where: object) -> None:
        super().open(**where)
        survey = cast("bytes", where["survey"])
        if survey != self.survey_id:
            self.leave()
            self.survey_id, self.line = survey, None
        self.choose_tab(where.get("tab"))
        self.refresh_head()
        if where.get("fill"):
            facts = {name: where.get(name) for name in ("event", "person", "round")}
            self.show_beginning({name: value for name, value in facts.items() if value})
        elif where.get("take_in"):
            self.take_in()

    def _show_tab(self, key: str) -> None:
        tab = self._tab(key)
        self._room.setCurrentIndex(0)
        self.stack.setCurrentWidget(tab)
        if self.survey_id:
            tab.set_survey(self.survey_id)
        self.hint_line.set_hints(self.hints())
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)
        self.moved.emit(key)

    def hints(self) -> list[Hint]:
        return [Hint("N", self.language.text("fill")), *super().hints()]

    # ---- showing ----

    def refresh(self) -> None:
        if self.survey_id:
            self.refresh_head()
            if self.here is not None:
                self.here.refresh()

    def refresh_head(self) -> None:
        """Read anew what stands above the tabs."""
        self.context.ask(survey_line, self.survey_id, on_done=self._show_head, key="surveys.head")

    def _show_head(self, line: SurveyLine | None) -> None:
        self.line = line
        self._say_words()

    def _say_words(self) -> None:
        say, line = self.language.text, self.line
        self.header.set_crumbs([(say("Surveys"), lambda: self.context.go("surveys"))])
        self.header.set_title(self.title())
        self.header.set_facts(self._facts(line) if line else [])
        counts = {} if line is None else {"answers": line.filled, "versions": len(line.versions)}
        self.say_tabs(counts)
        self.fill.setText(say("Fill"))
        self.fill.setEnabled(line is not None and line.asked is not None)
        self.more.set_name(say("More"))
        self.hint_line.set_hints(self.hints())
        self._show_notice(line)

    def _facts(self, line: SurveyLine) -> list[str]:
        say = self.language.text
        version = line.asked.version if line.asked else ""
        return [
            term(self.language, "survey_purpose", line.purpose),
            say("version {version}", version=version) if version else "",
            say("last answered on {day}", day=line.last_on) if line.last_on else "",
        ]

    def _show_notice(self, line: SurveyLine | None) -> None:
        say = self.language.text
        is_gone = line is None and bool(self.survey_id)
        self.notice.setVisible(is_gone or (line is not None and line.asked is None))
        if is_gone:
            self.notice.set_content("", say("This survey was deleted, or is being read."))
        elif line is not None and line.is_withdrawn:
            words = say("It is no longer asked. The answers stay and can be read.")
            self.notice.set_content(say("Withdrawn"), words, say("Ask it again"))
        elif line is not None:
            words = say("The content of this form comes with the next package.")
            self.notice.set_content(say("Not here yet"), words)

    def retranslate(self) -> None:
        super().retranslate()
        self.beginning.retranslate(self.language)
        if self._intake is not None:
            self._intake.retranslate()
        self._say_words()
        for tab in self._tabs.values():
            tab.retranslate()

    def changed(self, changes: Changes) -> None:
        if not self.survey_id:
            return
        if changes.types & set(HEAD):
            self.refresh_head()
        if self.here is not None:
            self.here.changed(changes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.set_compact(self.window().width() < COMPACT)

    # ---- doing ----

    def show_beginning(self, facts: dict[str, object] | None = None) -> None:
        """Ask who answers, above the tab; then the first question comes."""
        if self.line is not None and self.line.asked is None:
            return
        self.beginning.offer(facts or {})
        self._room.setCurrentIndex(1)
        self.beginning.focus()

    @property
    def intake(self) -> AnswerIntake:
        """Where filled forms come in from files; made when first asked for."""
        if self._intake is None:
            from app.ui.surveys.answer_intake import AnswerIntake

            self._intake = AnswerIntake(self.context)
            self._intake.closed.connect(self._hide_beginning)
            self._room.addWidget(self._intake)
        return self._intake

    def take_in(self) -> None:
        """Let files of filled forms be chosen; what they would change is seen first."""
        if self.intake.begin(self.survey_id):
            self._room.setCurrentWidget(self.intake)

    def _hide_beginning(self) -> None:
        self._room.setCurrentIndex(0)
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, beginning: Beginning) -> None:
        if self.line is not None and self.line.asked is not None:
            self._room.setCurrentIndex(0)
            self.begun.emit(self.line.asked.id, beginning)

    def _open_menu(self) -> None:
        say, line = self.language.text, self.line
        self.menu.clear()
        self.menu.addAction(icon("upload"), say("Take in filled forms…"), self.take_in)
        if line is not None and line.is_withdrawn:
            self.menu.addAction(icon("undo-2"), say("Ask it again"), self._restore)
        elif line is not None:
            self.menu.addAction(icon("eye-off"), say("Withdraw: ask it no more"), self._withdraw)
        self.pop_up(self.more)

    def _withdraw(self) -> None:
        said = self.language.text("“{title}” is no longer asked", title=self.title())
        self.context.do(
            withdraw, "survey", self.survey_id, on_done=lambda _: self.context.toast_undo(said)
        )

    def _restore(self) -> None:
        self.context.do(restore, "survey", self.survey_id)
