"""What is derived from answers is what the documents say, whatever happened and in any order."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.actions import surveys
from app.actions.redaction import redact_person
from app.model import Person, Put, Remove, Restore, Submission
from app.storage import Workspace, answers
from app.storage.connection import Connection
from app.storage.doctor import examine
from app.storage.forms import form_of
from app.storage.questions.results import results
from tests.examples import examples
from tests.storage.notebooks import add_person, hand_over, notebook
from tests.storage.surveys import Filled, add_village, document, fill


def derived(ws: Workspace) -> dict[bytes, str]:
    """What every filled form says, by its id, so that two notebooks can be compared."""
    answers.catch_up(ws)
    kept = ws.reader.execute(
        "SELECT s.id, a.answers FROM submission_answers a "
        "JOIN submission s ON s._row = a.submission"
    )
    return dict(kept.fetchall())


def raw(ws: Workspace) -> list[list[Any]]:
    tables = ("submission_answers", "answer_tally", "answer_number", "answered_form", "stale_tally")
    return [sorted(ws.reader.execute(f"SELECT * FROM {table}").fetchall()) for table in tables]


def assert_as_rebuilt(ws: Workspace) -> None:
    answers.catch_up(ws)
    before = raw(ws)
    answers.rebuild(ws)
    assert raw(ws) == before


def random_document(chance: random.Random) -> str:
    members = tuple(
        (chance.choice("AB"), chance.randint(0, 3)) for _ in range(chance.randint(0, 3))
    )
    said: dict[str, object] = {}
    for name, choices in (
        ("water", ["yes", "no", "other"]),
        ("needs", ["road", "road school", "clinic road", "road road"]),
        ("sex", ["f", "m"]),
        ("age", ["30", "41", "1e999", "чоң"]),
        ("said", ["эмне", "суу жок"]),
    ):
        if chance.random() < 0.7:
            said[name] = chance.choice(choices)
    return document(members=members, **said)


class Steps:
    """Two notebooks, and what may happen to their filled forms."""

    def __init__(self, one: Workspace, two: Workspace, seed: int) -> None:
        self.both = (one, two)
        self.chance = random.Random(seed)
        self.version = add_village(one).version
        add_village(two)
        self.people = [add_person(one) for _ in range(3)]
        hand_over(one, two)

    def ws(self) -> Workspace:
        return self.chance.choice(self.both)

    def any_form(self, ws: Workspace) -> bytes | None:
        rows = ws.reader.execute("SELECT id FROM submission ORDER BY id").fetchall()
        return self.chance.choice(rows)[0] if rows else None

    def do(self, step: str) -> None:
        getattr(self, step)(self.ws())

    def answer(self, ws: Workspace) -> None:
        person = self.chance.choice([None, *self.people])
        fill(ws, self.version, random_document(self.chance), {"person": person})

    def change(self, ws: Workspace) -> None:
        form = self.any_form(ws)
        if form:
            draft = surveys.begin_edit(ws, form)
            surveys.finalise(ws, replace(draft, facts={}), Filled(random_document(self.chance)))

    def remove(self, ws: Workspace) -> None:
        form = self.any_form(ws)
        if form:
            ws.write([self.chance.choice([Remove, Restore])("submission", form)])

    def give(self, ws: Workspace) -> None:
        other = self.both[0] if ws is self.both[1] else self.both[1]
        hand_over(ws, other, everything=self.chance.random() < 0.5)

    def look(self, ws: Workspace) -> None:
        other = self.both[0] if ws is self.both[1] else self.both[1]
        hand_over(ws, other, is_dry_run=True)

    def undo(self, ws: Workspace) -> None:
        rows = ws.reader.execute("SELECT hash FROM package WHERE undone_at = ''").fetchall()
        if rows:
            ws.undo_merge(self.chance.choice(rows)[0], "2026-05-12")

    def forget(self, ws: Workspace) -> None:
        if ws.get(Person, self.people[0]):
            redact_person(ws, self.people[0])

    def count(self, ws: Workspace) -> None:
        answers.catch_up(ws)


STEPS = ("answer", "answer", "change", "remove", "give", "look", "undo", "count")


@examples(8)
@given(
    st.lists(st.sampled_from(STEPS), min_size=4, max_size=14), st.integers(0, 2**16), st.booleans()
)
def test_after_anything_in_any_order_it_is_as_if_made_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], seed: int, is_forgotten: bool
) -> None:
    folder = tmp_path_factory.mktemp("two")
    made = [notebook(folder / name, name) for name in ("one", "two")]
    try:
        run = Steps(made[0], made[1], seed)
        for step in steps:
            run.do(step)
        if seed % 2:
            run.do("forget")
        for ws in made:
            assert_as_rebuilt(ws)
    finally:
        for ws in made:
            ws.close()


def test_two_notebooks_that_know_the_same_derive_the_same(ws: Workspace, other: Workspace) -> None:
    run = Steps(ws, other, 3)
    for step in ("answer", "answer", "change", "give", "answer", "change", "give", "give"):
        run.do(step)
    hand_over(ws, other, everything=True)
    hand_over(other, ws, everything=True)
    assert derived(ws) == derived(other)


def test_a_forgotten_document_leaves_nothing_before_anyone_asks(ws: Workspace) -> None:
    added, someone = add_village(ws), add_person(ws)
    fill(ws, added.version, document(said="Жашыруун", water="yes"), {"person": someone})
    answers.catch_up(ws)
    redact_person(ws, someone)
    assert "Жашыруун" not in repr(raw(ws))
    assert raw(ws)[1] == []
    assert results(ws, added.survey).total == 1
    assert results(ws, added.survey).questions[0].n == 0


def test_answers_wait_for_their_form_and_are_counted_when_it_is_here(
    ws: Workspace, other: Workspace
) -> None:
    added = add_village(ws)
    fill(ws, added.version, document(water="yes"))
    hand_over(ws, other)
    assert form_of(other, added.version) is None
    waiting = results(other, added.survey)
    assert (waiting.total, waiting.unread) == (0, (added.version,))
    other.attachments.put(village := _xform(ws, added.version))
    assert village
    counted = results(other, added.survey)
    assert (counted.total, counted.questions[0].n, counted.unread) == (1, 1, ())


def _xform(ws: Workspace, version: bytes) -> bytes:
    row = ws.reader.execute("SELECT xform FROM survey_version WHERE id = ?", (version,)).fetchone()
    return ws.attachments.get(row[0])


def test_a_document_that_is_none_counts_as_a_form_without_answers(ws: Workspace) -> None:
    added = add_village(ws)
    form = fill(ws, added.version, document(water="yes"))
    ws.write([Put("submission", form, {"instance": "<data>"})])
    found = results(ws, added.survey)
    assert (found.total, found.questions[0].n) == (1, 0)
    assert examine(ws) == []


def test_more_forms_than_one_chunk_holds_are_counted(ws: Workspace) -> None:
    added = add_village(ws)
    rows = answers.CHUNK + 7
    values = {"survey_version": added.version, "collected_on": "2026-05-12"}
    ws.write(
        Put(
            "submission",
            n.to_bytes(16, "big"),
            {**values, "instance": document(water="yes", age=n)},
        )
        for n in range(rows)
    )
    found = {one.name: one for one in results(ws, added.survey).questions}
    assert found["water"].choices[0].count == rows
    assert found["age"].numbers is not None
    assert (found["age"].numbers.n, found["age"].numbers.most) == (rows, rows - 1)
    assert_as_rebuilt(ws)


def test_the_check_up_notices_what_is_counted_wrongly_and_counts_anew(ws: Workspace) -> None:
    added = add_village(ws)
    fill(ws, added.version, document(water="yes"))
    assert results(ws, added.survey).questions[0].n == 1
    for spoil in (
        "UPDATE answer_tally SET bits = zeroblob(128)",
        "DELETE FROM answer_tally",
        "UPDATE submission_answers SET answers = ''",
    ):
        ws.change(lambda connection, spoil=spoil: _run(connection, spoil))
        assert len(examine(ws)) == 1
        assert examine(ws) == []
        assert results(ws, added.survey).questions[0].n == 1


def _run(connection: Connection, statement: str) -> None:
    connection.execute(statement)


def test_a_program_that_reads_the_form_otherwise_derives_anew(ws: Workspace) -> None:
    added = add_village(ws)
    fill(ws, added.version, document(water="yes"))
    answers.catch_up(ws)
    ws.change(lambda connection: _run(connection, "UPDATE answered_form SET questions = '[]'"))
    assert results(ws, added.survey).questions[0].n == 1
    assert_as_rebuilt(ws)


def test_derived_tables_are_no_part_of_what_people_wrote(ws: Workspace) -> None:
    added = add_village(ws)
    fill(ws, added.version, document(water="yes"))
    before = ws.digest()
    answers.catch_up(ws)
    assert ws.digest() == before
    assert len(ws.find(Submission)) == 1


def test_progress_is_told(ws: Workspace, tmp_path: Path) -> None:
    added = add_village(ws)
    fill(ws, added.version, document(water="yes"))
    told: list[tuple[int, int]] = []
    answers.catch_up(ws, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 1)]
    assert tmp_path.exists()
