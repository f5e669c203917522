"""What reports, pages and indicators say is what anybody counts from the exported tables."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.actions.duplicates import join
from app.actions.events import create_event
from app.actions.records import new
from app.commands import main
from app.commands.demo import PASSPHRASE as DEMONSTRATED
from app.language import language
from app.model import ENUMERATIONS, Event, Put, Remove
from app.reports import make
from app.reports.content import Cell, Document, Heading, Table
from app.reports.people import turnout
from app.storage import Workspace, open_workspace
from app.storage.questions.events import EventFilter, list_events
from app.storage.questions.indicators import IndicatorFilter, answer
from app.storage.questions.overview import overview
from app.storage.questions.people import PeopleFilter, list_people
from app.storage.questions.quota import QuotaFilter, outlook, quota_table
from app.storage.questions.report import event_rows
from app.storage.questions.today import today_facts
from tests.commands.notebooks import PASSPHRASE, make_notebook
from tests.storage.notebooks import add_person
from tests.storage.plans import BATKEN, BATKEN_RAION, OSH, tell

EN = language("en")
TODAY = date.today()
SPRING = date(2026, 3, 2)
TABLES = (
    *("event", "registration", "attendance", "person", "territory", "plan_measure", "action_plan"),
    *("framework_item", "consent", "redaction"),
)
Line = dict[str, str]


@dataclass
class Recount:
    """Figures counted anew from nothing but CSV files."""

    tables: dict[str, list[Line]]
    roots: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.people = {one["id"]: one for one in self.tables["person"]}
        self.events = {one["id"]: one for one in self.tables["event"]}

    def root(self, person: str) -> str:
        seen = [person]
        while (above := self.people.get(seen[-1], {}).get("duplicate_of", "")) not in ("", *seen):
            seen.append(above)
        return seen[-1] if seen[-1] in self.people else person

    def is_held(self, event: str) -> bool:
        found = self.events.get(event)
        return (
            found is not None
            and found["status"] not in {"cancelled", "postponed"}
            and "" < found["date_from"] <= TODAY.isoformat()
        )

    def took_part(self) -> dict[tuple[str, str], Line]:
        """(event, person) → the line on the list under which she took part, of all events."""
        seen = {
            one["registration"] for one in self.tables["attendance"] if one["is_present"] == "1"
        }
        taken = {one["event"] for one in self.tables["registration"] if one["id"] in seen}
        found: dict[tuple[str, str], Line] = {}
        for one in sorted(self.tables["registration"], key=lambda line: line["id"]):
            is_there = one["id"] in seen or one["event"] not in taken
            if is_there and one["status"] not in {"invited", "absent"} and one["event"]:
                found.setdefault((one["event"], self.root(one["person"])), one)
        return found

    def held(self) -> dict[tuple[str, str], Line]:
        return {key: line for key, line in self.took_part().items() if self.is_held(key[0])}

    def sex(self, person: str) -> str:
        return self.people.get(person, {}).get("sex") or "u"

    def oblast(self, line: Line, person: str) -> str:
        places = {one["code"]: one for one in self.tables["territory"]}
        code = at = line["territory"] or self.people.get(person, {}).get("territory", "")
        while at in places and places[at]["level"] not in {"oblast", "republic_city"}:
            at = places[at]["parent"]
        return at if at in places else code

    def age(self, line: Line, event: str, person: str) -> str:
        born = self.people.get(person, {}).get("birth_year", "")
        year = int(self.events[event]["date_from"][:4])
        age = int(line["age"]) if line["age"] else year - int(born) if born else None
        for term in ENUMERATIONS["age_group"].values():
            if age is not None and term.bounds and term.bounds[0] <= age <= term.bounds[1]:
                return term.code
        return self.people.get(person, {}).get("age_group", "")

    def goal(self, code: str) -> str:
        items = {one["code"]: one for one in self.tables["framework_item"]}
        at = code
        while at in items and items[at]["type"] not in {"priority", "goal", "direction", "task"}:
            at = items[at]["parent"]
        return at if at in items else code

    def measures(self) -> list[Line]:
        plans = {
            one["id"] for one in self.tables["action_plan"] if one.get("is_template", "") != "1"
        }
        return [one for one in self.tables["plan_measure"] if one["action_plan"] in plans]

    def budget_by_goal(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for one in self.measures():
            if one["status"] != "cancelled" and one["budget"] and float(one["budget"]) > 0:
                for goal in {self.goal(code) for code in one["framework_items"].split("; ")}:
                    found[goal] += int(float(one["budget"]))
        return found


@dataclass
class Office:
    ws: Workspace
    recount: Recount


@pytest.fixture(scope="module", params=["demonstration", "made up"])
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    to: Path = tmp_path_factory.mktemp("tables")
    if request.param == "demonstration":
        folder = request.getfixturevalue("demonstration") / "coordinator"
        passphrase = DEMONSTRATED
    else:
        folder, passphrase = make_up(to / "notebook"), PASSPHRASE
    tables = {}
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(os.environ, "DEPTER_PASSPHRASE", passphrase)
        for name in TABLES:
            file = to / f"{name}.csv"
            words = ("table", name, "--as", "csv", "--full", "--reason", "x", "--to", file)
            assert main(["-w", str(folder), *map(str, words)]) == 0
            with file.open(encoding="utf-8-sig", newline="") as opened:
                tables[name] = list(csv.DictReader(opened))
    ws = open_workspace(folder, passphrase=passphrase)
    yield Office(ws, Recount(tables))
    ws.close()


def make_up(folder: Path) -> Path:
    """People twice in the register, invited, absent, unticked; events called off and to come."""
    make_notebook(folder, "Асанова Бегимай", "trainer", BATKEN, "en")
    ws = open_workspace(folder, passphrase=PASSPHRASE)
    story = tell(ws)
    ws.write([Put("plan_measure", story.measures[1], {"status": "cancelled"})])
    women = [add_person(ws, sex="f", birth_year=1960 + 7 * at, territory=OSH) for at in range(7)]
    men = [add_person(ws, sex="m", territory=BATKEN_RAION) for _ in range(4)]
    nobody = add_person(ws, age_group="youth")
    twice = add_person(ws, sex="f", birth_year=1931)
    join(ws, women[0], twice, {})
    gone = add_person(ws, sex="m")
    everybody = [*women, *men, nobody, twice, gone]
    for number, values in enumerate(EVENTS):
        about = {"title": f"Жолугушуу {number}", "type": "training", "date_from": SPRING}
        event = create_event(ws, {**about, **values}).id
        is_ticked = number % 2 == 1
        for at, person in enumerate(everybody[number : number + 11]):
            status = ("attended", None, "invited", "registered", "absent")[(at + number) % 5]
            facts = {
                "age": 40 if at % 3 else None,
                "category": ("youth", "lk_deputy", None)[at % 3],
            }
            listed = new("registration", {"event": event, "person": person, "status": status})
            ws.write([Put(listed.type_name, listed.id, {**listed.values, **facts})])
            if is_ticked and at % 4:
                tick = {"registration": listed.id, "day": SPRING, "part": "day"}
                ws.write([new("attendance", {**tick, "is_present": at % 4 > 1})])
            if at == 9:
                ws.write([Remove("registration", listed.id)])
    ws.write([new("consent", {"person": men[0], "withdrawn_on": SPRING})])
    ws.write([Remove("person", gone)])
    ws.close()
    return folder


EVENTS: tuple[dict[str, Any], ...] = (
    {"territory": OSH},
    {"territory": BATKEN_RAION, "date_to": SPRING + timedelta(days=1)},
    {},
    {"date_from": date(2024, 5, 1), "status": "held"},
    {"status": "cancelled"},
    {"status": "postponed"},
    {"date_from": TODAY + timedelta(days=40)},
)


def counted(ws: Workspace, key: str, by: str) -> dict[str, float]:
    return {part.code: part.figure.value for part in answer(ws, key, by=by).parts}


def different(keys: Iterator[tuple[str, str]]) -> Counter[str]:
    """Part → how many different people, of pairs (part, person)."""
    return Counter(part for part, _ in set(keys))


def test_people_and_participations_are_those_of_the_tables(office: Office) -> None:
    held, recount = office.recount.held(), office.recount
    assert held
    assert answer(office.ws, "people").total.value == len({person for _, person in held})
    assert answer(office.ws, "participations").total.value == len(held)
    events = [one for one in recount.events if recount.is_held(one)]
    assert answer(office.ws, "events").total.value == len(events)
    for by, part in (
        ("sex", lambda key, line: recount.sex(key[1])),
        ("oblast", lambda key, line: recount.oblast(line, key[1])),
        ("age_group", lambda key, line: recount.age(line, *key)),
        ("category", lambda key, line: line["category"]),
    ):
        expected = different((part(key, line), key[1]) for key, line in held.items())
        assert counted(office.ws, "people", by) == expected, by
        visits = Counter(part(key, line) for key, line in held.items())
        assert counted(office.ws, "participations", by) == visits, by


def test_the_overview_has_sexes_by_age_as_the_tables_do(office: Office) -> None:
    recount = office.recount
    expected = different(
        (f"{recount.age(line, *key)} {recount.sex(key[1])}", key[1])
        for key, line in recount.held().items()
    )
    found = overview(office.ws)
    told = {
        f"{share.code} {sex}": number
        for share in found.ages
        for sex, number in (("f", share.women), ("m", share.men), ("u", share.unknown))
    }
    assert {part: number for part, number in told.items() if number} == expected
    assert found.people == found.women + found.men + found.unknown


def test_every_event_says_the_same_number_wherever_it_is_shown(office: Office) -> None:
    took_part = office.recount.took_part()
    expected = Counter(event for event, _ in took_part)
    lines = {line.id.hex(): line for line in list_events(office.ws, EventFilter()).lines}
    assert {event: line.people for event, line in lines.items() if line.people} == expected
    weighed = {
        line.id.hex(): line.judgement.known + line.judgement.unknown
        for line in quota_table(office.ws, QuotaFilter())
        if line.type_name == "event"
    }
    held = {event: number for event, number in expected.items() if office.recount.is_held(event)}
    assert weighed == held
    for event, line in lines.items():
        found = office.ws.get(Event, bytes.fromhex(event))
        assert found is not None
        came = turnout(event_rows(office.ws.reader, found)).came
        assert len(came) == expected[event]
        sexes = Counter(guest.participant.sex for guest in came)
        assert (sexes["f"], sexes["m"]) == (line.women, line.men)


def test_shares_and_the_forecast_are_of_the_same_people(office: Office) -> None:
    found = overview(office.ws)
    told = outlook(office.ws, QuotaFilter(), TODAY, TODAY).judgement
    assert (told.known, told.unknown) == (found.women + found.men, found.unknown)
    lines = [line for line in quota_table(office.ws, QuotaFilter()) if line.type_name == "event"]
    assert found.weighed == sum(line.judgement.state != "unknown" for line in lines)
    assert found.off_rule == sum(line.judgement.state == "not_met" for line in lines)


def test_the_register_and_today_count_what_people_took_part_in(office: Office) -> None:
    recount = office.recount
    expected = Counter(person for _, person in recount.held())
    people = list_people(office.ws, PeopleFilter()).first
    assert {one.id.hex(): one.events for one in people if one.events} == {
        person: expected[person] for person in expected if person in recount.people
    }
    agreed = {
        recount.root(one["person"]) for one in recount.tables["consent"] if not one["withdrawn_on"]
    }
    agreed |= {one["person"] for one in recount.tables["redaction"]}
    first = (TODAY - timedelta(days=366)).isoformat()
    lately = {
        person
        for event, person in recount.held()
        if first <= (recount.events[event]["date_to"] or recount.events[event]["date_from"])
    }
    asked = today_facts(office.ws, TODAY).without_consent
    assert asked == len({person for person in lately if person in recount.people} - agreed)


def test_measures_and_money_are_those_of_the_tables(office: Office) -> None:
    statuses = Counter(one["status"] or "planned" for one in office.recount.measures())
    assert counted(office.ws, "measures", "status") == statuses
    assert counted(office.ws, "budget", "goal") == office.recount.budget_by_goal()


def table_below(document: Document, heading: str, column: str) -> dict[str, float]:
    """The first table below a heading whose first column is called so: label → number."""
    at = next(
        place
        for place, block in enumerate(document.blocks)
        if isinstance(block, Heading) and block.text == heading
    )
    for block in document.blocks[at + 1 :]:
        if isinstance(block, Table) and block.columns[0].header == column:
            return {
                (row[0].text if isinstance(row[0], Cell) else str(row[0])): float(row[1].value)
                for row in block.rows
                if isinstance(row[1], Cell) and row[1].value is not None
            }
    raise AssertionError(heading)


def test_the_consolidated_report_says_what_the_tables_say(office: Office) -> None:
    document, recount = make("consolidated", office.ws, EN, {"small": "yes"}), office.recount
    held = recount.held()
    sexes = different((recount.sex(person), person) for _, person in held)
    words = {code: term.labels["en"] for code, term in ENUMERATIONS["sex"].items()}
    assert table_below(document, "People at events", "Sex") == {
        words[code]: number for code, number in sexes.items()
    }
    places = {one["code"]: one["name_en"] for one in recount.tables["territory"]}
    oblasts = different((recount.oblast(line, key[1]), key[1]) for key, line in held.items())
    assert table_below(document, "People at events", "Oblast") == {
        places.get(code, "not stated"): number for code, number in oblasts.items()
    }
    statuses = Counter(one["status"] or "planned" for one in recount.measures())
    told = table_below(document, "Measures of plans", "Status")
    assert sorted(told.values()) == sorted(statuses.values())
    goals = table_below(document, "Budget of measures", "Goal or direction")
    assert sorted(goals.values()) == sorted(recount.budget_by_goal().values())


def test_a_period_without_events_is_all_zeros(office: Office) -> None:
    nothing = IndicatorFilter(since=date(1990, 1, 1), until=date(1990, 12, 31))
    for key in ("events", "people", "participations", "presences", "deputies", "women_deputies"):
        found = answer(office.ws, key, nothing)
        assert (found.total.value, found.parts) == (0, ()), key
    assert overview(office.ws, nothing).oblasts == ()
