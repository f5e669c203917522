"""Saved questions from the problems named to the money spent."""

from __future__ import annotations

from app.language import mark
from app.model.action_plan import FINISHED, GRANTED
from app.storage.questions.facts import (
    MEASURE_FILTER,
    MEASURES,
    NOT_CANCELLED,
    NOTES,
    OF_MEASURES,
    OF_NOTES,
    OF_PLANS,
    PLANS,
    TIED,
    Breakdown,
    by_choice,
    by_yes_no,
    split,
)
from app.storage.questions.saved_question import RECORDS, SOM, SavedQuestion

_BY_GOAL = mark("A measure tied to several goals counts under each of them, and once in the total.")

FROM_PROBLEMS_TO_PLANS: tuple[SavedQuestion, ...] = (
    SavedQuestion(
        "problems",
        mark("Problems named"),
        RECORDS,
        "note",
        NOTES.format(kind="problem"),
        "count(DISTINCT f.id)",
        OF_NOTES,
    ),
    SavedQuestion(
        "recommendations",
        mark("Recommendations"),
        RECORDS,
        "note",
        NOTES.format(kind="recommendation"),
        "count(DISTINCT f.id)",
        OF_NOTES,
    ),
    SavedQuestion(
        "plans",
        mark("Local action plans"),
        RECORDS,
        "action_plan",
        PLANS.format(more=""),
        "count(DISTINCT f.id)",
        OF_PLANS,
    ),
    SavedQuestion(
        "funded_plans",
        mark("Plans with money granted"),
        RECORDS,
        "action_plan",
        PLANS.format(
            more=" AND p.id IN (SELECT m.action_plan FROM plan_measure m "
            f"JOIN action_plan p ON p.id = m.action_plan WHERE {MEASURE_FILTER}{NOT_CANCELLED} "
            f"AND m.budget_status IN {GRANTED})"
        ),
        "count(DISTINCT f.id)",
        OF_PLANS,
    ),
    SavedQuestion(
        "measures",
        mark("Measures of plans"),
        RECORDS,
        "plan_measure",
        MEASURES.format(more=""),
        "count(DISTINCT f.id)",
        OF_MEASURES,
        note=_BY_GOAL,
    ),
    SavedQuestion(
        "late_measures",
        mark("Measures that are late"),
        RECORDS,
        "plan_measure",
        MEASURES.format(
            more=" AND m.deadline < :today AND coalesce(p.status, '') <> 'closed' "
            f"AND coalesce(m.status, '') NOT IN {FINISHED}"
        ),
        "count(DISTINCT f.id)",
        OF_MEASURES,
        note=_BY_GOAL,
    ),
    SavedQuestion(
        "budget",
        mark("Budget of measures"),
        SOM,
        "plan_measure",
        MEASURES.format(more=NOT_CANCELLED + " AND m.budget > 0"),
        "total(f.budget)",
        OF_MEASURES,
        note=_BY_GOAL,
    ),
    SavedQuestion(
        "spent",
        mark("Money spent on measures"),
        SOM,
        "plan_measure",
        MEASURES.format(more="") + " CROSS JOIN spent l ON l.plan_measure = f.id",
        "total(l.spent)",
        OF_MEASURES,
        note=mark("As the newest monitoring entry of each measure says."),
    ),
    SavedQuestion(
        "local_share",
        mark("Share of local budgets in the money granted"),
        SOM,
        "plan_measure",
        MEASURES.format(more=NOT_CANCELLED + f" AND m.budget_status IN {GRANTED}"),
        "total(CASE WHEN f.budget_source = 'local_budget' THEN f.budget END)",
        {name: OF_MEASURES[name] for name in ("goal", "oblast", "raion", "level")},
        of="total(f.budget)",
    ),
    SavedQuestion(
        "goals",
        mark("Goals and directions something is tied to"),
        RECORDS,
        "framework_item",
        "(SELECT i.id, i.framework, i.type, i.code IN (SELECT g.aim "
        f"FROM ({TIED}) t, {split('t.items')} s CROSS JOIN aim g ON g.code = s.value) "
        "AS is_tied FROM framework_item i WHERE i._deleted = 0 "
        "AND i.type IN ('goal', 'direction') AND coalesce(i.is_withdrawn, 0) = 0 "
        "AND (:framework = '' OR i.framework = :framework) "
        "AND (:items = '' OR i.code IN (SELECT value FROM json_each(:items)))) f",
        "total(f.is_tied)",
        {
            "framework": Breakdown(mark("Framework"), "f.framework", codes="framework"),
            "type": by_choice(mark("Type"), "type", "item_type"),
            "tied": by_yes_no(mark("Something is tied to it"), "f.is_tied"),
        },
        of="count(*)",
        note=mark("Events, notes of group work and measures are looked at."),
    ),
)
"""Group work, plans, measures and money, in the order in which they are listed."""
