"""Facts: the SQL figures are made of, with the filter in it, and how they can be broken down.

Every source is a table `f` of facts with `id`, and `at` (the row) where facts are tied to goals.
Its parameters are those of `questions.indicators`; beside it stand the tables `place` (territory →
oblast), `goal` (item → the goal, direction or task it belongs to), `aim` (item → its goal or
direction), `spent` (measure → money), `typed` (the events of the type that is asked for) and
`heard` (the notes said at those events, and the points of resolutions that follow from them).
"""

from __future__ import annotations

from dataclasses import dataclass

from app.language import mark
from app.storage.joined import GROUP, HAS_GROUP
from app.storage.participation import TOOK_PART, TOOK_PLACE
from app.storage.seated import SEATED


@dataclass(frozen=True)
class Breakdown:
    """One way to break a question down: an SQL value of each fact, and what its codes mean."""

    label: str
    value: str
    join: str = ""
    codes: str = ""
    """An enumeration, `territory`, `framework_item`, or "" when the value speaks for itself."""


BESIDE = (
    "WITH goal (code, goal) AS MATERIALIZED (SELECT key, value FROM json_each(:goals)), "
    "aim (code, aim) AS MATERIALIZED (SELECT key, value FROM json_each(:aims)), "
    "priority (code, priority) AS MATERIALIZED (SELECT key, value FROM json_each(:priorities)), "
    "place (code, oblast, raion) AS MATERIALIZED "
    "(SELECT key, value ->> 0, value ->> 1 FROM json_each(:within)), "
    "spent (plan_measure, spent) AS MATERIALIZED (SELECT e.plan_measure, CASE count(*) "
    "WHEN 1 THEN max(e.spent) ELSE (SELECT n.spent FROM monitoring_entry n "
    "WHERE n.plan_measure = e.plan_measure AND n._deleted = 0 AND n.day = e.day "
    "AND n.spent IS NOT NULL ORDER BY n._stamp DESC LIMIT 1) END "
    "FROM (SELECT plan_measure, max(day) AS day FROM monitoring_entry "
    "WHERE _deleted = 0 AND spent IS NOT NULL GROUP BY plan_measure) d "
    "CROSS JOIN monitoring_entry e ON e.plan_measure = d.plan_measure AND e._deleted = 0 "
    "AND e.day = d.day AND e.spent IS NOT NULL GROUP BY d.plan_measure), "
    "typed (event) AS MATERIALIZED (SELECT id FROM event WHERE :event_type <> '' "
    "AND type = :event_type AND _deleted = 0), "
    "said (id) AS MATERIALIZED (SELECT n.id FROM typed t CROSS JOIN note n ON n.event = t.event "
    "WHERE n._deleted = 0), "
    "heard (id) AS MATERIALIZED (SELECT id FROM said UNION "
    "SELECT i.id FROM said CROSS JOIN resolution_item i ON i.note = said.id UNION "
    "SELECT i.id FROM typed t CROSS JOIN resolution r ON r.event = t.event "
    "CROSS JOIN resolution_item i ON i.resolution = r.id)"
)
"""The tables that stand beside the facts, for before every question.

They are joined to facts by CROSS JOIN or LEFT JOIN: read the other way round, every fact would be
looked up by itself.
"""


_BREAKS_JSON = "('*[\"\\' || char(1) || '-' || char(9) || char(11) || '-' || char(31) || ']*')"
"""A pattern of signs no code has and no text of JSON may hold bare; the line feed parts codes."""


def split(items: str) -> str:
    """A table-valued expression of the codes in a list column; broken lists have none."""
    return (
        f"json_each(CASE WHEN {items} IS NULL OR {items} GLOB {_BREAKS_JSON} "
        f"OR instr({items}, char(0)) THEN '[]' "
        f"ELSE '[\"' || replace({items}, char(10), '\",\"') || '\"]' END)"
    )


