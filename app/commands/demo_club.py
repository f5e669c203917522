"""The club of the demonstration: its exercise on stakeholders, members, meetings and tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.actions.clubs import add_member, create_club, finish_task, give_tasks
from app.actions.records import new
from app.model import Edit, Event, FrameworkItem, PracticeTask, Put
from app.model.resources import read_yaml
from app.storage import Workspace

_ROLES = ("deputy", "deputy", "candidate", "activist", "activist")
_CADENCES: Mapping[str, Mapping[str, object]] = {
    "CLUB/F01": {"form": "offline", "period": "year", "least": 1, "most": 2},
    "CLUB/F02": {"form": "online", "period": "month", "least": 1, "most": 3},
    "CLUB/F03": {"form": "practice", "period": "always"},
}
"""What the words of the concept's forms of work come to in numbers."""


def map_stakeholders(
    event: Put, agenda_item: bytes | None, club: Mapping[str, Any], language: str
) -> Iterator[Edit]:
    """The groups of the exercise, each with its question, and invented answers as examples."""
    words = read_yaml("demo/plans")
    groups: list[Put] = []
    for number, asked in enumerate(club["stakeholder_groups"], start=1):
        question = f"{asked['name']}: {', '.join(asked['fields'])}"
        values = {"event": event.id, "agenda_item": agenda_item, "sequence": 10 * number}
        groups.append(new("group_session", {**values, "name": str(number), "question": question}))
    yield from groups
    kinds = ("state", "international", "cso", "informal")
    for number, row in enumerate(words["stakeholders"], start=1):
        kind, level, influence, interest, attitude, name, interests, cooperation = row
        yield new(
            "stakeholder",
            {
                "event": event.id,
                "group_session": groups[kinds.index(kind)].id,
                "kind": kind,
                "level": level,
                "name": name,
                "interests": f"{interests}. {words['invented'][language]}",
                "influence": influence,
                "interest": interest,
                "attitude": attitude,
                "cooperation": cooperation,
                "sequence": 10 * number,
            },
        )


def found_club(
    ws: Workspace, values: Mapping[str, object], guests: Sequence[bytes], language: str
) -> None:
    """The club of the concept, with invented members, two meetings and practice tasks.

    `values` are fields of the club the concept does not say: who mentors and hosts it, and where.
    """
    words = read_yaml("demo/plans")
    facts = read_yaml("frameworks/women_deputies_club_2022")["facts"]
    club = facts["club"]
    tasks = ws.find(FrameworkItem, order="sequence", framework="CLUB-2022", type="task")
    cadences = [
        {**_CADENCES[form["code"]], "text": f"{form['name']}: {form['frequency']}"}
        for form in club["work_forms"]
    ]
    made = create_club(
        ws,
        {
            "title": "Клуб депутатов-женщин местных кенешей",
            **values,
            "target_size": int(club["target_audience"]["size_2022"]),
            "tasks": tuple(task.text_ru for task in tasks),
            "framework_items": tuple(task.code for task in tasks),
            "channels": tuple(club["communications"]),
            "starts_on": facts["programme"]["date"],
            "note": words["invented"][language],
        },
        cadences,
    ).id
    for person, role in zip(guests, _ROLES, strict=False):
        since = {"role": role, "since": facts["programme"]["date"]}
        add_member(ws, made, person, since)
    _meet(ws, made, words, language)
    _practise(ws, made, guests, words["practice"])


def _meet(ws: Workspace, club: bytes, words: Mapping[str, Any], language: str) -> None:
    common = {"type": "club_meeting", "mode": "online", "status": "held", "languages": ("ru",)}
    meetings = [
        new(
            "event",
            {
                **common,
                "title": meeting["title"],
                "date_from": meeting["day"],
                "club": club,
                "note": words["invented"][language],
            },
        )
        for meeting in words["club_meetings"]
    ]
    ws.write(meetings)


def _practise(
    ws: Workspace, club: bytes, guests: Sequence[bytes], tasks: Sequence[Mapping[str, Any]]
) -> None:
    for person, task in zip(guests, tasks, strict=False):
        given = {"text": task["text"], "given_on": task["given"], "due_on": task["due"]}
        meeting = next((one for one in ws.find(Event, club=club, date_from=task["given"])), None)
        give_tasks(ws, club, [person], {**given, "event": meeting.id if meeting else None})
        if "done" in task:
            (made,) = ws.find(PracticeTask, club=club, person=person)
            done = {"done_on": task["done"], "result": task["result"]}
            finish_task(ws, made.id, {**done, "reflection": task["reflection"]})
