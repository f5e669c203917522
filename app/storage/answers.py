"""Answers, derived from filled forms: each one's as a line of JSON, and tallies of all of them.

Derived tables are outside the log and the digest. Triggers let go of what a changed or removed
document said; what is missing is derived anew when it is next asked for, in transactions so short
that no save waits. Tallies stand in chunks of 1024 filled forms, by their row numbers: for each
choice a bit for every form that made it, so that any selection of forms is counted by `&`.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from app.errors import AppError
from app.storage.forms import form_of
from app.surveys.tables import Layout, Tables

if TYPE_CHECKING:
    from app.storage.connection import Connection
    from app.storage.workspace import Workspace

CHUNK = 1024
"""Filled forms to a chunk; the migration's triggers know it as a shift by ten."""
_SHIFT = 10
ONE = frozenset({"select_one", "trigger"})
MANY = frozenset({"select_multiple", "rank"})
NUMBERS = frozenset({"integer", "decimal", "range"})
ANSWERED = ""
"""The value under which it is tallied that there is an answer at all."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(tuple[list[str | None], list[list[list[Any]]]]).decode
Progress = Callable[[int, int], object]


def catch_up(
    ws: Workspace, versions: Iterable[bytes] | None = None, progress: Progress | None = None
) -> None:
    """Derive what is missing for these versions, or for all whose forms are here."""
    for version in list(_versions(ws) if versions is None else versions):
        read = form_of(ws, version)
        if read is not None:
            _match_form(ws, version, read.layout)
            _read_documents(ws, version, read.layout, progress)
            _tally(ws, version, read.layout)


def rebuild(ws: Workspace) -> None:
    """Let go of everything derived and derive it anew."""

    def let_go(connection: Connection) -> None:
        for version in _versions(ws):
            _let_go(connection, version)

    ws.change(let_go)
    catch_up(ws)


def _versions(ws: Workspace) -> list[bytes]:
    rows = ws.reader.execute("SELECT id FROM survey_version ORDER BY id")
    return [row[0] for row in rows]


def _match_form(ws: Workspace, version: bytes, layout: Layout) -> None:
    """A program that reads the form otherwise than the one before derives all anew."""
    questions = json.dumps(layout.columns, ensure_ascii=False)
    row = ws.reader.execute(
        "SELECT questions FROM answered_form WHERE survey_version = ?", (version,)
    ).fetchone()
    if row is not None and row[0] == questions:
        return

    def note(connection: Connection) -> None:
        _let_go(connection, version)
        connection.execute(
            "INSERT INTO answered_form (survey_version, questions) VALUES (?, ?)",
            (version, questions),
        )

    ws.change(note)


def _let_go(connection: Connection, version: bytes) -> None:
    for table in (
        "answered_form",
        "submission_answers",
        "answer_tally",
        "answer_number",
        "stale_tally",
    ):
        connection.execute(f"DELETE FROM {table} WHERE survey_version = ?", (version,))


_UNREAD = "_row NOT IN (SELECT submission FROM submission_answers)"


def _read_documents(
    ws: Workspace, version: bytes, layout: Layout, progress: Progress | None
) -> None:
    unread = [
        row
        for (row,) in ws.reader.execute(
            # two ordered lists side by side: four times as fast as looking up each form
            "SELECT _row FROM submission WHERE survey_version = ? "
            "EXCEPT SELECT submission FROM submission_answers ORDER BY 1",
            (version,),
        )
    ]
    for start in range(0, len(unread), CHUNK):
        part = unread[start : start + CHUNK]
        ws.change(partial(_read_some, version=version, layout=layout, rows=part))
        if progress:
            progress(min(start + CHUNK, len(unread)), len(unread))


def _read_some(connection: Connection, version: bytes, layout: Layout, rows: Sequence[int]) -> None:
    found = connection.execute(
        f"SELECT _row, instance FROM submission WHERE _row IN ({', '.join('?' * len(rows))}) "
        f"AND survey_version = ? AND {_UNREAD}",
        (*rows, version),
    )
    read = [(row, version, _answers(layout, document)) for row, document in found]
    connection.executemany("INSERT INTO submission_answers VALUES (?, ?, ?)", read)
    connection.executemany(
        "INSERT OR IGNORE INTO stale_tally VALUES (?, ?)",
        {(version, row >> _SHIFT) for row, _, _ in read},
    )


def _answers(layout: Layout, document: str | None) -> str:
    """What a document says, as it is kept; "" for one that was emptied or cannot be read."""
    try:
        return _encode(layout.read(document)).decode() if document else ""
    except AppError:
        return ""


def decoded(layout: Layout, kept: str) -> Tables:
    """What was kept of a document."""
    if not kept:
        return Tables([None] * len(layout.of_repeat[""]), [[] for _ in layout.repeats])
    return Tables(*_decode(kept))


# ---- tallies ----


def _tally(ws: Workspace, version: bytes, layout: Layout) -> None:
    stale = ws.reader.execute(
        "SELECT chunk FROM stale_tally WHERE survey_version = ? ORDER BY chunk", (version,)
    ).fetchall()
    for (chunk,) in stale:
        ws.change(partial(_tally_chunk, version=version, layout=layout, chunk=chunk))


def _tally_chunk(connection: Connection, version: bytes, layout: Layout, chunk: int) -> None:
    tallies, numbers = tallied(connection, version, layout, chunk)
    for table in ("answer_tally", "answer_number", "stale_tally"):
        connection.execute(
            f"DELETE FROM {table} WHERE survey_version = ? AND chunk = ?", (version, chunk)
        )
    connection.executemany(
        "INSERT INTO answer_tally VALUES (?, ?, ?, ?, ?, ?)",
        [(version, chunk, *tally) for tally in tallies],
    )
    connection.executemany(
        "INSERT INTO answer_number VALUES (?, ?, ?, ?, ?)",
        [(version, chunk, *number) for number in numbers],
    )


TallyRow = tuple[int, str, int, bytes]
"""Question, value, level, and a bit for each form that has the value at least so many times."""
NumberRow = tuple[int, bytes, bytes]
"""Question, the slots of the forms in the chunk (16 bits each), and their numbers (doubles)."""


def tallied(
    connection: Connection, version: bytes, layout: Layout, chunk: int
) -> tuple[list[TallyRow], list[NumberRow]]:
    """The tallies of a chunk, counted from its answers, in the order they are kept in."""
    rows = connection.execute(
        "SELECT submission, answers FROM submission_answers WHERE submission >= ? "
        "AND submission < ? AND survey_version = ? AND answers <> ''",
        (chunk * CHUNK, (chunk + 1) * CHUNK, version),
    )
    said = [(submission % CHUNK, Tables(*_decode(answers))) for submission, answers in rows]
    slots = [slot for slot, _ in said]
    top = list(zip(*(tables.top for _, tables in said), strict=True))
    tallies: list[TallyRow] = []
    numbers: list[NumberRow] = []
    places = dict.fromkeys(layout.of_repeat, 0)
    for number, column in enumerate(layout.columns):
        place = places[column.repeat]
        places[column.repeat] += 1
        if not column.repeat:
            given = [(s, a) for s, a in zip(slots, top[place], strict=True) if a] if top else []
            bits = _of_answers(column.kind, given)
        else:
            repeat = layout.repeats.index(column.repeat)
            given = [
                (slot, row[place + 1])
                for slot, tables in said
                for row in tables.repeats[repeat]
                if row[place + 1]
            ]
            bits = _of_rows(column.kind, given)
        tallies += _tally_rows(number, bits)
        if column.kind in NUMBERS:
            numbers += _number_rows(number, given)
    return tallies, numbers


Given = Sequence[tuple[int, str]]
"""Answers, each with its form's slot in the chunk."""
_Bits = dict[tuple[str, int], int]
"""Value and level → the forms."""
_BITS = [1 << slot for slot in range(CHUNK)]