def serves(items: str) -> str:
    """The filter on a list of items: some are of the framework and of the item asked for."""
    return (
        f"(:framework = '' OR EXISTS (SELECT 1 FROM {split(items)} s WHERE s.value IN "
        "(SELECT code FROM framework_item WHERE framework = :framework))) "
        f"AND (:items = '' OR EXISTS (SELECT 1 FROM {split(items)} s WHERE s.value IN "
        "(SELECT value FROM json_each(:items))))"
    )


PLACE_FILTER = "(:places = '' OR {0} IN (SELECT value FROM json_each(:places)))"


EVENT_AT_ANY_TIME = (
    f"{TOOK_PLACE} AND {PLACE_FILTER.format('e.territory')} "
    "AND (:project = x'' OR e.project = :project) AND (:event_type = '' OR e.type = :event_type)"
)
"""The filter on events but for the period and the goal: planned ones too, none called off."""
EVENT_FILTER = (
    f"{EVENT_AT_ANY_TIME} AND e.date_from <= min(:until, :today) "
    "AND coalesce(e.date_to, e.date_from) >= :since"
)
"""The filter on events: of the period, place, project and type, begun and not called off."""
PLAN_FILTER = (
    "p._deleted = 0 AND coalesce(p.is_template, 0) = 0 "
    "AND coalesce(p.period_from, '') <= :until AND coalesce(p.period_to, '9999') >= :since "
    f"AND {PLACE_FILTER.format('p.territory')} AND (:project = x'' OR p.project = :project)"
)
MEASURE_FILTER = (
    "m._deleted = 0 AND (:event_type = '' OR p.event IN (SELECT event FROM typed) "
    "OR m.problem IN (SELECT id FROM heard) OR m.recommendation IN (SELECT id FROM heard) "
    f"OR m.resolution_item IN (SELECT id FROM heard)) AND {serves('m.framework_items')}"
)
"""The filter on measures `m` of plans `p`: those that follow from events of the type asked for,
be it through the plan, through a note or through a point of a resolution, and serve the goal.
"""
WHOLE_PLAN_FILTER = (
    f"{PLAN_FILTER} AND (:framework = '' AND :items = '' "
    "AND (:event_type = '' OR p.event IN (SELECT event FROM typed)) "
    "OR p.id IN (SELECT m.action_plan FROM plan_measure m "
    f"JOIN action_plan p ON p.id = m.action_plan WHERE {MEASURE_FILTER}))"
)
"""The filter on plans `p`; of a goal or a type of event are those with such a measure."""
PLACE_JOIN = "LEFT JOIN place o ON o.code = f.territory"
GOAL_JOIN = (
    "LEFT JOIN (SELECT _row AS at, coalesce(g.goal, s.value) AS goal FROM {type} t, "
    + split("t.framework_items")
    + " s LEFT JOIN goal g ON g.code = s.value GROUP BY 1, 2) k ON k.at = f.at"
)
PRIORITY_JOIN = (
    "LEFT JOIN (SELECT DISTINCT _row AS at, y.priority FROM {type} t, "
    + split("t.framework_items")
    + " s CROSS JOIN priority y ON y.code = s.value) y ON y.at = f.at"
)


def by_choice(label: str, name: str, codes: str) -> Breakdown:
    """By a column of the facts that holds codes of an enumeration."""
    return Breakdown(label, f"f.{name}", codes=codes)


BY_PLACE = {
    "oblast": Breakdown(mark("Oblast"), "coalesce(o.oblast, f.territory)", PLACE_JOIN, "territory"),
    "raion": Breakdown(
        mark("Raion or city"), "coalesce(o.raion, f.territory)", PLACE_JOIN, "territory"
    ),
}


def by_goal(type_name: str) -> Breakdown:
    """By the goal, direction or task of each item a record of this type is tied to."""
    join = GOAL_JOIN.format(type=type_name)
    return Breakdown(mark("Goal or direction"), "k.goal", join, "framework_item")


