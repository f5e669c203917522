"""Forgetting a person: personal values leave rows, log, search and files, and stay away.

What is personal says the declaration: every field of the person, and of records that point to
her, whose kind is not public. Ids, stamps and public values stay, so that counts, merges and
digests still agree between all who got the redaction.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from app.model import RECORD_TYPES, Changes, Record, parts_of
from app.model.kinds import File, Link, Privacy
from app.storage import audit, search
from app.storage import contents as content_keys
from app.storage.connection import Connection

_DRAFTS_OF = "person = ? OR id IN (SELECT id FROM submission WHERE person = ?)"


def redacted(connection: Connection) -> list[bytes]:
    """The ids of all people whose data are to be forgotten."""
    rows = connection.execute("SELECT person FROM redaction WHERE _deleted = 0")
    return [row[0] for row in rows]


class Forgotten(NamedTuple):
    """What outside the rows must follow: contents nobody speaks of, packages that named her."""

    contents: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    is_new: bool = False
    """Whether there was anything left to forget."""


class Held(NamedTuple):
    """What there is of somebody that goes when she is forgotten."""

    values: int = 0
    """Personal values that stand in records now."""
    former: int = 0
    """Values that stood there once, or stand beside them in a conflict."""
    records: Mapping[str, int] = {}
    """How many records hold them, by type."""
    files: int = 0
    drafts: int = 0
    """Forms that are being filled for her."""
    packages: int = 0
    """Kept copies of packages that brought something of her."""


def held(connection: Connection, people: Iterable[bytes]) -> Held:
    """What would go if these entries of the register were forgotten; nothing is changed."""
    values = former = drafts = 0
    kinds: Counter[str] = Counter()
    files: set[str] = set()
    packages: set[str] = set()
    for person in people:
        records = [
            (record_type, record_id)
            for record_type, ids in _records_of(connection, person)
            for record_id in ids
        ]
        for record in records:
            now, once = _values(connection, *record)
            values, former = values + now, former + once
            kinds[record[0].type_name] += bool(now or once)
            files |= _files(connection, *record)
        packages |= set(_packages(connection, records))
        drafts += connection.execute(
            f"SELECT count(*) FROM submission_draft WHERE {_DRAFTS_OF}", (person, person)
        ).fetchone()[0]
    return Held(values, former, +kinds, len(files), drafts, len(packages))


def _values(connection: Connection, record_type: type[Record], record_id: bytes) -> tuple[int, int]:
    """How many personal values a record holds, and how many more its log."""
    names = _personal(record_type)
    filled = " + ".join(f"({name} IS NOT NULL)" for name in names)
    row = connection.execute(
        f"SELECT {filled} FROM {record_type.type_name} WHERE id = ?", (record_id,)
    ).fetchone()
    now = row[0] if row else 0
    touched = connection.execute(
        f"SELECT count(*), count(DISTINCT field) FROM entry WHERE id = ? AND field IN "
        f"({', '.join('?' * len(names))}) AND value IS NOT NULL",
        (record_id, *names),
    ).fetchone()
    return now, touched[0] - touched[1]


def redact(connection: Connection, changes: Changes | None = None) -> Forgotten:
    """Forget all who are to be forgotten, or those of them whom the changes touch.

    The caller holds the transaction, and removes contents and packages after it. Forgetting twice
    is forgetting once: this runs after every write and merge, as a late package, or somebody at
    the keyboard, may bring the values again.
    """
    contents: set[str] = set()
    packages: set[str] = set()
    forgotten = 0
    people = redacted(connection)
    if people and changes is not None:
        people = sorted(set(people) & _people_of(connection, changes))
    for person in people:
        records = [
            (record_type, record_id)
            for record_type, ids in _records_of(connection, person)
            for record_id in ids
        ]
        drafts = _drop_drafts(connection, person)
        files = {file for record in records for file in _files(connection, *record)}
        emptied = [_forget(connection, *record) for record in records]
        if any(emptied) or drafts:
            forgotten += 1
            contents |= files.union(*drafts)
            packages |= set(_packages(connection, records))
            search.rebuild(connection, "person")
    unspoken = [sha256 for sha256 in contents if not _is_spoken_of(connection, sha256)]
    content_keys.forget(connection, unspoken)
    if forgotten:
        audit.note(connection, "redact", {"people": forgotten})
    return Forgotten(tuple(unspoken), tuple(packages), forgotten > 0)


def _people_of(connection: Connection, changes: Changes) -> set[bytes]:
    """Whom the changes are about."""
    met: set[bytes] = set()
    for change in changes:
        _meet(connection, RECORD_TYPES[change.type_name], change.id, met)
    return met


def _meet(
    connection: Connection, record_type: type[Record], record_id: bytes, met: set[bytes]
) -> None:
    """Add the record itself, as it may be a person, and whom it or what it is part of points to.

    Entries that were joined into a ring lead back to one that was met.
    """
    if record_id in met:
        return
    met.add(record_id)
    for name, kind in record_type.kinds().items():
        if isinstance(kind, Link) and (kind.to == "person" or name in record_type.owners()):
            row = connection.execute(
                f"SELECT {name} FROM {record_type.type_name} WHERE id = ?", (record_id,)
            ).fetchone()
            for linked in row or ():
                if linked:
                    _meet(connection, RECORD_TYPES[kind.to], linked, met)


def _records_of(
    connection: Connection, person: bytes
) -> Iterable[tuple[type[Record], list[bytes]]]:
    """The person, all records that point to her, and what is part of those."""
    yield RECORD_TYPES["person"], [person]
    for type_name, record_type in RECORD_TYPES.items():
        for name, kind in record_type.kinds().items():
            if isinstance(kind, Link) and kind.to == "person" and _personal(record_type):
                rows = connection.execute(f"SELECT id FROM {type_name} WHERE {name} = ?", (person,))
                ids = [row[0] for row in rows.fetchall()]
                yield record_type, ids
                if not kind.only_names:
                    yield from _parts(connection, record_type, ids)


def _parts(
    connection: Connection, record_type: type[Record], ids: list[bytes]
) -> Iterator[tuple[type[Record], list[bytes]]]:
    for part, owner in parts_of(record_type):
        found = [
            row[0]
            for record_id in ids
            for row in connection.execute(
                f"SELECT id FROM {part.type_name} WHERE {owner} = ?", (record_id,)
            )
        ]
        if found and _personal(part):
            yield part, found
        yield from _parts(connection, part, found)


def _drop_drafts(connection: Connection, person: bytes) -> list[set[str]]:
    """Let go of forms that are being filled for a person or were filled by her: their files."""
    rows = connection.execute(
        f"DELETE FROM submission_draft WHERE {_DRAFTS_OF} RETURNING files",
        (person, person),
    )
    return [set(json.loads(files).values()) for (files,) in rows.fetchall()]


def _personal(record_type: type[Record]) -> list[str]:
    """The fields that tell something of a person; what a record is about stays."""
    return [
        name
        for name, kind in record_type.kinds().items()
        if kind.privacy is not Privacy.PUBLIC or isinstance(kind, File)
    ]


def _forget(connection: Connection, record_type: type[Record], record_id: bytes) -> bool:
    """Empty the personal fields of a record and of its log; False when nothing was left."""
    names = _personal(record_type)
    marks = ", ".join("?" * len(names))
    settings = ", ".join(f"{name} = NULL" for name in names)
    in_row = connection.execute(
        f"UPDATE {record_type.type_name} SET {settings} "
        f"WHERE id = ? AND ({' OR '.join(f'{name} IS NOT NULL' for name in names)})",
        (record_id,),
    ).rowcount
    in_log = connection.execute(
        f"UPDATE entry SET value = NULL WHERE id = ? AND field IN ({marks}) AND value IS NOT NULL",
        (record_id, *names),
    ).rowcount
    connection.execute(
        f"DELETE FROM conflict WHERE id = ? AND field IN ({marks})", (record_id, *names)
    )
    return in_row + in_log > 0


def _files(connection: Connection, record_type: type[Record], record_id: bytes) -> set[str]:
    """The contents a record speaks or spoke of."""
    found: set[str] = set()
    for name, kind in record_type.kinds().items():
        if isinstance(kind, File):
            rows = connection.execute(
                f"SELECT {name} FROM {record_type.type_name} WHERE id = ? UNION "
                "SELECT value FROM entry WHERE id = ? AND field = ?",
                (record_id, record_id, name),
            )
            found |= {str(row[0]) for row in rows if row[0]}
    return found


def _is_spoken_of(connection: Connection, sha256: str) -> bool:
    """Whether another record still needs the content."""
    for type_name, record_type in RECORD_TYPES.items():
        for name, kind in record_type.kinds().items():
            if isinstance(kind, File):
                row = connection.execute(
                    f"SELECT 1 FROM {type_name} WHERE {name} = ? LIMIT 1", (sha256,)
                ).fetchone()
                if row:
                    return True
    return False


def _packages(
    connection: Connection, records: Iterable[tuple[type[Record], bytes]]
) -> Iterator[str]:
    """The hashes of the packages that brought something of these records."""
    for record_type, record_id in records:
        rows = connection.execute(
            "SELECT DISTINCT p.hash FROM package p JOIN package_interval i "
            "ON i.package = p.package JOIN (SELECT _stamp AS stamp FROM "
            f"{record_type.type_name} WHERE id = ? UNION SELECT stamp FROM entry "
            "WHERE id = ?) s ON i.device = substr(s.stamp, 9) AND "
            "(i.upto = s.stamp OR i.after < s.stamp AND s.stamp <= i.upto)",
            (record_id, record_id),
        )
        yield from (row[0] for row in rows.fetchall())
