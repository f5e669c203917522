"""People: written down, mended, taken off, and what they agreed to."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.actions import people, records
from app.actions.clubs import add_member as add_club_member
from app.actions.clubs import create_club
from app.actions.plans import add_measure, create_plan
from app.actions.plans import add_member as add_plan_member
from app.actions.today import note_report_saved
from app.errors import Invalid
from app.model import Consent, Event, Person, Put, Registration
from app.storage import KdfCost, Profile, Workspace, create_workspace
from app.storage.questions.people import PeopleFilter, list_people
from app.storage.questions.person import memberships
from app.storage.questions.today import report_place

CHEAP = KdfCost(passes=1, memory_kib=64)
TODAY = date(2026, 5, 12)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    profile = Profile(name="Ойдон Тренер", role="trainer", territory="", language="ky")
    workspace = create_workspace(tmp_path / "w", "сырсөз", profile, CHEAP).workspace
    yield workspace
    workspace.close()


def at_event(ws: Workspace, person: bytes, age: int | None = None) -> bytes:
    values = {"title": "Окутуу", "type": "training", "date_from": TODAY}
    event = Event.id_for(values)
    listed = {"event": event, "person": person, "age": age}
    registration = Registration.id_for(listed)
    ws.write([Put("event", event, values), Put("registration", registration, listed)])
    return registration


def age(ws: Workspace, registration: bytes) -> int | None:
    found = ws.get(Registration, registration)
    assert found is not None
    return found.age


def test_a_person_without_a_surname_is_refused(ws: Workspace) -> None:
    with pytest.raises(Invalid) as caught:
        people.add_person(ws, {"name": "Айгүл", "birth_year": "2080"})
    assert {problem.field for problem in caught.value.problems} == {"surname", "birth_year"}
    assert list_people(ws, PeopleFilter()).total == 0


def test_a_birth_year_fills_the_ages_that_were_empty(ws: Workspace) -> None:
    person = people.add_person(ws, {"surname": "Ойдонова"}).id
    empty, known = at_event(ws, person), at_event(ws, person, 40)
    changes = people.save_person(ws, person, {"birth_year": "1991"})
    assert (age(ws, empty), age(ws, known)) == (35, 40)
    records.undo(ws, changes)
    assert age(ws, empty) is None
    found = ws.get(Person, person)
    assert found is not None
    assert found.birth_year is None


def test_a_new_person_is_made_with_the_first_good_values(ws: Workspace) -> None:
    person = bytes(range(16))
    with pytest.raises(Invalid):
        people.save_person(ws, person, {"name": "Айгүл"})
    people.save_person(ws, person, {"name": "Айгүл", "surname": "  Ойдонова "})
    found = ws.get(Person, person)
    assert found is not None
    assert found.caption() == "Ойдонова Айгүл"


def test_who_is_on_a_list_stays_in_the_register(ws: Workspace) -> None:
    person = people.add_person(ws, {"surname": "Ойдонова"}).id
    at_event(ws, person)
    with pytest.raises(people.StillOnLists, match="Ойдонова"):
        people.remove_person(ws, person)
    assert list_people(ws, PeopleFilter()).total == 1


def test_who_sits_in_a_working_group_or_a_club_stays_in_the_register(ws: Workspace) -> None:
    person = people.add_person(ws, {"surname": "Ойдонова"}).id
    plan = create_plan(ws, {"title": "Айылдын планы"}).id
    club = create_club(ws, {"title": "Аялдар клубу"}).id
    add_plan_member(ws, plan, person, "head")
    add_measure(ws, plan, {"text": "Топ ачуу", "person": person})
    add_club_member(ws, club, person, {"role": "deputy"})
    assert [(one.type_name, one.role) for one in memberships(ws, person)] == [
        ("club_member", "deputy"),
        ("plan_measure", "Топ ачуу"),
        ("plan_member", "head"),
    ]
    with pytest.raises(people.StillOnLists, match="Аялдар клубу"):
        people.remove_person(ws, person)
    records.delete(ws, "club", club)
    records.delete(ws, "action_plan", plan)
    people.remove_person(ws, person)
    assert list_people(ws, PeopleFilter()).total == 0


def test_a_person_taken_off_comes_back_with_her_consent(ws: Workspace) -> None:
    person = people.add_person(ws, {"surname": "Ойдонова"}).id
    people.give_consent(ws, person, {"form": "paper"})
    changes = people.remove_person(ws, person)
    assert list_people(ws, PeopleFilter()).total == 0
    assert ws.find(Consent, person=person) == []
    records.undo(ws, changes)
    assert list_people(ws, PeopleFilter()).first[0].consent == "given"


def test_a_consent_taken_back_stays_with_its_end(ws: Workspace) -> None:
    person = people.add_person(ws, {"surname": "Ойдонова"}).id
    people.give_consent(ws, person, {"given_on": TODAY, "form": "paper", "scope": ("data",)})
    people.withdraw_consent(ws, person, date(2026, 6, 1))
    [consent] = ws.find(Consent, person=person)
    assert (consent.given_on, consent.withdrawn_on) == (TODAY, date(2026, 6, 1))
    assert not people.withdraw_consent(ws, person)


def test_a_consent_does_not_end_before_it_began(ws: Workspace) -> None:
    person = people.add_person(ws, {"surname": "Ойдонова"}).id
    people.give_consent(ws, person, {"given_on": TODAY})
    with pytest.raises(Invalid):
        people.withdraw_consent(ws, person, date(2026, 5, 1))


def test_a_saved_report_is_noted(ws: Workspace) -> None:
    changes = note_report_saved(ws, b"\x01" * 16)
    assert changes.touches("event")
    assert ws.setting(report_place(b"\x01" * 16))
