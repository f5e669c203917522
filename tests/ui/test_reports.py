"""The page of reports: every report is there, is drawn, and is saved in three forms."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.reports import REPORTS
from app.storage import Workspace
from app.ui.reports.page import ReportsPage
from app.ui.shell import Shell
from tests.ui.events.content import fill_event

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, shell: Shell, settle: Settle, qtbot: QtBot) -> Iterator[ReportsPage]:
    fill_event(workspace)
    shell.show()
    shell.go("reports")
    page: Any = shell.page("reports")
    assert isinstance(page, ReportsPage)
    drawn(page, qtbot)
    yield page
    settle()
    settle()


def drawn(page: ReportsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(
        lambda: (
            not page.paper.is_stale
            and (page.paper.pages.count() > 0 or page.paper.banner.isVisible())
        ),
        timeout=20_000,
    )


def test_every_report_is_listed_and_the_first_is_drawn(page: ReportsPage) -> None:
    assert page.table.model().rowCount() == len(REPORTS)
    assert page.paper.pages.count() > 0


def test_the_arrow_keys_go_from_report_to_report(page: ReportsPage, qtbot: QtBot) -> None:
    page.table.selectRow(1)
    drawn(page, qtbot)
    assert page.where()["report"] == list(REPORTS)[1]
    assert page.form.isVisibleTo(page)


def test_what_is_not_there_yet_is_said_and_nothing_can_be_saved(
    page: ReportsPage, qtbot: QtBot
) -> None:
    page.open(report="resolution")
    qtbot.waitUntil(page.paper.banner.isVisible, timeout=20_000)
    assert not page.paper.save.isEnabled()


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_what_is_shown_is_saved_in_each_form(
    page: ReportsPage,
    shell: Shell,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: Any,
    form: str,
    begins: bytes,
) -> None:
    monkeypatch.setattr(shell.context, "save_file", lambda *_: tmp_path / "paper")
    page.paper.save_it(form)
    settle()
    assert (tmp_path / f"paper.{form}").read_bytes().startswith(begins)


def test_a_report_opens_with_what_it_is_asked_of(
    page: ReportsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    from app.model import Event

    event, *_ = workspace.find(Event)
    page.open(report="programme", event=event.id)
    drawn(page, qtbot)
    assert page.form.values()["event"] == event.id
    assert page.where() == {"report": "programme", "event": event.id}
