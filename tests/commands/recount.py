"""Figures counted anew from nothing but exported tables, of two notebooks."""

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
from app.model import ENUMERATIONS, Put, Remove
from app.reports.content import Cell, Document, Heading, Table
from app.storage import Workspace, open_workspace
from tests.commands.notebooks import PASSPHRASE, make_notebook
from tests.storage.notebooks import add_person
from tests.storage.plans import BATKEN, BATKEN_RAION, OSH, tell

EN = language("en")
TODAY = date.today()
SPRING = date(2026, 3, 2)
TABLES = (
    *("event", "registration", "attendance", "person", "territory", "plan_measure", "action_plan"),
    *("framework_item", "consent", "redaction", "note", "headcount", "reach_figure", "product"),
    *("distribution", "body", "monitoring_entry"),
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
    women = [
        add_person(
            ws,
            sex="f",
            birth_year=1960 + 7 * at,
            territory=OSH,
            disability=("disability", "none", None)[at % 3],
            social_status=(("migrant", "student"), ("pensioner",), ())[at % 3],
        )
        for at in range(7)
    ]
    men = [add_person(ws, sex="m", territory=BATKEN_RAION) for _ in range(4)]
    nobody = add_person(ws, age_group="youth")
    twice = add_person(ws, sex="f", birth_year=1931)
    join(ws, women[0], twice, {})
    gone = add_person(ws, sex="m")
    everybody = [*women, *men, nobody, twice, gone]
    for number, values in enumerate(EVENTS):
        about = {"title": f"Жолугушуу {number}", "type": "training", "date_from": SPRING}
        event = create_event(ws, {**about, **values}).id
        ws.write(tell_more(number, event))
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


def tell_more(number: int, event: bytes) -> Iterator[Put]:
    """What was counted, said and handed over at an event, also at those that count for nothing."""
    place = (OSH, BATKEN_RAION, None)[number % 3]
    kind = ("schools", "pupils")[number % 2]
    yield new("headcount", {"event": event, "category": "pupil", "number": 10 + number})
    yield new("reach_figure", {"event": event, "kind": kind, "value": 7 * number + 1})
    for said in ("problem", "recommendation"):
        words = {"event": event, "kind": said, "text": f"{said} {number}", "territory": place}
        yield new("note", {**words, "framework_items": ("NPGE-2025/G01/M04", "NPGE-2025/G03")})
    product = new("product", {"title": f"Колдонмо {number}", "kind": "guideline", "language": "ky"})
    yield product
    given = {"product": product.id, "event": event, "copies": 3 + number}
    yield new("distribution", given)


EVENTS: tuple[dict[str, Any], ...] = (
    {"territory": OSH},
    {"territory": BATKEN_RAION, "date_to": SPRING + timedelta(days=1)},
    {},
    {"date_from": date(2024, 5, 1), "status": "held"},
    {"status": "cancelled"},
    {"status": "postponed"},
    {"date_from": TODAY + timedelta(days=40)},
)


def different(keys: Iterator[tuple[str, str]]) -> Counter[str]:
    """Part → how many different people, of pairs (part, person)."""
    return Counter(part for part, _ in set(keys))


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
