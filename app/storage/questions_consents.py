"""What people agreed to and what they took back: whom and which fields an export leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.model import Consent
from app.storage.connection import Connection
from app.storage.joined import JOINED

DATA, PHOTO, CONTACT, SENSITIVE = "data", "photo", "contact", "sensitive"
"""What a consent can cover; all else needs the first."""
_ALL = frozenset({DATA, PHOTO, CONTACT, SENSITIVE})


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
    in_force: dict[bytes, set[str]] = {}
    ended: dict[bytes, set[str]] = {}
    scopes = Consent.kinds()["scope"]
    rows = connection.execute(
        "SELECT person, scope, withdrawn_on FROM consent WHERE _deleted = 0 AND person IS NOT NULL"
    )
    for person, stored, withdrawn_on in rows:
        covers = frozenset(scopes.load(stored))
        told, otherwise = (ended, _ALL) if withdrawn_on else (in_force, frozenset({DATA}))
        told.setdefault(roots.get(person, person), set()).update(covers or otherwise)
    gone = {one: uses - in_force.get(one, set()) for one, uses in ended.items()}
    entries: dict[bytes, list[bytes]] = {}
    for entry, root in roots.items():
        entries.setdefault(root, []).append(entry)
    return Consents(_by_entry(in_force, entries), _by_entry(gone, entries))


def _by_entry(
    uses: Mapping[bytes, set[str]], entries: Mapping[bytes, list[bytes]]
) -> dict[bytes, frozenset[str]]:
    return {
        entry: frozenset(some)
        for root, some in uses.items()
        if some
        for entry in (root, *entries.get(root, ()))
    }
