"""Who took part: the one rule every figure about people at events is made by, and its table.

A person took part in an event when she was registered, not only invited and not absent; and where
attendance was taken at that event, when she was seen at least once. Attendance was taken where
anybody who is registered was ever seen.

The table `participation` says it once for each event and person, with what people are counted by.
It is derived and outside the log and the digest: triggers note what a change concerns, and what is
missing is derived when it is next asked for, in transactions so short that no save waits.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from app.model import ENUMERATIONS
from app.storage.joined import JOINED

if TYPE_CHECKING:
    from app.storage.connection import Connection
    from app.storage.workspace import Workspace

_SEEN = (
    "EXISTS (SELECT 1 FROM attendance a WHERE a.registration = {0}.id "
    "AND a._deleted = 0 AND a.is_present = 1)"
)


_TAKEN = (
    "EXISTS (SELECT 1 FROM registration o "
    f"WHERE o.event = {{0}} AND o._deleted = 0 AND {_SEEN.format('o')})"
)
"""Whether attendance was taken at an event."""


def took_part(event: str = "r.event", taken: str = "") -> str:
    """The condition on a registration `r` that its person took part.

    Where the registrations are of one event, `event` is its parameter, and where it is known
    whether attendance was `taken`, that: asked once and not of each registration, ten thousand
    people are listed as quickly.
    """
    return (
        "r._deleted = 0 AND coalesce(r.status, '') NOT IN ('invited', 'absent') "
        f"AND ({_SEEN.format('r')} OR NOT {taken or _TAKEN.format(event)})"
    )


TOOK_PART = took_part()
"""The condition on a registration of any event; quick for a person."""
TOOK_PLACE = "e._deleted = 0 AND coalesce(e.status, '') NOT IN ('cancelled', 'postponed')"
"""The condition on an event `e` that it was not called off."""
BEGAN = f"{TOOK_PLACE} AND e.date_from <= date('now', 'localtime')"
"""The condition on an event `e` that it has begun, whatever is filtered by."""
TURNOUTS = (
    "(SELECT event, count(*) AS people, sum(sex = 'f') AS women, sum(sex = 'm') AS men "
    "FROM participation GROUP BY event)"
)
"""A table (event, people, women, men) of who took part, called off and planned events too."""
_AT_ONCE = 500
"""Events derived in one transaction."""
_WATCHED = ("registration", "attendance", "event", "person")
_DERIVED_BY = "derived by"


def catch_up(ws: Workspace) -> None:
    """Derive what is missing; to be called before the table is asked."""
    if _is_up_to_date(ws.reader):
        return
    ws.change(_note_new)
    while ws.change(_derive_some):
        pass


def rebuild(ws: Workspace) -> None:
    """Let go of everything derived and derive it anew."""
    ws.change(lambda connection: connection.execute("DELETE FROM participation_state"))
    catch_up(ws)


def _is_up_to_date(reader: Connection) -> bool:
    stale = reader.execute("SELECT 1 FROM stale_participation LIMIT 1").fetchone()
    return stale is None and _state(reader) == _newest(reader)


def _state(connection: Connection) -> dict[str, int]:
    return dict(connection.execute("SELECT name, last FROM participation_state").fetchall())


def _newest(connection: Connection) -> dict[str, int]:
    last = ", ".join(f"(SELECT coalesce(max(_row), 0) FROM {table})" for table in _WATCHED)
    rows = connection.execute(f"SELECT {last}").fetchone()
    return {**dict(zip(_WATCHED, rows, strict=True)), _DERIVED_BY: _signature()}


@cache
def _signature() -> int:
    """Changes with the rule: a program that counts otherwise derives all anew."""
    return int.from_bytes(sha256(_derivation().encode()).digest()[:4])


def _note_new(connection: Connection) -> None:
    """Note the events that rows which came since the last time concern."""
    before, now = _state(connection), _newest(connection)
    if before.get(_DERIVED_BY) != now[_DERIVED_BY]:
        connection.execute("DELETE FROM participation")
        connection.execute("INSERT OR IGNORE INTO stale_participation SELECT id FROM event")
    else:
        for concerned in _CONCERNED:
            connection.execute(f"INSERT OR IGNORE INTO stale_participation {concerned}", before)
    connection.execute("DELETE FROM participation_state")
    connection.executemany("INSERT INTO participation_state VALUES (?, ?)", now.items())


_CONCERNED = (
    "SELECT id FROM event WHERE _row > :event",
    "SELECT event FROM registration WHERE _row > :registration AND event IS NOT NULL",
    """SELECT r.event FROM attendance a CROSS JOIN registration r ON r.id = a.registration
    WHERE a._row > :attendance AND r.event IS NOT NULL""",
    """WITH RECURSIVE entry (id) AS (
        SELECT id FROM person WHERE _row > :person
        UNION SELECT d.id FROM entry JOIN person d ON d.duplicate_of = entry.id
    )
    SELECT r.event FROM entry CROSS JOIN registration r ON r.person = entry.id
    WHERE r.event IS NOT NULL""",
)


def _derive_some(connection: Connection) -> bool:
    """Derive the participations of some events; answers whether there were any."""
    taken = connection.execute(f"SELECT event FROM stale_participation LIMIT {_AT_ONCE}").fetchall()
    if taken:
        marks = ", ".join("?" * len(taken))
        events = [event for (event,) in taken]
        connection.execute(
            "DELETE FROM participation WHERE event IN "
            f"(SELECT _row FROM event WHERE id IN ({marks}))",
            events,
        )
        connection.execute(f"INSERT INTO participation {derived(f'e.id IN ({marks})')}", events)
        connection.execute(f"DELETE FROM stale_participation WHERE event IN ({marks})", events)
    return bool(taken)


def derived(condition: str) -> str:
    """The SQL of the participations in the events `e` of a condition, as they ought to be."""
    return _derivation().format(condition=condition)


@cache
def _derivation() -> str:
    """Who was joined from two entries is of the smaller one's category, age and place.

    Of a person who was deleted nothing is known but that she took part, as in tables that go out.
    """
    return (
        "SELECT event, coalesce(person, stranger(someone)), registration, presences, sex, "
        f"coalesce({_age_band('age')}, age_group), category, territory, social_status, disability "
        "FROM (WITH e AS MATERIALIZED (SELECT e._row, e.id, e.date_from, "
        f"{_TAKEN.format('e.id')} AS is_taken FROM event e WHERE {{condition}}) "
        "SELECT e._row AS event, k._row AS person, coalesce(j.root, r.person) AS someone, "
        "r._row AS registration, min(r.id), count(DISTINCT a.day || a.part) AS presences, "
        "coalesce(p.sex, 'u') AS sex, p.age_group, "
        "coalesce(r.age, substr(e.date_from, 1, 4) - p.birth_year) AS age, r.category, "
        "coalesce(r.territory, p.territory) AS territory, p.social_status, p.disability "
        "FROM e CROSS JOIN registration r ON r.event = e.id "
        f"LEFT JOIN {JOINED} j ON j.person = r.person "
        "LEFT JOIN person k ON k.id = coalesce(j.root, r.person) "
        "LEFT JOIN person p ON p._row = k._row AND p._deleted = 0 "
        "LEFT JOIN attendance a ON a.registration = r.id AND a._deleted = 0 AND a.is_present = 1 "
        f"WHERE {took_part(taken='e.is_taken')} GROUP BY e._row, coalesce(j.root, r.person))"
    )


def _age_band(age: str) -> str:
    bands = [term for term in ENUMERATIONS["age_group"].values() if term.bounds]
    cases = " ".join(
        f"WHEN {age} BETWEEN {term.bounds[0]} AND {term.bounds[1]} THEN '{term.code}'"
        for term in bands
        if term.bounds
    )
    return f"CASE {cases} END"


def is_as_derived(connection: Connection) -> bool:
    """Whether everything derived is what the rows say, as far as it was derived at all."""
    if not _is_up_to_date(connection):
        return True
    kept = "SELECT * FROM participation"
    ought = derived("1")
    lacking, surplus = (f"SELECT 1 FROM ({one} EXCEPT {other}) LIMIT 1" for one, other in
                        ((ought, kept), (kept, ought)))  # fmt: skip
    return not any(connection.execute(sql).fetchone() for sql in (lacking, surplus))
