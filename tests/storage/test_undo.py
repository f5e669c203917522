"""Undo of a whole merge brings everything back as it was, in any order, and can be redone."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import Attendance, Person, Put, Registration, Remove, new_id
from app.storage import NotMerged, Workspace, coverage
from app.storage.doctor import examine
from tests.examples import examples
from tests.storage.notebooks import (
    add_person,
    conflicts,
    hand_over,
    person,
    set_person,
)
from tests.storage.test_merge import notebooks


def packages(ws: Workspace) -> list[str]:
    """The packages that are in, oldest first."""
    rows = ws.reader.execute("SELECT hash FROM package WHERE undone_at = '' ORDER BY package")
    return [row[0] for row in rows]


def undo_last(ws: Workspace) -> dict[str, int]:
    return ws.undo_merge(packages(ws)[-1], "now")


def test_new_records_and_edits_are_gone_again(ws: Workspace, other: Workspace) -> None:
    someone = add_person(ws, surname="Асанова")
    hand_over(ws, other)
    before, known = other.digest(), coverage.intervals(other.reader)
    set_person(ws, someone, surname="Бекова")
    add_person(ws, surname="Сатарова")
    hand_over(ws, other)
    assert undo_last(other) == {"person": 2}
    assert other.digest() == before
    assert coverage.intervals(other.reader) == known
    assert person(other, someone).surname == "Асанова"
    assert other.search("сатар", ["person"]) == []
    assert other.search("асан", ["person"])
    assert examine(other) == []


def test_merging_again_is_the_redo(ws: Workspace, other: Workspace) -> None:
    someone = add_person(ws, surname="Асанова")
    hand_over(ws, other)
    after = other.digest()
    undo_last(other)
    assert other.get(Person, someone) is None
    assert hand_over(ws, other, everything=True).new == 2
    assert other.digest() == after
    assert examine(other) == []


def test_a_conflict_goes_with_the_package_that_brought_it(ws: Workspace, other: Workspace) -> None:
    someone = add_person(ws)
    hand_over(ws, other)
    set_person(ws, someone, surname="Бекова")
    set_person(other, someone, surname="Сатарова")
    hand_over(ws, other)
    assert conflicts(other)
    undo_last(other)
    assert conflicts(other) == set()
    assert person(other, someone).surname == "Сатарова"
    assert examine(other) == []


def test_a_deletion_is_taken_back_with_its_package(ws: Workspace, other: Workspace) -> None:
    someone = add_person(ws)
    hand_over(ws, other)
    ws.write([Remove("person", someone)])
    hand_over(ws, other)
    assert other.find(Person) == []
    undo_last(other)
    assert [found.id for found in other.find(Person)] == [someone]
    assert examine(other) == []


def test_what_another_package_brought_too_stays(ws: Workspace, other: Workspace) -> None:
    someone = add_person(ws)
    hand_over(ws, other)
    hand_over(ws, other, everything=True)
    first, second = packages(other)
    other.undo_merge(first, "now")
    assert other.get(Person, someone) is not None
    other.undo_merge(second, "now")
    assert other.get(Person, someone) is None
    assert examine(other) == []


def test_what_hangs_on_the_package_is_said_and_comes_back_with_it(
    ws: Workspace, other: Workspace
) -> None:
    someone = add_person(ws, surname="Асанова")
    hand_over(ws, other)
    set_person(other, someone, surname="Бекова")
    event = new_id()
    key = {"event": event, "person": someone}
    other.write([Put("registration", Registration.id_for(key), key)])
    assert other.depends_on(packages(other)[-1]) == {"person": 1, "registration": 1}
    undo_last(other)
    assert other.get(Person, someone) is None
    hand_over(ws, other, everything=True)
    assert person(other, someone).surname == "Бекова"
    assert examine(other) == []


@pytest.mark.parametrize("is_earlier_first", [True, False])
def test_a_record_made_on_two_devices_stays_as_the_other_made_it(
    ws: Workspace, other: Workspace, is_earlier_first: bool
) -> None:
    key = {"registration": new_id(), "day": "2026-11-18", "part": "morning"}
    tick = Attendance.id_for(key)
    first, second = (ws, other) if is_earlier_first else (other, ws)
    came = first.write([Put("attendance", tick, {**key, "is_present": True})])
    second.clock.saw(came.changes[0].stamp)
    second.write([Put("attendance", tick, {**key, "is_present": False})])
    before, shown = other.digest(), other.find(Attendance)
    hand_over(ws, other)
    assert conflicts(other)
    undo_last(other)
    assert other.digest() == before
    assert other.find(Attendance) == shown
    assert conflicts(other) == set()
    assert examine(other) == []


def test_a_conflict_that_came_with_an_earlier_creation_goes_with_it(
    ws: Workspace, other: Workspace
) -> None:
    """Of the field they disagreed about the record made here says nothing at all."""
    key = {"registration": new_id(), "day": "2026-11-18", "part": "morning"}
    tick = Attendance.id_for(key)
    with notebooks(1) as (third,):
        first = ws.write([Put("attendance", tick, key)])
        third.clock.saw(first.changes[0].stamp)
        third.write([Put("attendance", tick, key)])
        hand_over(ws, other)
        for each, was_there in ((ws, True), (other, False)):
            each.write([Put("attendance", tick, {"is_present": was_there})])
        hand_over(other, ws)
        before, shown = third.digest(), third.find(Attendance)
        hand_over(ws, third)
        assert conflicts(third) == {(tick.hex(), "is_present")}
        undo_last(third)
        assert third.digest() == before
        assert third.find(Attendance) == shown
        assert conflicts(third) == set()
        assert examine(third) == []


def test_a_package_that_is_not_in_is_said_plainly(ws: Workspace) -> None:
    with pytest.raises(NotMerged):
        ws.undo_merge("f" * 64, "now")


@examples(15)
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, 3), st.sampled_from(["а", "б", ""])),
        min_size=3,
        max_size=12,
    ),
    order=st.randoms(use_true_random=False),
)
def test_undone_in_any_order_the_digests_are_those_of_the_packages_left(
    steps: list[tuple[int, int, str]], order: Random
) -> None:
    with notebooks(3) as (one, two, centre):
        people = [add_person(one), add_person(two)]
        empty = centre.digest()
        for device, action, value in steps:
            ws, someone = (one, two)[device], people[action % 2]
            if action == 3:
                hand_over(ws, (two, one)[device])
            elif ws.get(Person, someone) is not None:
                set_person(ws, someone, phone=value)
            hand_over(ws, centre, everything=action == 2)
        for ws in (one, two):
            hand_over(ws, centre)
        full = centre.digest()
        left = packages(centre)
        order.shuffle(left)
        for name in left:
            centre.undo_merge(name, "now")
            assert examine(centre) == []
        assert centre.digest() == empty
        hand_over(one, centre, everything=True)
        hand_over(two, centre, everything=True)
        assert centre.digest() == full


def test_what_is_written_anew_where_an_undone_record_was_is_what_stands(
    ws: Workspace, other: Workspace
) -> None:
    """Its writer knew of her own changes on top of the undone record: no conflict with them."""
    key = {"registration": new_id(), "day": "2026-11-18", "part": "morning"}
    tick = Attendance.id_for(key)
    ws.write([Put("attendance", tick, {**key, "is_present": True})])
    hand_over(ws, other)
    other.write([Put("attendance", tick, {"is_present": False}), Remove("attendance", tick)])
    undo_last(other)
    assert other.find(Attendance) == []
    other.write([Put("attendance", tick, {**key, "is_present": True})])
    assert [found.is_present for found in other.find(Attendance)] == [True]
    assert conflicts(other) == set()
    assert examine(other) == []
    hand_over(ws, other, everything=True)
    hand_over(other, ws)
    for notebook_ in (ws, other):
        assert [found.is_present for found in notebook_.find(Attendance)] == [True]
        assert examine(notebook_) == []
    assert ws.digest() == other.digest()


def test_a_record_that_is_gone_is_no_conflict_until_it_is_back(
    ws: Workspace, other: Workspace
) -> None:
    someone = add_person(ws)
    hand_over(ws, other)
    set_person(ws, someone, surname="Бекова")
    set_person(other, someone, surname="Сатарова")
    hand_over(ws, other)
    first = packages(other)[0]
    other.undo_merge(first, "now")
    assert conflicts(other) == set()
    assert examine(other) == []
    hand_over(ws, other, everything=True)
    assert conflicts(other) == {(someone.hex(), "surname")}
    assert examine(other) == []


def test_a_gap_looks_the_same_whether_a_package_never_came_or_was_undone(
    ws: Workspace, other: Workspace, third: Workspace
) -> None:
    someone = add_person(ws, surname="Асанова")
    for taker in (other, third):
        hand_over(ws, taker)
    set_person(ws, someone, surname="Бекова")
    between = coverage.vector(ws.reader)
    hand_over(ws, third)
    set_person(ws, someone, surname="Сатарова")
    hand_over(ws, other, since=between)
    hand_over(ws, third)
    third.undo_merge(packages(third)[1], "now")
    assert conflicts(other) == conflicts(third) == {(someone.hex(), "surname")}
    assert other.digest() == third.digest()
    for taker in (other, third):
        assert person(taker, someone).surname == "Сатарова"
        assert examine(taker) == []
        hand_over(ws, taker)
        assert conflicts(taker) == set()
    assert ws.digest() == other.digest() == third.digest()
