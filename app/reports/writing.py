"""The parts of a report that can be written: what stands there now, and what would without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.language import Language, language
from app.model.report_text import EVENT, FINAL, SECTIONS, Subject
from app.reports import final
from app.reports.chosen_event import chosen_event
from app.reports.indicator_blocks import filter_of
from app.reports.narrative import Defaults, section_title, subject_of
from app.reports.parameters import understood
from app.reports.register import REPORTS
from app.storage import Workspace
from app.storage.questions.report_texts import written_texts

_DEFAULTS: Mapping[str, Callable[[Workspace, Language, Mapping[str, object]], Defaults]] = {
    FINAL: final.default_texts
}


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """One part in one language: what is it called, what was written, what stands otherwise."""

    section: str
    written_in: str
    title: str
    text: str
    default: str


@dataclass(frozen=True, slots=True)
class Writing:
    """All parts of one report of one subject that can be written."""

    report: str
    subject: Subject
    parts: Sequence[WrittenPart]


def can_be_written(name: str) -> bool:
    """Whether a report has parts that are told in words."""
    return name in SECTIONS


def writing_of(
    workspace: Workspace, name: str, codes: Sequence[str], parameters: Mapping[str, object]
) -> Writing:
    """The parts of a report in these languages, section by section."""
    values = understood(name, REPORTS[name].parameters, parameters)
    subject = _subject(workspace, name, values)
    written = written_texts(workspace.reader, name, subject)
    said = {code: language(code) for code in codes}
    defaults = {code: _defaults(workspace, name, each, values) for code, each in said.items()}
    parts = [
        WrittenPart(
            section=section,
            written_in=code,
            title=section_title(each, section),
            text=written.get(section, {}).get(code, ""),
            default=defaults[code].get(section, ""),
        )
        for section in SECTIONS[name]
        for code, each in said.items()
    ]
    return Writing(name, subject, parts)


def _defaults(
    workspace: Workspace, name: str, said_in: Language, values: Mapping[str, object]
) -> Defaults:
    told = _DEFAULTS.get(name)
    return told(workspace, said_in, values) if told else {}


def subject_of_report(workspace: Workspace, name: str, parameters: Mapping[str, object]) -> Subject:
    """What a report that is asked with these parameters is of."""
    return _subject(workspace, name, understood(name, REPORTS[name].parameters, parameters))


def _subject(workspace: Workspace, name: str, values: Mapping[str, object]) -> Subject:
    if name == EVENT:
        return Subject(event=chosen_event(workspace.reader, values["event"]).id)
    return subject_of(filter_of(workspace, values)) if name in SECTIONS else Subject()
