"""Resolutions: composed of what groups said, laid out by goals or directions, adopted."""

from datetime import date

import pytest

from app.actions.events import create_event
from app.actions.group_work import add_note
from app.actions.records import undo
from app.actions.resolutions import (
    AlreadyAdopted,
    NothingToCompose,
    Proposal,
    add_point,
    add_proposals,
    add_said,
    adopt,
    compose,
    compose_of,
    move_point,
    remove_point,
    renumber,
    reopen,
    save_point,
    save_resolution,
)
from app.errors import Invalid
from app.model import Note, Resolution, ResolutionItem
from app.model.numbering import in_order, numbered
from app.storage import Workspace

GOALS = {"title": "РЕЗОЛЮЦИЯ", "framework": "NPGE-2025"}


@pytest.fixture
def event(ws: Workspace) -> bytes:
    values = {"title": "Жолугушуу", "type": "consultative_meeting"}
    return create_event(ws, {**values, "date_from": date(2025, 5, 12)}).id


def recommend(ws: Workspace, event: bytes, text: str, *codes: str, **more: object) -> bytes:
    values = {"kind": "recommendation", "text": text, "framework_items": codes, **more}
    return add_note(ws, event, values).id


def points(ws: Workspace, resolution: bytes) -> list[ResolutionItem]:
    return in_order(ws.find(ResolutionItem, resolution=resolution))


def lines(ws: Workspace, resolution: bytes) -> list[tuple[str, int | None, str]]:
    found = numbered(ws.find(ResolutionItem, resolution=resolution))
    return [(point.heading, number, point.text) for number, point in found]


def test_points_stand_by_goal_in_the_order_of_the_plan_and_nothing_is_lost(
    ws: Workspace, event: bytes
) -> None:
    recommend(ws, event, "Квота", "NPGE-2025/G09/M02")
    recommend(ws, event, "Жумуш орундары", "NPGE-2025/G01")
    recommend(ws, event, "Окутуу", "NPGE-2025/G01/M07", "NPGE-2025/G02/M01")
    recommend(ws, event, "жумуш  орундары.", "NPGE-2025/G01")
    recommend(ws, event, "Башка")
    add_note(ws, event, {"kind": "problem", "text": "Жумуш жок"})
    made = compose(ws, GOALS, [event]).id
    assert lines(ws, made) == [
        ("NPGE-2025/G01", 1, "Жумуш орундары"),
        ("NPGE-2025/G01", 2, "Окутуу"),
        ("NPGE-2025/G02", 1, "Окутуу"),
        ("NPGE-2025/G09", 1, "Квота"),
        ("", 1, "Башка"),
    ]
    assert [point.section for point in points(ws, made)] == [*["goal"] * 4, "other"]


def test_by_direction_the_national_level_comes_before_the_local(
    ws: Workspace, event: bytes
) -> None:
    recommend(ws, event, "Медиация", "NAP1325-2025/D1", level="local")
    recommend(ws, event, "Эрте эскертүү", "NAP1325-2025/D1/N/M01")
    recommend(ws, event, "Бюджет", "NAP1325-2025/D5/L/M01")
    made = compose(ws, {"title": "Р", "framework": "NAP1325-2025"}, [event]).id
    assert [(one.heading, one.level, one.text) for one in points(ws, made)] == [
        ("NAP1325-2025/D1", "national", "Эрте эскертүү"),
        ("NAP1325-2025/D1", "local", "Медиация"),
        ("NAP1325-2025/D5", "local", "Бюджет"),
    ]


def test_without_recommendations_there_is_nothing_to_compose(ws: Workspace, event: bytes) -> None:
    add_note(ws, event, {"kind": "problem", "text": "Жумуш жок"})
    with pytest.raises(NothingToCompose):
        compose(ws, GOALS, [event])
    assert ws.find(Resolution) == []


def test_more_proposals_go_under_their_headings_once(ws: Workspace) -> None:
    first = [Proposal("Б", ("NPGE-2025/G01",)), Proposal("В", ("NPGE-2025/G02",))]
    made = compose_of(ws, GOALS, first).id
    more = [Proposal("Г", ("NPGE-2025/G01",)), Proposal("в", ("NPGE-2025/G02",))]
    changes = add_proposals(ws, made, more)
    assert [text for _, _, text in lines(ws, made)] == ["Б", "Г", "В"]
    undo(ws, changes)
    assert [text for _, _, text in lines(ws, made)] == ["Б", "В"]


def test_a_moved_point_stands_under_the_heading_it_was_moved_to(ws: Workspace) -> None:
    given = [Proposal(text, ("NPGE-2025/G01",)) for text in "АБ"]
    made = compose_of(ws, GOALS, [*given, Proposal("В", ("NPGE-2025/G09",))]).id
    last = points(ws, made)[-1]
    moved = move_point(ws, last.id, 1)
    assert lines(ws, made) == [
        ("NPGE-2025/G01", 1, "А"),
        ("NPGE-2025/G01", 2, "В"),
        ("NPGE-2025/G01", 3, "Б"),
    ]
    undo(ws, moved)
    assert lines(ws, made)[-1] == ("NPGE-2025/G09", 1, "В")
    move_point(ws, last.id, 0)
    renumber(ws, made)
    assert [(point.text, point.sequence) for point in points(ws, made)] == [
        ("В", 10),
        ("А", 20),
        ("Б", 30),
    ]


