"""What is done while a plan is followed: entries with evidence, indicators and their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from app.actions.attachments import NewFile, file_edits
from app.actions.events import Made
from app.actions.records import checked, existing, new
from app.model import (
    Changes,
    Edit,
    Indicator,
    MonitoringEntry,
    PlanMeasure,
    Put,
)
from app.model.numbering import next_sequence
from app.storage import Workspace


def monitor(
    ws: Workspace,
    measure_id: bytes,
    values: Mapping[str, object],
    files: Sequence[NewFile] = (),
) -> Made:
    """Write down what was seen of a measure, today unless another day is given, with its evidence.

    The measure takes over the status of its newest entry.
    """
    existing(ws, PlanMeasure, measure_id)
    given = {"day": date.today(), "author": ws.profile.name, **values, "plan_measure": measure_id}
    put = new("monitoring_entry", given)
    edits: list[Edit] = [put, *file_edits(ws, {"monitoring_entry": put.id}, files)]
    return Made(put.id, ws.write([*edits, *_status(ws, measure_id, put)]))


def save_entry(ws: Workspace, entry_id: bytes, values: Mapping[str, object]) -> Changes:
    """Set fields of an entry; the measure goes on showing the status of the newest one."""
    entry = existing(ws, MonitoringEntry, entry_id)
    put = checked(ws, "monitoring_entry", entry_id, values)
    whole = Put(put.type_name, put.id, {**entry.values(), **put.values})
    return ws.write([put, *_status(ws, existing(ws, PlanMeasure, entry.plan_measure).id, whole)])


def write_entry(
    ws: Workspace, measure_id: bytes, entry_id: bytes, values: Mapping[str, object]
) -> Changes:
    """Set fields of an entry of a measure, making it if it is new: of today, by who writes."""
    if ws.get(MonitoringEntry, entry_id) is not None:
        return save_entry(ws, entry_id, values)
    existing(ws, PlanMeasure, measure_id)
    given = {"day": date.today(), "author": ws.profile.name, **values, "plan_measure": measure_id}
    put = checked(ws, "monitoring_entry", entry_id, given)
    return ws.write([put, *_status(ws, measure_id, put)])


def _status(ws: Workspace, measure_id: bytes, entry: Put) -> list[Edit]:
    """The edit by which the measure follows this entry, if none is newer."""
    status, day = entry.values.get("status"), entry.values["day"]
    others = [
        one.day
        for one in ws.find(MonitoringEntry, plan_measure=measure_id)
        if one.id != entry.id and one.day and one.status
    ]
    if not status or not isinstance(day, date) or any(other > day for other in others):
        return []
    return [checked(ws, "plan_measure", measure_id, {"status": status})]


def add_indicator(ws: Workspace, measure_id: bytes, values: Mapping[str, object]) -> Made:
    """Say what is measured of a measure."""
    sequence = next_sequence(ws.find(Indicator, plan_measure=measure_id))
    put = new("indicator", {"sequence": sequence, **values, "plan_measure": measure_id})
    return Made(put.id, ws.write([put]))


def note_value(ws: Workspace, indicator_id: bytes, values: Mapping[str, object]) -> Made:
    """Write the value of an indicator down, of today unless another day is given."""
    put = new("indicator_value", {"day": date.today(), **values, "indicator": indicator_id})
    return Made(put.id, ws.write([put]))
