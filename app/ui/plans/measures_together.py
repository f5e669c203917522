"""What is set on several measures of a plan at once, as when one decision funds them all."""

from __future__ import annotations

from app.actions.plans import set_on_measures
from app.model import PlanMeasure
from app.ui.context import Context
from app.ui.events.together import Together
from app.ui.sources import workspace_sources

_FIELDS = (
    *("organisation", "responsible", "deadline", "status", "budget_source"),
    *("budget_status", "budget_decision", "framework_items"),
)


class MeasuresTogether(Together):
    """Who answers, until when, how far, and whose money with which decision; the goals."""

    def __init__(self, context: Context) -> None:
        sources = workspace_sources(context)
        super().__init__(context, PlanMeasure, _FIELDS, sources, set_on_measures)

    def chosen_words(self, n: int) -> str:
        language = self._context.language
        return language.plural("{n} measure is chosen", "{n} measures are chosen", n)

    def changed_words(self, n: int) -> str:
        return self._context.language.plural(
            "{n} measure is changed", "{n} measures are changed", n
        )
