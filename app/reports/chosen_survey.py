"""Which survey a report is of: the one that was named, else the one answered last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.errors import AppError
from app.language import mark
from app.model.kinds import Link
from app.reports.parameters import Parameter
from app.storage import Workspace
from app.storage.forms import ReadForm, form_of
from app.storage.questions.surveys import SurveyLine, VersionLine, list_surveys

_LISTED = 10
SURVEY = Parameter(
    "survey",
    Link(
        label=mark("Survey"), to="survey", help=mark("Without one: the one that was answered last")
    ),
    meant=lambda workspace, _: chosen_survey(workspace, None).id,
)
"""What a report of one survey is asked with."""


class NoSuchSurvey(AppError):
    """The survey a report was asked of is not in the workspace, or its form has not come."""


def chosen_survey(workspace: Workspace, named: object) -> SurveyLine:
    """The survey with this form id or id (bytes or hexadecimal).

    With no name the one somebody answered last, of those that are still asked.
    """
    lines = list_surveys(workspace)
    if not lines:
        raise NoSuchSurvey(
            mark("There is no survey in this notebook yet. Add a form, or take a package in.")
        )
    if named in (None, ""):
        return max(lines, key=_likely)
    text = named.hex() if isinstance(named, bytes) else str(named).strip()
    for line in lines:
        if text == line.form_id or text.replace("-", "").lower() == line.id.hex():
            return line
    raise NoSuchSurvey(
        mark("There is no survey {survey}. Name one by the id of its form; there are: {known}."),
        survey=text,
        known=_known(lines),
    )


def _likely(line: SurveyLine) -> tuple[bool, date]:
    return not line.is_withdrawn, line.last_on or date.min


def _known(lines: Sequence[SurveyLine]) -> str:
    return ", ".join(line.form_id for line in lines[:_LISTED])


def asked_form(workspace: Workspace, line: SurveyLine) -> tuple[VersionLine, ReadForm]:
    """The form that is asked now; of a withdrawn survey the newest that can be read."""
    asked = [line.asked] if line.asked else []
    for version in (*asked, *line.versions):
        read = form_of(workspace, version.id)
        if read is not None:
            return version, read
    raise NoSuchSurvey(
        mark("The form of the survey {survey} is not here yet: it comes with the next package."),
        survey=line.form_id,
    )
