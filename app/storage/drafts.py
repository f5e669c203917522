"""Drafts: forms that are being filled. They are this notebook's alone and never travel.

A draft bears the id its filled form will have, so that one form is begun and finished once. It is
written whole at every answer, in a transaction of its own: what was answered is on the disk.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.errors import AppError
from app.language import mark
from app.model import Submission

if TYPE_CHECKING:
    from app.storage.connection import Connection
    from app.storage.workspace import Workspace


class OtherForm(AppError):
    """A draft belongs to the form it was begun with."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A form that is being filled, or a filled one that is being changed."""

    id: bytes
    """The id of the filled form it becomes."""
    survey_version: bytes
    document: str
    """The answers as they stand."""
    place: str = ""
    """The question in view, to come back to."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What stands beside the answers, by the fields of a filled form: event, person, code …"""
    files: Mapping[str, str] = field(default_factory=dict)
    """Kept contents (SHA-256) by the names the document calls them."""
    is_edit: bool = False
    """Whether the filled form is there already."""
    started_at: str = ""
    at: str = ""
    """When it was last written (UTC); set by the store."""


def keep(ws: Workspace, draft: Draft) -> None:
    """Write a draft down; raises `OtherForm` if it was begun with another form."""
    row = _row(draft)

    def write(connection: Connection) -> None:
        kept = connection.execute(_KEEP, row).rowcount
        if not kept:
            raise OtherForm(
                mark("This draft belongs to another form. Begin a new one; the draft is kept.")
            )

    ws.change(write)


_COLUMNS = (
    "id",
    "survey_version",
    "person",
    "facts",
    "files",
    "place",
    "document",
    "is_edit",
    "started_at",
    "at",
)
_KEEP = (
    f"INSERT INTO submission_draft ({', '.join(_COLUMNS)}) "
    f"VALUES ({', '.join('?' * len(_COLUMNS))}) ON CONFLICT (id) DO UPDATE SET "
    "person = excluded.person, facts = excluded.facts, files = excluded.files, "
    "place = excluded.place, document = excluded.document, at = excluded.at "
    "WHERE survey_version = excluded.survey_version"
)


def _row(draft: Draft) -> tuple[object, ...]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return (
        draft.id,
        draft.survey_version,
        draft.facts.get("person"),
        json.dumps(_plain(draft.facts), ensure_ascii=False),
        json.dumps(dict(draft.files), ensure_ascii=False),
        draft.place,
        draft.document,
        int(draft.is_edit),
        draft.started_at or now,
        now,
    )


def _plain(facts: Mapping[str, Any]) -> dict[str, object]:
    kinds = Submission.kinds()
    stored = {name: kinds[name].dump(value) for name, value in facts.items()}
    return {
        name: value.hex() if isinstance(value, bytes) else value for name, value in stored.items()
    }


def _facts(text: str) -> dict[str, Any]:
    kinds = Submission.kinds()
    plain: dict[str, Any] = json.loads(text)
    return {
        name: kinds[name].load(
            bytes.fromhex(value) if value and kinds[name].column == "BLOB" else value
        )
        for name, value in plain.items()
        if name in kinds
    }


def draft(ws: Workspace, draft_id: bytes) -> Draft | None:
    """The draft with this id."""
    found = _select(ws.reader, "id = ?", (draft_id,))
    return found[0] if found else None


def drafts(ws: Workspace, survey: bytes | None = None) -> list[Draft]:
    """All drafts, of one survey or of all, the one written last first."""
    if survey is None:
        return _select(ws.reader, "true", ())
    of_survey = "survey_version IN (SELECT id FROM survey_version WHERE survey = ?)"
    return _select(ws.reader, of_survey, (survey,))


def _select(connection: Connection, where: str, values: tuple[object, ...]) -> list[Draft]:
    rows = connection.execute(
        "SELECT id, survey_version, document, place, facts, files, is_edit, started_at, at "
        f"FROM submission_draft WHERE {where} ORDER BY at DESC, id DESC",
        values,
    )
    return [
        Draft(
            id=row[0],
            survey_version=row[1],
            document=row[2],
            place=row[3],
            facts=_facts(row[4]),
            files=json.loads(row[5]),
            is_edit=bool(row[6]),
            started_at=row[7],
            at=row[8],
        )
        for row in rows
    ]


def forget(connection: Connection, draft_id: bytes) -> None:
    """Let go of a draft; the caller holds the transaction."""
    connection.execute("DELETE FROM submission_draft WHERE id = ?", (draft_id,))
