"""Where a record is shown in the window, so that a figure or a goal can lead to it."""

from __future__ import annotations

from typing import Any

from app.model import RECORD_TYPES, Attendance, FrameworkItem, ReportText
from app.storage import Workspace

Place = tuple[str, dict[str, object]]
"""A page and the place in it."""
_OF_EVENTS = {
    "note": "notes",
    "group_session": "notes",
    "stakeholder": "notes",
    "registration": "people",
    "headcount": "people",
    "reach_figure": "people",
    "distribution": "materials",
}
"""Types that are parts of an event, and the event's tab they stand on."""
_PARTS = {"note": "said", "group_session": "groups", "stakeholder": "stakeholders"}
"""Types that are shown on a part of the tab of group work."""
_PLAIN = {
    "event": ("events", "event"),
    "person": ("people", "person"),
    "document_layout": ("layouts", "layout"),
    "issued_document": ("issued", "document"),
}
"""Types of which each record has its place on a page, and what it is called there."""
_OF_CLUBS = ("club_cadence", "club_member", "practice_task")


def place_of(ws: Workspace, type_name: str, record_id: bytes) -> Place | None:
    """Where a record is shown; None while no page shows records of its type."""
    if type_name in _PLAIN:
        page, called = _PLAIN[type_name]
        return page, {called: record_id}
    record: Any = ws.get(RECORD_TYPES[type_name], record_id)
    if record is None:
        return None
    if isinstance(record, Attendance):
        return place_of(ws, "registration", record.registration or b"")
    if isinstance(record, FrameworkItem):
        return "frameworks", {"item": record.code}
    return (
        _of_event(type_name, record)
        or _of_papers(type_name, record)
        or _of_statistics(type_name, record)
    )


def _of_event(type_name: str, record: Any) -> Place | None:
    if type_name not in _OF_EVENTS or not record.event:
        return None
    where = {"event": record.event, "tab": _OF_EVENTS[type_name]}
    if type_name in _PARTS:
        where |= {"part": _PARTS[type_name], type_name: record.id}
    return "events", where


def _of_papers(type_name: str, record: Any) -> Place | None:
    """Plans and resolutions: each on its own page."""
    if type_name == "plan_measure":
        return "plans", {"measure": record.id}
    if type_name == "action_plan":
        return "plans", {"plan": record.id}
    if type_name in ("resolution", "resolution_item"):
        is_whole = type_name == "resolution"
        whole = record.id if is_whole else record.resolution
        return "resolutions", {"resolution": whole} | ({} if is_whole else {"point": record.id})
    if isinstance(record, ReportText):
        of = record.subject().values()
        of["type"] = of.pop("event_type")
        told = {name: value for name, value in of.items() if value}
        return "reports", {"report": record.report, "writes": True, **told}
    return None


def _of_statistics(type_name: str, record: Any) -> Place | None:
    if type_name == "body":
        return "statistics", {"tab": "bodies", "body": record.id}
    if type_name == "club":
        return "statistics", {"tab": "clubs", "club": record.id}
    if type_name in _OF_CLUBS:
        return "statistics", {"tab": "clubs", "club": record.club}
    return None
