"""Alarms that somebody has read."""

from app.storage import Workspace
from app.storage.alarms import mark_read
from app.storage.questions.alarms import Alarm


def read_alarm(workspace: Workspace, alarm: Alarm) -> None:
    """Somebody has read an alarm: it is said no more."""
    workspace.change(lambda connection: mark_read(connection, alarm.kind, alarm.device, alarm.days))
