"""The report as it will be printed: drawn pages, in any language, saved as the same file."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.model import Event
from app.reports.chosen_event import chosen_event
from app.storage import Workspace
from app.storage.questions.today import DONE, today_facts
from app.ui.events.report import ReportTab
from app.ui.reports.printing import save_report
from app.ui.shell import Shell
from tests.ui.events.content import fill_event

Settle = Callable[[], None]


@pytest.fixture
def tab(workspace: Workspace, shell: Shell, settle: Settle, qtbot: QtBot) -> Iterator[ReportTab]:
    event = fill_event(workspace)
    shell.show()
    shell.go("events", event=event, tab="report")
    page: Any = shell.page("events")
    tab = page.view.here
    assert isinstance(tab, ReportTab)
    drawn(tab, qtbot)
    yield tab
    settle()
    settle()


def drawn(tab: ReportTab, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not tab.view.is_stale and tab.view.pages.count() > 0)


def test_the_pages_are_really_drawn(tab: ReportTab) -> None:
    page: Any = tab.view.pages._column.itemAt(0).widget()
    image = page._page
    inks = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, 400, 3)}
    assert len(inks) > 10


def test_the_sheet_to_sign_lies_and_has_its_own_wishes(tab: ReportTab, qtbot: QtBot) -> None:
    tab.paper.set_value("sign-in-sheet")
    tab.paper.committed.emit("sign-in-sheet")
    assert tab.options.ticks["phone"].isVisibleTo(tab)
    assert "names" not in tab.options.names()
    drawn(tab, qtbot)
    assert tab.wanted() == {"event": tab.event_id, "phone": True}


@pytest.mark.parametrize(("code", "word"), [("ky", "Программа"), ("en", "Programme")])
def test_the_saved_file_is_in_the_language_of_the_paper(
    tab: ReportTab,
    shell: Shell,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: Any,
    code: str,
    word: str,
) -> None:
    import pypdfium2

    monkeypatch.setattr(shell.context, "save_file", lambda *_: tmp_path / "report")
    tab.view.code.set_value(code)
    tab.view.save_it()
    settle()
    document = pypdfium2.PdfDocument((tmp_path / "report.pdf").read_bytes())
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert word in text


def test_a_change_elsewhere_draws_the_pages_anew(
    tab: ReportTab, shell: Shell, settle: Settle, qtbot: QtBot
) -> None:
    from app.actions.events import save_event

    shell.context.do(save_event, tab.event_id, {"title": "Башка аталыш"})
    settle()
    assert tab.view.is_stale or tab.view.pane.timer.isActive() or tab.view.pages.count()
    drawn(tab, qtbot)


def test_saving_the_report_of_the_event_that_is_meant_is_known_as_well(
    tab: ReportTab,
    shell: Shell,
    workspace: Workspace,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: Any,
) -> None:
    meant = chosen_event(workspace.reader, None).id
    monkeypatch.setattr(shell.context, "save_file", lambda *_: tmp_path / "paper")
    save_report(shell.context, "event", {})
    settle()
    (noted,) = [
        one for one in today_facts(workspace, date.today()).unfinished if one.event.id == meant
    ]
    assert noted.report.state == DONE


def test_an_event_that_is_gone_is_said_and_not_drawn(
    tab: ReportTab, shell: Shell, settle: Settle, qtbot: QtBot
) -> None:
    from app.actions.records import delete

    shell.context.do(delete, "event", tab.event_id)
    settle()
    qtbot.waitUntil(tab.view.banner.isVisible)


def test_today_knows_that_the_report_was_saved_but_not_for_another_paper(
    tab: ReportTab,
    shell: Shell,
    workspace: Workspace,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: Any,
) -> None:
    def is_made() -> bool:
        [one] = [
            one
            for one in today_facts(workspace, date.today()).unfinished
            if one.event.id == tab.event_id
        ]
        return one.report.state == DONE

    monkeypatch.setattr(shell.context, "save_file", lambda *_: tmp_path / "paper")
    save_report(shell.context, "programme", {"event": tab.event_id})
    settle()
    assert not is_made()
    tab.view.save_it()
    settle()
    assert is_made()


def test_the_proposed_file_is_called_after_the_day_so_that_two_events_differ(
    tab: ReportTab, shell: Shell, workspace: Workspace, monkeypatch: Any
) -> None:
    proposed: list[str] = []
    monkeypatch.setattr(
        shell.context, "save_file", lambda _title, name, _filter: proposed.append(name)
    )
    save_report(shell.context, "event", {"event": tab.event_id})
    event = workspace.get(Event, tab.event_id)
    assert event is not None
    assert proposed[0].startswith(f"{event.date_from} ")
