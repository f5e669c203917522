"""Filled forms one after the other, for exports: what stands beside the answers, and these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from app.storage.answers import CHUNK, Progress, catch_up, decoded
from app.storage.forms import ReadForm, form_of
from app.storage.selection import EVERYTHING, AnswerFilter, Chunks, selected, size, versions_of
from app.surveys.tables import Tables

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


class Facts(NamedTuple):
    """What stands beside the answers of a filled form, as the store has it."""

    id: bytes
    instance_id: str | None
    collected_on: str | None
    territory: str | None
    event: bytes | None
    person: bytes | None
    code: str | None
    group_name: str | None
    round: int | None
    source: str | None


class Filled(NamedTuple):
    """A filled form with its answers as rows of tables."""

    facts: Facts
    tables: Tables


class Chosen(NamedTuple):
    """One version of a survey, its form, and which of its filled forms a filter leaves."""

    version: bytes
    read: ReadForm
    chunks: Chunks

    @property
    def forms(self) -> int:
        """How many filled forms."""
        return size(self.chunks)


def chosen(
    ws: Workspace,
    survey: bytes,
    wanted: AnswerFilter = EVERYTHING,
    progress: Progress | None = None,
) -> list[Chosen]:
    """The filled forms a filter leaves, by versions, the newest first; those whose forms have not
    arrived are not among them.
    """
    versions = versions_of(ws, survey, wanted)
    catch_up(ws, versions, progress)
    forms = [(version, form_of(ws, version)) for version in versions]
    return [
        Chosen(version, read, selected(ws, version, read, wanted))
        for version, read in forms
        if read is not None
    ]


_FACTS = ", ".join(f"s.{name}" for name in Facts._fields)
_SELECT = (
    "SELECT s._row, {columns} FROM submission s LEFT JOIN submission_answers a "
    "ON a.submission = s._row WHERE s._row >= ? AND s._row < ? AND s.survey_version = ? "
    "AND s._deleted = 0 ORDER BY s._row"
)


def filled_forms(ws: Workspace, of: Chosen) -> Iterator[Filled]:
    """The filled forms of one version, read a chunk at a time."""
    for facts, answers in _rows(ws, of, f"{_FACTS}, a.answers"):
        yield Filled(facts, decoded(of.read.layout, answers or ""))


def documents(ws: Workspace, of: Chosen) -> Iterator[tuple[Facts, str]]:
    """The documents themselves; those that were emptied are passed by."""
    return (
        (facts, document) for facts, document in _rows(ws, of, f"{_FACTS}, s.instance") if document
    )


def _rows(ws: Workspace, of: Chosen, columns: str) -> Iterator[tuple[Facts, str]]:
    sql = _SELECT.format(columns=columns)
    for chunk in sorted(of.chunks):
        bits = of.chunks[chunk]
        if not bits:
            continue
        found = ws.reader.execute(sql, (chunk * CHUNK, (chunk + 1) * CHUNK, of.version)).fetchall()
        for row, *facts, text in found:
            if bits >> (row % CHUNK) & 1:
                yield Facts(*facts), text
