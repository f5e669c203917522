"""What is done with clubs: founding one, members who come and go, practice tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from app.actions.events import Made
from app.actions.members import let_go, take_in
from app.actions.records import checked, existing, new
from app.model import Changes, Club, ClubCadence, ClubMember, PracticeTask, Remove
from app.storage import Workspace


def create_club(
    ws: Workspace, values: Mapping[str, object], cadences: Iterable[Mapping[str, object]] = ()
) -> Made:
    """Found a club, with how often it means to meet in each form of work."""
    put = new("club", values)
    forms = [new("club_cadence", {**cadence, "club": put.id}) for cadence in cadences]
    return Made(put.id, ws.write([put, *forms]))


def set_cadence(ws: Workspace, club_id: bytes, form: str, values: Mapping[str, object]) -> Changes:
    """Say how often a club means to meet in one form of work."""
    key = {"club": existing(ws, Club, club_id).id, "form": form}
    record_id = ClubCadence.id_for(key)
    return ws.write([checked(ws, "club_cadence", record_id, {**key, **values})])


def drop_cadence(ws: Workspace, club_id: bytes, form: str) -> Changes:
    """Let a club no longer work in a form."""
    return ws.write([Remove("club_cadence", ClubCadence.id_for({"club": club_id, "form": form}))])


def add_member(
    ws: Workspace, club_id: bytes, found: bytes | str, values: Mapping[str, object]
) -> Made:
    """Take a person (by id, or a new one by «Surname Name Patronymic») into a club."""
    return take_in(ws, ClubMember, club_id, found, values)


def leave(ws: Workspace, member_id: bytes, day: date | None = None) -> Changes:
    """Note that a member left, today unless another day is given; she stays in past figures."""
    return let_go(ws, ClubMember, member_id, day)


def give_tasks(
    ws: Workspace, club_id: bytes, people: Iterable[bytes], values: Mapping[str, object]
) -> Changes:
    """Give each of these people the same practice task, today unless another day is given."""
    existing(ws, Club, club_id)
    given = {"given_on": date.today(), **values, "club": club_id}
    return ws.write([new("practice_task", {**given, "person": person}) for person in people])


def finish_task(ws: Workspace, task_id: bytes, values: Mapping[str, object]) -> Changes:
    """Note that a task was done, with its result and what was thought about it."""
    existing(ws, PracticeTask, task_id)
    return ws.write([checked(ws, "practice_task", task_id, {"done_on": date.today(), **values})])
