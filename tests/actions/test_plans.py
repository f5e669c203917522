"""Action plans: drawn up, copied, decided on, and followed."""

from datetime import date

import pytest

from app.actions.attachments import NewFile
from app.actions.events import create_event
from app.actions.group_work import add_note
from app.actions.monitoring import add_indicator, monitor, note_value, save_entry
from app.actions.plans import (
    add_measure,
    add_measures_from,
    add_member,
    approve,
    copy_plan,
    create_from_template,
    create_plan,
    move_measure,
    renumber,
    save_measure,
    save_plan,
    set_on_measures,
)
from app.actions.records import delete, undo
from app.errors import Invalid
from app.model import (
    ActionPlan,
    Attachment,
    FrameworkItem,
    Indicator,
    IndicatorValue,
    MonitoringEntry,
    Person,
    PlanMeasure,
    PlanMember,
)
from app.model.numbering import in_order
from app.model.templates import plan_templates
from app.storage import Workspace
from app.storage.questions.plans import plan_page

PERIOD = {"period_from": date(2026, 1, 1), "period_to": date(2027, 12, 31)}


@pytest.fixture
def plan(ws: Workspace) -> bytes:
    return create_plan(ws, {"title": "Ак-Татыр айыл аймагынын планы", **PERIOD}).id


def measure_of(ws: Workspace, measure_id: bytes) -> PlanMeasure:
    found = ws.get(PlanMeasure, measure_id)
    assert found is not None
    return found


def wrong(error: pytest.ExceptionInfo[Invalid]) -> set[str]:
    return {problem.field for problem in error.value.problems}


def test_a_deadline_outside_the_plan_is_said_at_the_field_with_all_else(
    ws: Workspace, plan: bytes
) -> None:
    with pytest.raises(Invalid) as caught:
        add_measure(ws, plan, {"text": "", "deadline": "01.02.2028", "budget": "-5"})
    assert wrong(caught) == {"text", "deadline", "budget"}
    made = add_measure(ws, plan, {"text": "Топ ачуу", "deadline": "26.10.2026"}).id
    with pytest.raises(Invalid) as caught:
        save_measure(ws, made, {"deadline": "31.12.2025"})
    assert wrong(caught) == {"deadline"}
    assert measure_of(ws, made).deadline == date(2026, 10, 26)
    save_measure(ws, made, {"deadline": "31.12.2027"})


def test_a_period_does_not_leave_deadlines_out(ws: Workspace, plan: bytes) -> None:
    add_measure(ws, plan, {"text": "Топ ачуу", "deadline": "26.10.2026"})
    with pytest.raises(Invalid) as caught:
        save_plan(ws, plan, {"period_to": "30.06.2026"})
    assert wrong(caught) == {"period_to"}
    save_plan(ws, plan, {"period_to": "26.10.2026"})
    save_plan(ws, plan, {"period_to": ""})


