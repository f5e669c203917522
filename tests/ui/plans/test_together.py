"""Several measures of a plan: the same is set on all of them, refused at its field, undone once."""

from collections.abc import Callable
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
