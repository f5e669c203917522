"""Indicators: saved questions answered with a filter, and the records behind each figure."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from app.model import RECORD_TYPES
from app.model.quota import basic_rule
from app.stopping import step
from app.storage import participation
from app.storage.questions.clubs import finished_periods
from app.storage.questions.event_surveys import gains
from app.storage.questions.facts import BESIDE, DIFFERENT, Breakdown
from app.storage.questions.frameworks import headings
from app.storage.questions.satisfaction import opinions
from app.storage.questions.saved import QUESTIONS
from app.storage.questions.saved_question import FILTERS, SavedQuestion
from app.storage.reading import by_id, items_within, places_within, within

if TYPE_CHECKING:
    from app.storage.workspace import Workspace

_TOTAL = Breakdown("", "NULL")


_DAYS = {"period": ("since", "until")}


@dataclass(frozen=True, kw_only=True)
class IndicatorFilter:
    """What figures are of; what is empty is not asked for."""

    territory: str = ""
    since: date | None = None
    until: date | None = None
    project: bytes = b""
    framework: str = ""
    item: str = ""
    """The code of an item of a framework; all below it are meant as well."""
    event_type: str = ""
    """Of events and what was said and counted at them, came of them or was created at them."""

    @property
    def asked(self) -> tuple[str, ...]:
        """The names of what is asked for, in the order of `FILTERS`."""
        return tuple(
            name for name in FILTERS if any(getattr(self, one) for one in _DAYS.get(name, (name,)))
        )

    def heeded(self, question: SavedQuestion) -> IndicatorFilter:
        """What of the filter narrows the figure of a question."""
        lost = {_DAYS.get(name, (name,)) for name in self.unheeded(question)}
        empty: dict[str, Any] = {one: getattr(EVERYTHING, one) for some in lost for one in some}
        return replace(self, **empty)

    def unheeded(self, question: SavedQuestion) -> tuple[str, ...]:
        """The names of what is asked for and does not narrow the figure of a question."""
        return tuple(name for name in self.asked if name not in question.narrowed_by)


EVERYTHING = IndicatorFilter()


class Figure(NamedTuple):
    """A figure; of a share n, with N in `of`."""

    value: float
    of: float | None = None
    n: int | None = None
    """Of how many a mean is; None where the figure is no mean."""

    @property
    def share(self) -> float | None:
        """N of N, 0 to 1; None where there is no N."""
        return self.value / self.of if self.of else None


class PartFigure(NamedTuple):
    """The figure of one part: its code ("" where nothing was said) and how much it is."""

    code: str
    figure: Figure
    people: int | None = None
    """How many different people it is of, where somebody counts several times in it."""


@dataclass(frozen=True)
class IndicatorAnswer:
    """A saved question answered: the total, and the parts of one breakdown, the largest first."""

    question: SavedQuestion
    wanted: IndicatorFilter
    total: Figure
    by: str = ""
    parts: tuple[PartFigure, ...] = ()


def answer(
    ws: Workspace,
    key: str,
    wanted: IndicatorFilter = EVERYTHING,
    by: str = "",
    today: date | None = None,
) -> IndicatorAnswer:
    """Answer a saved question; `KeyError` for a key or a breakdown that is not declared."""
    step()
    question = QUESTIONS[key]
    given = _given(ws, question, wanted, today or date.today())
    people: dict[str, int] = {}
    if question.figure == DIFFERENT:
        total, parts = _different(ws, question, question.by[by] if by else _TOTAL, given)
    else:
        total = _figures(ws, question, _TOTAL, given).get("", _nothing(question))
        parts, people = _parts(ws, question, question.by[by], given) if by else ({}, people)
    ordered = sorted(parts.items(), key=lambda part: (-part[1].value, part[0]))
    return IndicatorAnswer(
        question=question,
        wanted=wanted,
        total=total,
        by=by,
        parts=tuple(PartFigure(code, figure, people.get(code)) for code, figure in ordered if by),
    )


def _nothing(question: SavedQuestion) -> Figure:
    return Figure(0.0, 0.0 if question.of else None, 0 if question.n else None)


class Behind(NamedTuple):
    """A record behind a figure."""

    type_name: str
    id: bytes
    caption: str


def behind(
    ws: Workspace,
    key: str,
    wanted: IndicatorFilter = EVERYTHING,
    by: str = "",
    code: str | None = None,
    today: date | None = None,
    limit: int = 1000,
) -> list[Behind]:
    """The records behind a figure: all of them, or those of one part of a breakdown."""
    question = QUESTIONS[key]
    given = _given(ws, question, wanted, today or date.today())
    given |= {"part": code or "", "limit": limit}
    breakdown = question.by[by] if by else _TOTAL
    condition = f"WHERE coalesce({breakdown.value}, '') = :part" if by else ""
    rows = ws.reader.execute(
        f"{BESIDE} SELECT DISTINCT {question.id} FROM {question.source} {breakdown.join} "
        f"{question.behind} {condition} LIMIT :limit",
        given,
    )
    ids = [row[0] for row in rows.fetchall()]
    records = by_id(ws.reader, RECORD_TYPES[question.record], ids)
    return [
        Behind(question.record, one, records[one].caption() if one in records else "")
        for one in ids
    ]


def _figures(
    ws: Workspace, question: SavedQuestion, breakdown: Breakdown, given: Mapping[str, object]
) -> dict[str, Figure]:
    rows = ws.reader.execute(
        f"{BESIDE} SELECT coalesce({breakdown.value}, '') AS code, {question.figure}, "
        f"{question.of or 'NULL'}, {question.n or 'NULL'} "
        f"FROM {question.source} {breakdown.join} GROUP BY 1",
        given,
    )
    return {str(part): Figure(value or 0.0, of, n) for part, value, of, n in rows}


def _parts(
    ws: Workspace, question: SavedQuestion, breakdown: Breakdown, given: Mapping[str, object]
) -> tuple[dict[str, Figure], dict[str, int]]:
    """The parts; and of how many different people each is, where they count several times."""
    if not question.each:
        return _figures(ws, question, breakdown, given), {}
    sums: dict[str, float] = defaultdict(float)
    people: dict[str, set[int]] = defaultdict(set)
    for part, person, each in ws.reader.execute(
        f"{BESIDE} SELECT coalesce({breakdown.value}, ''), f.person, {question.each} "
        f"FROM {question.source} {breakdown.join}",
        given,
    ):
        sums[part] += each
        people[part].add(person)
    return (
        {str(part): Figure(value) for part, value in sums.items()},
        {str(part): len(some) for part, some in people.items()},
    )


def _different(
    ws: Workspace, question: SavedQuestion, breakdown: Breakdown, given: Mapping[str, object]
) -> tuple[Figure, dict[str, Figure]]:
    """Different people, counted here: twice as quick as SQLite, which sorts them first."""
    people: dict[str, set[int]] = defaultdict(set)
    for part, person in ws.reader.execute(
        f"{BESIDE} SELECT coalesce({breakdown.value}, ''), f.person "
        f"FROM {question.source} {breakdown.join}",
        given,
    ):
        people[str(part)].add(person)
    parts = {part: Figure(float(len(some))) for part, some in people.items()}
    return Figure(float(len(set[int]().union(*people.values())))), parts


def _given(
    ws: Workspace, question: SavedQuestion, wanted: IndicatorFilter, today: date
) -> dict[str, object]:
    """The parameters of a question, with what it gathers from elsewhere."""
    given = parameters(ws, wanted, today)
    if question.gathers:
        given[question.gathers] = json.dumps(_GATHERED[question.gathers](ws, today))
    return given


def _tests(ws: Workspace, _today: date) -> list[dict[str, object]]:
    return [
        {"event": event.hex(), "before": first.hex(), "after": last.hex(), "gain": after - before}
        for event, gain in gains(ws)
        for (first, last), (before, after) in zip(gain.forms, gain.pairs, strict=True)
    ]


def _opinions(ws: Workspace, _today: date) -> list[dict[str, object]]:
    return [
        one._asdict() | {"form": one.form.hex(), "event": (one.event or b"").hex()}
        for one in opinions(ws)
    ]


_GATHERED: Mapping[str, Callable[[Workspace, date], object]] = {
    "club_periods": finished_periods,
    "tests": _tests,
    "opinions": _opinions,
}
"""What questions gather, by the name of the parameter it becomes."""


def parameters(ws: Workspace, wanted: IndicatorFilter, today: date) -> dict[str, object]:
    """What a filter comes to in the SQL of facts; what they are made of is brought up to date."""
    participation.catch_up(ws)
    inside = json.dumps(places_within(ws.reader, wanted.territory)) if wanted.territory else ""
    layout = headings(ws, "")
    return {
        "places": inside,
        "since": wanted.since.isoformat() if wanted.since else "",
        "until": wanted.until.isoformat() if wanted.until else "9999-12-31",
        "today": today.isoformat(),
        "project": wanted.project,
        "framework": wanted.framework,
        "items": json.dumps(items_within(ws.reader, wanted.item)) if wanted.item else "",
        "event_type": wanted.event_type,
        "least": basic_rule().least,
        "goals": json.dumps(dict(layout.of)),
        "aims": json.dumps(dict(layout.aims)),
        "priorities": json.dumps(dict(layout.priorities)),
        "within": json.dumps(within(ws.reader)),
    }
