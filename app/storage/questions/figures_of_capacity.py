"""Saved questions about reach, bodies, materials and clubs."""

from __future__ import annotations

from app.language import mark
from app.storage.questions.facts import (
    BODIES,
    BY_DAY,
    BY_PERIOD,
    BY_PLACE,
    BY_QUALIFIER,
    CLUB_PERIODS,
    IS_BALANCED,
    OF_BODIES,
    PRACTICE,
    Breakdown,
    by_choice,
    by_yes_no,
    counted,
)
from app.storage.questions.saved_question import RECORDS, SUM, SavedQuestion

OF_CAPACITY: tuple[SavedQuestion, ...] = (
    SavedQuestion(
        "reach",
        mark("Reach"),
        SUM,
        "reach_figure",
        counted(
            "reach_figure",
            "value",
            "h.kind, coalesce(h.qualifier, 'exact') AS qualifier, "
            "coalesce(h.territory, e.territory) AS territory",
            place="h.territory",
            days=BY_PERIOD,
        ),
        "total(f.number)",
        {
            "kind": by_choice(mark("What"), "kind", "reach_kind"),
            "qualifier": BY_QUALIFIER,
            **BY_PLACE,
        },
        note=mark("Schools, pupils, committees and regions are different things: read by kind."),
    ),
    SavedQuestion(
        "bodies",
        mark("Bodies by kind"),
        RECORDS,
        "body",
        BODIES.format(more=""),
        "count(DISTINCT f.id)",
        OF_BODIES,
    ),
    SavedQuestion(
        "balanced_bodies",
        mark("Bodies that keep the 30 % rule"),
        RECORDS,
        "body",
        BODIES.format(more=" AND coalesce(s.women, b.women, 0) + coalesce(s.men, b.men, 0) > 0"),
        f"count(CASE WHEN {IS_BALANCED} THEN 1 END)",
        {**OF_BODIES, "kept": by_yes_no(mark("The rule is kept"), IS_BALANCED)},
        of="count(*)",
        note=mark("Bodies nobody was counted in are left out."),
    ),
    SavedQuestion(
        "products",
        mark("Products developed"),
        RECORDS,
        "product",
        "(SELECT d.id, d.kind, d.language FROM product d WHERE d._deleted = 0 "
        "AND (:project = x'' OR d.project = :project)) f",
        "count(DISTINCT f.id)",
        {
            "kind": by_choice(mark("Kind"), "kind", "product_kind"),
            "language": by_choice(mark("Language"), "language", "language_code"),
        },
    ),
    SavedQuestion(
        "copies",
        mark("Copies handed over"),
        SUM,
        "distribution",
        counted(
            "distribution",
            "copies",
            "(SELECT d.kind FROM product d WHERE d.id = h.product) AS kind, "
            "coalesce(h.territory, e.territory) AS territory",
            place="h.territory",
            days=BY_DAY,
        ),
        "total(f.number)",
        {"kind": by_choice(mark("Kind"), "kind", "product_kind"), **BY_PLACE},
    ),
    SavedQuestion(
        "practice_tasks",
        mark("Practice tasks done"),
        RECORDS,
        "practice_task",
        PRACTICE,
        "count(f.done_on)",
        {
            "club": Breakdown(mark("Club"), "f.club"),
            "done": by_yes_no(mark("Done"), "f.done_on IS NOT NULL"),
        },
        of="count(*)",
    ),
    SavedQuestion(
        "club_meetings",
        mark("Periods in which clubs met as often as they meant to"),
        RECORDS,
        "club_cadence",
        CLUB_PERIODS,
        "count(CASE WHEN f.state = 'met' THEN 1 END)",
        {
            "club": Breakdown(mark("Club"), "f.club"),
            "form": by_choice(mark("Form of work"), "form", "work_form"),
            "kept": by_yes_no(mark("Met as meant"), "f.state = 'met'"),
            "year": Breakdown(mark("Year"), "substr(f.first, 1, 4)"),
        },
        of="count(*)",
        gathers="club_periods",
        note=mark("Months, half-years and years that are over."),
    ),
)
"""What was built up, in the order in which it is listed."""
