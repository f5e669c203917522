"""The surveys of an event: who has answered, one key to begin, and the next person follows."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.actions.surveys import AddedForm, add_form
from app.language import language
from app.model import Event, Submission
from app.storage import Workspace
from app.storage.drafts import drafts
from app.surveys import convert
from app.ui.events.surveys import SurveysTab
from app.ui.shell import Shell
from app.ui.surveys.fill import FillingView
from app.ui.surveys.page import SurveysPage
from tests.surveys.workbooks import workbook
from tests.ui.keyboard import show_active
from tests.ui.surveys.press import press

Settle = Callable[[], None]
SURVEY = (
    ("type", "name", "label", "bind::depter:correct", "bind::depter:asks"),
    ("select_one moment", "moment", "Качан?", "", "round"),
    ("select_one sex", "sex", "Жынысы", "", "sex"),
    ("select_one answer", "budget", "Бюджетти ким бекитет?", "council", ""),
)
CHOICES = (
    ("list_name", "name", "label"),
    *(("moment", name, label) for name, label in (("pre", "Чейин"), ("post", "Кийин"))),
    *(("sex", name, label) for name, label in (("female", "Аял"), ("male", "Эркек"))),
    *(("answer", name, label) for name, label in (("council", "Кеңеш"), ("mayor", "Башчы"))),
)
SETTINGS = (
    ("form_title", "form_id", "version", "namespaces"),
    ("Тест", "test", "1", 'depter="urn:depter:form"'),
)


@pytest.fixture
def form(workspace: Workspace) -> AddedForm:
    """A test with one right answer, asked before and after."""
    made = workbook({"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS})
    return add_form(workspace, convert(made, "test.xlsx"), purpose="pre_test")


@pytest.fixture
def tab(
    shell: Shell, workspace: Workspace, form: AddedForm, settle: Settle, qtbot: QtBot
) -> SurveysTab:
    """The tab, shown in the whole window."""
    show_active(shell)
    (event,) = workspace.find(Event)
    shell.context.go("events", event=event.id, tab="surveys")
    settle()
    (tab,) = shell.findChildren(SurveysTab)
    return tab


def sheet_of(shell: Shell) -> FillingView:
    page = shell.page("surveys")
    assert isinstance(page, SurveysPage)
    assert page.sheet is not None
    return page.sheet


def test_everybody_on_the_list_stands_there_before_and_after(tab: SurveysTab) -> None:
    say = language("ky").text
    assert [one.name for one in tab.table.rows()] == [
        "Выдуманная Эңилик Токтогуловна",
        "Ойдон уулу Үсөн",
        "Ойдонова Гүлмира Бакытовна",
        "Чыгарылган Өмүрбек",
    ]
    assert [tab.word(one) for one in tab._found.askings] == [say("Before"), say("After")]
    assert tab.table.cell(0, 1).spoken == say("has not answered")


def test_one_key_begins_and_the_next_person_follows(
    tab: SurveysTab, shell: Shell, workspace: Workspace, settle: Settle
) -> None:
    press("1")
    settle()
    sheet = sheet_of(shell)
    assert sheet.opened.who == "Выдуманная Эңилик Токтогуловна"
    values = {one.name: one.value for one in sheet.sheet.questions}
    assert values == {"moment": "pre", "sex": "female", "budget": ""}
    press("Enter", "Enter", "1", "Enter", "Enter")
    settle()
    assert sheet_of(shell).opened.who == "Ойдон уулу Үсөн"
    (filled,) = workspace.find(Submission)
    assert filled.round == 1
    assert "<budget>council</budget>" in filled.instance


def test_what_was_begun_is_shown_and_gone_on_with(
    tab: SurveysTab, shell: Shell, workspace: Workspace, settle: Settle
) -> None:
    press("2")
    settle()
    sheet_of(shell).left.emit()
    settle()
    assert tab.isVisible()
    assert tab.table.cell(0, 2).text == language("ky").text("draft")
    press("2")
    settle()
    assert len(drafts(workspace)) == 1
    assert sheet_of(shell).opened.draft.id == drafts(workspace)[0].id


def test_when_all_have_answered_one_is_back_at_the_event_and_sees_the_gain(
    tab: SurveysTab, shell: Shell, workspace: Workspace, settle: Settle
) -> None:
    for number, right in (("1", "2"), ("2", "1")):
        press(number)
        settle()
        for _ in range(4):
            press("Enter", "Enter", right, "Enter", "Enter")
            settle()
        assert tab.isVisible()
    assert len(workspace.find(Submission)) == 8
    assert tab._gain.isVisible()
    for figure in ("0\N{NO-BREAK SPACE}%", "100\N{NO-BREAK SPACE}%", "4"):
        assert figure in tab._gain.text()
    press("Enter")
    settle()
    assert tab.isVisible()
    assert shell.toast.text() == language("ky").text("Everything is answered here")


def test_a_sheet_without_a_name_is_counted_beside_the_list(
    tab: SurveysTab, shell: Shell, workspace: Workspace, settle: Settle
) -> None:
    tab.offer_unnamed()
    assert [one.text() for one in tab.menu.actions()] == [
        language("ky").text(word) for word in ("Before", "After")
    ]
    tab.menu.actions()[0].trigger()
    settle()
    page = shell.page("surveys")
    assert isinstance(page, SurveysPage)
    page.view.beginning.begin()
    settle()
    sheet = sheet_of(shell)
    assert sheet.opened.draft.facts["round"] == 1
    press("Enter", "1", "Enter", "1", "Enter", "Enter")
    settle()
    (event,) = workspace.find(Event)
    shell.context.go("events", event=event.id, tab="surveys")
    settle()
    assert dict(tab._found.others) == {tab._found.askings[0].key: 1}


def test_an_event_without_tests_says_what_to_do(
    shell: Shell, workspace: Workspace, settle: Settle
) -> None:
    show_active(shell)
    (event,) = workspace.find(Event)
    shell.context.go("events", event=event.id, tab="surveys")
    settle()
    (tab,) = shell.findChildren(SurveysTab)
    assert tab.nothing.isVisible()
    tab.nothing.primary_chosen.emit()
    settle()
    page = shell.page("surveys")
    assert isinstance(page, SurveysPage)
    assert page.list.shipped.isVisible()
