"""Filled forms of other programs come in through the window: seen first, taken, taken back."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.actions.surveys import AddedForm
from app.model import Submission
from app.storage import Workspace
from app.ui.context import Context
from app.ui.surveys.page import SurveysPage
from tests.storage.surveys import document
from tests.ui.keyboard import show_active

Settle = Callable[[], None]
Choose = Callable[..., None]


@pytest.fixture
def page(context: Context, village: AddedForm, settle: Settle, qtbot: QtBot) -> SurveysPage:
    """The page with the village's survey opened; nobody has answered."""
    page = SurveysPage(context)
    qtbot.addWidget(page)
    context.changed.connect(page.changed)
    context.went.connect(lambda _, where: page.open(**where))
    page.resize(1146, 720)
    show_active(page)
    page.open(survey=village.survey)
    settle()
    return page


@pytest.fixture
def choose(page: SurveysPage, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> Choose:
    """Chooses these files when the page asks for some."""

    def choose(*paths: Path) -> None:
        monkeypatch.setattr(page.context, "pick_files", lambda *_: list(paths))
        page.view.take_in()
        settle()

    return choose


def table(path: Path, *rows: tuple[object, ...]) -> Path:
    """A table of filled forms as other programs write it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("meta/instanceID", "school", "age"), *rows])
    return path


def test_what_files_would_change_is_seen_before_it_changes(
    page: SurveysPage, choose: Choose, workspace: Workspace, tmp_path: Path, settle: Settle
) -> None:
    choose(table(tmp_path / "a.csv", ("uuid:1", "yes", 40), ("uuid:2", "yes", 51)))
    intake = page.view.intake
    assert intake.isVisible()
    assert not intake.table.isVisible()
    assert "2" in intake.act.text()
    assert not workspace.find(Submission)
    intake.act.click()
    settle()
    assert len(workspace.find(Submission)) == 2
    assert not intake.isVisible()
    page.context.undo_last()
    settle()
    assert not workspace.find(Submission)


def test_each_mistake_is_shown_with_its_table_row_and_column_and_nothing_is_taken(
    page: SurveysPage, choose: Choose, workspace: Workspace, tmp_path: Path, settle: Settle
) -> None:
    choose(table(tmp_path / "a.csv", ("uuid:1", "yes", "many"), ("uuid:2", "yes", 51)))
    intake = page.view.intake
    assert intake.table.isVisible()
    said = [cell.text for cell in intake._problem_cells(intake.table.rows()[0])]
    assert said[1:] == ["a.csv", "C (age)", "2"]
    assert not intake.act.isEnabled()
    assert not workspace.find(Submission)
    choose(table(tmp_path / "a.csv", ("uuid:1", "yes", 40)))
    assert intake.act.isEnabled()
    assert not intake.table.isVisible()


def test_what_is_here_already_is_said_and_cannot_be_taken_again(
    page: SurveysPage, choose: Choose, tmp_path: Path, settle: Settle
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(document(name="uuid:1", school="yes", age=40), "utf-8")
    choose(path)
    page.view.intake.act.click()
    settle()
    choose(path)
    assert not page.view.intake.act.isEnabled()
    assert "бар" in page.view.intake.banner.accessibleName()


def test_a_file_that_is_no_table_is_refused_and_the_page_can_be_left(
    page: SurveysPage, choose: Choose, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"no workbook")
    choose(path)
    intake = page.view.intake
    assert "a.xlsx" in intake.banner.accessibleName()
    assert not intake.act.isEnabled()
    qtbot.keyClick(intake.again, Qt.Key.Key_Escape)
    assert not intake.isVisible()
    assert not workspace.find(Submission)


def test_a_survey_nobody_answered_offers_to_take_filled_forms_in(
    page: SurveysPage, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(tmp_path / "a.csv", ("uuid:1", "yes", 40))
    monkeypatch.setattr(page.context, "pick_files", lambda *_: [path])
    here = page.view.here
    assert here is not None
    here.empty.other_chosen.emit()  # type: ignore[attr-defined]
    settle()
    assert page.view.intake.isVisible()
