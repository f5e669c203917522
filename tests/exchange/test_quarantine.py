"""A bad record inside a good package waits; everything else goes in, and nothing false is said."""

from pathlib import Path

import pytest

from app.exchange import Outcome, export, look, merge, own_card, unpacking
from app.exchange.quarantine import Retried, retry
from app.exchange.refusals import PackageMalformed
from app.exchange.salvage import DANGLING, TOO_LONG, WRONG_FORM
from app.model import Attendance, Note, Person, Registration
from app.storage import Workspace
from app.storage.coverage import intervals, vector
from app.storage.doctor import examine
from app.storage.questions.quarantine import count, waiting
from tests.exchange.conftest import Forge, Notebooks
from tests.exchange.notebooks import hold_event, put
from tests.exchange.test_damage import COLUMNS, HEADLINE, RECEIVER, SENDER, packed, read_all

Pair = tuple[Workspace, Workspace]


@pytest.fixture
def pair(notebook: Notebooks) -> Pair:
    return notebook("Айгүл"), notebook("Бермет", "unit")


def spoil(workspace: Workspace, sql: str, *values: object) -> None:
    """Write past every check, as a faulty program might."""
    workspace.change(lambda connection: connection.execute(sql, values))


def package(giver: Workspace, taker: Workspace, folder: Path) -> Path:
    return export(giver, [own_card(taker)], folder, everything=True).path


def give(giver: Workspace, taker: Workspace, folder: Path) -> Outcome:
    (outcome,) = merge(taker, [package(giver, taker, folder)])
    assert outcome.refusal is None, outcome.refusal
    return outcome


def test_a_bad_record_waits_with_its_reason_and_the_rest_goes_in(
    pair: Pair, tmp_path: Path
) -> None:
    trainer, unit = pair
    good, bad = (put(trainer, "person", surname=name) for name in ("Асанова", "Бекова"))
    spoil(trainer, "UPDATE person SET birth_year = 'кийин' WHERE id = ?", bad)
    looked = look(unit, [package(trainer, unit, tmp_path)])[0].counts
    assert count(unit) == 0
    outcome = give(trainer, unit, tmp_path)
    assert outcome.counts == looked
    assert (outcome.counts.quarantined, outcome.counts.new) == (1, 2)
    assert [person.id for person in unit.find(Person)] == [good]
    [one] = waiting(unit)
    assert (one.type_name, one.id, one.reason) == ("person", bad, WRONG_FORM)
    assert (one.sender, one.number) == ("Айгүл", outcome.number)
    assert "Бекова" in one.content
    assert examine(unit) == []


def test_what_waits_is_not_claimed_to_be_known(pair: Pair, tmp_path: Path) -> None:
    trainer, unit = pair
    bad = put(trainer, "person", surname="Бекова")
    put(trainer, "person", surname="Асанова")
    [(stamp,)] = trainer.reader.execute("SELECT _stamp FROM person WHERE id = ?", (bad,))
    spoil(trainer, "UPDATE person SET birth_year = 'кийин' WHERE id = ?", bad)
    give(trainer, unit, tmp_path)
    device = trainer.identity.device
    known = [each for each in intervals(unit.reader) if each.device == device]
    assert len(known) == 2
    assert not any(each.after < stamp <= each.upto for each in known)
    assert vector(unit.reader)[device] < stamp
    spoil(trainer, "UPDATE person SET birth_year = 1990 WHERE id = ?", bad)
    give(trainer, unit, tmp_path)
    assert vector(unit.reader)[device] > stamp
    assert trainer.digest() == unit.digest()


def test_after_an_update_what_waited_goes_in(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer, unit = pair
    event = hold_event(trainer, "Тренинг", people=1)
    note = put(trainer, "note", event=event, text="Узун")
    spoil(trainer, "UPDATE note SET text = ? WHERE id = ?", "ы" * 700_000, note)
    put(trainer, "note", event=event, text="Кыска")
    assert give(trainer, unit, tmp_path).counts.quarantined == 1
    assert [(one.id, one.reason) for one in waiting(unit)] == [(note, TOO_LONG)]
    assert retry(unit) == Retried(0, 1)
    monkeypatch.setattr(unpacking, "LINE_LIMIT", 4 * 1024 * 1024)
    assert retry(unit) == Retried(1, 0)
    found = unit.get(Note, note)
    assert found is not None
    assert (found.event, len(found.text)) == (event, 700_000)
    assert trainer.digest() == unit.digest()
    assert vector(unit.reader)[trainer.identity.device] == max(vector(trainer.reader).values())
    assert examine(unit) == []


def test_what_refers_to_a_bad_record_finds_it_by_its_key(pair: Pair, tmp_path: Path) -> None:
    trainer, unit = pair
    hold_event(trainer, "Тренинг", people=2)
    [bad, _] = trainer.find(Registration)
    spoil(trainer, "UPDATE registration SET age = 'отуз' WHERE id = ?", bad.id)
    assert give(trainer, unit, tmp_path).counts.quarantined == 1
    assert [one.id for one in waiting(unit)] == [bad.id]
    assert {tick.registration for tick in unit.find(Attendance)} > {bad.id}


def test_what_refers_to_a_record_without_an_id_waits_too(pair: Pair, tmp_path: Path) -> None:
    trainer, unit = pair
    hold_event(trainer, "Тренинг", people=2)
    [bad, _] = trainer.find(Registration)
    spoil(trainer, "UPDATE registration SET id = x'00' WHERE id = ?", bad.id)
    spoil(trainer, "UPDATE attendance SET registration = x'00' WHERE registration = ?", bad.id)
    assert give(trainer, unit, tmp_path).counts.quarantined == 2
    assert [one.reason for one in waiting(unit)] == [WRONG_FORM, DANGLING]


def test_a_bad_entry_waits_alone(pair: Pair, tmp_path: Path) -> None:
    trainer, unit = pair
    person = put(trainer, "person", surname="Асанова", birth_year=1990)
    put(trainer, "person", person, birth_year=1991)
    put(trainer, "person", person, phone="0772")
    spoil(trainer, "UPDATE entry SET value = 'кийин' WHERE field = 'birth_year' AND prev <> x''")
    assert give(trainer, unit, tmp_path).counts.quarantined == 1
    [one] = waiting(unit)
    assert (one.type_name, one.id, one.field) == ("person", person, "birth_year")
    found = unit.get(Person, person)
    assert found is not None
    assert (found.birth_year, found.phone) == (1990, "0772")
    assert examine(unit) == []


def test_an_undone_package_takes_its_quarantine_along_and_brings_it_back(
    pair: Pair, tmp_path: Path
) -> None:
    trainer, unit = pair
    bad = put(trainer, "person", surname="Бекова")
    spoil(trainer, "UPDATE person SET birth_year = 'кийин' WHERE id = ?", bad)
    path = package(trainer, unit, tmp_path)
    merge(unit, [path])
    [one] = waiting(unit)
    unit.undo_merge(one.package_hash, "now")
    assert (count(unit), waiting(unit)) == (0, [])
    assert retry(unit) == Retried(0, 0)
    assert {each.device for each in intervals(unit.reader)} == {unit.identity.device}
    merge(unit, [path])
    assert count(unit) == 1


def test_a_package_of_bad_lines_is_refused(forge: Forge) -> None:
    bad = '[0,1,0,"%s","a","1985"]' % ("0" * 32)
    path = forge(packed([HEADLINE, *[bad] * 1001], COLUMNS), SENDER, RECEIVER)
    with pytest.raises(PackageMalformed):
        read_all(path)
