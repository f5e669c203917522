"""Several measures of a plan: the same is set on all of them, refused at its field, undone once."""

import threading
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel

from app.model import PlanMeasure
from app.storage import Workspace
from app.ui.context import Context
from app.ui.kit import Form
from app.ui.plans import PlansPage
from app.ui.plans.measures import MeasuresTab
from tests.storage.plans import Story
from tests.ui.events.press import press

Settle = Callable[[], None]


@pytest.fixture
def tab(story: Story, page: PlansPage, settle: Settle) -> MeasuresTab:
    """The measures of the story's plan; the first two are chosen."""
    page.open(plan=story.plan, tab="measures")
    settle()
    tab = page.view.here
    assert isinstance(tab, MeasuresTab)
    tab.table.setFocus()
    tab.table.selectRow(0)
    manner = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    tab.table.selectionModel().setCurrentIndex(tab.table.model().index(1, 0), manner)
    settle()
    return tab


def put(tab: MeasuresTab, name: str, value: object, settle: Settle) -> None:
    """Say something of all of them, as leaving the field does."""
    field = tab.together.form.field(name)
    field.set_value(value)
    field.committed.emit(value)
    settle()


@pytest.fixture
def gate(context: Context, tab: MeasuresTab) -> Iterator[threading.Event]:
    """No write begins before it is set."""
    gate = threading.Event()
    context.tasks.do(gate.wait)
    yield gate
    gate.set()


def said_under(form: Form, name: str) -> str:
    """What stands under a field, as a screen reader tells it."""
    return form.field(name).editor().accessibleDescription()


def stored(workspace: Workspace, story: Story) -> list[PlanMeasure]:
    """The three measures as they are kept."""
    found = {one.id: one for one in workspace.find(PlanMeasure, action_plan=story.plan)}
    return [found[one] for one in story.measures]


def test_what_several_measures_share_is_shown_and_what_differs_is_said(tab: MeasuresTab) -> None:
    assert tab.side.isVisible()
    assert tab.together.heading.text() == "2 чара тандалды"
    form = tab.together.form
    assert form.field("responsible").value() == ""
    assert form.field("budget_source").value() is None
    assert said_under(form, "budget_source") == "Азыр ар башка"
    assert said_under(form, "responsible") == ""
    assert not tab.late.isVisible()


def test_who_and_when_is_set_on_all_of_them_and_taken_back_at_once(
    tab: MeasuresTab, story: Story, workspace: Workspace, context: Context, settle: Settle
) -> None:
    before = stored(workspace, story)
    put(tab, "deadline", date(2027, 5, 1), settle)
    first, second, third = stored(workspace, story)
    assert first.deadline == second.deadline == date(2027, 5, 1)
    assert third == before[2]
    assert len(tab.table.chosen_rows()) == 2, "they stay chosen"
    context.undo_last()
    settle()
    assert stored(workspace, story) == before


def test_a_field_that_is_left_without_a_word_changes_nothing(
    tab: MeasuresTab, story: Story, workspace: Workspace, settle: Settle
) -> None:
    before = stored(workspace, story)
    put(tab, "budget_decision", "", settle)
    assert stored(workspace, story) == before


def test_a_deadline_outside_the_plan_is_said_at_the_field_and_nothing_is_written(
    tab: MeasuresTab, story: Story, workspace: Workspace, settle: Settle
) -> None:
    before = stored(workspace, story)
    put(tab, "deadline", date(2030, 1, 1), settle)
    assert "31.12.2027" in tab.together.form.problems()["deadline"]
    assert tab.together.form.field("deadline").value() == date(2030, 1, 1)
    assert stored(workspace, story) == before


def test_money_granted_to_all_waits_for_the_number_of_the_decision(
    tab: MeasuresTab, story: Story, workspace: Workspace, context: Context, settle: Settle
) -> None:
    before = stored(workspace, story)
    put(tab, "budget_status", "approved", settle)
    assert tab.together.form.problems().keys() == {"budget_decision"}
    assert stored(workspace, story) == before
    put(tab, "budget_decision", "21", settle)
    assert not tab.together.form.problems()
    found = [(one.budget_status, one.budget_decision) for one in stored(workspace, story)]
    assert found[:2] == [("approved", "21")] * 2
    context.undo_last()
    settle()
    assert stored(workspace, story) == before


def say(tab: MeasuresTab, name: str, value: object) -> None:
    """Say something of all of them and go on at once, whatever is still being written."""
    tab.together.form.field(name).set_value(value)
    tab.together.form.field(name).committed.emit(value)


