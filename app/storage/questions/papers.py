"""What papers are made of: what an event has to say, and what was asked for the last time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from app.storage.connection import Connection
    from app.storage.workspace import Workspace

CHOICES = "report_choices"
"""The setting that says what reports were asked with the last time."""


class Holding(NamedTuple):
    """What of an event is written down."""

    has_programme: bool
    has_people: bool
    has_come: bool
    """Whether anybody is known to have come."""
    has_stakeholders: bool
    resolutions: tuple[bytes, ...]
    surveys: tuple[tuple[bytes, str], ...]
    """The surveys that were answered at it: the id, and that of the form."""


def holding(reader: Connection, event: bytes) -> Holding:
    """What of this event is written down."""
    return Holding(
        has_programme=_any(reader, "agenda_item WHERE event = ? AND _deleted = 0", event),
        has_people=_any(reader, "registration WHERE event = ? AND _deleted = 0", event),
        has_come=_any(reader, _CAME, event),
        has_stakeholders=_any(reader, "stakeholder WHERE event = ? AND _deleted = 0", event),
        resolutions=_ids(
            reader,
            "SELECT id FROM resolution WHERE event = ? AND _deleted = 0 ORDER BY _row",
            event,
        ),
        surveys=tuple(reader.execute(_ANSWERED, (event,))),
    )


_CAME = """registration r WHERE r.event = ? AND r._deleted = 0 AND (r.status = 'attended'
    OR EXISTS (SELECT 1 FROM attendance a WHERE a.registration = r.id AND a._deleted = 0
    AND a.is_present = 1))
"""
_ANSWERED = """SELECT DISTINCT u.id, u.form_id FROM submission s
    JOIN survey_version v ON v.id = s.survey_version JOIN survey u ON u.id = v.survey
    WHERE s.event = ? AND s._deleted = 0 ORDER BY u.form_id"""


def _any(reader: Connection, of: str, event: bytes) -> bool:
    return reader.execute(f"SELECT 1 FROM {of} LIMIT 1", (event,)).fetchone() is not None


def _ids(reader: Connection, sql: str, event: bytes) -> tuple[bytes, ...]:
    return tuple(record_id for (record_id,) in reader.execute(sql, (event,)))


def last_choices(ws: Workspace) -> dict[str, object]:
    """What reports were asked with the last time, by the name of the parameter."""
    try:
        kept = json.loads(ws.setting(CHOICES, "{}"))
        return {name: _read(*told) for name, told in kept.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def choices_kept(choices: Mapping[str, object]) -> str:
    """Choices as the setting holds them."""
    return json.dumps({name: _said(value) for name, value in choices.items()}, ensure_ascii=False)


def _said(value: object) -> tuple[str, object]:
    if isinstance(value, bytes):
        return "id", value.hex()
    return ("day", value.isoformat()) if isinstance(value, date) else ("", value)


def _read(kind: str, value: object) -> object:
    if kind == "id":
        return bytes.fromhex(str(value))
    return date.fromisoformat(str(value)) if kind == "day" else value
