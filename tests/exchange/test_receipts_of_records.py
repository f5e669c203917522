"""Receipts at the record: who has it as it is here, and what of it waits there."""

from datetime import date
from pathlib import Path

import pytest

from app.actions.conflicts import settle
from app.exchange import export, merge, own_card
from app.exchange.undo import undo
from app.storage import Workspace
from app.storage.questions.conflicts import conflicts
from app.storage.questions.receipts import OUT, PARTLY, WAITING, WHOLE, arrivals, received_events
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import hold_event, put

Pair = tuple[Workspace, Workspace]
TODAY = date(2026, 5, 20)


@pytest.fixture
def pair(notebook: Notebooks) -> Pair:
    return notebook("Айгүл"), notebook("Бермет", "unit")


def give(giver: Workspace, taker: Workspace, folder: Path) -> Path:
    path = export(giver, [own_card(taker)], folder).path
    (outcome,) = merge(taker, [path])
    assert outcome.refusal is None, outcome.refusal
    return path


def there_and_back(pair: Pair, folder: Path) -> Path:
    path = give(*pair, folder)
    give(pair[1], pair[0], folder)
    return path


def test_what_was_never_given_has_nothing_to_say(pair: Pair) -> None:
    trainer, _ = pair
    assert arrivals(trainer, "event", hold_event(trainer, "Тренинг")) == []
    assert received_events(trainer, TODAY) is None


def test_a_package_waits_for_its_receipt_and_then_tells_when_it_arrived(
    pair: Pair, tmp_path: Path
) -> None:
    trainer, _ = pair
    event = hold_event(trainer, "Тренинг")
    give(*pair, tmp_path)
    [waiting] = arrivals(trainer, "event", event)
    assert (waiting.receiver, waiting.state, waiting.number) == ("Бермет", WAITING, 1)
    give(pair[1], trainer, tmp_path)
    [there] = arrivals(trainer, "event", event)
    assert (there.receiver, there.state, there.number) == ("Бермет", WHOLE, 1)
    assert there.received_at is not None
    assert there.conflicts == there.quarantined == ()


def test_what_was_changed_since_is_there_as_it_was_before(pair: Pair, tmp_path: Path) -> None:
    trainer, _ = pair
    event = hold_event(trainer, "Тренинг")
    there_and_back(pair, tmp_path)
    put(trainer, "headcount", event=event, number=60, qualifier="over")
    assert [one.state for one in arrivals(trainer, "event", event)] == [PARTLY]
    there_and_back(pair, tmp_path)
    [there] = arrivals(trainer, "event", event)
    assert (there.state, there.number) == (WHOLE, 2)


def test_a_new_event_is_not_taken_for_received_because_an_older_one_is(
    pair: Pair, tmp_path: Path
) -> None:
    trainer, _ = pair
    hold_event(trainer, "Биринчи")
    there_and_back(pair, tmp_path)
    second = hold_event(trainer, "Экинчи")
    assert arrivals(trainer, "event", second) == []
    said = received_events(trainer, TODAY)
    assert said is not None
    assert (said.receiver, said.role, said.received, said.events) == ("Бермет", "unit", 1, 2)


def test_a_merge_that_was_undone_there_is_told(pair: Pair, tmp_path: Path) -> None:
    trainer, unit = pair
    event = hold_event(trainer, "Тренинг")
    path = there_and_back(pair, tmp_path)
    [(package,)] = unit.reader.execute("SELECT hash FROM package")
    undo(unit, package)
    give(unit, trainer, tmp_path)
    assert [one.state for one in arrivals(trainer, "event", event)] == [OUT]
    merge(unit, [path])
    give(unit, trainer, tmp_path)
    assert [one.state for one in arrivals(trainer, "event", event)] == [WHOLE]


def test_a_conflict_and_a_quarantined_change_are_told_at_their_record_alone(
    pair: Pair, tmp_path: Path
) -> None:
    trainer, unit = pair
    person = put(trainer, "person", surname="Асанова", phone="1")
    other = put(trainer, "person", surname="Токтоева")
    give(*pair, tmp_path)
    put(unit, "person", person, phone="2")
    put(trainer, "person", person, phone="3")
    bad = put(trainer, "person", surname="Бекова")
    spoil = "UPDATE person SET birth_year = 'кийин' WHERE id = ?"
    trainer.change(lambda connection: connection.execute(spoil, (bad,)))
    there_and_back(pair, tmp_path)
    [told] = arrivals(trainer, "person", person)
    assert [(at.type_name, at.id, at.field) for at in told.conflicts] == [
        ("person", person, "phone")
    ]
    [waits] = arrivals(trainer, "person", bad)
    assert [at.id for at in waits.quarantined] == [bad]
    [calm] = arrivals(trainer, "person", other)
    assert calm.conflicts == calm.quarantined == ()
    said = received_events(trainer, TODAY)
    assert said is not None
    assert (said.conflicts, said.quarantined) == (1, 1)


def test_a_conflict_is_told_no_more_once_its_settlement_has_come(
    pair: Pair, tmp_path: Path
) -> None:
    trainer, unit = pair
    person = put(trainer, "person", surname="Асанова", phone="1")
    give(*pair, tmp_path)
    put(unit, "person", person, phone="2")
    put(trainer, "person", person, phone="3")
    there_and_back(pair, tmp_path)
    [found] = conflicts(unit)
    settle(unit, found.type_name, found.id, found.field, "2")
    give(unit, trainer, tmp_path)
    [told] = arrivals(trainer, "person", person)
    assert told.conflicts == ()


def test_the_record_of_a_colleague_has_no_receipt_here(pair: Pair, tmp_path: Path) -> None:
    trainer, unit = pair
    event = hold_event(trainer, "Тренинг")
    there_and_back(pair, tmp_path)
    assert arrivals(unit, "event", event) == []
