"""From group work to plans: what the records refuse, at which field."""

import pytest

from app.errors import Invalid
from app.model import (
    ActionPlan,
    Body,
    ClubCadence,
    MonitoringEntry,
    Note,
    PlanMeasure,
    PracticeTask,
    Record,
    Resolution,
    Stakeholder,
    check,
    clean,
    new_id,
)


def wrong_fields(record_type: type[Record], **values: object) -> set[str]:
    """The fields that are complained of; empty when the values are good."""
    try:
        check(record_type, clean(record_type, values))
    except Invalid as invalid:
        return {problem.field for problem in invalid.problems}
    return set()


@pytest.mark.parametrize("status", ["approved", "in_force"])
def test_a_plan_is_not_approved_without_the_number_of_the_decision(status: str) -> None:
    plan = {"title": "План", "status": status}
    assert wrong_fields(ActionPlan, **plan) == {"decision_number"}
    assert wrong_fields(ActionPlan, **plan, decision_number="№ 14") == set()
    assert wrong_fields(ActionPlan, title="План", status="submitted") == set()


def test_a_plan_does_not_end_before_it_begins() -> None:
    plan = {"title": "План", "period_from": "01.01.2027", "period_to": "31.12.2026"}
    assert wrong_fields(ActionPlan, **plan) == {"period_to"}


def test_a_measure_costs_nothing_less_than_nothing_and_ends_after_its_start() -> None:
    measure = {"action_plan": new_id(), "text": "Отун"}
    assert wrong_fields(PlanMeasure, **measure, budget="-1") == {"budget"}
    assert wrong_fields(PlanMeasure, **measure, budget="180 000,50") == set()
    days = {"starts_on": "02.02.2026", "deadline": "01.02.2026"}
    assert wrong_fields(PlanMeasure, **measure, **days) == {"deadline"}


@pytest.mark.parametrize("status", ["approved", "allocated", "spent"])
def test_money_is_not_granted_without_the_number_of_the_decision(status: str) -> None:
    measure = {"action_plan": new_id(), "text": "Отун", "budget_status": status}
    assert wrong_fields(PlanMeasure, **measure) == {"budget_decision"}
    assert wrong_fields(PlanMeasure, **measure, budget_decision="14") == set()


def test_a_resolution_is_adopted_on_a_day() -> None:
    assert wrong_fields(Resolution, title="Р", status="adopted") == {"adopted_on"}
    assert wrong_fields(Resolution, title="Р", status="adopted", adopted_on="23.05.2025") == set()


def test_only_what_is_no_problem_answers_a_problem() -> None:
    note = {"event": new_id(), "text": "Суу жок", "answers": new_id()}
    assert wrong_fields(Note, **note, kind="problem") == {"answers"}
    assert wrong_fields(Note, **note, kind="recommendation") == set()


def test_influence_and_interest_are_told_from_one_to_five() -> None:
    who = {"event": new_id(), "kind": "state", "name": "Айыл өкмөтү"}
    assert wrong_fields(Stakeholder, **who, influence=6, interest=0) == {"influence", "interest"}
    assert wrong_fields(Stakeholder, **who, influence=5, interest=1) == set()


def test_progress_is_a_share_of_a_hundred() -> None:
    entry = {"plan_measure": new_id(), "day": "01.02.2026"}
    assert wrong_fields(MonitoringEntry, **entry, progress=101) == {"progress"}


def test_a_body_has_no_more_people_than_seats() -> None:
    body = {"title": "Кеңеш", "kind": "kenesh", "size": 21}
    assert wrong_fields(Body, **body, women=9, men=13) == {"size"}
    assert wrong_fields(Body, **body, women=9, men=10, youth=22, reserved=22) == {
        "youth",
        "reserved",
    }
    assert wrong_fields(Body, **body, women=9, men=12, youth=6, reserved=7) == set()


def test_a_cadence_and_a_task_run_forwards() -> None:
    cadence = {"club": new_id(), "form": "online", "least": 3, "most": 1}
    assert wrong_fields(ClubCadence, **cadence) == {"most"}
    task = {"club": new_id(), "text": "Сүйлөө", "given_on": "02.02.2026", "done_on": "01.02.2026"}
    assert wrong_fields(PracticeTask, **task) == {"done_on"}
