"""The results of a survey: counted, filtered, opened, copied without small cells, always new."""

import random
import threading
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.actions.surveys import AddedForm
from app.language import LANGUAGES, language
from app.model import Changes, Put, Submission, new_id
from app.storage import Workspace
from app.storage.forms import form_of
from app.storage.questions.results import results
from app.ui.context import Context
from app.ui.surveys import results as results_tab
from app.ui.surveys.result_block import ResultBlock
from app.ui.surveys.results import ResultsTab
from tests.ui.keyboard import show_active
from tests.ui.surveys.filled import add_shipped, document, fill_by_chance

Settle = Callable[[], None]
USEFUL = "/data/rating/is_useful"
RESPECTED = "/data/taking_part/is_respected"


@pytest.fixture
def feedback(workspace: Workspace) -> AddedForm:
    """Thirty filled forms of feedback, in two rounds."""
    added = add_shipped(workspace, "event_feedback")
    chance = random.Random(7)
    fill_by_chance(workspace, added.version, 20, chance, round=1, group_name="Топ 1")
    fill_by_chance(workspace, added.version, 10, chance, round=2, group_name="Топ 2")
    return added


@pytest.fixture
def tab(context: Context, feedback: AddedForm, settle: Settle, qtbot: QtBot) -> ResultsTab:
    """The tab of results, counted."""
    tab = ResultsTab(context)
    qtbot.addWidget(tab)
    context.changed.connect(tab.changed)
    tab.resize(1100, 600)
    show_active(tab)
    tab.set_survey(feedback.survey)
    _whole(tab, settle, qtbot)
    return tab


def _whole(tab: ResultsTab, settle: Settle, qtbot: QtBot) -> None:
    settle()
    qtbot.waitUntil(lambda: tab.grid.is_whole)
    settle()


def block_of(tab: ResultsTab, path: str) -> ResultBlock:
    """The block a question stands in."""
    return next(
        block for block in tab.grid.blocks if path in {one.path for one in block.block.questions}
    )


def test_each_question_is_counted_as_the_store_counts_it(
    tab: ResultsTab, workspace: Workspace, feedback: AddedForm
) -> None:
    counted = results(workspace, feedback.survey)
    assert counted.total == 30
    asked = {
        one.path
        for one in counted.questions
        if not one.is_header and one.kind not in {"hidden", "note"}
    }
    shown = {one.path for block in tab.grid.blocks for one in block.block.questions}
    assert shown == asked
    block = block_of(tab, RESPECTED)
    (question,) = (one for one in counted.questions if one.path == RESPECTED)
    assert block.chart is not None
    numbers = [int(row[1]) for row in block.chart.table().rows]
    assert numbers == [choice.count for choice in question.choices]
    assert block.n.text() == f"n = {question.n}"


def test_statements_on_one_scale_stand_in_one_chart_under_the_words_of_their_group(
    tab: ResultsTab,
) -> None:
    block = block_of(tab, USEFUL)
    assert [one.name for one in block.block.questions] == [
        "is_useful",
        "is_clear",
        "has_time",
        "is_heard",
        "is_accessible",
    ]
    assert block.title.text() == "Төмөнкүлөргө канчалык макулсуз?"


def test_filters_stand_in_one_line_and_the_rest_wait_behind_a_button(tab: ResultsTab) -> None:
    filters = tab.filters
    one_line = filters.height()
    assert not filters.more.isHidden()
    hidden = [one for one in filters.lists if one.isHidden() and one.combo.count() > 2]
    assert hidden
    filters.more.click()
    assert all(not one.isHidden() for one in hidden)
    assert filters.height() > one_line
    filters.more.click()
    assert all(one.isHidden() for one in hidden)
    assert filters.height() == one_line


def test_a_filter_that_is_chosen_is_seen_even_when_the_line_is_full(tab: ResultsTab) -> None:
    filters = tab.filters
    filters.more.click()
    filters.source.set_value("screen")
    filters._chosen()
    filters.more.click()
    assert not filters.source.isHidden()
    filters.clear()
    assert filters.source.isHidden()


