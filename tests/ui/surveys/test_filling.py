"""A sheet filled by keyboard: numbers choose, Enter goes on, what is wrong is said where it is."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.language import language
from app.storage import Workspace
from app.storage.drafts import draft as kept_draft
from app.ui.context import Context
from app.ui.kit.strip import AHEAD, DONE, HERE, SKIPPED
from app.ui.surveys.fill import FillingView
from app.ui.surveys.opening import open_draft
from app.ui.surveys.place import Place
from app.ui.surveys.question_list import ANSWERED, NOT_ASKED
from tests.ui.surveys.conftest import Fill
from tests.ui.surveys.forms import RUSSIAN, WORDS
from tests.ui.surveys.press import press, type_text


def value(view: FillingView, name: str) -> str:
    entry = view.sheet.entry(f"/data/{name}")
    assert entry is not None
    return entry.value


def here(view: FillingView) -> str:
    return view.place().position.removeprefix("/data/")


def problem(view: FillingView) -> str:
    current = view.panel.current()
    assert current is not None
    return current.problem()


def fill_whole(view: FillingView) -> None:
    """Everything by keys, from the note to the end."""
    press("Enter", "1", "Enter")
    type_text("34")
    press("Enter", "2", "3", "Enter", "1", "Enter", "2", "Enter")
    press("1")
    type_text("Айгүл")
    press("Enter", "2")
    type_text("191126")
    press("Enter")
    type_text("Суу керек")
    press("Enter")


def test_a_sheet_is_filled_by_keyboard_alone(fill: Fill) -> None:
    view = fill()
    assert here(view) == "hello"
    fill_whole(view)
    assert view.sheet.step is None
    answers = {name: value(view, name) for name in ("school", "age", "problems", "day", "words")}
    assert answers == {
        "school": "yes",
        "age": "34",
        "problems": "thirst violence",
        "day": "2026-11-19",
        "words": "Суу керек",
    }
    assert value(view, "state/water") == "yes"
    assert value(view, "state/road") == "no"
    assert value(view, "member[1]/name") == "Айгүл"
    assert view.opened.filling.problems() == []


def test_what_is_not_asked_is_passed_over_and_the_panel_says_why(fill: Fill) -> None:
    view = fill()
    press("Enter", "1")
    why = view.side.list.why()
    assert why is not None
    assert WORDS["yes"][0] in why.text
    assert why.leads_to == "/data/school"
    press("Enter")
    assert here(view) == "age"
    press("Shift+Enter")
    assert here(view) == "school"
    press("2", "Enter")
    assert here(view) == "way"


def test_a_must_that_is_empty_is_said_once_and_then_passed(fill: Fill) -> None:
    view = fill()
    press("Enter", "Enter")
    assert here(view) == "school"
    assert problem(view) == language("ky").text("This question needs an answer.")
    press("Enter")
    assert here(view) == "age"


def test_an_answer_the_form_refuses_is_said_in_its_own_words(fill: Fill) -> None:
    view = fill()
    view.jump("/data/age")
    type_text("7")
    press("Enter")
    assert here(view) == "age"
    assert problem(view) == "14–110"
    type_text("0")
    press("Enter")
    assert value(view, "age") == "70"
    assert here(view) == "problems"


def test_what_is_no_number_stays_as_it_was_typed(fill: Fill) -> None:
    view = fill()
    view.jump("/data/age")
    type_text("жыйырма")
    press("Enter")
    assert value(view, "age") == ""
    assert "жыйырма" in problem(view)
    question = view.panel.question("/data/age")
    assert question is not None
    assert question.field is not None
    assert question.field.value() == "жыйырма"


def test_too_many_answers_are_said_and_one_is_taken_back_by_its_number(fill: Fill) -> None:
    view = fill()
    view.jump("/data/problems")
    press("1", "2", "3")
    assert problem(view) == "2"
    press("3")
    assert problem(view) == ""
    assert value(view, "problems") == "work thirst"


def test_a_table_is_gone_through_line_by_line(fill: Fill) -> None:
    view = fill()
    view.jump("/data/state/water")
    press("2", "Enter")
    assert here(view) == "state/road"
    press("1", "Shift+Enter")
    assert here(view) == "state/water"
    assert [value(view, f"state/{name}") for name in ("water", "road")] == ["no", "yes"]


def test_a_repeat_grows_and_shrinks(fill: Fill) -> None:
    view = fill()
    view.jump("/data/state/road")
    press("Enter", "1")
    type_text("Бир")
    press("Enter", "1")
    type_text("Эки")
    press("Enter")
    assert [value(view, f"member[{at}]/name") for at in (1, 2)] == ["Бир", "Эки"]
    view.panel.removed.emit("/data/member[1]")
    assert value(view, "member[1]/name") == "Эки"
    assert view.sheet.entry("/data/member[2]/name") is None


def test_the_strip_and_the_list_say_how_each_question_stands(fill: Fill) -> None:
    view = fill()
    press("Enter", "1", "Enter")
    assert view.head.progress.strip.states()[:4] == (DONE, SKIPPED, HERE, AHEAD)
    states = {line.position: line.state for line in view.side.list.lines()}
    assert states["/data/school"] == ANSWERED
    assert states["/data/way"] == NOT_ASKED


def test_the_language_changes_live_and_the_answers_stay(fill: Fill) -> None:
    view = fill()
    view.jump("/data/age")
    type_text("41")
    press("Ctrl+L")
    assert here(view) == "age"
    current = view.panel.current()
    assert current is not None
    assert current._label.text() == WORDS["age"][1]
    assert value(view, "age") == "41"
    assert view.head.languages.value() == RUSSIAN


def test_the_form_is_shown_as_one_page_and_enter_goes_down_it(fill: Fill) -> None:
    view = fill()
    press("F4")
    assert len(view.panel.questions()) > 5
    view.panel.focus("/data/school")
    press("2", "Enter")
    assert here(view) == "way"
    type_text("3")
    press("Enter")
    assert here(view) == "age"
    press("F4")
    assert here(view) == "age"
    assert len(view.panel.questions()) == 1


def test_enter_goes_on_from_a_long_text_and_with_control_begins_a_line(fill: Fill) -> None:
    view = fill()
    view.jump("/data/words")
    type_text("бир")
    press("Ctrl+Enter")
    type_text("эки")
    press("Enter")
    assert value(view, "words") == "бир\nэки"
    assert view.sheet.step is None


def test_every_answer_is_in_the_notebook_at_once(
    fill: Fill, workspace: Workspace, qtbot: QtBot
) -> None:
    view = fill()
    press("Enter", "1", "Enter")
    type_text("34")
    press("Enter")
    qtbot.waitUntil(lambda: view.keeper.is_clean)
    kept = kept_draft(workspace, view.opened.draft.id)
    assert kept is not None
    assert "<age>34</age>" in kept.document
    assert Place.read(kept.place).position == "/data/problems"


def test_a_draft_comes_back_at_the_question_it_was_left(
    fill: Fill,
    workspace: Workspace,
    context: Context,
    qtbot: QtBot,
) -> None:
    view = fill(language=RUSSIAN)
    press("Enter", "1", "Enter")
    type_text("34")
    press("Enter", "2")
    qtbot.waitUntil(lambda: view.keeper.is_clean)
    opened = open_draft(workspace, view.opened.draft.id)
    again = FillingView(context, opened)
    qtbot.addWidget(again)
    assert here(again) == "problems"
    assert value(again, "problems") == "thirst"
    assert again.opened.filling.language == RUSSIAN
    assert "12 / 25" in again.head.header._chip.text()


def test_the_end_lists_what_is_wrong_and_leads_there(fill: Fill) -> None:
    view = fill()
    view.finish()
    assert len(view.ending.links) == 1
    assert QApplication.focusWidget() is view.ending.links[0]
    press("Enter")
    assert here(view) == "school"


def test_the_end_without_a_fault_asks_to_finish(fill: Fill, qtbot: QtBot) -> None:
    view = fill()
    press("Enter", "1")
    with qtbot.waitSignal(view.finish_asked):
        view.finish()


def test_f3_says_why_the_question_is_asked(fill: Fill) -> None:
    view = fill()
    view.jump("/data/school")
    press("F3")
    why = view.side.list.why()
    assert why is not None
    assert why.title == language("ky").text("Why is an answer needed?")


def test_a_press_in_the_list_leads_to_the_question(fill: Fill) -> None:
    view = fill()
    view.side.list.asked.emit("/data/day")
    assert here(view) == "day"
    view.side.list.asked.emit("/data/way")
    assert here(view) == "day"
    why = view.side.list.why()
    assert why is not None
    assert why.leads_to == "/data/school"
