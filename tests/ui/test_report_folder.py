"""All documents into one folder, from the page of reports: chosen, reasoned, stopped, noted."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.reports.chosen_event import chosen_event
from app.storage import Workspace
from app.storage.audit import entries
from app.storage.questions.today import report_place
from app.ui.reports.page import ReportsPage
from app.ui.shell import Shell
from tests.ui.reports_page import endless, opened

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, shell: Shell, settle: Settle, qtbot: QtBot) -> Iterator[ReportsPage]:
    yield opened(workspace, shell, qtbot)
    settle()
    settle()


def test_a_folder_that_takes_long_is_stopped_in_the_middle_of_a_document(
    page: ReportsPage, shell: Shell, tmp_path: Path, monkeypatch: Any, qtbot: QtBot
) -> None:
    monkeypatch.setattr(shell.context, "pick_folder", lambda *_: tmp_path / "papers")
    monkeypatch.setattr("app.reports.folder.draw", endless)
    page.open(report="event")
    page.paper.file_it()
    folder = page.paper.folder
    qtbot.waitUntil(lambda: "event" in folder.kinds)
    folder.save_it()
    qtbot.waitUntil(folder.progress.isVisible)
    folder.progress.cancelled.emit()
    qtbot.waitUntil(folder.save.isEnabled)
    assert list((tmp_path / "papers").iterdir()) == []


def test_a_report_that_lay_in_the_folder_before_it_was_stopped_is_not_asked_for_any_more(
    page: ReportsPage,
    shell: Shell,
    workspace: Workspace,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: Any,
    qtbot: QtBot,
) -> None:
    first = [b"%PDF"]
    monkeypatch.setattr(shell.context, "pick_folder", lambda *_: tmp_path / "papers")
    monkeypatch.setattr(
        "app.reports.folder.draw", lambda document, _: first.pop() if first else endless(document)
    )
    page.open(report="event")
    page.paper.file_it()
    folder = page.paper.folder
    qtbot.waitUntil(lambda: "event" in folder.kinds)
    folder.forms["docx"].set_value(True)
    folder.save_it()
    qtbot.waitUntil(lambda: any((tmp_path / "papers").glob("*.pdf")))
    folder.progress.cancelled.emit()
    qtbot.waitUntil(folder.save.isEnabled)
    settle()
    event = chosen_event(workspace.reader, None)
    assert workspace.setting(report_place(event.id))


def test_all_papers_of_a_period_go_into_one_folder(
    page: ReportsPage,
    shell: Shell,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: Any,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(shell.context, "pick_folder", lambda *_: tmp_path / "papers")
    page.open(report="consolidated")
    page.paper.file_it()
    folder = page.paper.folder
    qtbot.waitUntil(lambda: "quota" in folder.kinds)
    for name, tick in folder.kinds.items():
        tick.set_value(name in {"quota", "budget"})
    folder.save_it()
    qtbot.waitUntil(folder.save.isEnabled)
    assert len(list((tmp_path / "papers").iterdir())) == 2
    assert "2" in folder.said.text()
    assert folder.open.isVisibleTo(folder)


@pytest.mark.logs_warnings
def test_after_a_bug_of_ours_one_can_save_again_and_the_last_folder_is_opened(
    page: ReportsPage, shell: Shell, tmp_path: Path, monkeypatch: Any, qtbot: QtBot
) -> None:
    page.open(report="consolidated")
    page.paper.file_it()
    folder = page.paper.folder
    qtbot.waitUntil(lambda: "quota" in folder.kinds)
    for name, tick in folder.kinds.items():
        tick.set_value(name == "quota")
    monkeypatch.setattr(shell.context, "pick_folder", lambda *_: tmp_path / "none")
    with monkeypatch.context() as broken:
        broken.setattr("app.reports.folder.draw", lambda *_: 1 / 0)
        folder.save_it()
        qtbot.waitUntil(folder.save.isEnabled)
    for name in ("one", "two"):
        monkeypatch.setattr(shell.context, "pick_folder", lambda *_, to=name: tmp_path / to)
        folder.save_it()
        qtbot.waitUntil(folder.save.isEnabled)
    opened: list[Path] = []
    monkeypatch.setattr("app.ui.reports.folder_view.open_folder", opened.append)
    folder.open.click()
    assert opened == [tmp_path / "two"]


def test_all_papers_of_an_event_can_be_stopped_and_none_is_half_written(
    page: ReportsPage,
    shell: Shell,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: Any,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(shell.context, "pick_folder", lambda *_: tmp_path / "papers")
    page.open(report="event")
    page.paper.file_it()
    folder = page.paper.folder
    qtbot.waitUntil(lambda: "event" in folder.kinds)
    folder.save_it()
    folder.progress.cancelled.emit()
    qtbot.waitUntil(folder.save.isEnabled)
    for file in (tmp_path / "papers").glob("*"):
        assert file.read_bytes().startswith(b"%PDF")
        assert not file.name.endswith(".part")


def test_lists_with_names_go_into_the_folder_for_a_reason_that_is_noted_once_a_document(
    page: ReportsPage,
    shell: Shell,
    workspace: Workspace,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: Any,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(shell.context, "pick_folder", lambda *_: tmp_path / "papers")
    page.open(report="event")
    page.paper.file_it()
    folder = page.paper.folder
    qtbot.waitUntil(lambda: bool(folder.disclosed))
    for name, tick in folder.kinds.items():
        tick.set_value(name == "event")
        tick.edited.emit(name == "event")
    asked = {one.reports[0]: tick for one, tick in folder.disclosed.items()}
    assert asked["event"].isVisibleTo(folder)
    assert not asked["participants"].isVisibleTo(folder), "that list is not wanted at all"
    folder.save_it()
    qtbot.waitUntil(folder.save.isEnabled)
    say = shell.context.language.text
    left = say(next(iter(folder.disclosed)).parameter.kind.label)
    assert left in folder.said.text(), "it is said what was left out"
    asked["event"].check.click()
    assert folder.reason_row.isVisibleTo(folder)
    folder.save_it()
    assert folder.reason_row.error(), "nothing is asked for a folder before there is a reason"
    folder.why.set_value("Министрликтин суроосу")
    folder.forms["docx"].set_value(True)
    folder.save_it()
    qtbot.waitUntil(folder.save.isEnabled)
    settle()
    facts = [one.facts for one in entries(workspace.reader) if one.what == "report"]
    reason = "Министрликтин суроосу"
    assert facts == [{"report": "event", "form": "pdf, docx", "reason": reason}]
    assert len(list((tmp_path / "papers").iterdir())) == 3


def test_without_a_document_or_a_form_nothing_is_asked(
    page: ReportsPage, shell: Shell, monkeypatch: Any, qtbot: QtBot
) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(shell.context, "pick_folder", never)
    page.paper.file_it()
    folder = page.paper.folder
    qtbot.waitUntil(lambda: bool(folder.kinds))
    folder.forms["pdf"].set_value(False)
    folder.save_it()
    assert folder.said.text()
