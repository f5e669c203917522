"""One measure: problems said at the field, monitoring, whom it serves, evidence, the chain."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtWidgets import QApplication

from app.actions.records import save
from app.model import (
    Attachment,
    Beneficiary,
    FrameworkItem,
    Indicator,
    IndicatorValue,
    MonitoringEntry,
    PlanMeasure,
)
from app.storage import Workspace
from app.ui.context import Context
from app.ui.kit import FilterChip
from app.ui.plans import PlansPage
from tests.storage.plans import Story
from tests.ui.events.press import press

Settle = Callable[[], None]


def opened(page: PlansPage, measure: bytes, settle: Settle, **where: object) -> Any:
    """A tab of a measure, shown."""
    page.open(measure=measure, **where)
    settle()
    return page.measure.here


def put(tab: Any, name: str, value: object, settle: Settle) -> None:
    """Give a field a value and leave it."""
    field = tab.form.form_of(name).field(name)
    field.set_value(value)
    field.committed.emit(value)
    settle()


def test_a_deadline_outside_the_plan_is_said_at_the_field_and_what_was_typed_stays(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    tab = opened(page, story.measures[2], settle)
    put(tab, "deadline", date(2030, 1, 1), settle)
    assert "31.12.2027" in tab.form.problems()["deadline"]
    assert tab.form.form_of("deadline").field("deadline").value() == date(2030, 1, 1)
    put(tab, "note", "Кийин", settle)
    assert tab.form.problems().keys() == {"deadline"}
    stored = workspace.get(PlanMeasure, story.measures[2])
    assert stored is not None
    assert (stored.note, stored.deadline) == ("Кийин", date(2026, 10, 26))


def test_a_negative_budget_is_said_at_the_field(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    tab = opened(page, story.measures[0], settle)
    put(tab, "budget", -5.0, settle)
    assert tab.form.problems().keys() == {"budget"}
    stored = workspace.get(PlanMeasure, story.measures[0])
    assert stored is not None
    assert stored.budget == 640_000


def test_money_granted_waits_for_the_number_of_the_decision(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    tab = opened(page, story.measures[0], settle)
    put(tab, "budget_status", "approved", settle)
    assert tab.form.problems().keys() == {"budget_decision"}
    put(tab, "budget_decision", "14", settle)
    stored = workspace.get(PlanMeasure, story.measures[0])
    assert stored is not None
    assert (stored.budget_status, stored.budget_decision) == ("approved", "14")


def test_an_edit_is_undone(
    story: Story, page: PlansPage, context: Context, workspace: Workspace, settle: Settle
) -> None:
    tab = opened(page, story.measures[0], settle)
    put(tab, "budget", 700_000.0, settle)
    context.undo_last()
    settle()
    stored = workspace.get(PlanMeasure, story.measures[0])
    assert stored is not None
    assert stored.budget == 640_000


def test_the_chain_leads_from_the_sentence_to_the_photo(
    story: Story, page: PlansPage, context: Context, settle: Settle
) -> None:
    gone: list[tuple[str, dict[str, object]]] = []
    context.went.connect(lambda name, where: gone.append((name, where)))
    opened(page, story.measures[0], settle)
    shown = page.measure.page
    assert shown is not None
    said, agreed, goal, resolved, money, photo = page.measure.origin.steps(shown)
    assert said.text == "Балдар караусуз калат"
    assert agreed.text == "Бала бакчага кошумча топ ачуу"
    assert goal.text
    assert money.text.replace("\u202f", " ").startswith("640 000")
    said.go()
    assert gone[-1] == (
        "events", {"event": story.event, "tab": "notes", "note": story.problem}
    )  # fmt: skip
    resolved.go()
    assert gone[-1][0] == "resolutions"
    assert gone[-1][1]["resolution"] == story.resolution
    assert resolved.text == agreed.text
    assert photo.text
    photo.go()
    settle()
    tab: Any = page.measure.here
    assert [tab.files.tiles.item(0).text()] == ["roof.jpg"]
    money.go()
    settle()
    about: Any = page.measure.here
    assert about.form.form_of("budget").field("budget").editor().hasFocus()


def test_a_step_without_anything_leads_to_where_it_is_said(
    story: Story, page: PlansPage, settle: Settle
) -> None:
    opened(page, story.measures[2], settle, tab="files")
    shown = page.measure.page
    assert shown is not None
    said = page.measure.origin.steps(shown)[0]
    assert said.text == ""
    said.go()
    settle()
    tab: Any = page.measure.here
    assert tab.form.form_of("problem").field("problem").editor().hasFocus()


def test_monitoring_is_made_with_the_first_words_and_gives_the_measure_its_state(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    measure = story.measures[2]
    tab = opened(page, measure, settle, tab="monitoring", write=True)
    assert workspace.find(MonitoringEntry, plan_measure=measure) == []
    put(tab, "note", "Мектеп макул", settle)
    (entry,) = workspace.find(MonitoringEntry, plan_measure=measure)
    assert (entry.note, entry.day, entry.author) == (
        "Мектеп макул", date.today(), workspace.profile.name
    )  # fmt: skip
    put(tab, "status", "in_progress", settle)
    put(tab, "progress", 30, settle)
    (entry,) = workspace.find(MonitoringEntry, plan_measure=measure)
    assert entry.progress == 30
    stored = workspace.get(PlanMeasure, measure)
    assert stored is not None
    assert stored.status == "in_progress"
    assert len(tab.table.rows()) == 1


def test_an_entry_that_was_begun_and_left_empty_is_not_kept(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    tab = opened(page, story.measures[0], settle, tab="monitoring")
    before = len(tab.table.rows())
    tab.begin()
    page.open()
    settle()
    assert len(workspace.find(MonitoringEntry, plan_measure=story.measures[0])) == before


def test_progress_over_a_hundred_is_said_at_the_field(
    story: Story, page: PlansPage, settle: Settle
) -> None:
    tab = opened(page, story.measures[0], settle, tab="monitoring")
    put(tab, "progress", 140, settle)
    assert tab.form.problems().keys() == {"progress"}


def test_photos_of_an_entry_are_kept_with_it(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "group.png"
    Image.new("RGB", (40, 30), "white").save(path)
    tab = opened(page, story.measures[0], settle, tab="monitoring")
    entry = tab.table.selected()
    tab.evidence.take([path])
    for _ in range(3):
        settle()
    kept = [one.file_name for one in workspace.find(Attachment, monitoring_entry=entry.id)]
    assert kept == ["roof.jpg", "group.jpg"]


def test_whom_it_serves_needs_a_number_and_keeps_what_was_chosen_before(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    tab = opened(page, story.measures[0], settle, tab="beneficiaries")
    tab.begin()
    put(tab, "sex", "f", settle)
    assert tab.form.problems().keys() == {"number"}
    assert workspace.find(Beneficiary) == []
    put(tab, "number", 14, settle)
    (group,) = workspace.find(Beneficiary, plan_measure=story.measures[0])
    assert (group.sex, group.number) == ("f", 14)
    tab.table.setFocus()
    press("Del")
    settle()
    assert workspace.find(Beneficiary) == []


def test_what_every_measure_ought_to_have_is_said(
    story: Story, page: PlansPage, settle: Settle
) -> None:
    tab = opened(page, story.measures[2], settle)
    assert tab.lacks.isVisible()
    assert "көрсөткүч" in tab.lacks._text.text()


def test_an_indicator_is_made_with_its_name_and_its_values_by_group(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    measure = story.measures[1]
    tab = opened(page, measure, settle, tab="indicators")
    tab.begin()
    put(tab, "name", "Окутулган аялдар", settle)
    put(tab, "target", 20.0, settle)
    (indicator,) = workspace.find(Indicator, plan_measure=measure)
    assert (indicator.name, indicator.target) == ("Окутулган аялдар", 20)
    tab.begin_value()
    field = tab.value_form.form_of("sex").field("sex")
    field.set_value("f")
    field.committed.emit("f")
    settle()
    assert workspace.find(IndicatorValue, indicator=indicator.id) == []
    assert tab.value_form.problems().keys() == {"value"}
    field = tab.value_form.form_of("value").field("value")
    field.set_value(5.0)
    field.committed.emit(5.0)
    settle()
    (value,) = workspace.find(IndicatorValue, indicator=indicator.id)
    assert (value.value, value.sex, value.day) == (5, "f", date.today())
    assert [row.id for row in tab.values.table.rows()] == [value.id]
    assert tab.table.cell(0, 4).text.startswith("25")


def test_a_value_is_mended_beside_the_list_and_taken_away(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    tab = opened(page, story.measures[0], settle, tab="indicators")
    newest = tab.values.table.rows()[0]
    tab.values.table.row_opened.emit(newest)
    field = tab.value_form.form_of("value").field("value")
    assert tab.value_form.isVisible()
    field.set_value(7.0)
    field.committed.emit(7.0)
    settle()
    stored = workspace.get(IndicatorValue, newest.id)
    assert stored is not None
    assert stored.value == 7
    assert tab.value_form.isVisible()
    tab.values.table.row_removed.emit(newest)
    settle()
    assert newest.id not in {one.id for one in workspace.find(IndicatorValue)}


def test_a_link_to_a_withdrawn_goal_is_said_at_the_field_and_kept(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    code = "NPGE-2025/G01/M04"
    (item,) = workspace.find(FrameworkItem, code=code)
    save(workspace, "framework_item", item.id, {"is_withdrawn": True})
    tab = opened(page, story.measures[0], settle)
    assert code in tab.form.problems()["framework_items"]
    stored = workspace.get(PlanMeasure, story.measures[0])
    assert stored is not None
    assert stored.framework_items == (code,)
    save(workspace, "framework_item", item.id, {"is_withdrawn": False})
    page.measure.refresh()
    settle()
    assert "framework_items" not in tab.form.problems()


def test_goals_are_in_view_again_after_another_page_was_open(
    story: Story, page: PlansPage, settle: Settle
) -> None:
    tab = opened(page, story.measures[0], settle)
    for _ in range(2):
        page.open(plan=story.plan)
        settle()
        tab = opened(page, story.measures[0], settle)
    QApplication.processEvents()
    picks = tab.form.form_of("framework_items").field("framework_items")
    chips = [chip for chip in picks.findChildren(FilterChip) if chip.isVisible()]
    assert len(chips) == 1
    assert picks.height() > chips[0].height() + 32