def test_what_is_said_while_a_write_is_under_way_is_written_after_it(
    tab: MeasuresTab, story: Story, workspace: Workspace, gate: threading.Event, settle: Settle
) -> None:
    say(tab, "deadline", date(2027, 5, 1))
    say(tab, "budget_source", "local_budget")
    say(tab, "deadline", date(2027, 6, 1))
    tab.refresh()
    gate.set()
    settle()
    form = tab.together.form
    assert form.field("deadline").value() == date(2027, 6, 1)
    assert form.field("budget_source").value() == "local_budget"
    found = [(one.deadline, one.budget_source) for one in stored(workspace, story)]
    assert found[:2] == [(date(2027, 6, 1), "local_budget")] * 2


def test_what_is_refused_after_another_write_was_done_stays_in_its_field(
    tab: MeasuresTab, story: Story, workspace: Workspace, gate: threading.Event, settle: Settle
) -> None:
    say(tab, "budget_source", "local_budget")
    say(tab, "deadline", date(2030, 1, 1))
    gate.set()
    settle()
    form = tab.together.form
    assert form.field("deadline").value() == date(2030, 1, 1)
    assert "31.12.2027" in form.problems()["deadline"]
    assert [one.budget_source for one in stored(workspace, story)][:2] == ["local_budget"] * 2
    put(tab, "deadline", date(2027, 6, 1), settle)
    assert [one.deadline for one in stored(workspace, story)][:2] == [date(2027, 6, 1)] * 2


def test_a_value_that_is_set_back_before_it_is_written_is_set_back(
    tab: MeasuresTab, story: Story, workspace: Workspace, gate: threading.Event, settle: Settle
) -> None:
    own = [(one.budget_source, one.framework_items) for one in stored(workspace, story)]
    say(tab, "framework_items", ("NPGE-2025/G03",))
    say(tab, "budget_source", "local_budget")
    say(tab, "framework_items", ())
    say(tab, "framework_items", ("NPGE-2025/G09",))
    say(tab, "framework_items", ())
    gate.set()
    settle()
    found = [(one.budget_source, one.framework_items) for one in stored(workspace, story)]
    assert [goals for _, goals in found] == [goals for _, goals in own]
    assert [source for source, _ in found][:2] == ["local_budget"] * 2


def test_what_is_refused_for_other_measures_is_not_said_of_those_chosen_since(
    tab: MeasuresTab, context: Context, gate: threading.Event, settle: Settle
) -> None:
    said: list[str] = []
    context.toast_asked.connect(lambda text, *_: said.append(text))
    say(tab, "deadline", date(2030, 1, 1))
    tab.table.selectRow(1)
    press("Shift+Down")
    assert len(tab.table.chosen_rows()) == 2
    gate.set()
    settle()
    assert "31.12.2027" in said[0]
    assert not tab.together.form.problems()
    assert tab.together.form.field("deadline").value() != date(2030, 1, 1)


@pytest.mark.logs_warnings
def test_what_our_own_bug_stopped_stays_in_its_field_and_goes_with_the_next_change(
    tab: MeasuresTab,
    story: Story,
    workspace: Workspace,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stumble(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as once:
        once.setattr(tab.together, "_act", stumble)
        put(tab, "deadline", date(2027, 5, 1), settle)
    tab.refresh()
    assert tab.together.form.field("deadline").value() == date(2027, 5, 1)
    put(tab, "budget_source", "local_budget", settle)
    found = [(one.deadline, one.budget_source) for one in stored(workspace, story)]
    assert found[:2] == [(date(2027, 5, 1), "local_budget")] * 2


def test_a_goal_comes_to_all_of_them_and_those_of_their_own_stay(
    tab: MeasuresTab, story: Story, workspace: Workspace, settle: Settle
) -> None:
    own = stored(workspace, story)[0].framework_items
    put(tab, "framework_items", ("NPGE-2025/G03",), settle)
    first, second, _ = stored(workspace, story)
    assert first.framework_items == (*own, "NPGE-2025/G03")
    assert second.framework_items == ("NPGE-2025/G03",)


def test_del_takes_all_chosen_measures_away_and_one_undo_brings_them_back(
    tab: MeasuresTab, story: Story, workspace: Workspace, context: Context, settle: Settle
) -> None:
    press("Del")
    settle()
    assert [one.id for one in workspace.find(PlanMeasure)] == [story.measures[2]]
    assert not tab.side.isVisible()
    context.undo_last()
    settle()
    assert len(workspace.find(PlanMeasure)) == 3


def test_one_chosen_measure_needs_no_panel(tab: MeasuresTab, settle: Settle) -> None:
    press("Up")
    settle()
    assert not tab.side.isVisible()
