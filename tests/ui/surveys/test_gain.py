"""Before and after in the window: paired, with n, by parts, and nothing small given away."""

import random
from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.actions.surveys import AddedForm
from app.model import Put, new_id
from app.storage import Workspace
from app.storage.forms import form_of
from app.ui.context import Context
from app.ui.surveys.result_gain import interval
from app.ui.surveys.result_words import ResultWords
from app.ui.surveys.results import ResultsTab
from tests.ui.keyboard import show_active
from tests.ui.surveys.filled import add_shipped, document, fill_by_chance

Settle = Callable[[], None]


def answer(
    ws: Workspace, version: bytes, chance: random.Random, *, is_right: bool, **facts: object
) -> None:
    """One filled test: everything right, or everything wrong."""
    read = form_of(ws, version)
    assert read is not None
    right = {path.rpartition("/")[2]: said for path, said in read.marks.correct.items()}
    sure = right if is_right else dict.fromkeys(right, "unknown")
    values = {
        "survey_version": version,
        "collected_on": "2026-11-18",
        "instance": document(read.form, chance, **sure),
    }
    ws.write([Put("submission", new_id(), {**values, **facts})])


@pytest.fixture
def test(workspace: Workspace) -> AddedForm:
    """Twelve who answered before and after, six of them in each group; three only before."""
    added = add_shipped(workspace, "leadership_test", "pre_test")
    chance = random.Random(11)
    for at in range(12):
        facts = {"code": f"К-{at}", "group_name": f"Топ {at % 2 + 1}"}
        answer(workspace, added.version, chance, is_right=False, round=1, **facts)
        answer(workspace, added.version, chance, is_right=at % 4 > 0, round=2, **facts)
    for at in range(3):
        answer(workspace, added.version, chance, is_right=False, round=1, code=f"Ж-{at}")
    return added


@pytest.fixture
def tab(context: Context, test: AddedForm, settle: Settle, qtbot: QtBot) -> ResultsTab:
    """The tab at before and after."""
    tab = ResultsTab(context)
    qtbot.addWidget(tab)
    tab.resize(1100, 600)
    show_active(tab)
    tab.set_survey(test.survey)
    settle()
    qtbot.waitUntil(lambda: tab.grid.is_whole)
    assert tab.views.isVisible()
    tab.views.segments()[1].click()
    settle()
    return tab


def test_pairs_are_counted_and_their_growth_is_said(tab: ResultsTab) -> None:
    gain = tab.gain
    assert gain.isVisible()
    assert not tab.grid.isVisible()
    pairs, means, grown = (figure.accessibleName() for figure in gain.figures)
    assert pairs.startswith("12 ")
    assert "15" in pairs
    assert "0\u202f% → 75\u202f%" in means.replace("\u00a0", "\u202f")
    assert grown.startswith("+75")
    rows = gain.chart.table().rows
    assert len(rows) == 10
    assert {row[1:] for row in rows} == {("0", "75", "+75")}


def test_parts_are_compared_too_and_small_ones_are_not_told(
    tab: ResultsTab, workspace: Workspace, test: AddedForm, settle: Settle
) -> None:
    rows = {row[0]: row[1:] for row in tab.gain.parts.table().rows}
    assert rows["Баары"][0] == "12"
    assert rows["Топ 1"][0] == rows["Топ 2"][0] == "6"
    assert rows["Топ 1"][3] == "+50"
    assert rows["Топ 2"][3] == "+100"
    chance = random.Random(3)
    for at in range(2):
        facts = {"code": f"Т-{at}", "group_name": "Топ 3"}
        answer(workspace, test.version, chance, is_right=False, round=1, **facts)
        answer(workspace, test.version, chance, is_right=True, round=2, **facts)
    tab.refresh()
    settle()
    settle()
    rows = {row[0]: row[1:] for row in tab.gain.parts.table().rows}
    assert rows["Топ 3"] == ("<5", "–", "–", "–")
    assert tab.gain.parts_note.isVisible()


def test_a_filter_narrows_the_pairs(tab: ResultsTab, settle: Settle) -> None:
    tab.filters.group.set_value("Топ 2")
    tab.filters.changed.emit()
    settle()
    settle()
    assert tab.gain.read is not None
    assert tab.gain.read.whole.n == 6


def test_pairs_copied_while_others_are_counted_say_the_filter_they_are_of(
    tab: ResultsTab, settle: Settle
) -> None:
    before = tab.source_line()
    tab.filters.group.set_value("Топ 2")
    tab.filters.changed.emit()
    tab.gain.show_gain(tab.filters.wanted())
    tab.gain.copy_table()
    assert QGuiApplication.clipboard().text().splitlines()[-1] == before
    settle()
    settle()
    tab.gain.copy_table()
    said = QGuiApplication.clipboard().text().splitlines()[-1]
    assert said == tab.source_line() != before
    assert "Топ 2" in said


def test_a_copy_has_only_what_may_be_told_with_its_source(tab: ResultsTab, settle: Settle) -> None:
    tab.gain.copy_table()
    copied = QGuiApplication.clipboard().text()
    assert "n = 12" in copied
    assert tab.source_line() in copied
    # nine of twelve were right: the other three would be a small cell
    assert "+75" not in copied
    tab.filters.group.set_value("Топ 2")
    tab.filters.changed.emit()
    settle()
    settle()
    tab.gain.copy_table()
    assert QGuiApplication.clipboard().text().count("+100") == 10


def test_before_and_after_may_be_two_surveys(
    context: Context, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    first = add_shipped(workspace, "leadership_test", "pre_test")
    other = add_shipped(workspace, "event_feedback", "post_test")
    fill_by_chance(workspace, other.version, 3, random.Random(1))
    chance = random.Random(4)
    answer(workspace, first.version, chance, is_right=True, code="А")
    tab = ResultsTab(context)
    qtbot.addWidget(tab)
    show_active(tab)
    tab.set_survey(first.survey)
    settle()
    assert [tab.gain.before.combo.itemData(at) for at in range(2)] == ["own", other.survey.hex()]
    assert tab.gain.after.value() == other.survey.hex()
    tab.views.segments()[1].click()
    settle()
    assert tab.gain.nothing.isVisible()
    assert "1" in tab.gain.nothing.text()


def test_the_interval_is_students() -> None:
    pairs = [(0.0, each / 10) for each in (2, 3, 4, 5, 6)]
    sure = interval(pairs)
    assert sure is not None
    # t(4) = 2.776, s = 0.158
    assert sure == pytest.approx((0.4 - 0.1963, 0.4 + 0.1963), abs=0.002)
    assert interval(pairs[:4]) is None


def test_the_right_answer_of_a_marked_question_is_ticked(
    tab: ResultsTab, workspace: Workspace, test: AddedForm
) -> None:
    read = form_of(workspace, test.version)
    assert read is not None
    words = ResultWords(tab.language)
    marked = 0
    for block in (widget.block for widget in tab.grid.blocks):
        correct = read.marks.correct.get(block.questions[0].path)
        if block.kind != "bars":
            continue
        bars = words.bars(block)
        if correct is None:
            assert {bar.is_right for bar in bars} == {None}
            continue
        marked += 1
        right = [choice.value in correct.split() for choice in block.questions[0].choices]
        assert [bar.is_right for bar in bars] == right
    assert marked == 9
