"""The list of surveys: take a form in, open one, see how many answered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from app.actions.forms import Taken
from app.actions.records import delete
from app.language import mark
from app.storage.questions.surveys import SurveyLine, list_surveys
from app.surveys.languages import title_in
from app.ui.context import Context
from app.ui.kit import (
    Cell,
    ChoiceField,
    Column,
    Hint,
    PlainButton,
    PrimaryButton,
    Row,
    Scroller,
    Stack,
)
from app.ui.list_page import ListPage
from app.ui.measures import column_width
from app.ui.surveys.intake import FormIntake
from app.ui.surveys.shipped import ShippedPanel
from app.ui.words import term, terms

_WIDE = 860
"""From this width of the table on each figure has a column of its own."""


class SurveysList(ListPage):
    """Every survey of the notebook in one table."""

    opened = Signal(bytes)
    mine = ("survey", "survey_version", "submission")

    def __init__(self, context: Context) -> None:
        super().__init__(context, ("clipboard-list", "upload", "file-text"))
        self._lines: list[SurveyLine] | None = None
        self._make_header()
        self._make_table()
        self.intake = FormIntake(context)
        self.intake.taken.connect(self._taken)
        self.intake.busy.connect(self._busy)
        self.empty.primary_chosen.connect(self.intake.choose)
        self.empty.other_chosen.connect(self.show_shipped)
        self.lay_out(self.filters, self.intake)
        self._ready_forms = Scroller(Stack(self.shipped, None))
        self.body.addWidget(self._ready_forms)
        self._say_all()
        self.on_key("N", self.intake.choose)
        self.on_key("/", self.purpose.combo.setFocus)

    def _make_header(self) -> None:
        self.ready = PlainButton(icon="file-text")
        self.add = PrimaryButton(icon="upload")
        self.set_ways(self.ready, self.add)
        self.ready.clicked.connect(self.show_shipped)
        self.add.clicked.connect(self._choose)
        self.shipped = ShippedPanel(self.language)
        self.shipped.chosen.connect(self._take_shipped)
        self.shipped.closed.connect(self._hide_shipped)

    def _make_table(self) -> None:
        self.purpose = ChoiceField(empty="")
        self.purpose.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.purpose.committed.connect(lambda _: self._show())
        self.filters = Row(self.purpose)
        self.table.row_opened.connect(lambda line: self.context.go("surveys", survey=line.id))
        self.table.row_removed.connect(self.remove)

    def _say_all(self) -> None:
        self.say(self.header.set_title, mark("Surveys"))
        self.say(self.add.setText, mark("Take a form in"))
        self.say(self.ready.setText, mark("Ready forms"))
        self.say(self.table.set_name, mark("Surveys"))
        self._say_the_rest()

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.shipped.retranslate(self.language)
        self.intake.retranslate(self.language)
        self.purpose.set_options(terms(self.language, "survey_purpose"), say("All purposes"))
        self.purpose.set_name(say("Purpose"))
        figures = [
            ("filled", say("Answers"), 92),
            ("drafts", say("Drafts"), 84),
            ("versions", say("Versions"), 84),
        ]
        self.table.set_columns(
            [
                Column("title", say("Survey")),
                Column("purpose", say("Purpose"), 220, from_width=_WIDE),
                *(
                    Column(key, word, column_width(word, least), "right")
                    for key, word, least in figures
                ),
                Column("state", say("State"), 132, from_width=_WIDE),
            ]
        )
        self.hint_line.set_hints(self.hints())
        self.empty.set_content(
            say("No surveys yet"),
            say("Take in an XLSForm you have, or one of the forms that come with the program."),
            say("Take a form in"),
            say("Ready forms"),
            say("or take a file from the territorial unit in:"),
            say("Exchange"),
        )

    # ---- what a page answers ----

    def title(self) -> str:
        return self.language.text("Surveys")

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("Enter", say("open")),
            Hint("N", say("take a form in")),
            Hint("/", say("filter")),
            Hint("Del", say("delete")),
        ]

    def refresh(self) -> None:
        self.context.ask(list_surveys, on_done=self._read, key="surveys.list")

    # ---- showing ----

    def _read(self, lines: list[SurveyLine]) -> None:
        self._lines = lines
        self._show()

    def _show(self) -> None:
        every = self._lines or []
        wanted = self.purpose.value()
        lines = [line for line in every if not wanted or line.purpose == wanted]
        is_choosing = self.body.currentWidget() is self._ready_forms
        self.show_lines(lines, len(every))
        if is_choosing:
            self.body.setCurrentWidget(self._ready_forms)

    def _cells(self, line: SurveyLine) -> list[Cell]:
        language = self.language
        title = title_in(line.title, language.code)
        purpose = term(language, "survey_purpose", line.purpose)
        last = language.text("nobody answered yet")
        if line.last_on:
            last = language.text("last answered on {day}", day=line.last_on)
        state, kind = self._state(line)
        drafts = Cell("–", colour="text3")
        if line.drafts:
            drafts = Cell(language.number(line.drafts), icon="pencil", icon_colour="warn")
        return [
            Cell(title, sub=last, weight=500, tip=title),
            Cell(purpose, size=13, colour="text2"),
            Cell(language.number(line.filled) if line.filled else "–"),
            drafts,
            Cell(language.number(len(line.versions)), colour="text2"),
            Cell("", chip=state, chip_kind=kind),
        ]

    def _state(self, line: SurveyLine) -> tuple[str, str]:
        say = self.language.text
        if line.is_withdrawn:
            return say("withdrawn"), "fact"
        if line.asked is None:
            return say("not here yet"), "warn"
        return say("asked"), "ok"

    # ---- doing ----

    def _choose(self) -> None:
        self.intake.choose()

    def show_shipped(self) -> None:
        """Show the forms that come with the program in the place of the list."""
        self.body.setCurrentWidget(self._ready_forms)
        self.shipped.focus()

    def _hide_shipped(self) -> None:
        self.show_list()
        self.table.setFocus()

    def _take_shipped(self, name: str) -> None:
        self.show_list()
        self.intake.take_shipped(name)

    def _busy(self, busy: bool) -> None:
        for part in (self.add, self.ready):
            part.setEnabled(not busy)

    def _taken(self, taken: Taken) -> None:
        say = self.language.text
        if taken.missing:
            names = ", ".join(taken.missing)
            self.context.toast(
                say("The form asks for files that are not here: {names}", names=names), "warn"
            )
        elif taken.warnings:
            self.context.toast(self.language.error(taken.warnings[0]), "warn")
        elif not taken.added.is_new:
            self.context.toast(say("This form was here already"), "info")
        else:
            self.context.toast(say("The form is taken in"))
        self.context.go("surveys", survey=taken.added.survey)

    def remove(self, line: SurveyLine) -> None:
        """Delete a survey nobody answered; one that was answered can be withdrawn."""
        say = self.language.text
        if line.filled or line.drafts:
            self.context.toast(
                say("People answered this survey. Withdraw it instead; the answers stay."), "warn"
            )
            return
        title = title_in(line.title, self.language.code)
        said = say("“{title}” is deleted", title=title)
        self.context.do(delete, "survey", line.id, on_done=lambda _: self.context.toast_undo(said))
