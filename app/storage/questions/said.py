"""Who said something: the filled forms behind one count of the results."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from app.language import fold
from app.storage.answers import CHUNK, catch_up
from app.storage.forms import form_of
from app.storage.questions.results import SaidText, place_of, said_in, texts, with_answer
from app.storage.questions.surveys import PAGE, SubmissionPage, submission_lines
from app.storage.selection import (
    EVERYTHING,
    AnswerFilter,
    Chunks,
    rows_of,
    selected,
    versions_of,
)

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


class FoundTexts(NamedTuple):
    """How many answers have what was looked for, and the first of them."""

    total: int
    found: list[SaidText]


class Said(NamedTuple):
    """An answer to one question: a choice by its code, or a number from `low` to `high`."""

    path: str
    value: str = ""
    low: float | None = None
    high: float | None = None
    is_last: bool = False
    """Whether `high` itself belongs to it, as in the last of several bins."""


def unread(ws: Workspace, survey: bytes) -> int:
    """How many filled forms still have to be read before they can be counted."""
    row = ws.reader.execute(
        "SELECT count(*) FROM (SELECT _row FROM submission WHERE survey_version IN "
        "(SELECT id FROM survey_version WHERE survey = ?) "
        "EXCEPT SELECT submission FROM submission_answers)",
        (survey,),
    ).fetchone()
    return int(row[0])


def forms_that_say(
    ws: Workspace,
    survey: bytes,
    said: Said,
    wanted: AnswerFilter = EVERYTHING,
    *,
    offset: int = 0,
    limit: int = PAGE,
) -> SubmissionPage:
    """The filled forms in which this was answered, the last ones written first."""
    versions = versions_of(ws, survey, wanted)
    catch_up(ws, versions)
    rows = sorted(_rows(ws, versions, said, wanted), reverse=True)
    return SubmissionPage(len(rows), submission_lines(ws, rows[offset : offset + limit]))


def _rows(ws: Workspace, versions: list[bytes], said: Said, wanted: AnswerFilter) -> Iterator[int]:
    for version in versions:
        read = form_of(ws, version)
        number = place_of(read, said.path)
        if read is None or number is None:
            continue
        chunks = selected(ws, version, read, wanted)
        if said.low is None:
            found = with_answer(ws, version, number, chunks, said.value)
        else:
            found = _with_number(ws, version, number, chunks, said)
        yield from rows_of(found)


def _with_number(ws: Workspace, version: bytes, number: int, chunks: Chunks, said: Said) -> Chunks:
    rows = ws.reader.execute(
        "SELECT chunk, slots, numbers FROM answer_number WHERE survey_version = ? AND question = ?",
        (version, number),
    )
    low, high = said.low or 0.0, said.high if said.high is not None else float("inf")
    found: dict[int, int] = {}
    for chunk, slots, numbers in rows:
        flags = bytearray(CHUNK // 8)
        for slot, value in zip(array("H", slots), array("d", numbers), strict=True):
            if low <= value < high or (said.is_last and value == high):
                flags[slot >> 3] |= 1 << (slot & 7)
        found[chunk] = int.from_bytes(flags, "little") & chunks.get(chunk, 0)
    return found


# ---- answers in words ----

_PART = 8000


def find_texts(
    ws: Workspace,
    survey: bytes,
    path: str,
    typed: str = "",
    wanted: AnswerFilter = EVERYTHING,
    *,
    limit: int = 500,
) -> FoundTexts:
    """The answers to one question in which something stands, in whatever spelling of ө, ү and ң."""
    key, found, count, offset = fold(typed.strip()), list[SaidText](), 0, 0
    while True:
        texts_here = texts(ws, survey, path, wanted, offset=offset, limit=_PART)
        for each in texts_here.page:
            if key in fold(each.text):
                count += 1
                found += [each] if count <= limit else []
        offset += _PART
        if offset >= texts_here.forms:
            return FoundTexts(count, found)


def first_texts(
    ws: Workspace,
    survey: bytes,
    paths: Sequence[str],
    wanted: AnswerFilter = EVERYTHING,
    *,
    limit: int = 3,
) -> dict[str, list[SaidText]]:
    """A few answers to each of these questions, of forms that are read already."""
    found: dict[str, list[SaidText]] = {path: [] for path in paths}
    for version in versions_of(ws, survey, wanted):
        read = form_of(ws, version)
        chunks = selected(ws, version, read, wanted) if read is not None else {}
        for path in paths:
            number, missing = place_of(read, path), limit - len(found[path])
            if read is not None and number is not None and missing > 0:
                rows = _first_rows(with_answer(ws, version, number, chunks), missing)
                found[path] += said_in(ws, read, number, rows)
    return {path: said[:limit] for path, said in found.items()}


def _first_rows(chunks: Chunks, most: int) -> list[int]:
    rows: list[int] = []
    for chunk in sorted(chunks):
        bits = chunks[chunk]
        while bits and len(rows) < most:
            first = bits & -bits
            rows.append(chunk * CHUNK + first.bit_length() - 1)
            bits ^= first
    return rows