def by_priority(type_name: str) -> Breakdown:
    """By the priority of each item a record of this type is tied to."""
    join = PRIORITY_JOIN.format(type=type_name)
    return Breakdown(mark("Priority"), "y.priority", join, "framework_item")


def by_yes_no(label: str, condition: str) -> Breakdown:
    """By whether a condition on the facts holds."""
    return Breakdown(label, f"CASE WHEN {condition} THEN 'yes' ELSE 'no' END", codes="yes_no")


BY_TYPE = by_choice(mark("Type"), "type", "event_type")
HELD_EVENTS = (
    "(SELECT e._row AS at, e.id, e.type, e.mode, e.territory, substr(e.date_from, 1, 4) AS year "
    f"FROM event e WHERE {EVENT_FILTER} AND {serves('e.framework_items')}) f"
)
BY_YEAR = Breakdown(mark("Year"), "f.year")
PARTICIPATION = (
    "(SELECT n.*, e.type, substr(e.date_from, 1, 4) AS year "
    f"FROM event e CROSS JOIN participation n ON n.event = e._row WHERE {EVENT_FILTER} "
    f"AND {serves('e.framework_items')}{{more}}) f"
)
EVERYBODY = PARTICIPATION.format(more="")
DIFFERENT = "count(DISTINCT f.person)"
"""Different people among the facts of who took part."""
IS_PERSON = (
    "coalesce((SELECT p.id FROM person p WHERE p._row = f.person), "
    "(SELECT r.person FROM registration r WHERE r._row = f.registration))"
)
IS_REGISTRATION = "(SELECT r.id FROM registration r WHERE r._row = f.registration)"
TICKS = (
    "CROSS JOIN registration l ON l._row = f.registration LEFT JOIN person p ON p._row = f.person "
    "CROSS JOIN registration t ON t.id IN (SELECT l.id UNION ALL SELECT r.id FROM registration r "
    f"WHERE {HAS_GROUP} AND r.event = l.event AND r.person IN (SELECT id FROM {GROUP}) "
    f"AND {TOOK_PART}) CROSS JOIN attendance a ON a.registration = t.id "
    "AND a._deleted = 0 AND a.is_present = 1"
)
"""The attendance behind who took part, of all her entries."""
OF_PEOPLE = {
    "sex": by_choice(mark("Sex"), "sex", "sex"),
    "age_group": by_choice(mark("Age group"), "age_group", "age_group"),
    "category": by_choice(mark("Category"), "category", "participant_category"),
    **BY_PLACE,
    "social_status": Breakdown(
        mark("Social status"),
        "s.value",
        f"LEFT JOIN {split('f.social_status')} s",
        "social_status",
    ),
    "disability": by_choice(mark("Disability"), "disability", "health_status"),
    "type": BY_TYPE,
    "year": BY_YEAR,
}
NOTES = (
    "(SELECT n._row AS at, n.id, n.kind, n.theme, n.status, n.level, "
    "coalesce(n.territory, e.territory) AS territory FROM note n JOIN event e ON e.id = n.event "
    f"AND {EVENT_FILTER} WHERE n._deleted = 0 AND n.kind = '{{kind}}' "
    f"AND {serves('n.framework_items')}) f"
)
OF_NOTES = {
    "goal": by_goal("note"),
    "priority": by_priority("note"),
    **BY_PLACE,
    "theme": by_choice(mark("Theme"), "theme", "problem_theme"),
    "level": by_choice(mark("Level"), "level", "item_level"),
    "status": by_choice(mark("Status"), "status", "note_status"),
}
PLANS = (
    "(SELECT p._row AS at, p.id, coalesce(p.status, 'draft') AS status, p.level, p.territory "
    f"FROM action_plan p WHERE {WHOLE_PLAN_FILTER}{{more}}) f"
)
OF_PLANS = {
    "status": by_choice(mark("Status"), "status", "plan_status"),
    **BY_PLACE,
    "level": by_choice(mark("Level"), "level", "plan_level"),
}
MEASURES = (
    "(SELECT m._row AS at, m.id, coalesce(m.status, 'planned') AS status, m.level, p.territory, "
    "m.budget, m.budget_status, m.budget_source, m.deadline "
    f"FROM plan_measure m JOIN action_plan p ON p.id = m.action_plan AND {PLAN_FILTER} "
    f"WHERE {MEASURE_FILTER}{{more}}) f"
)
OF_MEASURES = {
    "goal": by_goal("plan_measure"),
    "priority": by_priority("plan_measure"),
    "status": by_choice(mark("Status"), "status", "measure_status"),
    **BY_PLACE,
    "level": by_choice(mark("Level"), "level", "item_level"),
    "budget_status": by_choice(mark("Status of the budget"), "budget_status", "budget_status"),
    "budget_source": by_choice(mark("Source of the budget"), "budget_source", "budget_source"),
}
NOT_CANCELLED = " AND coalesce(m.status, '') <> 'cancelled'"
BODY_JOIN = (
    "LEFT JOIN event e ON e.id = b.event AND e._deleted = 0 "
    "LEFT JOIN action_plan p ON p.id = b.action_plan AND p._deleted = 0"
)
BODY_FILTER = (
    f"b._deleted = 0 AND {PLACE_FILTER.format('b.territory')} "
    "AND (:project = x'' OR :project IN (e.project, p.project)) "
    "AND (:event_type = '' OR e.type = :event_type OR p.event IN (SELECT event FROM typed)) "
    f"AND ({serves('e.framework_items')} OR {serves('p.framework_items')})"
)
"""The filter on bodies `b` but for the period; of a project, a goal or a type of event are those
that were created at such an event `e` or by such a plan `p` (`BODY_JOIN`).
"""
BODIES = (
    "(SELECT b._row AS at, b.id, b.kind, b.territory, coalesce(s.women, b.women, 0) AS women, "
    f"coalesce(s.men, b.men, 0) AS men FROM body b LEFT JOIN {SEATED} s ON s.body = b.id "
    f"{BODY_JOIN} WHERE {BODY_FILTER} AND coalesce(b.as_of, b.created_on, '') <= :until "
    "AND (:since = '' OR coalesce(b.as_of, b.created_on) >= :since){more}) f"
)
IS_BALANCED = "100 * min(f.women, f.men) >= :least * (f.women + f.men)"
OF_BODIES = {"kind": by_choice(mark("Kind"), "kind", "body_kind"), **BY_PLACE}
TIED = (
    f"SELECT e.framework_items AS items FROM event e WHERE {EVENT_FILTER} UNION ALL "
    f"SELECT n.framework_items FROM note n JOIN event e ON e.id = n.event AND {EVENT_FILTER} "
    "WHERE n._deleted = 0 UNION ALL SELECT m.framework_items FROM plan_measure m "
    f"JOIN action_plan p ON p.id = m.action_plan AND {PLAN_FILTER} WHERE {MEASURE_FILTER}"
)


