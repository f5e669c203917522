"""What the page of figures reads: an answer with the names of its parts, and whom it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.language import Language
from app.model import RECORD_TYPES, Registration
from app.reports.indicator_blocks import OF_PEOPLE, part_name, parts_told
from app.storage import Workspace
from app.storage.questions.indicators import (
    Behind,
    Figure,
    IndicatorAnswer,
    IndicatorFilter,
    answer,
    behind,
)
from app.storage.reading import place_names

MOST_RECORDS = 1000
_AROUND = ("event", "action_plan", "club", "product", "person")
"""Links that say where a record without words of its own belongs."""


@dataclass(frozen=True)
class NamedAnswer:
    """A figure, its parts with their names, and the same of the period before."""

    answer: IndicatorAnswer
    names: tuple[str, ...]
    before: Figure | None = None

    @property
    def is_of_people(self) -> bool:
        """Whether small parts of it would point at somebody."""
        return self.answer.question.unit in OF_PEOPLE

    def told(self) -> tuple[bool, ...]:
        """Which parts may leave the office."""
        return tuple(parts_told(self.answer))


def named_answer(
    ws: Workspace,
    language: Language,
    key: str,
    wanted: IndicatorFilter,
    by: str,
    compared: IndicatorFilter | None,
) -> NamedAnswer:
    """Answer a saved question, with its parts named and, where wanted, the period before."""
    found = answer(ws, key, wanted, by)
    names = tuple(part_name(ws, language, found, part.code) for part in found.parts)
    before = answer(ws, key, compared).total if compared is not None else None
    return NamedAnswer(found, names, before)


def total(ws: Workspace, key: str, wanted: IndicatorFilter) -> Figure:
    """One figure alone."""
    return answer(ws, key, wanted).total


@dataclass(frozen=True)
class RecordLine:
    """A record behind a figure: what it is called, and where it belongs."""

    type_name: str
    id: bytes
    text: str
    around: str


def records_behind(
    ws: Workspace,
    language: Language,
    key: str,
    wanted: IndicatorFilter,
    by: str,
    code: str | None,
) -> list[RecordLine]:
    """The records behind a figure or one part of it, in words and in their order."""
    rows = behind(ws, key, wanted, by if code is not None else "", code, limit=MOST_RECORDS)
    records = [ws.get(RECORD_TYPES[row.type_name], row.id) for row in rows]
    places = place_names(ws.reader, [getattr(one, "territory", None) for one in records])
    lines = []
    for row, record in zip(rows, records, strict=True):
        days = [getattr(record, name, None) for name in ("date_from", "date_to")]
        place = language.label(places.get(getattr(record, "territory", None) or "", {}))
        lines.append(_line(ws, row, record, (language.days(*days), place)))
    return sorted(lines, key=lambda line: language.sort_key(f"{line.text} {line.around}"))


def _line(ws: Workspace, row: Behind, record: Any, known: Sequence[str]) -> RecordLine:
    registration = getattr(record, "registration", None)
    if registration:
        record = ws.get(Registration, registration) or record
    named = [_caption(ws, name, getattr(record, name, None)) for name in _AROUND]
    words = [one for one in (_own_words(row, record), *reversed(named)) if one]
    text = words[0] if words else ""
    around = dict.fromkeys(one for one in (*words[1:], *known) if one)
    return RecordLine(row.type_name, row.id, text, " · ".join(around))


def _own_words(row: Behind, record: Any) -> str:
    said = row.caption
    names = getattr(record, "names", None)
    if callable(names):
        known = names()
        said = next((known[one] for one in ("ky", "ru", "en") if known.get(one)), said)
    return said


def _caption(ws: Workspace, type_name: str, record_id: object) -> str:
    if not isinstance(record_id, bytes):
        return ""
    found = ws.get(RECORD_TYPES[type_name], record_id)
    return found.caption() if found is not None else ""
