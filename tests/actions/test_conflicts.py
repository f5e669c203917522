"""Conflicts: both sides are told, a settlement settles everywhere, also where nothing changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.actions.conflicts import NotInConflict, settle, settle_by_device, settle_by_time
from app.actions.records import undo
from app.errors import Invalid
from app.model import DELETED, Attendance, Person, Put, Remove, new_id
from app.storage import Workspace
from app.storage.doctor import examine
from app.storage.questions.conflicts import conflicts, count
from tests.storage.notebooks import add_person, hand_over, notebook, person, set_person


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Workspace, Workspace, bytes]]:
    """Two notebooks that changed one person without knowing of each other."""
    one, two = notebook(tmp_path / "1", "Айша"), notebook(tmp_path / "2", "Бермет")
    someone = add_person(one, surname="Асанова", birth_year=1990)
    hand_over(one, two)
    (earlier,) = set_person(one, someone, surname="Бекова")
    two.clock.saw(earlier.stamp)
    set_person(two, someone, surname="Сатарова")
    hand_over(one, two)
    hand_over(two, one)
    yield one, two, someone
    one.close()
    two.close()


Pair = tuple[Workspace, Workspace, bytes]


def test_both_sides_are_told_with_who_and_what_stood_before(pair: Pair) -> None:
    one, two, someone = pair
    for ws in (one, two):
        (found,) = conflicts(ws)
        assert (found.type_name, found.id, found.field) == ("person", someone, "surname")
        assert [(said.value, said.who) for said in found.standing] == [
            ("Бекова", "Айша"),
            ("Сатарова", "Бермет"),
        ]
        assert [said.is_shown for said in found.standing] == [False, True]
        assert found.before == "Асанова"


@pytest.mark.parametrize("chosen", ["Бекова", "Сатарова", "Токоева"])
def test_a_settlement_settles_everywhere(pair: Pair, chosen: str) -> None:
    one, two, someone = pair
    settle(one, "person", someone, "surname", chosen)
    assert count(one) == 0
    hand_over(one, two)
    assert count(two) == 0
    assert person(two, someone).surname == person(one, someone).surname == chosen
    assert one.digest() == two.digest()
    assert examine(one) == examine(two) == []


def test_two_different_settlements_are_a_conflict_again(pair: Pair) -> None:
    one, two, someone = pair
    settle(one, "person", someone, "surname", "Бекова")
    settle(two, "person", someone, "surname", "Сатарова")
    hand_over(one, two)
    hand_over(two, one)
    assert count(one) == count(two) == 1
    settle(two, "person", someone, "surname", "Бекова")
    hand_over(two, one)
    assert count(one) == count(two) == 0


def test_another_value_is_checked_as_if_it_were_typed(pair: Pair) -> None:
    one, _, someone = pair
    with pytest.raises(Invalid):
        settle(one, "person", someone, "surname", "  ")
    assert count(one) == 1


def test_what_is_settled_already_is_said_plainly(pair: Pair) -> None:
    one, _, someone = pair
    settle(one, "person", someone, "surname", "Бекова")
    with pytest.raises(NotInConflict):
        settle(one, "person", someone, "surname", "Бекова")
    with pytest.raises(NotInConflict):
        settle(one, "person", someone, "phone", "1")


def test_many_are_settled_by_time_or_by_device(pair: Pair) -> None:
    one, two, someone = pair
    settle_by_device(one, one.identity.device)
    assert (count(one), person(one, someone).surname) == (0, "Бекова")
    settle_by_time(two)
    assert (count(two), person(two, someone).surname) == (0, "Сатарова")


@pytest.mark.parametrize("is_deleted", [True, False])
def test_an_edit_against_a_deletion_is_settled_either_way(pair: Pair, is_deleted: bool) -> None:
    one, two, _ = pair
    someone = add_person(one)
    hand_over(one, two)
    one.write([Remove("person", someone)])
    set_person(two, someone, phone="0700")
    hand_over(one, two)
    hand_over(two, one)
    (found,) = [found for found in conflicts(one) if found.field == DELETED]
    assert {said.value for said in found.standing} == {True, False}
    settle(two, "person", someone, DELETED, is_deleted)
    hand_over(two, one)
    for ws in (one, two):
        assert (someone in {found.id for found in ws.find(Person)}) is not is_deleted
        assert [found.field for found in conflicts(ws)] == ["surname"]
        assert examine(ws) == []
    assert one.digest() == two.digest()


@pytest.mark.parametrize("chosen", ["Бекова", "Сатарова", "Токоева"])
def test_an_undone_settlement_is_a_conflict_again_everywhere(pair: Pair, chosen: str) -> None:
    one, two, someone = pair
    before = conflicts(one)
    settled = settle(one, "person", someone, "surname", chosen)
    hand_over(one, two)
    undo(one, settled)
    assert conflicts(one) == before
    assert person(one, someone).surname == "Сатарова"
    hand_over(one, two)
    assert conflicts(two) == before
    assert one.digest() == two.digest()
    assert examine(one) == examine(two) == []
    settle(two, "person", someone, "surname", "Бекова")
    hand_over(two, one)
    assert count(one) == count(two) == 0
    assert person(one, someone).surname == "Бекова"


@pytest.fixture
def deleted_and_changed(pair: Pair) -> Pair:
    """A record that the one deleted and the other changed; both know of both."""
    one, two, _ = pair
    settle_by_time(one)
    someone = add_person(one)
    hand_over(one, two)
    (gone,) = one.write([Remove("person", someone)])
    two.clock.saw(gone.stamp)
    set_person(two, someone, village="Ак-Татыр")
    hand_over(one, two)
    hand_over(two, one)
    assert [found.field for found in conflicts(one)] == [DELETED]
    return one, two, someone


@pytest.mark.parametrize("is_deleted", [True, False])
def test_an_undone_settlement_of_a_deletion_is_a_conflict_again_everywhere(
    deleted_and_changed: Pair, is_deleted: bool
) -> None:
    one, two, someone = deleted_and_changed
    before = conflicts(one)
    settled = settle(one, "person", someone, DELETED, is_deleted)
    hand_over(one, two)
    assert count(one) == count(two) == 0
    again = undo(one, settled)
    assert conflicts(one) == before
    assert person(one, someone).village == "Ак-Татыр"
    assert someone in [each.id for each in one.find(Person)]
    hand_over(one, two)
    assert conflicts(two) == before
    assert one.digest() == two.digest()
    assert examine(one) == examine(two) == []
    undo(one, again)
    hand_over(one, two)
    for ws in (one, two):
        assert count(ws) == 0
        assert (someone in {found.id for found in ws.find(Person)}) is not is_deleted
        assert examine(ws) == []


def test_a_rule_of_time_never_deletes_what_somebody_changed(pair: Pair) -> None:
    one, two, _ = pair
    settle_by_time(one)
    someone = add_person(one)
    hand_over(one, two)
    (changed,) = set_person(two, someone, village="Ак-Татыр")
    one.clock.saw(changed.stamp)
    one.write([Remove("person", someone)])
    hand_over(two, one)
    assert [found.field for found in conflicts(one)] == [DELETED]
    settle_by_time(one)
    assert someone in [each.id for each in one.find(Person)]
    assert count(one) == 0


def test_deleting_what_is_in_conflict_decides_it_and_undone_it_is_in_conflict_again(
    deleted_and_changed: Pair,
) -> None:
    one, _, someone = deleted_and_changed
    before = conflicts(one)
    gone = one.write([Remove("person", someone)])
    assert count(one) == 0
    undo(one, gone)
    assert conflicts(one) == before
    assert examine(one) == []


def test_a_record_made_anew_elsewhere_after_it_was_deleted_is_in_conflict_again_too(
    pair: Pair,
) -> None:
    """The deletion knew of one birth of the record, and nobody has touched the other one."""
    one, two, _ = pair
    settle_by_time(one)
    key = {"registration": new_id(), "day": "2026-11-18", "part": "morning"}
    tick = Attendance.id_for(key)
    (made,) = two.write([Put("attendance", tick, {**key, "is_present": True})])
    one.clock.saw(made.stamp)
    one.write([Put("attendance", tick, {**key, "is_present": True}), Remove("attendance", tick)])
    hand_over(two, one)
    (found,) = before = conflicts(one)
    assert [said.who for said in found.standing] == ["Айша", "Бермет"]
    settled = settle(one, "attendance", tick, DELETED, True)
    assert one.find(Attendance) == []
    undo(one, settled)
    assert conflicts(one) == before
    assert [each.is_present for each in one.find(Attendance)] == [True]
    assert examine(one) == []


def test_a_settlement_that_is_taken_back_and_made_again_stands(pair: Pair) -> None:
    one, two, someone = pair
    again = undo(one, settle(one, "person", someone, "surname", "Сатарова"))
    assert count(one) == 1
    undo(one, again)
    assert (count(one), person(one, someone).surname) == (0, "Сатарова")
    hand_over(one, two)
    assert (count(two), person(two, someone).surname) == (0, "Сатарова")
    assert examine(one) == examine(two) == []


def test_undoing_a_settlement_loses_nothing_that_was_said_after_it(pair: Pair) -> None:
    one, two, someone = pair
    settled = settle(one, "person", someone, "surname", "Бекова")
    hand_over(one, two)
    set_person(two, someone, surname="Токоева")
    hand_over(two, one)
    undo(one, settled)
    (found,) = conflicts(one)
    assert {said.value for said in found.standing} == {"Бекова", "Сатарова", "Токоева"}
    hand_over(one, two)
    assert conflicts(two) == conflicts(one)
    assert examine(one) == examine(two) == []


def test_one_undo_brings_back_all_that_a_rule_settled(pair: Pair) -> None:
    one, two, someone = pair
    set_person(one, someone, village="Ак-Татыр")
    set_person(two, someone, village="Кара-Бак")
    hand_over(two, one)
    before = conflicts(one)
    assert len(before) == 2
    undo(one, settle_by_device(one, two.identity.device))
    assert conflicts(one) == before
    assert examine(one) == []


def test_a_deleted_record_stays_deleted_when_its_fields_are_settled_and_that_is_undone(
    pair: Pair,
) -> None:
    one, two, someone = pair
    gone = one.write([Remove("person", someone)])
    settled = settle(one, "person", someone, "surname", "Бекова")
    hand_over(one, two)
    for ws in (one, two):
        assert (ws.find(Person), count(ws)) == ([], 0)
        assert examine(ws) == []
    undo(one, undo(one, undo(one, settled)))
    hand_over(one, two)
    for ws in (one, two):
        assert (ws.find(Person), count(ws)) == ([], 1)
        assert examine(ws) == []
    undo(one, gone)
    assert [each.surname for each in one.find(Person)] == ["Сатарова"]
    assert [found.field for found in conflicts(one)] == ["surname"]
    assert examine(one) == []
