"""The page of surveys: forms come in, are opened, begun, typed from a stack of paper."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.actions.surveys import AddedForm
from app.language import language
from app.model import Submission
from app.storage import Workspace
from app.storage.drafts import drafts
from app.ui.context import Context
from app.ui.surveys.page import SurveysPage, next_code
from app.ui.surveys.paper import PaperTab
from app.ui.surveys.shipped import SHIPPED
from tests.ui.keyboard import show_active
from tests.ui.surveys.forms import xform
from tests.ui.surveys.press import press, type_text

Settle = Callable[[], None]


@pytest.fixture
def page(context: Context, settle: Settle, qtbot: QtBot) -> SurveysPage:
    """The page, shown; addresses lead to it."""
    page = SurveysPage(context)
    qtbot.addWidget(page)
    context.changed.connect(page.changed)
    context.went.connect(lambda _, where: page.open(**where))
    page.resize(1146, 720)
    show_active(page)
    page.open()
    settle()
    return page


@pytest.fixture
def survey(page: SurveysPage, village: AddedForm, settle: Settle) -> SurveysPage:
    """The page with the village's survey opened."""
    page.open(survey=village.survey)
    settle()
    return page


def test_without_surveys_the_page_says_what_to_do(page: SurveysPage, settle: Settle) -> None:
    assert page.list.body.currentWidget() is page.list.empty
    page.list.empty.other_chosen.emit()
    assert page.list.shipped.isVisible()
    assert len(page.list.shipped.cards) == len(SHIPPED)


def test_a_form_that_comes_with_the_program_is_taken_and_opened(
    page: SurveysPage, context: Context, settle: Settle
) -> None:
    page.list.shipped.chosen.emit("event_feedback")
    settle()
    assert page.view.line is not None
    assert page.view.line.purpose == "feedback"
    assert page.view.header.title() == "Иш-чара жөнүндө пикир"


def test_a_form_of_ones_own_is_taken_from_its_file(
    page: SurveysPage, tmp_path: Path, settle: Settle
) -> None:
    path = tmp_path / "village.xml"
    path.write_text(xform(), encoding="utf-8")
    page.list.intake.take(path)
    settle()
    assert page.here is page.view
    assert page.view.title() == "Айыл"


def test_a_faulty_form_is_refused_with_its_place_and_nothing_is_kept(
    page: SurveysPage, context: Context, workspace: Workspace, settle: Settle
) -> None:
    path = Path(__file__).with_name("faulty.xlsx")
    page.list.intake.take(path)
    settle()
    assert page.list.intake.fault.isVisible()
    assert "survey" in page.list.intake.fault.accessibleName()
    assert page.list.intake.where.isVisible()
    assert not workspace.find(Submission)
    assert page.list.body.currentWidget() is page.list.empty
    page.list.intake.fault.closed.emit()
    assert not page.list.intake.fault.isVisible()


def test_the_list_says_who_answered_and_what_waits(
    page: SurveysPage, village: AddedForm, settle: Settle
) -> None:
    page.open(survey=village.survey, fill=True)
    settle()
    page.view.beginning.begin()
    settle()
    page.open()
    settle()
    table = page.list.table
    assert table.cell(0, 0).text == "Айыл"
    assert table.cell(0, 3).text == "1"


def test_a_stack_of_paper_goes_on_with_the_next_code(
    survey: SurveysPage, workspace: Workspace, settle: Settle
) -> None:
    press("N")
    beginning = survey.view.beginning
    beginning.source.set_value("paper")
    beginning._fit()
    type_text("БТ-09")
    press("Enter")
    settle()
    for _ in range(2):
        assert survey.sheet is not None
        press("Enter", "1", "Enter")
        survey.sheet.finish()
        settle()
    assert survey.sheet is not None
    assert survey.sheet.opened.draft.facts["code"] == "БТ-11"
    assert survey.sheet.place().sheet == 3
    assert {one.code for one in workspace.find(Submission)} == {"БТ-09", "БТ-10"}
    focus = QApplication.focusWidget()
    assert focus is not None
    assert survey.sheet.isAncestorOf(focus)


def test_a_person_of_the_register_must_be_chosen(survey: SurveysPage, settle: Settle) -> None:
    survey.view.show_beginning()
    survey.view.beginning.who.set_value("person")
    survey.view.beginning._fit()
    survey.view.beginning.begin()
    settle()
    assert survey.sheet is None
    row = survey.view.beginning._rows["person"]
    assert row.error() == language("ky").text("Choose the person, or another way to answer")


def test_leaving_keeps_the_draft_and_enter_goes_on_with_it(
    survey: SurveysPage, workspace: Workspace, settle: Settle
) -> None:
    survey.view.show_beginning()
    survey.view.beginning.begin()
    settle()
    press("Enter", "1", "Enter")
    type_text("52")
    assert survey.sheet is not None
    survey.sheet.head.left.emit()
    settle()
    assert survey.sheet is None
    (kept,) = drafts(workspace)
    assert "<age>52</age>" in kept.document
    tab = survey.view.here
    assert tab is not None
    tab.open_line(tab.table.rows()[0])
    settle()
    assert survey.sheet is not None
    assert survey.sheet.place().position == "/data/age"


