"""Record types: one declaration each, and everything that follows from it."""

from datetime import date

import pytest

from app.errors import Invalid
from app.model import (
    ENUMERATIONS,
    RECORD_TYPES,
    Attendance,
    Event,
    Person,
    Registration,
    age_at,
    age_band,
    check,
    clean,
    full_name,
    new_id,
    parts_of,
)
from app.model.kinds import Choice, Choices, Link
from app.model.stamp import Clock, stamp_ms


def problems(record_type: type, values: dict[str, object]) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        check(record_type, clean(record_type, values))
    return {problem.field: problem.text for problem in caught.value.problems}


def test_every_link_points_to_a_declared_type_and_every_owner_is_a_link() -> None:
    for record_type in RECORD_TYPES.values():
        kinds = record_type.kinds()
        for kind in kinds.values():
            if isinstance(kind, Link):
                assert kind.to in RECORD_TYPES
        if record_type.owner:
            assert isinstance(kinds[record_type.owner], Link)
        assert set(record_type.key) | set(record_type.searched) <= set(kinds)


def test_every_choice_has_its_enumeration_in_three_languages() -> None:
    for record_type in RECORD_TYPES.values():
        for kind in record_type.kinds().values():
            if isinstance(kind, (Choice, Choices)):
                for term in ENUMERATIONS[kind.enumeration].values():
                    assert all(term.labels[code] for code in ("ky", "ru", "en")), term


def test_what_is_missing_and_what_is_wrong_is_said_all_at_once() -> None:
    found = problems(Event, {"title": " ", "type": "party", "planned_count": -1})
    assert set(found) == {"title", "type", "date_from", "planned_count"}


def test_an_event_does_not_end_before_it_begins() -> None:
    event = {"title": "x", "type": "training", "date_from": "18.11.2026"}
    assert set(problems(Event, {**event, "date_to": "17.11.2026"})) == {"date_to"}
    assert set(problems(Event, {**event, "date_to": "17.11.2099"})) == {"date_to"}
    assert set(problems(Event, {**event, "time_from": "10", "time_to": "9"})) == {"time_to"}
    two_days = {**event, "date_to": "19.11.2026", "time_from": "10", "time_to": "9"}
    check(Event, clean(Event, two_days))


def test_an_edit_is_not_refused_for_what_was_wrong_before() -> None:
    stored = Person(surname="", birth_year=2080).values()
    check(Person, {"phone": "0700"}, stored)
    with pytest.raises(Invalid):
        check(Person, {"birth_year": 2081}, stored)


def test_a_record_keyed_by_what_it_is_has_the_same_id_everywhere() -> None:
    event, person = new_id(), new_id()
    one = Registration.id_for({"event": event, "person": person})
    assert one == Registration.id_for({"person": person, "event": event, "note": "x"})
    assert one[:6] == event[:6], "written together, they lie together"
    assert one != Registration.id_for({"event": person, "person": event})
    day = {"registration": one, "part": "morning"}
    as_date = Attendance.id_for({**day, "day": date(2026, 11, 18)})
    assert as_date == Attendance.id_for({**day, "day": "2026-11-18"})


def test_ids_made_one_after_the_other_sort_by_time_and_never_meet() -> None:
    ids = [new_id(at_ms) for at_ms in range(1_000_000, 1_001_000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 1000


def test_an_event_lists_its_days_and_the_parts_attendance_is_taken_by() -> None:
    event = Event(date_from=date(2026, 11, 18), date_to=date(2026, 11, 20))
    assert [day.day for day in event.days()] == [18, 19, 20]
    assert event.parts() == ("morning", "afternoon")
    assert Event(attendance_by="day").parts() == ("day",)
    assert Event().days() == []


def test_age_is_that_of_the_event_and_unknown_when_it_cannot_be_told() -> None:
    day = date(2025, 5, 12)
    assert age_at(day, 1984) == 41
    assert age_at(day, None) is None
    assert age_at(None, 1984) is None
    assert age_at(day, 2026) is None
    assert [age_band(age) for age in (13, 14, 18, 29, 60, None)] == [
        "child",
        "adolescent",
        "youth",
        "adult",
        "older",
        None,
    ]


def test_a_full_name_has_no_holes() -> None:
    assert full_name("Асанова", "", "Бакытовна") == "Асанова Бакытовна"


def test_what_is_part_of_an_event_is_known() -> None:
    assert {part.type_name for part, _ in parts_of(Event)} >= {
        "agenda_item",
        "registration",
        "headcount",
        "note",
    }
    assert [part.type_name for part, _ in parts_of(Registration)] == ["attendance"]


def test_stamps_only_grow_whatever_the_wall_clock_does() -> None:
    walls = iter([1000, 1000, 500, 2000, 2000, 100])
    clock = Clock(b"12345678", wall_ms=lambda: next(walls))
    stamps = [clock.tick() for _ in range(6)]
    assert stamps == sorted(set(stamps))


def test_a_clock_moves_past_what_it_saw_but_not_into_the_absurd_future() -> None:
    clock = Clock(b"12345678", wall_ms=lambda: 1_000)
    near = (5_000).to_bytes(6, "big") + bytes(2) + b"otherdev"
    clock.saw(near)
    assert stamp_ms(clock.tick()) == 5_000
    far = (10**12).to_bytes(6, "big") + bytes(2) + b"otherdev"
    clock.saw(far)
    assert stamp_ms(clock.tick()) == 5_000


def test_a_thousand_changes_in_one_millisecond_do_not_run_out_of_counter() -> None:
    clock = Clock(b"12345678", wall_ms=lambda: 1_000)
    stamps = [clock.tick() for _ in range(70_000)]
    assert len(set(stamps)) == 70_000
    assert stamps == sorted(stamps)
