"""The parts of a report that are told in words, written in the window."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.model import ReportText
from app.storage import Workspace
from app.ui.reports.page import ReportsPage
from app.ui.shell import Shell
from tests.ui.events.content import fill_event

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, shell: Shell, settle: Settle, qtbot: QtBot) -> Iterator[ReportsPage]:
    """The final report's texts, open for writing."""
    fill_event(workspace)
    shell.show()
    shell.go("reports", report="final", writes=True)
    page: Any = shell.page("reports")
    qtbot.waitUntil(lambda: bool(page.paper.writing.parts()))
    yield page
    settle()
    settle()


def written(workspace: Workspace) -> dict[tuple[str | None, str | None], str]:
    return {(one.section, one.written_in): one.text for one in workspace.find(ReportText)}


def test_every_part_is_listed_with_what_stands_there_otherwise(page: ReportsPage) -> None:
    parts = page.paper.writing.parts()
    assert parts[:2] == ["introduction/ky", "aims/ky"]
    assert page.paper.writing.field("introduction", "ky").paper.placeholderText()


def test_what_is_typed_is_kept_and_undone(
    page: ReportsPage, workspace: Workspace, shell: Shell, settle: Settle, qtbot: QtBot
) -> None:
    field = page.paper.writing.field("conclusion", "ky")
    field.focus()
    qtbot.keyClicks(field.paper, "Men jazdym")
    page.paper.writing.leave()
    settle()
    assert written(workspace) == {("conclusion", "ky"): "Men jazdym"}
    shell.context.undo_last()
    settle()
    assert written(workspace) == {}


def test_what_is_typed_is_kept_when_the_page_is_left_at_once(
    page: ReportsPage, workspace: Workspace, shell: Shell, settle: Settle, qtbot: QtBot
) -> None:
    qtbot.keyClicks(page.paper.writing.field("aims", "ky").paper, "Maksat")
    shell.go("today")
    settle()
    assert written(workspace) == {("aims", "ky"): "Maksat"}


def test_two_languages_are_written_side_by_side(page: ReportsPage, qtbot: QtBot) -> None:
    page.paper.code.set_value("ky+ru")
    page.paper.refresh()
    qtbot.waitUntil(lambda: "aims/ru" in page.paper.writing.parts())
    assert page.paper.writing.parts()[:2] == ["introduction/ky", "introduction/ru"]


def test_what_is_typed_belongs_to_the_period_it_was_typed_for(
    page: ReportsPage, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    qtbot.keyClicks(page.paper.writing.field("aims", "ky").paper, "Maksat")
    page.open(report="final", territory="41705000000000")
    settle()
    qtbot.waitUntil(lambda: page.paper.writing.field("aims", "ky").value() == "")
    (text,) = workspace.find(ReportText)
    assert (text.text, text.territory) == ("Maksat", None)


def test_a_report_without_words_of_its_own_shows_its_pages(page: ReportsPage) -> None:
    page.open(report="quota")
    assert not page.paper.is_writing
    assert [one.code for one in page.paper.views.segments()] == ["pages", "folder"]
