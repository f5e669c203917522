"""Forgetting a person on a lawful demand."""

from datetime import date

from app.actions.records import RecordGone, checked
from app.language import mark
from app.model import Changes, Person, Put, Redaction
from app.storage import Workspace
from app.storage.questions.person import entries_of, held_of


def redact_person(workspace: Workspace, person: bytes, reason: str = "") -> Changes:
    """Remove a person's personal values here and wherever this travels; this cannot be undone.

    Entries that were joined to her are hers too. Her id, sex, territory, ages and attendance stay,
    so that figures already given out stand.
    """
    if workspace.get(Person, person) is None:
        raise RecordGone(mark("This record is no longer there."))
    told = {"demanded_on": date.today(), "reason": reason}
    emptied = held_of(workspace, person).records
    entries = entries_of(workspace, person)
    written = workspace.write([_put(workspace, {"person": entry, **told}) for entry in entries])
    return written + Changes(merged=emptied)


def _put(workspace: Workspace, values: dict[str, object]) -> Put:
    return checked(workspace, Redaction.type_name, Redaction.id_for(values), values)
