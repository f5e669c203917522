"""The register of reports: one line each. A menu lists it, a form asks the parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.errors import AppError
from app.language import LANGUAGES, Language, language, mark
from app.reports import (
    action_plan,
    certificate,
    consolidated,
    event_programme,
    event_report,
    final,
    overview,
    participants,
    plan_closing,
    plan_parts,
    processing,
    questionnaire,
    quota,
    resolution,
    sample,
    senders,
    sign_in_sheet,
    stakeholders,
    survey_results,
)
from app.reports.captions import captioned
from app.reports.chosen_event import chosen_event
from app.reports.content import Document
from app.reports.indicator_blocks import PARAMETERS as FIGURES
from app.reports.layouts import ISSUED, LAYOUT, laid_out
from app.reports.parameters import Parameter, discloses, meant, understood
from app.reports.side_by_side import side_by_side
from app.reports.text import draw_text
from app.storage import Workspace

WRITTEN_IN = (*LANGUAGES, "ky+ru")
"""What a document can be written in: one language, or Kyrgyz with Russian beside it."""
Gather = Callable[[Workspace, Language, Mapping[str, object]], Document]


class NoSuchReport(AppError):
    """A report, or a form of file, that does not exist was asked for."""


@dataclass(frozen=True, slots=True)
class Report:
    """What can be made: its name on the command line, its label, what it asks, who gathers it."""

    name: str
    label: str
    tells: str
    """What it is for, in a few words."""
    asks: tuple[Parameter, ...]
    gather: Gather
    has_voices: bool = False
    """Whether its gatherer says everything in two languages by itself."""

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What it asks, and what every report asks: its layout."""
        return (*self.asks, LAYOUT)


REPORTS: Mapping[str, Report] = {
    report.name: report
    for report in (
        Report(
            "event",
            mark("Event report"),
            mark("Who came, what was done, in figures"),
            event_report.PARAMETERS,
            event_report.gather_event_report,
        ),
        Report(
            "sign-in-sheet",
            mark("Sign-in sheet"),
            mark("Bilingual, to be signed at the door"),
            sign_in_sheet.PARAMETERS,
            sign_in_sheet.gather_sign_in_sheet,
            has_voices=True,
        ),
        Report(
            "participants",
            mark("List of participants"),
            mark("Who took part, named as far as agreed"),
            participants.PARAMETERS,
            participants.gather_participants,
        ),
        Report(
            "certificate",
            mark("Certificates of attendance"),
            mark("A page for each person who came, in two languages"),
            certificate.PARAMETERS,
            certificate.gather_certificates,
            has_voices=True,
        ),
        Report(
            "programme",
            mark("Programme"),
            mark("Sessions of an event, to be hung up"),
            event_programme.PARAMETERS,
            event_programme.gather_programme,
        ),
        Report(
            "questionnaire",
            mark("Questionnaire on paper"),
            mark("A form to be filled by hand"),
            questionnaire.PARAMETERS,
            questionnaire.gather_questionnaire,
        ),
        Report(
            "survey",
            mark("Results of a survey"),
            mark("Counts and charts of each question"),
            survey_results.PARAMETERS,
            survey_results.gather_survey_results,
        ),
        Report(
            "resolution",
            mark("Resolution"),
            mark("What a meeting agreed, point by point"),
            resolution.PARAMETERS,
            resolution.gather_resolution,
        ),
        Report(
            "action-plan",
            mark("Action plan"),
            mark("Measures, money, working group"),
            plan_parts.PARAMETERS,
            action_plan.gather_action_plan,
        ),
        Report(
            "monitoring",
            mark("Monitoring of an action plan"),
            mark("What is done, late, without money"),
            plan_parts.PARAMETERS,
            action_plan.gather_monitoring,
        ),
        Report(
            "closing",
            mark("Closing report of an action plan"),
            mark("What came of it, what it cost, what is left"),
            plan_parts.PARAMETERS,
            plan_closing.gather_closing,
        ),
        Report(
            "activities",
            mark("Table of activities"),
            mark("Activities, participants, executors"),
            plan_parts.PARAMETERS,
            action_plan.gather_activities,
        ),
        Report(
            "stakeholders",
            mark("Stakeholder map"),
            mark("Interests, influence, cooperation"),
            stakeholders.PARAMETERS,
            stakeholders.gather_stakeholders,
        ),
        Report(
            "senders",
            mark("Who has sent what"),
            mark("Packages, what is missing, who is silent"),
            senders.PARAMETERS,
            senders.gather_senders,
        ),
        Report(
            "processing",
            mark("Register of processing"),
            mark("Personal data: why, where, how long"),
            processing.PARAMETERS,
            processing.gather_processing,
        ),
        Report(
            "quota",
            mark("Quota report"),
            mark("Shares of women and men, 30 % rule"),
            quota.PARAMETERS,
            quota.gather_quota,
        ),
        Report(
            "overview",
            mark("Overview of the figures"),
            mark("Map, women and men, ages, categories"),
            FIGURES,
            overview.gather_overview,
        ),
        Report(
            "consolidated",
            mark("Consolidated report"),
            mark("Everything of a period and a territory"),
            FIGURES,
            consolidated.gather_consolidated,
        ),
        Report(
            "final",
            mark("Final report"),
            mark("Many events summed up, from the title page to the annexes"),
            final.PARAMETERS,
            final.gather_final,
        ),
        Report(
            "capacity",
            mark("Capacity building"),
            mark("Events, reach, products, bodies"),
            FIGURES,
            consolidated.looking_at(consolidated.CAPACITY),
        ),
        Report(
            "disaggregation",
            mark("By sex, age, status and disability"),
            mark("Participants as Goal 13 asks"),
            FIGURES,
            consolidated.looking_at(consolidated.DISAGGREGATION),
        ),
        Report(
            "budget",
            mark("Budget by goal"),
            mark("Money of measures, its sources"),
            FIGURES,
            consolidated.looking_at(consolidated.BUDGET),
        ),
    )
}