COVERS = f"EXISTS (SELECT 1 FROM {split('c.coverage')} s WHERE {PLACE_FILTER.format('s.value')})"
"""The condition on a club `c` that it works in the place asked for."""
PRACTICE = (
    "(SELECT t.id, t.done_on, c.title AS club FROM practice_task t "
    "LEFT JOIN club c ON c.id = t.club LEFT JOIN event e ON e.id = t.event "
    "WHERE t._deleted = 0 AND coalesce(t.given_on, '') BETWEEN :since AND :until "
    f"AND ({PLACE_FILTER.format('e.territory')} OR {COVERS}) "
    "AND (:project = x'' OR e.project = :project) "
    "AND (:event_type = '' OR e.type = :event_type) "
    f"AND ({serves('e.framework_items')} OR {serves('c.framework_items')})) f"
)
"""Practice tasks, of the meeting they were given at and of their club."""
CLUB_PERIODS = (
    "(SELECT unhex(v.value ->> 'cadence') AS id, v.value ->> 'club' AS club, "
    "v.value ->> 'form' AS form, v.value ->> 'state' AS state, v.value ->> 'first' AS first "
    "FROM json_each(:club_periods) v "
    "LEFT JOIN club c ON c.id = (SELECT club FROM club_cadence WHERE id = unhex("
    "v.value ->> 'cadence')) "
    "WHERE v.value ->> 'first' <= :until AND v.value ->> 'last' >= :since "
    f"AND (:places = '' OR {COVERS}) AND {serves('c.framework_items')}) f"
)
"""The periods in which clubs meant to meet, of the places and goals of the club."""


