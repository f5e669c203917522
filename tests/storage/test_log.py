"""The change log: every value is kept, and a row is always what its log says."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from app.model import CREATED, DELETED, Event, Person, Put, Registration, Remove, inverse, new_id
from app.model.stamp import stamp_device
from app.storage import Workspace, digest
from app.storage.connection import Connection
from app.storage.doctor import examine
from app.storage.history import history
from tests.storage.notebooks import add_person, person, set_person


def test_making_a_record_answers_one_change_with_its_values(ws: Workspace) -> None:
    made = new_id()
    (change,) = ws.write([Put("person", made, {"surname": "Асанова", "phone": ""})])
    assert (change.type_name, change.id, change.field) == ("person", made, CREATED)
    assert change.values == {"surname": "Асанова"}
    assert stamp_device(change.stamp) == ws.identity.device


def test_setting_what_is_there_already_changes_nothing(ws: Workspace) -> None:
    someone = add_person(ws, surname="Асанова", birth_year=1990)
    assert not set_person(ws, someone, surname="Асанова", birth_year=1990)


def test_an_update_names_what_it_replaced(ws: Workspace) -> None:
    someone = add_person(ws, surname="Асанова")
    (first,) = set_person(ws, someone, surname="Асанбаева")
    (second,) = set_person(ws, someone, surname="Асанкулова")
    assert second.prev == (first.stamp,)
    assert (second.before, second.value) == ("Асанбаева", "Асанкулова")


def test_every_value_a_field_had_is_told_with_who_and_when(ws: Workspace) -> None:
    someone = add_person(ws, surname="Асанова")
    set_person(ws, someone, surname="Асанбаева")
    set_person(ws, someone, surname="")
    told = history(ws, "person", someone, "surname")
    assert [said.value for said in told] == ["Асанова", "Асанбаева", ""]
    assert {said.who for said in told} == {"Тренер Биринчи"}
    assert [said.is_standing for said in told] == [False, False, True]


def test_a_field_never_touched_has_the_history_of_its_birth(ws: Workspace) -> None:
    someone = add_person(ws, surname="Асанова")
    assert [said.value for said in history(ws, "person", someone, "surname")] == ["Асанова"]


def test_a_deleted_record_is_out_of_lists_and_search_but_not_lost(ws: Workspace) -> None:
    someone = add_person(ws, surname="Асанова")
    (change,) = ws.write([Remove("person", someone)])
    assert change.field == DELETED
    assert ws.find(Person) == []
    assert ws.search("асан", ["person"]) == []
    assert ws.get(Person, someone) is not None


def test_undo_puts_back_edits_deletions_and_new_records(ws: Workspace) -> None:
    someone = add_person(ws, surname="Асанова")
    edited = set_person(ws, someone, surname="Асанбаева", birth_year=1999)
    ws.write(inverse(edited))
    assert (person(ws, someone).surname, person(ws, someone).birth_year) == ("Асанова", None)
    deleted = ws.write([Remove("person", someone)])
    ws.write(inverse(deleted))
    assert [found.id for found in ws.find(Person)] == [someone]
    made = ws.write([Put("person", new_id(), {"surname": "Жаңы"})])
    ws.write(inverse(made))
    assert [found.id for found in ws.find(Person)] == [someone]
    assert examine(ws) == []


def test_writing_a_deleted_record_again_brings_it_back(ws: Workspace) -> None:
    event, someone = new_id(), add_person(ws)
    key = {"event": event, "person": someone}
    registration = Registration.id_for(key)
    ws.write([Put("registration", registration, key)])
    ws.write([Remove("registration", registration)])
    ws.write([Put("registration", registration, {**key, "category": "cso"})])
    (back,) = ws.find(Registration)
    assert back.category == "cso"
    assert examine(ws) == []


def test_values_come_back_as_they_were_given(ws: Workspace) -> None:
    event = new_id()
    values = {
        "title": "Ачык талкуу",
        "date_from": date(2026, 11, 18),
        "time_from": "09:30",
        "topics": ("бюджет", "квота"),
        "languages": ("ky", "ru"),
        "planned_count": 30,
        "venue": new_id(),
    }
    ws.write([Put("event", event, values)])
    found = ws.get(Event, event)
    assert found is not None
    assert {name: getattr(found, name) for name in values} == values


def test_the_digest_is_reckoned_once_until_something_is_written(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    reckoned = []

    def counted(connection: Connection) -> digest.Sum:
        reckoned.append(connection)
        return reckon(connection)

    reckon = digest.reckon
    monkeypatch.setattr(digest, "reckon", counted)
    monkeypatch.setattr(digest, "WORTH_KEEPING", 1_000)
    someone = add_person(ws, surname="Асанова")
    first = ws.digest()
    assert (ws.digest(), len(reckoned)) == (first, 1)
    set_person(ws, someone, surname="Асанбаева")
    assert ws.digest() != first
    assert len(reckoned) == 2
    with ThreadPoolExecutor(1) as other:
        assert other.submit(ws.digest).result() == ws.digest()


def test_one_transaction_holds_all_edits_or_none(ws: Workspace) -> None:
    from sqlcipher3 import dbapi2

    someone = add_person(ws, surname="Асанова")
    before = ws.digest()
    bad = Put("person", b"x", {"surname": [1]})
    with pytest.raises((dbapi2.Error, TypeError)):
        ws.write([Put("person", someone, {"surname": "Бекова"}), bad])
    assert person(ws, someone).surname == "Асанова"
    assert ws.digest() == before
