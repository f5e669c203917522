"""The closing report of an action plan: what came of it, what it cost, what is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from app.language import Language, mark
from app.model import Beneficiary
from app.model.action_plan import FINISHED, GRANTED
from app.reports.content import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Entry,
    Facts,
    Heading,
    Paragraph,
    Points,
    Table,
    Voice,
)
from app.reports.plan_parts import (
    chosen_plan,
    long_term_results,
    measures_table,
    measures_under,
    money_cell,
    plan_document,
    plan_facts,
    signatures,
    working_group,
)
from app.reports.words import NOTHING, count, term
from app.storage import Workspace
from app.storage.questions.following import IndicatorLine, plan_beneficiaries, plan_indicators
from app.storage.questions.plans import PlanPage

_STATES = ("done", "partly", "in_progress", "planned", "not_done", "cancelled")
_ENDED = ("no", "measure", "deadline", "status", "expected", "seen", "spent")
_NOBODY = mark("Whom the measures served is not written down.")


def gather_closing(
    workspace: Workspace, language: Language, parameters: Mapping[str, object]
) -> Document:
    """How a plan ended: measures, indicators, money, people, what hindered, what is left."""
    page = chosen_plan(workspace, parameters)
    indicators = plan_indicators(workspace, page.plan.id)
    people = plan_beneficiaries(workspace, page.plan.id)
    kicker = language.text("Closing report of the action plan")
    blocks = _blocks(language, page, indicators, people)
    return plan_document(workspace, language, page, kicker, blocks)


def _blocks(
    language: Language,
    page: PlanPage,
    indicators: Sequence[IndicatorLine],
    people: Sequence[Beneficiary],
) -> Iterator[Block]:
    if page.plan.status != "closed":
        yield Paragraph(
            language.text(
                "The plan is not closed: this is how it stands on {day}.", day=page.today
            ),
            Voice.WARNING,
        )
    yield from plan_facts(language, page)
    yield from _measures(language, page)
    yield from _indicators(language, page, indicators)
    yield from _money(language, page)
    yield from _served(language, people)
    yield from _hindered(language, page)
    left = [line for line in page.measures if line.measure.status not in FINISHED]
    yield from measures_under(language.text("What is left"), left)
    yield from long_term_results(language, page)
    yield from working_group(language, page)
    yield signatures(language)


def _measures(language: Language, page: PlanPage) -> Iterator[Block]:
    yield Heading(language.text("What came of the measures"))
    total = len(page.measures)
    states = [(state, len(page.having(state))) for state in _STATES]
    counted = [
        (term(language, "measure_status", state), f"{language.number(n)} ({share})")
        for state, n in states
        if n and (share := language.percent(n, total))
    ]
    if total:
        yield Facts(((language.text("Measures"), language.number(total)), *counted))
    yield from measures_table(language, page, _ENDED)


def _indicators(
    language: Language, page: PlanPage, lines: Sequence[IndicatorLine]
) -> Iterator[Block]:
    if not lines:
        return
    numbers = {line.id: line.number for line in page.measures}
    yield Heading(language.text("Indicators"))
    yield Table(
        (
            Column(language.text("No. of the measure"), 1, Align.RIGHT),
            Column(language.text("Indicator"), 4),
            Column(language.text("Unit"), 1.4),
            Column(language.text("Baseline"), 1.2, Align.RIGHT),
            Column(language.text("Target"), 1.2, Align.RIGHT),
            Column(language.text("Reached"), 1.4, Align.RIGHT),
            Column(language.text("Of the way, %"), 1.2, Align.RIGHT),
        ),
        tuple(_indicator(language, line, numbers) for line in lines),
    )


def _indicator(
    language: Language, line: IndicatorLine, numbers: Mapping[bytes, int]
) -> tuple[Entry, ...]:
    indicator, last = line.indicator, line.last
    figure = partial(_figure, language)
    way = line.progress
    return (
        count(language, numbers.get(indicator.plan_measure or b"", 0)),
        indicator.name,
        indicator.unit,
        figure(indicator.baseline),
        figure(indicator.target),
        Cell(
            figure(last.value if last else None).text,
            language.day(last.day) if last else "",
            value=last.value if last else None,
        ),
        figure(None if way is None else round(100 * way)),
    )


def _figure(language: Language, value: float | None) -> Cell:
    return Cell(NOTHING if value is None else language.number(value), value=value)


def _money(language: Language, page: PlanPage) -> Iterator[Block]:
    """By source what was planned, granted and spent; cancelled measures cost nothing."""
    sums: dict[str, list[float]] = {}
    for line in page.measures:
        measure = line.measure
        of_source = sums.setdefault(measure.budget_source or "", [0, 0, 0])
        if measure.status != "cancelled":
            of_source[0] += measure.budget or 0
            of_source[1] += (measure.budget or 0) * (measure.budget_status in GRANTED)
        of_source[2] += line.spent or 0
    rows = [(source, row) for source, row in sums.items() if any(row)]
    if not rows:
        return
    yield Heading(language.text("Money"))
    yield Table(
        (
            Column(language.text("Source"), 4),
            Column(language.text("Budget, som"), 2, Align.RIGHT),
            Column(language.text("Of it granted"), 2, Align.RIGHT),
            Column(language.text("Spent, som"), 2, Align.RIGHT),
        ),
        tuple(
            (
                term(language, "budget_source", source) or language.text("Not said"),
                *(money_cell(language, part) for part in row),
            )
            for source, row in rows
        ),
        (
            language.text("Total"),
            *(money_cell(language, sum(row[at] for _, row in rows)) for at in range(3)),
        ),
    )


def _served(language: Language, people: Sequence[Beneficiary]) -> Iterator[Block]:
    yield Heading(language.text("Whom it served"))
    if not people:
        yield Paragraph(language.text(_NOBODY), Voice.NOTE)
        return
    yield Table(
        (
            Column(language.text("Sex"), 2),
            Column(language.text("Age group"), 2.4),
            Column(language.text("Social status"), 3),
            Column(language.text("Disability"), 2.4),
            Column(language.text("Number"), 1.6, Align.RIGHT),
        ),
        tuple(_group(language, key, n) for key, n in _groups(people).items()),
        ("", "", "", language.text("Total"), count(language, _sum(people))),
    )


_Key = tuple[str | None, str | None, str | None, str | None]


def _groups(people: Sequence[Beneficiary]) -> dict[_Key, int]:
    found: dict[_Key, int] = {}
    for one in people:
        key = (one.sex, one.age_group, one.social_status, one.disability)
        found[key] = found.get(key, 0) + (one.number or 0)
    return found


def _group(language: Language, key: _Key, n: int) -> tuple[Entry, ...]:
    kinds = ("sex", "age_group", "social_status", "health_status")
    told = (term(language, kind, code) for kind, code in zip(kinds, key, strict=True))
    return (*(word or NOTHING for word in told), count(language, n))


def _sum(people: Sequence[Beneficiary]) -> int:
    return sum(one.number or 0 for one in people)


def _hindered(language: Language, page: PlanPage) -> Iterator[Block]:
    told = [
        f"№ {line.number}. {line.last.obstacles}"
        for line in page.measures
        if line.last and line.last.obstacles
    ]
    if told:
        yield Heading(language.text("What hinders"))
        yield Points(tuple(told))