_NO_EVENT_ASKED = ":project = x'' AND :framework = '' AND :items = '' AND :event_type = ''"


def counted(
    type_name: str, number: str, columns: str, *, place: str = "NULL", days: tuple[str, str]
) -> str:
    """Figures kept at events or by themselves: numbers counted without a list, reach, copies.

    Those of no event are of their own `place` and of their own first and last day (`days`, SQL);
    where these are not known, they are of no period in particular.
    """
    first, last = days
    return (
        f"(SELECT h._row AS at, h.id, h.{number} AS number, {columns} FROM {type_name} h "
        f"LEFT JOIN event e ON e.id = h.event WHERE h._deleted = 0 AND (h.event IS NULL "
        f"AND {_NO_EVENT_ASKED} AND {PLACE_FILTER.format(place)} "
        f"AND CASE WHEN {first} IS NULL THEN :since = '' AND :until = '9999-12-31' "
        f"ELSE {first} <= min(:until, :today) AND {last} >= :since END "
        f"OR {EVENT_FILTER} AND {serves('e.framework_items')})) f"
    )


_YEAR_OF = "CASE WHEN h.period GLOB '[12][0-9][0-9][0-9]*' THEN substr(h.period, 1, 4) || '{}' END"
BY_DAY = ("h.day", "h.day")
BY_PERIOD = (_YEAR_OF.format("-01-01"), _YEAR_OF.format("-12-31"))
"""The year a period in words begins with."""
BY_QUALIFIER = by_choice(mark("How sure"), "qualifier", "value_qualifier")
_EVENT_NAME = "coalesce(nullif(e.code, '') || ' · ', '') || e.title AS event"
TESTS = (
    "(SELECT t.value ->> 'before' AS before, t.value ->> 'after' AS after, "
    "t.value ->> 'gain' AS gain, e.territory, e.type, substr(e.date_from, 1, 4) AS year, "
    f"{_EVENT_NAME} FROM json_each(:tests) t "
    f"JOIN event e ON e.id = unhex(t.value ->> 'event') AND {EVENT_FILTER} "
    f"AND {serves('e.framework_items')}) f"
)
"""The pairs of tests before and after of events."""
BOTH_TESTS = "JOIN json_each(json_array(f.before, f.after)) b"
_OWN_PLACE = "(t.value ->> 'territory')"
OPINIONS = (
    "(SELECT unhex(t.value ->> 'form') AS id, t.value ->> 'mark' AS mark, e.type, "
    "coalesce(e.territory, nullif(t.value ->> 'territory', '')) AS territory, "
    f"substr(coalesce(e.date_from, t.value ->> 'day'), 1, 4) AS year, {_EVENT_NAME} "
    "FROM json_each(:opinions) t LEFT JOIN event e ON e.id = unhex(t.value ->> 'event') "
    f"WHERE e.id IS NULL AND {_NO_EVENT_ASKED} "
    f"AND {PLACE_FILTER.format(_OWN_PLACE)} "
    "AND t.value ->> 'day' BETWEEN :since AND min(:until, :today) "
    f"OR {EVENT_FILTER} AND {serves('e.framework_items')}) f"
)
"""The filled feedback forms that have an answer on a scale."""
OF_ANSWERS = {
    "event": Breakdown(mark("Event"), "f.event"),
    **BY_PLACE,
    "type": BY_TYPE,
    "year": BY_YEAR,
}
