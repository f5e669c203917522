"""Joining two entries of the register, parting them, telling them apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.actions import duplicates
from app.actions.records import undo
from app.errors import AppError
from app.model import Distinction, Person, Put, new_id
from app.storage import Workspace
from app.storage.joined import canonical
from tests.storage.notebooks import add_person, notebook, set_person


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
