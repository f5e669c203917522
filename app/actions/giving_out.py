"""What is given out of the notebook with people's names in it: written down in the audit."""

from __future__ import annotations

from collections.abc import Mapping

from app.storage import Workspace, audit

TABLES, PERSON_DATA = "tables", "person-data"
"""What was given out: whole tables, or one person's own data."""


def note_given_out(ws: Workspace, what: str, facts: Mapping[str, object], reason: str) -> None:
    """Write down what left the notebook and why; `facts` name no person but by her id."""
    told = {**facts, "reason": reason}
    ws.change(lambda connection: audit.note(connection, what, told))
