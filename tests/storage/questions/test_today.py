"""The day: what is on, how far each step of an event is, and what was given."""

from datetime import date
from typing import Any

from app.model import AgendaItem, Attendance, Event, Headcount, Put, Registration
from app.storage import Workspace
from app.storage.questions.today import (
    DONE,
    NEEDLESS,
    OPEN,
    PARTLY,
    Step,
    Unfinished,
    given_vector,
    own_changes_since,
    report_place,
    steps_of,
    today_facts,
)
from tests.storage.notebooks import add_person, hand_over

FIRST, LAST = date(2026, 5, 12), date(2026, 5, 13)


def event(ws: Workspace, **values: Any) -> bytes:
    full = {"title": "Окутуу", "type": "training", "date_from": FIRST, "date_to": LAST, **values}
    record = Event.id_for(full)
    ws.write([Put("event", record, full)])
    return record


def listed(ws: Workspace, event_id: bytes, *parts: tuple[date, str]) -> None:
    values = {"event": event_id, "person": add_person(ws)}
    registration = Registration.id_for(values)
    ticks = [{"registration": registration, "day": day, "part": part} for day, part in parts]
    ws.write(
        [
            Put("registration", registration, values),
            *(Put("attendance", Attendance.id_for(t), {**t, "is_present": True}) for t in ticks),
        ]
    )


def planned(ws: Workspace, event_id: bytes, day: date) -> None:
    values = {"event": event_id, "day": day, "time_from": "09:00", "title": "Каттоо"}
    ws.write([Put("agenda_item", AgendaItem.id_for(values), values)])


def steps(ws: Workspace, event_id: bytes, today: date = FIRST) -> Unfinished:
    found = ws.get(Event, event_id)
    assert found is not None
    return steps_of(ws, found, today, bytes(16))


def give(ws: Workspace) -> None:
    upto = ws.reader.execute(
        "SELECT max(upto) FROM coverage WHERE device = ?", (ws.identity.device,)
    ).fetchone()[0]
    row = (1, "0" * 64, "2026-05-14T09:00:00Z", "a.depter", '[{"name": "Бөлүм"}]', 9, upto, "{}")
    ws.change(lambda c: c.execute("INSERT INTO given VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row))


def test_a_new_notebook_has_nothing_yet(ws: Workspace) -> None:
    facts = today_facts(ws, FIRST)
    assert facts.is_new
    assert (facts.given.changes, facts.conflicts, facts.unfinished) == (0, 0, [])


def test_a_new_event_has_all_its_steps_before_it(ws: Workspace) -> None:
    states = [step.state for step in steps(ws, event(ws)).steps]
    assert states == [OPEN] * 5


def test_steps_are_measured_by_days_people_and_half_days(ws: Workspace) -> None:
    training = event(ws, planned_count=3)
    planned(ws, training, FIRST)
    listed(ws, training, (FIRST, "morning"), (FIRST, "afternoon"))
    listed(ws, training, (FIRST, "morning"))
    found = steps(ws, training)
    assert found.programme == Step(PARTLY, 1, 2)
    assert found.registrations == Step(PARTLY, 2, 3)
    assert found.attendance == Step(PARTLY, 2, 4)


def test_after_the_last_day_the_list_of_people_is_what_it_is(ws: Workspace) -> None:
    training = event(ws, planned_count=30)
    listed(ws, training)
    assert steps(ws, training, date(2026, 5, 14)).registrations == Step(DONE)


def test_a_counted_crowd_needs_no_list(ws: Workspace) -> None:
    campaign = event(ws)
    values = {"event": campaign, "number": 600}
    ws.write([Put("headcount", Headcount.id_for(values), values)])
    found = steps(ws, campaign)
    assert (found.registrations.state, found.attendance.state) == (NEEDLESS, NEEDLESS)


def test_an_event_is_given_until_something_of_it_changes(ws: Workspace) -> None:
    training = event(ws)
    listed(ws, training)
    give(ws)
    [found] = today_facts(ws, FIRST).unfinished
    assert found.package == Step(DONE)
    assert own_changes_since(ws, given_vector(ws)[ws.identity.device]) == 0
    listed(ws, training, (FIRST, "morning"))
    [found] = today_facts(ws, FIRST).unfinished
    assert found.package == Step(PARTLY)
    assert today_facts(ws, FIRST).given.changes == 3
    assert today_facts(ws, FIRST).given.receivers == ("Бөлүм",)


def test_a_saved_report_is_remembered_here(ws: Workspace) -> None:
    training = event(ws)
    ws.set_setting(report_place(training), "2026-05-14")
    assert steps(ws, training).report == Step(DONE)


def test_an_event_is_on_from_its_first_to_its_last_day(ws: Workspace) -> None:
    training = event(ws)
    planned(ws, training, LAST)
    planned(ws, training, FIRST)
    event(ws, title="Токтотулган", status="cancelled")
    [running] = today_facts(ws, LAST).running
    assert (running.event.id, running.day, running.days) == (training, 2, 2)
    assert [item.day for item in running.programme] == [LAST]
    assert today_facts(ws, date(2026, 5, 14)).running == []
    assert [one.id for one in today_facts(ws, date(2026, 5, 11)).coming] == [training]


def test_events_of_others_are_not_ones_own_to_finish(ws: Workspace, other: Workspace) -> None:
    event(other)
    hand_over(other, ws)
    assert today_facts(ws, FIRST).unfinished == []
    assert len(today_facts(ws, FIRST).running) == 1


def test_who_came_without_consent_waits(ws: Workspace) -> None:
    training = event(ws)
    listed(ws, training)
    assert today_facts(ws, date(2026, 6, 1)).without_consent == 1
    assert today_facts(ws, date(2028, 6, 1)).without_consent == 0
