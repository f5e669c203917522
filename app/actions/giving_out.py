"""What is given out of the notebook: what tells of people is written down in the audit."""

from __future__ import annotations

from collections.abc import Mapping

from app.errors import AppError
from app.language import mark
from app.storage import Workspace, audit
from app.storage.questions.papers import CHOICES, choices_kept

TABLES, PERSON_DATA, REPORT = "tables", "person-data", "report"
"""What was given out: tables, one person's own data, a document that tells more than usual."""


class ReasonNeeded(AppError):
    """Names or small counts are to be in what leaves the notebook, and nobody said why."""


def checked_reason(reason: str) -> str:
    """The reason as it is kept; raises `ReasonNeeded` where there is none."""
    if not reason.strip():
        raise ReasonNeeded(
            mark(
                "It names people, or counts so few that they may be known: say why with "
                "--reason TEXT, which the audit keeps."
            )
        )
    return reason.strip()


def note_given_out(ws: Workspace, what: str, facts: Mapping[str, object], reason: str) -> None:
    """Write down what left the notebook and why; `facts` name no person but by her id."""
    told = {**facts, "reason": reason}
    ws.change(lambda connection: audit.note(connection, what, told))


def keep_choices(ws: Workspace, choices: Mapping[str, object]) -> None:
    """Remember in this notebook what reports were asked with, for the next time."""
    ws.set_setting(CHOICES, choices_kept(choices))
