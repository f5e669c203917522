"""A check-up of the notebook: is the file sound, and is every row what its log says?"""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from app.language import mark
from app.model import DELETED, RECORD_TYPES, Attachment
from app.storage import answers, audit, digest, news, participation
from app.storage.connection import Connection
from app.storage.entries import Entry, entries_by_field, is_known, shown, shown_deleted, suspects
from app.storage.failures import WorkspaceDamaged
from app.storage.search import SEARCHED
from app.storage.workspace import Workspace

_SHOWN_AT_MOST = 100


class Finding(NamedTuple):
    """One thing that is not as it should be: a marked text and its values."""

    text: str
    values: dict[str, object]


def examine(workspace: Workspace) -> list[Finding]:
    """Everything found wrong, at most a hundred findings; empty when the notebook is sound."""
    with workspace.snapshot() as connection:
        checks = itertools.chain(
            _file(connection),
            _fields(connection),
            _deletions(connection),
            _conflicts(connection),
            _ids(connection),
            _search(connection),
            _audit(connection),
        )
        found = list(itertools.islice(checks, _SHOWN_AT_MOST))
        is_counted_well = answers.is_as_derived(workspace, connection)
        are_people_counted_well = participation.is_as_derived(connection)
        is_noted_well = news.is_complete(connection)
        is_summed_well = digest.reckon(connection).number == digest.digest(connection)
    if not is_noted_well:
        workspace.change(news.rebuild)
        text = mark(
            "Not every change would have been found for the next package; all are noted anew"
        )
        found.append(Finding(text, {}))
    if not is_summed_well:
        workspace.change(digest.forget)
        text = mark("The number of all changes was not what they come to; it is reckoned anew")
        found.append(Finding(text, {}))
    if not is_counted_well:
        answers.rebuild(workspace)
        text = mark("What is counted of surveys was not what the answers say; it was counted anew")
        found.append(Finding(text, {}))
    if not are_people_counted_well:
        participation.rebuild(workspace)
        text = mark("Who took part in events was not what the lists say; it was counted anew")
        found.append(Finding(text, {}))
    return found + list(itertools.islice(_attachments(workspace), _SHOWN_AT_MOST - len(found)))


def _file(connection: Connection) -> Iterator[Finding]:
    """SQLCipher authenticates every page, SQLite checks its trees."""
    broken = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
    broken += [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    for text in broken:
        yield Finding(mark("The notebook's file is damaged: {detail}"), {"detail": text})


def _fields(connection: Connection) -> Iterator[Finding]:
    """Replay the log of every touched field and compare it with its column."""
    suspect = suspects(connection)
    rows = connection.execute(
        "SELECT type, id, field, stamp, value, prev FROM entry ORDER BY type, id, field, stamp"
    )
    for (type_name, record_id, name), group in itertools.groupby(rows, lambda row: row[:3]):
        if not is_known(type_name, name):
            continue
        said = shown([Entry(*row[3:]) for row in group], suspect)
        row = connection.execute(
            f"SELECT {name} FROM {type_name} WHERE id = ?", (record_id,)
        ).fetchone()
        if row is not None and row[0] != said.value:
            yield _differs(type_name, record_id, name)


def _deletions(connection: Connection) -> Iterator[Finding]:
    """A record is there or not as its log says, and whether that is disputed is in the inbox."""
    rows = connection.execute("SELECT id FROM conflict WHERE field = ?", (DELETED,))
    waiting = {row[0] for row in rows}
    for type_name in RECORD_TYPES:
        rows = connection.execute(
            f"SELECT id, _stamp, _deleted FROM {type_name} WHERE _deleted = 1 OR id IN "
            "(SELECT id FROM entry WHERE field = ?)",
            (DELETED,),
        )
        for record_id, stamp, is_deleted in rows:
            said = shown_deleted(entries_by_field(connection, record_id), stamp)
            if said.value != is_deleted:
                yield _differs(type_name, record_id, DELETED)
            if said.is_conflict != (record_id in waiting):
                yield _unlisted(record_id, DELETED)


def _conflicts(connection: Connection) -> Iterator[Finding]:
    """Every field whose leaves differ is in the inbox, and nothing else is."""
    waiting = {tuple(row) for row in connection.execute("SELECT id, field FROM conflict")}
    open_now = set()
    suspect = suspects(connection)
    rows = connection.execute(
        "SELECT type, id, field, stamp, value, prev FROM entry ORDER BY type, id, field, stamp"
    )
    for (type_name, record_id, name), group in itertools.groupby(rows, lambda row: row[:3]):
        if not is_known(type_name, name):
            continue
        is_conflict = shown([Entry(*row[3:]) for row in group], suspect).is_conflict
        if is_conflict and _is_here(connection, type_name, record_id):
            open_now.add((record_id, name))
    for record_id, name in waiting ^ open_now:
        if name != DELETED:  # looked at with the deletions
            yield _unlisted(record_id, name)


def _unlisted(record_id: bytes, name: str) -> Finding:
    text = mark("A conflict is not listed as it should be: {field}")
    return Finding(text, {"field": name, "id": record_id.hex()})


def _is_here(connection: Connection, type_name: str, record_id: bytes) -> bool:
    sql = f"SELECT 1 FROM {type_name} WHERE id = ?"
    return connection.execute(sql, (record_id,)).fetchone() is not None


def _ids(connection: Connection) -> Iterator[Finding]:
    """A record whose key is its name has the id its key says."""
    for type_name, record_type in RECORD_TYPES.items():
        if not record_type.key:
            continue
        kinds, columns = record_type.kinds(), ", ".join(record_type.key)
        for record_id, *key in connection.execute(f"SELECT id, {columns} FROM {type_name}"):
            named = dict(zip(record_type.key, key, strict=True))
            lacks = any(kinds[name].required and named[name] is None for name in named)
            if lacks or record_type.id_for(named) != record_id:
                yield _differs(type_name, record_id, record_type.key[0])


def _search(connection: Connection) -> Iterator[Finding]:
    for type_name in SEARCHED:
        missing = connection.execute(
            f"SELECT count(*) FROM {type_name} WHERE _row NOT IN "
            f"(SELECT rowid FROM search_{type_name})"
        ).fetchone()[0]
        if missing:
            text = mark("The search does not know {count} records of the type {type}")
            yield Finding(text, {"count": missing, "type": type_name})


def _audit(connection: Connection) -> Iterator[Finding]:
    """What was done is all there, in its order, as it was written down."""
    broken = audit.broken_at(connection)
    if broken is not None:
        text = mark("The audit was changed: entry {no} does not follow from those before it")
        yield Finding(text, {"no": broken})
        return
    for package in audit.unaccounted(connection):
        text = mark("The audit was changed: it does not know how the package {package} stands")
        yield Finding(text, {"package": package[:12]})


def _attachments(workspace: Workspace) -> Iterator[Finding]:
    """Every attached file that is here opens, and is what its name says."""
    for attachment in workspace.find(Attachment):
        if attachment.file and workspace.attachments.has(attachment.file):
            try:
                workspace.attachments.get(attachment.file)
            except WorkspaceDamaged:
                text = mark("An attached file is damaged: {id}")
                yield Finding(text, {"id": attachment.id.hex()})


def _differs(type_name: str, record_id: bytes, field: str) -> Finding:
    return Finding(
        mark("A record is not what its log says: {type} {id}, field {field}"),
        {"type": type_name, "id": record_id.hex(), "field": field},
    )
