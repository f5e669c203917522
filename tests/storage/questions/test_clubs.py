"""What clubs and bodies are asked: members, cadence, tasks, shares."""

from datetime import date

import pytest

from app.actions.clubs import add_member, create_club, finish_task, give_tasks, leave
from app.actions.duplicates import join
from app.actions.events import create_event
from app.actions.members import let_go, take_in
from app.actions.plans import add_member as add_plan_member
from app.actions.plans import create_plan
from app.actions.records import new, save
from app.model import BodyMember, Registration, new_id
from app.storage import Workspace
from app.storage.questions.bodies import body_page, list_bodies
from app.storage.questions.clubs import club_page, due_meetings, list_clubs
from app.storage.questions.indicators import answer
from app.storage.questions.person import memberships
from app.storage.questions.quota import QuotaFilter, outlook, quota_table
from tests.storage.notebooks import add_person
from tests.storage.plans import BATKEN, OSH

TODAY = date(2022, 11, 19)
CADENCES = (
    {"form": "online", "period": "month", "least": 1, "most": 3},
    {"form": "offline", "period": "year", "least": 1, "most": 2},
    {"form": "practice", "period": "always"},
)


@pytest.fixture
def club(ws: Workspace) -> bytes:
    values = {"title": "Депутат аялдар клубу", "starts_on": "18.07.2022", "target_size": 50}
    return create_club(ws, {**values, "coverage": [OSH]}, CADENCES).id


def meet(ws: Workspace, club: bytes, day: date, mode: str, **more: object) -> None:
    values = {"title": "Жыйын", "type": "club_meeting", "date_from": day, "mode": mode}
    create_event(ws, {**values, "club": club, **more})


def test_a_club_s_page_says_what_is_due(ws: Workspace, club: bytes) -> None:
    meet(ws, club, date(2022, 7, 18), "offline")
    for month in (8, 10):
        meet(ws, club, date(2022, month, 5), "online")
    meet(ws, club, date(2022, 9, 5), "online", status="cancelled")
    meet(ws, club, date(2022, 12, 5), "online", status="planned")
    page = club_page(ws, club, TODAY)
    assert page is not None
    offline, online, practice = page.forms
    assert online.kept == (2, 4)
    assert (online.due_by, online.last, online.next) == (
        date(2022, 11, 30),
        date(2022, 10, 5),
        date(2022, 12, 5),
    )
    assert (offline.due_by, practice.now) == (None, None)
    (due,) = due_meetings(ws, TODAY)
    assert (due.form, due.lacking, due.due_by) == ("online", 1, date(2022, 11, 30))


def test_members_who_left_are_not_counted_and_tasks_are(ws: Workspace, club: bytes) -> None:
    one, two = add_person(ws, surname="Асанова", sex="f", territory=OSH), add_person(ws)
    add_member(ws, club, one, {"role": "deputy", "since": "18.07.2022"})
    gone = add_member(ws, club, two, {"role": "activist", "since": "18.07.2022"}).id
    leave(ws, gone, date(2022, 9, 1))
    give_tasks(ws, club, [one, one], {"text": "Сүйлө", "given_on": "01.09.2022"})
    give_tasks(ws, club, [one], {"text": "Жаз", "given_on": "01.09.2022", "due_on": "01.10.2022"})
    page = club_page(ws, club, TODAY)
    assert page is not None
    assert [line.name for line in page.present] == ["Асанова"]
    finish_task(ws, page.tasks[0].id, {"done_on": "05.09.2022"})
    again = club_page(ws, club, TODAY)
    assert again is not None
    assert (again.present[0].tasks, again.present[0].done) == (3, 1)
    assert sum(task.is_late for task in again.tasks) == 1
    assert again.coverage[OSH]["ru"] == "Ошская область"
    (line,) = list_clubs(ws, TODAY)
    assert (line.members, line.target_size, line.open_tasks, line.meetings) == (1, 50, 2, 0)


def test_every_group_is_weighed_by_the_rules_that_hold_for_it(ws: Workspace) -> None:
    values = {"title": "Тренинг", "type": "training", "date_from": date(2022, 9, 1)}
    event = create_event(ws, {**values, "territory": BATKEN}).id
    for sex in ("f", "f", "f", "m", None):
        key = {"event": event, "person": add_person(ws, sex=sex)}
        ws.write([new("registration", {**key, "status": "attended"})])
    plan = create_plan(ws, {"title": "План", "territory": OSH}).id
    add_plan_member(ws, plan, add_person(ws, sex="m"))
    kenesh = {"title": "Кеңеш", "kind": "kenesh", "territory": BATKEN, "as_of": "01.09.2022"}
    counts = {"size": 21, "women": 5, "men": 15, "youth": 3, "reserved": 7}
    save(ws, "body", b"b" * 16, {**kenesh, **counts})
    found = {
        (line.type_name, line.judgement.rule.key): line.judgement
        for line in quota_table(ws, QuotaFilter())
    }
    here = found["event", "either_sex_30"]
    assert (here.n, here.known, here.unknown, here.state) == (1, 4, 1, "not_met")
    assert (here.missing, here.how_many_more, here.is_certain) == ("m", 1, False)
    assert found["action_plan", "either_sex_30"].state == "not_met"
    assert found["body", "either_sex_30"].how_many_more == 2
    assert found["body", "youth_30"].state == "not_met"
    assert found["body", "reserved_30"].state == "met"
    batken = {line.type_name for line in quota_table(ws, QuotaFilter(territory=BATKEN))}
    assert batken == {"event", "body"}
    assert quota_table(ws, QuotaFilter(since=date(2023, 1, 1), territory=BATKEN)) == []
    (body,) = list_bodies(ws)
    assert [one.state for one in body.judgements] == ["not_met", "met", "not_met"]
    assert len(ws.find(Registration)) == 5


