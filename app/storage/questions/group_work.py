"""What the group work of an event asks: groups with their people, what they said, stakeholders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from app.language import sort_key
from app.model import GroupSession, Note, Stakeholder
from app.storage.questions.events import Goal, goals_of
from app.storage.reading import by_id, found, people_of, place_names

if TYPE_CHECKING:
    from app.storage.workspace import Workspace


class GroupPerson(NamedTuple):
    """A person in a group: the record of her membership, who she is, and her name."""

    id: bytes
    person: bytes
    name: str


@dataclass(frozen=True)
class Group:
    """A group of an event with its people and the number of its notes."""

    session: GroupSession
    facilitator: str
    members: tuple[GroupPerson, ...]
    notes: int

    @property
    def id(self) -> bytes:
        """The group's id."""
        return self.session.id


@dataclass(frozen=True)
class Said:
    """A note with what it answers, what answers it, and what became of it."""

    note: Note
    group: str
    answers: str
    """The words of the problem it answers."""
    answered_by: int
    points: int
    measures: int

    @property
    def id(self) -> bytes:
        """The note's id."""
        return self.note.id


@dataclass(frozen=True)
class GroupWork:
    """All group work of an event."""

    event: bytes
    groups: list[Group]
    said: list[Said]
    stakeholders: list[Stakeholder]
    goals: Mapping[str, Goal]
    places: Mapping[str, Mapping[str, str]]


def group_work(ws: Workspace, event_id: bytes) -> GroupWork:
    """The groups of an event in their order, what they said in its order, stakeholders."""
    reader = ws.reader
    sessions = found(reader, GroupSession, "event = ?", event_id, order="sequence, _row")
    notes = found(reader, Note, "event = ?", event_id, order="coalesce(sequence, 0), _row")
    order = "kind, level, coalesce(sequence, 0), _row"
    stakeholders = found(reader, Stakeholder, "event = ?", event_id, order=order)
    codes = tuple({code for note in notes for code in note.framework_items})
    return GroupWork(
        event=event_id,
        groups=_groups(ws, event_id, sessions, notes),
        said=_said(ws, event_id, sessions, notes),
        stakeholders=stakeholders,
        goals=goals_of(ws, codes),
        places=place_names(
            reader, {one.territory for one in sessions} | {one.territory for one in notes}
        ),
    )


def unfinished_note_name(event: bytes) -> str:
    """Under which name a note that is typed and not yet added is kept, in this notebook alone."""
    return f"unfinished_note.{event.hex()}"


def unfinished_note(ws: Workspace, event: bytes) -> str:
    """What was typed for the next note of an event and not added."""
    row = ws.reader.execute(
        "SELECT value FROM setting WHERE name = ?", (unfinished_note_name(event),)
    ).fetchone()
    return str(row[0]) if row else ""


def _groups(
    ws: Workspace, event_id: bytes, sessions: list[GroupSession], notes: list[Note]
) -> list[Group]:
    rows = ws.reader.execute(
        "SELECT m.group_session, m.id, m.person FROM group_session g "
        "JOIN group_member m ON m.group_session = g.id AND m._deleted = 0 WHERE g.event = ?",
        (event_id,),
    ).fetchall()
    people = people_of(ws.reader, (person for _, _, person in rows))
    members: dict[bytes, list[GroupPerson]] = {}
    for group, member, person in rows:
        name = people[person].caption() if person in people else ""
        members.setdefault(group, []).append(GroupPerson(member, person, name))
    for listed in members.values():
        listed.sort(key=lambda one: sort_key(one.name))
    leaders = people_of(ws.reader, (session.facilitator for session in sessions))
    return [
        Group(
            session=session,
            facilitator=leaders[session.facilitator].caption()
            if session.facilitator in leaders
            else "",
            members=tuple(members.get(session.id, ())),
            notes=sum(note.group_session == session.id for note in notes),
        )
        for session in sessions
    ]


def _said(
    ws: Workspace, event_id: bytes, sessions: list[GroupSession], notes: list[Note]
) -> list[Said]:
    names = {session.id: session.name for session in sessions}
    problems = by_id(ws.reader, Note, (note.answers for note in notes))
    answered = _tally(ws, "note", "answers", event_id)
    points = _tally(ws, "resolution_item", "note", event_id)
    measures = _tally(ws, "plan_measure", "problem", event_id)
    recommended = _tally(ws, "plan_measure", "recommendation", event_id)
    return [
        Said(
            note=note,
            group=names.get(note.group_session or b"", note.group_name),
            answers=problems[note.answers].text if note.answers in problems else "",
            answered_by=answered.get(note.id, 0),
            points=points.get(note.id, 0),
            measures=measures.get(note.id, 0) + recommended.get(note.id, 0),
        )
        for note in notes
    ]


def _tally(ws: Workspace, type_name: str, link: str, event_id: bytes) -> dict[bytes, int]:
    """How many records of a type point to each note of an event by one of their links."""
    rows = ws.reader.execute(
        f"SELECT r.{link}, count(*) FROM note n JOIN {type_name} r ON r.{link} = n.id "
        f"AND r._deleted = 0 WHERE n.event = ? GROUP BY r.{link}",
        (event_id,),
    )
    return dict(rows.fetchall())
