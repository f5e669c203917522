"""Forgetting a person on a lawful demand."""

from datetime import date

from app.actions.records import RecordGone, checked
from app.language import mark
from app.model import Changes, Person, Redaction
from app.storage import Workspace


def redact_person(workspace: Workspace, person: bytes, reason: str = "") -> Changes:
    """Remove a person's personal values here and wherever this travels; this cannot be undone.

    Her id, sex, territory, ages and attendance stay, so that figures already given out stand.
    """
    if workspace.get(Person, person) is None:
        raise RecordGone(mark("This record is no longer there."))
    values = {"person": person, "demanded_on": date.today(), "reason": reason}
    put = checked(workspace, Redaction.type_name, Redaction.id_for(values), values)
    return workspace.write([put])
