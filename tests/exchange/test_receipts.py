"""Receipts: whoever gave a package hears what became of it, in ordinary packages."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.exchange import Outcome, export, merge, own_card
from app.model import Receipt
from app.storage import Workspace
from app.storage.doctor import examine
from app.storage.questions.exchange import receipts
from app.storage.questions.today import own_changes_since
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import hold_event, put

Pair = tuple[Workspace, Workspace]


@pytest.fixture
def pair(notebook: Notebooks) -> Pair:
    return notebook("Айгүл"), notebook("Бермет", "unit")


def give(giver: Workspace, taker: Workspace, folder: Path) -> Outcome:
    (outcome,) = merge(taker, [export(giver, [own_card(taker)], folder).path])
    assert outcome.refusal is None, outcome.refusal
    return outcome


def test_a_receipt_comes_back_with_the_next_package(pair: Pair, tmp_path: Path) -> None:
    trainer, unit = pair
    hold_event(trainer, "Тренинг", people=2)
    [sent] = [] if receipts(trainer) else [None]
    assert sent is None
    taken = give(trainer, unit, tmp_path)
    [sent] = receipts(trainer)
    assert (sent.number, sent.receivers, sent.receipts) == (1, ("Бермет",), ())
    give(unit, trainer, tmp_path)
    [sent] = receipts(trainer)
    [said] = sent.receipts
    assert (said.receiver, said.new, said.updated) == ("Бермет", taken.counts.new, 0)
    assert (said.conflicts, said.quarantined, said.is_undone) == ((), (), False)
    assert said.received_at is not None
    assert abs(said.received_at - datetime.now(UTC)).total_seconds() < 600
    assert trainer.digest() == unit.digest()


def test_a_receipt_names_every_conflict_and_what_waits(pair: Pair, tmp_path: Path) -> None:
    trainer, unit = pair
    person = put(trainer, "person", surname="Асанова", phone="1")
    give(trainer, unit, tmp_path)
    put(unit, "person", person, phone="2")
    put(trainer, "person", person, phone="3")
    bad = put(trainer, "person", surname="Бекова")
    spoil = "UPDATE person SET birth_year = 'кийин' WHERE id = ?"
    trainer.change(lambda connection: connection.execute(spoil, (bad,)))
    give(trainer, unit, tmp_path)
    give(unit, trainer, tmp_path)
    [said] = receipts(trainer)[0].receipts
    assert said.conflicts == (f"person:{person.hex()}:phone",)
    assert said.quarantined == (f"person:{bad.hex()}:",)


def test_an_undo_and_a_redo_are_told(pair: Pair, tmp_path: Path) -> None:
    trainer, unit = pair
    hold_event(trainer, "Тренинг")
    path = export(trainer, [own_card(unit)], tmp_path).path
    merge(unit, [path])
    [(package,)] = unit.reader.execute("SELECT hash FROM package")
    unit.undo_merge(package, "2026-11-21T10:00:00Z")
    give(unit, trainer, tmp_path)
    assert receipts(trainer)[0].receipts[0].is_undone
    merge(unit, [path])
    give(unit, trainer, tmp_path)
    assert not receipts(trainer)[0].receipts[0].is_undone
    assert examine(unit) == examine(trainer) == []


def test_nobody_acknowledges_a_receipt(pair: Pair, tmp_path: Path) -> None:
    trainer, unit = pair
    hold_event(trainer, "Тренинг")
    give(trainer, unit, tmp_path)
    for _ in range(3):
        give(unit, trainer, tmp_path)
        give(trainer, unit, tmp_path)
    assert [one.sender for one in unit.find(Receipt)] == [trainer.identity.device.hex()]
    assert len(trainer.find(Receipt)) == 1
    assert export(trainer, [own_card(unit)], tmp_path).counts["rows"] == 0


def test_receipts_are_no_changes_that_wait_to_be_given(pair: Pair, tmp_path: Path) -> None:
    trainer, unit = pair
    hold_event(trainer, "Тренинг")
    give(trainer, unit, tmp_path)
    assert own_changes_since(unit, b"") == 0


def test_a_receipt_reaches_the_trainer_through_anybody(
    pair: Pair, notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = pair
    coordinator = notebook("Нурлан", "coordinator")
    hold_event(trainer, "Тренинг")
    merge(coordinator, [export(trainer, [own_card(coordinator)], tmp_path).path])
    give(coordinator, unit, tmp_path)
    give(unit, trainer, tmp_path)
    assert [one.receiver for one in receipts(trainer)[0].receipts] == ["Нурлан"]


def test_nobody_below_gets_the_receipts_of_others(
    pair: Pair, notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit = pair
    other = notebook("Чолпон")
    for each in (trainer, other):
        hold_event(each, "Тренинг")
        give(each, unit, tmp_path)
    give(unit, trainer, tmp_path)
    own = trainer.identity.device.hex()
    assert [one.sender for one in trainer.find(Receipt)] == [own]


def test_a_dry_run_gives_no_receipt(pair: Pair, tmp_path: Path) -> None:
    from app.exchange import look

    trainer, unit = pair
    hold_event(trainer, "Тренинг")
    look(unit, [export(trainer, [own_card(unit)], tmp_path).path])
    assert unit.find(Receipt) == []
