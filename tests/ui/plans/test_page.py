"""The list of plans and one plan: what is done, late, without money; adding, moving, copying."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.actions.plans import add_measure, create_plan, save_plan
from app.model import ActionPlan, PlanMeasure
from app.model.numbering import in_order
from app.model.templates import plan_templates
from app.storage import Workspace
from app.ui.context import Context
from app.ui.plans import PlansPage
from app.ui.plans.measures import MeasuresTab
from app.ui.plans.timeline import BarCell, Scale, bar_of
from tests.storage.plans import Story
from tests.ui.events.press import press, type_text

Settle = Callable[[], None]


def measures_tab(page: PlansPage, story: Story, settle: Settle) -> MeasuresTab:
    """The measures of the plan of the story, shown."""
    page.open(plan=story.plan, tab="measures")
    settle()
    tab = page.view.here
    assert isinstance(tab, MeasuresTab)
    tab.table.setFocus()
    return tab


def texts(workspace: Workspace, plan: bytes) -> list[str]:
    return [one.text for one in in_order(workspace.find(PlanMeasure, action_plan=plan))]


def test_without_plans_the_list_says_how_to_begin(page: PlansPage) -> None:
    assert page.list.body.currentWidget() is page.list.empty


def test_a_line_says_what_is_done_late_and_without_money(
    story: Story, page: PlansPage, settle: Settle
) -> None:
    settle()
    (line,) = page.list.table.rows()
    cells = [page.list.table.cell(0, column).text for column in range(8)]
    assert cells[0] == "Ак-Татыр айыл аймагынын планы"
    assert cells[1] == "2026–2027"
    assert cells[3:7] == ["3", "1", "1", "1"]
    assert line.budget == 735_000


def test_n_begins_a_plan_with_its_title_waiting_to_be_written(
    page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    page.list.table.setFocus()
    page.list.add_plan()
    settle()
    assert page.here is page.view
    type_text("Лейлек")
    page.view.leave()
    settle()
    assert [plan.title for plan in workspace.find(ActionPlan)] == ["Лейлек"]


def test_a_plan_is_deleted_with_its_measures_and_brought_back(
    story: Story, page: PlansPage, context: Context, workspace: Workspace, settle: Settle
) -> None:
    settle()
    page.list.table.selectRow(0)
    page.list.table.setFocus()
    press("Del")
    settle()
    assert not workspace.find(ActionPlan)
    context.undo_last()
    settle()
    assert len(workspace.find(PlanMeasure)) == 3
    assert len(page.list.table.rows()) == 1


def test_a_plan_is_drawn_up_like_another_its_days_moved_along(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    settle()
    page.list.show_copying()
    first = page.list.copying.search.offers()[0]
    assert first.text == "Ак-Татыр айыл аймагынын планы"
    press("Enter")
    settle()
    (copy,) = [one for one in workspace.find(ActionPlan) if one.id != story.plan]
    assert copy.title.startswith("Ак-Татыр айыл аймагынын планы (")
    assert copy.period_from == date(2026, 1, 1)
    assert texts(workspace, copy.id) == texts(workspace, story.plan)
    assert page.view.plan_id == copy.id


def test_the_plan_says_in_one_look_what_is_done_late_and_unfunded(
    story: Story, page: PlansPage, settle: Settle
) -> None:
    tab = measures_tab(page, story, settle)
    said = [
        label.text()
        for label in tab.glance.counts.findChildren(type(tab.adding._title))
        if label.isVisible()
    ]
    assert said[::2] == ["3", "1", "1", "1", "1"]
    assert page.view.header.title() == "Ак-Татыр айыл аймагынын планы"


def test_money_beside_the_counts_makes_no_window_wider(
    story: Story, page: PlansPage, settle: Settle
) -> None:
    page.resize(1500, 768)
    glance = measures_tab(page, story, settle).glance
    assert glance.money.isVisible()
    assert glance.minimumSizeHint().width() == glance.counts.minimumSizeHint().width()


def test_a_late_measure_is_marked_and_said_at_the_foot_with_the_ways_out(
    story: Story, page: PlansPage, settle: Settle
) -> None:
    tab = measures_tab(page, story, settle)
    state = tab.table.cell(2, 3)
    assert (state.icon, state.colour) == ("triangle-alert", "bad")
    assert tab.table.selected().id == story.measures[2]
    assert tab.late.isVisible()
    tab.late.move_it.click()
    settle()
    assert page.here is page.measure
    about: Any = page.measure.here
    assert about.form.form_of("deadline").field("deadline").editor().hasFocus()


def test_measures_are_moved_by_alt_and_the_arrows(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    before = texts(workspace, story.plan)
    tab = measures_tab(page, story, settle)
    tab.table.selectRow(0)
    tab._move(1)
    settle()
    assert texts(workspace, story.plan) == [before[1], before[0], before[2]]
    assert tab.table.selected().id == story.measures[0]
    assert tab.table.cell(1, 0).text == "2"
    tab._move(-1)
    tab._move(-1)
    settle()
    assert texts(workspace, story.plan) == before


def test_a_measure_is_added_in_new_words_and_the_line_waits_for_the_next(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    tab = measures_tab(page, story, settle)
    tab.show_adding()
    type_text("Жол оңдоо")
    press("Enter")
    settle()
    assert texts(workspace, story.plan)[-1] == "Жол оңдоо"
    assert tab.table.selected().measure.text == "Жол оңдоо"
    assert tab.adding.search.hasFocus()
    assert tab.adding.search.text() == ""


def test_a_measure_is_taken_from_a_recommendation_and_keeps_the_link(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    tab = measures_tab(page, story, settle)
    tab.show_adding()
    tab.adding.where.set_value("note")
    tab.adding.search.setText("кошумча")
    tab.adding._ask("кошумча")
    offers = tab.adding.search.offers()
    assert offers[0].value == ("note", story.recommendation)
    tab.adding._picked(offers[0].value)
    settle()
    last = in_order(workspace.find(PlanMeasure, action_plan=story.plan))[-1]
    assert (last.recommendation, last.problem) == (story.recommendation, story.problem)
    assert last.framework_items == ("NPGE-2025/G01/M04",)


def test_a_measure_of_another_plan_is_offered_and_one_of_this_plan_is_not(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    plan = create_plan(workspace, {"title": "Башка план"}).id
    add_measure(workspace, plan, {"text": "Мектепте жылуулук"})
    tab = measures_tab(page, story, settle)
    tab.show_adding()
    tab.adding.where.set_value("plan_measure")
    tab.adding.search.setText("мектепте")
    tab.adding._ask("мектепте")
    said = [(offer.text, offer.sub) for offer in tab.adding.search.offers() if not offer.pinned]
    assert said == [("Мектепте жылуулук", "Башка план")]


def test_the_measures_are_saved_as_a_table(
    story: Story,
    page: PlansPage,
    context: Context,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tab = measures_tab(page, story, settle)
    path = tmp_path / "plan.csv"
    monkeypatch.setattr(context, "save_file", lambda *_: path)
    tab.export()
    settle()
    rows = path.read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 4
    assert "Бала бакчага кошумча топ ачуу" in rows[1]
    assert "640000" in rows[1]


def test_bars_are_filled_as_far_as_monitoring_says_and_full_when_done(
    story: Story, page: PlansPage, settle: Settle
) -> None:
    tab = measures_tab(page, story, settle)
    first, second, third = tab.table.rows()
    bar = bar_of(first)
    assert bar is not None
    assert (bar.reached, bar.colour) == (0.4, "accent")
    assert bar_of(second) is None
    late = bar_of(third)
    assert late is not None
    assert (late.colour, late.is_late) == ("bad", True)
    cell = tab.table.cell(1, 6)
    assert isinstance(cell, BarCell)
    assert cell.said() == "мөөнөтү жок"


def test_the_scale_begins_and_ends_with_a_quarter() -> None:
    scale = Scale(date(2026, 7, 1), date(2027, 10, 1), date(2026, 11, 19))
    assert [word for _, word in scale.quarters()] == ["III 26", "IV 26", "I 27", "II 27", "III 27"]
    assert scale.has_today


def test_a_deadline_left_outside_by_a_shorter_period_is_said_at_the_field_and_kept_there(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    page.open(plan=story.plan, tab="about")
    settle()
    about: Any = page.view.here
    field = about.form.form_of("period_to").field("period_to")
    field.set_value(date(2026, 12, 31))
    field.committed.emit(date(2026, 12, 31))
    settle()
    assert "1" in about.form.problems()["period_to"]
    assert field.value() == date(2026, 12, 31)
    plan = workspace.get(ActionPlan, story.plan)
    assert plan is not None
    assert plan.period_to == date(2027, 12, 31)


def test_approved_without_a_number_waits_until_the_number_is_typed(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    page.open(plan=story.plan, tab="about")
    settle()
    about: Any = page.view.here
    about.form.form_of("status").field("status").committed.emit("approved")
    settle()
    assert about.form.problems().keys() == {"decision_number"}
    assert workspace.get(ActionPlan, story.plan).status == "draft"  # type: ignore[union-attr]
    about.form.form_of("decision_number").field("decision_number").committed.emit("14")
    settle()
    plan = workspace.get(ActionPlan, story.plan)
    assert plan is not None
    assert (plan.status, plan.decision_number) == ("approved", "14")


def test_a_pattern_is_kept_apart_and_offered_first_for_new_plans(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    save_plan(workspace, story.plan, {"is_template": True})
    page.list.refresh()
    settle()
    assert page.list.table.rows() == []
    page.list.status.set_value("patterns")
    page.list.refresh()
    settle()
    assert len(page.list.table.rows()) == 1


def test_a_plan_begins_from_a_template_with_its_measures(
    page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    page.list.show_copying()
    codes = [offer.value for offer in page.list.copying.search.offers()]
    assert codes == list(plan_templates())
    page.list.copying._pick(codes[0])
    settle()
    (plan,) = workspace.find(ActionPlan)
    assert len(texts(workspace, plan.id)) == len(plan_templates()[codes[0]].measures)
    assert page.view.plan_id == plan.id
