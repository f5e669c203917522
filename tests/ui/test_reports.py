"""The page of reports: every report is there, is drawn, and is saved in three forms."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.actions.events import create_event
from app.actions.records import save
from app.language import language
from app.model import Framework, new_id
from app.model.periods import days_of
from app.reports import REPORTS, make, meant_by
from app.reports.chosen_event import chosen_event
from app.storage import Workspace
from app.storage.audit import entries
from app.storage.questions.papers import last_choices
from app.ui.kit import PickField
from app.ui.reports.page import ReportsPage
from app.ui.reports.pages_view import Wish, draw_preview
from app.ui.shell import Shell
from tests.storage.plans import tell
from tests.ui.events.content import fill_event
from tests.ui.reports_page import drawn, endless, opened

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, shell: Shell, settle: Settle, qtbot: QtBot) -> Iterator[ReportsPage]:
    yield opened(workspace, shell, qtbot)
    settle()
    settle()


def hold_a_later_one(shell: Shell, settle: Settle) -> None:
    held = {"title": "Кийинки жолугушуу", "type": "training", "date_from": date.today()}
    shell.context.do(create_event, {**held, "status": "held"})
    settle()
    settle()


def test_every_report_is_listed_and_the_first_is_drawn(page: ReportsPage) -> None:
    assert page.table.model().rowCount() == len(REPORTS)
    assert page.paper.pages.count() > 0


def test_a_bar_that_comes_beside_the_pages_has_them_drawn_no_second_time(
    page: ReportsPage, qtbot: QtBot
) -> None:
    begun: list[bool] = []
    pane = page.paper.pane
    pane.drawn.connect(lambda *_: pane.begun.connect(lambda: begun.append(True)))
    page.open(report="final")
    drawn(page, qtbot)
    qtbot.waitUntil(lambda: pane.scroller.verticalScrollBar().isVisible())
    assert not begun


def test_tab_goes_as_the_eye_does_from_the_list_to_the_pages_the_wishes_and_the_ways_out(
    page: ReportsPage, qtbot: QtBot
) -> None:
    for name in ("consolidated", "event"):
        page.open(report=name)
        drawn(page, qtbot)
        met, at = [page.table], page.table.nextInFocusChain()
        while at is not page.table:
            met.append(at)
            at = at.nextInFocusChain()
        stops = [
            page.paper.views.segments()[0],
            page.paper.scroller,
            *(page.form.field(asked).editor() for asked in page.form.values()),
            *(tick.check for tick in page.options.ticks.values()),
            page.paper.code.segments()[0],
            page.paper.save,
            page.paper.side.word,
            page.paper.side.print,
        ]
        places = [met.index(one) for one in stops]
        assert places == sorted(places), name


def test_enter_goes_to_the_first_wish_of_a_report(page: ReportsPage, qtbot: QtBot) -> None:
    page.open(report="consolidated")
    page.options.focus()
    period = page.options.period
    assert period is not None
    assert period.editor().hasFocus()
    page.open(report="senders")
    page.options.focus()
    assert page.form.field("days").editor().hasFocus()


def test_the_arrow_keys_go_from_report_to_report(page: ReportsPage, qtbot: QtBot) -> None:
    page.table.selectRow(1)
    drawn(page, qtbot)
    assert page.where()["report"] == list(REPORTS)[1]
    assert page.form.isVisibleTo(page)


def test_what_is_not_there_yet_is_said_and_nothing_can_be_saved(
    page: ReportsPage, qtbot: QtBot
) -> None:
    page.open(report="resolution")
    qtbot.waitUntil(page.paper.banner.isVisible)
    assert not page.paper.save.isEnabled()


def test_what_is_not_for_a_certificate_itself_is_said_once_above_its_pages(
    page: ReportsPage, shell: Shell, qtbot: QtBot
) -> None:
    layout = {"name": "Бланк", "for_all": True, "logo": "ab" * 32}
    shell.context.do(save, "document_layout", new_id(), layout)
    event = meant_by(shell.context.workspace, "certificate")["event"]
    for name in ("Айгүл", "Нур"):
        person = new_id()
        shell.context.do(save, "person", person, {"surname": "Асанова", "name": name})
        came = {"event": event, "person": person, "status": "attended"}
        shell.context.do(save, "registration", new_id(), came)
    page.open(report="certificate")
    qtbot.waitUntil(lambda: page.paper.pages.count() > 1)
    assert page.paper.banner.isVisible()
    assert page.paper.save.isEnabled()
    page.open(report="programme")
    drawn(page, qtbot)
    assert not page.paper.banner.isVisible()


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


def test_the_event_that_is_meant_while_none_is_chosen_stands_in_its_field(
    page: ReportsPage, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    event = chosen_event(workspace.reader, None)
    for name in ("event", "sign-in-sheet", "participants", "certificate", "programme"):
        page.open(report=name)
        settle()
        assert page.form.values()["event"] == event.id, name
        assert event.title in page.form.field("event").editor().text()
        assert "event" not in page.options.values(), "it is not chosen, and a later one follows"
    page.form.field("event").editor().clear()
    page.form.field("event").set_value(None)
    page.form.committed.emit("event", None)
    settle()
    assert page.form.values()["event"] == event.id


def test_a_later_event_takes_the_place_of_one_that_was_only_meant(
    page: ReportsPage, shell: Shell, settle: Settle
) -> None:
    hold_a_later_one(shell, settle)
    assert "Кийинки жолугушуу" in page.form.field("event").editor().text()


@pytest.mark.parametrize("is_opened", [True, False], ids=["opened", "picked"])
def test_the_event_that_was_chosen_stays_when_a_later_one_is_held(
    page: ReportsPage, shell: Shell, workspace: Workspace, settle: Settle, *, is_opened: bool
) -> None:
    event = chosen_event(workspace.reader, None)
    page.open(report="programme")
    settle()
    field = page.form.field("event")
    assert isinstance(field, PickField)
    if is_opened:
        page.open(report="programme", event=event.id)
    else:
        field.search.picked.emit((event.id, event.title))
    settle()
    assert page.options.values()["event"] == event.id, "the meant one was chosen on purpose"
    hold_a_later_one(shell, settle)
    assert page.where() == {"report": "programme", "event": event.id}
    page.table.selectRow(list(REPORTS).index("participants"))
    settle()
    assert page.options.values()["event"] == event.id, "the next report is of it as well"
    page.table.selectRow(list(REPORTS).index("programme"))
    field.set_value(None)
    field.edited.emit(None)
    field.committed.emit(None)
    settle()
    assert "Кийинки жолугушуу" in field.search.text()
    assert "event" not in page.options.values(), "who empties the field leaves it to what is meant"


def test_a_field_that_is_only_passed_by_chooses_nothing(
    page: ReportsPage, shell: Shell, settle: Settle
) -> None:
    page.open(report="programme")
    settle()
    field = page.form.field("event")
    assert isinstance(field, PickField)
    field.search.editingFinished.emit()
    settle()
    assert "event" not in page.options.values()
    hold_a_later_one(shell, settle)
    assert "Кийинки жолугушуу" in field.search.text()


@pytest.mark.parametrize("name", [one.name for one in REPORTS.values()])
def test_every_record_a_report_means_without_one_is_the_record_it_is_made_of(
    workspace: Workspace, name: str
) -> None:
    tell(workspace)
    fill_event(workspace)
    meant = meant_by(workspace, name)
    asked = {one.name for one in REPORTS[name].parameters if one.meant}
    assert asked - {"layout", "survey"} == set(meant) - {"layout"}
    if "survey" not in asked:
        shown = make(name, workspace, language("en"), meant)
        assert shown == make(name, workspace, language("en"))


def test_both_languages_are_drawn_and_saved_as_one_paper(
    page: ReportsPage,
    shell: Shell,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: Any,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(shell.context, "save_file", lambda *_: tmp_path / "paper")
    page.open(report="programme")
    page.paper.code.set_value("ky+ru")
    page.paper.refresh()
    drawn(page, qtbot)
    page.paper.save_it("docx")
    settle()
    import docx

    words = "\n".join(p.text for p in docx.Document(str(tmp_path / "paper.docx")).paragraphs)
    assert "Программа" in words


def test_people_are_named_in_a_file_only_for_a_reason_which_is_noted(
    page: ReportsPage,
    shell: Shell,
    workspace: Workspace,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: Any,
) -> None:
    monkeypatch.setattr(shell.context, "save_file", lambda *_: tmp_path / "paper.pdf")
    page.open(report="event")
    assert not page.options.reason_row.isVisibleTo(page)
    page.options.ticks["names"].check.click()
    assert page.options.reason_row.isVisibleTo(page)
    page.paper.save_it()
    settle()
    assert page.options.reason_row.error()
    assert not (tmp_path / "paper.pdf").exists()
    page.options.why.line.setFocus()
    page.options.why.set_value("Министрликтин суроосу")
    page.options.why.edited.emit("Министрликтин суроосу")
    page.paper.save_it()
    settle()
    settle()
    assert (tmp_path / "paper.pdf").exists()
    (entry,) = [one for one in entries(workspace.reader) if one.what == "report"]
    assert entry.facts == {"report": "event", "form": "pdf", "reason": "Министрликтин суроосу"}


def test_what_a_report_is_of_is_meant_for_the_next_one_and_the_next_time(
    page: ReportsPage, shell: Shell, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    page.open(report="consolidated", since=date(2026, 1, 1), territory="41705000000000")
    page.table.selectRow(list(REPORTS).index("quota"))
    assert page.options.values()["since"] == date(2026, 1, 1)
    shell.go("today")
    settle()
    kept = last_choices(workspace)
    assert (kept["since"], kept["territory"]) == (date(2026, 1, 1), "41705000000000")
    later = ReportsPage(shell.context)
    qtbot.addWidget(later)
    later.open(report="final")
    assert later.options.values()["since"] == date(2026, 1, 1)


def test_a_period_is_chosen_by_its_name_and_fills_in_its_days(page: ReportsPage) -> None:
    page.open(report="consolidated")
    period = page.options.period
    assert period is not None
    period.focus()
    QTest.keyClick(period.combo, Qt.Key.Key_Down)
    QTest.keyClick(period.combo, Qt.Key.Key_Down)
    since, until = days_of("last_year", date.today())
    assert (page.options.values()["since"], page.options.values()["until"]) == (since, until)
    quarter = days_of("last_quarter", date.today())
    page.open(report="consolidated", since=quarter[0], until=quarter[1])
    assert page.options.period is not None
    assert page.options.period.value() == "last_quarter"
    page.open(report="certificate")
    assert page.options.period is None


def test_a_figure_that_leads_here_is_asked_of_exactly_what_it_was_of(page: ReportsPage) -> None:
    page.open(report="consolidated", since=date(2026, 1, 1), territory="41705000000000")
    page.open(report="consolidated", until=date(2026, 12, 31), framework="NPGE-2025")
    assert page.options.values() == {
        "until": date(2026, 12, 31),
        "framework": Framework.id_for({"code": "NPGE-2025"}),
        "small": False,
    }


def test_a_goal_is_picked_by_its_words_and_not_by_its_code(
    page: ReportsPage, settle: Settle, qtbot: QtBot
) -> None:
    page.open(report="consolidated", goal="NPGE-2025/G01")
    drawn(page, qtbot)
    assert page.options.values()["goal"] == "NPGE-2025/G01"
    field = page.form.field("goal")
    assert isinstance(field, PickField)
    assert len(field.editor().text()) > len("NPGE-2025/G01")
    page.paper.code.set_value("en")
    page.paper.refresh()
    drawn(page, qtbot)
    assert not page.paper.banner.isVisible()


def test_a_period_without_events_and_a_territory_without_data_are_clean_pages(
    page: ReportsPage, qtbot: QtBot
) -> None:
    for name in ("consolidated", "final", "quota", "budget"):
        page.open(report=name, since=date(1990, 1, 1), until=date(1990, 12, 31))
        drawn(page, qtbot)
        assert page.paper.pages.count() > 0
        assert not page.paper.banner.isVisible()


def test_days_that_cannot_be_meant_are_said_in_place_of_pages_that_heed_them_not(
    page: ReportsPage, qtbot: QtBot
) -> None:
    page.open(report="quota", since=date(2026, 1, 1), until=date(2025, 1, 1))
    qtbot.waitUntil(page.paper.banner.isVisible)
    assert not page.paper.save.isEnabled()
    page.open(report="quota", since=date(2025, 1, 1), until=date(2026, 1, 1))
    drawn(page, qtbot)
    qtbot.waitUntil(page.paper.save.isEnabled)
    assert not page.paper.banner.isVisible()


def test_a_wish_that_is_no_longer_wanted_is_not_drawn(workspace: Workspace) -> None:
    assert draw_preview(workspace, "quota", "ky", {}, 400, Wish(is_stale=True)) is None


def test_a_file_that_takes_long_can_be_stopped_and_leaves_nothing(
    page: ReportsPage, shell: Shell, settle: Settle, tmp_path: Path, monkeypatch: Any, qtbot: QtBot
) -> None:
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(shell.context, "save_file", lambda *_: tmp_path / "out" / "paper.pdf")
    monkeypatch.setattr("app.ui.reports.printing.draw", endless)
    page.paper.save_it()
    assert page.paper.side.is_busy
    page.paper.save_it("docx")
    qtbot.waitUntil(page.paper.side.progress.isVisible)
    page.paper.side.progress.cancelled.emit()
    qtbot.waitUntil(lambda: not page.paper.side.is_busy)
    assert not page.paper.side.progress.isVisible()
    assert page.paper.save.isEnabled(), "the keyboard stays where it was"
    assert list((tmp_path / "out").iterdir()) == []


def test_a_drawing_of_which_something_else_was_wished_ends_in_the_middle(
    page: ReportsPage, monkeypatch: Any, qtbot: QtBot
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("app.ui.reports.pages_view.draw", endless)
        page.open(report="quota")
        qtbot.waitUntil(lambda: not page.paper.is_stale)
    page.open(report="programme")
    drawn(page, qtbot)
    assert page.paper.pages.count() > 0


def test_leaving_the_page_ends_its_drawing(
    page: ReportsPage, shell: Shell, monkeypatch: Any, qtbot: QtBot
) -> None:
    monkeypatch.setattr("app.ui.reports.pages_view.draw", endless)
    page.open(report="quota")
    qtbot.waitUntil(lambda: not page.paper.is_stale)
    shell.go("today")
    assert shell.context.tasks.wait(120)


def test_a_name_typed_without_its_ending_writes_over_nothing(
    page: ReportsPage, shell: Shell, settle: Settle, tmp_path: Path, monkeypatch: Any
) -> None:
    (tmp_path / "paper.pdf").write_bytes(b"mine")
    monkeypatch.setattr(shell.context, "save_file", lambda *_: tmp_path / "paper")
    page.paper.save_it()
    settle()
    assert (tmp_path / "paper.pdf").read_bytes() == b"mine"
    assert (tmp_path / "paper (2).pdf").read_bytes().startswith(b"%PDF")
