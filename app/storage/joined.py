"""People who were found to be one: whom each entry of the register stands for.

A join is the field `person.duplicate_of`, set like any other. Two devices may join differently, so
what it comes to is a function of all joins together: the end of the chain, or in a ring the
smallest id of it. A chain that ends at nobody (deleted, or not arrived yet) joins nothing.
"""

import itertools

from app.model import Stored
from app.model.stamp import stamp_device, stamp_ms
from app.storage.connection import Connection
from app.storage.entries import Entry, split_stamps

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

GROUP = """(
    WITH RECURSIVE entry (id) AS (
        SELECT p.id UNION SELECT d.id FROM entry JOIN person d ON d.duplicate_of = entry.id
    )
    SELECT id FROM entry
)"""
"""All entries that stand for the person `p`, herself among them; quick for one person."""
HAS_GROUP = "EXISTS (SELECT 1 FROM person d WHERE d.duplicate_of = p.id)"
"""The condition on a person `p` that others may stand for her."""
IS_SHOWN = f"(p.duplicate_of IS NULL OR p.id NOT IN (SELECT person FROM {JOINED}))"
"""The condition on a person `p` that she stands for herself."""


def canonical(connection: Connection, person: bytes) -> bytes:
    """Whom an entry of the register stands for: herself, or the one she was joined to."""
    walked = walk(connection, person)
    following = _joined_directly(connection, walked[-1])
    root = min(walked[walked.index(following) :]) if following else walked[-1]
    row = connection.execute("SELECT _deleted FROM person WHERE id = ?", (root,)).fetchone()
    return root if row and not row[0] else person


def walk(connection: Connection, person: bytes) -> list[bytes]:
    """The entry, the one it was joined to, and so on, each once."""
    walked = [person]
    while (following := _joined_directly(connection, walked[-1])) not in (None, *walked):
        walked.append(following)  # type: ignore[arg-type]
    return walked


def _joined_directly(connection: Connection, person: bytes) -> bytes | None:
    row = connection.execute("SELECT duplicate_of FROM person WHERE id = ?", (person,)).fetchone()
    return bytes(row[0]) if row and row[0] else None


def joined_to(connection: Connection, person: bytes) -> list[bytes]:
    """The entries that were joined to this one, at whatever distance."""
    if canonical(connection, person) != person:
        return []
    found = [row[0] for row in connection.execute(_BELOW, (person,)).fetchall()]
    return sorted(one for one in found if one != person and canonical(connection, one) == person)


_BELOW = (
    "WITH RECURSIVE entry (id) AS (SELECT ? UNION "
    "SELECT d.id FROM entry JOIN person d ON d.duplicate_of = entry.id) SELECT id FROM entry"
)


_ONE_WRITE_MS = 2000
"""Changes of one write carry stamps no further apart than this."""


def values_before_join(connection: Connection, person: bytes) -> dict[str, Stored]:
    """What the fields said that a join filled in on the one who stays, where they still say it."""
    row = connection.execute(
        "SELECT stamp, value FROM entry WHERE id = ? AND field = 'duplicate_of' "
        "ORDER BY stamp DESC LIMIT 1",
        (person,),
    ).fetchone()
    if row is None or row[1] is None:
        return {}
    rows = connection.execute(
        "SELECT field, stamp, value, prev FROM entry WHERE id = ? AND type = 'person' "
        "AND field NOT IN ('duplicate_of', '_deleted', '_created') ORDER BY field, stamp",
        (row[1],),
    )
    before: dict[str, Stored] = {}
    for field, group in itertools.groupby(rows, lambda entry: entry[0]):
        entries = [Entry(*entry[1:]) for entry in group]
        last = entries[-1]
        replaced = [entry for entry in entries if [entry.stamp] == split_stamps(last.prev)]
        if replaced and _is_one_write(last.stamp, row[0]):
            before[field] = replaced[0].value
    return before


def _is_one_write(earlier: bytes, later: bytes) -> bool:
    apart = stamp_ms(later) - stamp_ms(earlier)
    return stamp_device(earlier) == stamp_device(later) and 0 <= apart <= _ONE_WRITE_MS
