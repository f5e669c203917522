"""Which filled forms are meant: a filter, and the forms it leaves as bits in chunks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from app.storage.answers import CHUNK
from app.storage.forms import ReadForm
from app.surveys.marks import sex_answers

if TYPE_CHECKING:
    from app.storage.connection import Connection
    from app.storage.workspace import Workspace

Chunks = Mapping[int, int]
"""Chunk → a bit for every form of it that is meant."""

_PLACES = (
    "(WITH RECURSIVE place (code) AS (SELECT ? UNION "
    "SELECT t.code FROM territory t JOIN place ON t.parent = place.code) SELECT code FROM place)"
)
COUNTED = "s._deleted = 0 AND s.second_entry_of IS NULL"
"""The filled forms `s` that count: a second entry only checks the first."""


@dataclass(frozen=True, kw_only=True)
class AnswerFilter:
    """Which filled forms are wanted; what is empty is not asked for."""

    versions: tuple[bytes, ...] = ()
    territory: str = ""
    """The place itself and all that lies in it."""
    since: date | None = None
    until: date | None = None
    event: bytes | None = None
    group: str = ""
    round: int | None = None
    sex: str = ""
    """Of the person, else as she answered to the question that asks it."""
    source: str = ""


EVERYTHING = AnswerFilter()


def conditions(wanted: AnswerFilter) -> tuple[str, list[Any]]:
    """The SQL of a filter for filled forms `s`, all but sex, and its values."""
    where, values = [COUNTED], list[Any]()
    for part, given in (
        (f"s.territory IN {_PLACES}", wanted.territory),
        ("s.collected_on >= ?", wanted.since.isoformat() if wanted.since else None),
        ("s.collected_on <= ?", wanted.until.isoformat() if wanted.until else None),
        ("s.event = ?", wanted.event),
        ("s.group_name = ?", wanted.group),
        ("s.round = ?", wanted.round),
        ("s.source = ?", wanted.source),
    ):
        if given:
            where.append(part)
            values.append(given)
    return " AND ".join(where), values


def versions_of(ws: Workspace, survey: bytes, wanted: AnswerFilter = EVERYTHING) -> list[bytes]:
    """The versions of a survey that are meant, the newest first."""
    rows = ws.reader.execute(
        "SELECT id FROM survey_version WHERE survey = ? AND _deleted = 0 ORDER BY _stamp DESC",
        (survey,),
    )
    return [row[0] for row in rows if not wanted.versions or row[0] in wanted.versions]


def selected(ws: Workspace, version: bytes, read: ReadForm, wanted: AnswerFilter) -> Chunks:
    """The forms of one version that a filter leaves."""
    where, values = conditions(wanted)
    if not wanted.sex:
        rows = ws.reader.execute(
            f"SELECT s._row FROM submission s WHERE s.survey_version = ? AND {where}",
            (version, *values),
        )
        return _as_bits(row for (row,) in rows)
    found = ws.reader.execute(
        "SELECT s._row, p.sex FROM submission s LEFT JOIN person p ON p.id = s.person "
        f"WHERE s.survey_version = ? AND {where}",
        (version, *values),
    ).fetchall()
    known = _as_bits(row for row, sex in found if sex == wanted.sex)
    unknown = _as_bits(row for row, sex in found if sex is None)
    answered = _answered(ws.reader, version, read, wanted.sex)
    return {
        chunk: known.get(chunk, 0) | unknown.get(chunk, 0) & answered.get(chunk, 0)
        for chunk in {*known, *unknown}
    }


def _as_bits(rows: Iterable[int]) -> dict[int, int]:
    chunks: dict[int, bytearray] = {}
    for row in rows:
        chunk, slot = divmod(row, CHUNK)
        bits = chunks.get(chunk)
        if bits is None:
            bits = chunks[chunk] = bytearray(CHUNK // 8)
        bits[slot >> 3] |= 1 << (slot & 7)
    return {chunk: int.from_bytes(bits, "little") for chunk, bits in chunks.items()}


def _answered(connection: Connection, version: bytes, read: ReadForm, sex: str) -> dict[int, int]:
    """The forms whose own question says the sex."""
    path = read.marks.asks.get("sex", "")
    places = [n for n, column in enumerate(read.layout.columns) if column.path == path]
    found: dict[int, int] = {}
    for place in places:
        rows = connection.execute(
            "SELECT chunk, value, bits FROM answer_tally WHERE survey_version = ? "
            "AND question = ? AND level = 1",
            (version, place),
        )
        said = sex_answers(sex)
        for chunk, value, bits in rows:
            if value.casefold() in said:
                found[chunk] = found.get(chunk, 0) | int.from_bytes(bits, "little")
    return found


def size(chunks: Chunks) -> int:
    """How many forms are meant."""
    return sum(bits.bit_count() for bits in chunks.values())


def rows_of(chunks: Chunks) -> list[int]:
    """The row numbers of the forms that are meant, in order."""
    return [
        chunk * CHUNK + slot
        for chunk in sorted(chunks)
        for slot, flag in enumerate(reversed(format(chunks[chunk], "b")))
        if flag == "1"
    ]
