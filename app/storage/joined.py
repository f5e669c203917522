"""People who were found to be one: whom each entry of the register stands for.

A join is the field `person.duplicate_of`, set like any other. Two devices may join differently, so
what it comes to is a function of all joins together: the end of the chain, or in a ring the
smallest id of it. A chain that ends at nobody (deleted, or not arrived yet) joins nothing.
"""

from app.storage.connection import Connection

JOINED = """(
    WITH RECURSIVE step (person, at) AS (
        SELECT id, duplicate_of FROM person WHERE duplicate_of > x''
        UNION
        SELECT step.person, p.duplicate_of FROM step JOIN person p ON p.id = step.at
        WHERE p.duplicate_of > x''
    ),
    ended (person, root) AS (
        SELECT step.person, coalesce(
            max(CASE WHEN p.duplicate_of IS NULL THEN step.at END),
            min(CASE WHEN ring.at IS NOT NULL THEN step.at END)
        )
        FROM step LEFT JOIN person p ON p.id = step.at
        LEFT JOIN step ring ON ring.person = step.at AND ring.at = step.at
        GROUP BY step.person
    )
    SELECT ended.person, ended.root FROM ended
    JOIN person p ON p.id = ended.root AND p._deleted = 0
    WHERE ended.root <> ended.person
)"""
"""A table (person, root) of all who stand for somebody else; for the FROM of a question."""

IS_SHOWN = f"p.id NOT IN (SELECT person FROM {JOINED})"
"""The condition on a person `p` that she stands for herself."""


def canonical(connection: Connection, person: bytes) -> bytes:
    """Whom an entry of the register stands for: herself, or the one she was joined to."""
    row = connection.execute(f"SELECT root FROM {JOINED} WHERE person = ?", (person,)).fetchone()
    return bytes(row[0]) if row else person


def joined_to(connection: Connection, person: bytes) -> list[bytes]:
    """The entries that were joined to this one, at whatever distance."""
    rows = connection.execute(f"SELECT person FROM {JOINED} WHERE root = ? ORDER BY 1", (person,))
    return [row[0] for row in rows]
