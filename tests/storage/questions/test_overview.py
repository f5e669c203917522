"""The overview: the figures of the saved questions at one look, under every filter."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.actions.duplicates import join
from app.actions.events import create_event
from app.actions.records import new
from app.model import FrameworkItem, Put
from app.storage import Workspace
from app.storage.questions.indicators import EVERYTHING, IndicatorFilter, answer
from app.storage.questions.overview import Overview, Share, overview
from tests.storage.notebooks import add_person, notebook
from tests.storage.plans import BATKEN, BATKEN_RAION, OSH, TODAY

FILTERS = {
    "all": EVERYTHING,
    "place": IndicatorFilter(territory=BATKEN),
    "period": IndicatorFilter(since=date(2026, 2, 1), until=date(2026, 3, 1)),
    "type": IndicatorFilter(event_type="training"),
    "framework": IndicatorFilter(framework="NPGE-2025"),
    "goal": IndicatorFilter(item="NPGE-2025/G01"),
    "another goal": IndicatorFilter(item="NPGE-2025/G02"),
    "nothing": IndicatorFilter(territory=OSH, until=date(1999, 12, 31)),
}


def held(ws: Workspace, day: date, **values: object) -> bytes:
    """An event on a day."""
    about = {"title": "Жолугушуу", "type": "consultative_meeting", "date_from": day}
    return create_event(ws, {**about, **values}).id


def registered(ws: Workspace, event: bytes, person: bytes, **values: object) -> bytes:
    """A person written down for an event."""
    put = new("registration", {"event": event, "person": person, **values})
    ws.write([put])
    return put.id


def ticked(ws: Workspace, registration: bytes, *, present: bool = True) -> None:
    """Attendance of the first day."""
    key = {"registration": registration, "day": date(2026, 3, 1), "part": "day"}
    ws.write([new("attendance", {**key, "is_present": present})])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder: Path = tmp_path_factory.mktemp("overview")
    ws = notebook(folder / "one")
    women = [add_person(ws, sex="f", birth_year=1990, territory=BATKEN_RAION) for _ in range(4)]
    men = [add_person(ws, sex="m") for _ in range(2)]
    twice = add_person(ws, sex="f")
    join(ws, women[0], twice, {})
    goal = {"framework_items": ("NPGE-2025/G01/M04",)}
    first = held(ws, date(2026, 1, 12), territory=BATKEN_RAION, **goal)
    for person in (*women, *men, twice):
        registered(ws, first, person, category="lk_deputy")
    second = held(ws, date(2026, 3, 1), territory=OSH, type="training")
    for number, person in enumerate((*women, *men, add_person(ws))):
        listed = registered(ws, second, person, age=61, territory=OSH, category="youth")
        if number != 1:
            ticked(ws, listed, present=number != 2)
    registered(ws, second, add_person(ws, sex="m"), status="invited")
    third = held(ws, date(2026, 4, 1))
    registered(ws, third, women[0], status="attended")
    registered(ws, third, men[0], status="absent")
    called_off = held(ws, date(2026, 5, 1), status="cancelled")
    registered(ws, called_off, add_person(ws, sex="f"))
    ahead = held(ws, date(2026, 12, 31))
    registered(ws, ahead, add_person(ws, sex="f"))
    yield ws
    ws.close()


def test_the_overview_of_a_small_notebook(told: Workspace) -> None:
    found = overview(told, today=TODAY)
    assert found == Overview(
        people=7,
        women=4,
        men=2,
        unknown=1,
        participations=12,
        events=3,
        weighed=3,
        off_rule=1,
        oblasts=(Share(OSH, 2, 2, 1), Share(BATKEN, 4, 0, 0), Share("", 0, 2, 0)),
        ages=(Share("adult", 4, 0, 0), Share("older", 2, 2, 1), Share("", 0, 2, 0)),
        categories=(
            Share("lk_deputy", 4, 2, 0),
            Share("youth", 2, 2, 1),
            Share("", 1, 0, 0),
        ),
        raions=(
            Share(OSH, 2, 2, 1, within=OSH),
            Share(BATKEN_RAION, 4, 0, 0, within=BATKEN),
            Share("", 0, 2, 0),
        ),
    )


@pytest.mark.parametrize("wanted", FILTERS.values(), ids=list(FILTERS))
def test_the_overview_says_what_the_saved_questions_say(
    told: Workspace, wanted: IndicatorFilter
) -> None:
    found = overview(told, wanted, TODAY)

    def parts(by: str) -> dict[str, float]:
        answered = answer(told, "people", wanted, by, TODAY)
        return {part.code: part.figure.value for part in answered.parts}

    assert found.people == answer(told, "people", wanted, today=TODAY).total.value
    assert found.participations == answer(told, "participations", wanted, today=TODAY).total.value
    assert found.events == answer(told, "events", wanted, today=TODAY).total.value
    sexes = {"f": found.women, "m": found.men, "u": found.unknown}
    assert {code: number for code, number in sexes.items() if number} == parts("sex")
    for by, shares in (
        ("oblast", found.oblasts),
        ("raion", found.raions),
        ("age_group", found.ages),
        ("category", found.categories),
    ):
        assert {share.code: share.people for share in shares} == parts(by)


def test_a_type_and_a_goal_narrow_the_figures(told: Workspace) -> None:
    events = {name: overview(told, wanted, TODAY).events for name, wanted in FILTERS.items()}
    assert events == {
        "all": 3,
        "place": 1,
        "period": 1,
        "type": 1,
        "framework": 1,
        "goal": 1,
        "another goal": 0,
        "nothing": 0,
    }


def test_a_goal_that_was_withdrawn_can_still_be_asked_for(told: Workspace) -> None:
    item = FrameworkItem.id_for({"code": "NPGE-2025/G01/M04"})
    told.write([Put("framework_item", item, {"is_withdrawn": True})])
    wanted = IndicatorFilter(item="NPGE-2025/G01/M04")
    assert overview(told, wanted, TODAY).people == 6
