"""The versions of a survey: which is asked, which were, and a new one from a file."""

from __future__ import annotations

from app.actions.forms import Taken
from app.actions.surveys import restore, withdraw
from app.language import mark
from app.storage.questions.surveys import SurveyLine, VersionLine, survey_line
from app.ui.context import Context
from app.ui.kit import Cell, Column, Hint, ListTable, PlainButton, Row, Stack
from app.ui.surveys.intake import FormIntake
from app.ui.surveys.tab import SurveyTab
from app.ui.surveys.words import spoken_name

_WIDE = 700


class VersionsTab(SurveyTab):
    """The newest first; Enter withdraws one, or asks it again."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._line: SurveyLine | None = None
        self.add = PlainButton(icon="upload")
        self.intake = FormIntake(context)
        self.add.clicked.connect(self.intake.choose)
        self.intake.taken.connect(self._taken)
        self.intake.busy.connect(lambda busy: self.add.setEnabled(not busy))
        self.table = ListTable(row_height=44)
        self.table.set_drawing(self._cells)
        self.table.row_opened.connect(self.turn)
        self.assemble(body=Stack(Row(self.add, None), self.intake, self.table, gap=8))
        self.say(self.add.setText, mark("New version from a file"))
        self._say_words()

    def _say_words(self) -> None:
        say = self.language.text
        self.intake.retranslate(self.language)
        self.table.set_name(say("Versions"))
        self.table.set_columns(
            [
                Column("version", say("Version")),
                Column("languages", say("Languages"), 260, from_width=_WIDE),
                Column("made", say("Taken in"), 130),
                Column("filled", say("Answers"), 92, "right"),
                Column("state", say("State"), 140),
            ]
        )

    def hints(self) -> list[Hint]:
        return [Hint("Enter", self.language.text("withdraw, or ask again"))]

    def refresh(self) -> None:
        if self.survey_id:
            self.context.ask(
                survey_line, self.survey_id, on_done=self._show, key="surveys.versions"
            )

    def retranslate(self) -> None:
        self._say_words()
        super().retranslate()

    def _show(self, line: SurveyLine | None) -> None:
        self._line = line
        self.table.set_rows(line.versions if line else ())
        if self.table.rows() and self.table.selected() is None:
            self.table.selectRow(0)

    def _cells(self, version: VersionLine) -> list[Cell]:
        language = self.language
        state, kind = self._state(version)
        spoken = ", ".join(spoken_name(one) for one in version.languages)
        return [
            Cell(version.version or language.text("without a number"), weight=500),
            Cell(spoken, size=13, colour="text2", tip=spoken),
            Cell(language.day(version.made_at.astimezone().date()), colour="text2"),
            Cell(language.number(version.filled) if version.filled else "–"),
            Cell("", chip=state, chip_kind=kind),
        ]

    def _state(self, version: VersionLine) -> tuple[str, str]:
        say = self.language.text
        if version.is_withdrawn:
            return say("withdrawn"), "fact"
        if not version.is_here:
            return say("not here yet"), "warn"
        asked = self._line.asked if self._line else None
        if asked is not None and asked.id == version.id:
            return say("asked"), "ok"
        return say("former"), "fact"

    def turn(self, version: VersionLine) -> None:
        """Withdraw a version, or ask it again."""
        act = restore if version.is_withdrawn else withdraw
        said = self.language.text("Version {version} is changed", version=version.version)
        self.context.do(
            act, "survey_version", version.id, on_done=lambda _: self.context.toast_undo(said)
        )

    def _taken(self, taken: Taken) -> None:
        if taken.added.survey != self.survey_id:
            said = self.language.text("This form bears another id: it became a survey of its own")
            self.context.toast(said, "info")
            self.context.go("surveys", survey=taken.added.survey)
