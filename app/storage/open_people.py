"""People as open data have them: pseudonyms, and of each only what is true of four others too."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import NamedTuple

from app.model import Person, age_at, age_band
from app.model.ids import ID_SIZE
from app.storage.connection import Connection
from app.storage.disclosure import coarsened
from app.storage.joined import JOINED

_RAIONS = {"raion", "oblast_city", "republic_city", "city_district"}
_OBLASTS = {"oblast", "republic_city"}


class Pseudonyms:
    """Other ids for ids: the same for the same one as long as this lives, and never again."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def of(self, record_id: bytes) -> bytes:
        """The pseudonym, in the form of an id. Nobody without the key comes back from it."""
        return hashlib.blake2b(record_id, key=self._key, digest_size=ID_SIZE).digest()

    def order_by(self, connection: Connection) -> str:
        """What sorts records by their pseudonyms: the order they came in would give them away."""
        connection.create_function("pseudonym", 1, self.of, deterministic=True)
        return "pseudonym(id)"


class Places:
    """The places of the classifier, as coarsely as open data name them."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.execute("SELECT code, level, parent FROM territory WHERE _deleted = 0")
        self._known = {code: (level, parent) for code, level, parent in rows}

    def raion(self, code: str | None) -> str | None:
        """The raion or city a place lies in; where that is not said, its oblast."""
        return self._above(code, _RAIONS) or self.oblast(code)

    def oblast(self, code: str | None) -> str | None:
        """The oblast a place lies in, or the city that is as good as one."""
        return self._above(code, _OBLASTS)

    def _above(self, code: str | None, levels: AbstractSet[str]) -> str | None:
        seen: set[str] = set()
        while code and code in self._known and code not in seen:
            seen.add(code)
            level, parent = self._known[code]
            if level in levels:
                return code
            code = parent
        return None


class Shown(NamedTuple):
    """What is told of a person; empty is what would point at her."""

    sex: str | None = None
    age_group: str | None = None
    territory: str | None = None
    categories: tuple[str, ...] = ()


def shown_people(
    connection: Connection, places: Places, but: AbstractSet[bytes], today: date
) -> dict[bytes, Shown]:
    """Everybody of the register once, as she is shown; without those in `but`.

    Five or more are always shown alike.
    """
    kinds = Person.kinds()
    rows = connection.execute(
        "SELECT id, sex, birth_year, age_group, territory, categories FROM person "
        f"WHERE _deleted = 0 AND id NOT IN (SELECT person FROM {JOINED})"
    ).fetchall()
    people = [row for row in rows if row[0] not in but]
    ladders = []
    for _, sex, year, group, territory, categories in people:
        band = age_band(age_at(today, year)) or group
        listed = tuple(sorted(kinds["categories"].load(categories)))
        raion, oblast = places.raion(territory), places.oblast(territory)
        ladders.append(
            (
                Shown(sex, band, raion, listed),
                Shown(sex, band, raion),
                Shown(sex, band, oblast),
                Shown(sex, band),
                Shown(sex),
                Shown(),
            )
        )
    rungs = coarsened(ladders)
    return {
        person[0]: ladder[rung] for person, ladder, rung in zip(people, ladders, rungs, strict=True)
    }


def roots_of(connection: Connection) -> Mapping[bytes, bytes]:
    """For every entry that stands for somebody else, whom it stands for."""
    return dict(connection.execute(f"SELECT person, root FROM {JOINED}"))
