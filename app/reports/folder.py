"""All documents of an event, or of a period, written into one folder in one go."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import AppError
from app.language import Language, language
from app.model import Event
from app.reports.chosen_event import chosen_event
from app.reports.csv_file import not_written, write_out
from app.reports.indicator_blocks import filter_of
from app.reports.parameters import understood
from app.reports.register import REPORTS, draw, make_in
from app.storage import Workspace
from app.storage.questions.final import MOST_EVENTS
from app.storage.questions.indicators import behind
from app.storage.questions.papers import holding
from app.storage.questions.reference import place
from app.storage.reading import by_id

Progress = Callable[[int, int, str], object]
"""Told how many documents of how many are done, and which comes next; it may raise to stop."""
_PERIOD = ("overview", "consolidated", "final", "capacity", "disaggregation", "budget", "quota")
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


@dataclass
class Filed:
    """What was written into the folder, and what could not be made, by its label, and why."""

    files: list[Path] = field(default_factory=list)
    failed: list[tuple[str, AppError]] = field(default_factory=list)


def papers_of(
    workspace: Workspace, name: str, parameters: Mapping[str, object], *, has_events: bool = False
) -> list[Paper]:
    """All papers of what a report is of: of its event, else of its period and territory.

    `has_events` adds those of each event of the period.
    """
    known = {one.name for one in REPORTS[name].parameters}
    if "event" in known and "since" not in known:
        event = chosen_event(workspace.reader, parameters.get("event"))
        return list(papers_of_event(workspace, event))
    return papers_of_period(workspace, parameters, has_events=has_events)


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
    asked = REPORTS["consolidated"].parameters
    filters = {one.name for one in asked} - {"layout", "small"}
    given = {key: value for key, value in parameters.items() if key in filters}
    values = understood("consolidated", asked, given)
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


def save_papers(
    workspace: Workspace,
    papers: Sequence[Paper],
    folder: Path,
    code: str,
    forms: Iterable[str],
    progress: Progress = lambda *_: None,
) -> Filed:
    """Write each paper in each of these forms into the folder; nothing that lies there is touched.

    A file is there whole or not at all. What cannot be made is left out and said in the answer; a
    folder that takes nothing is `NotExported`.
    """
    _make(folder)
    said_in = language(code.split("+", maxsplit=1)[0])
    filed = Filed()
    for number, paper in enumerate(papers):
        label = said_in.text(REPORTS[paper.report].label)
        progress(number, len(papers), label)
        try:
            _save(workspace, paper, folder, said_in, code, forms, filed)
        except AppError as error:
            filed.failed.append((_name(said_in, paper), error))
    progress(len(papers), len(papers), "")
    return filed


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(folder, error) from error


def _save(
    workspace: Workspace,
    paper: Paper,
    folder: Path,
    said_in: Language,
    code: str,
    forms: Iterable[str],
    filed: Filed,
) -> None:
    document = make_in(code, paper.report, workspace, paper.parameters)
    for form in forms:
        place = free_place(folder, _name(said_in, paper), form)
        write_out(place, draw(document, form))
        filed.files.append(place)


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
