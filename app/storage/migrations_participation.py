"""The table of who took part in what, derived from registrations, attendance, events and people.

It is outside the log. Triggers note whose participations a change or a deletion concerns;
`participation` derives anew what is missing when it is next asked. (There is no trigger on new
rows: merges count the rows they bring, and new rows are found by their numbers.)
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0011_participation(db: "Database") -> None:
    """Who took part in what, ready to be counted."""
    for statement in _TABLES.strip().split(";\n"):
        db.execute(statement)
    for trigger in _TRIGGERS:
        db.execute(trigger)


def m0014_rows_that_go(db: "Database") -> None:
    """A row that goes (an undo) lets go of its own events; before, it let go of everything."""
    for table, concerns in _GOING.items():
        db.execute(f"DROP TRIGGER {table}_counts_no_more")
        db.execute(
            f"CREATE TRIGGER {table}_counts_no_more AFTER DELETE ON {table} BEGIN {concerns}; "
            "UPDATE participation_state "
            f"SET last = min(last, (SELECT coalesce(max(_row), 0) FROM {table})) "
            f"WHERE name = '{table}'; END"
        )


_TABLES = """
CREATE TABLE participation (event INTEGER NOT NULL, person INTEGER NOT NULL, registration INTEGER
    NOT NULL, presences INTEGER NOT NULL, sex TEXT NOT NULL, age_group TEXT, category TEXT,
    territory TEXT, social_status TEXT, disability TEXT, PRIMARY KEY (event, person))
    WITHOUT ROWID;
CREATE INDEX idx_participation_person ON participation (person);
CREATE TABLE participation_state (name TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE stale_participation (event BLOB PRIMARY KEY) WITHOUT ROWID
"""
_OF_PERSON = """
    INSERT OR IGNORE INTO stale_participation
    WITH RECURSIVE entry (id) AS (
        SELECT old.id UNION SELECT d.id FROM entry JOIN person d ON d.duplicate_of = entry.id
    )
    SELECT r.event FROM entry JOIN registration r ON r.person = entry.id
    WHERE r.event IS NOT NULL
"""
_TRIGGERS = (
    """CREATE TRIGGER registration_counts_otherwise AFTER UPDATE OF event, person, category, age,
    territory, status, _deleted ON registration BEGIN
        INSERT OR IGNORE INTO stale_participation
            SELECT id FROM event WHERE id IN (old.event, new.event);
    END""",
    """CREATE TRIGGER attendance_counts_otherwise AFTER UPDATE OF registration, day, part,
    is_present, _deleted ON attendance BEGIN
        INSERT OR IGNORE INTO stale_participation SELECT event FROM registration
            WHERE id IN (old.registration, new.registration) AND event IS NOT NULL;
    END""",
    """CREATE TRIGGER event_counts_otherwise AFTER UPDATE OF date_from ON event BEGIN
        INSERT OR IGNORE INTO stale_participation VALUES (new.id);
    END""",
    f"""CREATE TRIGGER person_counts_otherwise AFTER UPDATE OF sex, birth_year, age_group,
    territory, social_status, disability, duplicate_of, _deleted ON person BEGIN
    {_OF_PERSON};
    END""",
    *(
        f"""CREATE TRIGGER {table}_counts_no_more AFTER DELETE ON {table} BEGIN
        DELETE FROM participation_state;
        END"""
        for table in ("registration", "attendance", "event", "person")
    ),
)
_GOING = {
    "registration": """INSERT OR IGNORE INTO stale_participation
        SELECT old.event WHERE old.event IS NOT NULL""",
    "attendance": """INSERT OR IGNORE INTO stale_participation
        SELECT event FROM registration WHERE id = old.registration AND event IS NOT NULL""",
    "event": "DELETE FROM participation WHERE event = old._row",
    "person": _OF_PERSON,
}
"""What a row that goes concerns. The numbers of the last rows are given again to new ones, so that
none above those that are left may be taken for known.
"""
