"""A record with all that is part of it: which these are, and when they were written here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.model import RECORD_TYPES, Record, parts_of

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


def own_stamps(ws: Workspace, type_name: str, record_id: bytes) -> tuple[bytes, bytes]:
    """The first and the last stamp this device set on a record and its parts; b"" where none."""
    row = ws.reader.execute(
        f"WITH part (id, stamp) AS ({_whole(type_name)}), own (stamp) AS ("
        "SELECT stamp FROM part UNION ALL "
        "SELECT e.stamp FROM part JOIN entry e ON e.id = part.id) "
        "SELECT min(stamp), max(stamp) FROM own WHERE substr(stamp, 9) = :own",
        {"record": record_id, "own": ws.identity.device},
    ).fetchone()
    return bytes(row[0] or b""), bytes(row[1] or b"")


def ids_of(ws: Workspace, type_name: str, record_id: bytes) -> set[bytes]:
    """The ids of a record and of its parts."""
    sql = f"SELECT id FROM ({_whole(type_name)})"
    return {row[0] for row in ws.reader.execute(sql, {"record": record_id})}


def _whole(type_name: str) -> str:
    own = f"SELECT id, _stamp AS stamp FROM {type_name} WHERE id = :record"
    return " UNION ALL ".join([own, *_parts(RECORD_TYPES[type_name], "SELECT :record")])


def _parts(owner: type[Record], ids: str) -> list[str]:
    found = []
    for part, link in parts_of(owner):
        where = f"{link} IN ({ids})"
        found.append(f"SELECT id, _stamp FROM {part.type_name} WHERE {where}")
        found += _parts(part, f"SELECT id FROM {part.type_name} WHERE {where}")
    return found
