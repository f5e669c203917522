"""Who of the register may be one person, and whom each entry stands for."""

from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import (
    Changes,
    Consent,
    Distinction,
    Event,
    Person,
    Put,
    Registration,
    Remove,
    new_id,
)
from app.model.likeness import ASK, SAME
from app.storage import Workspace, search
from app.storage.joined import JOINED, canonical, joined_to
from app.storage.migrations import m0004_people_keys
from app.storage.questions.attendance import people_like, sheet
from app.storage.questions.duplicates import likely, proposals, proposals_of
from app.storage.questions.events import EventFilter, event_head, list_events
from app.storage.questions.pairs import side_by_side
from app.storage.questions.people import PeopleFilter, list_people, people_count
from app.storage.questions.person import person_card
from app.storage.questions.report import participants
from benchmarks import other_hands, paper_hands
from benchmarks.people import Invented, two_lists
from tests.examples import examples
from tests.storage.notebooks import add_person, hand_over, set_person

AIGUL = {"surname": "Асанова", "name": "Айгүл", "sex": "f", "birth_year": 1985, "village": "Арал"}
TWIN = {**AIGUL, "surname": "Asanova", "name": "Aigul", "phone": "0772123118"}


def pairs(ws: Workspace) -> set[frozenset[bytes]]:
    return {frozenset(found[:2]) for found in proposals(ws)}


def join(ws: Workspace, goes: bytes, stays: bytes) -> Changes:
    return set_person(ws, goes, duplicate_of=stays)


def write_down(ws: Workspace, one: Invented) -> bytes:
    return add_person(ws, **{k: said for k, said in vars(one).items() if k != "same" and said})


def test_two_entries_of_one_person_are_proposed_once_and_others_are_not(ws: Workspace) -> None:
    one, other = add_person(ws, **AIGUL), add_person(ws, **TWIN)
    add_person(ws, **{**AIGUL, "name": "Айнура"})
    add_person(ws, **{**AIGUL, "birth_year": 1961, "village": "Кочкор"})
    found = proposals(ws)
    assert [(each.a, each.b) for each in found] == [tuple(sorted((one, other)))]
    assert found[0].likeness.band == ASK


def test_what_is_known_better_is_found_anew(ws: Workspace) -> None:
    one = add_person(ws, **AIGUL)
    other = add_person(ws, **{**TWIN, "surname": "Токтосунова"})
    assert pairs(ws) == set()
    set_person(ws, other, surname="Асанова")
    set_person(ws, one, phone="+996 772 123 118")
    assert proposals(ws)[0].likeness.band == SAME
    ws.write([Remove("person", other)])
    assert pairs(ws) == set()


def test_who_comes_in_a_package_is_compared_with_everybody(ws: Workspace, other: Workspace) -> None:
    here, there = add_person(ws, **AIGUL), add_person(other, **TWIN)
    add_person(other, **{**AIGUL, "name": "Жаңыл"})
    hand_over(other, ws)
    assert {frozenset(found[:2]) for found in proposals_of(ws, [there])} == {
        frozenset((here, there))
    }


def test_the_new_are_found_as_in_the_whole_register(ws: Workspace) -> None:
    new = []
    for number, people in enumerate(two_lists(400, seed=9)):
        for one in people:
            person = write_down(ws, one)
            new += [person] if number else []
    every = {frozenset(found[:2]): found.likeness for found in proposals(ws)}
    assert len(every) > 30
    found = {frozenset(one[:2]): one.likeness for one in proposals_of(ws, new)}
    assert found == {pair: said for pair, said in every.items() if pair & set(new)}
    few = {frozenset(one[:2]) for one in proposals_of(ws, new[:20])}
    assert few == {pair for pair in every if pair & set(new[:20])}


@pytest.mark.parametrize(
    ("make", "hand"),
    [(make, hand) for make in (other_hands, paper_hands) for hand in make.HANDS],
)
def test_whoever_writes_the_other_list_its_people_are_found(
    make: ModuleType, hand: str, ws: Workspace
) -> None:
    entries: dict[int, list[bytes]] = {}
    for people in make.lists_by(hand, 500, seed=5):
        for one in people:
            entries.setdefault(one.same, []).append(write_down(ws, one))
    true = {frozenset(both) for both in entries.values() if len(both) == 2}
    found = proposals(ws)
    false = [one for one in found if frozenset(one[:2]) not in true]
    assert len(true) == 50
    assert len(found) - len(false) >= 48
    assert len(false) <= 5
    assert not [one for one in false if one.likeness.band == SAME]