def test_the_outlook_says_how_many_the_coming_events_need(ws: Workspace) -> None:
    values = {"title": "Тренинг", "type": "training", "date_from": date(2022, 9, 1)}
    event = create_event(ws, values).id
    for sex in ["f"] * 2 + ["m"] * 18:
        key = {"event": event, "person": add_person(ws, sex=sex)}
        ws.write([new("registration", {**key, "status": "attended"})])
    for month in (11, 12):
        day = date(2022, month, 25)
        create_event(ws, {**values, "date_from": day, "planned_count": 20, "status": "planned"})
    found = outlook(ws, QuotaFilter(), TODAY, date(2022, 12, 31))
    assert (found.judgement.n, found.judgement.known) == (2, 20)
    assert found.forecast is not None
    assert (found.forecast.missing, found.forecast.needed, found.forecast.per_event) == ("f", 16, 8)
    assert found.forecast.is_reachable


def test_whoever_was_joined_is_one_person_under_the_name_that_stays(
    ws: Workspace, club: bytes
) -> None:
    stays = add_person(ws, surname="Асанова", name="Бурул", sex="f")
    goes = add_person(ws, surname="Асанова", name="Б.", sex="f")
    plan = create_plan(ws, {"title": "План"}).id
    for person in (stays, goes):
        add_plan_member(ws, plan, person)
    add_member(ws, club, goes, {"role": "deputy"})
    join(ws, stays, goes, {})
    (line,) = quota_table(ws, QuotaFilter())
    assert (line.judgement.known, line.judgement.n) == (1, 0)
    page = club_page(ws, club, TODAY)
    assert page is not None
    assert [member.name for member in page.members] == ["Асанова Бурул"]
    assert [one.title for one in memberships(ws, stays)] == ["Депутат аялдар клубу", *["План"] * 2]


def test_who_is_listed_is_the_count_of_a_body_and_what_was_written_stands_beside(
    ws: Workspace,
) -> None:
    body = new_id()
    counts = {"size": 7, "women": 6, "men": 1, "youth": 1}
    save(ws, "body", body, {"title": "Комитет", "kind": "committee", **counts})
    (line,) = list_bodies(ws, today=TODAY)
    assert (line.listed, line.differences) == (None, [])
    people = [add_person(ws, sex=sex, birth_year=1998) for sex in ("f", "m", "m", "m")]
    for person in people:
        take_in(ws, BodyMember, body, person, {"role": "member", "since": "01.01.2022"})
    (line,) = list_bodies(ws, today=TODAY)
    assert (line.people.women, line.people.men, line.people.unknown) == (1, 3, 3)
    assert line.differences == [("women", 6, 1), ("men", 1, 3), ("youth", 1, 4)]
    assert line.judgements[0].state == "not_met"
    (weighed,) = quota_table(ws, QuotaFilter())
    assert (weighed.judgement.n, weighed.judgement.known) == (1, 4)
    asked = answer(ws, "balanced_bodies", today=TODAY)
    assert (asked.total.value, asked.total.of) == (0, 1)


def test_who_left_a_body_sits_there_no_more_and_whoever_was_joined_sits_once(
    ws: Workspace,
) -> None:
    body = new_id()
    save(ws, "body", body, {"title": "Кеңеш", "kind": "council"})
    stays, goes = add_person(ws, surname="Асанова", sex="f"), add_person(ws, sex="f")
    third = add_person(ws, surname="Кулов", sex="m")
    members = [
        take_in(ws, BodyMember, body, person, {"since": "01.01.2022"}).id
        for person in (goes, stays, third)
    ]
    join(ws, stays, goes, {})
    let_go(ws, BodyMember, members[2], date(2022, 9, 1))
    page = body_page(ws, body, TODAY)
    assert page is not None
    assert [(one.name, one.is_present) for one in page.members] == [
        ("Асанова", True),
        ("Кулов", False),
    ]
    assert page.line.listed == (1, 1, 0, None)
    assert body_page(ws, b"x" * 16, TODAY) is None
