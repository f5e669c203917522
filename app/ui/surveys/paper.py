"""The form on paper: the questionnaire as it will be printed, in a language one chooses."""

from __future__ import annotations

from app.ui.context import Context
from app.ui.kit import Hint, Text
from app.ui.reports.paper import PaperView
from app.ui.surveys.tab import SurveyTab

QUESTIONNAIRE = "questionnaire"


class PaperTab(SurveyTab):
    """A real preview of the questionnaire."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._note = Text("", "second", wrap=True)
        self.view = PaperView(context, "surveys.paper", self._note, 8)
        self.assemble(body=self.view)
        self.on_key("Ctrl+P", self.view.print_it)
        self._say_words()

    def _say_words(self) -> None:
        self._note.setText(
            self.language.text(
                "Print it, have it filled by hand, and type it in later: “Fill”, then “From paper”."
            )
        )

    def retranslate(self) -> None:
        self._say_words()
        self.view.retranslate()
        super().retranslate()

    def hints(self) -> list[Hint]:
        return [Hint("Ctrl P", self.language.text("print"))]

    def began(self) -> None:
        self.view.began()

    def refresh(self) -> None:
        if self.survey_id:
            self.view.want(QUESTIONNAIRE, {"survey": self.survey_id})

    def leave(self) -> None:
        self.view.leave()
