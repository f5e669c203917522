"""The tables from group work to plans: groups, resolutions, plans, monitoring, clubs, bodies.

Columns that lists ask for stand before long texts, so that reading them does not read those.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0005_plans(db: "Database") -> None:
    """Group work, resolutions, plans with measures and monitoring, clubs and bodies."""
    for name, columns in _TABLES:
        db.execute(
            f"CREATE TABLE {name} (_row INTEGER PRIMARY KEY, id BLOB NOT NULL, "
            "_stamp BLOB NOT NULL, _package INTEGER, _deleted INTEGER NOT NULL DEFAULT 0, "
            f"{' '.join(columns.split())})"
        )
        db.execute(f"CREATE UNIQUE INDEX idx_{name}_id ON {name} (id)")
    for table, columns in _MORE_COLUMNS:
        for column in " ".join(columns.split()).split(", "):
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    for name in _SEARCHED:
        db.execute(
            f"CREATE VIRTUAL TABLE search_{name} USING fts5(words, content='', "
            "contentless_delete=1, detail=none, prefix='2 3', tokenize='unicode61')"
        )
    for statement in _ASKED.strip().split(";\n"):
        db.execute(statement)
    for table, column in _LINKS:
        db.execute(
            f"CREATE INDEX idx_{table}_{column} ON {table} ({column}) WHERE {column} IS NOT NULL"
        )


def m0006_framework_versions(db: "Database") -> None:
    """Frameworks that are imported again bear a version; items a version lacks are withdrawn."""
    db.execute("ALTER TABLE framework ADD COLUMN version TEXT")
    db.execute("ALTER TABLE framework_item ADD COLUMN is_withdrawn INTEGER")
    db.execute("CREATE INDEX idx_framework_item_asked ON framework_item (framework, sequence)")


def m0010_members_of_bodies(db: "Database") -> None:
    """Persons who sit in bodies; and what is told of reach is found by its words."""
    db.execute(
        "CREATE TABLE body_member (_row INTEGER PRIMARY KEY, id BLOB NOT NULL, "
        "_stamp BLOB NOT NULL, _package INTEGER, _deleted INTEGER NOT NULL DEFAULT 0, "
        "body BLOB, person BLOB, role TEXT, position TEXT, since TEXT, until TEXT)"
    )
    db.execute("CREATE UNIQUE INDEX idx_body_member_id ON body_member (id)")
    for column in ("body", "person"):
        db.execute(
            f"CREATE INDEX idx_body_member_{column} ON body_member ({column}) "
            f"WHERE {column} IS NOT NULL"
        )
    db.execute(
        "CREATE VIRTUAL TABLE search_reach_figure USING fts5(words, content='', "
        "contentless_delete=1, detail=none, prefix='2 3', tokenize='unicode61')"
    )
    db.execute(
        "INSERT INTO search_reach_figure (rowid, words) SELECT _row, fold(evidence) "
        "FROM reach_figure"
    )


_TABLES = (
    (
        "club",
        """title TEXT, mentor BLOB, organisation BLOB, coverage TEXT, target_size INTEGER,
        tasks TEXT, framework_items TEXT, channels TEXT, starts_on TEXT, note TEXT""",
    ),
    (
        "club_cadence",
        "club BLOB, form TEXT, period TEXT, least INTEGER, most INTEGER, text TEXT",
    ),
    ("club_member", "club BLOB, person BLOB, role TEXT, since TEXT, until TEXT, note TEXT"),
    (
        "group_session",
        """event BLOB, agenda_item BLOB, name TEXT, territory TEXT, facilitator BLOB,
        question TEXT, sequence INTEGER""",
    ),
    ("group_member", "group_session BLOB, person BLOB"),
    (
        "stakeholder",
        """event BLOB, group_session BLOB, kind TEXT, level TEXT, influence INTEGER,
        interest INTEGER, attitude TEXT, person BLOB, sequence INTEGER, name TEXT,
        interests TEXT, cooperation TEXT, contact TEXT""",
    ),
    (
        "resolution",
        """event BLOB, framework TEXT, territory TEXT, status TEXT, adopted_on TEXT,
        votes_for INTEGER, votes_against INTEGER, votes_abstained INTEGER, title TEXT,
        addressed_to TEXT, preamble TEXT, analysis TEXT, conclusion TEXT""",
    ),
    (
        "resolution_item",
        """resolution BLOB, section TEXT, heading TEXT, level TEXT, sequence INTEGER,
        is_part INTEGER, framework_items TEXT, note BLOB, text TEXT""",
    ),
    (
        "action_plan",
        """territory TEXT, level TEXT, period_from TEXT, period_to TEXT, event BLOB,
        project BLOB, status TEXT, decision_number TEXT, decision_date TEXT, is_template INTEGER,
        title TEXT, decision_body TEXT, programme TEXT, framework_items TEXT, results TEXT,
        note TEXT""",
    ),
    (
        "plan_member",
        "action_plan BLOB, person BLOB, role TEXT, position TEXT, sequence INTEGER",
    ),
    (
        "plan_measure",
        """action_plan BLOB, sequence INTEGER, status TEXT, starts_on TEXT, deadline TEXT,
        budget INTEGER, budget_source TEXT, budget_status TEXT, budget_decision TEXT, level TEXT,
        problem BLOB, recommendation BLOB, resolution_item BLOB, organisation BLOB, person BLOB,
        framework_items TEXT, heading TEXT, responsible TEXT, text TEXT, partners TEXT,
        participants TEXT, expected_results TEXT, note TEXT""",
    ),
    (
        "beneficiary",
        """plan_measure BLOB, sex TEXT, age_group TEXT, social_status TEXT, disability TEXT,
        number INTEGER, qualifier TEXT""",
    ),
    (
        "indicator",
        """plan_measure BLOB, framework_items TEXT, unit TEXT, baseline INTEGER,
        target INTEGER, direction TEXT, disaggregation TEXT, sequence INTEGER, name TEXT,
        source TEXT""",
    ),
    (
        "indicator_value",
        """indicator BLOB, day TEXT, period TEXT, value INTEGER, sex TEXT, age_group TEXT,
        social_status TEXT, disability TEXT, territory TEXT, evidence TEXT""",
    ),
    (
        "monitoring_entry",
        """plan_measure BLOB, day TEXT, status TEXT, progress INTEGER, spent INTEGER,
        author TEXT, note TEXT, obstacles TEXT""",
    ),
    (
        "body",
        """kind TEXT, territory TEXT, created_on TEXT, as_of TEXT, size INTEGER, women INTEGER,
        men INTEGER, youth INTEGER, reserved INTEGER, event BLOB, action_plan BLOB, title TEXT,
        note TEXT""",
    ),
    (
        "practice_task",
        """club BLOB, person BLOB, event BLOB, given_on TEXT, due_on TEXT, done_on TEXT,
        text TEXT, result TEXT, reflection TEXT""",
    ),
)

_MORE_COLUMNS = (
    ("event", "club BLOB"),
    (
        "note",
        """group_session BLOB, code TEXT, level TEXT, answers BLOB, votes INTEGER, rank INTEGER,
        status TEXT""",
    ),
    (
        "attachment",
        "resolution BLOB, action_plan BLOB, plan_measure BLOB, monitoring_entry BLOB",
    ),
)

_SEARCHED = (
    "club",
    "stakeholder",
    "resolution",
    "resolution_item",
    "action_plan",
    "plan_measure",
    "indicator",
    "monitoring_entry",
    "body",
    "practice_task",
)

_ASKED = """
CREATE INDEX idx_plan_measure_asked ON plan_measure (action_plan, _deleted, status, deadline,
    starts_on, budget, budget_status, budget_source, level, framework_items);
