"""Clocks that run ahead: kept and marked, shown only when nothing else stands, the same for all."""

from pathlib import Path

from app.model import SuspectClock
from app.model.stamp import FUTURE_MS, now_ms, stamp_ms
from app.storage import Workspace
from app.storage.clocks import ahead_by_days
from app.storage.doctor import examine
from app.storage.entries import suspects
from tests.storage.notebooks import (
    add_person,
    conflicts,
    hand_over,
    notebook,
    person,
    set_person,
)

YEAR = 365 * 24 * 3600 * 1000


def run_ahead(workspace: Workspace, ms: int = 10 * YEAR) -> None:
    """Let the clock of a notebook be wrong."""
    workspace.clock._wall_ms = lambda: now_ms() + ms


def test_a_value_of_the_far_future_is_kept_but_does_not_win(
    ws: Workspace, other: Workspace
) -> None:
    someone = add_person(ws, surname="Асанова")
    hand_over(ws, other)
    run_ahead(other)
    set_person(other, someone, surname="Бекова")
    set_person(ws, someone, surname="Сатарова")
    hand_over(other, ws)
    assert conflicts(ws) == {(someone.hex(), "surname")}
    assert person(ws, someone).surname == "Сатарова"
    assert ahead_by_days(ws.reader) == {other.identity.device: 3650}
    assert examine(ws) == []


def test_all_who_know_of_the_wrong_clock_show_the_same(
    tmp_path: Path, ws: Workspace, other: Workspace
) -> None:
    someone = add_person(ws, surname="Асанова")
    third = notebook(tmp_path / "three", "Тренер Үчүнчү")
    hand_over(ws, other)
    run_ahead(other)
    set_person(other, someone, surname="Бекова")
    set_person(ws, someone, surname="Сатарова")
    run_ahead(third)
    hand_over(other, third)
    hand_over(ws, third)
    assert person(third, someone).surname == "Бекова", "its own clock runs ahead as well"
    hand_over(other, ws)
    hand_over(ws, third)
    hand_over(ws, other)
    shown = {person(one, someone).surname for one in (ws, other, third)}
    assert shown == {"Сатарова"}
    assert ws.digest() == other.digest() == third.digest()
    assert [examine(one) for one in (ws, other, third)] == [[], [], []]
    third.close()


def test_alone_or_as_a_later_edit_its_value_stands(ws: Workspace, other: Workspace) -> None:
    someone = add_person(ws, surname="Асанова")
    hand_over(ws, other)
    run_ahead(other)
    set_person(other, someone, surname="Бекова")
    hand_over(other, ws)
    assert person(ws, someone).surname == "Бекова"
    assert conflicts(ws) == set()
    set_person(ws, someone, surname="Сатарова")
    hand_over(ws, other)
    assert person(other, someone).surname == "Сатарова"


def test_an_undo_forgets_the_doubt_that_came_with_a_package(
    tmp_path: Path, ws: Workspace, other: Workspace
) -> None:
    someone = add_person(ws, surname="Асанова")
    third = notebook(tmp_path / "three", "Тренер Үчүнчү")
    hand_over(ws, other)
    run_ahead(other)
    set_person(other, someone, surname="Бекова")
    set_person(ws, someone, surname="Сатарова")
    run_ahead(third)
    hand_over(other, third)
    hand_over(ws, third)
    hand_over(other, ws)
    hand_over(ws, third)
    [(last,)] = third.reader.execute("SELECT hash FROM package ORDER BY package DESC LIMIT 1")
    third.undo_merge(last, "now")
    assert suspects(third.reader) == {}
    assert person(third, someone).surname == "Бекова"
    assert examine(third) == []
    third.close()


def test_the_local_clock_never_follows(ws: Workspace, other: Workspace) -> None:
    run_ahead(other)
    add_person(other)
    hand_over(other, ws)
    assert stamp_ms(ws.clock.tick()) < now_ms() + FUTURE_MS


def test_a_clock_is_noted_once(ws: Workspace, other: Workspace) -> None:
    run_ahead(other)
    for _ in range(3):
        add_person(other)
        hand_over(other, ws)
    assert len(ws.find(SuspectClock)) == 1
    rows = ws.reader.execute("SELECT count(*) FROM entry WHERE type = 'suspect_clock'")
    assert rows.fetchone() == (0,)
