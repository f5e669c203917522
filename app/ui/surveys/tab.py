"""What every tab of a survey is."""

from __future__ import annotations

from app.ui.page import Page


class SurveyTab(Page):
    """One side of one survey. It is told which survey, and reads when it is shown."""

    survey_id: bytes = b""

    def set_survey(self, survey_id: bytes) -> None:
        """Show another survey."""
        if survey_id != self.survey_id:
            self.leave()
            self.survey_id = survey_id
            self.began()
        self.refresh()

    def began(self) -> None:
        """Another survey is being shown: forget what was of the former one."""
