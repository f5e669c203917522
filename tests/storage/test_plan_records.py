"""Groups, resolutions, plans and clubs merge, are forgotten, deleted and found like all else."""

from app.actions.records import delete, undo
from app.actions.redaction import redact_person
from app.model import (
    Attachment,
    BodyMember,
    ClubMember,
    IndicatorValue,
    MonitoringEntry,
    PlanMeasure,
    PlanMember,
    PracticeTask,
    Put,
    Stakeholder,
    new_id,
)
from app.storage import Workspace
from app.storage.doctor import examine
from tests.storage.notebooks import add_person, conflicts, hand_over
from tests.storage.test_redaction import everything_in

NAME = "Жооптуубекова"


def put(ws: Workspace, type_name: str, **values: object) -> bytes:
    """Write a record down; answers its id."""
    record = new_id()
    ws.write([Put(type_name, record, values)])
    return record


def followed(ws: Workspace, person: bytes | None = None) -> tuple[bytes, bytes]:
    """A plan with one measure that is followed by a photo and a number; answers both ids."""
    plan = put(ws, "action_plan", title="Ак-Татыр айыл аймагынын планы")
    measure = put(
        ws,
        "plan_measure",
        action_plan=plan,
        text="Бала бакчага кошумча топ ачуу",
        person=person,
        responsible=NAME,
    )
    entry = put(ws, "monitoring_entry", plan_measure=measure, day="2026-11-04", note="Баштадык")
    photo = ws.attachments.put(b"photo of a roof")
    put(ws, "attachment", monitoring_entry=entry, file=photo, title="Чатыр")
    indicator = put(ws, "indicator", plan_measure=measure, name="Балдар", target=25)
    put(ws, "indicator_value", indicator=indicator, day="2026-11-04", value=3)
    return plan, measure


def test_what_one_wrote_arrives_whole_and_twice_is_once(ws: Workspace, other: Workspace) -> None:
    followed(ws)
    hand_over(ws, other)
    hand_over(ws, other, everything=True)
    assert other.digest() == ws.digest()
    assert [value.value for value in other.find(IndicatorValue)] == [3]
    assert examine(other) == []


def test_two_who_move_one_deadline_are_told_so(ws: Workspace, other: Workspace) -> None:
    _, measure = followed(ws)
    hand_over(ws, other)
    ws.write([Put("plan_measure", measure, {"deadline": "2026-12-01", "budget": 100})])
    other.write([Put("plan_measure", measure, {"deadline": "2027-01-15", "status": "done"})])
    hand_over(ws, other)
    hand_over(other, ws)
    for notebook in (ws, other):
        assert conflicts(notebook) == {(measure.hex(), "deadline")}
        found = notebook.get(PlanMeasure, measure)
        assert found is not None
        assert (found.budget, found.status) == (100, "done")


def test_two_who_add_one_person_to_a_working_group_meet(ws: Workspace, other: Workspace) -> None:
    plan = put(ws, "action_plan", title="План")
    person = add_person(ws)
    hand_over(ws, other)
    key = {"action_plan": plan, "person": person}
    member = PlanMember.id_for(key)
    ws.write([Put("plan_member", member, {**key, "role": "head"})])
    other.write([Put("plan_member", member, {**key, "position": "депутат"})])
    hand_over(ws, other)
    (found,) = other.find(PlanMember)
    assert (found.role, found.position) == ("head", "депутат")
    assert conflicts(other) == set()


def test_a_plan_goes_with_all_that_is_part_of_it_and_comes_back(ws: Workspace) -> None:
    plan, _ = followed(ws)
    before = ws.digest()
    gone = delete(ws, "action_plan", plan)
    for record_type in (PlanMeasure, MonitoringEntry, Attachment, IndicatorValue):
        assert ws.find(record_type) == []
    undo(ws, gone)
    assert len(ws.find(Attachment)) == 1
    assert ws.digest() != before, "an undo is a change too"
    assert examine(ws) == []


def test_whoever_answers_for_a_measure_is_forgotten_and_its_photos_stay(ws: Workspace) -> None:
    person = add_person(ws, surname=NAME)
    _, measure = followed(ws, person)
    redact_person(ws, person)
    found = ws.get(PlanMeasure, measure)
    assert found is not None
    assert (found.responsible, found.text) == ("", "Бала бакчага кошумча топ ачуу")
    assert NAME not in everything_in(ws)
    (photo,) = ws.find(Attachment)
    assert photo.file
    assert ws.attachments.has(photo.file)


def test_a_contact_a_position_and_a_reflection_are_forgotten(ws: Workspace) -> None:
    person = add_person(ws)
    event, plan, club = new_id(), new_id(), new_id()
    contact = {"event": event, "kind": "informal", "name": "Аксакалдар", "person": person}
    put(ws, "stakeholder", **contact, contact="0555 123 321", interests="Тынчтык")
    put(ws, "plan_member", action_plan=plan, person=person, position="Жашыруун кызмат")
    put(ws, "practice_task", club=club, person=person, text="Сүйлөө", reflection="Коркком")
    put(ws, "club_member", club=club, person=person, role="activist", note="Күйөөсү каршы")
    secrets = ("0555 123 321", "Жашыруун кызмат", "Коркком", "Күйөөсү каршы")
    assert all(secret in everything_in(ws) for secret in secrets)
    redact_person(ws, person)
    left = everything_in(ws)
    assert not [secret for secret in secrets if secret in left]
    assert [found.interests for found in ws.find(Stakeholder)] == ["Тынчтык"]
    assert [found.role for found in ws.find(ClubMember)] == ["activist"]
    assert [found.text for found in ws.find(PracticeTask)] == ["Сүйлөө"]


def test_a_forgotten_mentor_takes_nobody_s_reflection_with_her(ws: Workspace) -> None:
    mentor, member = add_person(ws), add_person(ws)
    club = put(ws, "club", title="Клуб", mentor=mentor)
    put(ws, "practice_task", club=club, person=member, text="Сүйлөө", reflection="Болду")
    redact_person(ws, mentor)
    assert [found.reflection for found in ws.find(PracticeTask)] == ["Болду"]


def test_measures_points_and_stakeholders_are_found_by_their_words(ws: Workspace) -> None:
    _, measure = followed(ws)
    put(ws, "stakeholder", event=new_id(), kind="cso", name="«Ай-Данек» КФ")
    put(ws, "resolution_item", resolution=new_id(), text="Соблюдение 30% квоты")
    assert [hit.id for hit in ws.search("кошумча топ", ["plan_measure"])] == [measure]
    assert [hit.caption for hit in ws.search("данек", ["stakeholder"])] == ["«Ай-Данек» КФ"]
    assert len(ws.search("квот", ["resolution_item"])) == 1


def test_two_who_list_one_person_in_a_body_meet_and_her_position_is_forgotten(
    ws: Workspace, other: Workspace
) -> None:
    body = put(ws, "body", title="Комитет", kind="committee")
    person = add_person(ws, sex="f")
    hand_over(ws, other)
    key = {"body": body, "person": person}
    member = BodyMember.id_for(key)
    ws.write([Put("body_member", member, {**key, "role": "chair"})])
    other.write([Put("body_member", member, {**key, "position": "Жашыруун кызмат"})])
    hand_over(ws, other)
    (found,) = other.find(BodyMember)
    assert (found.role, found.position) == ("chair", "Жашыруун кызмат")
    assert conflicts(other) == set()
    redact_person(other, person)
    assert "Жашыруун кызмат" not in everything_in(other)
    assert [one.role for one in other.find(BodyMember)] == ["chair"]
    delete(other, "body", body)
    assert other.find(BodyMember) == []
