"""The list of an event and its ticks: what each verb does, in one transaction."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.actions import attendance as do
from app.errors import Invalid
from app.model import (
    Attendance,
    Consent,
    Event,
    Headcount,
    Person,
    Put,
    Registration,
    Remove,
    inverse,
)
from app.storage import KdfCost, Profile, Workspace, create_workspace
from app.storage.questions.attendance import headcounts, people_alike, people_like, sheet

FIRST, SECOND = date(2025, 5, 12), date(2025, 5, 13)
CHEAP = KdfCost(passes=1, memory_kib=64)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    profile = Profile(name="Инвентарь", role="trainer", territory="", language="ky")
    workspace = create_workspace(tmp_path / "w", "сырсөз", profile, CHEAP).workspace
    yield workspace
    workspace.close()


def event(ws: Workspace, **values: Any) -> bytes:
    full = {"title": "Тренинг", "type": "training", "date_from": FIRST, "date_to": SECOND, **values}
    record_id = Event.id_for(full)
    ws.write([Put("event", record_id, full)])
    return record_id


def person(ws: Workspace, surname: str, name: str = "", **values: Any) -> bytes:
    full = {"surname": surname, "name": name, **values}
    record_id = Person.id_for(full)
    ws.write([Put("person", record_id, full)])
    return record_id


def the_sheet(ws: Workspace, event_id: bytes) -> Any:
    found = sheet(ws, event_id)
    assert found is not None
    return found


def test_a_known_person_is_listed_as_she_is_now_and_ticked(ws: Workspace) -> None:
    meeting = event(ws)
    aigul = person(
        ws,
        "Асанова",
        "Айгүл",
        sex="f",
        birth_year=1991,
        organisation="№ 12 мектеп",
        position="мугалим",
        categories=("school_teacher", "lk_deputy"),
    )
    changes = do.register(ws, meeting, aigul, (FIRST, "morning"))
    assert changes.types == {"registration", "attendance"}
    (listed,) = ws.find(Registration, event=meeting)
    assert (listed.category, listed.organisation, listed.position, listed.age) == (
        "school_teacher",
        "№ 12 мектеп",
        "мугалим",
        34,
    )
    (row,) = the_sheet(ws, meeting).rows
    assert row.place == "№ 12 мектеп, мугалим"
    assert the_sheet(ws, meeting).presence(row.registration, (FIRST, "morning")) is True
    assert the_sheet(ws, meeting).presence(row.registration, (FIRST, "afternoon")) is None


def test_later_edits_of_the_person_leave_the_list_as_it_was(ws: Workspace) -> None:
    meeting = event(ws)
    aigul = person(ws, "Асанова", organisation="№ 12 мектеп")
    do.register(ws, meeting, aigul)
    ws.write([Put("person", aigul, {"organisation": "Айыл өкмөтү"})])
    do.register(ws, meeting, aigul, (FIRST, "morning"))
    (row,) = the_sheet(ws, meeting).rows
    assert row.organisation == "№ 12 мектеп"


def test_a_new_person_comes_with_consent_registration_and_tick_at_once(ws: Workspace) -> None:
    meeting = event(ws)
    values = {"surname": " Өмүралиева ", "name": "Бегимай", "sex": "f", "birth_year": "1993"}
    changes = do.register_new(ws, meeting, values, True, (FIRST, "morning"))
    assert changes.types == {"person", "consent", "registration", "attendance"}
    (consent,) = ws.find(Consent)
    assert (consent.form, consent.given_on) == ("paper", FIRST)
    (row,) = the_sheet(ws, meeting).rows
    assert (row.name, row.birth_year, row.age, row.is_new, row.consent) == (
        "Өмүралиева Бегимай",
        1993,
        32,
        True,
        "given",
    )


def test_the_whole_of_it_is_undone_together(ws: Workspace) -> None:
    meeting = event(ws)
    changes = do.register_new(ws, meeting, {"surname": "Асанова"}, True, (FIRST, "morning"))
    ws.write(inverse(changes))
    assert not the_sheet(ws, meeting).rows
    assert not ws.find(Person)
    assert not ws.find(Consent)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"surname": "Асанова", "birth_year": "2080"}, "birth_year"),
        ({"surname": "Асанова", "birth_year": "жаш"}, "birth_year"),
        ({"surname": "А" * 10_000}, "surname"),
        ({"surname": "  "}, "surname"),
        ({"surname": "Асанова", "sex": "x"}, "sex"),
    ],
)
def test_what_cannot_be_is_refused_by_field_and_nothing_is_written(
    ws: Workspace, values: dict[str, object], field: str
) -> None:
    meeting = event(ws)
    with pytest.raises(Invalid) as refused:
        do.register_new(ws, meeting, values, True, (FIRST, "morning"))
    assert [problem.field for problem in refused.value.problems] == [field]
    assert not ws.find(Person)
    assert not the_sheet(ws, meeting).rows


def test_strange_letters_are_kept_or_cleaned_but_never_harm(ws: Workspace) -> None:
    meeting = event(ws)
    do.register_new(ws, meeting, {"surname": "Аса\0нова 🌷 \u202eعائشة"}, False)
    (row,) = the_sheet(ws, meeting).rows
    assert row.name == "Асанова 🌷 عائشة"
    assert row.consent == "none"


def test_a_tick_is_set_taken_back_and_denied(ws: Workspace) -> None:
    meeting = event(ws)
    do.register(ws, meeting, person(ws, "Асанова"))
    (row,) = the_sheet(ws, meeting).rows
    for said in (True, False, None, True):
        do.tick(ws, row.registration, SECOND, "afternoon", said)
        assert the_sheet(ws, meeting).presence(row.registration, (SECOND, "afternoon")) is said
    assert len(ws.find(Attendance)) == 1


def test_a_whole_column_is_ticked_or_only_those_seen(ws: Workspace) -> None:
    meeting = event(ws)
    for surname in ("Асанова", "Бекова", "Жусупова"):
        do.register(ws, meeting, person(ws, surname))
    changes = do.tick_column(ws, meeting, FIRST, "morning", True)
    assert the_sheet(ws, meeting).present((FIRST, "morning")) == 3
    ws.write(inverse(changes))
    assert the_sheet(ws, meeting).present((FIRST, "morning")) == 0
    seen = {the_sheet(ws, meeting).rows[1].registration}
    do.tick_column(ws, meeting, FIRST, "morning", True, seen)
    assert the_sheet(ws, meeting).present((FIRST, "morning")) == 1


def test_who_is_taken_off_takes_her_ticks_and_comes_back_by_undo(ws: Workspace) -> None:
    meeting = event(ws)
    aigul = person(ws, "Асанова")
    do.register(ws, meeting, aigul, (FIRST, "morning"))
    (row,) = the_sheet(ws, meeting).rows
    changes = do.unregister(ws, row.registration)
    assert not the_sheet(ws, meeting).rows
    assert not ws.find(Attendance)
    ws.write(inverse(changes))
    assert the_sheet(ws, meeting).present((FIRST, "morning")) == 1


def test_who_was_taken_off_can_be_listed_again(ws: Workspace) -> None:
    meeting = event(ws)
    aigul = person(ws, "Асанова", organisation="Мектеп")
    do.register(ws, meeting, aigul)
    (row,) = the_sheet(ws, meeting).rows
    do.unregister(ws, row.registration)
    with pytest.raises(do.NotThere):
        do.tick(ws, row.registration, FIRST, "morning", True)
    do.register(ws, meeting, aigul, (SECOND, "morning"))
    (again,) = the_sheet(ws, meeting).rows
    assert again.registration == row.registration
    assert the_sheet(ws, meeting).present((SECOND, "morning")) == 1


def test_a_line_is_mended_and_the_age_follows_the_birth_year(ws: Workspace) -> None:
    meeting = event(ws)
    do.register(ws, meeting, person(ws, "Асанова", birth_year=1901))
    (row,) = the_sheet(ws, meeting).rows
    do.correct(ws, row.registration, {"category": "youth"}, {"birth_year": "2001"})
    (row,) = the_sheet(ws, meeting).rows
    assert (row.category, row.birth_year, row.age) == ("youth", 2001, 24)
    with pytest.raises(Invalid) as refused:
        do.correct(ws, row.registration, {"category": "pilot"}, {"birth_year": "2001"})
    assert [problem.field for problem in refused.value.problems] == ["category"]


def test_nobody_is_listed_at_an_event_that_is_gone(ws: Workspace) -> None:
    meeting = event(ws)
    aigul = person(ws, "Асанова")
    ws.write([Remove("event", meeting)])
    with pytest.raises(do.NotThere):
        do.register(ws, meeting, aigul)
    assert sheet(ws, meeting) is None


def test_groups_are_counted_without_a_list(ws: Workspace) -> None:
    fair = event(ws)
    do.count_group(ws, fair, {"sex": "f", "age_group": "youth", "number": "600"})
    (group,) = headcounts(ws, fair)
    do.count_group(ws, fair, {"qualifier": "over"}, group.id)
    (group,) = headcounts(ws, fair)
    assert (group.number, group.qualifier, group.sex) == (600, "over", "f")
    assert the_sheet(ws, fair).headcount == 600
    with pytest.raises(Invalid):
        do.count_group(ws, fair, {"sex": "m"})
    do.drop_group(ws, group.id)
    assert not ws.find(Headcount)


def test_new_means_the_first_event_ever(ws: Workspace) -> None:
    aigul = person(ws, "Асанова")
    earlier, later = event(ws), event(ws, date_from=date(2025, 9, 1), date_to=None)
    for meeting in (later, earlier):
        do.register(ws, meeting, aigul)
    assert [row.is_new for row in the_sheet(ws, earlier).rows] == [True]
    assert [row.is_new for row in the_sheet(ws, later).rows] == [False]


def test_a_withdrawn_consent_is_seen(ws: Workspace) -> None:
    meeting = event(ws)
    do.register_new(ws, meeting, {"surname": "Асанова"}, True)
    (consent,) = ws.find(Consent)
    ws.write([Put("consent", consent.id, {"withdrawn_on": SECOND})])
    assert [row.consent for row in the_sheet(ws, meeting).rows] == ["withdrawn"]


def test_ticks_of_another_fineness_still_count(ws: Workspace) -> None:
    meeting = event(ws)
    do.register(ws, meeting, person(ws, "Асанова"), (FIRST, "afternoon"))
    (row,) = the_sheet(ws, meeting).rows
    assert the_sheet(ws, meeting).presence(row.registration, (FIRST, "day")) is True
    do.tick(ws, row.registration, SECOND, "day", True)
    assert the_sheet(ws, meeting).presence(row.registration, (SECOND, "morning")) is True
    do.tick(ws, row.registration, SECOND, "morning", False)
    assert the_sheet(ws, meeting).presence(row.registration, (SECOND, "morning")) is False


def test_the_sheet_weighs_women_and_men(ws: Workspace) -> None:
    meeting = event(ws)
    for surname, sex in (("А", "f"), ("Б", "f"), ("В", "f"), ("Г", "f"), ("Д", "m"), ("Е", "u")):
        do.register(ws, meeting, person(ws, surname, sex=sex))
    weighed = the_sheet(ws, meeting).balance()
    assert (weighed.women, weighed.men, weighed.unknown) == (4, 1, 1)
    assert (weighed.missing_sex, weighed.how_many_more) == ("m", 1)


def test_three_letters_find_surnames_first_in_any_spelling(ws: Workspace) -> None:
    meeting = event(ws)
    for surname, name in (
        ("Омурзакова", "Гүлнара"),
        ("Асанов", "Өмүрбек"),
        ("Өмүралиева", "Гүлзат"),
        ("Асанова", "Бегимай"),
    ):
        person(ws, surname, name)
    for typed in ("өмү", "Ому", "omu", "ӨМҮ"):
        names = [known.name for known in people_like(ws, typed, meeting)]
        assert names == ["Өмүралиева Гүлзат", "Омурзакова Гүлнара", "Асанов Өмүрбек"]
    assert [one.name for one in people_like(ws, "аса бег", meeting)] == ["Асанова Бегимай"]
    assert people_like(ws, "", meeting) == []
    assert people_like(ws, " - ", meeting) == []


def test_who_is_on_the_list_already_is_found_and_said_so(ws: Workspace) -> None:
    meeting, other = event(ws), event(ws)
    aigul = person(ws, "Асанова", "Айгүл")
    for one in (meeting, other):
        do.register(ws, one, aigul)
    (known,) = people_like(ws, "аса", meeting)
    assert (known.is_listed, known.events) == (True, 2)


def test_a_likely_twin_is_named(ws: Workspace) -> None:
    meeting = event(ws)
    person(ws, "Өмүралиева", "Гүлзат", birth_year=1984, organisation="Айылдык кеңеш")
    person(ws, "Омуралиева", "Гульзат", birth_year=1985)
    person(ws, "Өмүралиева", "Гүлзат", birth_year=1950)
    said = {(one.birth_year, one.alike_year) for one in people_like(ws, "өмүр", meeting)}
    assert said == {(1984, 1985), (1985, 1984), (1950, None)}
    near, *far = people_alike(ws, "Omuralieva", "Gulzat", 1984, meeting)
    assert (near.birth_year, near.is_near) == (1984, True)
    assert [one.is_near for one in far] == [True, False]
    assert people_alike(ws, "Өмүралиева", "", 1984, meeting) == []
    slipped = people_alike(ws, "Өмралиева", "Гүлзат", 1984, meeting)
    assert [one.birth_year for one in slipped] == [1984, 1985]
