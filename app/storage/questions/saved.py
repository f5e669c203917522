"""The saved questions: each figure the program keeps an eye on, declared once.

A question says which facts it is about, how they become a figure, which record stands behind each
fact, and by what they can be broken down. The figure and the list of its records are made of the
same source, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.language import mark
from app.model.action_plan import FINISHED, GRANTED
from app.storage.questions.facts import (
    BODIES,
    BOTH_TESTS,
    BY_DAY,
    BY_PERIOD,
    BY_PLACE,
    BY_QUALIFIER,
    BY_TYPE,
    BY_YEAR,
    DIFFERENT,
    EVERYBODY,
    HELD_EVENTS,
    IS_BALANCED,
    IS_PERSON,
    IS_REGISTRATION,
    MEASURES,
    NOT_CANCELLED,
    NOTES,
    OF_ANSWERS,
    OF_BODIES,
    OF_MEASURES,
    OF_NOTES,
    OF_PEOPLE,
    OF_PLANS,
    OPINIONS,
    PARTICIPATION,
    PLANS,
    TESTS,
    TICKS,
    TIED,
    Breakdown,
    by_choice,
    by_goal,
    by_yes_no,
    counted,
    split,
)
from app.storage.questions.satisfaction import SATISFIED

PEOPLE = mark("different people")
PARTICIPATIONS = mark("participations: a person at two events counts twice")
PRESENCES = mark("half-days present")
EVENTS = mark("events")
RECORDS = mark("records")
SUM = mark("sum")
SOM = mark("som")
POINTS = mark("percentage points, mean of all pairs of tests")
FORMS = mark("filled forms")
MARK = mark("mean mark, of 5")


@dataclass(frozen=True)
class SavedQuestion:
    """A figure with its filter, its breakdowns, and the records behind it."""

    key: str
    title: str
    unit: str
    record: str
    """The type of the records behind the figure."""
    source: str
    figure: str
    by: Mapping[str, Breakdown] = field(default_factory=dict)
    id: str = "f.id"
    behind: str = ""
    """What joins the records to the facts, where a fact is of several."""
    of: str = ""
    """For a share: the SQL of N in "n of N"; `figure` is n."""
    n: str = ""
    """For a mean: the SQL of how many it is of."""
    gathers: str = ""
    """The name of what is worked out of answers or calendars first, as a parameter of the SQL."""
    note: str = ""
    """What a reader has to know before quoting the figure."""


_STAFF = "'civil_servant', 'municipal_servant', 'gender_focal_point', 'mtsom_territorial'"


_DEPUTIES = "'lk_deputy', 'lk_candidate', 'parliament_member'"


def _at_events(key: str, title: str, categories: str) -> SavedQuestion:
    return SavedQuestion(
        key=key,
        title=title,
        unit=PEOPLE,
        record="person",
        source=PARTICIPATION.format(more=f" AND n.category IN ({categories})"),
        figure=DIFFERENT,
        by=OF_PEOPLE,
        id=IS_PERSON,
    )


_BY_GOAL = mark("A measure tied to several goals counts under each of them, and once in the total.")
QUESTIONS: Mapping[str, SavedQuestion] = {
    question.key: question
    for question in (
        SavedQuestion(
            "events",
            mark("Events held"),
            EVENTS,
            "event",
            HELD_EVENTS,
            "count(DISTINCT f.id)",
            {
                "type": BY_TYPE,
                "mode": by_choice(mark("Mode"), "mode", "event_mode"),
                **BY_PLACE,
                "goal": by_goal("event"),
                "year": BY_YEAR,
            },
        ),
        SavedQuestion(
            "people",
            mark("People at events"),
            PEOPLE,
            "person",
            EVERYBODY,
            DIFFERENT,
            OF_PEOPLE,
            id=IS_PERSON,
        ),
        *(
            SavedQuestion(
                key,
                title,
                PEOPLE,
                "person",
                PARTICIPATION.format(more=f" AND n.sex = '{sex}'"),
                DIFFERENT,
                {name: by for name, by in OF_PEOPLE.items() if name != "sex"},
                id=IS_PERSON,
            )
            for key, sex, title in (
                ("women", "f", mark("Women at events")),
                ("men", "m", mark("Men at events")),
            )
        ),
        SavedQuestion(
            "participations",
            mark("Participations in events"),
            PARTICIPATIONS,
            "registration",
            EVERYBODY,
            "count(*)",
            OF_PEOPLE,
            id=IS_REGISTRATION,
        ),
        SavedQuestion(
            "presences",
            mark("Attendance"),
            PRESENCES,
            "attendance",
            EVERYBODY,
            "total(f.presences)",
            OF_PEOPLE,
            id="a.id",
            behind=TICKS,
            note=mark("Days or half-days, as attendance was taken."),
        ),
        _at_events("staff", mark("Staff of state and local bodies at events"), _STAFF),
        _at_events(
            "deputies",
            mark("Deputies and candidates at events"),
            _DEPUTIES,
        ),
        SavedQuestion(
            "women_deputies",
            mark("Women among deputies and candidates at events"),
            PEOPLE,
            "person",
            PARTICIPATION.format(more=f" AND n.category IN ({_DEPUTIES})"),
            "count(DISTINCT CASE WHEN f.sex = 'f' THEN f.person END)",
            {name: by for name, by in OF_PEOPLE.items() if name != "sex"},
            id=IS_PERSON,
            of=DIFFERENT,
            note=mark(
                "Of all deputies and candidates; those whose sex is not stated are no women."
            ),
        ),
        SavedQuestion(
            "test_gain",
            mark("What trainings changed: tests before and after"),
            POINTS,
            "submission",
            TESTS,
            "round(100 * avg(f.gain), 1)",
            OF_ANSWERS,
            id="unhex(b.value)",
            behind=BOTH_TESTS,
            n="count(*)",
            gathers="tests",
            note=mark(
                "The mean growth of the share of right answers, of those who took both tests at "
                "an event, paired by person or by code; n is the number of pairs."
            ),
        ),
        SavedQuestion(
            "satisfaction",
            mark("Satisfied participants"),
            FORMS,
            "submission",
            OPINIONS,
            f"count(CASE WHEN f.mark >= {SATISFIED} THEN 1 END)",
            {
                **OF_ANSWERS,
                "satisfied": by_yes_no(mark("Satisfied"), f"f.mark >= {SATISFIED}"),
            },
            of="count(*)",
            gathers="opinions",
            note=mark(
                "Feedback forms whose answers on scales come to 4 of 5 or more on average; the "
                "greater number is taken for the better one."
            ),
        ),
        SavedQuestion(
            "feedback_mark",
            mark("Mean mark of feedback"),
            MARK,
            "submission",
            OPINIONS,
            "round(1 + 4 * avg(f.mark), 2)",
            OF_ANSWERS,
            n="count(*)",
            gathers="opinions",
            note=mark("The mean of all scales of feedback forms, as if each went from 1 to 5."),
        ),
        SavedQuestion(
            "headcount",
            mark("People counted without a list"),
            SUM,
            "headcount",
            counted(
                "headcount",
                "number",
                "h.sex, h.age_group, h.category, coalesce(h.qualifier, 'exact') AS qualifier, "
                "e.territory",
                days=BY_DAY,
            ),
            "total(f.number)",
            {
                "sex": OF_PEOPLE["sex"],
                "age_group": by_choice(mark("Age group"), "age_group", "age_group"),
                "category": OF_PEOPLE["category"],
                "qualifier": BY_QUALIFIER,
                **BY_PLACE,
            },
            note=mark("Counted or estimated numbers; the same person may be in several."),
        ),
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
            note=mark(
                "Schools, pupils, committees and regions are different things: read by kind."
            ),
        ),
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
                f"WHERE m._deleted = 0 AND m.budget_status IN {GRANTED})"
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
            BODIES.format(
                more=" AND coalesce(s.women, b.women, 0) + coalesce(s.men, b.men, 0) > 0"
            ),
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
            note=mark("Products bear no day and no place: only the project narrows them."),
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
            "(SELECT t.id, t.done_on, c.title AS club FROM practice_task t "
            "LEFT JOIN club c ON c.id = t.club WHERE t._deleted = 0 "
            "AND coalesce(t.given_on, '') BETWEEN :since AND :until) f",
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
            "(SELECT unhex(value ->> 'cadence') AS id, value ->> 'club' AS club, "
            "value ->> 'form' AS form, value ->> 'state' AS state, value ->> 'first' AS first "
            "FROM json_each(:club_periods) WHERE value ->> 'first' <= :until "
            "AND value ->> 'last' >= :since) f",
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
}
"""Every saved question by its key, in the order in which they are listed."""