def test_parts_of_a_point_bear_no_number(ws: Workspace) -> None:
    given = [
        Proposal("Пробация:", ("NPGE-2025/G07/M01",)),
        Proposal("подготовить", ("NPGE-2025/G07/M01/a",), is_part=True),
        Proposal("Учёт", ("NPGE-2025/G07/M03",)),
    ]
    made = compose_of(ws, GOALS, given).id
    assert [number for _, number, _ in lines(ws, made)][:1] == [1]
    parts = [point.is_part for point in points(ws, made)]
    assert parts.count(True) == 1


def test_an_adopted_resolution_says_so_of_its_notes_and_is_changed_no_more(
    ws: Workspace, event: bytes
) -> None:
    note = recommend(ws, event, "Квота", "NPGE-2025/G09")
    made = compose(ws, GOALS, [event]).id
    (point,) = points(ws, made)
    save_point(ws, point.id, {"text": "Сохранить квоту"})
    with pytest.raises(Invalid):
        adopt(ws, made, "", {})
    adopt(ws, made, "23.05.2025", {"votes_for": "38", "votes_against": 0, "votes_abstained": 2})
    resolution = ws.get(Resolution, made)
    assert resolution is not None
    assert (resolution.status, resolution.votes_for) == ("adopted", 38)
    found = ws.get(Note, note)
    assert found is not None
    assert (found.status, found.text) == ("adopted", "Квота")
    for change in (
        lambda: save_point(ws, point.id, {"text": "…"}),
        lambda: remove_point(ws, point.id),
        lambda: save_resolution(ws, made, {"title": "…"}),
        lambda: adopt(ws, made, "24.05.2025"),
    ):
        with pytest.raises(AlreadyAdopted):
            change()
    reopen(ws, made)
    save_point(ws, point.id, {"text": "Соблюдать квоту"})
    remove_point(ws, point.id)
    assert points(ws, made) == []


def test_a_new_point_takes_heading_and_level_of_the_one_before_it(
    ws: Workspace, event: bytes
) -> None:
    recommend(ws, event, "Жумуш орундары", "NPGE-2025/G01")
    recommend(ws, event, "Квота", "NPGE-2025/G09", level="local")
    made = compose(ws, GOALS, [event]).id
    first, last = points(ws, made)
    before = last.sequence
    for text in ("үч", "эки", "бир"):
        add_point(ws, made, {"text": text}, first.id)
    assert lines(ws, made) == [
        ("NPGE-2025/G01", 1, "Жумуш орундары"),
        ("NPGE-2025/G01", 2, "бир"),
        ("NPGE-2025/G01", 3, "эки"),
        ("NPGE-2025/G01", 4, "үч"),
        ("NPGE-2025/G09", 1, "Квота"),
    ]
    assert points(ws, made)[-1].sequence == before
    add_point(ws, made, {"text": "Аягы"})
    end = points(ws, made)[-1]
    assert (end.text, end.heading, end.level) == ("Аягы", "NPGE-2025/G09", "local")


def test_there_is_room_for_any_number_of_new_points_between_two(
    ws: Workspace, event: bytes
) -> None:
    recommend(ws, event, "Биринчи")
    recommend(ws, event, "Акыркы")
    made = compose(ws, GOALS, [event]).id
    first = points(ws, made)[0].id
    for number in range(12):
        add_point(ws, made, {"text": f"{number}"}, first)
    assert [one.text for one in points(ws, made)] == [
        "Биринчи",
        *(f"{number}" for number in reversed(range(12))),
        "Акыркы",
    ]


def test_the_first_point_of_an_empty_resolution_stands_under_no_goal(ws: Workspace) -> None:
    made = compose_of(ws, GOALS, []).id
    add_point(ws, made, {"text": "Жалгыз"})
    assert lines(ws, made) == [("", 1, "Жалгыз")]
    with pytest.raises(Invalid):
        add_point(ws, made, {"text": " "})


def test_only_notes_of_the_wanted_states_are_composed(ws: Workspace, event: bytes) -> None:
    recommend(ws, event, "Каралама")
    recommend(ws, event, "Түзөтүлгөн", status="edited")
    made = compose(ws, GOALS, [event], statuses={"edited", "adopted"}).id
    assert [text for *_, text in lines(ws, made)] == ["Түзөтүлгөн"]
    with pytest.raises(NothingToCompose):
        compose(ws, GOALS, [event], statuses={"adopted"})


def test_what_was_said_later_is_added_and_nothing_twice(ws: Workspace, event: bytes) -> None:
    recommend(ws, event, "Жумуш орундары", "NPGE-2025/G01")
    made = compose(ws, {**GOALS, "event": event}, [event]).id
    recommend(ws, event, "Насыялар", "NPGE-2025/G01")
    add_said(ws, made)
    assert [text for *_, text in lines(ws, made)] == ["Жумуш орундары", "Насыялар"]
    with pytest.raises(NothingToCompose):
        add_said(ws, made)
    adopt(ws, made, date(2025, 5, 23))
    with pytest.raises(AlreadyAdopted):
        add_said(ws, made)
    with pytest.raises(AlreadyAdopted):
        add_point(ws, made, {"text": "Кечигип"})
