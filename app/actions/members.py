"""Taking people into clubs, working groups and bodies, and letting them go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.actions.events import Made, person_named
from app.actions.records import checked, existing, new
from app.model import RECORD_TYPES, BodyMember, Changes, ClubMember, Edit, PlanMember
from app.storage import Workspace

Membership = type[BodyMember] | type[ClubMember] | type[PlanMember]


def take_in(
    ws: Workspace,
    member_type: Membership,
    whole: bytes,
    found: bytes | str,
    values: Mapping[str, object],
) -> Made:
    """Take a person (by id, or a new one by «Surname Name Patronymic») into what has members.

    Whoever left and comes back is the same member: the day she left is taken away.
    """
    existing(ws, RECORD_TYPES[member_type.owner], whole)
    edits: list[Edit] = []
    if isinstance(found, str):
        person = new("person", person_named(found))
        edits.append(person)
        found = person.id
    key = {member_type.owner: whole, "person": found}
    name, known = member_type.type_name, ws.get(member_type, member_type.id_for(key))
    has_time = "until" in member_type.kinds()
    if known is None:
        since = {"since": date.today()} if has_time else {}
        edits.append(new(name, {**since, **values, **key}))
    else:
        back = {"until": None} if has_time else {}
        edits.append(checked(ws, name, known.id, {**back, **values}))
    return Made(edits[-1].id, ws.write(edits))


def let_go(
    ws: Workspace, member_type: Membership, member_id: bytes, day: date | None = None
) -> Changes:
    """Note that a member left, today unless another day is given; she stays in past figures."""
    values = {"until": day or date.today()}
    return ws.write([checked(ws, member_type.type_name, member_id, values)])
