"""What people agreed to and what they took back: whom and which fields an export leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.model import Consent
from app.storage.connection import Connection
from app.storage.joined import JOINED

DATA, PHOTO, CONTACT, SENSITIVE = "data", "photo", "contact", "sensitive"
"""What a consent can cover; all else needs the first."""
_ALL = frozenset({DATA, PHOTO, CONTACT, SENSITIVE})
_Uses = dict[bytes, set[str]]


@dataclass(frozen=True)
class Consents:
    """By entry of the register: entries that were joined share what any of them says."""

    agreed: Mapping[bytes, frozenset[str]]
    """What a consent in force covers."""
    withdrawn: Mapping[bytes, frozenset[str]]
    """What was covered once, and is no longer by any consent in force."""

    def has_agreed(self, person: bytes, use: str) -> bool:
        """Whether a consent in force covers this use."""
        return use in self.agreed.get(person, ())

    def has_withdrawn(self, person: bytes, use: str = DATA) -> bool:
        """Whether she took this use back, or the use of her data altogether."""
        gone = self.withdrawn.get(person, ())
        return use in gone or DATA in gone

    def gone(self) -> frozenset[bytes]:
        """All entries of people who took the use of their data back."""
        return frozenset(one for one, uses in self.withdrawn.items() if DATA in uses)


def consents(connection: Connection) -> Consents:
    """All that is agreed to and taken back at this moment.

    A consent that names no use covers the data while it is in force, and every use once withdrawn.
    """
    roots: dict[bytes, bytes] = dict(connection.execute(f"SELECT person, root FROM {JOINED}"))
    rows = connection.execute(
        "SELECT person, scope, withdrawn_on FROM consent WHERE _deleted = 0 AND person IS NOT NULL"
    )
    in_force, gone = _weighed((roots.get(person, person), *rest) for person, *rest in rows)
    entries: dict[bytes, list[bytes]] = {}
    for entry, root in roots.items():
        entries.setdefault(root, []).append(entry)
    return Consents(_by_entry(in_force, entries), _by_entry(gone, entries))


_AT_EVENT = f"""
    WITH joined (person, root) AS MATERIALIZED (SELECT person, root FROM {JOINED}),
    here AS (
        SELECT DISTINCT coalesce(j.root, r.person) AS person FROM registration r
        LEFT JOIN joined j ON j.person = r.person WHERE r.event = ? AND r._deleted = 0
    )
    SELECT here.person, c.scope, c.withdrawn_on FROM consent c
    LEFT JOIN joined j ON j.person = c.person
    JOIN here ON here.person = coalesce(j.root, c.person) WHERE c._deleted = 0
"""


def gone_from(connection: Connection, event: bytes) -> frozenset[bytes]:
    """Whom of an event no list may name any more: those who took the use of their data back."""
    _, gone = _weighed(connection.execute(_AT_EVENT, (event,)))
    return frozenset(one for one, uses in gone.items() if DATA in uses)


def gone_among(connection: Connection, people: Iterable[bytes | None]) -> frozenset[bytes]:
    """Which of these entries are of people no paper may name any more."""
    given = sorted({one for one in people if one})
    if not given:
        return frozenset()
    marks = ", ".join("?" * len(given))
    roots: dict[bytes, bytes] = dict(
        connection.execute(f"SELECT person, root FROM {JOINED} WHERE person IN ({marks})", given)
    )
    ends = sorted({roots.get(one, one) for one in given})
    rows = connection.execute(_AMONG.format(marks=", ".join("?" * len(ends))), ends)
    _, gone = _weighed(rows)
    lost = {one for one, uses in gone.items() if DATA in uses}
    return frozenset(one for one in given if roots.get(one, one) in lost)


_AMONG = f"""
    SELECT coalesce(j.root, c.person), c.scope, c.withdrawn_on FROM consent c
    LEFT JOIN {JOINED} j ON j.person = c.person
    WHERE coalesce(j.root, c.person) IN ({{marks}}) AND c._deleted = 0
"""


def _weighed(rows: Iterable[Sequence[Any]]) -> tuple[_Uses, _Uses]:
    """By person what is covered, and what was and is no longer; of (person, scope, withdrawn)."""
    in_force: _Uses = {}
    ended: _Uses = {}
    scopes = Consent.kinds()["scope"]
    for person, stored, withdrawn_on in rows:
        covers = frozenset(scopes.load(stored))
        told, otherwise = (ended, _ALL) if withdrawn_on else (in_force, frozenset({DATA}))
        told.setdefault(person, set()).update(covers or otherwise)
    return in_force, {one: uses - in_force.get(one, set()) for one, uses in ended.items()}


def _by_entry(
    uses: Mapping[bytes, set[str]], entries: Mapping[bytes, list[bytes]]
) -> dict[bytes, frozenset[str]]:
    return {
        entry: frozenset(some)
        for root, some in uses.items()
        if some
        for entry in (root, *entries.get(root, ()))
    }
