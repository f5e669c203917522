"""Answers written out of the window: in each form, stopped without a trace, names with a reason."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from app.actions.surveys import AddedForm
from app.language import language
from app.reports.answers import Wish
from app.storage import Workspace
from app.storage.selection import AnswerFilter
from app.ui.context import Context
from app.ui.surveys import result_export
from app.ui.surveys.result_export import ExportPane, Order, write_answers
from app.ui.surveys.results import ResultsTab
from app.ui.tasks import Cancelled, Progress
from tests.ui.surveys.filled import SAID, add_shipped, fill_by_chance

Settle = Callable[[], None]


@pytest.fixture
def feedback(workspace: Workspace) -> AddedForm:
    """Thirty filled forms with codes, in two rounds."""
    added = add_shipped(workspace, "event_feedback")
    chance = random.Random(5)
    for number, count in ((1, 18), (2, 12)):
        fill_by_chance(workspace, added.version, count, chance, round=number, code="Сыр-7")
    return added


@pytest.fixture
def pane(context: Context, feedback: AddedForm, qtbot: QtBot) -> ExportPane:
    """The pane, offered for the second round."""
    pane = ExportPane(context)
    qtbot.addWidget(pane)
    pane.offer(feedback.survey, "depter_event_feedback", AnswerFilter(round=2), ("2-айлампа",))
    pane.show()
    return pane


def said(pane: ExportPane) -> str:
    return pane.result.accessibleName()


def test_a_workbook_has_the_forms_a_filter_leaves_without_codes(
    pane: ExportPane, tmp_path: Path, settle: Settle
) -> None:
    pane.write(tmp_path / "a.xlsx")
    settle()
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet.max_row == 13
    assert "Сыр-7" not in {cell.value for row in sheet.iter_rows() for cell in row}
    assert "a.xlsx" in said(pane)
    assert "12" in said(pane)


def test_csv_has_codes_or_words_and_a_column_for_each_choice(
    pane: ExportPane, tmp_path: Path, settle: Settle
) -> None:
    pane.form.segments()[1].click()
    pane.codes.segments()[1].click()
    pane.split.set_value(True)
    pane.write(tmp_path / "a.csv")
    settle()
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith("\ufeff".encode())
    head, *rows = content.decode("utf-8-sig").splitlines()
    assert "hindrances/childcare" in head
    assert len(rows) == 12


def test_documents_go_into_a_folder_of_their_own(
    pane: ExportPane, tmp_path: Path, settle: Settle
) -> None:
    pane.form.segments()[2].click()
    assert not pane.codes.isVisible()
    pane.write(tmp_path)
    settle()
    assert len(list(tmp_path.rglob("submission.xml"))) == 12
    pane.write(tmp_path)
    settle()
    assert "Сакталган жок" in said(pane)


def test_the_drawn_report_has_neither_names_nor_words(
    pane: ExportPane, tmp_path: Path, settle: Settle
) -> None:
    pane.form.segments()[3].click()
    assert not pane.full.isVisible()
    pane.write(tmp_path / "a.pdf")
    settle()
    read = "".join(page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages)
    assert "2-айлампа" in read
    assert not any(words in read for words in SAID)


def test_names_go_out_only_with_a_reason_and_the_audit_keeps_it(
    pane: ExportPane, workspace: Workspace, tmp_path: Path, settle: Settle
) -> None:
    pane.full.set_value(True)
    pane.full.committed.emit(True)
    assert pane.reason_row.isVisible()
    pane.choose_place()
    assert not list(tmp_path.glob("*.xlsx"))
    pane.reason.set_value("Министрлик сурады")
    pane.write(tmp_path / "a.xlsx")
    settle()
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert "Сыр-7" in {cell.value for row in sheet.iter_rows() for cell in row}
    facts = [row[0] for row in workspace.reader.execute("SELECT facts FROM audit")]
    assert any(
        "Министрлик сурады" in json.dumps(json.loads(one), ensure_ascii=False) for one in facts
    )


def test_what_is_stopped_leaves_nothing_behind(
    workspace: Workspace, feedback: AddedForm, tmp_path: Path
) -> None:
    fill_by_chance(workspace, feedback.version, 1000, random.Random(9))
    for form in ("xlsx", "csv", "xml", "pdf"):
        stopping = Progress(lambda *_: stopping.cancel())  # noqa: B023 - at once
        folder = tmp_path / "out"
        folder.mkdir(exist_ok=True)
        place = folder if form == "xml" else folder / f"a.{form}"
        order = Order(form, Wish(survey=feedback.survey), place)
        with pytest.raises(Cancelled):
            write_answers(workspace, language("ky"), order, progress=stopping)
        assert list(folder.iterdir()) == []


def test_the_button_of_the_bar_stops_the_writing(
    pane: ExportPane,
    context: Context,
    tmp_path: Path,
    settle: Settle,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never_ends(*_: object, progress: Progress) -> None:
        while True:
            progress.step(1, 2)

    monkeypatch.setattr(result_export, "write_answers", never_ends)
    pane.write(tmp_path / "a.xlsx")
    assert not pane.save.isEnabled()
    pane.progress.cancelled.emit()
    settle()
    assert pane.save.isEnabled()
    assert "Эч нерсе жазылган жок" in said(pane)


def test_a_place_that_cannot_be_written_is_said_in_one_line(
    pane: ExportPane, tmp_path: Path, settle: Settle
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    pane.write(blocked / "a.xlsx")
    settle()
    assert "Сакталган жок" in said(pane)
    assert pane.save.isEnabled()


def test_the_tab_opens_the_pane_with_its_filter_and_comes_back(
    context: Context, feedback: AddedForm, settle: Settle, qtbot: QtBot
) -> None:
    tab = ResultsTab(context)
    qtbot.addWidget(tab)
    tab.show()
    tab.set_survey(feedback.survey)
    settle()
    tab.filters.round.set_value("1")
    tab.filters.changed.emit()
    settle()
    tab.save.click()
    assert tab.body.currentWidget() is tab.export
    assert "1-айлампа" in tab.export.of.text()
    tab.export.back.click()
    assert tab.body.currentWidget() is not tab.export
