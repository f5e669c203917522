"""Clubs: cadences, members who leave and come back, practice tasks."""

from datetime import date

import pytest

from app.actions.clubs import (
    add_member,
    create_club,
    drop_cadence,
    finish_task,
    give_tasks,
    leave,
    set_cadence,
)
from app.actions.records import undo
from app.errors import Invalid
from app.model import Club, ClubCadence, ClubMember, PracticeTask
from app.storage import Workspace
from tests.storage.notebooks import add_person


@pytest.fixture
def club(ws: Workspace) -> bytes:
    online = {"form": "online", "period": "month", "least": 1, "most": 3}
    return create_club(ws, {"title": "Депутат аялдар клубу", "target_size": 50}, [online]).id


def test_a_club_says_how_often_it_means_to_meet(ws: Workspace, club: bytes) -> None:
    set_cadence(ws, club, "offline", {"period": "year", "least": 1, "most": 2})
    set_cadence(ws, club, "online", {"most": 2})
    found = {(one.form, one.period, one.least, one.most) for one in ws.find(ClubCadence)}
    assert found == {("online", "month", 1, 2), ("offline", "year", 1, 2)}
    with pytest.raises(Invalid):
        set_cadence(ws, club, "online", {"least": 5})
    drop_cadence(ws, club, "online")
    assert [one.form for one in ws.find(ClubCadence)] == ["offline"]


def test_who_comes_back_is_the_member_she_was(ws: Workspace, club: bytes) -> None:
    person = add_person(ws)
    made = add_member(ws, club, person, {"role": "candidate", "since": "01.07.2022"}).id
    leave(ws, made, date(2023, 1, 1))
    assert add_member(ws, club, person, {"role": "deputy"}).id == made
    (member,) = ws.find(ClubMember)
    assert (member.role, member.since, member.until) == ("deputy", date(2022, 7, 1), None)


def test_a_new_name_becomes_a_person_and_a_member_in_one_step(ws: Workspace, club: bytes) -> None:
    made = add_member(ws, club, "Ойдонова Бурул", {"role": "activist"})
    assert len(ws.find(ClubMember)) == 1
    undo(ws, made.changes)
    assert ws.find(ClubMember) == []


def test_a_task_is_given_to_several_and_done_by_one(ws: Workspace, club: bytes) -> None:
    people = [add_person(ws), add_person(ws)]
    give_tasks(ws, club, people, {"text": "Кеңеште сүйлөп көр", "given_on": "01.03.2026"})
    first = ws.find(PracticeTask, person=people[0])[0]
    done = {"done_on": "10.03.2026", "result": "Сүйлөдүм", "reflection": "Коркпойм"}
    finish_task(ws, first.id, done)
    assert [one.done_on for one in ws.find(PracticeTask)].count(date(2026, 3, 10)) == 1
    with pytest.raises(Invalid):
        finish_task(ws, first.id, {"done_on": "01.02.2026"})
    assert len(ws.find(Club)) == 1
