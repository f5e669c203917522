"""The register: who is found, in which order, and what the lines say."""

from datetime import date
from typing import Any

import pytest

from app.model import Consent, Event, Put, Registration
from app.storage import Workspace
from app.storage.questions.people import (
    GIVEN,
    NO_CONSENT,
    PAGE,
    WITHDRAWN,
    PeopleFilter,
    lines,
    list_people,
    people_count,
    places_of_people,
    similar_people,
)
from tests.storage.notebooks import add_person

BATKEN_CITY, BATKEN_OBLAST = "41705410000010", "41705000000000"


def found(
    ws: Workspace, sort: str = "name", *, descending: bool = False, **wanted: Any
) -> list[str]:
    people = list_people(ws, PeopleFilter(**wanted), sort, descending=descending)
    return [line.surname for line in lines(ws, people.order)]


def add_consent(ws: Workspace, person: bytes, **values: Any) -> None:
    full = {"person": person, "given_on": date(2026, 1, 2), **values}
    ws.write([Put("consent", Consent.id_for(full), full)])


def add_event(ws: Workspace, day: date, *people: bytes, status: str = "attended") -> bytes:
    values = {"title": "Жыйын", "type": "training", "date_from": day}
    event = Event.id_for(values)
    ws.write([Put("event", event, values)])
    for person in people:
        listed = {"event": event, "person": person, "status": status}
        ws.write([Put("registration", Registration.id_for(listed), listed)])
    return event


def test_names_stand_in_the_kyrgyz_order(ws: Workspace) -> None:
    for surname in ("Үсөнова", "Оморова", "Өмүралиева", "Усенова", "Нурбекова", "Ңурова"):
        add_person(ws, surname=surname)
    expected = ["Нурбекова", "Ңурова", "Оморова", "Өмүралиева", "Усенова", "Үсөнова"]
    assert found(ws) == expected
    assert found(ws, descending=True) == expected[::-1]


@pytest.mark.parametrize("typed", ["омур", "omurali", "Өмүр", "өМҮРАЛИЕВА гул", "0772 118"])
def test_a_word_finds_names_and_phones_in_any_spelling(ws: Workspace, typed: str) -> None:
    add_person(ws, surname="Өмүралиева", name="Гүлзат", phone="0772 118 001")
    add_person(ws, surname="Бөрүбаев", name="Нурдин", phone="0555 402 002")
    assert found(ws, text=typed) == ["Өмүралиева"]


def test_a_word_finds_a_village_too(ws: Workspace) -> None:
    add_person(ws, surname="Биринчи", village="Ак-Татыр")
    add_person(ws, surname="Экинчи", village="Кара-Бак")
    assert found(ws, text="ак-тат") == ["Биринчи"]
    assert found(ws, text="бак") == ["Экинчи"]


def test_a_territory_finds_all_that_lies_in_it(ws: Workspace) -> None:
    add_person(ws, surname="Биринчи", territory=BATKEN_CITY)
    add_person(ws, surname="Экинчи", territory="41702000000000")
    assert found(ws, territory=BATKEN_OBLAST) == ["Биринчи"]
    assert {one.code for one in places_of_people(ws)} >= {BATKEN_CITY, BATKEN_OBLAST}


def test_sex_and_category_are_asked_together(ws: Workspace) -> None:
    add_person(ws, surname="Биринчи", sex="f", categories=("cso", "lk_deputy"))
    add_person(ws, surname="Экинчи", sex="m", categories=("lk_deputy",))
    add_person(ws, surname="Үчүнчү", sex="f", categories=("cso",))
    assert found(ws, sex="f", category="lk_deputy") == ["Биринчи"]


def test_consent_has_three_states(ws: Workspace) -> None:
    gave, took_back, never = (add_person(ws, surname=name) for name in ("А", "Б", "В"))
    add_consent(ws, gave)
    add_consent(ws, took_back, withdrawn_on=date(2026, 2, 3))
    assert found(ws, consent=GIVEN) == ["А"]
    assert found(ws, consent=WITHDRAWN) == ["Б"]
    assert found(ws, consent=NO_CONSENT) == ["В"]
    add_consent(ws, took_back)
    assert found(ws, consent=GIVEN) == ["А", "Б"]
    assert never


def test_who_was_only_invited_did_not_take_part(ws: Workspace) -> None:
    came, invited = add_person(ws, surname="Келген"), add_person(ws, surname="Чакырылган")
    add_event(ws, date(2026, 5, 12), came)
    add_event(ws, date(2026, 5, 13), invited, status="invited")
    assert found(ws, since=date(2026, 1, 1)) == ["Келген"]
    assert found(ws, since=date(2026, 6, 1)) == []
    assert {line.surname: line.events for line in list_people(ws, PeopleFilter()).first} == {
        "Келген": 1,
        "Чакырылган": 0,
    }


def test_what_is_not_known_stands_last_in_every_order(ws: Workspace) -> None:
    add_person(ws, surname="Белгисиз")
    add_person(ws, surname="Улуу", birth_year=1950)
    add_person(ws, surname="Кичүү", birth_year=2001)
    assert found(ws, "birth_year") == ["Улуу", "Кичүү", "Белгисиз"]
    assert found(ws, "birth_year", descending=True) == ["Кичүү", "Улуу", "Белгисиз"]


def test_a_long_list_is_read_in_parts(ws: Workspace) -> None:
    ws.write(
        [Put("person", n.to_bytes(16, "big"), {"surname": f"Ойдон {n:04}"}) for n in range(450)]
    )
    people = list_people(ws, PeopleFilter())
    assert (people.total, len(people.first), people_count(ws)) == (450, PAGE, 450)
    assert [one.surname for one in lines(ws, people.order[440:])] == [
        f"Ойдон {n:04}" for n in range(440, 450)
    ]


def test_a_person_of_the_same_name_is_seen_while_writing_one_down(ws: Workspace) -> None:
    known = add_person(ws, surname="Өмүралиева", name="Гүлзат")
    alike = similar_people(ws, "Омуралиева Гулзат", b"")
    assert [line.id for line in alike] == [known]
    assert similar_people(ws, "Омуралиева Гулзат", known) == []
    slipped = similar_people(ws, "Өмралиева Гүлзат", b"")
    assert [line.id for line in slipped] == [known]