def test_a_notebook_whose_keys_were_made_otherwise_makes_them_anew(ws: Workspace) -> None:
    one, other = add_person(ws, **AIGUL), add_person(ws, **TWIN)
    assert pairs(ws) == {frozenset((one, other))}
    ws.change(lambda store: store.execute("UPDATE person SET surname = 'Садыкова'"))
    ws.change(lambda store: store.execute("UPDATE person SET name = 'Бермет', phone = ''"))
    ws.change(m0004_people_keys)  # it only executes, as the library's connection does
    assert pairs(ws) == {frozenset((one, other))}
    keys = ws.reader.execute("SELECT term FROM alike_person_count").fetchall()
    assert not any("asan" in term for (term,) in keys)


def test_the_likely_one_is_shown_while_a_name_is_typed(ws: Workspace) -> None:
    person = add_person(ws, **AIGUL)
    add_person(ws, surname="Жапарова", name="Айгүл")
    found = likely(ws, {"surname": "Asanova", "name": "Ajgul", "birth_year": 1985})
    assert [one.person for one in found] == [person]
    assert likely(ws, {"surname": "", "name": ""}) == []


def test_people_told_apart_are_not_proposed_again_on_any_device(
    ws: Workspace, other: Workspace
) -> None:
    one, two = sorted((add_person(ws, **AIGUL), add_person(ws, **TWIN)))
    hand_over(ws, other)
    values = {"one": one, "other": two}
    for notebook in (ws, other):
        notebook.write([Put("distinction", Distinction.id_for(values), values)])
    hand_over(other, ws)
    hand_over(ws, other)
    assert pairs(ws) == pairs(other) == set()
    assert len(ws.find(Distinction)) == 1
    assert ws.digest() == other.digest()


def test_two_entries_stand_side_by_side_with_what_hangs_on_them(ws: Workspace) -> None:
    one, other = add_person(ws, **AIGUL), add_person(ws, **TWIN)
    consent = {"person": other, "form": "paper"}
    ws.write([Put("consent", Consent.id_for(consent), consent)])
    found = side_by_side(ws, one, other)
    assert found is not None
    assert (found.a.person.id, found.b.person.id) == (one, other)
    assert (found.a.consent, found.b.consent and found.b.consent.form) == (None, "paper")
    assert (found.a.who, found.a.package) == ("Тренер Биринчи", None)
    assert found.likeness == proposals(ws)[0].likeness
    join(ws, other, one)
    assert side_by_side(ws, one, other) is None


# ---- whom each entry stands for ----


@pytest.fixture
def three(ws: Workspace) -> list[bytes]:
    return sorted(add_person(ws, surname=name) for name in "АБВ")


def roots(ws: Workspace, people: list[bytes]) -> list[int]:
    return [people.index(canonical(ws.reader, person)) for person in people]


def test_a_chain_leads_to_its_end_and_a_ring_to_its_smallest(
    ws: Workspace, three: list[bytes]
) -> None:
    first, second, third = three
    join(ws, third, second)
    assert roots(ws, three) == [0, 1, 1]
    join(ws, second, first)
    assert roots(ws, three) == [0, 0, 0]
    assert joined_to(ws.reader, first) == [second, third]
    join(ws, first, third)
    assert roots(ws, three) == [0, 0, 0]
    set_person(ws, second, duplicate_of=None)
    assert roots(ws, three) == [1, 1, 1]


def test_a_join_to_somebody_deleted_or_unknown_joins_nothing(
    ws: Workspace, three: list[bytes]
) -> None:
    first, second, third = three
    join(ws, second, first)
    join(ws, third, new_id())
    assert roots(ws, three) == [0, 0, 2]
    ws.write([Remove("person", first)])
    assert roots(ws, three)[1:] == [1, 2]
    assert people_count(ws) == 2


@given(st.lists(st.tuples(st.integers(0, 6), st.none() | st.integers(0, 6)), max_size=14))
@examples(60)
def test_whatever_was_joined_everybody_of_one_group_stands_for_the_same_one(
    ws: Workspace, joins: list[tuple[int, int | None]]
) -> None:
    people = [bytes([7]) * 15 + bytes([number]) for number in range(7)]
    clear = dict.fromkeys(people)
    wanted = {**clear, **{people[one]: other for one, other in joins}}
    to = {person: None if at is None else people[at] for person, at in wanted.items()}
    ws.write(
        Put("person", person, {"surname": "Ойдон", "duplicate_of": at}) for person, at in to.items()
    )
    found = {person: canonical(ws.reader, person) for person in people}
    assert found == {person: _root(to, person) for person in people}
    for person, root in found.items():
        assert found[root] == root
        if to[person] is not None:
            assert found[to[person]] == root
    listed = dict(ws.reader.execute(f"SELECT person, root FROM {JOINED}").fetchall())
    assert listed == {person: root for person, root in found.items() if person != root}


def _root(to: dict[bytes, bytes | None], person: bytes) -> bytes:
    """The same, written the long way: walk until nobody is left or somebody comes again."""
    walked = [person]
    while (following := to[walked[-1]]) is not None:
        if following in walked:
            return min(walked[walked.index(following) :])
        walked.append(following)
    return walked[-1]


