"""Joining two entries of the register, parting them, telling them apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.actions import duplicates
from app.actions.records import undo
from app.errors import AppError
from app.model import Distinction, Person, Put, new_id
from app.storage import Workspace
from app.storage.doctor import examine
from app.storage.joined import canonical
from app.storage.questions.contradictions import contradictions
from app.storage.questions.duplicates import proposals
from tests.storage.notebooks import add_person, hand_over, notebook, set_person


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    made = notebook(tmp_path / "one")
    yield made
    made.close()


@pytest.fixture
def two(ws: Workspace) -> tuple[bytes, bytes]:
    """One person written down twice: the first knows her year, the second her telephone."""
    one = add_person(ws, surname="Асанова", name="Айгүл", birth_year=1985)
    return one, add_person(ws, surname="Asanova", name="Aigul", phone="0772123118")


def person(ws: Workspace, record_id: bytes) -> Person:
    found = ws.get(Person, record_id)
    assert found is not None
    return found


def test_who_stays_gets_what_was_chosen_and_what_she_lacked(
    ws: Workspace, two: tuple[bytes, bytes]
) -> None:
    one, other = two
    changes = duplicates.join(ws, one, other, {"name": "Айгуль"})
    stays = person(ws, one)
    assert (stays.surname, stays.name, stays.phone) == ("Асанова", "Айгуль", "0772123118")
    assert (stays.birth_year, stays.duplicate_of) == (1985, None)
    assert person(ws, other).duplicate_of == one
    undo(ws, changes)
    assert person(ws, one).phone == ""
    assert person(ws, other).duplicate_of is None


def test_parted_later_each_is_as_before_but_for_what_was_changed_since(
    ws: Workspace, two: tuple[bytes, bytes]
) -> None:
    one, other = two
    duplicates.join(ws, one, other, {"name": "Айгуль"})
    set_person(ws, one, name="Айгерим", village="Арал")
    duplicates.part(ws, other)
    stays = person(ws, one)
    assert (stays.name, stays.village, stays.phone) == ("Айгерим", "Арал", "")
    assert canonical(ws.reader, other) == other
    with pytest.raises(AppError, match="not joined"):
        duplicates.part(ws, other)


def test_who_was_joined_before_is_joined_by_the_one_she_stands_for(
    ws: Workspace, two: tuple[bytes, bytes]
) -> None:
    one, other = two
    third = add_person(ws, surname="Асанова")
    duplicates.join(ws, one, other)
    duplicates.join(ws, third, other)
    assert person(ws, one).duplicate_of == third
    assert {canonical(ws.reader, each) for each in (one, other, third)} == {third}
    with pytest.raises(AppError, match="one person already"):
        duplicates.join(ws, one, other)


def test_two_people_are_told_apart_once_in_whatever_order(
    ws: Workspace, two: tuple[bytes, bytes]
) -> None:
    one, other = two
    duplicates.not_the_same(ws, other, one)
    duplicates.not_the_same(ws, one, other)
    decided = ws.find(Distinction)
    assert [(each.one, each.other) for each in decided] == [tuple(sorted(two))]


def test_nobody_is_joined_to_somebody_who_is_not_there(
    ws: Workspace, two: tuple[bytes, bytes]
) -> None:
    with pytest.raises(AppError, match="no longer there"):
        duplicates.join(ws, two[0], new_id())


def test_a_bad_choice_joins_nobody(ws: Workspace, two: tuple[bytes, bytes]) -> None:
    with pytest.raises(AppError):
        duplicates.join(ws, *two, {"birth_year": 2999})
    assert person(ws, two[1]).duplicate_of is None
    ws.write([Put("person", two[0], {"surname": "Асанова"})])


@pytest.fixture
def against(ws: Workspace, tmp_path: Path) -> Iterator[tuple[Workspace, bytes, bytes]]:
    """Another notebook that joined two people whom this one, not knowing of it, told apart."""
    other = notebook(tmp_path / "other", "Бермет")
    a, b = (add_person(ws, surname=name, phone="0772") for name in ("Асанова", "Асанбаева"))
    hand_over(ws, other)
    duplicates.not_the_same(ws, a, b)
    duplicates.join(other, a, b)
    hand_over(other, ws)
    hand_over(ws, other)
    yield other, a, b
    other.close()


Against = tuple[Workspace, bytes, bytes]


def test_told_apart_here_and_joined_elsewhere_is_said_with_who_decided_what(
    ws: Workspace, against: Against
) -> None:
    other, a, b = against
    for each in (ws, other):
        (found,) = contradictions(each)
        assert {found.one, found.other} == {a, b}
        assert (found.stands_for, found.told_apart.who) == (a, "Тренер Биринчи")
        assert [(person, decision.who) for person, decision in found.joins] == [(b, "Бермет")]
    assert ws.digest() == other.digest()


@pytest.mark.parametrize("is_one", [True, False])
def test_a_contradiction_is_settled_either_way_everywhere_and_the_settlement_undone(
    ws: Workspace, against: Against, is_one: bool
) -> None:
    other, a, b = against
    settle = duplicates.join if is_one else duplicates.not_the_same
    settled = settle(ws, b, a)
    hand_over(ws, other)
    for each in (ws, other):
        assert contradictions(each) == []
        assert (canonical(each.reader, b) == a) is is_one
        assert (each.find(Distinction) == []) is is_one
        assert examine(each) == []
    undo(ws, settled)
    hand_over(ws, other)
    assert [found.one for found in contradictions(other)] == [min(a, b)]


def test_who_joins_knowing_that_they_were_told_apart_contradicts_nobody(
    ws: Workspace, two: tuple[bytes, bytes]
) -> None:
    third = add_person(ws, surname="Асанова")
    duplicates.join(ws, two[0], two[1])
    duplicates.not_the_same(ws, *two[:1], third)
    joined = duplicates.join(ws, third, two[1])
    assert contradictions(ws) == []
    undo(ws, joined)
    assert len(ws.find(Distinction)) == 1


def test_who_was_told_apart_from_one_is_not_asked_about_with_whom_she_stands_for(
    ws: Workspace, two: tuple[bytes, bytes]
) -> None:
    one, other = two
    assert len(proposals(ws)) == 1
    root = add_person(ws, surname="Асанова", name="Айгүл", birth_year=1985)
    duplicates.not_the_same(ws, one, other)
    duplicates.join(ws, root, one)
    assert proposals(ws) == []


def test_joins_that_run_in_a_ring_are_all_taken_back(ws: Workspace, tmp_path: Path) -> None:
    other = notebook(tmp_path / "other", "Бермет")
    third = notebook(tmp_path / "third", "Чолпон")
    a, b = add_person(ws, surname="Асанова"), add_person(ws, surname="Асанбаева")
    hand_over(ws, other)
    hand_over(ws, third)
    duplicates.join(ws, a, b)
    duplicates.join(other, b, a)
    duplicates.not_the_same(third, a, b)
    hand_over(other, ws)
    hand_over(third, ws)
    (found,) = contradictions(ws)
    assert {person for person, _ in found.joins} == {a, b}
    duplicates.not_the_same(ws, a, b)
    assert contradictions(ws) == []
    assert [canonical(ws.reader, each) for each in (a, b)] == [a, b]
    other.close()
    third.close()


def test_of_a_chain_only_the_last_join_is_taken_back(ws: Workspace, against: Against) -> None:
    other, a, b = against
    root = add_person(other, surname="Асанова")
    duplicates.join(other, root, a)
    hand_over(other, ws)
    (found,) = contradictions(ws)
    assert (found.stands_for, [person for person, _ in found.joins]) == (root, [b])
    duplicates.not_the_same(ws, a, b)
    assert {each: canonical(ws.reader, each) for each in (a, b)} == {a: root, b: b}
