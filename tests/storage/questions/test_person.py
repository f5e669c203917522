"""The card of one person: consents, events, history."""

from datetime import date

from app.model import Attendance, Consent, Event, EventPerson, Put, Registration, Remove
from app.storage import Workspace
from app.storage.questions.person import events_of, person_card, person_history
from tests.storage.notebooks import add_person, hand_over, set_person


def test_the_card_says_at_how_much_of_an_event_somebody_was(ws: Workspace) -> None:
    person = add_person(ws, territory="41705410000010")
    values = {
        "title": "Окутуу",
        "type": "training",
        "date_from": date(2026, 5, 12),
        "date_to": date(2026, 5, 13),
    }
    event = Event.id_for(values)
    listed = {"event": event, "person": person, "status": "attended"}
    registration = Registration.id_for(listed)
    tick = {"registration": registration, "day": date(2026, 5, 12), "part": "morning"}
    leads = {"event": event, "person": person, "role": "speaker"}
    ws.write(
        [
            Put("event", event, values),
            Put("registration", registration, listed),
            Put("attendance", Attendance.id_for(tick), {**tick, "is_present": True}),
            Put("event_person", EventPerson.id_for(leads), leads),
        ]
    )
    card = person_card(ws, person)
    assert card is not None
    assert card.place is not None
    [was_at] = card.events
    assert (was_at.present, was_at.parts, was_at.roles) == (1, 4, ("speaker",))
    assert events_of(ws, person) == 1


def test_the_consent_in_force_is_shown_before_one_taken_back(ws: Workspace) -> None:
    person = add_person(ws)
    old = {"person": person, "given_on": date(2025, 1, 1), "withdrawn_on": date(2026, 1, 1)}
    new = {"person": person, "given_on": date(2024, 1, 1)}
    ws.write([Put("consent", Consent.id_for(one), one) for one in (old, new)])
    card = person_card(ws, person)
    assert card is not None
    assert card.consent is not None
    assert card.consent.given_on == date(2024, 1, 1)


def test_a_person_taken_off_has_no_card(ws: Workspace) -> None:
    person = add_person(ws)
    ws.write([Remove("person", person)])
    assert person_card(ws, person) is None


def test_the_history_says_what_was_before_and_on_whose_device(
    ws: Workspace, other: Workspace
) -> None:
    person = add_person(ws, phone="0772 000 118")
    hand_over(ws, other)
    set_person(other, person, phone="0555 000 402")
    hand_over(other, ws)
    told = [one for one in person_history(ws, person) if one.field == "phone"]
    assert [(one.said.value, one.before, one.is_first) for one in told] == [
        ("0555 000 402", "0772 000 118", False),
        ("0772 000 118", "", True),
    ]
    assert [one.said.who for one in told] == ["Тренер Экинчи", "Тренер Биринчи"]