@pytest.mark.parametrize("first_gives", [True, False])
def test_joins_of_two_devices_come_to_the_same_on_both(
    ws: Workspace, other: Workspace, first_gives: bool
) -> None:
    people = sorted(add_person(ws, surname=name) for name in "АБВГ")
    hand_over(ws, other)
    join(ws, people[1], people[0])
    join(ws, people[2], people[1])
    join(other, people[0], people[1])
    join(other, people[3], people[2])
    for giver, taker in ((ws, other), (other, ws))[:: 1 if first_gives else -1]:
        hand_over(giver, taker)
    hand_over(ws, other)
    assert roots(ws, people) == roots(other, people) == [0, 0, 0, 0]
    assert ws.digest() == other.digest()
    assert ws.reader.execute("SELECT count(*) FROM conflict").fetchone() == (0,)


# ---- what is counted ----


@pytest.fixture
def event(ws: Workspace) -> bytes:
    """A training where one person was written down twice, under two entries."""
    made = new_id()
    ws.write(
        [Put("event", made, {"title": "Ойдон", "type": "training", "date_from": "2026-11-18"})]
    )
    return made


@pytest.fixture
def doubled(ws: Workspace, event: bytes) -> tuple[bytes, bytes]:
    one, other = add_person(ws, **AIGUL), add_person(ws, **TWIN)
    third = add_person(ws, surname="Жапаров", sex="m")
    for person in (one, other, third):
        values = {"event": event, "person": person, "status": "registered"}
        ws.write([Put("registration", Registration.id_for(values), values)])
    consent = {"person": other, "form": "paper"}
    ws.write([Put("consent", Consent.id_for(consent), consent)])
    join(ws, other, one)
    return one, other


def test_the_register_shows_a_joined_person_once(
    ws: Workspace, doubled: tuple[bytes, bytes]
) -> None:
    one, other = doubled
    people = list_people(ws, PeopleFilter())
    assert people.total == people_count(ws) == 2
    line = next(line for line in people.first if line.id == one)
    assert (line.events, line.consent) == (1, "given")
    assert list_people(ws, PeopleFilter(consent="given")).total == 1
    assert [found.person for found in people_like(ws, "асан", new_id())] == [one]
    card = person_card(ws, other)
    assert card is not None
    assert card.person.id == one
    assert len(card.events) == len(card.consents) == 1


def test_an_event_counts_a_joined_person_once(
    ws: Workspace, event: bytes, doubled: tuple[bytes, bytes]
) -> None:
    line = list_events(ws, EventFilter()).lines[0]
    assert (line.people, line.women, line.men) == (2, 1, 1)
    head = event_head(ws, event)
    assert head is not None
    assert head.people == 2
    (offered,) = people_like(ws, "асан", event)
    assert (offered.is_listed, offered.events) == (True, 1)
    listed = sheet(ws, event)
    assert listed is not None
    assert len(listed.rows) == 3
    assert (listed.balance().women, listed.balance().men) == (1, 1)
    there = participants(ws.reader, event)
    assert {one.person for one in there} == {
        doubled[0],
        *(one.person for one in there if one.sex == "m"),
    }
    assert all(one.has_consent for one in there if one.sex == "f")


def test_an_event_of_a_joined_person_names_the_one_who_stays(
    ws: Workspace, event: bytes, doubled: tuple[bytes, bytes], tmp_path: Path
) -> None:
    names = {one.surname for one in participants(ws.reader, event)}
    assert names == {"Асанова", "Жапаров"}
    assert ws.get(Event, event) is not None
    assert ws.get(Person, doubled[1]) is not None


def test_people_are_found_who_came_changed_and_went_between_two_questions(ws: Workspace) -> None:
    """Keys are taken in when they are asked for: nobody may be passed over."""

    def add(surname: str, village: str) -> bytes:
        return add_person(ws, **{**AIGUL, "surname": surname, "village": village})

    people = [add("Токтогулова", "Кочкор"), add("Жапарова", "Талас"), add("Бейшенова", "Өзгөн")]
    assert pairs(ws) == set()
    more = [add("Асанова", "Арал"), add("Мусаева", "Баткен")]
    set_person(ws, people[2], surname="Asanova", village="Арал")
    set_person(ws, more[1], surname="Осмонова")
    assert pairs(ws) == {frozenset((people[2], more[0]))}
    assert not search.lacks_keys(ws.reader)
    ws.write([Remove("person", more[0])])
    last = add("Осмнова", "Баткен")
    assert pairs(ws) == {frozenset((more[1], last))}
    ws.change(search.rebuild)
    assert pairs(ws) == {frozenset((more[1], last))}