CREATE INDEX idx_monitoring_entry_asked ON monitoring_entry (plan_measure, _deleted, day, status,
    progress, spent);
CREATE INDEX idx_indicator_value_asked ON indicator_value (indicator, _deleted, day);
CREATE INDEX idx_resolution_item_asked ON resolution_item (resolution, _deleted, sequence)
"""
"""What lists ask of many rows at once, without reading their texts."""

_LINKS = (
    ("event", "club"),
    ("club", "mentor"),
    ("club", "organisation"),
    ("club_cadence", "club"),
    ("club_member", "club"),
    ("club_member", "person"),
    ("group_session", "event"),
    ("group_session", "agenda_item"),
    ("group_session", "facilitator"),
    ("group_member", "group_session"),
    ("group_member", "person"),
    ("note", "group_session"),
    ("note", "answers"),
    ("stakeholder", "event"),
    ("stakeholder", "group_session"),
    ("stakeholder", "person"),
    ("resolution", "event"),
    ("resolution_item", "note"),
    ("action_plan", "event"),
    ("action_plan", "project"),
    ("plan_member", "action_plan"),
    ("plan_member", "person"),
    ("plan_measure", "problem"),
    ("plan_measure", "recommendation"),
    ("plan_measure", "resolution_item"),
    ("plan_measure", "organisation"),
    ("plan_measure", "person"),
    ("beneficiary", "plan_measure"),
    ("indicator", "plan_measure"),
    ("body", "event"),
    ("body", "action_plan"),
    ("practice_task", "club"),
    ("practice_task", "person"),
    ("practice_task", "event"),
    ("attachment", "resolution"),
    ("attachment", "action_plan"),
    ("attachment", "plan_measure"),
    ("attachment", "monitoring_entry"),
)