def test_a_filled_form_is_changed_and_stays_one(
    survey: SurveysPage, workspace: Workspace, settle: Settle
) -> None:
    fill_one(survey, settle, "1")
    (before,) = workspace.find(Submission)
    survey.open(survey=survey.view.survey_id, edit=before.id)
    settle()
    assert survey.sheet is not None
    survey.sheet.jump("/data/school")
    press("2")
    survey.sheet.finish()
    settle()
    (after,) = workspace.find(Submission)
    assert after.id == before.id
    assert "<school>no</school>" in after.instance
    assert after.instance_id != before.instance_id
    assert drafts(workspace) == []


def fill_one(survey: SurveysPage, settle: Settle, school: str) -> None:
    survey.view.show_beginning()
    survey.view.beginning.begin()
    settle()
    assert survey.sheet is not None
    press("Enter", school)
    survey.sheet.finish()
    settle()


def test_a_withdrawn_survey_is_not_filled_until_it_is_asked_again(
    survey: SurveysPage, settle: Settle
) -> None:
    survey.view._withdraw()
    settle()
    assert not survey.view.fill.isEnabled()
    assert survey.view.notice.isVisible()
    survey.view.show_beginning()
    assert not survey.view.beginning.isVisible()
    survey.view.notice.acted.emit()
    settle()
    assert survey.view.fill.isEnabled()


def test_the_preview_shows_every_question_and_keeps_nothing(
    survey: SurveysPage, workspace: Workspace, settle: Settle
) -> None:
    survey.open(survey=survey.view.survey_id, tab="form")
    settle()
    tab = survey.view.here
    assert tab is not None
    shown = {view.position: view.isEnabled() for view in tab.panel.questions()}
    assert shown["/data/way"] is False
    tab.panel.answered.emit("/data/school", "no")
    shown = {view.position: view.isEnabled() for view in tab.panel.questions()}
    assert shown["/data/way"] is True
    assert drafts(workspace) == []


def test_versions_stand_side_by_side(survey: SurveysPage, tmp_path: Path, settle: Settle) -> None:
    survey.open(survey=survey.view.survey_id, tab="versions")
    settle()
    path = tmp_path / "second.xml"
    path.write_text(xform("2"), encoding="utf-8")
    tab = survey.view.here
    assert tab is not None
    tab.intake.take(path)
    settle()
    assert [row.version for row in tab.table.rows()] == ["2", "1"]
    assert [tab.table.cell(at, 4).chip for at in range(2)] == ["жүргүзүлөт", "мурунку"]


@pytest.mark.parametrize(
    ("code", "following"), [("БТ-47", "БТ-48"), ("099", "100"), ("айгүл", "айгүл"), (None, "")]
)
def test_a_code_with_a_number_is_counted_on(code: str | None, following: str) -> None:
    assert next_code(code) == following


def type_paper(survey: SurveysPage, settle: Settle, *keys: str) -> None:
    """Fill the sheet in view as far as the school, and finish it."""
    assert survey.sheet is not None
    press("Enter", *keys)
    survey.sheet.finish()
    settle()


def two_entries(survey: SurveysPage, workspace: Workspace, settle: Settle, second: str) -> bytes:
    """A paper that was typed twice; the id of the first entry."""
    survey.view.show_beginning()
    survey.view.beginning.source.set_value("paper")
    survey.view.beginning._fields["stack"].set_value(1)
    survey.view.beginning.begin()
    settle()
    type_paper(survey, settle, "1")
    (first,) = workspace.find(Submission)
    tab = survey.view.here
    assert tab is not None
    tab.type_again()
    settle()
    type_paper(survey, settle, second)
    return first.id


def test_a_paper_typed_twice_is_compared_and_the_better_answer_taken_over(
    survey: SurveysPage, workspace: Workspace, settle: Settle
) -> None:
    first = two_entries(survey, workspace, settle, "2")
    page = survey.comparing
    assert survey.here is page
    (row,) = page.table.rows()
    assert row.differing.path == "/data/school"
    assert [page.table.cell(0, at).text for at in (1, 2)] == ["Ооба", "Жок"]
    press("2", "Enter")
    settle()
    assert survey.here is survey.view
    kept = workspace.get(Submission, first)
    assert kept is not None
    assert "<school>no</school>" in kept.instance
    assert len(workspace.find(Submission)) == 2
    assert drafts(workspace) == []


def test_two_entries_that_agree_need_no_decision(
    survey: SurveysPage, workspace: Workspace, settle: Settle
) -> None:
    two_entries(survey, workspace, settle, "1")
    assert survey.comparing.same.isVisible()
    press("Enter")
    settle()
    assert survey.here is survey.view


def test_the_form_is_shown_as_it_will_be_printed(
    survey: SurveysPage, settle: Settle, qtbot: QtBot
) -> None:
    survey.open(survey=survey.view.survey_id, tab="paper")
    settle()
    tab = survey.view.here
    assert isinstance(tab, PaperTab)
    qtbot.waitUntil(lambda: tab.view.pages.count() >= 1)
    assert not tab.view.banner.isVisible()