def test_a_plan_is_approved_by_a_numbered_decision(ws: Workspace, plan: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        approve(ws, plan, " ", "12.06.2026")
    assert wrong(caught) == {"decision_number"}
    approve(ws, plan, "14", "12.06.2026", "Ак-Татыр айылдык кеңеши")
    found = ws.get(ActionPlan, plan)
    assert found is not None
    assert (found.status, found.decision_number) == ("approved", "14")


def test_measures_are_moved_and_spread(ws: Workspace, plan: bytes) -> None:
    made = [add_measure(ws, plan, {"text": text}).id for text in "абв"]
    changes = move_measure(ws, made[2], 0)
    ordered = in_order(ws.find(PlanMeasure, action_plan=plan))
    assert [one.text for one in ordered] == ["в", "а", "б"]
    renumber(ws, plan)
    assert [one.sequence for one in in_order(ws.find(PlanMeasure))] == [10, 20, 30]
    undo(ws, changes)
    assert [one.text for one in in_order(ws.find(PlanMeasure))] == ["а", "б", "в"]


def test_a_measure_remembers_the_problem_and_the_recommendation_it_comes_from(
    ws: Workspace, plan: bytes
) -> None:
    values = {"title": "Жолугушуу", "type": "training", "date_from": date(2026, 1, 10)}
    event = create_event(ws, values).id
    problem = add_note(ws, event, {"kind": "problem", "text": "Балдар калат"}).id
    answer = {"kind": "recommendation", "answers": problem, "framework_items": ["NPGE-2025/G04"]}
    note = add_note(ws, event, {**answer, "text": "Топ ачуу", "level": "local"}).id
    add_measures_from(ws, plan, "note", [note, problem])
    first, second = in_order(ws.find(PlanMeasure, action_plan=plan))
    assert (first.text, first.problem, first.recommendation) == ("Топ ачуу", problem, note)
    assert (first.framework_items, first.level) == (("NPGE-2025/G04",), "local")
    assert (second.text, second.problem, second.recommendation) == ("Балдар калат", problem, None)


def test_an_activity_of_a_roadmap_becomes_a_measure_with_all_its_columns(
    ws: Workspace, plan: bytes
) -> None:
    code = "KZ-RM-2023/S1/T1/A01"
    add_measures_from(ws, plan, "framework_item", [FrameworkItem.id_for({"code": code})])
    (measure,) = ws.find(PlanMeasure)
    item = ws.get(FrameworkItem, FrameworkItem.id_for({"code": code}))
    assert item is not None
    assert measure.text == item.text_ru
    assert measure.participants == item.participants
    assert measure.responsible == item.executors
    assert measure.expected_results == item.expected_results
    assert (measure.heading, measure.framework_items) == ("KZ-RM-2023/S1/T1", (code,))


def test_a_copy_starts_anew_with_its_days_moved(ws: Workspace, plan: bytes) -> None:
    values = {"text": "Топ ачуу", "starts_on": "01.03.2026", "deadline": "26.10.2026"}
    money = {"budget": 640_000, "budget_status": "approved", "budget_decision": "14"}
    measure = add_measure(ws, plan, {**values, **money, "status": "done"}).id
    add_indicator(ws, measure, {"name": "Балдар", "target": 25})
    monitor(ws, measure, {"progress": 100})
    add_member(ws, plan, "Ойдонова Бурул")
    approve(ws, plan, "14", "12.06.2026")
    given = {"title": "Көк-Таш", "period_from": date(2027, 1, 1)}
    copy = copy_plan(ws, plan, given).id
    found = ws.get(ActionPlan, copy)
    assert found is not None
    assert (found.status, found.decision_number) == ("draft", "")
    assert found.period_to == date(2028, 12, 30)
    (copied,) = ws.find(PlanMeasure, action_plan=copy)
    assert (copied.status, copied.budget, copied.budget_status) == ("planned", 640_000, None)
    assert (copied.starts_on, copied.deadline) == (date(2027, 3, 1), date(2027, 10, 26))
    assert len(ws.find(Indicator, plan_measure=copied.id)) == 1
    assert ws.find(MonitoringEntry, plan_measure=copied.id) == []
    assert ws.find(PlanMember, action_plan=copy) == []


def test_one_decision_funds_several_measures(ws: Workspace, plan: bytes) -> None:
    made = [add_measure(ws, plan, {"text": text}).id for text in "аб"]
    with pytest.raises(Invalid):
        set_on_measures(ws, made, {"budget_status": "approved"})
    assert {measure_of(ws, one).budget_status for one in made} == {None}
    set_on_measures(ws, made, {"budget_status": "approved", "budget_decision": "15"})
    assert {measure_of(ws, one).budget_decision for one in made} == {"15"}


def test_a_new_person_of_the_working_group_comes_into_the_register(
    ws: Workspace, plan: bytes
) -> None:
    add_member(ws, plan, "Ойдонова Бурул Асановна", "head")
    (person,) = ws.find(Person)
    assert [(one.person, one.role) for one in ws.find(PlanMember)] == [(person.id, "head")]


def test_monitoring_sets_the_status_unless_a_newer_entry_says_otherwise(
    ws: Workspace, plan: bytes
) -> None:
    measure = add_measure(ws, plan, {"text": "Топ ачуу"}).id
    photo = NewFile("чатыр.jpg", "photo", "image/jpeg", b"roof")
    made = monitor(ws, measure, {"day": "04.11.2026", "status": "in_progress"}, [photo])
    assert measure_of(ws, measure).status == "in_progress"
    (file,) = ws.find(Attachment)
    assert file.monitoring_entry == made.id
    (entry,) = ws.find(MonitoringEntry)
    assert entry.author == ws.profile.name
    older = monitor(ws, measure, {"day": "01.10.2026", "status": "planned"}).id
    assert measure_of(ws, measure).status == "in_progress"
    save_entry(ws, older, {"day": "05.11.2026", "status": "done"})
    assert measure_of(ws, measure).status == "done"
    undo(ws, made.changes)
    assert ws.find(Attachment) == []
    delete(ws, "plan_measure", measure)
    assert ws.find(MonitoringEntry) == []


def test_values_of_an_indicator_are_kept_with_their_group(ws: Workspace, plan: bytes) -> None:
    measure = add_measure(ws, plan, {"text": "Топ ачуу"}).id
    indicator = add_indicator(ws, measure, {"name": "Балдар", "baseline": 0, "target": "25"}).id
    note_value(ws, indicator, {"day": "31.12.2026", "value": "12,5", "sex": "f"})
    (value,) = ws.find(IndicatorValue)
    assert (value.value, value.sex) == (12.5, "f")
    with pytest.raises(Invalid):
        note_value(ws, indicator, {"value": "көп"})


@pytest.mark.parametrize("code", list(plan_templates()))
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_template_s_plan_lacks_nothing_but_who_answers(
    ws: Workspace, code: str, language: str
) -> None:
    template = plan_templates()[code]
    made = create_from_template(ws, template, language, {"period_from": "31.01.2026"}).id
    page = plan_page(ws, made, date(2026, 1, 31))
    assert page is not None
    assert page.plan.title == template.name[language]
    assert page.plan.period_to == date(2027, 1, 30)
    assert [line.measure.text for line in page.measures] == [
        measure.text[language] for measure in template.measures
    ]
    assert {line.lacks for line in page.measures} == {("responsible",)}
    assert all(
        code in page.goals for line in page.measures for code in line.measure.framework_items
    )


def test_a_shorter_plan_shortens_the_template_s_measures(ws: Workspace) -> None:
    period = {"period_from": date(2026, 1, 1), "period_to": date(2026, 1, 31), "title": "Кыска"}
    template = plan_templates()["womens_income"]
    made = create_from_template(ws, template, "ky", period).id
    deadlines = {one.deadline for one in ws.find(PlanMeasure, action_plan=made)}
    assert deadlines == {date(2026, 1, 31)}
    with pytest.raises(Invalid):
        create_from_template(ws, template, "ky", {"period_from": "эртең"})
