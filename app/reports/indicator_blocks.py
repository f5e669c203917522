"""Saved questions as blocks of a document: the figure, its parts as a table and as bars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from app.language import Language, mark
from app.model import ENUMERATIONS, Framework, FrameworkItem, Project, Record, Territory
from app.model.kinds import Choice, Day, Link, YesNo
from app.model.kinds import Territory as Place
from app.reports.chosen_record import Known, chosen_record
from app.reports.content import (
    Align,
    Bar,
    BarChart,
    Block,
    Caption,
    Cell,
    Column,
    Entry,
    Facts,
    Heading,
    Part,
    Shade,
    Shown,
    Table,
)
from app.reports.parameters import Parameter
from app.reports.words import KEPT, item_line, joined, kept_words, period, term
from app.storage import Workspace
from app.storage.disclosure import SMALLEST, parted
from app.storage.questions.indicators import (
    Figure,
    IndicatorAnswer,
    IndicatorFilter,
    answer,
)
from app.storage.questions.reference import framework_item, place
from app.storage.questions.saved import QUESTIONS
from app.storage.questions.saved_question import (
    FILTERS,
    PARTICIPATIONS,
    PEOPLE,
    PRESENCES,
    SOM,
    SavedQuestion,
)
from app.storage.reading import found

PARAMETERS = (
    Parameter("territory", Place(label=mark("Territory"))),
    Parameter("since", Day(label=mark("From"))),
    Parameter("until", Day(label=mark("Until"))),
    Parameter("project", Link(label=mark("Project"), to="project", help=mark("Without one: all"))),
    Parameter(
        "framework",
        Link(label=mark("Framework"), to="framework", help=mark("Without one: all")),
    ),
    Parameter(
        "goal",
        Link(label=mark("Goal or direction"), to="framework_item", help=mark("Without one: all")),
    ),
    Parameter("type", Choice(label=mark("Type of event"), enumeration="event_type")),
    Parameter(
        "small",
        YesNo(
            label=mark("Small counts too"),
            help=mark("Counts below 5 may point at somebody; takes a reason"),
        ),
        default=False,
        discloses=True,
    ),
)
"""What every report of figures is asked with."""
_MOST_BARS = 16
ToldParts = Mapping[str, Mapping[str, bool]]
"""By what a figure is broken down, and code: whether that part is told."""
OF_ANSWERS = frozenset({"tests", "opinions"})
"""What figures of answers are gathered from: of fewer than five, they would tell of somebody."""
OF_PEOPLE = (PEOPLE, PARTICIPATIONS, PRESENCES)
"""Units of figures whose small parts point at somebody, and that say more than their titles."""
_RECORDS: Mapping[str, type[Record]] = {
    "territory": Territory,
    "framework_item": FrameworkItem,
    "framework": Framework,
}


def filter_of(workspace: Workspace, parameters: Mapping[str, object]) -> IndicatorFilter:
    """The filter the parameters of a report ask for; a project is named by its title or id."""
    since, until = parameters["since"], parameters["until"]
    return IndicatorFilter(
        territory=str(parameters["territory"] or ""),
        since=since if isinstance(since, date) else None,
        until=until if isinstance(until, date) else None,
        project=_project(workspace, parameters["project"]),
        framework=_framework(workspace, parameters["framework"]),
        item=str(parameters["goal"] or ""),
        event_type=str(parameters["type"] or ""),
    )


def parameters_of(wanted: IndicatorFilter) -> dict[str, object]:
    """The parameters that ask a report for a filter; what is not asked for is left out."""
    asked = {
        "territory": wanted.territory,
        "since": wanted.since,
        "until": wanted.until,
        "project": wanted.project,
        "framework": wanted.framework,
        "goal": wanted.item,
        "type": wanted.event_type,
    }
    return {name: value for name, value in asked.items() if value}


def _framework(workspace: Workspace, named: object) -> str:
    """The code of the framework that was named by its code or its id."""
    if isinstance(named, bytes):
        framework = workspace.get(Framework, named)
        return framework.code if framework else ""
    return str(named or "")


def _project(workspace: Workspace, named: object) -> bytes:
    if named in (None, ""):
        return b""
    known = [Known(one.id, one.title) for one in found(workspace.reader, Project, "1")]
    return chosen_record(known, named, mark("There is no project in this notebook yet."))


def project_of(workspace: Workspace, wanted: IndicatorFilter) -> Project | None:
    """The project a filter asks for."""
    return workspace.get(Project, wanted.project) if wanted.project else None


def filter_words(language: Language, workspace: Workspace, wanted: IndicatorFilter) -> str:
    """The filter in words: place, period, framework; everything where nothing is asked for."""
    where, *others = (said for _, said in filter_facts(language, workspace, wanted))
    return joined([where or language.text("the whole country"), *others], ", ")


def filter_facts(
    language: Language, workspace: Workspace, wanted: IndicatorFilter
) -> list[tuple[str, str]]:
    """Each filter under its name, the place first; "" where it narrows nothing."""
    here = place(workspace, wanted.territory) if wanted.territory else None
    project = project_of(workspace, wanted)
    goal = framework_item(workspace, wanted.item) if wanted.item else None
    said = {
        mark("Territory"): language.label(here.territory.names()) if here else "",
        mark("Period"): period(language, wanted.since, wanted.until),
        mark("Type of event"): term(language, "event_type", wanted.event_type),
        mark("Project"): project.title if project else "",
        mark("Framework"): wanted.framework,
        mark("Goal or direction"): item_line(language, goal) if goal else wanted.item,
    }
    return [(language.text(name), value) for name, value in said.items()]


def _said_total(language: Language, found: IndicatorAnswer) -> str:
    """A figure with its unit, where it is more than a number of what the title names already."""
    unit = found.question.unit
    said = total_words(language, found.total, unit if unit == SOM else "")
    return joined([said, language.text(unit) if unit in OF_PEOPLE else ""])


def total_words(language: Language, figure: Figure, unit: str = "") -> str:
    """A figure in words: 41, or 5 of 13, 38 %, or 18.5 (n = 40); `unit` is said at the end."""
    if figure.n is not None:
        return mean_words(language, figure)
    tail = f"\N{NO-BREAK SPACE}{language.text(unit)}" if unit else ""
    if figure.of is None:
        return f"{language.number(_whole(figure.value))}{tail}"
    n, of = language.number(_whole(figure.value)), f"{language.number(_whole(figure.of))}{tail}"
    if figure.share is None:
        return language.text("{n} of {total}", n=n, total=of)
    share = language.percent(figure.value, figure.of)
    return language.text("{n} of {total}, {share}", n=n, total=of, share=share)


def mean_words(language: Language, figure: Figure) -> str:
    """A mean with how many it is of: 18.5 (n = 40)."""
    value, n = language.number(_whole(figure.value)), language.number(figure.n or 0)
    return language.text("{value} (n = {n})", value=value, n=n)


def unheeded_words(language: Language, question: SavedQuestion, wanted: IndicatorFilter) -> str:
    """A sentence on what was asked for and does not narrow the figure; "" where all does."""
    lost = [language.text(FILTERS[name][0]).lower() for name in wanted.unheeded(question)]
    if not lost:
        return ""
    return language.text("This figure is not narrowed by: {filters}.", filters=", ".join(lost))


def totals(
    workspace: Workspace, language: Language, keys: Sequence[str], wanted: IndicatorFilter
) -> Facts:
    """Several figures at a glance, each with what it counts."""
    pairs = []
    for key in keys:
        found = answer(workspace, key, wanted)
        lost = unheeded_words(language, found.question, wanted)
        said = joined([_said_total(language, found), lost], ". ")
        pairs.append((language.text(found.question.title), said))
    return Facts(tuple(pairs))


def question_blocks(
    workspace: Workspace,
    language: Language,
    key: str,
    by: Sequence[str],
    wanted: IndicatorFilter,
    *,
    has_small: bool,
    only_stated: bool = False,
    told: ToldParts = MappingProxyType({}),
) -> Iterator[Block]:
    """A figure and each of its breakdowns; nothing at all where there is nothing to count.

    `only_stated` leaves out a breakdown of which nothing is stated about anybody. `told` is what
    another table of the document decided for a breakdown: which of its parts are told.
    """
    question = QUESTIONS[key]
    found = answer(workspace, key, wanted, by[0] if by else "")
    if not found.total.value and not found.parts:
        return
    if question.gathers in OF_ANSWERS and not has_small and _asked(found.total) < SMALLEST:
        return
    total = language.text("Total: {said}", said=_said_total(language, found))
    lost = unheeded_words(language, question, wanted)
    yield Heading(language.text(question.title), 2, joined([total, lost], ". "))
    for each in by:
        parts = found if each == found.by else answer(workspace, key, wanted, each)
        if only_stated and not any(part.code for part in parts.parts):
            continue
        may = [True] * len(parts.parts) if has_small else parts_told(parts, told.get(each, {}))
        yield from _broken_down(workspace, language, parts, may)


def _broken_down(
    workspace: Workspace, language: Language, found: IndicatorAnswer, told: Sequence[bool]
) -> Iterator[Block]:
    if not found.parts:
        return
    question, label = found.question, found.question.by[found.by].label
    names = [part_name(workspace, language, found, part.code) for part in found.parts]
    values = [part.figure for part in found.parts]
    head = (
        Column(language.text(label), 5),
        Column(_counted(language, found), 2.4 if question.of else 1.4, Align.RIGHT),
        *([Column(language.text("Share"), 1.2, Align.RIGHT)] if question.of else []),
    )
    rows = [_row(language, *each) for each in zip(names, values, told, strict=True)]
    kept = kept_words(language)
    shown = language.text(
        "{what}: {by}", what=language.text(question.title), by=language.text(label).lower()
    )
    yield Caption(shown)
    yield Table(head, tuple(rows), notes=(*_note(language, found), *([] if all(told) else [kept])))
    seen = [value for value, is_told in zip(values, told, strict=True) if is_told and value.value]
    is_drawn = not question.of and all(value.value >= 0 for value in seen)
    if len(seen) > 1 and len(values) <= _MOST_BARS and is_drawn:
        bars = [
            Bar(name, _part(figure) if shown else (), _said(language, figure) if shown else KEPT)
            for name, figure, shown in zip(names, values, told, strict=True)
        ]
        yield Caption(shown, Shown.CHART)
        yield BarChart(tuple(bars))


def _counted(language: Language, found: IndicatorAnswer) -> str:
    """What the column of figures holds: money, means or counts."""
    if found.question.unit == SOM:
        return language.text("Amount, som")
    is_mean = any(part.figure.n is not None for part in found.parts)
    return language.text("Mean") if is_mean else language.text("Number")


def parts_told(
    found: IndicatorAnswer, decided: Mapping[str, bool] = MappingProxyType({})
) -> list[bool]:
    """Which parts of a figure may leave the office: those that point at nobody, or as it was
    `decided` by code elsewhere in the document.
    """
    if decided:
        return [decided.get(part.code, False) for part in found.parts]
    figures = [part.figure for part in found.parts]
    if found.question.gathers in OF_ANSWERS:
        return [_asked(figure) >= SMALLEST for figure in figures]
    if found.question.unit in OF_PEOPLE:
        # five half-days of one person are no more than one person
        people = [
            part.figure if part.people is None else Figure(part.people) for part in found.parts
        ]
        return _told(people, [part.code for part in found.parts])
    return [True] * len(figures)


def _asked(figure: Figure) -> float:
    """Of how many answers a figure is."""
    return figure.n or figure.of or 0


def _told(figures: Sequence[Figure], codes: Sequence[str] = ()) -> list[bool]:
    """Which figures give away no small count: of a share neither part nor rest nor whole."""
    parts = [int(figure.value) for figure in figures]
    if all(figure.of is None for figure in figures):
        return [count is not None for count in parted(parts, codes)]
    wholes = [int(figure.of or 0) for figure in figures]
    rests = [whole - part for part, whole in zip(parts, wholes, strict=True)]
    hidden = [parted(counts) for counts in (parts, wholes, rests)]
    return [None not in one for one in zip(*hidden, strict=True)]


def _row(language: Language, name: str, figure: Figure, told: bool) -> tuple[Entry, ...]:
    if not told:
        return (name, KEPT)
    number = Cell(
        _said(language, figure) if figure.n is None else mean_words(language, figure),
        value=_whole(figure.value),
    )
    if figure.of is None:
        return (name, number)
    of = language.number(_whole(figure.of))
    said = Cell(language.text("{n} of {total}", n=_said(language, figure), total=of))
    return (name, said, Cell(language.percent(figure.value, figure.of), value=figure.share))


def _part(figure: Figure) -> tuple[Part, ...]:
    return (Part(Shade.ANSWER, figure.value, ""),)


def _said(language: Language, figure: Figure) -> str:
    return language.number(_whole(figure.value))


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value


def _note(language: Language, found: IndicatorAnswer) -> tuple[str, ...]:
    return (language.text(found.question.note),) if found.question.note else ()


def part_name(workspace: Workspace, language: Language, found: IndicatorAnswer, code: str) -> str:
    """What a part is called."""
    if not code:
        return language.text("not stated")
    codes = found.question.by[found.by].codes
    if codes in _RECORDS:
        record: Any = workspace.get(_RECORDS[codes], _RECORDS[codes].id_for({"code": code}))
        if record is None:
            return code
        if isinstance(record, FrameworkItem):
            return item_line(language, record)
        return language.label(record.names()) or code
    known = ENUMERATIONS[codes].get(code) if codes else None
    return language.label(known.labels) if known else code
