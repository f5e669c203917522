"""Filled forms that are here already, by what their documents called themselves, now or before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.errors import AppError
from app.exchange.answer_tables import CellProblem, RowSaid
from app.language import mark
from app.model import Event, Person, Submission
from app.storage import Workspace
from app.storage.entries import entries_of
from app.surveys.composing import Said, said_in
from app.surveys.tables import Layout

_AT_ONCE = 500


@dataclass(frozen=True)
class Known:
    """A filled form that is here."""

    id: bytes
    version: bytes
    name: str
    document: str
    is_deleted: bool

    def said(self, layout: Layout) -> Said:
        """What it says now."""
        return _said(layout, self.document)

    def older(self, ws: Workspace, layout: Layout) -> Iterator[Said]:
        """What it said before."""
        for entry in entries_of(ws.reader, self.id, "instance"):
            if isinstance(entry.value, str) and entry.value != self.document:
                yield _said(layout, entry.value)

    def values(self, ws: Workspace) -> Mapping[str, Any] | None:
        """All its fields, to check others beside them."""
        found = ws.get(Submission, self.id)
        return found.values() if found else None


def _said(layout: Layout, document: str) -> Said:
    try:
        return said_in(layout, layout.read(document)) if document else Said()
    except AppError:
        return Said()


class Here:
    """Finds filled forms by the names of documents."""

    def __init__(self, ws: Workspace, names: Sequence[str]) -> None:
        self._found: dict[str, Known] = {}
        wanted = list(dict.fromkeys(names))
        for start in range(0, len(wanted), _AT_ONCE):
            self._find(ws, "s.instance_id", wanted[start : start + _AT_ONCE])
        missing = {name for name in wanted if name not in self._found}
        if missing:
            self._find_former(ws, missing)

    def of(self, name: str) -> Known | None:
        """The filled form whose document calls itself so, or once did."""
        return self._found.get(name)

    def _find(self, ws: Workspace, column: str, names: Sequence[str]) -> None:
        rows = ws.reader.execute(
            f"SELECT s.id, s.survey_version, s.instance_id, s.instance, s._deleted "
            f"FROM submission s WHERE {column} IN ({', '.join('?' * len(names))}) "
            "ORDER BY s._deleted DESC, s._row DESC",
            names,
        )
        for record_id, version, name, document, is_deleted in rows:
            known = Known(record_id, version, name or "", document or "", bool(is_deleted))
            self._found[name] = known

    def _find_former(self, ws: Workspace, names: set[str]) -> None:
        """Names that edits have replaced: the log remembers them."""
        former = [
            (record_id, name)
            for record_id, name in ws.reader.execute(
                "SELECT id, value FROM entry WHERE type = 'submission' AND field = 'instance_id'"
            )
            if name in names
        ]
        for record_id, name in former:
            found = ws.get(Submission, record_id)
            row = ws.reader.execute(
                "SELECT _deleted FROM submission WHERE id = ?", (record_id,)
            ).fetchone()
            if found is not None and found.survey_version is not None:
                self._found[name] = Known(
                    record_id, found.survey_version, found.instance_id, found.instance, bool(row[0])
                )


def facts_of_row(
    ws: Workspace, row: RowSaid, unknown: set[str]
) -> tuple[dict[str, object], CellProblem | None]:
    """What stands beside the answers of a row, as fields of a filled form.

    An event or person of another notebook goes into `unknown`: the form comes in without it.
    """
    facts: dict[str, object] = {}
    for name, text in row.facts.items():
        if name == "round" and not text.isdecimal():
            wrong = mark("“{value}” is no round: 1, 2, 3 …")
            return facts, CellProblem(row.place, row.row, "_round", wrong, {"value": text})
        found: object = text
        if name in _LINKED:
            found = _linked(ws, _LINKED[name], text)
        if found is None:
            unknown.add(text)
        else:
            facts[name] = found
    return facts, None


_LINKED: dict[str, type[Event | Person]] = {"event": Event, "person": Person}


def _linked(ws: Workspace, record_type: type[Event | Person], text: str) -> bytes | None:
    if record_type is Event and (named := ws.find(Event, code=text)):
        return named[0].id
    try:
        record = ws.get(record_type, bytes.fromhex(text))
    except ValueError:
        return None
    return record.id if record else None