def _of_answers(kind: str, given: Given) -> _Bits:
    """The bits of a question that is answered once in each form."""
    if kind not in ONE | MANY:
        return {(ANSWERED, 1): _bits(slot for slot, _ in given)} if given else {}
    whole: dict[str, int] = {}
    for slot, answer in given:
        whole[answer] = whole.get(answer, 0) | _BITS[slot]
    found: _Bits = {}
    for answer, bits in whole.items():
        for value in (ANSWERED, *_values(kind, answer)):
            found[value, 1] = found.get((value, 1), 0) | bits
    return found


def _of_rows(kind: str, given: Given) -> _Bits:
    """The bits of a question in a repeat: level n is for forms with a value n times or more."""
    found: _Bits = {}
    times: dict[str, int] = {}
    last = -1
    for slot, answer in given:
        if slot != last:
            times, last = {}, slot
        for value in (ANSWERED, *_values(kind, answer)):
            level = times[value] = times.get(value, 0) + 1
            found[value, level] = found.get((value, level), 0) | _BITS[slot]
    return found


def _bits(slots: Iterable[int]) -> int:
    flags = bytearray(CHUNK // 8)
    for slot in slots:
        flags[slot >> 3] |= 1 << (slot & 7)
    return int.from_bytes(flags, "little")


def _values(kind: str, answer: str) -> Iterable[str]:
    """The choices in an answer, each once."""
    if kind in ONE:
        return (answer,)
    return dict.fromkeys(answer.split()) if kind in MANY else ()


def _tally_rows(number: int, found: _Bits) -> Iterator[TallyRow]:
    for (value, level), bits in sorted(found.items()):
        yield number, value, level, bits.to_bytes(CHUNK // 8, "little")


def _number_rows(number: int, given: Given) -> Iterator[NumberRow]:
    numbers = [(slot, value) for slot, answer in given if (value := number_of(answer)) is not None]
    if numbers:
        slots, values = zip(*numbers, strict=True)
        yield number, array("H", slots).tobytes(), array("d", values).tobytes()


def number_of(answer: str) -> float | None:
    """The number an answer says; None for what is no finite one."""
    try:
        value = float(answer)
    except ValueError:
        return None
    return value if abs(value) < 1e300 else None


def is_as_derived(ws: Workspace, connection: Connection) -> bool:
    """Whether everything derived is what its document says, as far as it was derived at all."""
    for version in _versions(ws):
        read = form_of(ws, version)
        questions = connection.execute(
            "SELECT questions FROM answered_form WHERE survey_version = ?", (version,)
        ).fetchone()
        if read is None or questions is None:
            continue
        columns = json.dumps(read.layout.columns, ensure_ascii=False)
        if questions[0] == columns and not _is_version_as_derived(connection, version, read.layout):
            return False
    return True


def _is_version_as_derived(connection: Connection, version: bytes, layout: Layout) -> bool:
    rows = connection.execute(
        "SELECT s.instance, a.answers FROM submission_answers a LEFT JOIN submission s "
        "ON s._row = a.submission AND s.survey_version = a.survey_version "
        "WHERE a.survey_version = ?",
        (version,),
    )
    if any(_answers(layout, document) != answers for document, answers in rows):
        return False
    chunks = connection.execute(
        "SELECT DISTINCT submission >> ? FROM submission_answers WHERE survey_version = ? "
        "UNION SELECT chunk FROM answer_tally WHERE survey_version = ? "
        "EXCEPT SELECT chunk FROM stale_tally WHERE survey_version = ?",
        (_SHIFT, version, version, version),
    ).fetchall()
    return all(
        tallied(connection, version, layout, chunk) == kept_tallies(connection, version, chunk)
        for (chunk,) in chunks
    )


def kept_tallies(
    connection: Connection, version: bytes, chunk: int
) -> tuple[list[TallyRow], list[NumberRow]]:
    """The tallies of a chunk as they are kept."""
    tallies = connection.execute(
        "SELECT question, value, level, bits FROM answer_tally "
        "WHERE survey_version = ? AND chunk = ? ORDER BY question, value, level",
        (version, chunk),
    )
    numbers = connection.execute(
        "SELECT question, slots, numbers FROM answer_number "
        "WHERE survey_version = ? AND chunk = ? ORDER BY question",
        (version, chunk),
    )
    return tallies.fetchall(), numbers.fetchall()
