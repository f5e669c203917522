"""What is done with group work: groups, what they say, votes on it, and stakeholders."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from app.actions.events import Made
from app.actions.records import checked, existing, new, with_goals
from app.model import (
    Changes,
    Edit,
    Event,
    GroupMember,
    GroupSession,
    Note,
    Put,
    Remove,
    Stakeholder,
)
from app.model.numbering import moved, next_sequence
from app.storage import Workspace
from app.storage.questions.group_work import unfinished_note_name

RAW, EDITED, ADOPTED = "raw", "edited", "adopted"
"""What became of a note: as it was said, put into better words, taken into a resolution."""


def add_group(ws: Workspace, event_id: bytes, values: Mapping[str, object]) -> Made:
    """Form a group at an event; its territory is the event's unless another is named."""
    event = existing(ws, Event, event_id)
    sequence = next_sequence(ws.find(GroupSession, event=event_id))
    given = {"territory": event.territory, "sequence": sequence, **values, "event": event_id}
    put = new("group_session", given)
    return Made(put.id, ws.write([put]))


def remove_group(ws: Workspace, group_id: bytes) -> Changes:
    """Dissolve a group; what it said stays with the event, under the group's name."""
    group = existing(ws, GroupSession, group_id)
    edits: list[Edit] = [
        Put("note", note.id, {"group_session": None, "group_name": note.group_name or group.name})
        for note in ws.find(Note, group_session=group_id)
    ]
    edits += [
        Put("stakeholder", one.id, {"group_session": None})
        for one in ws.find(Stakeholder, group_session=group_id)
    ]
    edits += [
        Remove("group_member", member.id) for member in ws.find(GroupMember, group_session=group_id)
    ]
    return ws.write([*edits, Remove("group_session", group_id)])


def set_members(ws: Workspace, group_id: bytes, people: Iterable[bytes]) -> Changes:
    """Let exactly these people work in a group."""
    existing(ws, GroupSession, group_id)
    wanted = dict.fromkeys(people)
    known = {member.person: member.id for member in ws.find(GroupMember, group_session=group_id)}
    edits: list[Edit] = [
        new("group_member", {"group_session": group_id, "person": person})
        for person in wanted
        if person not in known
    ]
    edits += [
        Remove("group_member", member) for person, member in known.items() if person not in wanted
    ]
    return ws.write(edits)


def add_note(ws: Workspace, event_id: bytes, values: Mapping[str, object]) -> Made:
    """Write down what was said; the territory is the group's or the event's unless named."""
    event = existing(ws, Event, event_id)
    group_id = values.get("group_session")
    group = ws.get(GroupSession, group_id) if isinstance(group_id, bytes) else None
    given: dict[str, object] = {
        "territory": (group.territory if group else None) or event.territory,
        "status": RAW,
        "sequence": next_sequence(ws.find(Note, event=event_id)),
    }
    put = new("note", {**given, **values, "event": event_id})
    return Made(put.id, ws.write([put]))


def save_note(ws: Workspace, note_id: bytes, values: Mapping[str, object]) -> Changes:
    """Set fields of a note. One whose words are changed is no longer as it was said."""
    note = existing(ws, Note, note_id)
    put = checked(ws, "note", note_id, values)
    is_reworded = put.values.get("text", note.text) != note.text
    if is_reworded and "status" not in put.values and note.status in {RAW, None}:
        put = checked(ws, "note", note_id, {**values, "status": EDITED})
    return ws.write([put])


def set_on_notes(
    ws: Workspace,
    notes: Iterable[bytes],
    values: Mapping[str, object],
    added_goals: Collection[str] = (),
    dropped_goals: Collection[str] = (),
) -> Changes:
    """Set the same fields of several notes at once; goals come to those each has, or go."""
    edits: list[Edit] = []
    for note_id in notes:
        given = with_goals(existing(ws, Note, note_id), values, added_goals, dropped_goals)
        edits.append(checked(ws, "note", note_id, given))
    return ws.write(edits)


def move_note(ws: Workspace, note_id: bytes, beside: bytes) -> Changes:
    """Put a note where another one of its event stands; that one makes room."""
    note = existing(ws, Note, note_id)
    notes = ws.find(Note, event=note.event, order="sequence")
    order = [one.id for one in notes]
    if beside not in order:
        return Changes()
    places = moved(notes, note_id, order.index(beside))
    return ws.write([Put("note", line, {"sequence": place}) for line, place in places.items()])


def keep_unfinished_note(ws: Workspace, event_id: bytes, values: Mapping[str, object]) -> Changes:
    """Keep the words of a note that is not yet added, so that a power cut loses nothing."""
    ws.set_setting(unfinished_note_name(event_id), str(values.get("text") or ""))
    return Changes()


def vote(ws: Workspace, event_id: bytes, votes: Mapping[bytes, int | None]) -> Changes:
    """Note the votes for notes of an event, and the places among their kind they make.

    Equal votes share a place, and the next one is left free (1, 2, 2, 4); without votes, no place.
    """
    notes = ws.find(Note, event=event_id)
    now = {note.id: votes.get(note.id, note.votes) for note in notes}
    edits: list[Edit] = []
    for note in notes:
        given = {"votes": now[note.id], "rank": _place(note, notes, now)}
        put = checked(ws, "note", note.id, given)
        if (note.votes, note.rank) != (given["votes"], given["rank"]):
            edits.append(put)
    return ws.write(edits)


def _place(note: Note, notes: Iterable[Note], votes: Mapping[bytes, int | None]) -> int | None:
    own = votes[note.id]
    if own is None:
        return None
    return 1 + sum((votes[one.id] or 0) > own for one in notes if one.kind == note.kind)


def add_stakeholder(ws: Workspace, event_id: bytes, values: Mapping[str, object]) -> Made:
    """Write down a stakeholder a group named."""
    existing(ws, Event, event_id)
    sequence = next_sequence(ws.find(Stakeholder, event=event_id))
    put = new("stakeholder", {"sequence": sequence, **values, "event": event_id})
    return Made(put.id, ws.write([put]))
