"""How frameworks and their items are worded."""

from __future__ import annotations

from app.language import Language
from app.model import Framework, FrameworkItem
from app.storage.questions.frameworks import Ties
from app.ui.words import term

_PROPOSED = frozenset({"measure", "recommendation"})
JOINT = " · "


def has_proposals(framework: Framework) -> bool:
    """Whether a document is a plan nobody has adopted, whose measures are proposals."""
    return framework.status == "draft" and framework.kind == "plan"


def is_proposal(framework: Framework | None, item: FrameworkItem) -> bool:
    """Whether an item was only proposed: a measure of a draft that nobody has adopted."""
    return framework is not None and has_proposals(framework) and item.type in _PROPOSED


def item_text(language: Language, item: FrameworkItem) -> str:
    """The text of an item in the present language; its code where it has none."""
    return language.label(item.names()) or item.code


def item_caption(language: Language, framework: Framework | None, item: FrameworkItem) -> str:
    """What an item is, in one line: type and number, code, and what one has to know of it."""
    kind = term(language, "item_type", item.type)
    parts = [
        " ".join(part for part in (kind, item.no) if part),
        item.code,
        term(language, "item_level", item.level),
        language.text("proposal") if is_proposal(framework, item) else "",
        language.text("no longer in force") if item.is_withdrawn else "",
    ]
    return JOINT.join(part for part in parts if part)


def ties_words(language: Language, ties: Ties) -> str:
    """How much of each kind is tied, in words; "" for nothing."""
    plural = language.plural
    parts = [
        plural("{n} event", "{n} events", ties.events) if ties.events else "",
        plural("{n} note of group work", "{n} notes of group work", ties.notes)
        if ties.notes
        else "",
        plural("{n} point of a resolution", "{n} points of resolutions", ties.points)
        if ties.points
        else "",
        plural("{n} measure of a plan", "{n} measures of plans", ties.measures)
        if ties.measures
        else "",
    ]
    return ", ".join(part for part in parts if part)


def period(framework: Framework) -> str:
    """The years a framework is for: 2025–2027."""
    years = [str(year) for year in (framework.period_from, framework.period_to) if year]
    return "–".join(dict.fromkeys(years))
