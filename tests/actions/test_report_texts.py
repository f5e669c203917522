"""Texts of reports: written once, kept as records, met and merged like all others."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.actions.records import undo
from app.actions.report_texts import NoSuchSection, write_texts
from app.errors import Invalid
from app.model import ReportText
from app.model.enumerations import ENUMERATIONS
from app.model.report_text import FINAL, SECTIONS, Subject
from app.storage import Workspace
from app.storage.questions.conflicts import conflicts
from app.storage.questions.report_texts import written_texts
from tests.storage.notebooks import hand_over, notebook

MAY = Subject(territory="41705000000000", since=date(2025, 5, 1), until=date(2025, 5, 31))


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    """Another notebook."""
    made = notebook(tmp_path / "other", "Тренер Экинчи")
    yield made
    made.close()


def test_every_section_of_every_report_has_a_name() -> None:
    assert set(SECTIONS) == set(ENUMERATIONS["written_report"])
    named = {section for sections in SECTIONS.values() for section in sections}
    assert named == set(ENUMERATIONS["report_section"])


def test_a_text_is_written_changed_emptied_and_each_is_undone(ws: Workspace) -> None:
    write_texts(ws, FINAL, MAY, {("introduction", "ky"): "Киришүү"})
    changes = write_texts(ws, FINAL, MAY, {("introduction", "ky"): "Башка"})
    assert written_texts(ws.reader, FINAL, MAY) == {"introduction": {"ky": "Башка"}}
    undo(ws, changes)
    assert written_texts(ws.reader, FINAL, MAY) == {"introduction": {"ky": "Киришүү"}}
    write_texts(ws, FINAL, MAY, {("introduction", "ky"): ""})
    assert written_texts(ws.reader, FINAL, MAY) == {}


def test_a_text_belongs_to_one_report_of_one_period_place_and_language(ws: Workspace) -> None:
    write_texts(ws, FINAL, MAY, {("aims", "ky"): "Максат", ("aims", "ru"): "Цель"})
    assert written_texts(ws.reader, FINAL, MAY) == {"aims": {"ky": "Максат", "ru": "Цель"}}
    assert written_texts(ws.reader, FINAL, Subject()) == {}
    assert written_texts(ws.reader, "consolidated", MAY) == {}
    goal = replace(MAY, goal="NPGE-2025/G01")
    write_texts(ws, FINAL, goal, {("aims", "ky"): "Бир максат"})
    assert written_texts(ws.reader, FINAL, goal) == {"aims": {"ky": "Бир максат"}}
    assert written_texts(ws.reader, FINAL, MAY)["aims"]["ky"] == "Максат"


def test_nothing_is_kept_of_a_part_nobody_wrote(ws: Workspace) -> None:
    assert not write_texts(ws, FINAL, MAY, {("aims", "ky"): "  "})
    assert ws.find(ReportText) == []


def test_a_part_no_report_has_and_a_text_without_end_are_refused(ws: Workspace) -> None:
    with pytest.raises(NoSuchSection, match=r"no part annexes .*introduction, conclusion"):
        write_texts(ws, "event", Subject(event=b"e" * 16), {("annexes", "ky"): "…"})
    with pytest.raises(Invalid):
        write_texts(ws, FINAL, MAY, {("aims", "ky"): "а" * 20_001})


def test_two_who_write_the_same_part_meet_in_a_conflict_and_neither_is_lost(
    ws: Workspace, other: Workspace
) -> None:
    write_texts(ws, FINAL, MAY, {("conclusion", "ky"): "Биринчи"})
    write_texts(other, FINAL, MAY, {("conclusion", "ky"): "Экинчи"})
    hand_over(other, ws)
    hand_over(ws, other)
    assert written_texts(ws.reader, FINAL, MAY) == written_texts(other.reader, FINAL, MAY)
    (conflict,) = conflicts(ws)
    assert (conflict.type_name, conflict.field) == ("report_text", "text")
    assert {one.value for one in conflict.standing} == {"Биринчи", "Экинчи"}


def test_a_text_travels_and_stands_where_it_was_written_for(
    ws: Workspace, other: Workspace
) -> None:
    write_texts(ws, FINAL, MAY, {("contacts", "ru"): "Наши контакты"})
    hand_over(ws, other)
    assert written_texts(other.reader, FINAL, MAY) == {"contacts": {"ru": "Наши контакты"}}
