"""Merge: set union, in any order, any number of times; only true conflicts are conflicts."""

import random
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.model import Attendance, Person, Put, Remove, new_id
from app.storage import EntryBatch, Interval, RowBatch, Workspace, coverage
from app.storage.doctor import examine
from tests.examples import examples
from tests.storage.notebooks import (
    add_person,
    conflicts,
    hand_over,
    notebook,
    person,
    set_person,
)


@contextmanager
def notebooks(count: int) -> Iterator[list[Workspace]]:
    """Some notebooks in a folder that goes away."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        made = [notebook(Path(folder) / str(n), f"Тренер {n}") for n in range(count)]
        for ws in made:
            stack.callback(ws.close)
        yield made


def test_what_one_wrote_the_other_knows(ws: Workspace, other: Workspace) -> None:
    someone = add_person(ws, surname="Асанова")
    counts = hand_over(ws, other)
    assert person(other, someone).surname == "Асанова"
    assert counts.new == 2, "the person and the device"
    hand_over(other, ws)
    assert ws.digest() == other.digest()


def test_who_merged_is_no_part_of_the_digest(tmp_path: Path, ws: Workspace) -> None:
    add_person(ws)
    takers = [notebook(tmp_path / name, name) for name in ("Айша", "Бермет")]
    for taker in takers:
        hand_over(ws, taker)
    assert takers[0].digest() == takers[1].digest() == ws.digest()
    for taker in takers:
        taker.close()


def test_merging_again_changes_nothing_and_says_so(ws: Workspace, other: Workspace) -> None:
    someone = add_person(ws)
    set_person(ws, someone, surname="Бекова")
    hand_over(ws, other)
    before = other.digest()
    counts = hand_over(ws, other, everything=True)
    assert (counts.new, counts.updated, counts.conflicts) == (0, 0, 0)
    assert counts.identical == 3
    assert other.digest() == before


def test_a_dry_run_counts_and_changes_nothing(ws: Workspace, other: Workspace) -> None:
    add_person(ws)
    before, known = other.digest(), coverage.vector(other.reader)
    counts = hand_over(ws, other, is_dry_run=True)
    assert counts.new == 2
    assert other.digest() == before
    assert coverage.vector(other.reader) == known
    assert other.reader.execute("SELECT count(*) FROM package").fetchone() == (0,)


def test_a_later_edit_is_no_conflict(ws: Workspace, other: Workspace) -> None:
    someone = add_person(ws, surname="Асанова")
    hand_over(ws, other)
    set_person(other, someone, surname="Бекова")
    counts = hand_over(other, ws)
    assert person(ws, someone).surname == "Бекова"
    assert (counts.updated, counts.conflicts) == (1, 0)


def test_two_edits_that_did_not_know_of_each_other_are_a_conflict_until_settled(
    ws: Workspace, other: Workspace
) -> None:
    someone = add_person(ws, surname="Асанова")
    hand_over(ws, other)
    (earlier,) = set_person(ws, someone, surname="Бекова")
    other.clock.saw(earlier.stamp)
    set_person(other, someone, surname="Сатарова")
    assert hand_over(ws, other).conflicts == 1
    hand_over(other, ws)
    assert conflicts(ws) == conflicts(other) == {(someone.hex(), "surname")}
    assert person(ws, someone).surname == person(other, someone).surname == "Сатарова"
    set_person(ws, someone, surname="Бекова")
    hand_over(ws, other)
    assert conflicts(ws) == conflicts(other) == set()
    assert person(other, someone).surname == "Бекова"
    assert ws.digest() == other.digest()


def test_the_same_edit_on_both_sides_is_no_conflict(ws: Workspace, other: Workspace) -> None:
    someone = add_person(ws, surname="Асанова")
    hand_over(ws, other)
    set_person(ws, someone, birth_year=1990)
    set_person(other, someone, birth_year=1990)
    assert hand_over(ws, other).conflicts == 0
    assert conflicts(other) == set()


def test_different_fields_do_not_quarrel(ws: Workspace, other: Workspace) -> None:
    someone = add_person(ws)
    hand_over(ws, other)
    set_person(ws, someone, phone="0700")
    set_person(other, someone, village="Ак-Татыр")
    hand_over(ws, other)
    assert (person(other, someone).phone, person(other, someone).village) == ("0700", "Ак-Татыр")
    assert conflicts(other) == set()


def test_an_edit_outlives_a_deletion_that_did_not_know_of_it(
    ws: Workspace, other: Workspace
) -> None:
    someone = add_person(ws)
    hand_over(ws, other)
    ws.write([Remove("person", someone)])
    set_person(other, someone, surname="Бекова")
    hand_over(ws, other)
    hand_over(other, ws)
    for notebook_ in (ws, other):
        assert [found.surname for found in notebook_.find(Person)] == ["Бекова"]
        assert conflicts(notebook_) == {(someone.hex(), "_deleted")}
        assert examine(notebook_) == []


def test_a_deletion_that_knew_of_the_edit_deletes(ws: Workspace, other: Workspace) -> None:
    someone = add_person(ws)
    hand_over(ws, other)
    set_person(other, someone, surname="Бекова")
    hand_over(other, ws)
    ws.write([Remove("person", someone)])
    hand_over(ws, other)
    assert other.find(Person) == []
    assert conflicts(other) == set()


def test_the_same_thing_written_on_two_devices_is_one_record(
    ws: Workspace, other: Workspace
) -> None:
    key = {"registration": new_id(), "day": "2026-11-18", "part": "morning"}
    tick = Attendance.id_for(key)
    ws.write([Put("attendance", tick, {**key, "is_present": True})])
    other.write([Put("attendance", tick, {**key, "is_present": True})])
    hand_over(ws, other)
    hand_over(other, ws)
    for notebook_ in (ws, other):
        assert len(notebook_.find(Attendance)) == 1
        assert conflicts(notebook_) == set()
        assert examine(notebook_) == []
    assert ws.digest() == other.digest()


@pytest.mark.parametrize("is_earlier_first", [True, False])
def test_a_tick_and_its_opposite_on_two_devices_are_a_conflict(
    ws: Workspace, other: Workspace, is_earlier_first: bool
) -> None:
    key = {"registration": new_id(), "day": "2026-11-18", "part": "morning"}
    tick = Attendance.id_for(key)
    came = ws.write([Put("attendance", tick, {**key, "is_present": True})])
    other.clock.saw(came.changes[0].stamp)
    other.write([Put("attendance", tick, {**key, "is_present": False})])
    giver, taker = (ws, other) if is_earlier_first else (other, ws)
    hand_over(giver, taker)
    hand_over(taker, giver)
    for notebook_ in (ws, other):
        assert conflicts(notebook_) == {(tick.hex(), "is_present")}
        assert notebook_.find(Attendance)[0].is_present is False, "the later one is shown"
        assert examine(notebook_) == []
    assert ws.digest() == other.digest()


@pytest.mark.parametrize("is_earlier_deleted", [True, False])
def test_a_tick_outlives_the_deletion_of_the_same_tick_made_elsewhere(
    ws: Workspace, other: Workspace, is_earlier_deleted: bool
) -> None:
    """Whichever of the two creations is the row, nobody who deleted one knew of the other."""
    key = {"registration": new_id(), "day": "2026-11-18", "part": "morning"}
    tick = Attendance.id_for(key)
    (came,) = ws.write([Put("attendance", tick, {**key, "is_present": True})])
    other.clock.saw(came.stamp)
    other.write([Put("attendance", tick, {**key, "is_present": True})])
    (ws if is_earlier_deleted else other).write([Remove("attendance", tick)])
    hand_over(ws, other)
    hand_over(other, ws)
    for notebook_ in (ws, other):
        assert len(notebook_.find(Attendance)) == 1
        assert conflicts(notebook_) == {(tick.hex(), "_deleted")}
        assert examine(notebook_) == []


def test_edits_that_come_before_their_record_wait_for_it(ws: Workspace, other: Workspace) -> None:
    someone = add_person(ws, surname="Асанова")
    rows, entries, known = _everything(ws)
    set_person(ws, someone, surname="Бекова")
    _, later, _ = _everything(ws)
    _merge(other, later, [])
    assert other.get(Person, someone) is None
    _merge(other, [*rows, *entries], known)
    assert person(other, someone).surname == "Бекова"
    assert other.search("беков", ["person"])
    assert examine(other) == []


def _everything(
    ws: Workspace,
) -> tuple[list[RowBatch], list[EntryBatch], list[Interval]]:
    from app.storage.outgoing import entries_lacking, rows_lacking

    with ws.snapshot() as connection:
        return (
            list(rows_lacking(connection, {})),
            list(entries_lacking(connection, {})),
            coverage.intervals(connection),
        )


def _merge(ws: Workspace, batches: list[Any], known: list[Interval]) -> None:
    texts = dict.fromkeys(("previous", "made_at", "received_at", "file_name"), "")
    note = {"hash": new_id().hex(), "device": b"12345678", "number": 1, **texts}
    ws.merge(note, batches, known)


def test_fields_and_types_of_a_newer_version_are_kept_and_passed_on(
    ws: Workspace, other: Workspace
) -> None:
    stamp = b"\x01" * 8 + b"newerdev"
    future = RowBatch("moon_walk", ["title"], [(new_id(), stamp, "Ай")])
    with_more = RowBatch("person", ["surname", "aura"], [(new_id(), stamp, "Ж", "көк")])
    _merge(ws, [future, with_more], [Interval(b"newerdev", bytes(16), stamp)])
    hand_over(ws, other)
    for notebook_ in (ws, other):
        values = {row[0] for row in notebook_.reader.execute("SELECT value FROM entry")}
        assert {"Ай", "көк"} <= values
    hand_over(other, ws)
    assert ws.digest() == other.digest()


def test_missing_packages_are_seen_as_gaps(ws: Workspace) -> None:
    device = b"faraway!"
    stamps = [bytes([n]) * 8 + device for n in range(5)]

    def know(after: int, upto: int) -> None:
        _merge(ws, [], [Interval(device, stamps[after] if after else bytes(16), stamps[upto])])

    know(0, 1)
    know(2, 3)
    assert coverage.vector(ws.reader)[device] == stamps[1]
    assert len([known for known in coverage.intervals(ws.reader) if known.device == device]) == 2
    know(1, 2)
    assert coverage.vector(ws.reader)[device] == stamps[3]
    know(0, 4)
    assert coverage.vector(ws.reader)[device] == stamps[4]


def test_what_is_given_is_only_what_is_lacking(ws: Workspace, other: Workspace) -> None:
    for _ in range(5):
        add_person(ws)
    assert hand_over(ws, other).new == 6
    add_person(ws)
    counts = hand_over(ws, other)
    assert (counts.new, counts.identical) == (1, 0)


FIELDS = ("surname", "phone", "village")


class Devices(RuleBasedStateMachine):
    """Three notebooks that write, delete and hand over, beside an oracle that knows it all.

    The oracle keeps, for every change, all changes its device knew of then. A conflict is where
    two values of a field stand that no later change of that field knew of.
    """

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.all: list[Workspace] = []
        self.people: list[bytes] = []
        self.facts: list[tuple[bytes, str, object, frozenset[int]]] = []
        self.known: list[set[int]] = [set(), set(), set()]
        self.given = 0

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        random.seed(seed)  # whose stamp is the highest at one moment
        self.all = self.stack.enter_context(notebooks(3))

    def teardown(self) -> None:
        for _ in range(2):
            for giver in range(3):
                for taker in range(3):
                    self.hand_over(giver, taker, everything=bool(giver % 2))
        assert len({ws.digest() for ws in self.all}) == 1
        expected = self.expected_conflicts(set(range(len(self.facts))))
        for ws in self.all:
            assert {pair for pair in conflicts(ws) if pair[1] != "_deleted"} == expected
            assert examine(ws) == []
        shown = [{found.id: found for found in ws.find(Person)} for ws in self.all]
        assert shown[0] == shown[1] == shown[2]
        self.stack.close()

    def note(self, device: int, record: bytes, field: str, value: object) -> None:
        self.facts.append((record, field, value, frozenset(self.known[device])))
        self.known[device].add(len(self.facts) - 1)

    def expected_conflicts(self, known: set[int]) -> set[tuple[str, str]]:
        found = set()
        for record, field in {fact[:2] for fact in self.facts if fact[1] in FIELDS}:
            mine = [n for n in known if self.facts[n][:2] == (record, field)]
            replaced = set().union(*(self.facts[n][3] for n in mine)) if mine else set()
            if len({self.facts[n][2] for n in mine if n not in replaced}) > 1:
                found.add((record.hex(), field))
        return found

    @rule(device=st.integers(0, 2), value=st.sampled_from("абв"))
    def write(self, device: int, value: str) -> None:
        someone = add_person(self.all[device], surname=value)
        self.people.append(someone)
        self.note(device, someone, "surname", value)

    @rule(
        device=st.integers(0, 2),
        which=st.integers(0, 5),
        field=st.sampled_from(FIELDS),
        value=st.sampled_from(["", "а", "б"]),
    )
    def edit(self, device: int, which: int, field: str, value: str) -> None:
        here = [found for found in self.all[device].find(Person) if found.id in self.people]
        if not here:
            return
        someone = here[which % len(here)]
        if value == "" and field == "surname":
            return
        for change in set_person(self.all[device], someone.id, **{field: value}):
            self.note(device, someone.id, change.field, change.value)

    @rule(device=st.integers(0, 2), which=st.integers(0, 5))
    def delete(self, device: int, which: int) -> None:
        here = self.all[device].find(Person)
        if here:
            someone = here[which % len(here)].id
            self.all[device].write([Remove("person", someone)])
            self.note(device, someone, "_deleted", 1)

    @rule(giver=st.integers(0, 2), taker=st.integers(0, 2), everything=st.booleans())
    def hand_over(self, giver: int, taker: int, everything: bool) -> None:
        if giver != taker:
            hand_over(self.all[giver], self.all[taker], everything=everything)
            self.known[taker] |= self.known[giver]
            self.given += 1

    @invariant()
    def every_notebook_lists_the_conflicts_it_can_know_of(self) -> None:
        for ws, known in zip(self.all, self.known, strict=True):
            listed = {pair for pair in conflicts(ws) if pair[1] != "_deleted"}
            assert listed == self.expected_conflicts(known)


TestDevices = Devices.TestCase
TestDevices.settings = examples(12, steps=25)
