"""Who took part in many events, and what the events came to, in figures."""

from __future__ import annotations

from collections.abc import Iterator

from app.language import Language
from app.model.quota import balance
from app.reports.content import Block, Facts, Heading, Points
from app.reports.event_figures import mark_verdict
from app.reports.indicator_blocks import question_blocks, totals
from app.reports.words import terms
from app.storage import Workspace
from app.storage.disclosure import parted
from app.storage.questions.final import Meetings
from app.storage.questions.indicators import IndicatorFilter, answer

_PEOPLE = {
    "people": ("sex", "age_group", "category", "social_status", "disability", "oblast"),
    "headcount": ("category",),
}
_RESULTS = {"reach": ("kind",), "products": ("kind",), "copies": ("kind",)}
_AT_A_GLANCE = ("events", "people", "problems", "recommendations", "plans", "measures")


def participant_blocks(
    workspace: Workspace,
    language: Language,
    wanted: IndicatorFilter,
    met: Meetings,
    *,
    has_small: bool,
) -> Iterator[Block]:
    """Whom the events were for, the 30 % mark, and everybody counted once, broken down."""
    coded = dict.fromkeys(code for event in met.events for code in event.target_audience)
    words = dict.fromkeys(event.audience_text for event in met.events if event.audience_text)
    said = "\n".join(filter(None, (terms(language, "participant_category", coded), *words)))
    if said:
        yield Facts(((language.text("For whom"), said),))
    yield from _mark(workspace, language, wanted, has_small=has_small)
    for key, by in _PEOPLE.items():
        yield from question_blocks(
            workspace, language, key, by, wanted, has_small=has_small, only_stated=True
        )


def _mark(
    workspace: Workspace, language: Language, wanted: IndicatorFilter, *, has_small: bool
) -> Iterator[Block]:
    """What the 30 % mark says, unless that would give away a small count."""
    parts = {
        one.code: int(one.figure.value) for one in answer(workspace, "people", wanted, "sex").parts
    }
    women, men = parts.get("f", 0), parts.get("m", 0)
    is_told = has_small or None not in parted(list(parts.values()), list(parts))
    if women + men and is_told:
        yield mark_verdict(language, balance(women, men, sum(parts.values()) - women - men))


def result_blocks(
    workspace: Workspace,
    language: Language,
    wanted: IndicatorFilter,
    met: Meetings,
    *,
    has_small: bool,
) -> Iterator[Block]:
    """What the events say they reached, and what was counted of it."""
    said = tuple(dict.fromkeys(text for event in met.events for text in event.results))
    if said:
        yield Points(said, numbered=True)
    if met.events:
        yield Heading(language.text("In figures"), 2)
        yield totals(workspace, language, _AT_A_GLANCE, wanted)
    for key, by in _RESULTS.items():
        yield from question_blocks(workspace, language, key, by, wanted, has_small=has_small)
