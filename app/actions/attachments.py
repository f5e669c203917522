"""Photos and documents kept with a record: their contents encrypted, a record for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.actions.records import existing, new
from app.model import RECORD_TYPES, Changes, Edit
from app.storage import Workspace


@dataclass(frozen=True)
class NewFile:
    """A file as it is to be kept: what it is called, what it is, and its content."""

    name: str
    kind: str
    media_type: str
    content: bytes
    taken_on: date | None = None


def add_files(
    workspace: Workspace, type_name: str, record_id: bytes, files: Sequence[NewFile]
) -> Changes:
    """Keep files with a record; the contents first, then all their records at once."""
    existing(workspace, RECORD_TYPES[type_name], record_id)
    return workspace.write(file_edits(workspace, {type_name: record_id}, files))


def file_edits(
    workspace: Workspace, owner: Mapping[str, object], files: Iterable[NewFile]
) -> list[Edit]:
    """Keep the contents of files, and answer the edits by which `owner` gets their records."""
    return [
        new(
            "attachment",
            {
                **owner,
                "kind": file.kind,
                "file": workspace.attachments.put(file.content),
                "file_name": file.name,
                "media_type": file.media_type,
                "size": len(file.content),
                "taken_on": file.taken_on,
            },
        )
        for file in files
    ]
