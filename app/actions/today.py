"""What the list of unfinished things has to be told, as no record says it."""

from datetime import UTC, datetime

from app.model import Changes
from app.storage import Workspace
from app.storage.questions.today import report_place


def note_report_saved(ws: Workspace, event: bytes) -> Changes:
    """Note that the report of an event was saved or printed here; the note never travels."""
    ws.set_setting(report_place(event), datetime.now(UTC).isoformat(timespec="seconds"))
    return Changes(merged={"event": 1})