SAMPLE = Report(
    "sample",
    mark("Sample page"),
    mark("What a layout looks like"),
    sample.PARAMETERS,
    sample.gather_sample,
)
"""What a layout is looked at on; no report one would ask for."""
_MADE = {**REPORTS, SAMPLE.name: SAMPLE}


def make(
    name: str,
    workspace: Workspace,
    said_in: Language,
    parameters: Mapping[str, object] | None = None,
) -> Document:
    """Gather a report in a language. Parameters may be typed texts or values already."""
    report = _MADE.get(name)
    if report is None:
        raise NoSuchReport(
            mark("There is no report {name}. There are: {known}."),
            name=name,
            known=", ".join(REPORTS),
        )
    given = dict(parameters or {})
    issued = given.pop(ISSUED, None)
    asked = understood(name, report.parameters, given)
    gathered = captioned(said_in, report.gather(workspace, said_in, asked))
    return laid_out(workspace, said_in, name, gathered, asked[LAYOUT.name], issued)


def meant_by(workspace: Workspace, name: str) -> dict[str, object]:
    """The records a report is of where none is named, by parameter, as far as there are some."""
    return meant(workspace, name, REPORTS[name].parameters)


def reported_event(
    workspace: Workspace, name: str, parameters: Mapping[str, object]
) -> bytes | None:
    """The event a document is the report of; None of every other document."""
    if REPORTS[name].gather is not event_report.gather_event_report:
        return None
    return chosen_event(workspace.reader, parameters.get("event")).id


def takes_reason(name: str, parameters: Mapping[str, object]) -> bool:
    """Whether a report asked with these tells what is kept back, which needs a reason to go out."""
    asked = tuple(one for one in REPORTS[name].parameters if one.discloses)
    given = {one.name: parameters.get(one.name) for one in asked}
    return discloses(asked, understood(name, asked, given))


def make_in(
    code: str, name: str, workspace: Workspace, parameters: Mapping[str, object] | None = None
) -> Document:
    """Gather a report in one of WRITTEN_IN: a language, or two of them beside each other.

    The first is the original. A paper that is bilingual by itself stays as it is.
    """
    first, *others = (language(each) for each in _codes(code))
    made = make(name, workspace, first, parameters)
    if _MADE[name].has_voices:
        return made
    for other in others:
        made = side_by_side(made, make(name, workspace, other, parameters))
    return made


def _codes(code: str) -> Sequence[str]:
    if code not in WRITTEN_IN:
        raise NoSuchReport(
            mark("Reports cannot be written in {language}. They can be written in: {known}."),
            language=code,
            known=", ".join(WRITTEN_IN),
        )
    return code.split("+")


def draw(document: Document, format: str = "pdf") -> bytes:
    """Draw a document as a file of one of FORMATS."""
    drawer = FORMATS.get(format)
    if drawer is None:
        raise NoSuchReport(
            mark("Reports cannot be made as {format}. They can be made as: {known}."),
            format=format,
            known=", ".join(FORMATS),
        )
    return drawer(document)


def _draw_pdf(document: Document) -> bytes:
    from app.reports.pdf import draw_pdf

    return draw_pdf(document)


def _draw_word(document: Document) -> bytes:
    from app.reports.word import draw_word

    return draw_word(document)


def _draw_excel(document: Document) -> bytes:
    from app.reports.excel import draw_excel

    return draw_excel(document)


FORMATS: Mapping[str, Callable[[Document], bytes]] = {
    "pdf": _draw_pdf,
    "docx": _draw_word,
    "xlsx": _draw_excel,
    "txt": draw_text,
}
"""The forms a document can take; the extension of the file is the name."""
