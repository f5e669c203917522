"""What is kept of one person: for answering her, whatever she agreed to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.model import RECORD_TYPES, Record
from app.model.kinds import Link
from app.storage.connection import Connection
from app.storage.joined import canonical, joined_to
from app.storage.questions.table import Tied
from app.storage.reading import by_id, found


class OwnData(NamedTuple):
    """Records of one person by type, in the order of their register."""

    person: bytes
    """The entry that stands for her."""
    entries: frozenset[bytes]
    """All entries that are she."""
    records: Sequence[tuple[type[Record], Sequence[Record]]]


def own_data(connection: Connection, person: bytes) -> OwnData | None:
    """Her entries, all that is tied to them or is part of that, and where she is named.

    None when there is no such person. Give it a snapshot, so that it is all of one moment.
    """
    root = canonical(connection, person)
    entries = frozenset((root, person, *joined_to(connection, root)))
    if not found(connection, RECORD_TYPES["person"], "id = ?", root):
        return None
    tied = Tied(connection, entries)
    gathered = []
    for record_type in RECORD_TYPES.values():
        ids = {*tied.of(record_type), *_naming(connection, record_type, entries)}
        if records := list(by_id(connection, record_type, ids).values()):
            gathered.append((record_type, records))
    return OwnData(root, entries, gathered)


def _naming(
    connection: Connection, record_type: type[Record], entries: frozenset[bytes]
) -> Iterator[bytes]:
    """The records that only name her: a club whose mentor she is."""
    for name, kind in record_type.kinds().items():
        if isinstance(kind, Link) and kind.to == "person" and kind.only_names:
            for entry in entries:
                sql = f"SELECT id FROM {record_type.type_name} WHERE {name} = ?"
                yield from (row[0] for row in connection.execute(sql, (entry,)))
