"""The form as it will look: every question with its answers, to be tried, nothing is kept."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from app.language import mark
from app.storage import Workspace
from app.storage.questions.surveys import survey_line
from app.surveys.languages import language_for
from app.ui.context import Context
from app.ui.kit import ChoiceField, EmptyPage, IconButton, Row, Stack, Text
from app.ui.surveys.opening import Trial, open_trial
from app.ui.surveys.recordings import Player
from app.ui.surveys.sheet import Sheet
from app.ui.surveys.step_panel import StepPanel
from app.ui.surveys.steps import PAGE
from app.ui.surveys.tab import SurveyTab
from app.ui.surveys.words import spoken_name


def _read(ws: Workspace, survey: bytes) -> Trial | None:
    line = survey_line(ws, survey)
    version = next((one for one in line.versions if one.is_here), None) if line else None
    return open_trial(ws, version.id) if version else None


class PreviewTab(SurveyTab):
    """A page of the form; answers change what is asked, as they will when it is filled."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._sheet: Sheet | None = None
        self.languages = ChoiceField(empty=None)
        self.languages.committed.connect(lambda code: self._speak(str(code)))
        self.back, self.on = IconButton("chevron-left"), IconButton("chevron-right")
        self.back.clicked.connect(lambda: self._turn(-1))
        self.on.clicked.connect(lambda: self._turn(1))
        self._page = Text("", "second")
        self._note = Text("", "second", wrap=True)
        self.panel = StepPanel(margin=0)
        self.panel.shows_all = True
        self.player = Player(context)
        self.panel.play_with(self.player)
        self.panel.answered.connect(self._answered)
        self.panel.added.connect(self._add)
        self.panel.removed.connect(self._remove)
        self.nothing = EmptyPage("file-x")
        top = Row(self._note, self.languages, self.back, self._page, self.on)
        top.box.setStretch(0, 1)
        self._shown = Stack(top, self.panel, gap=4)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._shown)
        self._stack.addWidget(self.nothing)
        self.assemble(body=self._stack)
        self.say(
            self._note.setText,
            mark(
                "Try it: nothing you answer here is kept. What is pale is asked only in some cases."
            ),
        )
        self._say_words()

    def _say_words(self) -> None:
        say = self.language.text
        self.languages.set_name(say("Language of the form"))
        self.back.set_name(say("Page before"))
        self.on.set_name(say("Next page"))
        self.nothing.set_content(
            say("The form cannot be shown"),
            say("Its content has not arrived yet, or this version cannot read it."),
        )

    def began(self) -> None:
        self._sheet = None

    def leave(self) -> None:
        self.player.take_back()

    def refresh(self) -> None:
        if self.survey_id and self._sheet is None:
            self.context.ask(_read, self.survey_id, on_done=self._show, key="surveys.preview")

    def retranslate(self) -> None:
        self._say_words()
        super().retranslate()
        if self._sheet is not None:
            self._show_page()

    def _show(self, trial: Trial | None) -> None:
        self._stack.setCurrentWidget(self._shown if trial else self.nothing)
        if trial is None:
            return
        offered = [one for one in trial.form.languages if one]
        self.languages.set_options([(one, spoken_name(one)) for one in offered], None)
        self.languages.setVisible(len(offered) > 1)
        own = language_for(offered, self.language.code)
        if own:
            trial.filling.set_language(own)
            self.languages.set_value(own)
        self.panel.media = trial.media
        self._sheet = Sheet(trial.filling, PAGE)
        self._show_page()

    def _show_page(self) -> None:
        sheet = self._sheet
        if sheet is None or sheet.step is None:
            return
        self.panel.show_entries(self.language, sheet.shown(), is_whole=False)
        is_long = len(sheet.steps) > 1
        number = self.language.number
        said = self.language.text(
            "{n} of {all}", n=number(sheet.at + 1), all=number(len(sheet.steps))
        )
        self._page.setText(said)
        for part in (self.back, self._page, self.on):
            part.setVisible(is_long)

    def _turn(self, step: int) -> None:
        if self._sheet is not None:
            at = self._sheet.at + step
            self._sheet.at = min(max(at, 0), len(self._sheet.steps) - 1)
            self._show_page()

    def _answered(self, position: str, value: str) -> None:
        if self._sheet is not None:
            self.panel.show_changed(self._sheet.answer(position, value))

    def _add(self, position: str) -> None:
        if self._sheet is not None:
            self._sheet.filling.add_repeat(position)
            self._sheet.read()
            self._show_page()

    def _remove(self, position: str) -> None:
        if self._sheet is not None:
            self._sheet.take_off(position)
            self._show_page()

    def _speak(self, language: str) -> None:
        if self._sheet is not None:
            self._sheet.filling.set_language(language)
            self._sheet.read()
            self._show_page()
