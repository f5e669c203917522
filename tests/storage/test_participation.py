"""Who took part is derived: it is what the rows say, whatever happened and in any order."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.actions.records import new
from app.actions.redaction import redact_person
from app.model import Attendance, Person, Put, Remove, Restore
from app.storage import Workspace, participation
from app.storage.connection import Connection
from app.storage.doctor import examine
from tests.examples import examples
from tests.storage.notebooks import add_person, hand_over, notebook

EVENT = {"title": "Жолугушуу", "type": "training"}
DAYS = (date(2026, 3, 1), date(2026, 3, 2))


def rows(ws: Workspace) -> list[tuple[Any, ...]]:
    return ws.reader.execute("SELECT * FROM participation ORDER BY event, person").fetchall()


def assert_as_rebuilt(ws: Workspace) -> None:
    participation.catch_up(ws)
    before = rows(ws)
    assert participation.is_as_derived(ws.reader)
    participation.rebuild(ws)
    assert rows(ws) == before


def said(ws: Workspace) -> set[tuple[Any, ...]]:
    """Who took part in what with which traits, by ids, so that two notebooks can be compared."""
    participation.catch_up(ws)
    found = ws.reader.execute(
        "SELECT e.id, p.id, n.presences, n.sex, n.age_group, n.category, n.territory "
        "FROM participation n JOIN event e ON e._row = n.event LEFT JOIN person p "
        "ON p._row = n.person"
    )
    return set(found.fetchall())


def any_id(ws: Workspace, table: str, chance: random.Random) -> bytes | None:
    ids = ws.reader.execute(f"SELECT id FROM {table} ORDER BY id").fetchall()
    return chance.choice(ids)[0] if ids else None


class Steps:
    """Two notebooks, and what may happen to events, people, lists and ticks."""

    def __init__(self, one: Workspace, two: Workspace, seed: int) -> None:
        self.both = (one, two)
        self.chance = random.Random(seed)
        for ws in self.both:
            for step in (*("event", "person") * 2, *("listed",) * 4, *("tick",) * 2):
                getattr(self, step)(ws)

    def do(self, step: str) -> None:
        """Do it, mostly when all that happened before was counted already."""
        for ws in self.both if self.chance.random() < 0.8 else ():
            participation.catch_up(ws)
        getattr(self, step)(self.chance.choice(self.both))

    def event(self, ws: Workspace) -> None:
        ws.write([new("event", {**EVENT, "date_from": self.chance.choice(DAYS)})])

    def person(self, ws: Workspace) -> None:
        add_person(ws, sex=self.chance.choice(["f", "m", None]), birth_year=1990)

    def listed(self, ws: Workspace) -> None:
        event, person = (any_id(ws, table, self.chance) for table in ("event", "person"))
        status = self.chance.choice(["attended", "invited", "absent", None])
        if event and person:
            ws.write([new("registration", {"event": event, "person": person, "status": status})])

    def tick(self, ws: Workspace) -> None:
        registration = any_id(ws, "registration", self.chance)
        key = {"registration": registration, "day": DAYS[0], "part": "day"}
        if registration:
            put = Put("attendance", Attendance.id_for(key), {**key, "is_present": True})
            ws.write([put])

    def untick(self, ws: Workspace) -> None:
        tick = any_id(ws, "attendance", self.chance)
        if tick:
            ws.write([Put("attendance", tick, {"is_present": self.chance.random() < 0.3})])

    def change(self, ws: Workspace) -> None:
        table, values = self.chance.choice(
            [
                ("registration", {"status": self.chance.choice(["attended", "absent", None])}),
                ("registration", {"age": self.chance.choice([12, 30, None])}),
                ("registration", {"category": "youth"}),
                ("person", {"sex": self.chance.choice(["f", "m"])}),
                ("person", {"birth_year": self.chance.choice([1950, 2010])}),
                ("event", {"date_from": date(2010, 5, 1)}),
            ]
        )
        record = any_id(ws, table, self.chance)
        if record:
            ws.write([Put(table, record, values)])

    def join(self, ws: Workspace) -> None:
        one, other = (any_id(ws, "person", self.chance) for _ in range(2))
        if one and other and one != other:
            ws.write([Put("person", one, {"duplicate_of": other})])

    def part(self, ws: Workspace) -> None:
        one = any_id(ws, "person", self.chance)
        if one:
            ws.write([Put("person", one, {"duplicate_of": None})])

    def remove(self, ws: Workspace) -> None:
        table = self.chance.choice(["event", "person", "registration", "attendance"])
        record = any_id(ws, table, self.chance)
        if record:
            ws.write([self.chance.choice([Remove, Remove, Restore])(table, record)])

    def give(self, ws: Workspace) -> None:
        other = self.both[0] if ws is self.both[1] else self.both[1]
        hand_over(ws, other, everything=self.chance.random() < 0.5)

    def look(self, ws: Workspace) -> None:
        other = self.both[0] if ws is self.both[1] else self.both[1]
        hand_over(ws, other, is_dry_run=True)

    def undo(self, ws: Workspace) -> None:
        found = ws.reader.execute("SELECT hash FROM package WHERE undone_at = ''").fetchall()
        if found:
            ws.undo_merge(self.chance.choice(found)[0], "2026-05-12")

    def forget(self, ws: Workspace) -> None:
        person = any_id(ws, "person", self.chance)
        if person and ws.get(Person, person):
            redact_person(ws, person)

    def count(self, ws: Workspace) -> None:
        participation.catch_up(ws)


STEPS = (
    *("event", "person", "listed", "listed", "tick", "tick", "untick", "change", "change"),
    *("join", "join", "part", "remove", "give", "give", "look", "undo", "forget", "count"),
)


@examples(12)
@given(st.lists(st.sampled_from(STEPS), min_size=4, max_size=24), st.integers(0, 2**16))
def test_after_whatever_happened_everything_is_what_the_rows_say(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], seed: int
) -> None:
    folder: Path = tmp_path_factory.mktemp("participation")
    one, two = notebook(folder / "one"), notebook(folder / "two", "Тренер Экинчи")
    happened = Steps(one, two, seed)
    for step in steps:
        happened.do(step)
    for ws in (one, two):
        assert_as_rebuilt(ws)
    for giver, taker in ((one, two), (two, one), (one, two)):
        hand_over(giver, taker, everything=True)
    assert said(one) == said(two)
    for ws in (one, two):
        assert_as_rebuilt(ws)
        ws.close()


def test_an_undo_lets_go_of_the_events_it_concerns_and_of_no_others(
    ws: Workspace, other: Workspace
) -> None:
    known, theirs = (new("event", {**EVENT, "date_from": day}) for day in DAYS)
    ws.write([known])
    ws.write([new("registration", {"event": known.id, "person": add_person(ws, sex="f")})])
    other.write([theirs])
    listed = new("registration", {"event": theirs.id, "person": add_person(other, sex="m")})
    other.write([listed])
    hand_over(other, ws)
    participation.catch_up(ws)
    assert len(rows(ws)) == 2
    mine = {"event": known.id, "person": listed.values["person"]}
    other.write([new("registration", mine)])
    hand_over(other, ws)
    participation.catch_up(ws)
    assert len(rows(ws)) == 3
    (last,) = ws.reader.execute("SELECT hash FROM package ORDER BY package DESC LIMIT 1").fetchone()
    ws.undo_merge(last, "2026-05-12")
    stale = ws.reader.execute("SELECT event FROM stale_participation").fetchall()
    assert stale == [(known.id,)]
    assert_as_rebuilt(ws)
    assert len(rows(ws)) == 2
    # a new row is given the number of the one that went
    again = new("registration", {"event": theirs.id, "person": add_person(ws, sex="f")})
    ws.write([again])
    assert_as_rebuilt(ws)
    assert len(rows(ws)) == 3


def test_people_who_have_not_arrived_yet_are_told_apart_and_known_when_they_come(
    ws: Workspace,
) -> None:
    strangers = [b"\x01" * 16, b"\x02" * 16]
    event = new("event", {**EVENT, "date_from": DAYS[0]})
    ws.write([event])
    for person in strangers:
        ws.write([new("registration", {"event": event.id, "person": person})])
    participation.catch_up(ws)
    assert [(row[1] < 0, row[4]) for row in rows(ws)] == [(True, "u")] * 2
    ws.write([Put("person", strangers[0], {"surname": "Келди", "sex": "f"})])
    participation.catch_up(ws)
    assert sorted((row[1] < 0, row[4]) for row in rows(ws)) == [(False, "f"), (True, "u")]


def test_what_was_tampered_with_is_found_and_counted_anew(ws: Workspace) -> None:
    event = new("event", {**EVENT, "date_from": DAYS[0]})
    ws.write([event])
    ws.write([new("registration", {"event": event.id, "person": add_person(ws, sex="f")})])
    participation.catch_up(ws)
    assert examine(ws) == []
    spoil: Callable[[Connection], object] = lambda connection: connection.execute(  # noqa: E731
        "UPDATE participation SET sex = 'm'"
    )
    ws.change(spoil)
    (finding,) = examine(ws)
    assert "took part" in finding.text
    assert rows(ws)[0][4] == "f"
    assert examine(ws) == []