def test_as_many_filters_stand_in_the_line_as_it_has_room_for(
    tab: ResultsTab, context: Context, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    test = add_shipped(workspace, "leadership_test")
    fill_by_chance(workspace, test.version, 6, random.Random(3), group_name="Топ 1")
    for survey in (test.survey, tab.survey_id):
        tab.set_survey(survey)
        _whole(tab, settle, qtbot)
        filters = tab.filters
        shown = [one for one in filters.lists if not one.isHidden()]
        assert shown == list(filters._fitting(filters.width()))


def test_with_room_for_all_filters_there_is_no_button_for_more(
    tab: ResultsTab, settle: Settle
) -> None:
    tab.resize(2600, 600)
    settle()
    assert tab.filters.more.isHidden()
    assert not tab.filters.source.isHidden()


def test_a_filter_counts_only_what_it_leaves_and_is_said_with_the_figures(
    tab: ResultsTab, settle: Settle, qtbot: QtBot
) -> None:
    whole = tab.source_line()
    before = list(tab.grid.blocks)
    tab.filters.round.set_value("2")
    tab.filters.changed.emit()
    _whole(tab, settle, qtbot)
    assert tab.results is not None
    assert tab.results.total == 10
    assert tab.source_line() != whole
    assert tab.filters.round.combo.currentText() in tab.source_line()
    assert tab.grid.blocks == before
    tab.filters.clear()
    _whole(tab, settle, qtbot)
    assert tab.results.total == 30


def test_a_place_takes_in_what_lies_in_it(tab: ResultsTab, settle: Settle, qtbot: QtBot) -> None:
    combo = tab.filters.territory.combo
    codes = [combo.itemData(at) for at in range(1, combo.count())]
    assert {"41705000000000", "41706000000000"} <= set(codes)
    tab.filters.territory.set_value("41705000000000")
    tab.filters.changed.emit()
    _whole(tab, settle, qtbot)
    assert tab.results is not None
    assert tab.results.total == 21


def test_days_of_ones_own_are_a_period(tab: ResultsTab, settle: Settle, qtbot: QtBot) -> None:
    tab.filters.period.set_days(date(2026, 11, 1), date(2026, 11, 5))
    tab.filters._chosen()
    _whole(tab, settle, qtbot)
    assert tab.results is not None
    assert tab.results.total == 10
    assert "01.11.2026 – 05.11.2026" in tab.source_line()


def test_the_source_line_says_filter_moment_and_data_version(
    tab: ResultsTab, workspace: Workspace
) -> None:
    assert tab.source_line().startswith("Чыпка: баары · ")
    assert workspace.digest()[:8] in tab.source_line()
    assert tab.source.text() == tab.source_line()


def test_a_chart_copied_while_another_filter_is_counted_says_the_filter_it_is_of(
    tab: ResultsTab, settle: Settle, qtbot: QtBot
) -> None:
    before = tab.source_line()
    block = block_of(tab, RESPECTED)
    tab.filters.round.set_value("2")
    tab.filters.changed.emit()
    block.copy_table()
    assert before in QGuiApplication.clipboard().text()
    _whole(tab, settle, qtbot)
    block.copy_table()
    said = QGuiApplication.clipboard().text().splitlines()[-1]
    assert said == tab.source_line() == tab.source.text()
    assert tab.filters.round.combo.currentText() in said


def test_a_version_reckoned_before_a_change_is_not_said_after_it(
    tab: ResultsTab, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    reckoned: list[str] = []
    go_on = threading.Event()

    def reckon(_: Workspace) -> str:
        reckoned.append("b" if reckoned else "a")
        assert go_on.wait(60)
        return reckoned[-1] * 64

    monkeypatch.setattr(Workspace, "digest", reckon)
    change = Changes(merged={"submission": 1})
    tab.changed(change)
    tab.refresh()
    qtbot.waitUntil(lambda: reckoned == ["a"])
    tab.changed(change)
    go_on.set()
    settle()
    tab.refresh()
    settle()
    settle()
    assert "bbbbbbbb" in tab.source_line()
    assert "aaaaaaaa" not in tab.source_line()


def test_what_was_counted_before_a_change_is_not_shown_after_it(
    tab: ResultsTab, workspace: Workspace, feedback: AddedForm, settle: Settle
) -> None:
    tab.hide()
    tab.refresh()
    fill_by_chance(workspace, feedback.version, 3, random.Random(2))
    tab.changed(Changes(merged={"submission": 3}))
    counted = tab.results
    settle()
    assert tab.results is counted
    tab.show()
    settle()
    assert tab.results is not None
    assert tab.results.total == 33


def test_a_new_answer_is_counted_by_itself(
    tab: ResultsTab, context: Context, feedback: AddedForm, settle: Settle, qtbot: QtBot
) -> None:
    read = form_of(context.workspace, feedback.version)
    assert read is not None
    said = document(read.form, random.Random(1))
    values = {
        "survey_version": feedback.version,
        "collected_on": "2026-11-20",
        "instance": said,
    }
    context.do(lambda ws: ws.write([Put("submission", new_id(), values)]))
    settle()
    qtbot.waitUntil(lambda: tab.results is not None and tab.results.total == 31)


def test_a_hidden_tab_counts_only_when_it_is_seen_again(
    tab: ResultsTab, context: Context, feedback: AddedForm, settle: Settle, qtbot: QtBot
) -> None:
    tab.hide()
    fill_by_chance(context.workspace, feedback.version, 3, random.Random(2))
    tab.changed(Changes(merged={"submission": 3}))
    qtbot.wait(results_tab._REST_MS + 50)
    settle()
    assert tab.results is not None
    assert tab.results.total == 30
    tab.show()
    settle()
    assert tab.results.total == 33


def test_a_part_of_a_chart_opens_the_forms_that_say_so(
    tab: ResultsTab, context: Context, settle: Settle
) -> None:
    went: list[dict[str, object]] = []
    context.went.connect(lambda _, where: went.append(where))
    block = block_of(tab, RESPECTED)
    assert block.chart is not None
    block.chart.setFocus()
    QTest.keyClick(block.chart, Qt.Key.Key_Down)
    QTest.keyClick(block.chart, Qt.Key.Key_Return)
    settle()
    assert tab.body.currentWidget() is tab.forms
    count = int(block.chart.table().rows[1][1])
    listed = tab.forms.table.rows()
    assert len(listed) == count
    assert "Жок" in tab.forms.heading.text()
    for line in listed:
        found = context.workspace.get(Submission, line.id)
        assert found is not None
        assert "<is_respected>no</is_respected>" in found.instance
    QTest.keyClick(tab.forms.table, Qt.Key.Key_Return)
    assert went[-1]["edit"] == listed[0].id
    QTest.keyClick(tab.forms.table, Qt.Key.Key_Escape)
    assert tab.body.currentWidget() is not tab.forms
    assert block.chart.hasFocus()


def test_every_part_of_every_chart_opens_as_many_forms_as_it_says(
    tab: ResultsTab, settle: Settle
) -> None:
    for block in tab.grid.blocks:
        if block.chart is None:
            continue
        boxes = block.chart.boxes(block.chart.width())
        for at in range(len(boxes)):
            block.chart.opened.emit(at)
            settle()
            words = [word.rstrip("*") for word in block.chart.box_words(at).split(", ")]
            shown = len(tab.forms.table.rows())
            assert str(shown) in words, (block.block.key, at, words)
            tab.show_results()


def test_answers_in_words_are_found_in_any_spelling(tab: ResultsTab, settle: Settle) -> None:
    block = next(one for one in tab.grid.blocks if one.block.kind == "words" and one.block.n > 3)
    block.more.click()
    settle()
    assert len(tab.texts.table.rows()) == block.block.n
    tab.texts.search.setText("окмотунун")
    tab.texts.refresh()
    settle()
    found = [each.text for each in tab.texts.table.rows()]
    assert found
    assert all("өкмөтүнүн" in text for text in found)
    assert tab.texts.whole.text() == found[0]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_copy_says_of_what_it_is_and_keeps_small_cells_back(
    tab: ResultsTab, context: Context, code: str, settle: Settle
) -> None:
    context.language = language(code)
    tab.retranslate()
    settle()
    small = next(one for one in tab.grid.blocks if one.block.has_small and one.chart is not None)
    small.copy_table()
    copied = QGuiApplication.clipboard().text()
    assert tab.source_line() in copied
    kept = [line.split("\t") for line in copied.split("\n") if "\t" in line]
    numbers = {int(cell) for row in kept[1:] for cell in row[1:] if cell.isdigit()}
    assert not numbers & {1, 2, 3, 4}
    assert "5" in copied.split("\n")[-2]
    small.copy_picture()
    assert not QGuiApplication.clipboard().image().isNull()


def test_the_table_says_what_the_chart_says(tab: ResultsTab, settle: Settle) -> None:
    first = tab.grid.blocks[0].chart
    assert first is not None
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_T)
    for block in tab.grid.blocks:
        if block.chart is None or not block.block.n:
            continue
        assert block.table is not None
        assert block.table.isVisible()
        assert not block.chart.isVisible()
        assert len(block.table.table().rows) >= len(block.chart.table().rows)
    tab.as_table.click()
    assert first.isVisible()


def test_many_new_forms_are_read_with_a_bar_that_can_be_stopped(
    tab: ResultsTab,
    feedback: AddedForm,
    settle: Settle,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(results_tab, "_MOST_UNREAD", 5)
    ws = tab.context.workspace
    fill_by_chance(ws, feedback.version, 12, random.Random(3))
    tab.refresh()
    qtbot.waitUntil(lambda: tab.results is not None and tab.results.total == 42)
    assert tab._reading is None


def test_without_answers_the_tab_says_what_to_do(
    context: Context, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    added = add_shipped(workspace, "plan_monitoring")
    tab = ResultsTab(context)
    qtbot.addWidget(tab)
    tab.set_survey(added.survey)
    settle()
    assert tab.body.currentWidget() is tab.empty


def test_long_words_of_an_event_or_a_question_do_not_push_the_page_apart(
    context: Context, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    added = add_shipped(workspace, "event_feedback")
    chance = random.Random(8)
    for _ in range(2):
        event = new_id()
        title = "Жергиликтүү кеңештердин аял депутаттары менен активисттеринин " * 4
        values = {"title": title.strip(), "type": "training", "date_from": "2026-11-18"}
        workspace.write([Put("event", event, values)])
        fill_by_chance(workspace, added.version, 6, chance, event=event, group_name="Топ " * 12)
    tab = ResultsTab(context)
    qtbot.addWidget(tab)
    tab.resize(800, 500)
    tab.show()
    tab.set_survey(added.survey)
    _whole(tab, settle, qtbot)
    tab.filters.at_event.set_value(event.hex())
    tab.filters.changed.emit()
    tab.filters._fit()
    _whole(tab, settle, qtbot)
    assert tab.results is not None
    assert tab.results.total == 6
    assert tab.minimumSizeHint().width() <= 800
    assert title.strip() in tab.source_line()
