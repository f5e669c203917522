"""All documents of an event, or of a period, written into one folder in one go."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from app.errors import AppError
from app.language import Language, language, mark
from app.model import Event
from app.reports.chosen_event import chosen_event
from app.reports.content import Document
from app.reports.csv_file import NotExported, not_written, write_out
from app.reports.indicator_blocks import filter_of
from app.reports.layouts import ISSUED, LAYOUT, chosen_layout
from app.reports.parameters import Parameter, WrongParameter, understood
from app.reports.register import REPORTS, draw, make_in, reported_event, takes_reason
from app.reports.remark import Remark
from app.storage import Workspace
from app.storage.questions.final import MOST_EVENTS
from app.storage.questions.indicators import behind
from app.storage.questions.papers import holding
from app.storage.questions.reference import place
from app.storage.reading import by_id

Progress = Callable[[int, int, str], object]
"""Told how many documents of how many are done, and which comes next; it may raise to stop."""
_PERIOD = ("overview", "consolidated", "final", "capacity", "disaggregation", "budget", "quota")
_FILTERS = frozenset(one.name for one in REPORTS["consolidated"].asks if not one.discloses)
"""What chooses the events of a period."""
_OF_PEOPLE, _OF_THOSE_WHO_CAME = ("participants",), ("certificate",)
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 120


@dataclass(frozen=True)
class Paper:
    """One document of the folder: which report, asked with what; how its file begins and ends."""

    report: str
    parameters: Mapping[str, object]
    stem: str
    tail: str = ""


GivenOut = Callable[[Paper, Sequence[str]], object]
"""Told which paper with names or small counts was written, in which forms."""


class Disclosure(NamedTuple):
    """What takes a reason: a parameter, and the reports that can be asked with it."""

    parameter: Parameter
    reports: tuple[str, ...]

    def words(self, said_in: Language) -> str:
        """What it is, with the document where it is in one only."""
        said = said_in.text(self.parameter.kind.label)
        only = self.reports[0] if len(self.reports) == 1 else ""
        return f"{said_in.text(REPORTS[only].label)}: {said}" if only else said


@dataclass
class Filed:
    """What was written into the folder, and what could not be made, by its label, and why."""

    files: list[Path] = field(default_factory=list)
    failed: list[tuple[str, AppError]] = field(default_factory=list)
    reported: list[bytes] = field(default_factory=list)
    """The events whose report was written."""
    remarks: list[tuple[str, Remark]] = field(default_factory=list)
    """What there is to say of documents that were written and does not stand in them."""
    not_begun: int = 0
    """How many were not begun, because the place took no more."""


def papers_of(
    workspace: Workspace, name: str, parameters: Mapping[str, object], *, has_events: bool = False
) -> list[Paper]:
    """All papers of what a report is of: of its event, else of its period and territory.

    `has_events` adds those of each event of the period.
    """
    known = {one.name for one in REPORTS[name].parameters}
    if "event" in known and "since" not in known:
        event = chosen_event(workspace.reader, parameters.get("event"))
        papers = list(papers_of_event(workspace, event))
    else:
        papers = papers_of_period(workspace, parameters, has_events=has_events)
    return [_as_asked(paper, name, parameters) for paper in papers]


def all_papers(
    workspace: Workspace, event: str | None, parameters: Mapping[str, object]
) -> list[Paper]:
    """All papers of an event, else of a period and of its events.

    Each is asked with what its report knows of the parameters, but for what takes a reason; what
    none of them knows, and what cannot be meant, is `WrongParameter`. Place and days of a period
    choose its events and say nothing to the papers of these.
    """
    if event is None:
        chosen_by = _FILTERS
        papers = papers_of_period(workspace, parameters, has_events=True)
    else:
        chosen_by = frozenset[str]()
        papers = list(papers_of_event(workspace, chosen_event(workspace.reader, event)))
    known = _free(papers, chosen_by)
    for name in parameters:
        if name not in known:
            raise WrongParameter(
                mark("No document of this folder is asked with {name}. There are: {known}."),
                name=name,
                known=", ".join(known),
            )
    own = {name: value for name, value in parameters.items() if name not in chosen_by}
    made = [_asked_with(paper, _plain(paper.report), own) for paper in papers]
    if parameters.get(LAYOUT.name):
        chosen_layout(workspace, made[0].report, parameters[LAYOUT.name])
    for paper in made:
        understood(paper.report, REPORTS[paper.report].parameters, paper.parameters)
    return made


def _free(papers: Iterable[Paper], chosen_by: Collection[str]) -> list[str]:
    """What somebody can say to these papers: all they ask for but the records they are of."""
    papers = list(papers)
    of = {name for paper in papers for name in paper.parameters if name not in chosen_by}
    asked = [one.name for name in kinds_of(papers) for one in REPORTS[name].parameters]
    return [name for name in dict.fromkeys(asked) if name not in of]


def _plain(report: str) -> set[str]:
    """What a report can be asked without a reason."""
    return {one.name for one in REPORTS[report].parameters if not one.discloses}


def _as_asked(paper: Paper, name: str, parameters: Mapping[str, object]) -> Paper:
    """The paper as asked for on its own, but for what takes a reason; a layout is meant for all."""
    wanted = {ISSUED, *_plain(name)} if paper.report == name else {LAYOUT.name}
    return _asked_with(paper, wanted, parameters)


def _asked_with(paper: Paper, names: Collection[str], given: Mapping[str, object]) -> Paper:
    own = {name: value for name, value in given.items() if name in names}
    return replace(paper, parameters={**own, **paper.parameters})


def papers_of_event(workspace: Workspace, event: Event) -> Iterator[Paper]:
    """The papers of an event that have something to say."""
    of = holding(workspace.reader, event.id)
    day = event.date_from.isoformat() if event.date_from else ""
    stem = " ".join(filter(None, (day, event.code)))
    names = [
        "event",
        *(["programme"] if of.has_programme else []),
        "sign-in-sheet",
        *(_OF_PEOPLE if of.has_people else ()),
        *(_OF_THOSE_WHO_CAME if of.has_come else ()),
        *(["stakeholders"] if of.has_stakeholders else []),
    ]
    yield from (Paper(name, {"event": event.id}, stem) for name in names)
    yield from (Paper("resolution", {"resolution": one}, stem) for one in of.resolutions)
    for survey, form in of.surveys:
        yield Paper("survey", {"survey": survey, "event": event.id}, stem, form)


def papers_of_period(
    workspace: Workspace, parameters: Mapping[str, object], *, has_events: bool = False
) -> list[Paper]:
    """The reports of a period, territory, project and framework; and of its events, if asked."""
    given = {key: value for key, value in parameters.items() if key in _FILTERS}
    values = understood("consolidated", REPORTS["consolidated"].parameters, given)
    days = [str(values[name]) for name in ("since", "until") if values[name]]
    here = place(workspace, str(values["territory"])) if values["territory"] else None
    where = language(workspace.profile.language).label(here.territory.names()) if here else ""
    stem = " ".join(filter(None, ("–".join(days), where)))
    papers = [Paper(name, _known(name, given), stem) for name in _PERIOD]
    if has_events:
        wanted = filter_of(workspace, values)
        ids = [one.id for one in behind(workspace, "events", wanted, limit=MOST_EVENTS)]
        events = by_id(workspace.reader, Event, ids).values()
        for event in sorted(events, key=lambda one: (str(one.date_from or ""), one.id)):
            papers += papers_of_event(workspace, event)
    return papers


def _known(name: str, given: Mapping[str, object]) -> dict[str, object]:
    known = {one.name for one in REPORTS[name].parameters}
    return {key: value for key, value in given.items() if key in known}


def kinds_of(papers: Iterable[Paper]) -> list[str]:
    """The reports that papers are made by, each once, in their order."""
    return list(dict.fromkeys(paper.report for paper in papers))


def disclosures(papers: Iterable[Paper]) -> list[Disclosure]:
    """What these papers can be asked to tell that takes a reason: names, small counts."""
    found: dict[tuple[str, str], Disclosure] = {}
    for name in kinds_of(papers):
        for one in REPORTS[name].parameters:
            if one.discloses:
                key = one.name, one.kind.label
                reports = found[key].reports if key in found else ()
                found[key] = Disclosure(one, (*reports, name))
    return list(found.values())


def disclosing(papers: Iterable[Paper], asked: Iterable[Disclosure]) -> list[Paper]:
    """The same papers, telling what is asked for."""
    told: dict[str, dict[str, object]] = {}
    for one in asked:
        for report in one.reports:
            told.setdefault(report, {})[one.parameter.name] = True
    return [
        replace(paper, parameters={**paper.parameters, **told.get(paper.report, {})})
        for paper in papers
    ]


def save_papers(
    workspace: Workspace,
    papers: Sequence[Paper],
    folder: Path,
    code: str,
    forms: Sequence[str],
    progress: Progress = lambda *_: None,
    given_out: GivenOut = lambda *_: None,
    filed: Filed | None = None,
) -> Filed:
    """Write each paper in each of these forms into the folder; nothing that lies there is touched.

    A file is there whole or not at all. What cannot be made is left out and said in the answer; a
    folder that takes nothing is `NotExported`. `given_out` is told of each paper with names or
    small counts. The answer is `filed`, filled as it goes: who lends it knows what was written
    also when the work is stopped.
    """
    _make(folder)
    said_in = language(code.split("+", maxsplit=1)[0])
    filed = Filed() if filed is None else filed
    for number, paper in enumerate(papers):
        label = said_in.text(REPORTS[paper.report].label)
        progress(number, len(papers), label)
        try:
            document = make_in(code, paper.report, workspace, paper.parameters)
            for place in _saved(document, paper, folder, said_in, forms, given_out):
                filed.files.append(place)
                _remark(filed, paper, document)
                event = reported_event(workspace, paper.report, paper.parameters)
                if event is not None and event not in filed.reported:
                    filed.reported.append(event)
        except NotExported as error:
            if not filed.files:
                raise
            filed.failed.append((_name(said_in, paper), error))
            filed.not_begun = len(papers) - number - 1
            break
        except AppError as error:
            filed.failed.append((_name(said_in, paper), error))
    progress(len(papers), len(papers), "")
    return filed


def said_of(
    said_in: Language, filed: Filed, folder: str, left_out: Iterable[Disclosure]
) -> list[str]:
    """What was written, and what was left out because nobody gave a reason for it."""
    said = [
        said_in.plural(
            "{n} document is in {folder}",
            "{n} documents are in {folder}",
            len(filed.files),
            folder=folder,
        )
    ]
    said += [remark_words(said_in, *one) for one in filed.remarks]
    if what := "; ".join(one.words(said_in) for one in left_out):
        said.append(said_in.text("Left out, since no reason was given: {what}.", what=what))
    return said


def remark_words(said_in: Language, report: str, remark: Remark) -> str:
    """What there is to say of a document, and of which."""
    return f"{said_in.text(REPORTS[report].label)}: {said_in.error(remark)}"


def problems_of(said_in: Language, filed: Filed) -> list[str]:
    """What could not be made, and why."""
    failed = [
        said_in.text("Not made: {name}. {why}", name=name, why=said_in.error(error))
        for name, error in filed.failed
    ]
    if filed.not_begun:
        failed.append(
            said_in.plural(
                "{n} more document was not begun.",
                "{n} more documents were not begun.",
                filed.not_begun,
            )
        )
    return failed


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(folder, error) from error


def _remark(filed: Filed, paper: Paper, document: Document) -> None:
    said = [(paper.report, one) for one in document.remarks]
    filed.remarks += [one for one in said if one not in filed.remarks]


def _saved(
    document: Document,
    paper: Paper,
    folder: Path,
    said_in: Language,
    forms: Sequence[str],
    given_out: GivenOut,
) -> Iterator[Path]:
    """Write one paper, form by form; who stops in between has given out what is written by then."""
    written: list[str] = []
    try:
        for form in forms:
            place = free_place(folder, _name(said_in, paper), form)
            write_out(place, draw(document, form))
            written.append(form)
            yield place
    finally:
        if written and takes_reason(paper.report, paper.parameters):
            given_out(paper, written)


def _name(said_in: Language, paper: Paper) -> str:
    """The name of a file: day, code and kind of the document; never a person's name or a title."""
    label = said_in.text(REPORTS[paper.report].label)
    name = " ".join(filter(None, (paper.stem, label, paper.tail)))
    return _FORBIDDEN.sub(" ", name)[:_LONGEST].strip(" .")


def free_place(folder: Path, name: str, form: str) -> Path:
    """A place in a folder no file lies at yet, called so as far as that is free."""
    place, number = folder / f"{name}.{form}", 1
    while place.exists():
        number += 1
        place = folder / f"{name} ({number}).{form}"
    return place
