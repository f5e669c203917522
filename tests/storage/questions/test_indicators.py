"""Indicators: every figure is the number of its records, whatever it is broken down by."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.actions.clubs import create_club, finish_task, give_tasks
from app.actions.duplicates import join
from app.actions.events import create_event
from app.actions.monitoring import monitor
from app.actions.records import new, save
from app.model import PracticeTask, Put, new_id
from app.reports.indicator_blocks import parts_told
from app.storage import Workspace
from app.storage.disclosure import UNSTATED
from app.storage.questions.indicators import (
    EVERYTHING,
    IndicatorFilter,
    answer,
    behind,
)
from app.storage.questions.reach import reach
from app.storage.questions.saved import QUESTIONS
from app.storage.questions.saved_question import FILTERS
from tests.storage.notebooks import add_person, notebook
from tests.storage.plans import BATKEN, BATKEN_RAION, OSH, TODAY, Story, tell

EMPTY = IndicatorFilter(territory=OSH, since=date(1999, 1, 1), until=date(1999, 12, 31))
NARROW = IndicatorFilter(
    territory=BATKEN,
    since=date(2025, 1, 1),
    until=date(2027, 12, 31),
    framework="NPGE-2025",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Story]]:
    folder: Path = tmp_path_factory.mktemp("told")
    ws = notebook(folder / "one")
    story = tell(ws)
    add_the_rest(ws, story)
    yield ws, story
    ws.close()


def add_the_rest(ws: Workspace, story: Story) -> None:
    """People who came, numbers without lists, materials, a club and bodies."""
    people = [add_person(ws, sex=sex) for sex in ("f", "f", "m")]
    training = {"title": "Тренинг", "type": "training", "date_from": date(2026, 3, 1)}
    second = create_event(ws, {**training, "territory": OSH, "mode": "offline"}).id
    for event, who in ((story.event, people), (second, people[:1])):
        for person in who:
            key = {"event": event, "person": person, "status": "attended", "age": 35}
            put = new("registration", {**key, "category": "lk_deputy"})
            ws.write([put])
            for part in ("morning", "afternoon"):
                tick = {"registration": put.id, "day": date(2026, 3, 1), "part": part}
                ws.write([new("attendance", {**tick, "is_present": True})])
    about = {"event": story.event, "qualifier": "over"}
    ws.write(
        [
            new("headcount", {**about, "number": 600, "category": "pupil"}),
            new("reach_figure", {**about, "kind": "schools", "value": 38}),
            new("reach_figure", {"kind": "committees", "value": 14}),
        ]
    )
    product = new_id()
    save(ws, "product", product, {"title": "Колдонмо", "kind": "guideline", "language": "ru"})
    ws.write([new("distribution", {"product": product, "event": story.event, "copies": 40})])
    cadence = {"form": "online", "period": "month", "least": 1}
    club = create_club(ws, {"title": "Клуб", "starts_on": "01.09.2026"}, [cadence]).id
    meeting = {"title": "Жыйын", "type": "club_meeting", "club": club, "mode": "online"}
    create_event(ws, {**meeting, "date_from": date(2026, 9, 9)})
    give_tasks(ws, club, people[:2], {"text": "Сүйлө", "given_on": "10.09.2026"})
    finish_task(ws, ws.find(PracticeTask)[0].id, {"done_on": "12.09.2026"})
    for women, men in ((5, 15), (9, 11), (0, 0)):
        body = {"title": "Кеңеш", "kind": "kenesh", "territory": BATKEN, "created_on": "01.09.2026"}
        save(ws, "body", new_id(), {**body, "women": women, "men": men})


@pytest.mark.parametrize("key", list(QUESTIONS))
@pytest.mark.parametrize("wanted", [EVERYTHING, NARROW, EMPTY], ids=["all", "narrow", "empty"])
def test_a_figure_has_its_records_behind_it_whole_and_in_parts(
    told: tuple[Workspace, Story], key: str, wanted: IndicatorFilter
) -> None:
    ws, _ = told
    question = QUESTIONS[key]
    whole = answer(ws, key, wanted, today=TODAY).total
    records = behind(ws, key, wanted, today=TODAY)
    is_count = question.figure.startswith("count(DISTINCT") or question.figure == "count(*)"
    is_count = is_count and not question.of
    if is_count:
        assert len(records) == whole.value
    for by in question.by:
        found = answer(ws, key, wanted, by, today=TODAY)
        assert found.total == whole
        for part in found.parts:
            here = behind(ws, key, wanted, by, part.code, today=TODAY)
            if is_count:
                assert len(here) == part.figure.value, (by, part)
            assert here
            assert set(here) <= set(records)
        if by not in {"goal", "priority"} and "DISTINCT" not in question.figure:
            assert sum(part.figure.value for part in found.parts) == whole.value
    if wanted is EMPTY and key not in {"products", "goals"}:
        assert (whole.value, records) == (0, [])


def test_the_figures_are_those_of_the_story(told: tuple[Workspace, Story]) -> None:
    ws, story = told

    def total(key: str, wanted: IndicatorFilter = EVERYTHING) -> float:
        return answer(ws, key, wanted, today=TODAY).total.value

    def parts(key: str, by: str, wanted: IndicatorFilter = EVERYTHING) -> dict[str, float]:
        found = answer(ws, key, wanted, by, today=TODAY)
        return {part.code: part.figure.value for part in found.parts}

    assert (total("people"), total("participations"), total("presences")) == (3, 4, 8)
    assert parts("people", "sex") == {"f": 2, "m": 1}
    assert parts("people", "age_group") == {"adult": 3}
    assert (total("deputies"), total("staff")) == (3, 0)
    assert total("events") == 3
    assert total("events", IndicatorFilter(territory=OSH)) == 1
    assert parts("events", "year") == {"2025": 1, "2026": 2}
    assert parts("recommendations", "goal") == {"NPGE-2025/G01": 1}
    assert parts("measures", "goal") == {"": 2, "NPGE-2025/G01": 1}
    assert parts("measures", "oblast") == {BATKEN: 3}
    assert parts("measures", "status") == {"done": 1, "in_progress": 1, "planned": 1}
    assert (total("plans"), total("funded_plans"), total("late_measures")) == (1, 1, 1)
    assert parts("budget", "budget_status") == {"requested": 640_000, "allocated": 95_000}
    assert total("spent") == 120_000
    share = answer(ws, "local_share", today=TODAY).total
    assert (share.value, share.of, share.share) == (0, 95_000, 0)
    bodies = answer(ws, "balanced_bodies", today=TODAY).total
    assert (bodies.value, bodies.of) == (1, 2)
    assert parts("reach", "kind") == {"schools": 38, "committees": 14}
    assert parts("headcount", "qualifier") == {"over": 600}
    assert (total("copies"), total("products")) == (40, 1)
    meetings = answer(ws, "club_meetings", today=TODAY).total
    assert (meetings.value, meetings.of) == (1, 2)
    tasks = answer(ws, "practice_tasks", today=TODAY).total
    assert (tasks.value, tasks.of) == (1, 2)
    goals = answer(ws, "goals", IndicatorFilter(framework="NPGE-2025"), today=TODAY).total
    assert (goals.value, goals.of) == (1, 13)
    assert behind(ws, "late_measures", today=TODAY)[0].id == story.measures[2]


_NOTHING: dict[str, dict[str, Any]] = {
    "period": {"since": date(1999, 1, 1), "until": date(1999, 12, 31)},
    "territory": {"territory": "41702000000000"},
    "project": {"project": b"nobody's project"},
    "framework": {"framework": "NAP-1325-2022"},
    "item": {"item": "NPGE-2025/G12"},
    "event_type": {"event_type": "press_conference"},
}
"""Filters that nothing of the story fits."""


@pytest.mark.parametrize("key", list(QUESTIONS))
def test_a_filter_narrows_a_figure_or_is_said_not_to(
    told: tuple[Workspace, Story], key: str
) -> None:
    ws, _ = told
    question = QUESTIONS[key]
    assert set(_NOTHING) == set(FILTERS)
    whole = answer(ws, key, today=TODAY).total
    for name, values in _NOTHING.items():
        wanted = IndicatorFilter(**values)
        assert wanted.asked == (name,)
        found = answer(ws, key, wanted, today=TODAY).total
        if name in question.narrowed_by:
            assert found.value == 0, name
            assert (wanted.unheeded(question), wanted.heeded(question)) == ((), wanted)
        else:
            assert found == whole, name
            assert (wanted.unheeded(question), wanted.heeded(question)) == ((name,), EVERYTHING)


def test_only_what_bears_no_mark_is_not_narrowed() -> None:
    unheeded = {
        key: set(FILTERS) - question.narrowed_by
        for key, question in QUESTIONS.items()
        if set(FILTERS) - question.narrowed_by
    }
    assert unheeded == {
        "products": {"period", "territory", "framework", "item", "event_type"},
        "club_meetings": {"project", "event_type"},
    }


def test_a_measure_is_of_the_type_of_event_its_plan_its_note_or_its_point_comes_from(
    ws: Workspace,
) -> None:
    story = tell(ws)
    ws.write([Put("action_plan", story.plan, {"event": None})])
    meeting = IndicatorFilter(event_type="consultative_meeting")

    def total(key: str) -> float:
        return answer(ws, key, meeting, today=TODAY).total.value

    # the first measure came from a point of the meeting's resolution; the granted one did not
    assert (total("measures"), total("plans"), total("funded_plans")) == (1, 1, 0)
    (second, third) = story.measures[1:]
    ws.write([Put("plan_measure", third, {"problem": story.problem})])
    assert [one.id for one in behind(ws, "measures", meeting)] == [story.measures[0], third]
    ws.write([Put("action_plan", story.plan, {"event": story.event})])
    assert (total("measures"), total("late_measures"), total("spent")) == (3, 1, 120_000)
    assert total("funded_plans") == 1
    assert answer(ws, "budget", IndicatorFilter(event_type="training")).total.value == 0
    ws.write([Put("plan_measure", second, {"framework_items": ("NPGE-2025/G05",)})])
    both = IndicatorFilter(event_type="consultative_meeting", item="NPGE-2025/G05")
    assert [one.id for one in behind(ws, "measures", both)] == [second]


def test_a_plan_is_funded_by_a_measure_of_the_goal_asked_for_that_is_not_given_up(
    ws: Workspace,
) -> None:
    first, second, _ = tell(ws).measures
    goal = IndicatorFilter(item="NPGE-2025/G01")

    def funded(wanted: IndicatorFilter = EVERYTHING) -> float:
        records = behind(ws, "funded_plans", wanted, today=TODAY)
        total = answer(ws, "funded_plans", wanted, today=TODAY).total.value
        assert len(records) == total
        return total

    # money is granted to the second measure, which serves no goal
    assert (funded(), funded(goal), funded(IndicatorFilter(framework="NPGE-2025"))) == (1, 0, 0)
    granted = {"budget_status": "approved", "budget_decision": "15"}
    ws.write([Put("plan_measure", first, granted)])
    assert (funded(), funded(goal)) == (1, 1)
    ws.write([Put("plan_measure", first, {"status": "cancelled"})])
    assert (funded(), funded(goal)) == (1, 0)
    ws.write([Put("plan_measure", second, {"status": "cancelled"})])
    assert funded() == 0


def test_a_body_is_of_the_event_and_the_plan_that_created_it(ws: Workspace) -> None:
    story = tell(ws)
    project = new_id()
    save(ws, "project", project, {"title": "Долбоор"})
    ws.write(
        [
            Put("event", story.event, {"framework_items": ("NPGE-2025/G01",)}),
            Put("action_plan", story.plan, {"project": project}),
        ]
    )
    by_plan, by_event, alone = new_id(), new_id(), new_id()
    for one, origin in (
        (by_plan, {"action_plan": story.plan}),
        (by_event, {"event": story.event}),
        (alone, {}),
    ):
        save(ws, "body", one, {"title": "Комитет", "kind": "committee", **origin})

    def bodies(**wanted: Any) -> set[bytes]:
        asked = IndicatorFilter(**wanted)
        found = {one.id for one in behind(ws, "bodies", asked)}
        assert {one.id for one in reach(ws, asked).bodies} == found - {alone}
        return found

    assert bodies() == {by_plan, by_event, alone}
    assert bodies(project=project) == {by_plan}
    assert bodies(event_type="consultative_meeting") == {by_plan, by_event}
    assert bodies(item="NPGE-2025/G01") == {by_event}


def test_a_practice_task_is_of_its_meeting_and_of_where_its_club_works(ws: Workspace) -> None:
    club = create_club(ws, {"title": "Клуб", "coverage": [BATKEN_RAION]}, []).id
    values = {"title": "Жыйын", "type": "club_meeting", "club": club, "date_from": TODAY}
    meeting = create_event(ws, {**values, "territory": OSH}).id
    (person,) = [add_person(ws)]
    give_tasks(ws, club, [person], {"text": "Сүйлө", "event": meeting, "given_on": TODAY})

    def tasks(**wanted: Any) -> float:
        return answer(ws, "practice_tasks", IndicatorFilter(**wanted)).total.of or 0

    assert (tasks(territory=OSH), tasks(territory=BATKEN), tasks(territory="41702000000000")) == (
        1,
        1,
        0,
    )
    assert (tasks(event_type="club_meeting"), tasks(event_type="training")) == (1, 0)


def test_parts_in_which_somebody_counts_several_times_say_how_many_people_they_are(
    told: tuple[Workspace, Story],
) -> None:
    ws, _ = told
    for key in ("participations", "presences"):
        for by in QUESTIONS[key].by:
            people = {one.code: one.figure.value for one in answer(ws, "people", by=by).parts}
            found = answer(ws, key, by=by)
            assert {part.code: part.people for part in found.parts} == people
            # three people who came twice are few, however often they came
            may = zip(found.parts, parts_told(found), strict=True)
            assert {part.code for part, is_told in may if is_told} <= UNSTATED
    assert all(part.people is None for part in answer(ws, "people", by="sex").parts)


def test_figures_of_no_event_are_of_their_own_day_and_place(ws: Workspace) -> None:
    product = new_id()
    save(ws, "product", product, {"title": "Колдонмо", "kind": "guideline"})
    for day, territory, copies in (("05.03.2026", BATKEN_RAION, 40), ("", OSH, 7)):
        given = {"product": product, "day": day, "territory": territory, "copies": copies}
        save(ws, "distribution", new_id(), given)
    for period, value in (("2022", 38), ("2025–2026-жж.", 5), ("жазда", 2)):
        ws.write([new("reach_figure", {"kind": "schools", "value": value, "period": period})])

    def total(key: str, **wanted: Any) -> float:
        return answer(ws, key, IndicatorFilter(**wanted), today=TODAY).total.value

    year = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}
    assert (total("copies"), total("copies", **year)) == (47, 40)
    assert (total("copies", territory=BATKEN), total("copies", territory=OSH)) == (40, 7)
    assert (total("copies", event_type="training"), total("reach")) == (0, 45)
    assert total("reach", since=date(2022, 6, 1), until=date(2022, 12, 31)) == 38
    assert total("reach", since=date(2025, 1, 1), until=date(2025, 12, 31)) == 5


def test_what_serves_a_goal_serves_its_priority(ws: Workspace) -> None:
    story = tell(ws)
    items = ("NPGE-2025/G02/M01", "NPGE-2025/G13", "KZ-RM-2023/S1/T1/A01")
    ws.write([Put("plan_measure", story.measures[2], {"framework_items": items})])
    parts = answer(ws, "measures", by="priority", today=TODAY).parts
    assert {part.code: part.figure.value for part in parts} == {
        "NPGE-2025/P1": 2,
        "NPGE-2025/P5": 1,
        "": 1,
    }


def test_a_task_s_activity_counts_for_its_direction_and_a_priority_for_no_goal(
    ws: Workspace,
) -> None:
    story = tell(ws)
    items = ("KZ-RM-2023/S1/T1/A01", "NPGE-2025/P2")
    ws.write([Put("plan_measure", story.measures[2], {"framework_items": items})])
    parts = answer(ws, "goals", by="framework", today=TODAY).parts
    assert {part.code: part.figure[:2] for part in parts if part.figure.value} == {
        "KZ-RM-2023": (1, 4),
        "NPGE-2025": (1, 13),
    }


def test_whoever_was_joined_is_counted_once(ws: Workspace) -> None:
    one, two = add_person(ws, sex="f"), add_person(ws, sex="f")
    values = {"title": "Тренинг", "type": "training", "date_from": date(2026, 3, 1)}
    event = create_event(ws, values).id
    for person in (one, two):
        ws.write([new("registration", {"event": event, "person": person})])
    assert answer(ws, "people", today=TODAY).total.value == 2
    join(ws, one, two, {})
    assert answer(ws, "people", today=TODAY).total.value == 1
    assert answer(ws, "participations", today=TODAY).total.value == 1


def test_codes_that_break_a_list_break_no_figure(ws: Workspace) -> None:
    story = tell(ws)
    odd = ('a"b', "NPGE-2025/G02/M01")
    ws.write([Put("plan_measure", story.measures[2], {"framework_items": odd})])
    found = answer(ws, "measures", by="goal", today=TODAY)
    assert {part.code for part in found.parts} == {"", "NPGE-2025/G01"}


def test_the_newest_entry_says_what_was_spent(ws: Workspace) -> None:
    story = tell(ws)
    monitor(ws, story.measures[0], {"day": "10.11.2026", "spent": 200_000})
    monitor(ws, story.measures[0], {"day": "05.10.2026", "spent": 90_000})
    assert answer(ws, "spent", today=TODAY).total.value == 200_000
