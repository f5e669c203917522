"""Search: spellings meet, beginnings are enough, what is deleted or edited away is not found."""

import pytest

from app.model import Organisation, Put, Remove, new_id
from app.storage import Workspace
from app.storage import search as index
from app.storage.questions.reference import find_items, find_territories, place
from tests.storage.notebooks import add_person, hand_over, set_person


@pytest.mark.parametrize(
    "typed", ["Өмүрбекова", "омурбекова", "omurbekova", "ӨМҮ", "omur", "гүл өмү", "gul omur"]
)
def test_a_name_is_found_however_it_is_typed(ws: Workspace, typed: str) -> None:
    someone = add_person(ws, surname="Өмүрбекова", name="Гүлзат")
    add_person(ws, surname="Асанова")
    assert [hit.id for hit in ws.search(typed, ["person"])] == [someone]


def test_the_index_follows_edits_and_deletions(ws: Workspace) -> None:
    someone = add_person(ws, surname="Асанова")
    set_person(ws, someone, surname="Бекова")
    assert ws.search("асан", ["person"]) == []
    assert ws.search("беков", ["person"])
    ws.write([Remove("person", someone)])
    assert ws.search("беков", ["person"]) == []


def test_what_a_merge_brought_is_found(ws: Workspace, other: Workspace) -> None:
    someone = add_person(ws, surname="Асанова")
    hand_over(ws, other)
    assert other.search("асан", ["person"])
    set_person(ws, someone, surname="Бекова")
    hand_over(ws, other)
    assert other.search("асан", ["person"]) == []
    assert other.search("беков", ["person"])


@pytest.mark.parametrize("typed", ["", "  ", '"', "*", "a OR b", 'NEAR("x"', "-", "\x00", "🙂"])
def test_whatever_is_typed_search_never_fails(ws: Workspace, typed: str) -> None:
    add_person(ws, surname="Асанова")
    assert isinstance(ws.search(typed), list)


def test_the_whole_index_can_be_made_anew(ws: Workspace) -> None:
    add_person(ws, surname="Асанова")
    ws.change(lambda connection: connection.execute("DELETE FROM search_person"))
    assert ws.search("асан", ["person"]) == []
    ws.change(index.rebuild)
    assert ws.search("асан", ["person"])


def test_everything_is_searched_unless_types_are_named(ws: Workspace) -> None:
    ws.write([Put("organisation", new_id(), {"name": "Өнүктүрүү борбору"})])
    hits = ws.search("onuktur")
    assert Organisation.type_name in {hit.type_name for hit in hits}


def test_places_are_found_by_any_spelling_wide_ones_first(ws: Workspace) -> None:
    for typed in ("Ысык-Көл", "Иссык-Кульская", "issyk"):
        found = find_territories(ws, typed)
        assert found[0].territory.code == "41702000000000", typed
    here = place(ws, "41702205000000")
    assert here is not None
    assert here.oblast.code == "41702000000000"


def test_goals_are_found_by_their_words(ws: Workspace) -> None:
    assert any(item.framework == "NPGE-2025" for item in find_items(ws, "занятости женщин"))
